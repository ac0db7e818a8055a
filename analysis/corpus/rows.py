"""A row of a table → an article, or one line that says what is wrong with it."""

import hashlib
import json
import math
import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from numbers import Number
from pathlib import Path

from analysis._support.progress import progress
from analysis._support.wording import slug
from analysis.article import KEYS, Article, Response, Section, one_line
from analysis.article.header import faults
from analysis.article.model import DATES, PLAIN
from analysis.pages import language
from analysis.pages.dates import iso_date

from .columns import NEEDED, TEXTS, name_columns
from .table_files import read_rows

HEADINGS = {"kicker": "kicker", "title": "headline", "deck": "deck"}  # field → kind of section


@dataclass(frozen=True)
class TableRow:
    """A row: its number, what its columns hold, and its article or what is wrong with it."""

    number: int
    id: str | None
    cells: dict
    article: Article | None
    fault: str | None


def read_table(path, columns=None, data=None):
    """Field → column of a table (a dict), and an iterator of a ``TableRow`` for each row.

    ``columns`` as in ``load``, ``data`` the file's bytes if they were read. A row whose id an
    earlier one has is a faulty one. Raises TableError and OSError.
    """
    names, rows = read_rows(path, data)
    column_of = name_columns(names, columns or {}, Path(path).name)
    return column_of, _table_rows(rows, column_of)


def _table_rows(rows, column_of):
    first = {}  # id → number of its row and article
    for number, cells in progress(rows, unit="row"):
        id, article, fault = None, None, None
        try:
            if isinstance(cells, str):
                raise ValueError(cells)
            values = {field: cells.get(column) for field, column in column_of.items()}
            id = one_line(_text(values.get("id"), "id")) or None
            article = _article(values, id)
            id = article.id
            other, earlier = first.setdefault(id, (number, article))
            if other != number and earlier == article and "id" not in column_of:
                raise ValueError(f"the row is the same as row {other}; leave one out")
            if other != number:
                raise ValueError(f"the id is already in row {other}; use a different id")
        except ValueError as error:
            article, fault = None, one_line(str(error))
        yield TableRow(number, id, cells, article, fault)


def _article(values, id):
    texts = {name: _text(values.get(name), name) or "" for name in TEXTS}
    for name in NEEDED:
        if not one_line(texts[name]):
            raise ValueError(f"{name} is missing; write it, or leave the row out")
    header = {key: _text(values.get(key), key) for key in PLAIN if key in values}
    header |= {"title": texts["title"], "kicker": texts["kicker"]}
    header["authors"] = _names(values.get("authors"))
    header |= {key: _json(values[key], key) for key in KEYS if key in values and key not in header}
    header |= {key: _date(header[key]) for key in DATES if header.get(key)}
    if re.fullmatch("[A-Za-z]{2}(?:[-_].*)?", header.get("language") or ""):
        header["language"] = header["language"][:2].lower()
    header["id"] = id or _made_id(header, texts)
    for _, fault in faults(header):
        raise ValueError(fault)
    header["responses"] = tuple(map(Response.of, header.get("responses") or ()))
    own = {f.name for f in fields(Article)}
    about = {key: value for key, value in header.items() if key in own and value is not None}
    article = Article(sections=_sections(texts), **about)
    return article if article.language else replace(article, language=language(article.text)[0])


def _made_id(header, texts):
    """The same for the same article on every machine, whatever the row's place."""
    about = [header.get(key) for key in ("url", "outlet", "published")]
    text = json.dumps([*about, texts["title"], texts["text"]])
    return f"{slug(texts['title'])}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _sections(texts):
    """Sections of a row. The column of that name, which an export has, must agree with its text."""
    headings = tuple(
        Section(kind, texts[name]) for name, kind in HEADINGS.items() if one_line(texts[name])
    )
    body = tuple(Section("body", text) for text in paragraphs(texts["text"]))
    if not texts["article_sections"]:
        return headings + body
    try:
        pairs = [(kind, text) for kind, text in json.loads(texts["article_sections"])]
        if not all(isinstance(part, str) for pair in pairs for part in pair):
            raise TypeError
        sections = tuple(Section(kind, text) for kind, text in pairs)
    except (ValueError, TypeError, RecursionError):
        fault = "article_sections is not a JSON list of pairs of texts; empty that cell"
        raise ValueError(fault) from None
    of_kind = {kind: tuple(s for s in sections if s.kind == kind) for kind in HEADINGS.values()}
    firsts = tuple(section for kind in of_kind for section in of_kind[kind][:1])
    if firsts + tuple(s for s in sections if s.kind == "body") != headings + body:
        raise ValueError("article_sections differs from the other cells; empty that cell")
    return sections


def paragraphs(text):
    r"""Paragraphs of a cell: between blank lines; where there are none, its lines.

    >>> paragraphs("One\nline.\n\nTwo."), paragraphs("One.\nTwo.")
    (['One line.', 'Two.'], ['One.', 'Two.'])
    """
    text = re.sub(r"\r\n?|\u2028", "\n", text).replace("\u2029", "\n\n").strip()
    pieces = re.split(r"\n[^\S\n]*\n\s*", text)
    return [part for part in map(one_line, pieces if len(pieces) > 1 else text.split("\n")) if part]


def _text(value, name):
    """A cell as text, or None where it is empty. Raises ValueError for what is not text."""
    if value is None or isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime):
        midnight = value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0)
        return (value.date() if midnight else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Number):
        return str(int(value) if value == int(value) else value)
    if name == "article_sections" and isinstance(value, list):
        return json.dumps(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text; write it as text")
    if re.search("[\udc80-\udcff]", value):
        raise ValueError(f"{name} is not UTF-8; save the file as UTF-8")
    return value if value.strip() else None


def _json(value, name):
    if not isinstance(value, str):
        return value or None
    try:
        return json.loads(_text(value, name) or "null")
    except (json.JSONDecodeError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise ValueError(f"{name} is not JSON ({reason}); correct it") from None


def _names(value):
    """Authors of a cell: a list, or names with ";" between them."""
    if not isinstance(value, list | tuple):
        value = (_text(value, "authors") or "").split(";")
    return [name.strip() for item in value if (name := _text(item, "authors"))]


def _date(text):
    """An ISO date as it is, another as ``iso_date`` reads it; the rest as it is, to be refused."""
    text = one_line(text)
    try:
        return text if "-" in text and datetime.fromisoformat(text) else iso_date(text) or text
    except ValueError:
        return iso_date(text) or text
