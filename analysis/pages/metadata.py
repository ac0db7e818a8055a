"""What a page says of its article: outlet, authors, dates, address, news section, title.

Structured data first, then meta tags, then the page. Each value comes with where it was found.
"""

import re
from urllib.parse import urlsplit

from analysis.article import fold

from .alignment import key
from .boilerplate import BYLINE, DATE, furniture
from .dates import day_in, iso_date
from .names import ONLY_NAMES, names
from .structured import first, plain, straighten

_TITLES = ("og:title", "parsely-title", "twitter:title", "dc.title", "citation_title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_AUTHORS = ("citation_author", "author", "parsely-author", "article:author_name", "og:author")
_AUTHORS += ("article:author", "dc.creator", "dcterms.creator", "sailthru.author", "byl")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "itemprop datepublished",
    "parsely-pub-date",
    "pubdate",
)
_PUBLISHED += ("published", "date", "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date")
_PUBLISHED += ("citation_publication_date", "citation_date", "date.available", "date.created")
_PUBLISHED += ("publish-date", "publication_date", "og:published_time", "publishdate", "dc.created")
_MODIFIED = (
    "article:modified_time",
    "datemodified",
    "itemprop datemodified",
    "og:updated_time",
    "last-modified",
)
_MODIFIED += ("dcterms.modified", "date.modified", "modified", "dc.date.modified")
_SECTIONS = ("article:section", "parsely-section", "og:section", "section", "dc.subject")
_NO_SECTION = ("uncategorized", "uncategorised", "post", "article", "all", "tags")
_SIGNS = " |–—·•*»:/-"
_SEPARATOR = re.compile(r"(\s+[|–—·•*»:/-]+\s+)")
_NEAR = 25  # rows after the headline in which byline and date stand


def outlet(data):
    """Who published: (name, origin), or (None, None)."""
    # The site first: of an agency's copy the publisher is the agency.
    if name := (data.meta(_OUTLETS[0])[0] or "").lstrip("@"):
        return name, f"meta {_OUTLETS[0]}"
    publisher = data.resolved(first(data.article.get("publisher")))
    if isinstance(publisher, dict) and (name := plain(publisher.get("name"))):
        return name, "JSON-LD publisher"
    name, meta = data.meta(*_OUTLETS)
    name = name and name.lstrip("@")
    return (name, f"meta {meta}") if name else (None, None)


def sites(data):
    """All names that the page gives its site; a title may end with one of them."""
    found = [
        outlet(data)[0],
        *(plain(text) for name in _OUTLETS for text in data.metas.get(name, ())),
    ]
    found += [plain(n.get("name")) for n in data.nodes if "WebSite" in str(n.get("@type"))]
    address = url(data)[0]
    if address:
        host = urlsplit(address).hostname or ""
        found += [host, host.removeprefix("www."), host.removeprefix("www.").split(".")[0]]
    return [name for name in found if name]


def url(data):
    """The page's own address: (url, origin), or (None, None)."""
    main = first(data.article.get("mainEntityOfPage"))
    main = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    for text, origin in (
        (data.canonical, "link rel=canonical"),
        (data.meta("og:url")[0], "meta og:url"),
        (data.article.get("url"), "JSON-LD url"),
        (main, "JSON-LD mainEntityOfPage"),
    ):
        if _is_address(plain(text)):
            return plain(text), origin
    return None, None


def _is_address(text):
    try:
        host = urlsplit(text).hostname if len(text) < 2000 else ""
    except ValueError:  # such as "http://[a.b/c"
        return False
    return bool(host) and bool(re.match(r"https?://[^\s/]+\.[^\s/]+", text))


def title(data, h1s):
    """The title without the site's name: (text, origin), or (None, None).

    The meta title is the one that editors write for the article. A JSON-LD headline that is
    neither that nor the page's largest heading was written for its own sake, and is taken.
    """
    names = sites(data)
    # A byline may follow the site's name in a title.
    names += [f"by {name}" for name in authors(data, ())[0]]
    heads = [text for text in h1s if not any(key(text) == key(name) for name in names)]
    headline = _short(plain(data.article.get("headline")), names, heads)
    meta, name = data.meta(*_TITLES)
    meta = _short(meta or "", names, heads)
    if headline and meta and heads:
        written = {straighten(text) for text in (meta, *heads)}
        if straighten(headline) not in written:
            return headline, "JSON-LD headline"
    if meta:
        return meta, f"meta {name}"
    if headline:
        return headline, "JSON-LD headline"
    text = _short(data.meta("title")[0] or "", names, heads)
    if heads and (not text or key(heads[0]) in key(text) or len(heads) == 1):
        return heads[0], "page"
    return (text, "title element") if text else (None, None)


def _short(text, names, heads):
    """A title without what the site adds to it, before or after."""
    text = fold(text)
    for head in heads:
        rest = text.removeprefix(head)
        if rest != text and _SEPARATOR.match(rest):
            return head
    known = {_name(name) for name in names}
    parts = _SEPARATOR.split(text)  # each other one is a separator
    first, last = 0, len(parts) - 1
    while last > first and _name(parts[last]) in known:
        last -= 2
    while last > first and _name(parts[first]) in known:
        first += 2
    text = "".join(parts[first : last + 1])
    text = text if last == len(parts) - 1 else text.rstrip(_SIGNS)
    return text.lstrip(_SIGNS) if first else text


def _name(text):
    return key(re.sub(r"^the\s+", "", text.lower()))


def authors(data, rows):
    """Names and origin: ([names], origin); ([], None) where the page names nobody."""
    outlets, spare = sites(data), ([], None)
    for texts, origin in _author_texts(data, rows):
        found = names(texts, outlets)
        if len(found) == 1 and _name(found[0]) in {_name(name) for name in outlets}:
            spare = spare if spare[0] else (found, origin)
        elif found:
            return found, origin
    return spare


def _author_texts(data, rows):
    for field in ("author", "creator"):
        value = data.article.get(field)
        value = value if isinstance(value, list) else [value]
        yield [text for item in value if (text := _author(data, item))], f"JSON-LD {field}"
    for name in _AUTHORS:
        yield [plain(text) for text in data.metas.get(name, ())], f"meta {name}"
    near = rows[:_NEAR]
    marked = [row.text for row in near if row.place.author and ONLY_NAMES.fullmatch(row.text)]
    yield marked[:5], "page"
    yield [row.text for row in near if furniture(row.text) == BYLINE][:2], "page"


def _author(data, item):
    item = data.resolved(item)
    if not isinstance(item, dict):
        return plain(item)
    # The account that set up a site names nobody.
    if any(re.search(r"/author/admin/?$", plain(item.get(field))) for field in ("@id", "url")):
        return ""
    return plain(item.get("name") or item.get("byline"))


def published(data, rows, times):
    """The day or moment of publication: (ISO text, origin), or (None, None)."""
    found = _date(data, ("datePublished", "dateCreated", "uploadDate"), _PUBLISHED)
    if found[0]:
        return found
    for text in times:
        if date := iso_date(text):
            return date, "page"
    for row in rows[:_NEAR]:
        if furniture(row.text) == DATE and (date := iso_date(row.text) or day_in(row.text)):
            return date, "page"
    return None, None


def modified(data):
    """When the page says that it was last changed: (ISO text, origin), or (None, None)."""
    return _date(data, ("dateModified",), _MODIFIED)


def _date(data, fields, metas):
    for field in fields:
        if date := iso_date(plain(data.article.get(field))):
            return date, f"JSON-LD {field}"
    for name in metas:
        for text in data.metas.get(name, ()):
            if date := iso_date(plain(text)):
                return date, f"meta {name}"
    return None, None


def news_section(data):
    """The section of the outlet: (text, origin), or (None, None)."""
    if (text := data.value("articleSection")) and text.lower() not in _NO_SECTION:
        return text, "JSON-LD articleSection"
    text, name = data.meta(*_SECTIONS)
    return (text, f"meta {name}") if text and text.lower() not in _NO_SECTION else (None, None)
