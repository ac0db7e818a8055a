"""A page's machine-readable description: JSON-LD and meta tags."""

import json
import re
from html import unescape

from analysis.article import one_line

_ARTICLE = re.compile(r"Article|Posting|\bReport\b|\bReview\b|ReportageNews")
_PAGE_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_EDGES = " \t\r\n/;"  # around JSON and the comment that may hold it
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_ELEMENT = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


def first(value):
    """A value, or the first value of a list that is not empty."""
    while isinstance(value, list):
        value = next(filter(None, value), None)
    return value


def plain(value):
    """A value, or the first of a list, as one line of plain text; "" if it is not text."""
    text = first(value)
    if not isinstance(text, str):
        return ""
    text = unescape(text) if "&" in text else text
    if "<" in text:
        text = _ELEMENT.sub("", _SCRIPT.sub("", text))
    return one_line(text)


class Structured:
    """A page's JSON-LD objects, the one that is its article or {}, and meta tags by their name."""

    def __init__(self, root):
        self.language = root.get("lang")
        links = (e for e in root.iter("link") if "canonical" in e.get("rel", "").lower().split())
        self.canonical = next((e.get("href") for e in links if e.get("href")), None)
        self.metas = {"title": ["".join(element.itertext()) for element in root.iter("title")]}
        for element in root.iter("meta"):
            names = {element.get(key, "") for key in ("property", "name")}
            for name in names | {f"itemprop {element.get('itemprop', '')}"}:
                contents = self.metas.setdefault(name.strip().lower(), [])
                contents.append(element.get("content") or "")
        scripts = (e for e in root.iter("script") if "ld+json" in e.get("type", "").lower())
        self.nodes = [node for script in scripts for node in _nodes(_parsed(script.text or ""))]
        articles = [node for node in self.nodes if _ARTICLE.search(str(node.get("@type")))]
        articles += [node for node in self.nodes if node.get("datePublished")]
        self.article = articles[0] if articles else {}

    def tags(self, *names):
        """Yield (text, origin) for each meta tag with one of these names."""
        for name in names:
            for content in self.metas.get(name, ()):
                if text := plain(content):
                    yield text, "title element" if name == "title" else f"meta {name}"

    def values(self, *keys):
        """Yield (text, origin) for these keys of the article's node; an object gives its name."""
        for key in keys:
            value = self.resolved(first(self.article.get(key)))
            if text := plain(value.get("name") if isinstance(value, dict) else value):
                yield text, f"JSON-LD {key}"

    def resolved(self, value):
        """The object that a reference such as ``{"@id": "#ann"}`` points to; else the value."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"}:
            id = value.get("@id")
            return next((n for n in self.nodes if n.get("@id") == id and len(n) > 1), value)
        return value


def _parsed(text):
    text = re.sub(r"^(?:<!--|<!\[CDATA\[)|(?:-->|\]\]>)$", "", text.strip(_EDGES))
    try:
        return json.loads(text.strip(_EDGES), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value, depth=0):
    """The objects that describe the page, without nested ones such as films and teasers."""
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value[:1000]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in _PAGE_PARTS:
            yield from _nodes(value.get(key), depth + 1)
