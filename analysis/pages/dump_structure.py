"""What the order of a dump's lines says: menu, headline, kicker, deck, body, the end.

Each function decides lines (``Line.keep``, ``Line.drop``) and leaves decided ones alone.
"""

import re
from itertools import zip_longest

from .boilerplate import BYLINE, COMMENTS, DATE, RELATED, SHARE

_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w'’.-]+ [A-Z][\w'’.-]+")
_REPEAT = re.compile(r"\s*[|–—:·-]\s")
_NO_TEXT = "no paragraph in the page"


def drop_menus(lines):
    """Three or more lines running of at most three words each."""
    for run in _runs(lines, lambda i: i.is_title and i.words <= 3 and not i.doubled):
        if len(run) >= 3:
            for line in run:
                if line.open:
                    line.drop("one of a run of very short lines, like a menu")


def _runs(lines, listed):
    """Runs of listed lines that all follow each other directly, or all after empty lines."""
    run = []
    for line in lines:
        if not ((line.open or line.reason == "navigation") and listed(line)):
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
    first = next((n for n, i in enumerate(lines) if i.open and i.is_paragraph), None)
    if first is None:
        for line in lines:
            if line.open:
                line.drop(_NO_TEXT)
        return []
    # A tagline such as "Your news, first." may stand above the headline: look past it.
    long = (n for n, i in enumerate(lines) if i.open and i.is_paragraph and i.words >= 20)
    anchor = next(long, first)
    titles = [n for n in range(anchor) if lines[n].open and not lines[n].is_paragraph]
    # "By Ann Lee, The Paper" can be longer than the headline above it.
    titles = [n for n in titles if not _BYLINE.match(lines[n].text)] or titles
    if any(n < first and lines[n].words >= 4 for n in titles):
        titles = [n for n in titles if n < first]
    if not titles:
        return lines
    at = _headline(lines, titles)
    _above(lines, at)
    return _below(lines, at)


def _headline(lines, titles):
    """Choose among the lines like titles; return the chosen one's index."""
    for n in titles[-10:]:
        for line in lines[: min(n, 10)]:
            rest = line.text.removeprefix(lines[n].text)
            if lines[n].words >= 3 and rest != line.text and _REPEAT.match(rest):
                line.drop("title of the page, which repeats the headline")
                lines[n].keep("headline", "the page's title begins with the same words")
                return n
    last = titles[-3:]  # a kicker, a headline and an unpunctuated deck at most
    at = max(last, key=lambda n: (min(lines[n].words, 24), n))
    before = [n for n in last if n == at - 1 and 5 <= lines[n].words]
    if before and lines[before[0]].is_title_case and not lines[at].is_title_case:
        lines[before[0]].keep("headline", "in title case, and the line after it is not")
        return before[0]
    lines[at].keep("headline", "longest title-like line before the first paragraph")
    return at


def _above(lines, at):
    for n, line in enumerate(lines[:at]):
        if not line.open:
            continue
        if line.is_paragraph:
            line.drop("sentence before the headline")
        elif n == at - 1 and line.words <= 10 and line.is_title:
            line.keep("kicker", "unpunctuated line before the headline")
        else:
            line.drop("line before the headline and not next to it")


def _below(lines, at):
    """Deck and short lines between headline and body."""
    rest = lines[at + 1 :]
    for line in rest:
        if line.open and line.doubled and line.is_title:
            line.keep("caption", "the same line twice, as of a picture and its caption")
    paragraphs = [n for n, line in enumerate(rest) if line.open and line.is_paragraph]
    start = paragraphs[0]
    if len(paragraphs) > 1 and start == 0 and _is_deck(rest, paragraphs[1]):
        start = paragraphs[1]
    elif start == 0 and rest[0].sentences == 1 and rest[0].words <= 40:
        rest[0].keep("body", "sentence after the headline; nothing shows that it is a deck")
    for n, line in enumerate(rest[:start]):
        if not line.open:
            continue
        if line.asks:
            line.keep("body", "short question or exclamation before the first paragraph; in doubt")
        elif n == 0 and line.words >= 8:
            line.keep("deck", "unpunctuated line straight after the headline")
        else:
            line.drop("short line between headline and text: a name, a place or a label")
    return rest[start:]


def _is_deck(rest, second):
    """Whether the first paragraph is a deck; if so, decide it."""
    first, body, between = rest[0], rest[second], rest[1:second]
    apart = any(
        line.section == "caption"
        or line.reason in (BYLINE, DATE, SHARE)
        or (line.reason or "").startswith("counter")
        for line in between
    )
    if apart and first.words <= 60:
        first.keep("deck", "paragraph after the headline, set apart from the text")
    elif not between and first.sentences == 1 and first.words <= 40:
        if body.sentences >= 3 and body.words >= 2 * first.words:
            first.keep("deck", "one sentence after the headline, before a much longer paragraph")
    return first.section == "deck"


def body(lines, headline):
    """Decide the lines from the first paragraph on."""
    _cut_comments(lines)
    for line in lines:
        if line.open and headline and line.text == headline:
            line.drop("repeats the headline")
        elif line.open and line.doubled and line.is_title:
            line.keep("caption", "the same line twice, as of a picture and its caption")
    _cut_end(lines)
    _lists(lines)
    still = [line for line in lines if line.open]
    prompted = next((line.first for line in lines if line.dropped), float("inf"))
    for line, after in zip_longest(still, still[1:]):
        if line.is_paragraph:
            _paragraph(line, line.first > prompted)
        elif line.asks and not (line.is_title_case and line.words <= 12 and after):
            line.keep("body", "short question or exclamation; in doubt")
        elif line.leads_on or line.words > 12 or line.stops:
            line.keep("body", "no paragraph by its shape, but no subhead either; in doubt")
        else:
            line.keep("subhead", "short unpunctuated line between paragraphs")


def _paragraph(line, follows_dropped):
    reason = "paragraph" if line.stops or line.asks else "long line without a full stop; in doubt"
    if follows_dropped:
        reason += ", after a line that was dropped; it reads like text"
    line.keep("body", reason)


def _cut_comments(lines):
    """Readers' comments: all after their heading, unless most of the text would go."""
    for n, line in enumerate(lines):
        if line.reason == COMMENTS:
            sizes = [i.words if i.open and i.is_paragraph else 0 for i in lines]
            if sum(sizes[n:]) <= sum(sizes[:n]):
                for after in lines[n:]:
                    if after.open:
                        after.drop("after the comments heading")
            return


def _cut_end(lines):
    """What follows the last paragraph: short lines, and sentences to the reader after prompts."""
    paragraphs = [n for n, i in enumerate(lines) if i.open and i.is_paragraph]
    plain = [n for n in paragraphs if not lines[n].speaks_to_reader] or paragraphs[:1]
    if not plain:
        return
    end, prompted = plain[-1], False
    for n, line in enumerate(lines[end + 1 :], end + 1):
        prompt_next = n + 1 < len(lines) and lines[n + 1].dropped
        if not line.open:
            prompted = prompted or line.dropped
        elif prompted and (line.speaks_to_reader or line.asks) or line.asks and prompt_next:
            line.drop("speaks to the reader after the last paragraph, among prompts")
            prompted = True
        elif line.is_title and not line.leads_on and n > paragraphs[-1]:
            line.drop("unpunctuated line after the last paragraph")


def _lists(lines):
    """Related links are dropped, lists that the text announces are kept."""
    previous = {id(line): before for before, line in zip(lines, lines[1:], strict=False)}
    for run in _runs(lines, lambda i: i.is_title and not i.leads_on):
        if not run:
            continue
        before = previous.get(id(run[0]))
        related = before is not None and before.reason == RELATED
        announced = before is not None and before.leads_on
        if len(run) < 3 and not related and not announced and not run[0].is_item:
            continue
        for line in run:
            if line.open and related:
                line.drop("under a heading of related links")
            elif line.open and (announced or line.is_item):
                line.keep("body", "item of a list in the text")
            elif line.open:
                line.drop("one of three or more short lines running, like a list of links")
