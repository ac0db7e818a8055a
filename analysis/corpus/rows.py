"""Turn rows of a table into articles, with one line for each unusable row; and back again."""

import json
import re
from collections import namedtuple
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd

from analysis._support import as_path, few, map_texts, progress, protect, read_yaml, require, slug
from analysis._support.files import csv_bytes, sha256, write
from analysis.article import Article, Section, clean_lines, faults, one_line
from analysis.article.model import COUNTERS, DATES, PLAIN, Response
from analysis.pages import Block, complete, language

from .cells import as_count, as_date, as_json, as_names, as_text, paragraphs, short_text, unmarked
from .model import Corpus
from .table_files import TableError, read_rows

HEADINGS = {"kicker": "kicker", "title": "headline", "deck": "deck"}  # field → kind of section
# A table has these for an article's sections; its other fields go by their own names.
TEXTS = ("title", "kicker", "deck", "text", "article_sections")
FIELDS = ("id", *TEXTS, *(f.name for f in fields(Article) if f.name not in ("id", "sections")))
FIELDS += tuple(COUNTERS)
OTHERS = read_yaml(Path(__file__).with_name("columns.yml"))
SAME = "same as row"  # begins what is said of a row that is a copy
_OPTIONAL = (*DATES, "language")  # fields whose cells cost no row
# A row: its number, its cells (a dict), its article, and what is wrong with a cell or with all.
TableRow = namedtuple("TableRow", "number id cells article fault")


def read_table(path, columns=None, data=None):
    """Field → column of a table (a dict), and an iterator of a ``TableRow`` for each row."""
    require((dict, type(None)), "a dict such as {'words': 'text'}", columns=columns)
    names, rows = read_rows(path, data)
    column_of = name_columns(names, columns or {}, Path(path).name)
    for kind in {*COUNTERS} & {*column_of}:
        cells = (row.get(column_of[kind]) for _, row in rows if isinstance(row, dict))
        filled = filter(None, map(short_text, cells))
        texts = [" " in cell and not re.match(r"[\d\s.,]+\S*$", cell) for cell in filled]
        if 2 * sum(texts) > len(texts):  # such as those of comments
            del column_of[kind]
    return column_of, _table_rows(rows, column_of)


def name_columns(names, columns, file):
    """Field → its column, from a table's column names and ``columns``, as in ``load``."""
    have = f"the table has {few(map(one_line, map(str, names)), 50) or 'no columns'}"
    for column, field in columns.items():
        if column not in names:
            raise TableError(f"{file}: no column {column!r}; {have}")
        if field not in FIELDS:
            raise TableError(f"{file}: no field {field!r}; available: {', '.join(FIELDS)}")
    column_of = {field: column for column, field in columns.items()}
    if len(column_of) < len(columns):
        raise TableError(f"{file}: two columns were assigned to one field; assign only one")
    free = [column for column in names[::-1] if column not in columns]
    free = {re.sub(r"\W+", "_", str(column).lower()).strip("_"): column for column in free}
    for field in FIELDS:
        aliases = [name for name in (field, *OTHERS.get(field, "").split()) if name in free]
        if field not in column_of and aliases:
            column_of[field] = free.pop(aliases[0])
    if "sha256" not in column_of and column_of.get("source") not in columns:
        column_of.pop("source", None)  # not the file of a saved page
    if "text" not in column_of:
        what = f"no text column; {have}; assign one with"
        raise TableError(f"{file}: {what} columns={{'NAME': 'text'}} or --column NAME=text")
    return {field: column_of[field] for field in FIELDS if field in column_of}


def _table_rows(rows, column_of):
    first = {}  # id → number and cells of its row
    for number, cells in progress(rows, unit="row"):
        id = None
        try:
            if isinstance(cells, str):
                raise ValueError(cells)
            values = {field: cells.get(column) for field, column in column_of.items()}
            id = given = one_line(as_text(values.get("id"), "id")) or None
            article, unread = _article(values, id)
            id = article.id
            other, its = first.setdefault(id, (number, repr(cells)))
            if other != number:
                why = f"the same article as in row {other}, but not in all columns; delete one"
                why = f"row {other} has the same id; use a different id" if given else why
                raise ValueError(f"{SAME} {other}" if its == repr(cells) else why)
            yield TableRow(number, id, cells, article, unread)
        except ValueError as error:
            yield TableRow(number, id, cells, None, one_line(str(error)))


def _article(values, id):
    texts = {name: as_text(values.get(name), name) or "" for name in TEXTS}
    if not texts["article_sections"]:  # an export of ours holds text as it is
        texts = {name: unmarked(text) for name, text in texts.items()}
    text = one_line(texts["text"])
    if not (text if texts["article_sections"] else short_text(text)):  # "NA"
        raise ValueError("text is missing; add it, or delete the row")
    header, unread = dict.fromkeys(PLAIN) | {"id": id}, []
    for key in PLAIN[1:]:
        try:
            header[key] = as_text(values.get(key), key)
        except ValueError as fault:
            if key not in _OPTIONAL:
                raise
            unread.append(str(fault))
    header |= {key: as_date(header[key]) for key in DATES if header[key]}
    header |= {key: as_json(values.get(key), key) for key in ("origins", "responses")}
    header |= {"title": texts["title"], "authors": as_names(values.get("authors"))}
    if header["responses"] is None:
        header["responses"] = []
        for kind in COUNTERS:
            if (n := as_count(cell := short_text(values.get(kind)))) is not None:
                header["responses"] += [Response(kind, None, ((kind, n),), "", "table").as_dict()]
            elif cell:
                unread.append(f"{kind} is not a count: {cell!r}; write a number such as 1204")
    if re.fullmatch("[A-Za-z]{2}(?:[-_].*)?", header["language"] or ""):
        header["language"] = header["language"][:2].lower()
    if not id:  # it depends on the article alone, not on the machine or the row's place
        about = [header[key] for key in ("url", "outlet", "published", "title")] + [texts["text"]]
        header["id"] = f"{slug(texts['title'])}-{sha256(json.dumps(about))[:8]}"
    for key, fault in faults(header):
        if key not in _OPTIONAL:
            raise ValueError(fault)
        header[key], unread = None, [*unread, fault]
    article = Article.of(header, _sections(texts))
    if not article.language:
        article = replace(article, language=language(article.text)[0])
    return article, "; ".join(unread) or None


def _sections(texts):
    """Sections of a row. An export's ``article_sections`` must agree with its other cells."""
    plain = [Section(kind, texts[name]) for name, kind in HEADINGS.items()]
    plain += [Section("body", text) for text in paragraphs(texts["text"])]
    if not texts["article_sections"]:
        return plain
    try:
        sections = [Section(*pair) for pair in json.loads(texts["article_sections"])]
    except (ValueError, TypeError, AttributeError, RecursionError):
        fault = "article_sections is not a JSON list of [kind, text] pairs; clear the cell"
        raise ValueError(fault) from None
    articles = (Article("", one) for one in (sections, plain))
    one, other = ([a.title, a.kicker, a.deck, a.texts("body")] for a in articles)
    if one != other:
        raise ValueError("article_sections does not match the other cells; clear this cell")
    return sections


def blocks_of_row(row, column_of):
    """The blocks of a row: the article's sections, then the cells that are not part of its text."""
    lines = row.number, row.number
    column_of_kind = {kind: column_of.get(field) for field, kind in HEADINGS.items()}
    kept, dropped, texts = [], [], []
    for section in row.article.sections:
        reason = one_line(f"column {column_of_kind.get(section.kind, column_of['text'])}")
        kept.append(Block(*lines, section.text, section.kind, reason))
    field_of = {column: field for field, column in column_of.items()}
    counted = {response.kind for response in row.article.responses if response.where == "table"}
    for column, value in row.cells.items():
        field = field_of.get(column)
        if field in ("text", *HEADINGS) and (text := as_text(value, field)):
            texts.append(unmarked(text))
        elif value not in (None, ""):
            use = f"used as {field}" if field else "not a field of an article"
            use = "no text" if field in HEADINGS else use  # "NA"
            use = f"cannot be used as {field}" if f"; {field} " in f"; {row.fault}" else use
            if field in {*COUNTERS} - counted and not use.startswith("cannot"):
                use = "not used as a count" if short_text(value) else "no count"
            reason = one_line(f"column {column}: {use}")
            dropped.append(Block(*lines, clean_lines(str(value)), None, reason))
    return [*complete(kept, " ".join(texts)), *dropped]


def export(corpus, path):
    """Write a corpus as a table, one row per article, and return the path.

    The path ends in .parquet or .csv; ``load`` restores the same articles. In a CSV, a cell that a
    spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-`` or ``@``) is prefixed
    with an apostrophe, which ``load`` removes. In R, quanteda reads the CSV with
    ``corpus(read.csv("c.csv"), docid_field = "id", text_field = "text")``.

    Raises TableError (a ValueError) for another ending, TypeError if ``corpus`` is not a corpus.

    >>> import pathlib, tempfile
    >>> from analysis.article import Article, Section
    >>> from analysis.corpus import load
    >>> article = Article("a", (Section("headline", "T"), Section("body", "=1")), language="en")
    >>> corpus = Corpus((article,), (), pathlib.Path())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load(export(corpus, f"{folder}/c.csv")).articles == corpus.articles
    True
    """
    require(Corpus, "a Corpus, as returned by load()", corpus=corpus)
    path = as_path(path, "path")
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise TableError(f"{path.name}: the file name must end in .csv or .parquet")
    columns = ["id", "title", "kicker", "deck", "text", "authors", *PLAIN[1:]]
    columns += ["origins", "responses", "article_sections"]
    table = pd.DataFrame(map(_exported, corpus), columns=columns, dtype="string")
    is_csv = path.suffix.lower() == ".csv"
    write({path: csv_bytes(map_texts(table, protect)) if is_csv else table.to_parquet(index=False)})
    return path


def _exported(article):
    """The fields of an article; its sections twice, as plain text and exactly."""
    row = {name: getattr(article, name) for name in ("title", "kicker", "deck", *PLAIN)}
    row["text"] = "\n\n".join(article.texts("body"))
    row["authors"] = "; ".join(article.authors) or None
    responses = [response.as_dict() for response in article.responses]
    sections = [[section.kind, section.text] for section in article.sections]
    exact = {"origins": article.origins, "responses": responses, "article_sections": sections}
    return row | {k: json.dumps(v, ensure_ascii=False) for k, v in exact.items() if v}
