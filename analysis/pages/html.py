"""A saved HTML page → blocks, responses, and what the page says of its article.

trafilatura finds the text; rows.py finds all that a reader sees. A row of the page is kept if it
lies in that text, unless a rule knows better (sections.py). So each block has its row, kept or not.
"""

import logging
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from analysis.article import fold_lines

from . import metadata, sections
from .alignment import matched
from .block import Block
from .interaction_counts import stated
from .response import certain, find
from .rows import rows as rows_of
from .source import PageError
from .structured import structured


def read_html(text):
    """Blocks, responses and fields of an HTML page. Raises PageError where it cannot be read.

    >>> blocks, _, fields = read_html("<html lang=en><h1>A storm</h1><p>It rained for days.</p>")
    >>> [(block.section, block.text) for block in blocks]
    [('headline', 'A storm'), ('body', 'It rained for days.')]
    """
    root = _parsed(text)
    data = structured(root)
    rows = rows_of(root)
    if not rows:
        raise PageError("no text in the page; save it again")
    found = find([row.reply for row in rows], [row.place.poll for row in rows])
    own = metadata.url(data)[0]
    strange = {id(f) for f in found if _is_elsewhere(rows[f.first : f.last + 1], own)}
    responses = certain([f for f in found if id(f) not in strange], stated(data))
    pieces = _pieces(rows, found, strange, {id(r) for r in responses})
    inside = matched([piece.text for piece in pieces], _extracted(root))
    for piece, is_inside in zip(pieces, inside, strict=True):
        piece.inside = is_inside
    title = metadata.title(data, [p.text for p in pieces if p.tag == "h1"])
    pieces = sections.decide(pieces, *title, _line_of(root), data)
    responses = _placed(responses, pieces, found, rows)
    blocks = tuple(
        Block(p.first, p.last, p.text, p.section is not None, p.section, p.reason) for p in pieces
    )
    return blocks, responses, _fields(root, data, rows, pieces, title)


def _parsed(text):
    import trafilatura

    # It says on a log what it cannot read; the caller is told by PageError.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    root = trafilatura.load_html(text) if text.strip() else None
    if root is None:
        raise PageError("no HTML that can be read; save the page again")
    return root


def _extracted(root):
    """The lines of text that trafilatura takes from a page; it leaves the tree as it is."""
    import trafilatura

    document = trafilatura.bare_extraction(root, include_comments=False)
    return (document.text or "").split("\n") if document else []


def _is_elsewhere(rows, own):
    """Whether a counter is a link to another page, whose comments it then counts."""
    href = rows[0].place.href
    if len(rows) > 1 or not href or not own:
        return False
    try:
        there, here = urlsplit(urljoin(own, href.strip())), urlsplit(own)
    except ValueError:
        return False
    path, mine = there.path.strip("/"), here.path.strip("/")
    return there.scheme.startswith("http") and not path.startswith(mine) and bool(path)


def _pieces(rows, found, strange, taken):
    """Blocks: polls and counters, and rows that only a line break parts, in the page's order."""
    at = {f.first: f for f in found}
    pieces, n = [], 0
    while n < len(rows):
        row, last = rows[n], n
        if n in at:
            last = at[n].last
            reason = _reason(at[n], id(at[n]) in strange, taken)
            text = fold_lines("\n".join(row.text for row in rows[n : last + 1]))
        else:
            while last + 1 < len(rows) and rows[last + 1].soft and last + 1 not in at:
                last += 1
            reason, text = None, " ".join(row.text for row in rows[n : last + 1])
        group = tuple(rows[n : last + 1])
        ends = max(row.last for row in group)
        pieces.append(sections.Piece(row.first, ends, text, True, reason=reason, rows=group))
        n = last + 1
    return pieces


def _reason(found, strange, taken):
    kind = found.responses[0].kind
    reason = "reader poll; " if kind == "poll" else f"counter of {kind}; "
    if any(id(r) in taken for r in found.responses):
        return reason + "kept as a response"
    if strange:
        return reason + "a link to another page, so not this one's"
    return reason + "stands elsewhere too, or with other numbers"


def _placed(responses, pieces, found, rows):
    """Responses with the page's own lines, and the block in which they stood."""
    block = {id(row): n for n, piece in enumerate(pieces, 1) for row in piece.rows}
    at = {id(r): f for f in found for r in f.responses}
    placed = []
    for response in responses:
        if f := at.get(id(response)):
            mine = rows[f.first : f.last + 1]
            snippet = "\n".join(row.text for row in mine)
            where = f"block {block[id(mine[0])]}"
            response = replace(response, snippet=snippet, where=where)
        placed.append(response)
    return tuple(placed)


def _line_of(root):
    element = root.find(".//title")
    return (element is not None and element.sourceline) or 1


def _fields(root, data, rows, pieces, title):
    at = next((n for n, row in enumerate(rows) if row.tag == "h1"), 0)
    below = rows[at + 1 :]
    text = "\n".join(piece.text for piece in pieces if piece.section)
    times = (element.get("datetime") or "" for element in root.iter("time"))
    values = {
        "outlet": metadata.outlet(data),
        "authors": metadata.authors(data, below),
        "published": metadata.published(data, below, times),
        "modified": metadata.modified(data),
        "url": metadata.url(data),
        "language": metadata.language(data, text),
        "news_section": metadata.news_section(data),
    }
    fields = {name: value for name, (value, _) in values.items() if value}
    origins = {"title": title[1]} if title[1] else {}
    origins |= {name: values[name][1] for name in fields}
    return fields | {"origins": origins}
