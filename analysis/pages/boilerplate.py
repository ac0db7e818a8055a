"""Recognise lines outside an article by their wording; add phrases to boilerplate.yml."""

import re
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace

from analysis._support import safe_yaml

BYLINE, DATE, SHARE, COMMENTS = "byline", "date line", "share line", "comments heading"
RELATED, REPLY, CAPTION = "heading of related links", "reply button", "label of a caption"
_LONGEST = 300  # characters; longer lines are paragraphs and are not searched
WORDING = safe_yaml.read_yaml(Path(__file__).with_name("boilerplate.yml"))
_MENU = re.compile(r"[|›»•·>]")


def compiled(patterns, end="", flags=re.IGNORECASE):
    """Compile patterns of boilerplate.yml into one; the parts that they name are inserted."""
    return safe_yaml.compiled(patterns, WORDING["parts"], end, flags)


def wording(section, flags=re.IGNORECASE):
    """The compiled patterns of a section of boilerplate.yml, as attributes."""
    patterns = WORDING[section].items()
    return SimpleNamespace(**{name: compiled(some, flags=flags) for name, some in patterns})


_RULES = [
    (reason, compiled(patterns, end))
    for key, end in (("whole", r"\W*$"), ("start", ""))
    for rule in WORDING[key]
    for reason, patterns in rule.items()
]
_CREDIT = compiled(WORDING["credit"])


@lru_cache(4096)  # of one line, it is asked several times
def boilerplate(text):
    """What kind of boilerplate a line is, such as "navigation", or None."""
    if not re.search(r"[^\W_]", text):
        return "line without words"
    # Three or more short items with marks between them, and no sentence after the first.
    items = [item.strip() for item in _MENU.split(text.rstrip(" .!?|›»•·>"))]
    if len(items) > 2 and all(0 < len(item) <= 40 for item in items):
        if not re.search("[.!?]", "".join(items[1:])):
            return "menu on one line"
    rules = _RULES if len(text) <= _LONGEST else []
    return next((reason for reason, pattern in rules if pattern.match(text)), None)


def has_credit(text):
    """Whether a line ends with a photo credit."""
    return len(text) <= 2 * _LONGEST and bool(_CREDIT.search(text))


def number(text):
    """A count such as "1,204" or "1.2K", as an int."""
    if text[-1] in "KkMm":
        return round(float(text[:-1].replace(",", ".")) * (1000 if text[-1] in "Kk" else 1_000_000))
    return int(re.sub(r"\D", "", text))
