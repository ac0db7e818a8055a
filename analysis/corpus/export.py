"""A corpus as one file: Parquet or CSV with all fields."""

import json

import pandas as pd

from analysis._support.arguments import require
from analysis._support.files import write
from analysis._support.fingerprint import csv_bytes
from analysis._support.spreadsheet import map_texts, protect
from analysis.article.model import PLAIN

from .load import as_path
from .model import Corpus
from .table_files import TableError


def export(corpus, path):
    """Write a corpus as a table, one row per article, and return the path.

    The path ends in .parquet or .csv; ``load`` restores the same articles. In a CSV, a cell that a
    spreadsheet would run (it begins with ``=``, ``+``, ``-`` or ``@``) has an apostrophe before it,
    which ``load`` removes. In R, quanteda reads the CSV with
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
    require(Corpus, "a corpus, as load() returns", corpus=corpus)
    path = as_path(path, "path")
    if path.suffix.lower() not in (".csv", ".parquet"):
        raise TableError(f"{path.name}: the file name must end in .csv or .parquet")
    columns = ["id", "title", "kicker", "deck", "text", "authors", *PLAIN[1:]]
    columns += ["origins", "responses", "article_sections"]
    table = pd.DataFrame(map(_row, corpus), columns=columns, dtype="string")
    if path.suffix.lower() == ".csv":
        content = csv_bytes(map_texts(table, protect))
    else:
        content = table.to_parquet(index=False)
    write({path: content})
    return path


def _row(article):
    """The fields of an article; its sections twice, as plain text and exactly."""
    row = {name: getattr(article, name) for name in ("title", "kicker", "deck", *PLAIN)}
    row["text"] = "\n\n".join(s.text for s in article.sections if s.kind == "body")
    row["authors"] = "; ".join(article.authors) or None
    responses = [response.as_dict() for response in article.responses]
    sections = [[section.kind, section.text] for section in article.sections]
    exact = {"origins": article.origins, "responses": responses, "article_sections": sections}
    return row | {k: json.dumps(v, ensure_ascii=False) for k, v in exact.items() if v}
