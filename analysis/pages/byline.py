"""The lines around a text dump's headline that say who wrote it, and when it was published."""

import re
from itertools import takewhile

from .boilerplate import BYLINE, DATE, has_credit
from .dates import day_in
from .names import JOB, ONLY_NAMES, names

_MOST_WORDS = 20
_ABOVE, _BELOW = 4, 16  # lines above and below the headline that are looked at
_LABEL = re.compile(
    r"\W*(?:(?i:written|reported|reporting|story|posted|words|text|analysis|opinion|published) )?"
    r"(?:(?:[Bb]y|BY)(?:\W+|$|(?=[A-Z]))|(?i:authors?(?: of the article)?)\b\W*)"
)
_UPDATED = re.compile(r"\W*(?:last )?(?:updated|modified|edited)\b", re.IGNORECASE)
# What follows the names in a line: a role, an address, a date, a count, a call to follow.
_AFTER = re.compile(
    r"\s*\|.*|\s*[•·/–—-]\s.*|\d.*|\s*@.*|\s+(?:on|for|in)\s*$"
    r"|\s+(?:published|updated|posted|follow|contact|for|is)\b.*"
    r"|\s+(?:on )?\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b.*"
    r"|\s+(?:on )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? ?\d.*",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"(?<=[a-z])(?=[A-Z])[\w &,]{{0,40}}?(?i:{JOB.pattern}).*")
_NO_PERSON = re.compile(rf"{JOB.pattern}|^the\b", re.IGNORECASE)


def is_byline(line):
    """Whether a line names its author by "By" or "Author"."""
    return line.reason == BYLINE or line.words <= _MOST_WORDS and bool(_LABEL.match(line.text))


def is_dated(line):
    """Whether a short line holds a day."""
    return line.reason == DATE or line.words <= _MOST_WORDS and day_in(line.text) is not None


def fields(lines, headline, first):
    """What is said around ``lines[headline]``, above the text from ``lines[first]`` on.

    A dict with what is known of authors and published, and origins, which says that both are from
    the page.
    """
    below = lines[headline + 1 : min(max(first, headline + 1) + 6, headline + 1 + _BELOW)]
    below, above = map(_short, (below, lines[max(0, headline - _ABOVE) : headline]))
    texts = [line.text for line in below + above]
    texts.sort(key=lambda text: bool(_UPDATED.match(text)))
    days = filter(None, map(day_in, texts))
    people = _signed(below + above) or _beside_date(below)
    found = {"authors": people, "published": next(days, None)}
    found = {name: value for name, value in found.items() if value}
    return found | {"origins": dict.fromkeys(found, "page")}


def _short(lines):
    return [line for line in lines if line.words <= _MOST_WORDS and not has_credit(line.text)]


def _signed(lines):
    """Names behind "By"."""
    for n, line in enumerate(lines):
        if is_byline(line):
            label = _LABEL.match(line.text)
            texts = [line.text[label.end() :] if label else line.text]
            if not texts[0].strip():
                below = (_bare(near.text) for near in lines[n + 1 :])
                texts = list(takewhile(ONLY_NAMES.fullmatch, below))
            if people := names(map(_bare, texts)):
                return people
    return []


def _beside_date(lines):
    """Names of a line that has nothing else, next to a date."""
    for n, line in enumerate(lines):
        text = _bare(line.text)
        is_name = ONLY_NAMES.fullmatch(text) and not (text.isupper() or _NO_PERSON.search(text))
        if is_name and any(map(is_dated, lines[max(0, n - 1) : n + 4])):
            return names([text])
    return []


def _bare(text):
    """A text without what is beside the names in it: "Ann LeeStaff Writer", "Ann Lee2 | 3 May"."""
    text = re.sub(r"(?<=[a-z])\d{1,2}(?=\W|$)", "", text.strip())
    return _AFTER.sub("", _GLUED.sub("", text))
