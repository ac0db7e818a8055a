"""The elements of a Markdown text, with their lines."""

import re
from dataclasses import dataclass

from analysis.article import fold, fold_lines

from .line import Line
from .structured import plain

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)


@dataclass
class Row(Line):
    """Lines of one element; ``kind`` is h1 to h6, quote, item, p, image, html, code or rule."""

    kind: str = "p"
    linked: bool = False  # all of it is a link


def elements(text):
    """A row for each element that holds text, with the lines where it stands, from 1."""
    from markdown_it import MarkdownIt

    # Lines that begin with spaces are paragraphs in most pages, and no code.
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    around, cells = [], []
    for token in tokens.parse(text):
        if token.type.endswith("_open"):
            around.append(token.tag)
        elif token.type.endswith("_close"):
            around.pop()
            if token.type == "tr_close" and cells:
                low, high = cells[0].first, cells[-1].last
                yield Row(low, high, " | ".join(cell.text for cell in cells), True, kind="item")
                cells = []
        elif token.map:
            low, high = token.map[0] + 1, token.map[1]
            if token.type == "inline":
                row = _inline(token, low, high)
                row.kind = _kind(around, row.kind)
                if around[-1] in ("th", "td"):
                    cells.append(row)
                elif row.text:
                    yield row
            else:
                kind = {"hr": "rule", "html_block": "html"}.get(token.type, "code")
                said = plain(_COMMENT.sub("", token.content)) if kind == "html" else token.content
                yield Row(low, high, fold_lines(said.strip() or token.markup), True, kind=kind)


def _kind(around, kind):
    if kind == "image":
        return kind
    heading = re.fullmatch("h[1-6]", around[-1])
    return around[-1] if heading else next(
        (name for tag, name in (("blockquote", "quote"), ("li", "item")) if tag in around), "p"
    )  # fmt: skip


def _inline(token, low, high):
    """The text of an element, its lines with a line break between them."""
    text, alts, inside, linked = "", [], 0, 0
    for child in token.children:
        inside += (child.type == "link_open") - (child.type == "link_close")
        piece = ""
        if child.type in ("softbreak", "hardbreak"):
            piece = "\n"
        elif child.type == "image":
            alts.append(child.content)
        elif child.type == "html_inline":
            piece = " " * child.content.lower().startswith("<br")
        else:
            piece = child.content
        text += piece
        linked += len(piece) if inside else 0
    if not text.strip() and alts:
        return Row(low, high, fold(" ".join(alts)), True, kind="image")
    return Row(low, high, text, True, linked=linked >= len(text.strip()) > 0)


def lines_of(row):
    """(line, its text) for each line of a row, as far as they can be told apart."""
    pieces = row.text.split("\n")
    if len(pieces) != row.last - row.first + 1:
        pieces = [" ".join(pieces)]
    return [(row.first + n, fold(piece)) for n, piece in enumerate(pieces)]
