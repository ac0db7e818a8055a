"""Polls and counters in a page's lines → ``Response``. options.py reads one line of options."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from analysis.article import Response

from .options import LONGEST, NUMBER, TOTAL, covering, is_bare, number, options_in, pair

_DIGIT = re.compile(r"\d")
_ONE_LINE = re.compile(r"(?P<question>.{3,200}?\?)\s+(?P<options>.+)")
# A question that asks for an opinion; "Who died?" with a list of numbers is news, and so are "What
# would it cost?" and "Will it pass?".
_OPINION = re.compile(
    r"\b(?:should|you|your|we|our|best|better|favou?rite|agree|rate|prefer|think|vote)\b", re.I
)
_FACT = re.compile(
    r"\bhow (?:much|many|long|often|far|old|big)\b"
    r"|^\W*what\b(?!.*\b(?:should|(?:do|would|did|will|are|have|can) you|you think|best|better|"
    r"favou?rite)\b)",
    re.I,
)
_ROLL_CALL = re.compile(
    r"\bhow (?:did|have|had) .{0,60}\b(?:vote|voted|split)\b"
    r"|\b(?:council\w*|members|senat\w+|parliament|lawmakers|deput\w+|delegates|jur\w+|mps|house|"
    r"committee|board|shareholders|judges|ministers|states|countries)\b.{0,60}\bvot"
    r"|\b(?:motion|bill|amendment|resolution|referendum|ballot)\b"
    r"|\b(?:did|does|will|would|can|could|has|have|was|is|be)\b.{0,80}\b(?:pass|passed|carry|"
    r"carried|approve|approved|reject|rejected|defeated|adopted|ratified)\b",
    re.I,
)
_UNITS = {"comment": "comments", "share": "shares", "like": "likes", "reaction": "reactions"}
_UNITS |= {"view": "views", "read": "views", "dislike": "dislikes"}
_UNIT = rf"\b(?P<unit>{'|'.join(_UNITS)})s?\b"
_COUNTERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:view|see|show|read)\s+(?:all\s+)?)?(?P<count>{NUMBER})[\s|]*{_UNIT}",
        rf"{_UNIT}\s*[:(\[|]?\s*(?P<count>{NUMBER})[)\]]?",
    )
]


@dataclass(frozen=True)
class Found:
    """Responses that stand in lines ``first`` to ``last`` (from 0, both included)."""

    first: int
    last: int
    responses: tuple


def find(lines, polls=None):
    """All polls and counters in a page's lines, as a list of ``Found`` in the page's order.

    ``polls`` gives for each line the number of the element around it that the page calls a poll,
    or 0; in such an element any short labels can be options. A number below 0 is that of a form
    with one answer to choose, which is a poll only if it asks a question.

    >>> (found,) = find(["Enjoyed this article?", "", "Yes (88)", "No (4)", "Follow us"])
    >>> found.first, found.last, found.responses[0].options
    (0, 3, (('Yes', 88), ('No', 4)))
    """
    polls = polls or [0] * len(lines)
    written = [n for n, line in enumerate(lines) if line.strip()]
    found, at = [], 0
    while at < len(written):
        here, line = None, lines[written[at]]
        # Most lines can hold neither a question nor a number.
        if polls[written[at]] or "?" in line or _DIGIT.search(line):
            here = _poll(lines, written, at, polls) or _counter(lines, written[at])
        if here:
            found.append(here)
            at = next((k for k in range(at, len(written)) if written[k] > here.last), len(written))
        else:
            at += 1
    return found


def certain(found, stated=()):
    """The responses of a page, each once, as a tuple; first those that it states in its data.

    A page that gives several numbers for one kind of counter also shows those of other articles,
    and does not say which is its own: none is taken.
    """
    first = {(r.kind, r.question, r.options): r for r in stated}
    told = {r.kind for r in stated}
    for r in (r for f in found for r in f.responses):
        if r.kind not in told:
            first.setdefault((r.kind, r.question, r.options), r)
    counters = Counter(r.kind for r in first.values() if r.kind != "poll")
    return tuple(r for r in first.values() if counters[r.kind] < 2)


def _poll(lines, written, at, polls):
    """The poll that begins at ``written[at]``: in that line, or a question and lines of options."""
    first = written[at]
    line, inside = lines[first].strip(), polls[first]
    if len(line) <= LONGEST and (match := _ONE_LINE.fullmatch(line)):
        options = options_in(match["options"])
        if len(options) > 1 and _is_poll(match["question"], options, line, inside):
            return _made(lines, first, first, match["question"], options)
    leads = inside > 0 and not options_in(line) and len(line.split()) <= 20
    asks = bool(line.endswith("?") and len(line.split()) <= 30 or leads)
    if not asks and not options_in(line):
        return None
    following = written[at + asks : at + asks + 40]
    following = list(takewhile(lambda n: not inside or polls[n] == inside, following))
    rows = [lines[n].strip() for n in following]
    options, taken = _rows(rows, asks, inside)
    question = line if asks else None
    before = lines[written[at - 1]][-LONGEST:] if at and not asks else ""
    if not inside and _is_roll_call(before):
        return None
    if len(options) > 1 and _is_poll(question, options, " ".join(rows[:taken]), inside):
        return _made(lines, first, following[taken - 1], question, options)
    return None


def _is_poll(question, options, text, inside):
    """Whether options are those of a poll of readers, and not a list of figures in the news."""
    labels = {label.casefold() for label, _ in options}
    if inside:
        return True
    if question and (_is_roll_call(question) or _FACT.search(question)):
        return False
    votes = re.search(r"\bvotes?\b", text, re.IGNORECASE)
    return {"yes", "no"} <= labels or bool(question and (votes or _OPINION.search(question)))


def _is_roll_call(text):
    """Whether a text speaks of a vote in the news, and does not ask the reader."""
    return bool(_ROLL_CALL.search(text)) and not re.search(r"\b(?:you|your|should)\b", text, re.I)


def _rows(rows, asks, inside):
    """Options in the rows from the first on, and how many rows they take."""
    options, bare, taken = [], [], 0
    for row in rows:
        if not bare and (here := options_in(row)):
            options += here
        elif (options or bare) and TOTAL.fullmatch(row) and not row[0].isdigit():
            pass
        elif asks and not options and is_bare(row, inside):
            bare.append(row)
        elif not (options or bare) or not TOTAL.fullmatch(row):
            break
        taken += 1
    if not bare:
        return options, taken
    options = pair(bare) or (pair(bare[:-1]) if TOTAL.fullmatch(bare[-1]) else [])
    if not inside and {label.casefold() for label, _ in options} != {"yes", "no"}:
        return [], 0
    return (options, taken) if len(options) == len(dict(options)) else ([], 0)


def _made(lines, first, last, question, options):
    snippet = "\n".join(lines[first : last + 1])
    where = f"lines {first + 1} to {last + 1}" if last > first else f"line {first + 1}"
    return Found(first, last, (Response("poll", question, tuple(options), snippet, where),))


def _counter(lines, at):
    line = lines[at].strip()
    responses = []
    for match in covering(_COUNTERS, line):
        unit, n = _UNITS[match["unit"].lower()], number(match["count"])
        responses.append(Response(unit, None, ((unit, n),), lines[at], f"line {at + 1}"))
    return Found(at, at, tuple(responses)) if responses else None
