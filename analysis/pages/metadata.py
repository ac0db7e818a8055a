"""A page's metadata: outlet, authors, dates, address, news section, title."""

import re
from itertools import chain
from urllib.parse import urlsplit

from .dates import iso_date
from .headline import PROMPT
from .names import byline, name_key, names
from .source import language as language_of
from .structured import plain

_OUTLETS = ("og:site_name", "application-name")
_AUTHORS = re.compile(r"(?:og:|article:|parsely-|\w+[._])?(?:author|creator|byl)(?:_name)?")
_PUBLISHED = re.compile(
    r"(?!.*(?:unpub|last)).*(?:publish|pub-?date|issued)\w*|(?:dc\.)?date|dcterms\.created"
)
_MODIFIED = re.compile(r".*(?:modified|updated_time).*")
_LANGUAGES = ("og:locale", "content-language")
_SECTIONS = ("article:section", "parsely-section", "og:section", "section", "dc.subject")
_ADDRESS = re.compile(r"https?://[\w.-]+\.\w+(?::\d+)?(?:[/?#]|$)")
_MARKS = " |–—·•*»:/-"
_SEPARATOR = re.compile(r"(\s+[|–—·•*»:/-]+\s+)")
_SAME = 0.4  # of a heading's words must be in a title for machines
_MOST = 100  # headings that are compared with as many titles
_NEAR = 25  # lines below the headline that are searched for byline and date


def _first(candidates, read=plain):
    """The first (value, origin) whose text ``read`` can use."""
    values = ((read(text), origin) for text, origin in candidates)
    return next(((value, origin) for value, origin in values if value), (None, None))


def _site_keys(data):
    """The keys of all names of the site in the page; a title may end with one of them."""
    texts = [text for text, _ in (*data.values("publisher"), *data.tags(*_OUTLETS))]
    host = urlsplit(url(data)[0] or "").hostname or ""
    bare = host.removeprefix("www.")
    texts += [host, bare, bare.split(".")[0]]
    return {name_key(text) for text in texts if text}


def url(data):
    """The page's own address."""
    canonical = (data.canonical, "link rel=canonical")
    return _first(chain([canonical], data.tags("og:url"), data.values("url")), address)


def address(value):
    """A value as the address of a page, or None."""
    text = plain(value)
    return text if len(text) < 2000 and _ADDRESS.match(text) else None


def title(data, h1s):
    """The heading that shares most words with a title for machines, or else that title."""
    sites = _site_keys(data)
    heads = [text for text in h1s[:_MOST] if name_key(text) not in sites]
    stated = [*data.tags("og:title"), *data.values("headline"), *data.tags("title")]
    stated = [(_without_site(text, sites), origin) for text, origin in stated[:_MOST]]
    shared = {text: max((_shared(text, other) for other, _ in stated), default=0) for text in heads}
    best = max(heads, key=shared.get, default=None)
    if best and (shared[best] >= _SAME or not stated):
        return best, "page"
    long = {text for text in heads if len(text.split()) >= 5}
    if len(long) == 1 and not PROMPT.search(*long):
        return *long, "page"
    return next(((text, origin) for text, origin in stated if text), (None, None))


def _shared(head, other):
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (head, other))
    return len(words & others) / max(1, len(words))


def _without_site(text, sites):
    """A title without what the site adds to it, before or after."""
    parts = _SEPARATOR.split(text)  # each other one is a separator
    own = [n for n in range(0, len(parts), 2) if name_key(parts[n]) not in sites] or [0]
    shorter = "".join(parts[own[0] : own[-1] + 1])
    return text if shorter == text else shorter.strip(_MARKS)


def fields(data, title, lines, times, text):
    """What a page says of its article: ``lines`` below the headline, ``times`` by is-an-update."""
    page = "\n".join("By " * ("author" in line.place.kinds) + line.text for line in lines)
    near = byline(lines[:_NEAR], page=page)
    published = [
        *data.values("datePublished", "dateCreated", "uploadDate"),
        *data.tags(*_named(_PUBLISHED, "publish", data)),
        *((day, "page") for day in (*times[False], near.get("published", ""))),
    ]
    modified = [*data.values("dateModified"), *data.tags(*_named(_MODIFIED, "modified", data))]
    modified += [(day, "page") for day in times[True]]
    # The site first: the publisher of agency copy is the agency.
    outlets = chain(data.tags(_OUTLETS[0]), data.values("publisher"), data.tags(*_OUTLETS[1:]))
    sections = chain(data.values("articleSection"), data.tags(*_SECTIONS))
    values = {
        "title": title,
        "outlet": _first(outlets, lambda text: text.lstrip("@")),
        "authors": _authors(data, near.get("authors", ())),
        "published": _first(published, iso_date),
        "modified": _first(modified, iso_date),
        "url": url(data),
        "language": _language(data, text),
        "news_section": _first(sections),
    }
    origins = {name: origin for name, (value, origin) in values.items() if value}
    return {name: values[name][0] for name in origins if name != "title"} | {"origins": origins}


def _named(pattern, word, data):
    """The names of meta tags that a pattern matches; first those that have the plain word."""
    names = filter(pattern.fullmatch, data.metas)
    return sorted(names, key=lambda name: word not in name)


def _authors(data, near):
    """The authors' names, as a list; the outlet's if nobody is named."""
    value, sites = data.article.get("author"), _site_keys(data)
    items = map(data.resolved, value if isinstance(value, list) else [value])
    texts = [plain(item.get("name") if isinstance(item, dict) else item) for item in items]
    stated = [(texts, "JSON-LD author"), (near, "page")]
    stated[1:1] = [
        ([text for text, _ in data.tags(name)], f"meta {name}")
        for name in _named(_AUTHORS, "author", data)
    ]
    found = [(people, origin) for texts, origin in stated if (people := names(texts, sites))]
    persons = (one for one in found if len(one[0]) > 1 or name_key(one[0][0]) not in sites)
    return next(persons, found[0] if found else (None, None))


def _language(data, text):
    """The language as two letters; English only by the text's words, since pages often err."""
    if language_of(text)[0]:
        return "en", "words of the text"
    html = [(plain(data.language), "html lang")]
    texts = chain(html, data.values("inLanguage"), data.tags(*_LANGUAGES))
    code, origin = _first(texts, re.compile(r"[A-Za-z]{2}(?![^-_\s])").match)
    stated = code and code[0].lower()
    return (stated, origin) if stated != "en" else (None, None)
