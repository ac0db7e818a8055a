"""A page saved as text → blocks, by rules about text dumps in general.

furniture.py knows the wording of prompts and menus, response.py that of polls and counters,
line.py the shape of a line, order.py what the order says. Every line that is not empty lies in
exactly one block, and each block says why it was kept or dropped.
"""

import re

from analysis.article import fold, fold_lines

from . import dump_structure as order
from . import response
from .alignment import drop_repeats
from .boilerplate import furniture, has_credit
from .line import Line

_QUOTED = re.compile(r"[\"“‘«„][^\"“”«»]*[\"”’»“]\W*")


def read_dump(text):
    r"""Blocks of a text dump, in order, and the responses in it: two tuples.

    >>> blocks, _ = read_dump("Home\n\nA storm\n\nIt rained on the town for nine days.")
    >>> [(block.section, block.reason) for block in blocks][:2]
    [(None, 'navigation'), ('headline', 'longest title-like line before the first paragraph')]
    """
    rows = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    found = response.find(rows)
    responses = response.certain(found)
    lines = _lines(rows, {f.first: f for f in found}, responses)
    for line in lines:
        if line.open and (reason := furniture(line.text)):
            line.drop(reason)
    lines = _merge_repeated(lines)
    for line in lines:
        if line.open and has_credit(line.text):
            line.keep("caption", "line with a photo credit")
    order.drop_menus(lines)
    body = order.head(lines)
    order.body(body, next((i.text for i in lines if i.section == "headline"), None))
    drop_repeats(lines, lambda line: _QUOTED.fullmatch(line.text))
    return tuple(line.block for line in lines), responses


def _lines(rows, found, taken):
    """Polls and counters, wrapped paragraphs and single lines, in the page's order."""
    width = _wrap_width(rows)
    lines, n, gap = [], 0, True
    while n < len(rows):
        last = n
        if n in found:
            last = found[n].last
            text = fold_lines("\n".join(rows[n : last + 1]))
            reason = found[n].reason(taken)
            lines.append(Line(n + 1, last + 1, text, gap, reason=reason))
        elif rows[n].strip():
            while width and last + 1 not in found and _runs_on(rows, last, width):
                last += 1
            text = fold(" ".join(rows[n : last + 1]))
            lines.append(Line(n + 1, last + 1, text, gap))
        gap = not rows[last].strip()
        n = last + 1
    return lines


def _wrap_width(rows):
    """The width at which a dump was wrapped, or 0 where each paragraph is one line."""
    width = max(map(len, rows))
    if not 40 <= width <= 100:
        return 0
    wraps = [_runs_on(rows, n, width) for n in range(len(rows))]
    return width if any(a and b for a, b in zip(wraps, wraps[1:], strict=False)) else 0


def _runs_on(rows, n, width):
    """Whether row n + 1 goes on with row n: its first word would not have fitted there."""
    following = rows[n + 1].split() if n + 1 < len(rows) else []
    return bool(following and rows[n].strip()) and len(rows[n]) + len(following[0]) >= width


def _merge_repeated(lines):
    """One line for "X" and "X (Photo: Y)" in succession; the longer one is its text."""
    merged = []
    for line in lines:
        before = merged[-1] if merged else None
        if before and line.open and _repeats(before, line):
            before.last, before.doubled = line.last, True
            before.text = max(before.text, line.text, key=len)
            if has_credit(before.text):
                before.keep("caption", "photo caption that stands twice, once with its credit")
        else:
            merged.append(line)
    return merged


def _repeats(before, line):
    short, long = sorted((before.text, line.text), key=len)
    rest = long[len(short) :]
    credit = re.match(r"\W", rest) is not None and has_credit(rest)
    return not before.dropped and long.startswith(short) and (not rest or credit)
