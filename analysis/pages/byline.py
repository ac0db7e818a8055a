"""The lines around a headline that say who wrote the text, and when it was published."""

import re
from itertools import takewhile

from .boilerplate import BYLINE, DATE, boilerplate, has_credit
from .dates import day_in
from .names import JOB, LABEL, ONLY_NAMES, bare, names

_MOST_WORDS, _LONGEST = 20, 200  # words and characters of a byline or a date line
_UPDATED = re.compile(r"\W*(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
_NO_PERSON = re.compile(rf"{JOB.pattern}|^the\b", re.IGNORECASE)


def short(texts):
    """Those of some lines that can be a byline or a date line."""
    return [text for text in texts if _is_short(text) and not has_credit(text)]


def _is_short(text):
    return len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS


def is_byline(text):
    """Whether a line names its author by "By" or "Author"."""
    return _is_short(text) and (boilerplate(text) == BYLINE or bool(LABEL.match(text)))


def is_dated(text):
    """Whether a short line holds a day."""
    return _is_short(text) and (boilerplate(text) == DATE or day_in(text) is not None)


def published(texts):
    """The first day in some lines, those of updates last; None if there is none."""
    days = map(day_in, sorted(texts, key=lambda text: bool(_UPDATED.match(text))))
    return next(filter(None, days), None)


def authors(below, above=()):
    """The names in lines below a headline and above it: behind "By", or else beside a date.

    >>> authors(["BBC News", "By Ann LeeStaff Writer", "3 May 2026"])
    ['Ann Lee']
    >>> authors(["Ann Lee", "Political Editor", "Monday 3 May 2026"])
    ['Ann Lee']
    """
    lines = [*below, *above]
    for n, line in enumerate(lines):
        if is_byline(line):
            label = LABEL.match(line)
            texts = [line[label.end() :] if label else line]
            if not texts[0].strip():
                texts = [", ".join(takewhile(ONLY_NAMES.fullmatch, map(bare, lines[n + 1 :])))]
            if not texts[0][:1].islower() and (people := names(texts)):
                return people  # "By the time she left" is no byline
    for n, line in enumerate(below):
        name = bare(line)
        is_name = ONLY_NAMES.fullmatch(name) and not (name.isupper() or _NO_PERSON.search(name))
        if is_name and any(map(is_dated, below[max(0, n - 1) : n + 4])):
            return names([name])
    return []
