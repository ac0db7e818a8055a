"""A corpus as one file: Parquet or CSV with all that is known, or a CSV for quanteda."""

import csv
import io
import json
import os
from pathlib import Path

from analysis._support.spreadsheet import protect
from analysis.article import KEYS
from analysis.article.model import PLAIN

from .rows import TableError


def export(corpus, path, quanteda=False):
    """Write a corpus as a table, one row an article, and return the path.

    Parameters
    ----------
    corpus : Corpus
    path : str or Path
        Its ending says what is written: .parquet or .csv. ``load`` gives the same articles back.
    quanteda : bool
        Write for R's quanteda instead: doc_id, text (the body), then the document variables.

    In a CSV, a cell that a spreadsheet would run (it begins with ``=``, ``+``, ``-`` or ``@``)
    has an apostrophe before it, which ``load`` takes away.

    Raises
    ------
    TableError
        A ValueError, if the ending is another one.

    >>> import pathlib, tempfile
    >>> from analysis.article import Article, Section
    >>> from analysis.corpus import Corpus, load
    >>> article = Article("a", (Section("headline", "T"), Section("body", "=1")), language="en")
    >>> corpus = Corpus((article,), (), pathlib.Path())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     load(export(corpus, f"{folder}/c.csv")).articles == corpus.articles
    True
    """
    path = Path(path)
    ending = path.suffix.lower()
    other = "" if quanteda else " or .parquet"
    if ending not in (".csv", ".parquet") or quanteda and ending != ".csv":
        raise TableError(f"{path.name}: give the name the ending .csv{other}")
    rows = [_docvars(article) if quanteda else _row(article) for article in corpus]
    columns = list(_docvars(None) if quanteda else _row(None))
    content = _csv(columns, rows) if ending == ".csv" else _parquet(columns, rows)
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _row(article):
    """All of an article; its sections stand twice, as plain text and exactly."""
    row = {name: _get(article, name) for name in ("id", "title", "kicker", "deck")}
    row["text"] = _body(article)
    row["authors"] = article and "; ".join(article.authors)
    row |= {name: _get(article, name) for name in PLAIN if name != "id"}
    for name in KEYS:
        if name not in row:
            row[name] = article and _as_json(_header_value(article, name))
    row["article_sections"] = article and _as_json([[s.kind, s.text] for s in article.sections])
    return row


def _docvars(article):
    row = {"doc_id": _get(article, "id"), "text": _body(article)}
    row |= {name: _get(article, name) for name in ("title", "kicker", "deck")}
    row["authors"] = article and "; ".join(article.authors)
    return row | {name: _get(article, name) for name in PLAIN if name not in ("id", "rights")}


def _get(article, name):
    return article and getattr(article, name)


def _body(article):
    return article and "\n\n".join(s.text for s in article.sections if s.kind == "body")


def _header_value(article, name):
    if name != "responses":
        return getattr(article, name)
    return [response.as_dict() for response in article.responses]


def _as_json(value):
    return json.dumps(value, ensure_ascii=False) if value else None


def _csv(columns, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([protect(value or "") for value in row.values()])
    return out.getvalue().encode()


def _parquet(columns, rows):
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    data = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in columns}
    pq.write_table(pa.table(data), out)
    return out.getvalue()
