"""A page saved as Markdown → blocks, responses, and what its front matter says.

markdown-it tells what is a heading, a quotation, a list; the wording of prompts, and polls and
counters, are told as in text pages. Every line that is not empty lies in exactly one block.
"""

import re
from dataclasses import replace

from analysis.article import fold, fold_lines

from . import response
from .alignment import drop_repeats
from .boilerplate import BYLINE, DATE, furniture
from .dates import day_in, iso_date
from .elements import Row, elements, lines_of
from .front_matter import fields_of, front_matter, value_of
from .names import names
from .structured import plain


def read_markdown(text):
    """Blocks, responses and fields of a Markdown page; None where nothing in it is a title.

    >>> blocks, _, _ = read_markdown("# A *storm*\\n\\n> It was wet.\\n\\nIt rained for days.")
    >>> [(block.section, block.text) for block in blocks]
    [('headline', 'A storm'), ('deck', 'It was wet.'), ('body', 'It rained for days.')]
    """
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    front, height = front_matter(text)
    lines = text.split("\n")
    rows = list(elements("\n" * height + "\n".join(lines[height:])))
    title = plain(value_of(front, "title"))
    if not title and not any(row.kind[0] == "h" and row.kind != "html" for row in rows):
        return None
    spoken = [""] * len(lines)
    for row in rows:
        for n, piece in lines_of(row):
            spoken[n - 1] = f"{spoken[n - 1]} {piece}".strip()
    found = response.find(spoken, sources=lines)
    responses = response.certain(found)
    rows = _cut(rows, found, lines, responses)
    fields = fields_of(front)
    rows = _front_rows(front, height, lines, title) + _unread(rows, lines, height)
    _decide(rows, bool(title), fields)
    drop_repeats(rows, lambda row: row.kind == "quote")
    return tuple(row.block for row in rows), responses, fields


def _cut(rows, found, lines, taken):
    """Rows without the lines of polls and counters, which are rows of their own."""
    inside = {n + 1: f for f in found for n in range(f.first, f.last + 1)}
    cut = []
    for f in found:
        text = fold_lines("\n".join(lines[f.first : f.last + 1]))
        cut.append(Row(f.first + 1, f.last + 1, text, True, reason=f.reason(taken)))
    for row in rows:
        if row.kind in ("html", "code", "rule") and row.first not in inside:
            cut.append(row)
            continue
        run = []
        for n, piece in [*lines_of(row), (row.last + 1, None)]:
            if piece is not None and n not in inside:
                run.append((n, piece))
            elif run:
                last = run[-1][0] if n in inside else row.last
                words = fold(" ".join(piece for _, piece in run))
                cut.append(replace(row, first=run[0][0], last=last, text=words))
                run = []
    return sorted((row for row in cut if row.text), key=lambda row: row.first)


def _front_rows(front, height, lines, title):
    if not front:
        return []
    text = fold_lines("\n".join(lines[:height]))
    row = Row(1, height, text, True)
    row.drop("front matter: what the page says of itself")
    at = next((n for n, line in enumerate(lines, 1) if fold(title)[:20] in fold(line)), 1)
    return [row, Row(at, at, title, True, kind="title")] if title else [row]


def _unread(rows, lines, height):
    """The rows, and those lines that are nothing but markup."""
    told = {n for row in rows for n in range(row.first, row.last + 1)}
    for n, line in enumerate(lines, 1):
        if n > height and n not in told and line.strip():
            row = Row(n, n, fold_lines(line.strip()), True)
            row.drop("markup without text")
            rows.append(row)
    return sorted(rows, key=lambda row: row.first)


def _decide(rows, titled, fields):
    """Which section each row is; the byline and date line give fields that are not there yet."""
    title, below = None, False
    for row in rows:
        heading = bool(re.fullmatch("h[1-6]", row.kind))
        if not row.open:
            below = below and row.dropped
        elif title is None and (row.kind == "title" or heading and not titled):
            row.keep("headline", "title in the front matter" if titled else "first heading")
            title, below = fold(row.text), True
        elif fold(row.text) == title:
            row.drop("repeats the headline")
        elif row.kind in ("code", "rule"):
            row.drop("block of code" if row.kind == "code" else "no word in the line")
        elif reason := furniture(row.text):
            row.drop(reason)
            if below:
                _credit(row.text, reason, fields)
        elif row.linked and row.kind in ("p", "item"):
            row.drop("link to another page")
        elif row.kind == "image":
            row.keep("caption", "text of a picture")
        elif heading:
            row.keep("subhead", "heading in the text")
        elif row.kind == "quote" and below:
            row.keep("deck", "quotation straight after the headline")
            below = False
        else:
            row.keep(
                "body", {"item": "item of a list", "quote": "quotation"}.get(row.kind, "paragraph")
            )
            below = False


def _credit(text, reason, fields):
    found = {}
    if reason == BYLINE:
        found["authors"] = names([text])
    elif reason == DATE:
        found["published"] = iso_date(text) or day_in(text)
    for field, value in found.items():
        if value and field not in fields:
            fields[field], fields["origins"][field] = value, "page"
