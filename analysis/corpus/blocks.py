"""A row of a table as a page: each of its cells is a block, kept or dropped."""

from analysis.article import clean_lines, one_line
from analysis.pages import Block

_KEPT = {"title": "headline", "kicker": "kicker", "deck": "deck"}


def row_blocks(row, named):
    """The blocks of a row: first the article's sections, then the cells that are no text of it.

    ``first`` and ``last`` are the row's number. ``named`` says which column is which field.
    """
    column = {field: str(name) for field, name in named.items()}
    texts = {kind: field for field, kind in _KEPT.items()}
    for section in row.article.sections:
        field = texts.get(section.kind, "text")
        reason = f"column {column.get(field, field)}"
        yield Block(row.number, row.number, section.text, True, section.kind, one_line(reason))
    fields = {name: field for field, name in named.items()}
    for name, value in row.cells.items():
        field = fields.get(name)
        if field in ("text", *_KEPT) or value is None or value == "":
            continue
        what = f"kept as {field}" if field else "no field of an article"
        reason = one_line(f"column {name}: {what}")
        yield Block(row.number, row.number, clean_lines(str(value)), False, None, reason)
