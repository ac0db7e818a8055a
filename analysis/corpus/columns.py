"""Which column of a table is which field of an article."""

import re
from dataclasses import fields
from pathlib import Path

import yaml

from analysis.article import Article, one_line

from .table_files import TableError

# A table has these for an article's sections; its other fields go by their own names.
TEXTS = ("title", "kicker", "deck", "text", "article_sections")
FIELDS = ("id", *TEXTS, *(f.name for f in fields(Article) if f.name not in ("id", "sections")))
NEEDED = ("title", "text")
OTHERS = yaml.safe_load(Path(__file__).with_name("columns.yml").read_text(encoding="utf-8"))


def name_columns(names, columns, file):
    """Field → its column, of the column names of a table. Raises TableError.

    >>> name_columns(["Headline", "body", "Date"], {}, "x.csv")
    {'title': 'Headline', 'text': 'body', 'published': 'Date'}
    >>> name_columns(["words", "title"], {"words": "text"}, "x.csv")
    {'title': 'title', 'text': 'words'}
    """
    have = f"the table has {', '.join(map(one_line, map(str, names))) or 'no columns'}"
    column_of = {}
    for column, field in columns.items():
        if not (column in names and field in FIELDS) and field in names and column in FIELDS:
            column, field = field, column
        if column not in names:
            raise TableError(f"{file}: no column {column!r}; {have}")
        if field not in FIELDS:
            raise TableError(f"{file}: no field {field!r}; the fields are {', '.join(FIELDS)}")
        if field in column_of:
            raise TableError(f"{file}: two columns were given for {field}; give only one")
        column_of[field] = column
    free = {}
    for column in names:
        if column not in column_of.values():
            free.setdefault(re.sub(r"\W+", "_", str(column).lower()).strip("_"), column)
    for field in FIELDS:
        aliases = (field, *OTHERS.get(field, "").split())
        alias = next((name for name in aliases if name in free), None)
        if field not in column_of and alias:
            column_of[field] = free.pop(alias)
    if "sha256" not in column_of and column_of.get("source") not in columns:
        column_of.pop("source", None)  # not the file of a saved page
    if missing := [field for field in NEEDED if field not in column_of]:
        pairs = ", ".join(f"'NAME': '{field}'" for field in missing)
        options = " ".join(f"--column NAME={field}" for field in missing)
        raise TableError(
            f"{file}: no column for {' and '.join(missing)}; {have}; name it with "
            f"columns={{{pairs}}}, or in the shell with {options}"
        )
    return {field: column_of[field] for field in FIELDS if field in column_of}
