"""What the order of a text dump's lines says: menu, headline, kicker, deck, body, the end.

Each function decides lines (``Line.keep``, ``Line.drop``) and leaves decided ones alone.
"""

import re
from itertools import pairwise

from .boilerplate import BYLINE, COMMENTS, DATE, RELATED, SHARE

_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w'’.-]+ [A-Z][\w'’.-]+")
_REPEAT = re.compile(r"\s*[|–—:·-]\s")


def drop_menus(lines):
    """Three or more lines running of at most three words each."""
    for run in _runs(lines, lambda line: line.is_title and line.words <= 3 and not line.doubled):
        if len(run) >= 3:
            _drop(run, "one of a run of very short lines, like a menu")


def _drop(lines, reason):
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


def head(lines):
    """Decide all up to the first paragraph of the body; return the body's lines."""
    paragraphs = [n for n, line in enumerate(lines) if line.open and line.is_paragraph]
    if not paragraphs:
        _drop(lines, "no paragraph in the page")
        return []
    # A tagline such as "Your news, first." may be above the headline: go on to a long paragraph.
    anchor = next((n for n in paragraphs if lines[n].words >= 20), paragraphs[0])
    titles = [n for n in range(anchor) if lines[n].open and not lines[n].is_paragraph]
    # "By Ann Lee, The Paper" can be longer than the headline above it.
    titles = [n for n in titles if not _BYLINE.match(lines[n].text)] or titles
    above = [n for n in titles if n < paragraphs[0]]
    titles = above if any(lines[n].words >= 4 for n in above) else titles
    if not titles:
        return lines
    headline = _headline(lines, titles)
    _above(lines[:headline])
    return _below(lines[headline + 1 :])


def _headline(lines, titles):
    """Keep one of the lines like titles as the headline; its index."""
    for n in titles[-10:]:
        for line in lines[: min(n, 10)]:
            rest = line.text.removeprefix(lines[n].text)
            if lines[n].words >= 3 and rest != line.text and _REPEAT.match(rest):
                line.drop("title of the page, which repeats the headline")
                lines[n].keep("headline", "the page's title begins with the same words")
                return n
    last = titles[-3:]  # a kicker, a headline and an unpunctuated deck at most
    longest = max(last, key=lambda n: (min(lines[n].words, 24), n))
    before = lines[longest - 1] if longest - 1 in last else None
    if before and before.words >= 5 and before.is_title_case and not lines[longest].is_title_case:
        longest -= 1
    lines[longest].keep("headline", "longest title-like line before the first paragraph")
    return longest


def _above(lines):
    for line in lines:
        if line.open and line.is_paragraph:
            line.drop("sentence before the headline")
        elif line.open and line is lines[-1] and line.words <= 10 and line.is_title:
            line.keep("kicker", "unpunctuated line before the headline")
    _drop(lines, "line before the headline and not next to it")


def _below(lines):
    """Deck and short lines between headline and body; return the body's lines."""
    _keep_doubled(lines)
    start, *later = [n for n, line in enumerate(lines) if line.open and line.is_paragraph]
    if later and start == 0 and _is_deck(lines, later[0]):
        start = later[0]
    elif start == 0 and lines[0].sentences == 1 and lines[0].words <= 40:
        lines[0].keep("body", "sentence after the headline; nothing shows that it is a deck")
    for n, line in enumerate(lines[:start]):
        if line.open and line.asks:
            line.keep("body", "short question or exclamation before the first paragraph; in doubt")
        elif line.open and n == 0 and line.words >= 8:
            line.keep("deck", "unpunctuated line straight after the headline")
    _drop(lines[:start], "short line between headline and text: a name, a place or a label")
    return lines[start:]


def _keep_doubled(lines):
    for line in lines:
        if line.open and line.doubled and line.is_title:
            line.keep("caption", "the same line twice, as of a picture and its caption")


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
    _drop_end(lines)
    _lists(lines)
    undecided = [line for line in lines if line.open]
    for line in undecided:
        if line.is_paragraph:
            reason = "paragraph" if line.ends else "long line without a full stop; in doubt"
            line.keep("body", reason)
        elif line.asks and (not line.is_title_case or line.words > 12 or line is undecided[-1]):
            line.keep("body", "short question or exclamation; in doubt")
        elif line.leads_on or line.words > 12 or line.ends and not line.asks:
            line.keep("body", "no paragraph by its shape, but no subhead either; in doubt")
        else:
            line.keep("subhead", "short unpunctuated line between paragraphs")


def _drop_comments(lines):
    """Readers' comments: all after their heading, unless most of the text would go."""
    heading = next((n for n, line in enumerate(lines) if line.reason == COMMENTS), None)
    if heading is not None:
        sizes = [line.words if line.open and line.is_paragraph else 0 for line in lines]
        if sum(sizes[heading:]) <= sum(sizes[:heading]):
            _drop(lines[heading:], "after the comments heading")


def _drop_end(lines):
    """What follows the last paragraph: short lines, and sentences to the reader after prompts."""
    paragraphs = [n for n, line in enumerate(lines) if line.open and line.is_paragraph]
    plain = [n for n in paragraphs if not lines[n].speaks_to_reader] or paragraphs[:1]
    if not plain:
        return
    prompted = False
    for n, line in enumerate(lines[plain[-1] + 1 :], plain[-1] + 1):
        before_prompt = n + 1 < len(lines) and lines[n + 1].dropped
        if not line.open:
            prompted = prompted or line.dropped
        elif prompted and (line.speaks_to_reader or line.asks) or line.asks and before_prompt:
            line.drop("speaks to the reader after the last paragraph, among prompts")
            prompted = True
        elif line.is_title and not line.leads_on and n > paragraphs[-1]:
            line.drop("unpunctuated line after the last paragraph")


def _lists(lines):
    """Related links are dropped, lists that the text announces are kept."""
    before = {id(line): previous for previous, line in pairwise(lines)}
    for run in filter(None, _runs(lines, lambda line: line.is_title and not line.leads_on)):
        previous = before.get(id(run[0]))
        if previous and previous.reason == RELATED:
            _drop(run, "under a heading of related links")
        announced = previous is not None and previous.leads_on
        for line in run:
            if line.open and (announced or line.is_item and (len(run) > 2 or run[0].is_item)):
                line.keep("body", "item of a list in the text")
        if len(run) > 2 or announced or run[0].is_item:
            _drop(run, "one of three or more short lines running, like a list of links")
