"""Which section of the article a block of an HTML page is, if any, and why."""

import re
from collections import Counter
from dataclasses import dataclass

from .alignment import drop_repeats, key
from .boilerplate import furniture
from .line import Line
from .metadata import comparable
from .response import Match
from .structured import plain

_CREDITS = re.compile(r"\(?(?:additional )?(?:reporting|writing|editing|compiled) by [A-Z]", re.I)
_SUMMARIES = ("description", "og:description", "twitter:description", "dc.description")
_OUTER = ("navigation", "footer", "aside", "form", "header")
_YOU = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
_OUT = "outside the text"
_TAKEN = "in the text that trafilatura takes from the page"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w|\bfollow \S+ on\b", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]$")
_APART = ("quote", "aside", "figure")
_FAR = 12  # blocks from the headline within which a deck stands


@dataclass
class Piece(Line):
    """A block in the making, and the lines of the page that it is made of."""

    lines: tuple = ()
    match: Match | None = None  # the poll or counter that it is
    inside: bool = False  # in the text that was extracted

    @property
    def tag(self):
        """The element that holds the block."""
        return self.lines[0].tag

    @property
    def kinds(self):
        """The kinds of elements around it."""
        return self.lines[0].place.kinds

    @property
    def linked(self):
        """The share of its characters that stand in links."""
        return sum(line.linked for line in self.lines) / max(1, len(self.text.replace(" ", "")))


def decide(pieces, title, origin, line, data):
    """Decide every block; return them, with one more if the title is not in the page's text."""
    at = _headline(pieces, title)
    near = next((n for n, p in enumerate(pieces) if p.tag == "h1"), None) if at is None else at
    for piece in pieces:
        if piece.open:
            _inside(piece, title) if piece.inside else _outside(piece)
    _beside(pieces)
    _end(pieces)
    _captions(pieces, near)
    _above(pieces, near, data)
    drop_repeats(pieces, lambda piece: not piece.kinds.isdisjoint(_APART))
    if title and at is None:
        first = Piece(line, line, title)
        first.keep("headline", f"from {origin}; the page's text has it otherwise or not at all")
        return [first, *pieces]
    return pieces


def _headline(pieces, title):
    """Keep the block that is the title; its index, or None."""
    wanted = comparable(title or "")
    near = [n for n, p in enumerate(pieces) if p.open and abs(len(p.text) - len(wanted)) < 5]
    same = [n for n in near if comparable(pieces[n].text) == wanted]
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
    bold = all(line.bold for line in piece.lines)
    if piece.tag == "h1" and title or key(piece.text) == key(title or ""):
        piece.drop("another wording of the headline")
    elif reason := _apart(piece):
        piece.drop(reason)
    elif "caption" in piece.kinds:
        piece.keep("caption", "caption of a picture")
    elif _HEADING.match(piece.tag):
        piece.keep("subhead", "heading in the text")
    elif bold and piece.is_title and piece.words <= 12 and not piece.leads_on:
        piece.keep("subhead", "short bold line in the text")
    else:
        piece.keep("body", _TAKEN)


def _apart(piece):
    """Why a block in or beside the text is not part of it, or None."""
    if reason := furniture(piece.text):
        return reason
    if piece.lines[0].posted:
        return "post taken over from a network"
    if piece.words <= 60 and _CREDITS.match(piece.text):
        return "credit line of reporters and editors"
    if piece.words <= 40 and _CONTACT.search(piece.text):
        return "contact line"
    if piece.linked >= 0.8 and piece.words >= 3 and "quote" not in piece.kinds:
        return "link to another page"
    return None


def _outside(piece):
    region = next((region for region in _OUTER if region in piece.kinds), None)
    if "hidden" in piece.kinds:
        piece.drop("hidden on the page")
    elif region:
        piece.drop(f"{_OUT}, in the page's {region}")
    elif piece.linked > 0.8:
        piece.drop(f"{_OUT}, a link")
    else:
        piece.drop(furniture(piece.text) or _OUT)


def _beside(pieces):
    """Paragraphs left out, in the same element as kept ones or in one of the same class."""
    kept = Counter(_holder(p) for p in pieces if p.section == "body")
    for piece in pieces:
        if piece.reason != _OUT or piece.tag != "p" or kept[_holder(piece)] < 3:
            continue
        if piece.is_paragraph and piece.words >= 8 and piece.linked < 0.5 and not _apart(piece):
            piece.keep("body", "paragraph beside kept ones")


def _holder(piece):
    """The element around a block: by the classes of it and of what holds it, if it has one."""
    outer = piece.lines[0].parent.getparent()
    if outer is None or not outer.get("class"):
        return outer
    above = outer.getparent()
    return outer.tag, outer.get("class"), above is not None and above.get("class")


def _end(pieces):
    """Short lines and sentences to the reader after the last plain paragraph."""
    kept = [piece for piece in pieces if piece.section in ("body", "subhead")]
    while len(kept) > 1:
        last = kept.pop()
        if last.section == "subhead":
            last.drop("heading after the last paragraph")
        elif last.words <= 25 and _YOU.search(last.text) and last.speaks_to_reader:
            last.drop("speaks to the reader after the last paragraph")
        else:
            return


def _captions(pieces, at):
    """Captions of pictures from the headline to the last paragraph."""
    body = [n for n, piece in enumerate(pieces) if piece.section == "body"]
    if not body:
        return
    first = min(body[0], body[0] if at is None else at)
    for piece in pieces[first : body[-1]]:
        if (piece.reason or "").startswith(_OUT) and "caption" in piece.kinds:
            if piece.words >= 3 and piece.linked < 0.5:
                piece.keep("caption", "caption of a picture")


def _leads(pieces, n, body):
    """Whether a block is the first paragraph of the text, and not set apart from it."""
    if n not in body or n == body[-1]:
        return n in body
    if n + 1 not in body:
        return False
    mine, other = pieces[n].lines[0].parent, pieces[n + 1].lines[0].parent
    return mine.tag == other.tag and mine.getparent() is other.getparent()


def _is_deck(pieces, n, body):
    """Whether the page marks a block as its deck, and not all of its text."""
    piece = pieces[n]
    if "deck" not in piece.kinds or piece.kinds & {"hidden", "author"} or piece.words > 80:
        return False
    if piece.match or piece.linked > 0.5:
        return False
    later = [m for m in body if m > n]
    return bool(later) and "deck" not in pieces[later[0]].kinds and not furniture(piece.text)


def _above(pieces, at, data):
    """Kicker and deck, where they stand on the page near the headline."""
    if at is None:
        return
    texts = [text for name in _SUMMARIES for text in data.metas.get(name, ())]
    texts += [data.article.get(name) for name in ("description", "alternativeHeadline")]
    summaries = {key(plain(text)) for text in texts} - {""}
    body = [n for n, p in enumerate(pieces) if p.section == "body"]
    first = next((n for n in body if n > at), at)
    for n, piece in enumerate(pieces[at + 1 : min(first + 1, at + _FAR)], at + 1):
        if piece.words < 4:
            continue
        if key(piece.text) in summaries and not _leads(pieces, n, body):
            piece.keep("deck", "near the headline, and the page's own description")
            break
        if _is_deck(pieces, n, body):
            piece.keep("deck", "near the headline, and marked as the summary")
            break
    labels = [*data.values("articleSection"), *data.tags("article:section"), ("", None)]
    section = labels[0][0]
    for piece in pieces[max(0, at - 3) : at]:
        marked = "kicker" in piece.kinds and "author" not in piece.kinds
        marked = marked or section and key(piece.text) == key(section)
        if marked and piece.words <= 8 and piece.is_title and not furniture(piece.text):
            if not piece.match:
                piece.keep("kicker", "above the headline, and marked as its topic")
                break
    for piece in pieces[:at]:
        if piece.section in ("body", "subhead") and piece.is_title:
            piece.drop("short line before the headline")
