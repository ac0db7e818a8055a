"""Saved pages, tables and articles → articles in a corpus folder."""

import re
import warnings
from dataclasses import replace
from pathlib import Path

from analysis.article import Article, from_markdown, one_line, to_markdown
from analysis.pages import language, read_page, to_csv

from .blocks import row_blocks
from .fields import read_table, same_id
from .folder import record_of, sha256
from .inputs import expand
from .model import slug
from .rows import is_table
from .store import Store, decoded
from .writing import alone

RIGHTS = "© the publisher; kept for research and criticism"
_OWN = re.compile(rb"(?:\xef\xbb\xbf)?---\r?\n(?=(?:.*\n)*?id:)(?=(?:.*\n)*?title:)")
_HEADER = 10_000  # bytes in which an article's id and title stand
_LARGEST = 200_000_000  # bytes; what is larger is not even read


def add(pages, corpus_dir, rights=RIGHTS, replace=False, columns=None):
    """Add pages to a corpus → a list of (page, status, id or what is wrong).

    Parameters
    ----------
    pages : list of str or Path
        Files, folders (with all that is in them) and patterns such as ``"saved/*.html"``: saved
        pages (HTML, also .gz; text; Markdown), articles in this project's own form, and tables
        (CSV, JSONL, Parquet) with a row for each article.
    corpus_dir : str or Path
        Made if missing.
    rights : str
        Who holds the rights, where the page or row does not say.
    replace : bool
        Whether an article that is there and differs is made anew.
    columns : dict, optional
        What the columns of a table are called, as in ``load``.

    A page goes to pages/ as it is; its article and the record of its blocks to articles/, all or
    none. ``status`` is "added", "unchanged", "replaced", "kept" (an article that differs from what
    its page gives: edited by hand, or made otherwise), "skipped" or "failed". A language that
    cannot be told is left empty, with a warning. A run that was stopped is completed by the next.

    Raises
    ------
    OSError
        If the corpus folder cannot be made, or another ``add`` is at work on it.
    """
    return list(add_each(expand(pages, corpus_dir), corpus_dir, rights, replace, columns))


def add_each(expanded, corpus_dir, rights=RIGHTS, replace=False, columns=None):
    """As ``add``, one result at a time, for files that ``expand`` found."""
    corpus_dir = Path(corpus_dir)
    with alone(corpus_dir):
        store = Store(corpus_dir, replace)
        for path, known in expanded:
            if known:
                yield (path, *known)
                continue
            try:
                yield from _add(path, store, rights, columns or {})
            except OSError as error:
                other = error.filename and Path(error.filename) != Path(path)
                why = f"{error.filename}: " * bool(other) + f"{error.strerror}; check the path"
                yield path, "failed", one_line(why)
            except ValueError as error:  # a page that cannot be used
                yield path, "failed", one_line(str(error))


def article_of(saved, id, **about):
    """The article of a page that was read, and why its language is not known, if it is not."""
    about |= {key: value for key, value in getattr(saved, "fields", {}).items() if value}
    article = Article(id=id, sections=saved.sections, responses=saved.responses, **about)
    if article.language:
        return article, None
    code, reason = language(article.text)
    return replace(article, language=code), None if code else reason


def _add(given, store, rights, columns):
    path = Path(given)
    if path.stat().st_size > _LARGEST:
        part = "split the table" if is_table(path) else "save only the article's page"
        raise ValueError(f"more than {_LARGEST // 1_000_000} MB; {part}")
    data = path.read_bytes()
    if is_table(path):
        yield from _table(path, data, store, rights, columns)
        return
    own = path.suffix.lower() in (".md", ".markdown") and _OWN.match(data[:_HEADER])
    yield given, *(_own(path, data, store) if own else _page(path, data, store, rights))


def _page(path, data, store, rights):
    saved, digest = read_page(data, path.name), sha256(data)
    old = store.by_page.get(digest)
    id = old.id if old else f"{slug(saved.title)}-{digest[:8]}"
    source = old and old.source or store.source(path.name, data, digest)
    store.refuse(id, path.name, digest)
    article, doubt = article_of(saved, id, source=source, sha256=digest, rights=rights)
    others = {store.pages / source: data}
    others[record_of(store.file(id))] = to_csv(saved.blocks).encode()
    status = store.put(id, to_markdown(article).encode(), others, digest, article)
    if doubt and status == "added":
        warnings.warn(f"{id}.md: language left empty: {doubt}", stacklevel=4)
    return status, id


def _own(path, data, store):
    """An article in the project's own form is kept as it is, with its page and record."""
    article = from_markdown(decoded(data), path.name)
    store.refuse(article.id, article.source or path.name, article.sha256)
    others = {}
    if article.source:
        page, record = path.parent.parent / "pages" / article.source, record_of(path)
        if not (page.is_file() and record.is_file()):
            what = f"pages/{article.source} and {record.name}"
            raise ValueError(f"it is made from a page, and {what} are not beside it; add these")
        content, here = page.read_bytes(), store.pages / article.source
        if sha256(content) != article.sha256:
            raise ValueError(f"its page pages/{article.source} has changed; add that page")
        if here.exists() and here.read_bytes() != content:
            raise ValueError(f"another page is in pages/{article.source}; rename that one")
        others = {here: content, record_of(store.file(article.id)): record.read_bytes()}
    return store.put(article.id, data, others, sha256(data)), article.id


def _table(path, data, store, rights, columns):
    digest = sha256(data)
    source = store.source(path.name, data, digest)
    named, rows = read_table(path, columns, data)
    numbers, known = {}, {}
    for row in rows:
        where = f"{path}: row {row.number}"
        fault = row.fault
        if not fault and row.id in numbers:
            fault = same_id(row, numbers[row.id], known[row.id], named)
        if fault:
            yield f"{where} ({row.id or 'no id'})", "failed", fault
            continue
        numbers[row.id], known[row.id] = row.number, row.article
        about = {"source": source, "sha256": digest, "rights": row.article.rights or rights}
        article = replace(row.article, **about)
        others = {store.pages / source: data}
        others[record_of(store.file(row.id))] = to_csv(row_blocks(row, named)).encode()
        try:
            store.refuse(row.id, path.name, digest)
            text = to_markdown(article).encode()
            own = sha256(f"{digest} {row.number}".encode())
            yield where, store.put(row.id, text, others, own, article), row.id
        except ValueError as error:
            yield where, "failed", one_line(str(error))
