"""Polls and counters in a page's lines and JSON-LD → ``Response``.

options.py reads one line of options; the kinds of counters are ``article.COUNTERS``.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from analysis.article import COUNTERS, Response

from .options import LONGEST, NUMBER, TOTAL, covering, is_bare, number, options_in, pair
from .structured import first, plain

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
_KIND = {noun: kind for kind, (nouns, _) in COUNTERS.items() for noun in nouns.split("|")}
_ACTION = {name: kind for kind, (_, names) in COUNTERS.items() for name in names.split()}
_UNIT = rf"\b(?P<unit>{'|'.join(_KIND)})s?\b"
_COUNTERS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?:view|see|show|read)\s+(?:all\s+)?)?(?P<count>{NUMBER})[\s|]*{_UNIT}",
        rf"{_UNIT}\s*[:(\[|]?\s*(?P<count>{NUMBER})[)\]]?",
    )
]
_MOST_LINES = 40  # of a poll


@dataclass(frozen=True)
class Match:
    """Responses in lines ``first`` to ``last`` of a page (from 0, both included)."""

    first: int
    last: int
    responses: tuple

    def reason(self, taken, linked=False):
        """Why these lines are not text of the article; ``taken`` are the page's responses."""
        kind = self.responses[0].kind
        reason = "reader poll; " if kind == "poll" else f"counter of {kind}; "
        if any(mine is response for mine in self.responses for response in taken):
            return reason + "kept as a response"
        if linked:
            return reason + "a link to another page, so not this one's"
        return reason + "repeated elsewhere, or with other numbers"


def find(lines, polls=None, sources=None):
    """All polls and counters in a page's lines, as a list of ``Match`` in the page's order.

    ``polls`` gives for each line the number of the element around it that the page calls a poll,
    or 0; in such an element any short labels can be options. A number below 0 is that of a form
    with one answer to choose, which is a poll only if it asks a question. ``sources`` are the
    lines as the page has them, for the snippets.

    >>> (match,) = find(["Enjoyed this article?", "", "Yes (88)", "No (4)", "Follow us"])
    >>> match.first, match.last, match.responses[0].options
    (0, 3, (('Yes', 88), ('No', 4)))
    """
    polls, sources = polls or [0] * len(lines), sources or lines
    written = [n for n, line in enumerate(lines) if line.strip()]
    matches, last = [], -1
    for at, n in enumerate(written):
        # Most lines can hold neither a question nor a number.
        if n <= last or not (polls[n] or "?" in lines[n] or _DIGIT.search(lines[n])):
            continue
        match = _poll(lines, written, at, polls) or _counter(lines[n].strip(), n)
        if match:
            last, pieces = match
            snippet = "\n".join(sources[n : last + 1])
            where = f"lines {n + 1} to {last + 1}" if last > n else f"line {n + 1}"
            responses = tuple(Response(*piece, snippet, where) for piece in pieces)
            matches.append(Match(n, last, responses))
    return matches


def stated(data):
    """Responses in the article's JSON-LD, each kind with its number.

    >>> from analysis.pages.structured import Structured
    >>> node = {"@type": "NewsArticle", "headline": "A storm", "url": "u", "commentCount": "23"}
    >>> [response.options for response in stated(Structured((node,), {}, None, None))]
    [(('comments', 23),)]
    """
    count, items = first(data.article.get("commentCount")), data.article.get("interactionStatistic")
    counts = [("comments", count, count, "commentCount")]
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict):
            action = first(item.get("interactionType"))
            action = plain(action.get("@type") if isinstance(action, dict) else action)
            kind = _ACTION.get(re.sub(r"^.*[/#:]|Action$", "", action).lower())
            counts.append((kind, item.get("userInteractionCount"), item, "interactionStatistic"))
    responses = []
    for kind, value, item, field in counts:
        if kind and (n := _whole_number(value)) is not None:
            snippet = json.dumps({field: item}, ensure_ascii=False)[:1000]
            responses.append(Response(kind, None, ((kind, n),), snippet, f"JSON-LD {field}"))
    return tuple(responses)


def _whole_number(value):
    if isinstance(value, str) and re.fullmatch(r"\d{1,14}", value.strip()):
        return int(value)
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if good and 0 <= value < 10**15 and value == int(value) else None


def certain(matches, stated=()):
    """The responses of a page, each once, as a tuple; first those that it states in its data.

    A page that gives several numbers for one kind of counter also shows those of other articles,
    and does not say which is its own: none is taken.
    """
    stated_kinds = {response.kind for response in stated}
    responses = [response for match in matches for response in match.responses]
    once = {}
    for response in (*stated, *(r for r in responses if r.kind not in stated_kinds)):
        once.setdefault((response.kind, response.question, response.options), response)
    counters = Counter(kind for kind, *_ in once if kind != "poll")
    return tuple(response for response in once.values() if counters[response.kind] < 2)


def _poll(lines, written, at, polls):
    """(last line, pieces) of the poll that begins at ``written[at]``, or None.

    It is in that line alone, or a question and lines of options.
    """
    start = written[at]
    line, poll = lines[start].strip(), polls[start]
    if len(line) <= LONGEST and (match := _ONE_LINE.fullmatch(line)):
        options = options_in(match["options"])
        if len(options) > 1 and _is_poll(match["question"], options, line, poll):
            return start, [("poll", match["question"], options)]
    starts_options = bool(options_in(line))
    n_words = len(line.split())
    asks = line.endswith("?") and n_words <= 30 or poll > 0 and not starts_options and n_words <= 20
    if not asks and not starts_options:
        return None
    following = written[at + asks : at + asks + _MOST_LINES]
    following = list(takewhile(lambda n: not poll or polls[n] == poll, following))
    rows = [lines[n].strip() for n in following]
    options, height = _options(rows, asks, poll)
    before = lines[written[at - 1]][-LONGEST:] if at and not asks else ""
    question = line if asks else None
    if len(options) < 2 or not poll and _is_roll_call(before):
        return None
    if _is_poll(question, options, " ".join(rows[:height]), poll):
        return following[height - 1], [("poll", question, tuple(options))]
    return None


def _is_poll(question, options, text, poll):
    """Whether options are those of a poll of readers, and not a list of figures in the news."""
    if poll:
        return True
    if question and (_is_roll_call(question) or _FACT.search(question)):
        return False
    labels = {label.casefold() for label, _ in options}
    votes = re.search(r"\bvotes?\b", text, re.IGNORECASE)
    return {"yes", "no"} <= labels or bool(question and (votes or _OPINION.search(question)))


def _is_roll_call(text):
    """Whether a text speaks of a vote in the news, and does not ask the reader."""
    return bool(_ROLL_CALL.search(text)) and not re.search(r"\b(?:you|your|should)\b", text, re.I)


def _options(rows, asks, poll):
    """Options in the rows from the first on, and how many rows they take."""
    options, bare, height = [], [], 0
    for row in rows:
        if not bare and (labelled := options_in(row)):
            options += labelled
        elif (options or bare) and TOTAL.fullmatch(row) and not row[0].isdigit():
            pass
        elif asks and not options and is_bare(row, poll):
            bare.append(row)
        elif not (options or bare) or not TOTAL.fullmatch(row):
            break
        height += 1
    if not bare:
        return options, height
    options = pair(bare) or (pair(bare[:-1]) if TOTAL.fullmatch(bare[-1]) else [])
    labels = {label.casefold() for label, _ in options}
    good = (poll or labels == {"yes", "no"}) and len(options) == len(dict(options))
    return (options, height) if good else ([], 0)


def _counter(line, n):
    """(n, pieces) of the counters that a line consists of, or None."""
    counts = [
        (_KIND[match["unit"].lower()], number(match["count"]))
        for match in covering(_COUNTERS, line)
    ]
    return (n, [(kind, None, ((kind, count),)) for kind, count in counts]) if counts else None
