"""A saved HTML page → blocks, responses, and what the page says of its article."""

import logging
import re
from collections import Counter
from dataclasses import replace

import trafilatura
from trafilatura.settings import MANUALLY_CLEANED

from . import metadata
from .block import Block, complete, drop_open, drop_repeats, key, matched
from .boilerplate import boilerplate, wording
from .response import certain, find, stated
from .source import PageError
from .text_lines import merged, text_lines, visible

# It logs what it cannot read; the caller gets a PageError.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_PROSE = 80  # characters; a longer line below the headline is of the text
_MANY = 3_000  # lines, or elements that extraction drops or merges, in quadratic time
_OUT, _LINK = "outside the text", "link to another page"
_IS = wording("html")
_FAR = 12  # blocks below the headline that are searched for a deck


def read_html(text):
    """Blocks, responses and fields of an HTML page. Raises PageError if it cannot be read."""
    if not _IS.body.search(text) and (flow := _IS.flow.search(text)):
        text = f"{text[: flow.start()]}<body>{text[flow.start() :]}"  # else it would be in the head
    root = trafilatura.load_html(text) if text.strip() else None
    if root is None:
        raise PageError("unreadable HTML; save the page again")
    return read_tree(root)


def read_tree(root, is_text=False):
    """Like ``read_html``, for a parsed page; ``is_text``: all below its headline may be text."""
    data = metadata.Structured(root)
    lines, seen = text_lines(root), visible(root)
    if not lines:
        raise PageError("no text in the page; save it again")
    sources = [line.text for line in lines]
    zero = 0 if is_text else None  # a script may fill in later what is 0 in a saved page
    matches = find([x.reply for x in lines], [x.place.poll for x in lines], sources, zero)
    top = _top(lines, len(lines))
    text = next((n for n in range(top, len(lines)) if len(lines[n].text) > _PROSE), top)
    address = metadata.url(data)[0]
    own = [m for m in matches if m.first < m.last or not lines[m.first].leads_away(address)]
    responses = certain(own, tuple(stated(data)), head=range(top, text))
    pieces = _pieces(lines, {match.first: match for match in matches})
    for piece in (piece for piece in pieces if piece.match):
        piece.drop(piece.match.reason(responses))
    inside = list(map(_top(pieces, -1).__lt__, range(len(pieces))))
    if not is_text:
        inside = matched([piece.text for piece in pieces], _extracted(root, len(lines) > _MANY))
    heads = [[p.text for p in pieces if p.parent.tag in tags] for tags in (("h1",), ("h2", "h3"))]
    title = metadata.title(data, *heads)
    _decide(pieces, inside, title[0], data)
    if title[0] and not any(piece.section == "headline" for piece in pieces):
        line = next(root.iter("title"), root).sourceline or 1
        reason = f"from {title[1]}; the page's text words it differently or lacks it"
        pieces, seen = [Block(line, line, title[0], "headline", reason), *pieces], seen + title[0]
    text = "\n".join(piece.text for piece in pieces if piece.section)
    heads = (n for n, line in enumerate(lines) if line.parent.tag in ("h1", "h2", "h3"))
    top = next((n for n in heads if lines[n].text == title[0]), top)
    below = [line for line in lines[top + 1 :] or lines[1:] if line.post is None]
    last = max((n for n, one in enumerate(pieces) if one.section == "body"), default=len(pieces))
    around = below, lines[max(0, top - 2) : top], pieces[last : last + 4]
    around = [[x for x in part if not x.place.kinds & {"aside", "footer"}] for part in around]
    fields = metadata.fields(data, title, around, text)
    numbered = ((n, piece.match) for n, piece in enumerate(pieces, 1) if piece.match)
    blocks = {id(r): f"block {n}" for n, match in numbered for r in match.responses}
    responses = tuple(replace(r, where=blocks.get(id(r), r.where)) for r in responses)
    return complete(pieces, seen), responses, fields


def _top(lines, default):
    """The index of the first line in an h1."""
    return next((n for n, line in enumerate(lines) if line.parent.tag == "h1"), default)


def _extracted(root, is_long):
    """The lines that trafilatura extracts."""
    for element in [*root.iter("td", "th", *MANUALLY_CLEANED)][_MANY:]:
        element.getparent().remove(element)
    document = trafilatura.bare_extraction(root, include_comments=False, fast=is_long)
    return (document.text or "").split("\n") if document else []


def _pieces(lines, matches):
    """Blocks: polls, counters, embedded posts, and lines with only a line break between."""
    groups, match = [], None
    for n, line in enumerate(lines):
        same_post = line.post is not None and line.post is lines[n - 1].post
        goes_on = groups and (line.soft or same_post) and n not in matches
        if match and n <= match.last or not match and goes_on:
            groups[-1][0].append(line)
        else:
            match = matches.get(n)
            groups.append(([line], match))
    return [merged(group, match) for group, match in groups]


def _decide(pieces, inside, title, data):
    """Decide every block; ``inside`` says which are in the extracted text."""
    _headline(pieces, title)
    near = next((n for n, x in enumerate(pieces) if x.section == "headline"), _top(pieces, None))
    for piece, is_inside in zip(pieces, inside, strict=True):
        if piece.open and is_inside:
            _inside(piece)
        elif piece.open:
            is_hidden = "hidden" in piece.place.kinds
            piece.drop("hidden on the page" if is_hidden else boilerplate(piece.text) or _OUT)
    _left_out(pieces)
    body = [n for n, piece in enumerate(pieces) if piece.section == "body"]
    if near is not None:
        for piece in pieces[min(body[0], near) : body[-1]] if body else ():
            is_caption = "caption" in piece.place.kinds and piece.words >= 3 and piece.linked < 0.5
            if piece.reason == _OUT and (is_caption or piece.post is not None):
                _inside(piece)
        _deck(pieces, near, body, data)
        _kicker(pieces, near, data)
    drop_repeats(pieces, lambda piece: piece.place.kinds & {"quote", "aside", "figure"})


def _headline(pieces, title):
    """Keep the page's title where it stands, in an h1 if it does."""
    wanted = key(title or "") or None
    same = [piece for piece in pieces if piece.open and key(piece.text) == wanted]
    drop_open(same, "repeats the headline")
    for piece in sorted(same, key=lambda piece: piece.parent.tag != "h1")[:1]:
        piece.keep("headline", "the page's title")


def _inside(piece):
    if reason := _no_text(piece):
        piece.drop(reason)
    elif piece.post is not None:
        piece.keep("embed", "embedded post")
    elif "caption" in piece.place.kinds:
        piece.keep("caption", "caption of a picture")
    elif re.match("h[1-6]$", piece.parent.tag):
        piece.keep("subhead", "heading in the text")
    elif piece.bold and piece.is_title and piece.words <= 12 and not piece.leads_on:
        piece.keep("subhead", "short bold line in the text")
    else:
        piece.keep("body", "in the text that trafilatura extracts")


def _no_text(piece):
    """Why a block in or near the text is not part of it, or None."""
    is_apart = "quote" in piece.place.kinds or piece.post is not None
    is_link = piece.linked >= 0.8 and piece.words >= 3 and not is_apart
    return boilerplate(piece.text) or (_LINK if is_link else None)


def _left_out(pieces):
    """Keep lists that the text announces, and paragraphs beside kept ones or in a like element."""
    n_kept, before = Counter(_holder(piece) for piece in pieces if piece.section == "body"), False
    for piece in pieces:
        if piece.parent.tag != "li":
            leads_on = piece.section == "body" and _IS.leads_to_list.search(piece.text)
            before = piece.parent if leads_on else False
        elif piece.reason in (_OUT, _LINK) and piece.parent.getparent().getprevious() is before:
            piece.keep("body", "item of a list that the text announces")
        if piece.reason == _OUT and piece.parent.tag == "p" and n_kept[_holder(piece)] >= 3:
            text = piece.is_paragraph and piece.words >= 8 and piece.linked < 0.5
            apart = piece.place.kinds & {"aside", "footer", "form"}
            if text and not apart and piece.post is None and not _no_text(piece):
                piece.keep("body", "paragraph beside kept ones")


def _holder(piece):
    """The element around a block, or its tag and class if it has one."""
    outer = piece.parent.getparent()
    return (outer.tag, outer.get("class")) if outer is not None and outer.get("class") else outer


def _deck(pieces, headline, body, data):
    """Keep the deck: a block near the headline that is the page's description or marked as deck."""
    summaries = {key(text) for text, _ in data.said("deck")} - {""}
    first = next((n for n in body if n > headline), headline)
    for n in range(headline + 1, min(first + 1, headline + _FAR)):
        piece = pieces[n]
        later = next((pieces[m].place.kinds for m in body if m > n), {"deck"})
        may_be = "deck" not in later and 4 <= piece.words <= 80 and piece.linked <= 0.5
        if piece.words >= 4 and key(piece.text) in summaries:
            return piece.keep("deck", "near the headline; matches the page's own description")
        if may_be and _is_marked(piece, "deck"):
            return piece.keep("deck", "near the headline, and marked as the summary")


def _is_marked(piece, kind):
    """Whether a text is marked as deck or kicker and as nothing else."""
    marked = kind in piece.place.kinds and not piece.place.kinds & {"hidden", "author"}
    return marked and not piece.match and not boilerplate(piece.text)


def _kicker(pieces, headline, data):
    topics = {key(text) for text, _ in data.said("kicker")}
    for piece in pieces[max(0, headline - 3) : headline]:
        is_topic = key(piece.text) in topics and not piece.match or _is_marked(piece, "kicker")
        if is_topic and piece.words <= 8 and piece.is_title:
            piece.keep("kicker", "above the headline, and marked as the article's topic")
            break
