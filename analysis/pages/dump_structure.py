"""What the order of a text dump's lines says: menu, headline, kicker, deck, body, the end."""

from itertools import pairwise

from .boilerplate import BYLINE, COMMENTS, DATE, RELATED, SHARE


def _drop_menus(lines):
    """Three or more lines running of at most three words each."""
    for run in _runs(lines, lambda line: line.is_title and line.words <= 3 and not line.doubled):
        if len(run) >= 3:
            drop(run, "one of several very short lines, as in a menu")


def drop(lines, reason):
    """Drop what is not decided."""
    for line in lines:
        if line.open:
            line.drop(reason)


def _runs(lines, is_listed):
    """Runs of listed lines that all follow each other directly, or all after empty lines."""
    run = []
    for line in lines:
        if not ((line.open or line.reason == "navigation") and is_listed(line)):
            yield run
            run = []
        elif len(run) > 1 and line.gap != run[-1].gap:
            yield run
            run = [line]
        else:
            run.append(line)
    yield run


def region(lines):
    """First and last index of the article's text, or None: the run of lines worth most.

    Maximum subsequence segmentation (Pasternack and Roth 2009); a paragraph is worth its words.
    """
    best, worth, first = (0, 0, 0), 0, 0
    for n, line in enumerate(lines):
        if worth <= 0:
            worth, first = 0, n
        worth += _worth(line)
        last = line.is_spoken and not line.asks and not line.speaks_to_reader
        if worth > best[0] or last and (worth, first) == best[:2]:
            best = worth, first, n
    return best[1:] if best[0] else None


def _worth(line):
    if line.open and line.is_paragraph:
        if line.speaks_to_reader:
            return -2
        return min(line.words, 80) if line.ends and line.words >= 8 else 5
    if line.open:
        return 0 if line.is_spoken or line.is_item else -4
    return -40 if line.reason == COMMENTS else -2


def above(lines):
    """Decide the lines above the headline: the last may be a kicker."""
    _drop_menus(lines)
    for line in lines[-1:]:
        if line.open and line.words <= 10 and line.is_title:
            line.keep("kicker", "unpunctuated line before the headline")
    drop(lines, "line before the headline, not next to it")


def below(lines, first):
    """Decide deck and short lines between the headline and the text that begins at ``first``."""
    _keep_doubled(lines[:first])
    paragraphs = [n for n, line in enumerate(lines) if n >= first and line.open]
    paragraphs = [n for n in paragraphs if lines[n].is_paragraph]
    if first == 0 and len(paragraphs) > 1 and _is_deck(lines, paragraphs[1]):
        first = paragraphs[1]
    for n, line in enumerate(lines[:first]):
        if line.open and line.asks and n == first - 1:
            line.keep("body", "short question or exclamation before the first paragraph; in doubt")
        elif line.open and n == 0 and line.words >= 8:
            line.keep("deck", "line directly after the headline")
    drop(lines[:first], "line between headline and text: a name, a place or a label")


def _keep_doubled(lines):
    for line in lines:
        if line.open and line.doubled and line.is_title:
            line.keep("caption", "repeated line, such as a caption")


def _is_deck(lines, second):
    """Whether the first paragraph is a deck; if so, decide it."""
    deck, body, between = lines[0], lines[second], lines[1:second]
    apart = any(
        line.section == "caption"
        or line.reason in (BYLINE, DATE, SHARE)
        or (line.reason or "").startswith("counter")
        for line in between
    )
    if apart and deck.words <= 60:
        deck.keep("deck", "paragraph after the headline, set apart from the text")
    elif not between and deck.sentences == 1 and deck.words <= 40:
        if body.sentences >= 3 and body.words >= 2 * deck.words:
            deck.keep("deck", "one sentence after the headline, before a much longer paragraph")
    return deck.section == "deck"


def body(lines, headline):
    """Decide the lines from the first paragraph on."""
    _drop_comments(lines)
    for line in lines:
        if line.open and line.text == headline:
            line.drop("repeats the headline")
    _keep_doubled(lines)
    _lists(lines)
    undecided = [line for line in lines if line.open]
    for line in undecided:
        if line.is_paragraph:
            reason = "paragraph" if line.ends else "long line without a full stop; in doubt"
            line.keep("body", reason)
        elif line.asks and (not line.is_title_case or line.words > 12 or line is undecided[-1]):
            line.keep("body", "short question or exclamation; in doubt")
        elif line.leads_on or line.words > 12 or line.ends and not line.asks:
            line.keep("body", "neither a paragraph nor a subhead by its shape; in doubt")
        else:
            line.keep("subhead", "short unpunctuated line between paragraphs")


def _drop_comments(lines):
    """Readers' comments: all after their heading, unless most of the text would go."""
    heading = next((n for n, line in enumerate(lines) if line.reason == COMMENTS), None)
    if heading is not None:
        sizes = [line.words if line.open and line.is_paragraph else 0 for line in lines]
        if sum(sizes[heading:]) <= sum(sizes[:heading]):
            drop(lines[heading:], "after the heading of the comments")


def _lists(lines):
    """Related links are dropped, lists that the text announces are kept."""
    before = {id(line): previous for previous, line in pairwise(lines)}
    for run in filter(None, _runs(lines, lambda line: line.is_title and not line.leads_on)):
        previous = before.get(id(run[0]))
        if previous and previous.reason == RELATED:
            drop(run, "under a heading of related links")
        announced = previous is not None and previous.leads_on
        for line in run:
            if line.open and (announced or line.is_item and (len(run) > 2 or run[0].is_item)):
                line.keep("body", "item of a list in the text")
        if len(run) > 2 or announced or run[0].is_item:
            drop(run, "one of three or more short lines in a row, as in a list of links")
