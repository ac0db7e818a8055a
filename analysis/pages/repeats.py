"""What a page shows a second time: captions, and quotations set apart from the text."""

from .alignment import key

_FEWEST, _MOST = 5, 60  # words of a quotation that is set apart
_WORK = 1_000_000_000  # signs to look through; a page of nothing but repetitions would take hours


def drop_repeats(lines, apart):
    """Drop captions that are there already, and quotations that are part of a longer paragraph.

    ``apart(line)`` says whether a line of the body is set apart from the text.

    >>> from analysis.pages.line import Line
    >>> lines = [Line(1, 1, "“It rained on the town”", True), Line(2, 2, "“It rained on the town. "
    ...          "Then it stopped,” she said.", True)]
    >>> for line in lines:
    ...     line.keep("body", "paragraph")
    >>> drop_repeats(lines, lambda line: line.first == 1)
    >>> lines[0].reason
    'quotation that stands again, word for word, in a paragraph'
    """
    seen = set()
    for line in lines:
        if line.section == "caption":
            if key(line.text) in seen:
                line.drop("caption that stands there already")
            seen.add(key(line.text))
    body = [line for line in lines if line.section == "body"]
    alone = [line for line in body if _FEWEST <= line.words <= _MOST and apart(line)]
    inside = {id(line) for line in alone}
    whole = "\n".join(key(line.text) for line in body if id(line) not in inside)
    if len(whole) * len(alone) > _WORK:
        return
    for line in alone:
        if (mine := key(line.text)) and mine in whole:
            line.drop("quotation that stands again, word for word, in a paragraph")
