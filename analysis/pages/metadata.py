"""A page's metadata: outlet, authors, dates, address, news section, title."""

import re
from itertools import chain
from urllib.parse import urlsplit

from analysis.article import one_line

from . import names as bylines
from .alignment import key
from .dates import iso_date
from .headline import PROMPT
from .names import name_key, names
from .source import language as language_of
from .structured import first, kind, plain

_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_AUTHORS = (
    *("citation_author", "author", "parsely-author", "article:author_name", "og:author"),
    *("article:author", "dc.creator", "dcterms.creator", "sailthru.author", "byl"),
)
_PUBLISHED = (
    *("article:published_time", "datepublished", "itemprop datepublished", "parsely-pub-date"),
    *("pubdate", "published", "date", "dc.date", "dc.date.issued", "dcterms.created"),
)
_MODIFIED = (
    *("article:modified_time", "datemodified", "itemprop datemodified", "og:updated_time"),
    *("last-modified", "dcterms.modified", "date.modified", "modified", "dc.date.modified"),
)
_LANGUAGES = ("og:locale", "content-language", "dc.language")
_SECTIONS = ("article:section", "parsely-section", "og:section", "section", "dc.subject")
_NO_SECTION = ("uncategorized", "uncategorised", "post", "article", "all", "tags")
_MARKS = " |–—·•*»:/-"
_SEPARATOR = re.compile(r"(\s+[|–—·•*»:/-]+\s+)")
_SAME = 0.4  # of a heading's words must be in a title for machines
_NEAR = 25  # lines below the headline that are searched for byline and date


def _first(candidates, read=plain):
    """The first (value, origin) whose text ``read`` can use."""
    values = ((read(text), origin) for text, origin in candidates)
    return next(((value, origin) for value, origin in values if value), (None, None))


def outlet(data):
    """Who published the page."""
    # The site first: the publisher of agency copy is the agency.
    texts = chain(data.tags(_OUTLETS[0]), data.values("publisher"), data.tags(*_OUTLETS[1:]))
    return _first(texts, lambda text: text.lstrip("@"))


def site_names(data):
    """All names of the site in the page; a title may end with one of them."""
    texts = [outlet(data)[0], *(text for text, _ in data.tags(*_OUTLETS))]
    texts += [plain(n.get("name")) for n in data.nodes if "WebSite" in kind(n)]
    host = urlsplit(url(data)[0] or "").hostname or ""
    bare = host.removeprefix("www.")
    return [name for name in (*texts, host, bare, bare.split(".")[0]) if name]


def url(data):
    """The page's own address."""
    main = first(data.article.get("mainEntityOfPage"))
    main = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    canonical = (data.canonical, "link rel=canonical")
    texts = chain([canonical], data.tags("og:url"), data.values("url"))
    return _first(chain(texts, [(main, "JSON-LD mainEntityOfPage")]), address)


def address(value):
    """A value as the address of a page, or None."""
    text = plain(value)
    try:
        host = urlsplit(text).hostname if len(text) < 2000 else ""
    except ValueError:  # such as "http://[a.b/c"
        return None
    return text if host and re.match(r"https?://[^\s/]+\.[^\s/]+", text) else None


def comparable(title):
    """A title without differences of quotation marks, spaces and case."""
    return re.sub("[“”«»]", '"', re.sub("[‘’`´]", "'", one_line(title))).casefold()


def title(data, h1s):
    """The heading that shares most words with a title for machines, or else that title."""
    sites = site_names(data)
    heads = [text for text in h1s if not any(key(text) == key(site) for site in sites)]
    stated = [
        *data.tags("og:title"),
        (plain(data.article.get("headline")), "JSON-LD headline"),
        *((text, "title element") for text, _ in data.tags("title")),
    ]
    stated = [(_without_site(text, sites), origin) for text, origin in stated if text]
    shared = {text: max((_shared(text, other) for other, _ in stated), default=0) for text in heads}
    best = max(heads, key=shared.get, default=None)
    long = [text for text in dict.fromkeys(heads) if len(text.split()) >= 5]
    if best and (shared[best] >= _SAME or not stated):
        return best, "page"
    if len(long) == 1 and not PROMPT.search(long[0]):
        return long[0], "page"
    return next(((text, origin) for text, origin in stated if text), (None, None))


def _shared(head, other):
    """The share of a heading's words that another title has too."""
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (head, other))
    return len(words & others) / max(1, len(words))


def _without_site(text, sites):
    """A title without what the site adds to it, before or after."""
    site_keys = set(map(name_key, sites))
    parts = _SEPARATOR.split(text)  # each other one is a separator
    start, end = 0, len(parts)
    while end > start + 1 and _is_site(parts[end - 1], site_keys):
        end -= 2
    while end > start + 1 and _is_site(parts[start], site_keys):
        start += 2
    shorter = "".join(parts[start:end])
    shorter = shorter if end == len(parts) else shorter.rstrip(_MARKS)
    return shorter.lstrip(_MARKS) if start else shorter


def _is_site(part, site_keys):
    """Whether part of a title is the site's name, maybe with that of a section."""
    words = part.split()
    starts = (" ".join(words[:n]) for n in range(1, len(words) + 1)) if len(words) <= 4 else [part]
    return any(name_key(start) in site_keys for start in starts)


def authors(data, lines):
    """The authors' names, as a list; the outlet's if nobody is named."""
    sites, spare = site_names(data), (None, None)
    site_keys = set(map(name_key, sites))
    for texts, origin in _author_texts(data, lines):
        people = names(texts, sites)
        if people and not (len(people) == 1 and name_key(people[0]) in site_keys):
            return people, origin
        spare = spare if spare[0] or not people else (people, origin)
    return spare


def _author_texts(data, lines):
    value = data.article.get("author")
    items = map(data.resolved, value if isinstance(value, list) else [value])
    yield (
        [plain(item.get("name") if isinstance(item, dict) else item) for item in items],
        ("JSON-LD author"),
    )
    for name in _AUTHORS:
        yield [text for text, _ in data.tags(name)], f"meta {name}"
    page = "\n".join(line.text for line in lines)
    yield bylines.authors(bylines.short(lines[:_NEAR]), page=page), "page"


def published(data, lines, times):
    """The publication date or time, as ISO text; ``times`` come from time elements."""
    texts = chain(data.values("datePublished", "dateCreated", "uploadDate"), data.tags(*_PUBLISHED))
    near = bylines.published(bylines.short(lines[:_NEAR]))
    shown = ((text, "page") for text in (*times, near))
    return _first(chain(texts, shown), lambda text: text and iso_date(text))


def modified(data):
    """The date or time of the last change, as ISO text."""
    return _first(chain(data.values("dateModified"), data.tags(*_MODIFIED)), iso_date)


def news_section(data):
    """The outlet's section, such as "World"."""
    texts = chain(data.values("articleSection"), data.tags(*_SECTIONS))
    return _first(texts, lambda text: text if text.lower() not in _NO_SECTION else None)


def language(data, text):
    """The language as two letters; English only by the text's words, since pages often err."""
    if language_of(text)[0]:
        return "en", "words of the text"
    html = (data.language or "", "html lang")
    texts = chain([html], data.values("inLanguage"), data.tags(*_LANGUAGES))
    match, origin = _first(texts, re.compile(r"\s*([a-z]{2})(?:[-_\s]|$)", re.I).match)
    code = match and match[1].lower()
    return (code, origin) if code != "en" else (None, None)
