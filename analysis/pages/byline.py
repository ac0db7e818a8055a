"""The lines around a headline that say who wrote the text, and when it was published."""

import re
from itertools import takewhile

from .boilerplate import DATE, boilerplate, has_credit
from .dates import day_in, days_in
from .names import JOB, LABEL, ONLY_NAMES, bare, is_person, names

_MOST_WORDS, _LONGEST = 20, 200  # words and characters of a byline or a date line
_UPDATED = re.compile(r"\W*(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
_PART = re.compile(
    r"(?i)(?:\b|(?<=\d))(?=(?:last )?(?:updated|modified|edited|published|posted)\b)"
)
_PUBLISHED = re.compile(r"\W*(?:\w+ )?(?:published|posted|written|created)\b.*\d", re.IGNORECASE)
_LONG = re.compile(r"(?:, an? | \| )(?=(?:\S+ ){15}).*")
_AGO = re.compile(r"\b\d+ ?(?:min(?:ute)?|hour|hr|day|week)s? ago\b", re.IGNORECASE)
# "3 May 2026 by Ann Lee"
_DATED = re.compile(r"[^.!?]{0,60}\b(?:19|20)\d\d\b[^.!?]{0,20}\b[Bb]y (?=[A-Z])")
_WAYS = (0, 1, -1, 2, 3, -2)  # from a name's line to its date's, the likeliest first
_NOBODY = re.compile(rf"{JOB.pattern}|\b(?:agencies|editorial)\b", re.IGNORECASE)
_POSTED = re.compile(r" in [A-Z]\w+(?: [A-Z]\w+)?(?=,| and |$)")
_WRITER = r"(?:editor|reporter|correspondent|writer|journalist|columnist|author|contributor)"
_ABOUT = rf"(?: \([^()]*\))? is (?:an?|the)\b.{{0,60}}?\b{_WRITER}\b"
_SIGNED = r"^(?:(?:\w+ )?by|(?:more|all|stories|articles|posts) by|authors?|text)\W+"


def short(texts):
    """Some lines, or "" for those that cannot be a byline or a date line."""
    # "By Ann Lee, a reporter who has ..."
    texts = (_LONG.sub("", text) if LABEL.match(text) else text for text in texts)
    return [text if _is_short(text) and not has_credit(text) else "" for text in texts]


def _is_short(text):
    return len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS


def is_byline(text):
    """Whether a line names its author by "By" or "Author"."""
    return _is_short(text) and LABEL.match(text) is not None


def is_dated(text):
    """Whether a short line holds a day."""
    return _is_short(text) and (boilerplate(text) == DATE or day_in(text) is not None)


def published(texts, after=()):
    """The day in some lines, no update if possible; ``after`` the text, only behind "published"."""
    parts = [part for text in texts for part in _PART.split(text)]
    parts += [part for text in after if _PUBLISHED.match(text) for part in _PART.split(text)]
    parts.sort(key=lambda part: bool(_UPDATED.match(part)))
    # In "5 May 2020 3 May 2020" one is the day of an update.
    return next((min(days) for days in map(days_in, parts) if days), None)


def authors(below, above=(), after=(), page=""):
    """The names behind "By" in lines below a headline, above it and after the text, or alone."""
    near = [*below, *above]
    writers = (re.match(f"(.{{3,40}}?){_ABOUT}", line) for line in after)
    return (
        _labelled(near)
        or _alone(near, below, page)
        or _labelled(after)
        or _named([match[1] for match in writers if match])
        or _labelled(near, lambda name: not _NOBODY.search(name))
    )


def _named(texts, is_kept=is_person):
    return list(filter(is_kept, names(texts)))


def _labelled(lines, is_kept=is_person):
    for n, line in enumerate(lines):
        if label := LABEL.match(line) or _DATED.match(line):
            text = line[label.end() :]
            if not text.strip():
                text = ", ".join(takewhile(ONLY_NAMES.fullmatch, map(bare, lines[n + 1 :])))
            if not text[:1].islower() and (people := _named([text], is_kept)):
                return people  # "By the time she left" is no byline
    return []


def _alone(near, below, page):
    """The names in a line of their own: confirmed by the page, or else the nearest to a date."""
    dated = [n for n, line in enumerate(below) if is_dated(line) or _AGO.search(line)]
    found = {}
    for n, line in enumerate(near):
        name = _POSTED.sub("", bare(line))
        if ONLY_NAMES.fullmatch(name) and (people := _named([name])):
            spelled = re.escape(people[0])
            if re.search(rf"(?im){_SIGNED}{spelled}\b|^{spelled}{_ABOUT}", page):
                return people
            ways = [rank for rank, way in enumerate(_WAYS) if n + way in dated and n < len(below)]
            in_line = ways[:1] == [0]
            if ways and (in_line or not re.search(r"\d", line)):
                if not _is_phrase(name, page, in_line):
                    found.setdefault(ways[0], people)
    return found[min(found)] if found else []


def _is_phrase(name, page, is_dated):
    """Whether a name's words are ordinary words, or the name stands in a sentence."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    before = r"\b(?:in|at|near|across) " if is_dated else r"(?<!\b[Bb]y )(?<=[a-z,] )"
    return (
        any(re.search(rf"(?<![\w.@]){word}(?![\w@])", page) for word in words if len(word) > 3)
        or re.search(rf"{before}(?i:{re.escape(name)})\b", page) is not None
    )
