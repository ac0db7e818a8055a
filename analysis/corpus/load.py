"""Load a corpus from a folder of articles and pages, or from a table with one row per article."""

import warnings
from collections import namedtuple
from dataclasses import replace

import pandas as pd

from analysis._support import as_path, plural, progress, read, sha256
from analysis.article import Article, ArticleError, Section, flags, from_markdown, one_line
from analysis.pages import from_csv, language

from .about import outlet_names, read_about
from .model import JOINED, Corpus
from .rows import SAME, read_table
from .table_files import FORMATS, TableError, is_table

# An article's file, read once: its path in the corpus and on disk, its article (None if it cannot
# be used), its page's bytes (None if missing, changed or in an earlier entry), and its problems.
Entry = namedtuple("Entry", "name file article page problems")


def load(path, columns=None):
    """Load articles from a folder or a table as a ``Corpus``.

    ``path`` is a corpus folder, or a table with one row per article: .csv (UTF-8; commas,
    semicolons or tabs), .tsv, .jsonl, .ndjson, .parquet or .xlsx (the first sheet). ``columns``
    maps the columns of a table to fields, ``{"words": "text"}``; common names (body, headline,
    source, date, …) are recognised, and ``docs/corpus.md`` lists them.

    A file or row that cannot be used is left out; an article whose page is missing or changed is
    kept. ``problems`` lists all such cases; a warning gives their number. Raises FileNotFoundError;
    TableError (a ValueError) for a table without a text column, a name in ``columns`` that it
    lacks, or a file that is not a table; TypeError for a ``path`` or ``columns`` of the wrong type.

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
        warnings.warn(f"{n} in {path}; the first is: {first}", stacklevel=2)
    elif not len(corpus):
        advice = "give a table or a corpus folder, not a folder of tables or pages"
        warnings.warn(f"no article in {path}; {advice}", stacklevel=2)
    return corpus


def source_table(path, columns=None):
    """The rows of a table that are articles, with all columns, indexed by the id that they get."""
    rows = [row for row in read_table(path, columns)[1] if row.article]
    ids = pd.Index([row.id for row in rows], dtype="string", name="article")
    return pd.DataFrame([row.cells for row in rows], ids).replace("", None)


def corpus_at(path, columns=None):
    """The corpus of a path, without a warning."""
    if is_table(path) and path.is_file():
        pairs = []
        for row in read_table(path, columns)[1]:
            faults = [*(flags(row.article) if row.article else ()), *filter(None, [row.fault])]
            where = f"{path.name}: row {row.number} ({row.id or 'no id'})"
            if not row.article and row.fault.startswith(SAME):
                warnings.warn(f"{where}: skipped: {faults.pop()}", stacklevel=3)
            pairs.append((row.article, [f"{where}: {fault}" for fault in faults]))
    elif path.is_file():
        kinds = ", ".join(ending[1:].upper() for ending in FORMATS)
        raise TableError(f"{path.name}: not a corpus; give a corpus folder or a table ({kinds})")
    else:
        pairs = ((entry.article, entry.problems) for entry in entries(path))
    return corpus_of(path, pairs)


def corpus_of(path, pairs):
    """The corpus of pairs (article or None, problems); adds those of corpus.yml and outlets.csv."""
    pairs = list(pairs)
    articles = sorted((one for one, _ in pairs if one), key=lambda article: article.id)
    problems = [fault for _, faults in pairs for fault in faults]
    for of_file in (read_about, outlet_names):
        try:
            outlets = of_file(path)  # at last those of outlets.csv
        except ValueError as error:
            outlets, problems = {}, problems + str(error).splitlines()
    for n, article in enumerate(articles):
        if (outlet := outlets.get(article.outlet, article.outlet)) != article.outlet:
            origins = article.origins | {"outlet": f"{JOINED}{article.outlet}"}
            articles[n] = replace(article, outlet=outlet, origins=origins)
    return Corpus(tuple(articles), tuple(problems), path)


def article_files(path):
    """The files of the articles in a corpus folder, by name."""
    if not path.is_dir():
        raise FileNotFoundError(f"{path}: no such file or folder; give a corpus folder or a table")
    return sorted(path.glob("articles/[!.]*.md"))


def entries(path, files=None, hashes=None):
    """An ``Entry`` for each article's file; ``hashes`` gets the SHA-256 of each file read."""
    names, hashes = {}, {} if hashes is None else hashes
    for file in progress(files or article_files(path), unit="file"):
        name = one_line(file.relative_to(path).as_posix())
        article, page, problems = None, None, []
        try:
            content = read(file)
            hashes[file] = sha256(content)
            article = article_in(content, name)
            doubts = [(doubt.partition(":")[0], doubt) for doubt in flags(article)]
            if (first := names.setdefault(article.id, name)) != name:
                fault = f"id {article.id} is already used in {first}; use a different id"
                article, doubts = None, [("id", fault)]
            else:
                page, fault = _page(article, path / "pages", hashes)
                doubts += [("source", fault)] * bool(fault)
            lines = content.split(b"\n---", 1)[0].decode().split("\n")
            keys = [line.partition(":")[0].rstrip() for line in lines]
            for key, doubt in doubts:
                place = f"{name}:{keys.index(key) + 1}" if key in keys else name
                problems.append(f"{place}: {doubt}")
        except ArticleError as error:
            problems = [str(error)]
        except OSError as error:
            problems = [f"{name}: cannot be read ({error.strerror}); check the file"]
        yield Entry(name, file, article, page, problems)


def article_in(content, name):
    """The article in the bytes of a file. Raises ArticleError with one line."""
    try:
        return from_markdown(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ArticleError(f"{name}:{line}: not UTF-8; save it as UTF-8") from None


def _page(article, folder, hashes):
    """The bytes of an article's page, if unchanged, and what is wrong with it."""
    if (source := article.source) is None:
        return None, None
    if article.sha256 is None:
        return None, f"sha256 is empty, so pages/{source} cannot be verified; add the page again"
    file, page = folder / source, None
    try:
        if file not in hashes:
            hashes[file] = sha256(page := read(file))
    except OSError:
        return None, f"its page pages/{source} is missing; restore it"
    changed = f"its page pages/{source} has changed; restore the original"
    return (page, None) if hashes[file] == article.sha256 else (None, changed)


def blocks_of(file, hashes=None):
    """The blocks in the record of an article's file; ValueError with one line if it is broken."""
    record = file.with_suffix(".blocks.csv")
    try:
        content = read(record)
        if hashes is not None:  # as for `entries`
            hashes[record] = sha256(content)
        return from_csv(content.decode("utf-8", "replace"))
    except OSError:
        fault = "missing, so dropped blocks are unknown; restore it"
    except ValueError as error:
        fault = error
    raise ValueError(f"{record.name}: {fault}")


def as_recorded(id, blocks):
    """An article with only the sections in the record of its blocks."""
    return Article(id, [Section(block.section, block.text) for block in blocks if block.kept])


def article_of(page, id, **about):
    """The article of a page that was read; its language is None if it cannot be identified."""
    about |= {key: value for key, value in page.fields.items() if value}
    article = Article(id=id, sections=page.sections, responses=page.responses, **about)
    return article if article.language else replace(article, language=language(article.text)[0])
