"""Polls and counters in a page's lines and JSON-LD → ``Response``."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, takewhile

from analysis.article.model import COUNTERS, Response

from .boilerplate import REPLY, WORDING, boilerplate, compiled, number, wording
from .metadata import first, plain

_SAYS, _POLL = wording("response"), wording("poll")
_OPTIONS = [compiled([pattern]) for pattern in WORDING["options"]]
_SEPARATORS = " \t\u00a0,;|/·•–—-"
_LONGEST = 300  # characters of a line of options; a longer line is prose
_KIND = {noun: kind for kind, (nouns, _) in COUNTERS.items() for noun in nouns.split("|")}
_ACTION = {name: kind for kind, (_, names) in COUNTERS.items() for name in names.split()}
_NOUNS = f"(?:{'|'.join(_KIND)})s"
_UNIT = rf"(?:\b|(?<=[\dKkMm]))(?P<unit>{'|'.join(_KIND)})s?(?:\b|(?=\d))"
_GLUED = WORDING["parts"]["number"].replace(r"\b", rf"(?:\b|(?={_NOUNS}?))")
# "56" above "Comments", but not a year above "Views".
_ABOVE, _BELOW = compiled([r"(?!(?:19|20)\d\d$)<number>"]), re.compile(_NOUNS, re.IGNORECASE)
_COUNTERS = [text.replace("<number>", _GLUED) for text in WORDING["counters"]]
_COUNTERS = [compiled([text.replace("<a unit>", _UNIT)]) for text in _COUNTERS]
_MOST_LINES = 40  # of a poll


@dataclass(frozen=True)
class Match:
    """Responses in lines ``first`` to ``last`` of a page (from 0, both included)."""

    first: int
    last: int
    responses: tuple

    def reason(self, taken):
        """Why these lines are not article text; ``taken`` are the page's responses."""
        kind = self.responses[0].kind
        is_taken = any(mine is response for mine in self.responses for response in taken)
        why = "repeated, shown with different numbers, or of another page"
        why = "kept as a response" if is_taken else why
        return f"{'reader poll' if kind == 'poll' else f'counter of {kind}'}; {why}"


def find(lines, polls=None, sources=None, zero=0):
    """Polls and counters in lines; ``polls``: the lines' ``Place.poll``; ``zero``: replaces a 0."""
    polls, sources = polls or [None] * len(lines), sources or lines
    rows = {n: line.strip() for n, line in enumerate(lines) if line.strip()}
    written, padded = [*rows], ["", *rows.values(), ""]
    matches, last = [], -1
    for at, n in enumerate(written):
        # Most lines can hold neither a question nor a number.
        if n <= last or not (polls[n] or "?" in lines[n] or re.search(r"\d", lines[n])):
            continue
        of_account = any(map(_SAYS.account.fullmatch, padded[max(0, at - 3) : at + 6]))
        end, (above, text, below) = n, padded[at : at + 3]
        of_account |= "like" in text.lower() and bool(_SAYS.page_of_account.fullmatch(above))
        # A word above it may be its label, a number above it that of a list.
        is_taken = re.fullmatch(r"\S+", above) and written[at - 1] > last
        if _ABOVE.fullmatch(text) and _BELOW.fullmatch(below) and not is_taken:
            end, text = written[at + 1], f"{text} {below}"
        # The likes of a comment stand beside its reply button.
        of_comment = REPLY in map(boilerplate, (above, below)) and "like" in text.lower()
        found = [] if of_account or of_comment else _covering(_COUNTERS, text)
        counts = [(_KIND[one["unit"].lower()], number(one["count"]) or zero) for one in found]
        counts = counts or [("comments", number(n)) for n in _SAYS.thoughts.findall(text)[:1]]
        counters = [(kind, None, ((kind, count),)) for kind, count in counts]
        end, contents = _poll(lines, written, at, polls) or (end, counters)
        if contents:
            last = end
            snippet = "\n".join(sources[n : last + 1])
            where = f"lines {n + 1} to {last + 1}" if last > n else f"line {n + 1}"
            responses = tuple(Response(*content, snippet, where) for content in contents)
            matches.append(Match(n, last, responses))
    return matches


def stated(data):
    """Yield the counters in the article's JSON-LD."""
    items = data.article.get("interactionStatistic")
    count = first(data.article.get("commentCount"))
    counts = [("comments", count, "commentCount", count)]
    for item in items if isinstance(items, list) else [items]:
        if isinstance(item, dict):
            action = plain(item.get("interactionType"), "@type")
            kind = _ACTION.get(re.sub(r"^.*[/#:]|Action$", "", action).lower())
            counts.append((kind, item.get("userInteractionCount"), "interactionStatistic", item))
    for kind, count, name, source in counts:
        if kind and (digits := re.fullmatch(r"(\d{1,15})(?:\.0)?", str(count).strip())):
            snippet = json.dumps({name: source}, ensure_ascii=False)[:1000]
            yield Response(kind, None, ((kind, int(digits[1])),), snippet, f"JSON-LD {name}")


def certain(matches, stated=(), head=range(0)):
    """A page's distinct responses, as a tuple; those in its JSON-LD first."""
    own = {r.kind for m in matches if m.first in head for r in m.responses if _is_counted(r)}
    matches = [m for m in matches if m.first in head or own.isdisjoint(r.kind for r in m.responses)]
    found = [r for match in matches for r in match.responses]
    shown = {r.kind for r in found if _is_counted(r)}
    # A script fills in later what is 0 in the data and another number on the page.
    stated = [r for r in stated if r.options[0][1] or r.kind not in shown]
    told, once = {r.kind for r in stated}, {}
    found = (r for r in found if r.kind not in told and (_is_counted(r) or r.kind not in shown))
    for response in (*stated, *found):
        once.setdefault((response.kind, response.question, response.options), response)
    # Of several numbers for one kind of counter, only one in ``head`` is certain.
    counters = Counter(kind for kind, *_ in once if kind != "poll")
    return tuple(response for response in once.values() if counters[response.kind] < 2)


def _is_counted(response):
    return response.kind != "poll" and response.options[0][1] is not None


def _poll(lines, written, at, polls):
    """The last line and the contents of a poll starting at ``written[at]``, or None."""
    poll = polls[written[at]]
    question, rest = _question(lines[written[at]].strip(), poll)
    if not question and not rest or _SAYS.prompt.search(question or ""):
        return None
    block = written[at : at + _MOST_LINES + 1]
    block = list(takewhile(lambda n: not poll or polls[n] == poll, block))[1 - len(rest) :]
    rows = [*rest, *(lines[n].strip() for n in block[len(rest) :])]
    if poll or _adds_up(rows):
        join = "\n\n" if _adds_up(rows) else "\n"  # else "Before 2026" may be above its votes
        rows = _POLL.other.sub(r"\1: \2", join.join(rows)).split(join)
    options, height = _options(rows, bool(question), poll)
    before = lines[written[at - 1]][-_LONGEST:] if at and not question else ""
    if len(options) < 2 or not (poll or _asks_readers(question, options, rows[:height], before)):
        return None
    return block[height - 1], [("poll", question, tuple(options))]


def _adds_up(rows):
    """Whether lines such as "Close it 88" are followed by the number of all votes."""
    counts = [number(match[2]) for match in takewhile(bool, map(_POLL.other.match, rows))]
    total = filter(_POLL.cast.fullmatch, rows[len(counts) :][:1])
    return len(counts) > 1 and [sum(counts)] == [number(row.split()[0]) for row in total]


def _question(line, poll):
    """The question in a line, or None, and a list of the text in it that holds options."""
    match = _POLL.one_line.fullmatch(line) if len(line) <= _LONGEST else None
    if match and options_in(match["options"]):
        return match["question"], [match["options"]]
    if options_in(line):
        return None, [line]
    most = 30 if line.endswith("?") else 20 if poll else 0
    return (line if len(line.split()) <= most else None), []


def _asks_readers(question, options, rows, before):
    """Whether options belong to a reader poll rather than to figures in the news."""
    context = question or before
    is_roll_call = _SAYS.roll_call.search(context) and not _SAYS.to_reader.search(context)
    if is_roll_call or question and _SAYS.fact.search(question):
        return False
    yes_or_no = {"yes", "no"} <= {label.casefold() for label, _ in options}
    counts_votes = re.search(r"(?i)\bvotes?\b", " ".join(rows))
    return bool(yes_or_no or question and (counts_votes or _SAYS.opinion.search(question)))


def _options(rows, asks, poll):
    options, bare, height = {}, [], 0
    for row, after in pairwise([*rows, ""]):
        if not bare and (labelled := options_in(row)):
            # Labels come again with the same count, or with a share; else another poll begins.
            differs = any(n not in (None, options.get(label, n)) for label, n in labelled)
            differs |= len(options) > 1 and any(_BELOW.fullmatch(label) for label, _ in labelled)
            if differs or len(dict(labelled)) < len(labelled):
                break
            options = options | dict(labelled) | options
        elif asks and not options and _is_bare(row, after, poll or _POLL.cast.fullmatch(after)):
            bare.append(row)
        elif not (_POLL.total if options or bare else _POLL.button).fullmatch(row):
            break
        height += 1
    if bare:
        pairs = _pair(bare) or (_pair(bare[:-1]) if _POLL.total.fullmatch(bare[-1]) else ())
        options = dict(pairs) if len(pairs) == len(dict(pairs)) else {}
    total = sum(filter(None, options.values())) / 2  # "All 92" may be no answer, but their sum
    return [one for one in options.items() if len(options) < 3 or one != ("All", total)], height


def _covering(patterns, line):
    """The matches of the first pattern that covers the whole line, or an empty list."""
    # A line with many words to a number is prose.
    if len(line) <= _LONGEST and 0 < len(line.split()) <= 12 * len(re.findall(r"\d+", line)):
        start = re.search(r"\w", line).start()
        for pattern in patterns:
            # A pattern that covers the line also matches at its first word, which is cheap to test.
            matches = list(pattern.finditer(line)) if pattern.match(line, start) else []
            if matches and not re.search(r"[\w.?!%$€£]", pattern.sub("", line)):
                return matches
    return []


def options_in(line):
    """The (label, count) pairs in a line of nothing else, or (); a percentage is not a count."""
    line = line.strip()
    matches = [] if _POLL.total.fullmatch(line) else _covering(_OPTIONS, line)
    found = ((match["label"].strip(_SEPARATORS), match["count"]) for match in matches)
    return tuple((label, number(count) if count else None) for label, count in found)


def _is_bare(row, after, any_label):
    """Whether a row is only a label ("yes" or "no", unless ``any_label``), a number or a share."""
    label = _POLL.label if any_label else _POLL.yes_no
    is_other = _POLL.button.fullmatch(f"{row}\n{after}") or _POLL.total.fullmatch(row)
    is_label = len(row) <= 80 and not is_other and label.fullmatch(row)
    return bool(is_label or _POLL.count.fullmatch(row))


def _pair(rows):
    """Bare rows as (label, count) pairs, if labels and numbers alternate; otherwise ()."""
    rows = [row for row in rows if not _POLL.share.fullmatch(row)]
    counted = any(map(_POLL.votes.fullmatch, rows))
    return options_in(" | ".join(rows)) if counted else tuple((label, None) for label in rows)
