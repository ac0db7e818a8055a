"""A row of a table → an article: which column is what, and what can be wrong with it."""

import hashlib
import json
import re
from dataclasses import dataclass, fields
from pathlib import Path

from analysis.article import KEYS, Article, Response, Section, one_line
from analysis.article.header import faults
from analysis.article.model import PLAIN
from analysis.pages import language

from .cells import as_date, as_json, as_names, as_text, paragraphs
from .columns import NEEDED, TEXTS, name_columns
from .model import slug
from .rows import read_rows

_HEADINGS = ("kicker", "headline", "deck")


@dataclass(frozen=True)
class Row:
    """A row: its number, what its columns hold, and its article or what is wrong with it."""

    number: int
    id: str | None
    cells: dict
    article: Article | None
    fault: str | None


def read_table(path, columns=None, data=None):
    """What each column of a table is (a dict), and a generator of a ``Row`` for each row.

    ``columns`` as in ``load``, ``data`` the file's bytes if they were read. Raises TableError
    and OSError.
    """
    found, rows = read_rows(path, data)
    named = name_columns(found, columns or {}, Path(path).name)
    return named, (_row(number, cells, named) for number, cells in rows)


def _row(number, cells, named):
    if isinstance(cells, str):
        return Row(number, None, {}, None, cells)
    id = None
    try:
        raw = {field: cells.get(column) for field, column in named.items()}
        id = one_line(as_text(raw.get("id"), "id") or "") or None
        article = _article(raw, id)
        return Row(number, article.id, cells, article, None)
    except ValueError as error:
        return Row(number, id, cells, None, one_line(str(error)))


def same_id(row, number, other, named):
    """What is wrong with a row whose id an earlier one has: its number and its article."""
    if row.article == other and "id" not in named:
        return f"the row is the same as row {number}; leave one out"
    return f"the id is already in row {number}; give it another"


def _article(raw, id):
    texts = {name: as_text(raw.get(name), name) for name in TEXTS}
    for name in NEEDED:
        if not one_line(texts[name] or ""):
            raise ValueError(f"{name} is missing; write it, or leave the row out")
    header = {key: as_text(raw.get(key), key) for key in PLAIN if key in raw}
    header |= {"title": texts["title"], "kicker": texts["kicker"]}
    header["authors"] = as_names(raw.get("authors"))
    header |= {key: as_json(raw[key], key) for key in KEYS if key in raw and key not in header}
    for key in ("published", "accessed", "modified"):
        if header.get(key):
            header[key] = as_date(header[key])
    if re.fullmatch("[A-Za-z]{2}(?:[-_].*)?", header.get("language") or ""):
        header["language"] = header["language"][:2].lower()
    header["id"] = id or _made_id(header, texts)
    for _, fault in faults(header):
        raise ValueError(fault)
    sections = _sections(texts)
    known = {f.name for f in fields(Article)} & set(header)
    values = {key: header[key] for key in known if header[key] is not None}
    values["responses"] = tuple(map(Response.of, header.get("responses") or ()))
    article = Article(**values | {"sections": sections})
    if article.language is None:
        code, _ = language(article.text)
        article = Article(**values | {"sections": sections, "language": code})
    return article


def _made_id(header, texts):
    """The same for the same article on every machine, whatever the row's place."""
    about = [header.get(key) for key in ("url", "outlet", "published")]
    text = json.dumps([*about, texts["title"], texts["text"]])
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{slug(texts['title'] or '')}-{digest[:8]}"


def _sections(texts):
    """Sections of a row. The column of that name, which an export has, must agree with its text."""
    pieces = paragraphs(texts["text"] or "")
    if texts["article_sections"]:
        try:
            pairs = [(kind, text) for kind, text in json.loads(texts["article_sections"])]
            if not all(isinstance(part, str) for pair in pairs for part in pair):
                raise TypeError
            sections = tuple(Section(kind, text) for kind, text in pairs)
        except (ValueError, TypeError, RecursionError):
            raise ValueError(
                "article_sections is not a JSON list of pairs of texts; empty that cell"
            ) from None
        said = [one_line(texts[name] or "") for name in ("kicker", "title", "deck")]
        firsts = [next((s.text for s in sections if s.kind == k), "") for k in _HEADINGS]
        body = [s.text for s in sections if s.kind == "body"]
        if body != pieces or firsts != said:
            raise ValueError("article_sections differs from the other cells; empty that cell")
        return sections
    above = zip(_HEADINGS, (texts[name] for name in ("kicker", "title", "deck")), strict=True)
    return (
        *(Section(kind, text) for kind, text in above if text),
        *(Section("body", piece) for piece in pieces),
    )
