"""A path → a corpus: a folder of articles, or a table with a row for each."""

import warnings
from pathlib import Path

from analysis._support.progress import progress
from analysis.article import flags

from .fields import read_table, same_id
from .folder import entries
from .model import Corpus, plural
from .rows import is_table


def load(path, columns=None):
    """Load articles from a folder, a CSV, JSONL or Parquet file → ``Corpus``.

    Parameters
    ----------
    path : str or Path
        A corpus folder, its articles folder, one .md file, or a table: .csv (UTF-8; commas,
        semicolons or tabs), .tsv, .jsonl, .ndjson or .parquet.
    columns : dict, optional
        What the columns of a table are called: ``{"words": "text"}``. Common names (body,
        headline, source, date, …) are known; ``corpus/README.md`` lists them.

    A file or row that cannot be used is left out and named in ``problems``; a page that is missing
    or changed is named there too. One warning says how many problems there are.

    Raises
    ------
    FileNotFoundError
        For a path that does not exist.
    TableError
        A ValueError, one line: no column for title or text (it lists those that are there), a
        name in ``columns`` that is not there, or no table in the file.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "x.csv")
    ...     _ = path.write_text("headline,body,source\\nA storm,It rained.,The Post\\n")
    ...     load(path).metadata["outlet"].tolist()
    ['The Post']
    """
    corpus = _load(Path(path), columns)
    if corpus.problems:
        n, first = plural(len(corpus.problems), "problem"), corpus.problems[0]
        warnings.warn(f"{n} in {path}, the first: {first}", stacklevel=2)
    return corpus


def _load(path, columns=None):
    if is_table(path) and not path.is_dir():
        return load_table(path, columns)
    found, problems = [], []
    for entry in entries(path):
        problems += entry.problems
        if entry.article:
            found.append(entry.article)
    return Corpus(tuple(sorted(found, key=lambda article: article.id)), tuple(problems), path)


def load_table(path, columns=None):
    """The corpus in a table file, without a warning."""
    if not path.exists():
        raise FileNotFoundError(f"{path}: no such file or folder; give a corpus folder or a table")
    named, rows = read_table(path, columns)
    found, problems, numbers = {}, [], {}
    for row in progress(rows, unit="row"):
        where = f"{path.name}: row {row.number} ({row.id or 'no id'})"
        if row.fault:
            problems.append(f"{where}: {row.fault}")
        elif row.id in found:
            fault = same_id(row, numbers[row.id], found[row.id], named)
            problems.append(f"{where}: {fault}")
        else:
            found[row.id], numbers[row.id] = row.article, row.number
            problems += [f"{where}: {doubt}" for doubt in flags(row.article)]
    return Corpus(tuple(found[id] for id in sorted(found)), tuple(problems), path)
