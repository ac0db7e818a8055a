"""A page saved as text → blocks, by rules about text dumps in general."""

import re
from itertools import pairwise

from analysis.article import clean_lines, one_line

from . import byline
from . import dump_structure as structure
from .alignment import drop_repeats
from .block import Line
from .boilerplate import boilerplate, has_credit
from .headline import headline
from .response import certain, find

# Lines beside the headline, and around the text's first and last, that may name authors and day.
_ABOVE, _BELOW, _AROUND = 4, 16, 6
_QUOTED = re.compile(r"[\"“‘«„][^\"“”«»]*[\"”’»“]\W*")


def read_dump(text):
    """Blocks of a text dump, in order, the responses in it, and what it says of its article."""
    rows = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    matches = find(rows)
    responses = certain(matches)
    lines = _lines(rows, {match.first: match for match in matches}, responses)
    for line in lines:
        if line.open and (reason := boilerplate(line.text)):
            line.drop(reason)
    lines = _merge_repeated(lines)
    for line in lines:
        if line.open and has_credit(line.text):
            twice = "photo caption printed twice, once with its credit"
            line.keep("caption", twice if line.doubled else "line with a photo credit")
    found = _decide(lines)
    drop_repeats(lines, lambda line: _QUOTED.fullmatch(line.text))
    return tuple(line.block for line in lines), responses, found


def _decide(lines):
    """Decide all lines; what is said of the article, as a dict."""
    text = structure.region(lines)
    top = headline(lines, *text) if text else None
    if top is None:
        structure.body(lines if text else [], None)
        structure.drop(lines, "no paragraph in the page")
        return {"origins": {}}
    first, last = max(text[0], top + 1), text[1]
    found = _fields(lines, top, first, last)
    lines[top].keep("headline", "the line with the most evidence for a headline")
    structure.above(lines[:top])
    structure.below(lines[top + 1 : last + 1], first - top - 1)
    structure.body(lines[top + 1 : last + 1], lines[top].text)
    structure.drop(lines, "after the text")
    return found


def _fields(lines, top, first, last):
    """Authors and day in the lines above the headline, below it, and around the text's ends."""
    start = max(top + 1, min(first - _AROUND, top + 1 + _BELOW))
    near = [*lines[top + 1 : start], *lines[max(start, first - _AROUND) : first + _AROUND]]
    menu = {line.text for line in lines[: max(0, top - _ABOVE)]}
    below = byline.short("" if line.text in menu else line.text for line in near)
    above = byline.short(line.text for line in lines[max(0, top - _ABOVE) : top])
    after = byline.short(line.text for line in lines[max(first, last - 2) : last + _AROUND])
    page = "\n".join(line.text for line in lines)
    names, day = byline.authors(below, above, after, page), byline.published(below + above, after)
    found = {name: value for name, value in (("authors", names), ("published", day)) if value}
    return found | {"origins": dict.fromkeys(found, "page")}


def _lines(rows, matches, responses):
    """Polls and counters, wrapped paragraphs and single lines, in the page's order."""
    width = wrap_width(rows)
    lines, n, gap = [], 0, True
    while n < len(rows):
        last = n
        if match := matches.get(n):
            last = match.last
            text, reason = clean_lines("\n".join(rows[n : last + 1])), match.reason(responses)
        else:
            while width and last + 1 not in matches and runs_on(rows, last, width):
                last += 1
            text, reason = one_line(" ".join(rows[n : last + 1])), None
        if rows[n].strip():
            lines.append(Line(n + 1, last + 1, text, gap, reason=reason))
        gap = not rows[last].strip()
        n = last + 1
    return lines


def wrap_width(rows):
    """The width at which a dump was wrapped, or 0 where each paragraph is one line."""
    width = max(map(len, rows))
    if not 40 <= width <= 100:
        return 0
    wraps = [runs_on(rows, n, width) for n in range(len(rows))]
    return width if any(one and next_one for one, next_one in pairwise(wraps)) else 0


def runs_on(rows, n, width):
    """Whether row n + 1 goes on with row n: its first word would not have fitted there."""
    following = rows[n + 1].split() if n + 1 < len(rows) else []
    return bool(following and rows[n].strip()) and len(rows[n]) + len(following[0]) >= width


def _merge_repeated(lines):
    """One line for "X" and "X (Photo: Y)" in succession, with the longer text."""
    merged = lines[:1]
    for line in lines[1:]:
        before = merged[-1]
        short, long = sorted((before, line), key=lambda one: len(one.text))
        rest = long.text.removeprefix(short.text)
        is_credit = rest != long.text and re.match(r"\W", rest) and has_credit(rest)
        if before.open and line.open and (not rest or is_credit):
            before.text, before.last, before.doubled = long.text, line.last, True
        else:
            merged.append(line)
    return merged
