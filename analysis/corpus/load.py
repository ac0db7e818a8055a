"""A path → a corpus: a folder of articles, or a table with a row for each."""

import warnings

from analysis._support.wording import plural
from analysis.article import flags

from .folder import as_path, entries
from .model import Corpus
from .rows import read_table
from .table_files import FORMATS, TableError, is_table


def load(path, columns=None):
    """Load articles from a folder or a table → ``Corpus``.

    Parameters
    ----------
    path : str or Path
        A corpus folder, its articles folder, one .md file, or a table with one row per article:
        .csv (UTF-8; commas, semicolons or tabs), .tsv, .jsonl, .ndjson, .parquet or .xlsx (the
        first sheet).
    columns : dict, optional
        What the columns of a table are called: ``{"words": "text"}``. Common names (body,
        headline, source, date, …) are known; ``docs/corpus.md`` lists them.

    A file or row that cannot be used is left out and named in ``problems``; a page that is missing
    or changed is named there too. One warning says how many problems there are.

    Raises
    ------
    FileNotFoundError
        For a path that does not exist.
    TableError
        A ValueError, one line: no column for title or text (it lists those that are there), a
        name in ``columns`` that is not there, or a file that is neither a table nor an article.
    TypeError
        If ``path`` is not a path, or ``columns`` not a dict.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "x.csv")
    ...     _ = path.write_text("headline,body,source\\nA storm,It rained.,The Post\\n")
    ...     load(path).metadata["outlet"].tolist()
    ['The Post']
    """
    corpus = corpus_at(as_path(path, "path"), columns)
    if corpus.problems:
        n, first = plural(len(corpus.problems), "problem"), corpus.problems[0]
        warnings.warn(f"{n} in {path}, the first: {first}", stacklevel=2)
    return corpus


def corpus_at(path, columns=None):
    """The corpus of a path, without a warning."""
    if is_table(path) and path.is_file():
        table = read_table(path, columns)[1]
        pairs = ((row.article, _problems(row, path.name)) for row in table)
    elif path.is_file() and path.suffix.lower() not in (".md", ".markdown"):
        kinds = ", ".join(ending[1:].upper() for ending in FORMATS)
        raise TableError(f"{path.name}: not a corpus; give a corpus folder or a table ({kinds})")
    else:
        pairs = ((entry.article, entry.problems) for entry in entries(path))
    articles, problems = [], []
    for article, faults in pairs:
        articles += [article] if article else []
        problems += faults
    articles.sort(key=lambda article: article.id)
    return Corpus(tuple(articles), tuple(problems), path)


def _problems(row, table):
    faults = flags(row.article) if row.article else [row.fault]
    return [f"{table}: row {row.number} ({row.id or 'no id'}): {fault}" for fault in faults]
