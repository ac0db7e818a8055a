"""A saved HTML page → blocks, responses, and what the page says of its article."""

import logging
import re
from dataclasses import replace

import trafilatura
from trafilatura.settings import MANUALLY_CLEANED

from . import metadata, sections
from .block import complete, matched
from .response import certain, find, stated
from .source import PageError
from .structured import Structured
from .text_lines import merged, text_lines, visible

# It logs what it cannot read; the caller gets a PageError.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_PROSE = 80  # characters; a longer line below the headline is of the text
_MANY = 3_000  # lines, or elements that extraction drops or merges, in quadratic time


def read_html(text):
    """Blocks, responses and fields of an HTML page. Raises PageError if it cannot be read."""
    root = trafilatura.load_html(text) if text.strip() else None
    if root is None:
        raise PageError("unreadable HTML; save the page again")
    return read_tree(root)


def read_tree(root, is_text=False):
    """As ``read_html``, of a parsed page, in which all below the headline may be its text."""
    data = Structured(root)
    lines, seen = text_lines(root), visible(root)
    if not lines:
        raise PageError("no text in the page; save it again")
    sources = [line.text for line in lines]
    matches = find([line.reply for line in lines], [line.place.poll for line in lines], sources)
    top = next((n for n, line in enumerate(lines) if line.parent.tag == "h1"), len(lines))
    text = next((n for n in range(top, len(lines)) if len(lines[n].text) > _PROSE), top)
    responses = certain(matches, stated(data), head=range(top, text))
    pieces = _pieces(lines, {match.first: match for match in matches})
    if is_text:
        heads = [n for n, piece in enumerate(pieces) if piece.parent.tag == "h1"]
        inside = [n > min(heads, default=-1) for n in range(len(pieces))]
    else:
        for element in [*root.iter("td", "th", *MANUALLY_CLEANED)][_MANY:]:
            element.getparent().remove(element)
        is_long = len(lines) > _MANY
        document = trafilatura.bare_extraction(root, include_comments=False, fast=is_long)
        extracted = (document.text or "").split("\n") if document else []
        inside = matched([piece.text for piece in pieces], extracted)
    for piece, is_inside in zip(pieces, inside, strict=True):
        piece.inside = is_inside
        if piece.match:
            piece.drop(piece.match.reason(responses))
    title = metadata.title(data, [piece.text for piece in pieces if piece.parent.tag == "h1"])
    line = next(root.iter("title"), root).sourceline or 1
    decided = sections.decide(pieces, *title, line, data)
    seen += title[0] if len(decided) > len(pieces) else ""
    text = "\n".join(piece.text for piece in decided if piece.section)
    times = {False: [], True: []}  # of publication, of an update
    for time in root.iter("time"):
        is_update = re.search("(?i)modif|updat", f"{time.get('class')} {time.get('itemprop')}")
        times[bool(is_update)].append(time.get("datetime") or "")
    fields = metadata.fields(data, title, lines[top + 1 :] or lines[1:], times, text)
    numbered = ((n, piece.match) for n, piece in enumerate(decided, 1) if piece.match)
    blocks = {id(r): f"block {n}" for n, match in numbered for r in match.responses}
    responses = tuple(replace(r, where=blocks.get(id(r), r.where)) for r in responses)
    return complete(decided, seen), responses, fields


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
