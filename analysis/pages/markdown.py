"""A page saved as Markdown → blocks, responses and the fields of its front matter."""

import re
from dataclasses import replace
from datetime import date
from itertools import groupby

import yaml

from analysis._support.safe_yaml import safe_yaml
from analysis.article import clean_lines, one_line

from .alignment import drop_repeats
from .boilerplate import BYLINE, DATE, boilerplate
from .dates import day_in, iso_date
from .elements import Element, elements
from .metadata import address
from .names import names
from .response import certain, find
from .source import PageError
from .structured import first, plain

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEPT = {"item": "item of a list", "quote": "quotation"}


def read_markdown(text):
    """Blocks, responses and fields of a Markdown page; None if it has no title or heading."""
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    front, height = _front_matter(text)
    lines = text.split("\n")
    parts = list(elements("\n" * height + "\n".join(lines[height:])))
    title = plain(_value(front, "title headline"))
    if not title and not any(part.kind == "heading" for part in parts):
        return None
    visible = [""] * len(lines)
    for n, _, piece in (piece for part in parts for piece in part.pieces):
        visible[n - 1] = f"{visible[n - 1]} {piece}".strip()
    matches = find(visible, sources=lines)
    responses = certain(matches)
    fields = _fields(front)
    parts = _front(front, height, lines, title) + _cut(parts, matches, lines, responses)
    read = {n for part in parts for n in range(part.first, part.last + 1)}
    for n, line in enumerate(lines, 1):
        if n not in read and line.strip():
            parts.append(Element(n, n, clean_lines(line.strip()), reason="markup without text"))
    parts.sort(key=lambda part: part.first)
    _decide(parts, bool(title), fields)
    drop_repeats(parts, lambda part: part.kind == "quote")
    return tuple(part.block for part in parts), responses, fields


def _front_matter(text):
    """The front matter as a dict, and how many lines it takes."""
    match = _FRONT.match(text)
    if not match:
        return {}, 0
    try:
        front = safe_yaml(match[1])
    except (yaml.YAMLError, ValueError) as error:
        what = one_line(getattr(error, "problem", None) or str(error))
        raise PageError(f"broken front matter ({what}); correct or remove it") from None
    if not isinstance(front, dict):
        return {}, 0  # text between two rules
    return {str(key).lower(): value for key, value in front.items()}, match[0].count("\n")


def _fields(front):
    values = {name: read(_value(front, keys)) for name, keys, read in _FIELDS}
    fields = {name: value for name, value in values.items() if value}
    return fields | {"origins": dict.fromkeys(fields, "front matter")}


def _value(front, keys):
    return next((front[key] for key in keys.split() if front.get(key)), None)


def _date(value):
    value = first(value)
    return iso_date(value.isoformat() if isinstance(value, date) else plain(value))


def _language(value):
    match = re.match(r"[A-Za-z]{2}(?=[-_]|$)", plain(value))
    return match and match[0].lower()


def _names(value):
    return names([plain(name) for name in (value if isinstance(value, list) else [value])])


_FIELDS = (
    ("outlet", "outlet site publisher publication site_name", plain),
    ("url", "url source_url link permalink source", address),
    ("language", "language lang", _language),
    ("published", "published date pubdate published_at", _date),
    ("modified", "modified updated lastmod", _date),
    ("authors", "authors author byline", _names),
)


def _front(front, height, lines, title):
    """The front matter, and the title in it, as two elements."""
    if not front:
        return []
    block = Element(1, height, clean_lines("\n".join(lines[:height])))
    block.drop("front matter: the page's own data")
    line = next((n for n, line in enumerate(lines, 1) if one_line(title)[:20] in one_line(line)), 1)
    return [block, Element(line, line, title, kind="title")] if title else [block]


def _cut(parts, matches, lines, responses):
    """Elements without the lines of polls and counters, which become separate elements."""
    taken = {n + 1 for match in matches for n in range(match.first, match.last + 1)}
    cut = []
    for match in matches:
        text = clean_lines("\n".join(lines[match.first : match.last + 1]))
        reason = match.reason(responses)
        cut.append(Element(match.first + 1, match.last + 1, text, reason=reason))
    for part in parts:
        if part.kind in ("html", "code", "rule") and part.first not in taken:
            cut.append(part)
            continue
        for is_taken, pieces in groupby(part.pieces, lambda piece: piece[0] in taken):
            if not is_taken:
                firsts, lasts, texts = zip(*pieces, strict=True)
                text = one_line(" ".join(texts))
                cut.append(replace(part, first=firsts[0], last=lasts[-1], text=text))
    return [part for part in cut if part.text]


def _decide(parts, has_title, fields):
    """Assign sections; fill missing fields from byline and date line."""
    title, below = None, False
    top = min((part.level for part in parts if part.open), default=None)
    for part in parts:
        if not part.open:
            below = below and part.dropped
        elif title is None and (part.kind == "title" if has_title else part.level == top):
            part.keep("headline", "title in the front matter" if has_title else "first heading")
            title, below = one_line(part.text), True
        elif one_line(part.text) == title:
            part.drop("repeats the headline")
        elif part.kind in ("code", "rule"):
            part.drop("block of code" if part.kind == "code" else "line without words")
        elif reason := boilerplate(part.text):
            part.drop(reason)
            if below:
                _credit(part.text, reason, fields)
        elif part.linked and part.kind in ("p", "item"):
            part.drop("link to another page")
        elif part.kind == "image":
            part.keep("caption", "text of a picture")
        elif title is None and part.kind == "heading":
            part.drop("heading above the title")
        elif part.kind == "heading":
            part.keep("subhead", "heading in the text")
        else:
            is_deck = part.kind == "quote" and below
            reason = "quotation directly after the headline"
            part.keep(*("deck", reason) if is_deck else ("body", _KEPT.get(part.kind, "paragraph")))
            below = False


def _credit(text, reason, fields):
    readers = {BYLINE: ("authors", _names), DATE: ("published", day_in)}
    name, read = readers.get(reason, (None, None))
    if name and name not in fields and (value := read(text)):
        fields[name], fields["origins"][name] = value, "page"
