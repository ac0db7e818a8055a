"""Where a line of an HTML page is: what the elements around it, and their classes, say of it."""

import re
from dataclasses import dataclass

_TAGS = {
    **{"nav": "navigation", "footer": "footer", "aside": "aside", "header": "header"},
    **{"form": "form", "fieldset": "form", "figcaption": "caption", "figure": "figure"},
    "blockquote": "quote",
}
_CLASSES = re.compile(
    r"(?P<caption>(?<![a-z])captions?(?![a-z]))"
    r"|(?P<kicker>kicker|eyebrow|overline|rubric|topline|label)"
    r"|(?P<author>(?<![a-z])(?:byline|author-?_?names?)(?![a-z]))"
    r"|(?P<deck>standfirst|(?<![a-z])(?:deck|dek|summary)(?![a-z])|sub-?_?title)",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"(?<![a-zA-Z])(?:[Pp]oll|[Vv]ote|[Vv]oting|[Ss]urvey)s?(?![a-z])|[a-z](?:Poll|Vote)(?![a-z])"
)
_PLAIN = frozenset("b br em hr i img input option path source strong sub sup u wbr".split())
_PAGE = frozenset(("html", "body", "main", "article"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True)
class Place:
    """``kinds`` of the elements around: values of _TAGS, groups of _CLASSES, "hidden".

    ``href`` is where the link goes that it is in, ``poll`` the number of the poll, or 0.
    """

    kinds: frozenset = frozenset()
    href: str | None = None
    poll: int = 0


def place_in(element, outer, polls):
    """The place inside an element: the outer one, unless the element says more.

    ``polls`` is the number of polls so far; a new one gets the next.

    >>> from lxml.html import fromstring
    >>> place_in(fromstring("<ul class=poll>"), Place(), 3).poll
    4
    """
    tag = element.tag
    if tag in _PLAIN:
        return outer
    kinds, names = {_TAGS.get(tag)} - {None}, ""
    if tag not in _PAGE:
        names = " ".join(element.get(key, "") for key in ("class", "id", "itemprop"))
        kinds |= {match.lastgroup for match in _CLASSES.finditer(names)}
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        kinds.add("hidden")
    if "author" in (element.get("rel"), element.get("itemprop")):
        kinds.add("author")
    href = tag == "a" and element.get("href") or outer.href
    poll = polls + 1 if not outer.poll and _POLL.search(names) else outer.poll
    if kinds <= outer.kinds and (href, poll) == (outer.href, outer.poll):
        return outer
    return Place(outer.kinds | kinds, href, poll)
