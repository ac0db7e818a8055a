"""The elements of a Markdown text, with their lines."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt

from analysis.article import clean_lines, one_line

from .block import Line
from .structured import plain

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_HEADINGS = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading")
_AROUND = _HEADINGS | {"blockquote": "quote", "li": "item"}
_BREAKS = {"softbreak": "\n", "hardbreak": "\n", "image": ""}


@dataclass
class Element(Line):
    """One element; ``kind`` is heading, quote, item, p, image, html, code, rule or title."""

    kind: str = "p"
    linked: bool = False  # all of it is a link
    level: int = 7  # of a heading, from 1

    @property
    def pieces(self):
        """(first line, last line, text) of each line, or of all where they cannot be separated."""
        texts = [one_line(text) for text in self.text.split("\n")]
        if len(texts) != self.last - self.first + 1:
            return [(self.first, self.last, one_line(" ".join(texts)))]
        return [(n, n, text) for n, text in enumerate(texts, self.first)]


def elements(text):
    """The elements that hold text; lines are numbered from 1."""
    # Indented lines are paragraphs in most pages, not code.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")
    # "1986. That year" begins no list, and "2*3*4" holds no emphasis.
    text = re.sub(r"(?m)^(\s*\d{3,})(?=[.)]\s)|(?<=\d)(?=\*\d)", r"\1\\", text)
    around, cells = [], []
    for token in parser.parse(text):
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
    level = int(around[-1][1]) if around[-1] in _HEADINGS else 7
    is_link = kind != "image" and linked >= len(text.strip()) > 0
    return Element(token.map[0] + 1, token.map[1], text, kind=kind, linked=is_link, level=level)
