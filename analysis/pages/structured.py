"""What a page says of itself for machines: JSON-LD and meta tags."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from analysis.article import fold

_ARTICLE = re.compile(r"Article|Posting|^Report$|^Review$|ReportageNews")
_TOLD = frozenset(("headline", "name", "datePublished", "author", "articleBody"))
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def first(value):
    """A value, or of a list the first that is not empty.

    >>> first(["", "a"]), first("a"), first([])
    ('a', 'a', None)
    """
    while isinstance(value, list):
        value = next(filter(None, value), None)
    return value


def plain(text):
    """A value as text: no markup, no entities, one line; "" for anything that is not text.

    Of a list it is the first value.

    >>> plain("Storm &amp; <em>rain</em>"), plain("<script>alert(1)</script>"), plain(None)
    ('Storm & rain', '', '')
    """
    text = first(text)
    if not isinstance(text, str):
        return ""
    text = unescape(text) if "&" in text else text
    if "<" in text:
        text = _ELEMENT.sub("", _SCRIPT.sub("", text))
    return fold(text)


def straighten(text):
    """A title whatever its quotation marks and capitals."""
    return re.sub("[“”«»]", '"', re.sub("[‘’`´]", "'", fold(text))).casefold()


@dataclass(frozen=True)
class Structured:
    """``nodes``: the JSON objects of a page; ``metas``: name in small letters → its contents.

    ``language`` and ``canonical`` are what the page's elements html and link say, or None.
    """

    nodes: tuple
    metas: dict
    language: str | None
    canonical: str | None

    def meta(self, *names):
        """The first name that has content, as (text, name); (None, None) if none has."""
        for name in names:
            for content in self.metas.get(name, ()):
                if text := plain(content):
                    return text, name
        return None, None

    def value(self, key):
        """A value of the article's node, a list's first, or a named object's name; "" if none."""
        value = self.resolved(first(self.article.get(key)))
        return plain(value.get("name") if isinstance(value, dict) else value)

    @cached_property
    def _by_id(self):
        named = [node for node in self.nodes if isinstance(node.get("@id"), str) and len(node) > 1]
        return {node["@id"]: node for node in reversed(named)}

    def resolved(self, value):
        """An object in place of a reference to it."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            return self._by_id.get(str(value.get("@id")), value)
        return value

    @cached_property
    def article(self):
        """The node of the article itself, or {}."""
        nodes = [n for n in self.nodes if _ARTICLE.search(kind(n)) and not _TOLD.isdisjoint(n)]
        nodes = nodes or [node for node in self.nodes if node.get("datePublished")]
        titles = {
            plain(text) for name in ("og:title", "title") for text in self.metas.get(name, ())
        }

        def fits(node):
            headline = plain(node.get("headline") or node.get("name"))
            return sum(bool(headline) and headline in title for title in titles)

        return max(nodes, key=fits, default={})


def kind(node):
    """A node's type or types, as text."""
    types = node.get("@type")
    return " ".join(map(str, types)) if isinstance(types, list) else str(types or "")


def structured(root):
    """Read a parsed page's JSON-LD and meta tags. What cannot be read is left out."""
    metas, nodes, canonical = {}, [], None
    for element in root.iter("meta", "title", "link"):
        if element.tag == "meta":
            names = {element.get(key, "").strip().lower() for key in ("property", "name")}
            if item := element.get("itemprop"):
                names.add(f"itemprop {item.lower()}")  # it may be a picture's
            for name in names - {""}:
                metas.setdefault(name, []).append(element.get("content") or "")
        elif element.tag == "link":
            if "canonical" in element.get("rel", "").lower().split():
                canonical = canonical or element.get("href")
        elif element.getparent() is not None and element.getparent().tag != "svg":
            metas.setdefault("title", []).append("".join(element.itertext()))
    for script in root.iter("script"):
        if "ld+json" in script.get("type", "").lower() and script.text:
            nodes += _nodes(_parsed(script.text))
    return Structured(tuple(nodes), metas, root.get("lang"), canonical)


def _parsed(text):
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", text
    )
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value, depth=0):
    """The objects that describe the page; not those inside them, such as films and teasers."""
    if isinstance(value, list):
        for item in value[:1000]:
            yield from _nodes(item, depth + 1) if depth < 5 else ()
    elif isinstance(value, dict):
        yield value
        for inner in _INNER:
            if isinstance(value.get(inner), list | dict) and depth < 5:
                yield from _nodes(value[inner], depth + 1)
        for key in ("publisher", "author", "isPartOf"):
            if isinstance(value.get(key), dict) and "@id" in value[key] and len(value[key]) > 1:
                yield value[key]
