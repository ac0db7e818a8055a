"""A page's JSON-LD and meta tags → outlet, authors, dates, address, news section, title."""

import re
from html import unescape
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from urllib.parse import urlsplit

from analysis._support.safe_yaml import read_yaml
from analysis.article.model import WORDINGS, one_line

from .boilerplate import wording
from .dates import iso_date
from .names import byline, name_key, names
from .source import language as language_of
from .source import nodes, parsed_json

_IS = wording("metadata", flags=0)
PLACES = read_yaml(Path(__file__).with_suffix(".yml"))
_MARKS = " |–—·•*»:/-"
_SAME = 0.4  # of a heading's words must be in a title for machines
_MOST = 100  # headings that are compared with as many titles
_NEAR = 25  # lines below the headline that are searched for byline and date


def first(value):
    """A value, or the first value of a list that is not empty."""
    while isinstance(value, list):
        value = next(filter(None, value), None)
    return value


def plain(value, key="name"):
    """A value, or the first of a list, or an object's name, as one line of plain text; or ""."""
    text = first(value)
    text = first(text.get(key)) if isinstance(text, dict) else text
    if not isinstance(text, str):
        return ""
    text = unescape(text) if "&" in text else text
    return one_line(_IS.element.sub("", _IS.script.sub("", text)) if "<" in text else text)


class Structured:
    """A page's JSON-LD objects, the one that is its article or {}, and texts by their origin."""

    def __init__(self, root):
        scripts = (e for e in root.iter("script") if "ld+json" in e.get("type", "").lower())
        self.nodes = [node for script in scripts for node in nodes(parsed_json(script.text or ""))]
        articles = [node for node in self.nodes if _IS.article.search(str(node.get("@type")))]
        articles += [node for node in self.nodes if node.get("datePublished")]
        self.article = articles[0] if articles else {}
        self.texts = {f"JSON-LD {k}": [self.resolved(first(v))] for k, v in self.article.items()}
        self.texts["html lang"] = [root.get("lang")]
        for element in root.iter("title", "link", "time", "meta"):
            for origin, text in _texts(element):
                self.texts.setdefault(origin, []).append(text)
        for n in "123":
            if plain(self.texts.get(f"meta twitter:label{n}")).lower() != "written by":
                self.texts.pop(f"meta twitter:data{n}", None)

    def said(self, what):
        """Yield (text, origin) for each value that the page gives for a key of metadata.yml."""
        for pattern in map(re.compile, PLACES[what]):
            for origin in filter(pattern.fullmatch, self.texts):
                for text in filter(None, map(plain, self.texts[origin])):
                    yield text, "page" if origin.startswith("time") else origin

    def resolved(self, value):
        """The object that a reference such as ``{"@id": "#ann"}`` points to; else the value."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            id = value.get("@id")
            return next((n for n in self.nodes if n.get("@id") == id and len(n) > 1), value)
        return value


def _texts(element):
    """Yield (origin, text) for each thing that an element in or below the head says."""
    if element.tag == "title":
        yield "title element", "".join(element.itertext())
    elif element.tag == "time":
        before = element.getprevious()
        before = element.getparent().text if before is None else before.tail
        marks = f"{element.get('class')} {element.get('itemprop')}"
        is_first = re.search("publi|posted", marks, re.IGNORECASE)
        said = f"{marks} {before} {(element.text or '')[:20]}"
        is_update = not is_first and _IS.changed.search(said)
        # Not a teaser's: those are beside the text, or in a list or a link with other words.
        outer = next(element.iterancestors("aside", "nav", "footer"), None)
        is_stated = element.get("itemprop") is not None
        is_own = is_stated or outer is None or is_first and outer.tag == "footer"
        holder = next(element.iterancestors("li", "a"), element)
        words, date = ("".join(islice(one.itertext(), 20)) for one in (holder, element))
        is_link = holder.tag == "a" and not is_first and "bookmark" not in holder.get("rel", "")
        if is_own and (is_stated or not is_link and _IS.dated.match(words.replace(date, ""))):
            yield "time of an update" if is_update else "time", element.get("datetime")
    elif element.tag == "meta":
        names = {element.get(key, "") for key in ("property", "name")}
        for name in names | {f"itemprop {element.get('itemprop', '')}"}:
            yield f"meta {name.strip().lower()}", element.get("content")
    elif "canonical" in element.get("rel", "").lower().split():
        yield "link rel=canonical", element.get("href")


def _first(candidates, read=plain):
    """The first (value, origin) whose text ``read`` can use."""
    values = ((read(text), origin) for text, origin in candidates)
    return next(((value, origin) for value, origin in values if value), (None, None))


def _site_keys(data):
    """The keys of all names of the site in the page; a title may end with one of them."""
    texts = [text for text, _ in data.said("outlet")]
    host = (urlsplit(url(data)[0] or "").hostname or "").removeprefix("www.")
    return {name_key(text) for text in (*texts, host, host.split(".")[0]) if text}


def url(data):
    """The page's own address."""
    return next((one for one in data.said("url") if _IS.address.match(one[0])), (None, None))


def title(data, h1s, others=()):
    """The heading with most words of a stated title; it may be in ``others``, below a site's h1."""
    sites = _site_keys(data)
    for text, _ in data.said("title"):
        short, long = min(parts := _IS.between.split(text), key=len), max(parts, key=len)
        is_site = len(parts) == 2 and short in h1s and len(short.split()) < 4
        if is_site and long in others and len(long.split()) > 4:
            return long, "page"
    heads = [text for text in h1s[:_MOST] if name_key(text) not in sites]
    stated = islice(data.said("title"), _MOST)
    sections = {name_key(text) for text, _ in data.said("news_section")}
    stated = [(_without_site(text, sites, sections), origin) for text, origin in stated]
    shared = {text: max((_shared(text, other) for other, _ in stated), default=0) for text in heads}
    best = max(heads, key=shared.get, default=None)
    if best and (shared[best] >= _SAME or not stated):
        return best, "page"
    long = {text for text in heads if len(text.split()) >= 5}
    if len(long) == 1 and not _IS.prompt.search(*long):
        return *long, "page"
    return next(((text, origin) for text, origin in stated if text), (None, None))


def _shared(head, other):
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (head, other))
    return len(words & others) / max(1, len(words))


def _without_site(text, sites, sections=()):
    """A title without what the site adds to it, before or after, and a section before that."""
    parts = _IS.separator.split(text)  # each other one is a separator
    own = [n for n in range(0, len(parts), 2) if name_key(parts[n]) not in sites] or [0]
    mark, last = parts[own[-1] - 1 : own[-1] + 1] if own[1:] else ("", "")
    is_section = name_key(last) in sections or "|" in mark and _IS.section.fullmatch(last)
    if own[-1] < len(parts) - 1 and is_section:  # "Bridge closed | Politics | The Post"
        own.pop()
    shorter = "".join(parts[own[0] : own[-1] + 1])
    return text if shorter == text else shorter.strip(_MARKS)


def fields(data, title, around, text):
    """The fields that a page gives for its article.

    ``around`` are the lines below the headline, just above it, and after the text.
    """
    below, above, after = around
    page = "\n".join("By " * ("author" in line.place.kinds) + line.text for line in below)
    near = byline(below[:_NEAR], above, after, page)
    published = chain(data.said("published"), [(near.get("published", ""), "page")])
    values = {"title": title, "outlet": _first(data.said("outlet"), lambda text: text.lstrip("@"))}
    values |= {"authors": _authors(data, near.get("authors", ()))}
    values |= {"published": _first(published, iso_date)}
    values |= {"modified": _first(data.said("modified"), iso_date), "url": url(data)}
    values |= {"language": _language(data, text), "news_section": _first(data.said("news_section"))}
    origins = {name: origin for name, (value, origin) in values.items() if value}
    sites = _site_keys(data)
    for name in WORDINGS:  # of which the name says where they are from
        values[name] = _first(data.said(name), lambda text: _without_site(text, sites))
    known = {name: value for name, (value, _) in values.items() if value and name != "title"}
    return known | {"origins": origins}


def _authors(data, near):
    """The authors' names, as a list; the outlet's if nobody is named."""
    value, sites = data.article.get("author"), _site_keys(data)
    stated = [data.resolved(one) for one in (value if isinstance(value, list) else [value])]
    bodies = [one for one in stated if isinstance(one, dict) and one.get("@type") == "Organization"]
    sites |= set(map(name_key, map(plain, bodies)))
    texts = list(map(plain, stated))
    tags = groupby(data.said("authors"), key=itemgetter(1))
    tags = [([text for text, _ in group], origin) for origin, group in tags]
    stated = [(texts, "JSON-LD author"), *tags, (near, "page")]
    found = [(people, origin) for texts, origin in stated if (people := names(texts, sites))]
    persons = (one for one in found if len(one[0]) > 1 or name_key(one[0][0]) not in sites)
    return next(persons, found[0] if found else (None, None))


def _language(data, text):
    """The language as two letters; English only by the text's words, since pages often err."""
    if language_of(text)[0]:
        return "en", "words of the text"
    code, origin = _first(data.said("language"), re.compile(r"[A-Za-z]{2}(?![^-_\s])").match)
    stated = code and code[0].lower()
    return (stated, origin) if stated != "en" else (None, None)
