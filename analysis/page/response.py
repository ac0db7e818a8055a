"""Polls and counters in a page's lines → ``Response``.

A line counts only when the whole of it is made of labels and numbers: "88 members voted yes and
4 no." is news and stays text.
"""

import re
from collections import Counter
from dataclasses import dataclass

from analysis.article import Response

_NUMBER = (
    r"(?<![\d.,])(?:\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+|\d{1,6}(?:[.,]\d)?\s?[KkMm]|\d{1,9})"
    r"\b(?!\s?%)"
)
_COUNT = rf"(?P<count>{_NUMBER})(?:\s+(?:votes?|voters))?"
_PERCENT = r"\d{1,3}(?:[.,]\d+)?\s?%"
_TEXT = r"(?P<label>[^\W\d_][^()\[\]:|=?!;%\n]{0,60}?)"
_YES_NO = r"\b(?P<label>yes|no)\b"
# A line is options if one of these patterns, again and again, covers all of it.
_OPTIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_TEXT}\s*(?:{_PERCENT})?\s*[(\[]\s*{_COUNT}(?:\s*[,;·]\s*{_PERCENT})?\s*[)\]]",
        rf"{_TEXT}\s*(?:[:=|]|\s[-–—])\s*{_COUNT}(?:\s*\(\s*{_PERCENT}\s*\))?",
        rf"{_YES_NO}\s+{_COUNT}(?:\s*\(\s*{_PERCENT}\s*\))?",
        rf"{_COUNT}\s+{_YES_NO}",
        # Shares without counts: the options are known, the counts are not.
        rf"{_TEXT}\s*(?:[:=|]|\s[-–—])?\s*\(?(?:{_PERCENT}\s*)(?P<count>)\)?",
    )
]
_TOTAL = re.compile(
    rf"(?:total(?: votes?)?|votes?|voters)\s*[:(]?\s*{_NUMBER}\)?"
    rf"|{_NUMBER}\s+(?:total )?(?:votes?|voters)",
    re.IGNORECASE,
)
_ONE_LINE = re.compile(r"(?P<question>.{3,200}?\?)\s+(?P<options>.+)")
_UNITS = {"comment": "comments", "share": "shares", "like": "likes", "reaction": "reactions"}
_UNITS |= {"view": "views", "read": "views"}
_UNIT = r"\b(?P<unit>comment|share|like|reaction|view|read)s?\b"
_COUNTERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:view|see|show|read)\s+(?:all\s+)?)?(?P<count>{_NUMBER})\s*{_UNIT}",
        rf"{_UNIT}\s*[:(\[]?\s*(?P<count>{_NUMBER})[)\]]?",
    )
]
_SEPARATORS = " \t\u00a0,;|/·•–—-"
_LONGEST = 300  # characters of a line of options; a longer line is prose


@dataclass(frozen=True)
class Found:
    """Responses that stand in lines ``first`` to ``last`` (from 0, both included)."""

    first: int
    last: int
    responses: tuple


def number(text):
    """A count as pages write it, as an int.

    >>> number("1,204"), number("1.2K"), number("3M"), number("88")
    (1204, 1200, 3000000, 88)
    """
    if text[-1] in "KkMm":
        thousands = 1000 if text[-1] in "Kk" else 1_000_000
        return round(float(text[:-1].replace(",", ".")) * thousands)
    return int(re.sub(r"\D", "", text))


def _covering(patterns, line):
    """The matches of the first pattern that covers the whole line, or an empty list."""
    if len(line) <= _LONGEST and re.search(r"\d", line):
        for pattern in patterns:
            matches = list(pattern.finditer(line))
            if matches and not re.search(r"[\w.?!%$€£]", pattern.sub("", line)):
                return matches
    return []


def options_in(line):
    """The (label, count) pairs that a line consists of; none if it holds anything else.

    A percentage is not a count: the count is then None.

    >>> options_in("Yes (88) No (1,204)"), options_in("88 members voted yes and 4 no.")
    ([('Yes', 88), ('No', 1204)], [])
    """
    if _TOTAL.fullmatch(line.strip()):
        return []
    found = [
        (match["label"].strip(_SEPARATORS), number(match["count"]) if match["count"] else None)
        for match in _covering(_OPTIONS, line)
    ]
    return found if all(label and len(label.split()) <= 8 for label, _ in found) else []


def find(lines):
    """All polls and counters in a page's lines, as a list of ``Found`` in the page's order.

    >>> (found,) = find(["Enjoyed this article?", "", "Yes (88)", "No (4)", "Follow us"])
    >>> found.first, found.last, found.responses[0].options
    (0, 3, (('Yes', 88), ('No', 4)))
    """
    written = [n for n, line in enumerate(lines) if line.strip()]
    found, at = [], 0
    while at < len(written):
        here = _poll(lines, written, at) or _counter(lines, written[at])
        if here:
            found.append(here)
            at = next((k for k in range(at, len(written)) if written[k] > here.last), len(written))
        else:
            at += 1
    return found


def certain(found):
    """The responses of a page, each once, as a tuple.

    A page that gives several numbers for one kind of counter shows those of other articles too,
    and does not say which is its own: none is taken.
    """
    first = {}
    for r in (r for f in found for r in f.responses):
        first.setdefault((r.kind, r.question, r.options), r)
    counters = Counter(r.kind for r in first.values() if r.kind != "poll")
    return tuple(r for r in first.values() if counters[r.kind] < 2)


def _poll(lines, written, at):
    """The poll that begins at ``written[at]``: in that line, or a question and lines of options."""
    first = written[at]
    line = lines[first].strip()
    if len(line) <= _LONGEST and (match := _ONE_LINE.fullmatch(line)):
        options = options_in(match["options"])
        if len(options) > 1:
            return _made(lines, first, first, match["question"], options)
    asks = line.endswith("?") and len(line.split()) <= 30
    question = line if asks else None
    rows = [lines[n].strip() for n in written[at + asks : at + asks + 40]]
    options, taken = _rows(rows, asks)
    labels = {label.casefold() for label, _ in options}
    if len(options) > 1 and (asks or {"yes", "no"} <= labels):
        return _made(lines, first, written[at + asks + taken - 1], question, options)
    return None


def _rows(rows, asks):
    """Options in the rows from the first on, and how many rows they take."""
    options, bare, taken = [], [], 0
    for row in rows:
        if not bare and (here := options_in(row)):
            options += here
        elif asks and not options and re.fullmatch(rf"yes|no|{_NUMBER}", row, re.IGNORECASE):
            bare.append(row)
        elif not (options or bare) or not _TOTAL.fullmatch(row):
            break
        taken += 1
    if not bare:
        return options, taken
    # Label and number on lines of their own: "Yes", "88", "No", "4", or numbers first.
    numbers = [row for row in bare if row[0].isdigit()]
    names = [row for row in bare if not row[0].isdigit()]
    if {name.casefold() for name in names} != {"yes", "no"} or len(names) != 2:
        return [], 0
    if not numbers:
        return [(name, None) for name in names], taken
    if len(numbers) == 2 and bare in (
        [names[0], numbers[0], names[1], numbers[1]],
        [numbers[0], names[0], numbers[1], names[1]],
    ):
        return list(zip(names, map(number, numbers), strict=True)), taken
    return [], 0


def _made(lines, first, last, question, options):
    snippet = "\n".join(lines[first : last + 1])
    return Found(first, last, (Response("poll", question, tuple(options), snippet),))


def _counter(lines, at):
    line = lines[at].strip()
    responses = []
    for match in _covering(_COUNTERS, line):
        unit = _UNITS[match["unit"].lower()]
        responses.append(Response(unit, None, ((unit, number(match["count"])),), lines[at]))
    return Found(at, at, tuple(responses)) if responses else None
