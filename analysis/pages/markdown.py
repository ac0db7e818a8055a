"""A page saved as Markdown → blocks, responses and the fields of its front matter."""

import re
from dataclasses import dataclass, replace
from itertools import chain, groupby

import yaml
from markdown_it import MarkdownIt

from analysis._support.safe_yaml import safe_yaml
from analysis.article import clean_lines, one_line

from .block import Line, complete, drop_repeats
from .boilerplate import boilerplate
from .dates import iso_date
from .metadata import address, language_code
from .names import byline, names
from .response import certain, find
from .source import PageError
from .structured import first, plain

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_AROUND = dict(zip(_HEADINGS, _HEADINGS, strict=True)) | {"blockquote": "quote", "li": "item"}
_BREAKS = {"softbreak": "\n", "hardbreak": "\n", "image": ""}
_DROPPED = {"code": "block of code", "rule": "line without words"}
_KEPT = {"item": "item of a list", "quote": "quotation"}
# A field, its keys in front matter, and how its value is read.
_FIELDS = (
    ("outlet", "outlet site publisher publication site_name", plain),
    ("url", "url source_url link permalink source", address),
    ("language", "language lang", language_code),
    ("published", "published date pubdate published_at", lambda day: iso_date(str(first(day)))),
    ("modified", "modified updated lastmod", lambda day: iso_date(str(first(day)))),
    (
        *("authors", "authors author byline"),
        lambda value: names(map(plain, value if isinstance(value, list) else [value])),
    ),
)


@dataclass
class Element(Line):
    """One element: a heading ("h1"), quote, item, p, image, html, code, rule or title."""

    kind: str = "p"
    linked: bool = False  # all of it is a link

    @property
    def pieces(self):
        """(first line, last line, text) of each line, or of all where they cannot be separated."""
        texts = [one_line(text) for text in self.text.split("\n")]
        if len(texts) != self.last - self.first + 1:
            return [(self.first, self.last, one_line(" ".join(texts)))]
        return [(n, n, text) for n, text in enumerate(texts, self.first)]


def read_markdown(text):
    """Blocks, responses and fields of a Markdown page; None if it has no title or heading."""
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    front, height = _front_matter(text)
    lines = text.split("\n")
    parts = list(_elements("\n" * height + "\n".join(lines[height:])))
    title = plain(_value(front, "title headline"))
    headings = [part.kind for part in parts if part.kind in _HEADINGS]
    if not title and not headings:
        return None
    visible = [""] * len(lines)
    for n, _, piece in (piece for part in parts for piece in part.pieces):
        visible[n - 1] = f"{visible[n - 1]} {piece}".strip()
    matches = find(visible, sources=lines)
    responses = certain(matches)
    parts = _cut(parts, matches, lines, responses)
    tokens = chain.from_iterable(t.children or () for t in _parsed("\n".join(lines[height:])))
    seen = " ".join(token.content for token in tokens if token.type in ("text", "code_inline"))
    complete((part for part in parts if part.kind != "image"), seen)
    if front:
        data = clean_lines("\n".join(lines[:height]))
        parts.append(Element(1, height, data, reason="front matter: the page's own data"))
    if title:
        parts.append(Element(1, height, title, kind="title"))
    read = {n for part in parts for n in range(part.first, part.last + 1)}
    for n, line in enumerate(lines, 1):
        if n not in read and line.strip():
            parts.append(Element(n, n, clean_lines(line.strip()), reason="markup without text"))
    parts.sort(key=lambda part: part.first)
    fields = byline(_decide(parts, "title" if title else min(headings)))
    stated = {name: read(_value(front, keys) or "") for name, keys, read in _FIELDS}
    stated = {name: value for name, value in stated.items() if value}
    origins = fields["origins"] | dict.fromkeys(stated, "front matter")
    drop_repeats(parts, lambda part: part.kind == "quote")
    return tuple(part.block for part in parts), responses, fields | stated | {"origins": origins}


def _front_matter(text):
    """The front matter as a dict, and how many lines it takes."""
    match = _FRONT.match(text)
    if not match:
        return {}, 0
    try:
        front = safe_yaml(match[1], longest=100_000)
    except (yaml.YAMLError, ValueError) as error:
        what = one_line(getattr(error, "problem", None) or str(error))
        raise PageError(f"broken front matter ({what}); correct or remove it") from None
    if not isinstance(front, dict):
        return {}, 0  # text between two rules
    return {str(key).lower(): value for key, value in front.items()}, match[0].count("\n")


def _value(front, keys):
    return next((front[key] for key in keys.split() if front.get(key)), None)


def _elements(text):
    """The elements that hold text; lines are numbered from 1."""
    around, cells = [], []
    for token in _parsed(text):
        if token.type.endswith("_open"):
            around.append(token.tag)
        elif token.type.endswith("_close"):
            around.pop()
            if token.type == "tr_close" and cells:
                row = " | ".join(cell.text for cell in cells)
                yield Element(cells[0].first, cells[-1].last, row, kind="item")
                cells = []
        elif token.type == "inline":
            element = _inline(token, around)
            if around[-1] in ("th", "td"):
                cells.append(element)
            elif element.text:
                yield element
        elif token.map:
            kind = {"hr": "rule", "html_block": "html"}.get(token.type, "code")
            content = plain(_COMMENT.sub("", token.content)) if kind == "html" else token.content
            text = clean_lines(content.strip() or token.markup)
            yield Element(token.map[0] + 1, token.map[1], text, kind=kind)


def _parsed(text):
    # Indented lines are paragraphs in most pages, not code.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    # "1986. That year" begins no list, and "2*3*4" holds no emphasis.
    text = re.sub(r"(?m)^([ \t]*\d{3,})(?=[.)]\s)|(?<=\d)(?=\*\d)", r"\1\\", text)
    return parser.parse(text)


def _inline(token, around):
    """An element of text, with its line breaks."""
    text, alts, links, linked = "", [], 0, 0
    for child in token.children:
        links += (child.type == "link_open") - (child.type == "link_close")
        piece = _BREAKS.get(child.type, child.content)
        if child.type == "html_inline":
            piece = " " * piece.lower().startswith("<br")
        elif child.type == "image":
            alts.append(child.content)
        text += piece
        linked += len(piece) * bool(links)
    kind = next((kind for tag, kind in _AROUND.items() if tag in around), "p")
    if not text.strip() and alts:
        text, kind = one_line(" ".join(alts)), "image"
    is_link = kind in ("p", "item") and linked >= len(text.strip()) > 0
    return Element(token.map[0] + 1, token.map[1], text, kind=kind, linked=is_link)


def _cut(parts, matches, lines, responses):
    """Elements without the lines of polls and counters, which become separate elements."""
    taken = {n + 1 for match in matches for n in range(match.first, match.last + 1)}
    cut = []
    for match in matches:
        text = clean_lines("\n".join(lines[match.first : match.last + 1]))
        reason = match.reason(responses)
        cut.append(Element(match.first + 1, match.last + 1, text, reason=reason))
    for part in parts:
        for is_taken, pieces in groupby(part.pieces, lambda piece: piece[0] in taken):
            if not is_taken:
                firsts, lasts, texts = zip(*pieces, strict=True)
                text = one_line(" ".join(texts))
                cut.append(replace(part, first=firsts[0], last=lasts[-1], text=text))
    return [part for part in cut if part.text]


def _decide(parts, top):
    """Assign sections; the headline is the first of kind ``top``. Return the lines below it."""
    title, below, lines = None, False, []
    for part in parts:
        if not part.open:
            below = below and part.section is None
        elif title is None and part.kind == top:
            part.keep(
                "headline", "title in the front matter" if top == "title" else "first heading"
            )
            title, below = one_line(part.text), True
        elif one_line(part.text) == title:
            part.drop("repeats the headline")
        elif reason := _DROPPED.get(part.kind) or boilerplate(part.text):
            part.drop(reason)
            lines += [part] if below else []
        elif part.linked:
            part.drop("link to another page")
        elif part.kind == "image":
            part.keep("caption", "text of a picture")
        elif part.kind in _HEADINGS and title is None:
            part.drop("heading above the title")
        elif part.kind in _HEADINGS:
            part.keep("subhead", "heading in the text")
        elif part.kind == "quote" and below:
            part.keep("deck", "quotation directly after the headline")
            below = False
        else:
            part.keep("body", _KEPT.get(part.kind, "paragraph"))
            below = False
    return lines
