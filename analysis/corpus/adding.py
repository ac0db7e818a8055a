"""Saved pages, tables and articles → articles in a corpus folder."""

import re
import warnings
from dataclasses import fields, replace
from pathlib import Path
from typing import NamedTuple

import yaml

from analysis.article import Article, ArticleError, fold, from_markdown, to_markdown
from analysis.page import language, read_page, to_csv

from .blocks import row_blocks
from .fields import read_table
from .folder import record_of, sha256
from .inputs import expand
from .model import slug
from .rows import is_table
from .writing import alone, write

RIGHTS = "© the publisher; kept for research and criticism"
_OWN = re.compile(rb"(?:\xef\xbb\xbf)?---\r?\n(?=(?:.*\n)*?id:)(?=(?:.*\n)*?title:)")
_HEADER = 10_000  # bytes in which an article's id and title stand
_LARGEST = 200_000_000  # bytes; a page that is larger is not even read


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
    return list(adding(expand(pages, corpus_dir), corpus_dir, rights, replace, columns))


def adding(expanded, corpus_dir, rights=RIGHTS, replace=False, columns=None):
    """As ``add``, one result at a time, for files that ``expand`` found."""
    corpus_dir = Path(corpus_dir)
    with alone(corpus_dir):
        desk = _Desk(corpus_dir, rights, replace, columns or {})
        for path, known in expanded:
            if known:
                yield (path, *known)
                continue
            try:
                yield from desk.add(path)
            except OSError as error:
                other = error.filename and Path(error.filename) != Path(path)
                why = f"{error.filename}: " * bool(other) + f"{error.strerror}; check the path"
                yield path, "failed", fold(why)
            except ValueError as error:  # a page that cannot be used
                yield path, "failed", fold(str(error))


def article_of(saved, id, **about):
    """The article of a page that was read, and why its language is not known, if it is not."""
    about |= {key: value for key, value in getattr(saved, "fields", {}).items() if value}
    article = Article(id=id, sections=saved.sections, responses=saved.responses, **about)
    if article.language:
        return article, None
    code, reason = language(article.text)
    return replace(article, language=code), None if code else reason


class _There(NamedTuple):
    """An article that the corpus holds; its file may have been renamed."""

    file: Path
    id: str
    source: str | None


def _plain(value):
    """A header's value, or None where `check` would find fault with it."""
    try:
        found = yaml.safe_load(value or b"")
    except (yaml.YAMLError, ValueError):
        return None
    return found if isinstance(found, str) else None


class _Desk:
    """Where articles are added: the corpus folder, and what is in it already."""

    def __init__(self, corpus_dir, rights, replace, columns):
        self.pages, self.articles = corpus_dir / "pages", corpus_dir / "articles"
        self.rights, self.replace, self.columns = rights, replace, columns
        self.by_page, self.by_id = {}, {}  # hash of a page, id → what is there
        for file in sorted(self.articles.glob("[!.]*.md")):
            self._know(file, file.read_bytes())

    def _know(self, file, text):
        header = text.split(b"\n---", 1)[0]
        named = {}
        for key in ("id", "source", "sha256"):
            if match := re.search(rf"^{key}: *(\S.*)".encode(), header, re.MULTILINE):
                named[key] = match[1]
        there = _There(file, _plain(named.get("id")) or file.stem, _plain(named.get("source")))
        self.by_id[there.id] = there
        if page := _plain(named.get("sha256")):
            self.by_page[page] = there

    def add(self, given):
        path = Path(given)
        if is_table(path):
            yield from self._table(path)
            return
        if path.stat().st_size > _LARGEST:
            raise ValueError(f"more than {_LARGEST // 1_000_000} MB; save only the article's page")
        data = path.read_bytes()
        if path.suffix.lower() in (".md", ".markdown") and _OWN.match(data[:_HEADER]):
            yield given, *self._own(path, data)
        else:
            yield given, *self._page(path, data)

    def _page(self, path, data):
        saved, digest = read_page(data), sha256(data)
        old = self.by_page.get(digest)
        id = old.id if old else f"{slug(saved.title)}-{digest[:8]}"
        source = old and old.source or self._source(path.name, data, digest)
        about = {"source": source, "sha256": digest, "rights": self.rights}
        article, doubt = article_of(saved, id, **about)
        status = self._keep(article, digest, {source: data}, to_csv(saved.blocks), old)
        if doubt and status == "added":
            warnings.warn(f"{id}.md: language left empty: {doubt}", stacklevel=4)
        return status, id

    def _own(self, path, data):
        """An article in the project's own form is kept as it is, with its page and record."""
        article = from_markdown(_decoded(data), path.name)
        old = self.by_id.get(article.id)
        file = old.file if old else self.articles / f"{article.id}.md"
        files = {}
        if article.source:
            page = path.parent.parent / "pages" / article.source
            record = record_of(path)
            here = self.pages / article.source
            if not (page.is_file() and record.is_file()):
                what = f"pages/{article.source} and {record.name}"
                raise ValueError(f"it is made from a page, and {what} are not beside it; add these")
            content = page.read_bytes()
            if sha256(content) != article.sha256:
                raise ValueError(f"its page pages/{article.source} has changed; add that page")
            if here.exists() and here.read_bytes() != content:
                raise ValueError(f"another page is in pages/{article.source}; rename that one")
            files = {here: content, record_of(file): record.read_bytes()}
        return self._write(files, file, data, sha256(data), old), article.id

    def _table(self, path):
        data = path.read_bytes()
        digest = sha256(data)
        source = self._source(path.name, data, digest)
        named, rows = read_table(path, self.columns)
        numbers = {}
        for row in rows:
            where = f"{path}: row {row.number}"
            if row.fault or row.id in numbers:
                other = f"the id is already in row {numbers.get(row.id)}; give it another"
                yield f"{where} ({row.id or 'no id'})", "failed", row.fault or other
                continue
            numbers[row.id] = row.number
            article = replace(
                row.article,
                source=source,
                sha256=digest,
                rights=row.article.rights or self.rights,
            )
            blocks = to_csv(row_blocks(row, named))
            own = sha256(f"{digest} {row.number}".encode())
            try:
                old = self.by_id.get(row.id)
                yield where, self._keep(article, own, {source: data}, blocks, old), row.id
            except ArticleError as error:
                yield where, "failed", fold(str(error))

    def _source(self, name, data, digest):
        """The page's file name in pages/: its own, unless another page has that name."""
        name = fold(name).replace("\\", "-").replace("/", "-").lstrip(".") or "page"
        stem, ending = Path(name).stem[:100], Path(name).suffix[:20]
        taken = self.pages / f"{stem}{ending}"
        if taken.exists() and taken.read_bytes() != data:
            return f"{stem}-{digest[:8]}{ending}"
        return taken.name

    def _keep(self, article, digest, pages, record, old):
        """Write an article made from a page, unless it is there."""
        file = old.file if old else self.articles / f"{article.id}.md"
        files = {self.pages / source: data for source, data in pages.items()}
        files[record_of(file)] = record.encode()
        return self._write(files, file, to_markdown(article).encode(), digest, old, article)

    def _write(self, files, file, text, digest, old, article=None):
        """Write what is not there yet, the article last; return what happened to it."""
        status, files = "added", files | {file: text}
        if file.exists():
            status = "unchanged" if _same(file.read_bytes(), text, article) else "kept"
            if status == "kept" and not old:
                raise ValueError(f"another article is in {file.name}; rename that one")
            if status == "kept" and self.replace:
                status = "replaced"
        for path in list(files):
            # A page that is there is this one; see _source.
            if path.exists() and (path.parent == self.pages or status in ("unchanged", "kept")):
                del files[path]
        write(files, digest)
        self._know(file, text)
        return status


def _decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ArticleError("not UTF-8; save it as UTF-8") from None


def _same(there, text, article):
    """Whether an article's file holds what would be written; a table's name does not matter."""
    if there == text or article is None:
        return there == text
    try:
        old = from_markdown(_decoded(there))
    except ArticleError:
        return False
    return all(
        getattr(old, f.name) == getattr(article, f.name)
        for f in fields(Article)
        if f.name not in ("source", "sha256")
    )
