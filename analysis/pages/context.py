"""Where a row of a page stands: what the elements around it, and their classes, tell of it."""

import re
from dataclasses import dataclass

_REGIONS = {"nav": "navigation", "footer": "footer", "aside": "aside", "header": "header"}
_REGIONS |= {
    "form": "form",
    "fieldset": "form",
    "figcaption": "caption",
    "figure": "figure",
    "blockquote": "quote",
}
_POLL = re.compile(
    r"(?:^|[^a-zA-Z])(?:[Pp]oll|[Vv]ote|[Vv]oting|[Ss]urvey)s?(?![a-z])|[a-z](?:Poll|Vote)(?![a-z])"
)
_CAPTION = re.compile(r"(?:^|[^a-z])(?:wp-)?captions?(?![a-z])", re.IGNORECASE)
_KICKER = re.compile(r"kicker|eyebrow|overline|rubric|topline|label", re.IGNORECASE)
_AUTHOR = re.compile(r"(?:^|[^a-z])(?:byline|author-?_?names?)(?![a-z])", re.IGNORECASE)
_DECK = re.compile(
    r"standfirst|(?:^|[^a-z])(?:deck|dek|summary)(?![a-z])|sub-?_?title", re.IGNORECASE
)
_TELLING = re.compile(
    "poll|vote|voting|survey|caption|kicker|eyebrow|overline|rubric|topline|label|byline|author|"
    "standfirst|deck|dek|summary|title",
    re.I,
)
_PLAIN = frozenset("b br em hr i img input option path source strong sub sup u wbr".split())
_PAGE = frozenset(("html", "body", "main", "article"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """Where a row stands: the elements around it that tell what it is."""

    regions: frozenset = frozenset()
    href: str | None = None
    poll: int = 0
    hidden: bool = False
    kicker: bool = False
    author: bool = False
    deck: bool = False


def place_in(element, tag, outer, polls):
    """The place inside an element: the outer one, unless the element tells more.

    ``polls`` is the number of polls so far; a new one gets the next.

    >>> from lxml.html import fromstring
    >>> place_in(fromstring("<ul class=poll>"), "ul", Place(), 3).poll
    4
    """
    if tag in _PLAIN:
        return outer
    region, given = _REGIONS.get(tag), dict(element.items())
    if not (region or given):
        return outer
    names = f"{given.get('class', '')} {given.get('id', '')} {given.get('itemprop', '')}"
    telling = len(names) > 2 and _TELLING.search(names)
    if not region and telling and _CAPTION.search(names):
        region = "caption"
    new_poll = not outer.poll and telling and tag not in _PAGE and _POLL.search(names)
    href = given.get("href") if tag == "a" else None
    hidden = "hidden" in given or "style" in given and bool(_HIDDEN.search(given["style"]))
    kicker = bool(telling and _KICKER.search(names))
    author = bool(telling and _AUTHOR.search(names))
    deck = bool(telling and tag not in _PAGE and _DECK.search(names))
    author = author or "author" in (given.get("rel"), given.get("itemprop"))
    if not (region or href or hidden or kicker or author or deck or new_poll):
        return outer
    return Place(
        outer.regions | {region} if region else outer.regions,
        href or outer.href,
        polls + 1 if new_poll else outer.poll,
        hidden or outer.hidden,
        kicker or outer.kicker,
        author or outer.author,
        deck or outer.deck,
    )
