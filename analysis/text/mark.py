"""Quotations as offsets: opening and closing marks, the words between them, and the speaker."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from .boundaries import IS, paragraphs, sentences
from .speaker import attribute

_LONGEST = 2_000  # characters looked through for the end of a quotation that has no closing mark
_ONLY_OPENS, _ONLY_CLOSES = frozenset(("“", "„", "«", "``")), frozenset("”»")
_OPENS_AFTER = frozenset(" \t\n\r\u00a0([{—–-/‘'“\"…")
_NEVER_OPENS_BEFORE = frozenset(" \t\n\r\u00a0?!,;:)]}")
_STRONG = frozenset(".,?!…—")
# More faults than this, and more than this share of the marks: nobody can tell who speaks.
_FAULTS, _SHARE = 2, 0.2


def read_quotations(text):
    """Quotations of a text in order (a list of `Quotation`), and whether its marks can be read.

    Straight, curly, doubled (two apostrophes, two backticks), angle and single marks are read. A
    quotation that is opened again in the next paragraph runs to the end of its paragraph. Any other
    quotation that is never closed ends with its sentence, so that it cannot extend over the
    article. Marks inside a quotation do not end it. Apostrophes, feet and inches are not marks. The
    marks cannot be read if more than a fifth of the double marks, and more than two, are unpaired.

    >>> quotations, readable = read_quotations('"I am worried," Netanyahu said. A "soft" line.')
    >>> [(quotation.kind, quotation.speaker) for quotation in quotations], readable
    ([('speech', 'Netanyahu'), ('fragment', '')], True)
    """
    text = text or ""
    quotations, speech, faults, marks = [], None, 0, 0
    for (start, end), (following, _) in pairwise([*paragraphs(text), (len(text), None)]):
        doubles = list(IS.double.finditer(text, start, end))
        pairs, wrong = _doubles(text, doubles, start, end, following)
        pairs = [span for span in pairs if IS.letter.search(text, *span)]
        spans = _with_singles(text, pairs, start, end, following)
        found = attribute(text, spans, start, end, speech)
        speech = next((one for one in reversed(found) if one.kind == "speech"), speech)
        quotations += found
        faults += wrong
        marks += len(doubles)
    return quotations, faults <= max(_FAULTS, _SHARE * marks)


def _doubles(text, marks, start, end, following):
    spans, opened, faults, depth = [], None, 0, 0
    shapes = [match.group() for match in marks]
    opening = sum(shape in _ONLY_OPENS for shape in shapes)
    nested = 2 * opening == len(shapes) == opening + sum(shape in _ONLY_CLOSES for shape in shapes)
    for match, shape in zip(marks, shapes, strict=True):
        low, high = match.span()
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        opens, closes = _sides(shape, before, after)
        is_inside = before.isalnum() and IS.contraction.match(text, high)
        if not (opens or closes) or is_inside or IS.height.search(text, max(start, low - 6), low):
            continue  # inches, or a dash or an apostrophe that some export wrote as a double mark
        if opened is None:
            if opens or after.isalnum() and not before.isalnum():
                opened = low  # said:"We
            elif shape not in ("''", "″"):  # of a possessive, of inches
                faults += 1
        elif nested and opens and not closes:
            depth += 1
        elif depth:
            depth -= 1
        elif closes and not (opens and after.isalnum() and before != "-"):
            if high - opened > len(shape) + 1:
                spans.append((opened, high))
            opened = None
        elif opens and (shape not in _ONLY_OPENS or before.isspace()):
            spans.append((opened, _sentence_end(text, opened, low)))  # the one before never closed
            opened = low
            faults += 1
    if opened is not None:
        again = IS.double.match(text, following)
        faults += not again
        spans.append((opened, end if again else _sentence_end(text, opened, end)))
    return spans, faults


def _sides(shape, before, after):
    alone = before.isspace() and after.isspace()
    left = alone or before in _OPENS_AFTER and after not in _NEVER_OPENS_BEFORE
    right = alone or not before.isspace()
    if shape in _ONLY_OPENS:
        opens = left or after.isalnum() or not right  # „so“ and »so« end with what opens elsewhere
        return opens, not opens
    if shape in _ONLY_CLOSES and not (left and after.isalnum() and before.isspace()):
        return False, True
    return left, right and shape not in _ONLY_CLOSES


def _sentence_end(text, position, limit):
    """End of the sentence that begins at a position, at most the limit, without white space."""
    # Looked for near by: many marks that never close must not read the rest again and again.
    end = position + max(1, sentences(text[position : min(limit, position + _LONGEST)])[0][1])
    while end < limit and not text[end - 1].isspace() and not text[end].isspace():
        end += 1  # not within a word
    return end


def _with_singles(text, spans, start, end, following):
    """The spans of a paragraph, with those in single marks beside or around them."""
    kept, first, free = [], 0, start
    for match in IS.single_opens.finditer(text, start, end):
        low = match.start()
        number, inside = _place(spans, low, first)
        before = text[low - 1] if low else " "
        if inside or low < free or before not in _OPENS_AFTER or IS.elision.match(text, low):
            continue
        high = _single_end(text, low, end, spans, number)
        if high is None and IS.single_opens.match(text, following):  # opened again there
            high = None if IS.elision.match(text, following) else end
        if high:
            kept += [*spans[first:number], (low, high)]
            first, free = bisect_left(spans, (high,)), high
    return kept + spans[first:]


def _single_end(text, opened, end, spans, first):
    """Where a single quotation that begins at ``opened`` ends; ``first`` span ends after it."""
    plural = None
    for match in IS.single_closes.finditer(text, opened + 2, min(end, opened + _LONGEST)):
        low, high = match.span()
        number, inside = _place(spans, low, first)
        around = text[low - 1 : high + 2]
        if not inside and around[:-1] in ("s' ", "s’ ") and around[-1].islower():
            plural = plural or high  # the players' union, or ‘green homes’ are
        elif not inside and plural and IS.single_opens.search(text, plural, low):
            return plural
        elif not inside:  # around another quotation a mark closes only after a stop
            return high if number == first or text[low - 1] in _STRONG else None
    return plural


def _place(spans, place, first):
    """Which span, from the first on, is the next to end after a place; does the place lie in it?"""
    number = bisect_right(spans, place, first, key=lambda span: span[1])
    return number, number < len(spans) and spans[number][0] < place
