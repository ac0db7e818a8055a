"""Which section of the article a block of an HTML page is, if any, and why."""

import re
from dataclasses import dataclass

from .furniture import furniture
from .line import Line
from .matching import key

_SIGNED = re.compile(r"\(@\w+\)")  # as under a post taken over from a network
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|\bfollow \S+ on\b", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]$")
_FAR = 12  # blocks from the headline within which a deck stands


@dataclass
class Piece(Line):
    """A block in the making, and the rows of the page that it is made of."""

    rows: tuple = ()
    inside: bool = False  # in the text that was extracted

    @property
    def tag(self):
        """The element that holds the block."""
        return self.rows[0].tag

    @property
    def regions(self):
        """The kinds of elements around it."""
        return self.rows[0].place.regions

    @property
    def linked(self):
        """The share of its characters that stand in links."""
        return sum(row.linked for row in self.rows) / max(1, len(self.text.replace(" ", "")))


def decide(pieces, title, origin, line, data):
    """Decide every block; return them, with one more if the title is not in the page's text."""
    at = _headline(pieces, title)
    for piece in pieces:
        if piece.open:
            _inside(piece, title) if piece.inside else _outside(piece)
    _beside(pieces)
    _captions(pieces)
    _above(pieces, at, data)
    if title and at is None:
        first = Piece(line, line, title, True)
        first.keep("headline", f"from {origin}; the page's text has it otherwise or not at all")
        return [first, *pieces]
    return pieces


def _headline(pieces, title):
    """Keep the block that is the title; its index, or None."""
    same = [n for n, p in enumerate(pieces) if title and p.open and key(p.text) == key(title)]
    if not same:
        return None
    at = next((n for n in same if pieces[n].tag == "h1"), same[0])
    pieces[at].keep("headline", "the page's title")
    for n in same:
        if n != at:
            pieces[n].drop("repeats the headline")
    return at


def _inside(piece, title):
    """A block of the extracted text."""
    if piece.tag == "h1" and title:
        piece.drop("another wording of the headline")
    elif reason := furniture(piece.text):
        piece.drop(reason)
    elif "caption" in piece.regions:
        piece.keep("caption", "caption of a picture")
    elif _HEADING.match(piece.tag):
        piece.keep("subhead", "heading in the text")
    else:
        piece.keep("body", "in the text that trafilatura takes from the page")


def _outside(piece):
    regions = piece.regions
    region = next(
        (r for r in ("navigation", "footer", "aside", "form", "header") if r in regions), 0
    )
    if piece.rows[0].place.hidden:
        piece.drop("hidden on the page")
    elif reason := furniture(piece.text):
        piece.drop(reason)
    elif region:
        piece.drop(f"outside the text, in the page's {region}")
    elif piece.linked > 0.8:
        piece.drop("outside the text, a link")
    else:
        piece.drop("outside the text")


def _beside(pieces):
    pass


def _captions(pieces):
    pass


def _above(pieces, at, data):
    pass
