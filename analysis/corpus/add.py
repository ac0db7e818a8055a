"""Saved pages, tables and articles → articles in a corpus folder."""

import glob
import os
import re
import warnings
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from analysis._support import as_path, few, progress, read, sha256, short, slug
from analysis.article import Section, one_line
from analysis.pages import language, read_page, to_csv
from analysis.pages.source import gunzip, pages_of, saved

from .about import checked, with_fields
from .exports import COLUMNS
from .load import article_in, article_of
from .rows import FIELDS, SAME, blocks_of_row, read_table
from .store import BESIDE, GIVEN, HEADS, RIGHTS, Store, alone
from .table_files import FORMATS, holds_rows, is_table

_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc", ".gz")
_ENDINGS += (".txt", ".text", ".md", ".markdown", *FORMATS)
_LARGEST = 200_000_000  # bytes; a larger file is not even read
_JOIN = "for a field, see --column; others are matched by article id (docs/own-analysis.md)"
_UNUSED = "correct it in the article's file (a corrected row may create a second article)"


def add(pages, corpus_dir, replace=False, columns=None, known=None, fields=None):
    """Add pages to a corpus and return a list of (page, status, id or reason).

    ``pages`` is a path or a list of files, folders (with their subfolders) and patterns such as
    ``"saved/*.html"``: saved pages (HTML, also .gz; text; Markdown), web archives (WARC) and tables
    (CSV, JSONL, Parquet, XLSX) with one row per article. ``corpus_dir`` is made if missing;
    ``replace`` regenerates articles edited since they were added, but keeps entered fields that
    their pages lack; ``columns`` maps the columns of a table to fields, as in ``load``.
    ``known`` gives values for all pages, such as ``{"outlet": "The Post"}``: they are used, with
    the origin "given", if a page or row lacks the field; a warning names pages with other values.
    ``fields`` is a table of such values by ``file`` (path or name); ``known`` takes precedence.

    Each page is copied to pages/; its article and the record of its blocks are written to
    articles/: all three files or none. ``status`` is "added", "unchanged", "replaced", "kept" (the
    article was edited since, or comes from another version), "skipped" or "failed"; a row with an
    unusable cell gets a second result, "not used". A language that cannot be identified is left
    empty, with a warning. The next run completes an interrupted one. Raises OSError if the corpus
    folder cannot be made or another ``add`` is writing to it, TypeError if ``pages`` or
    ``corpus_dir`` is not a path or ``columns`` not a dict, ValueError for a field in ``known`` or
    ``fields`` other than outlet, authors, published, url, language, news_section.
    """
    pages = pages if isinstance(pages, list | tuple | set) else [pages]
    for page in pages:
        as_path(page, "pages")
    return list(add_each(expand(pages, corpus_dir), corpus_dir, replace, columns, known, fields))


def add_each(files, corpus_dir, replace=False, columns=None, known=None, fields=None):
    """Add the files that ``expand`` returns, as ``add`` does, but yield one result at a time."""
    corpus_dir, known = as_path(corpus_dir, "corpus_dir"), checked(known or {})
    files = list(with_fields(files, fields and as_path(fields, "fields"), known))
    with alone(corpus_dir):
        store = Store(corpus_dir, replace)
        for path, outcome, known in progress(files, unit="file"):
            try:
                yield from [(path, *outcome)] if outcome else _add(path, store, columns, known)
            except OSError as error:
                where = "" if error.filename in (None, str(Path(path))) else f"{error.filename}: "
                yield path, "failed", one_line(f"{where}{error.strerror}; check the path")
            except ValueError as error:  # a page that cannot be used
                yield path, "failed", short(one_line(str(error)), 500)
    for name, articles in store.overruled.items():
        kept = f"{name}: the given value was not used for pages with another: {few(articles, 3)}"
        warnings.warn(kept, stacklevel=3)


def expand(pages, corpus_dir):
    """List files to add as (path, None), and those not added as (path, (status, reason)).

    For a folder, every page and table in it and in its subfolders is listed. What a browser saves
    beside a page (X_files), hidden files, the articles of a corpus and the corpus to which files
    are added are left out; anything else that is not read is listed.
    """
    corpus, files = as_path(corpus_dir, "corpus_dir").resolve(), []
    for given in pages:
        is_pattern = glob.has_magic(str(given)) and not os.path.lexists(given)
        paths = sorted(glob.glob(str(given), recursive=True)) if is_pattern else [given]
        if not paths:
            files.append((given, ("failed", "no file matches this pattern; correct the pattern")))
        for path in paths:
            for file, outcome in _folder(path, corpus) if os.path.isdir(path) else [(path, None)]:
                is_link = Path(file).is_symlink() and Path(file).exists() and file != given
                link = "skipped", "a link to a file; give the file itself"
                files.append((file, link if is_link and not outcome else outcome))
    return files


def _folder(top, corpus):
    files, others, errors = [], Counter(), []
    for folder, folders, names in os.walk(top, onerror=errors.append):
        home = Path(folder)
        left_out = {f"{Path(name).stem}_files" for name in names if ".htm" in name.lower()}
        left_out |= {name for name in folders if (home / name).resolve() == corpus}
        if {"articles", "pages"} <= set(folders):
            left_out.add("articles")
            files.append((home / "articles", ("skipped", "articles made from pages of a corpus")))
        copies = [name for name in ("singlefile.html", "output.html") if name in names]
        if copies and "index.json" in names:
            files.append((home / copies[0], None))
            files.append((folder, ("skipped", f"copies of {copies[0]}, made by ArchiveBox")))
            folders[:] = names[:] = []
        folders[:] = sorted(name for name in set(folders) - left_out if name[0] != ".")
        is_link = "skipped", "a link to a folder; give the folder itself"
        files += [(home / name, is_link) for name in folders if (home / name).is_symlink()]
        paths = [home / name for name in sorted(names) if name[0] != "."]
        files += [(path, None) for path in paths if path.suffix.lower() in _ENDINGS]
        others.update(path.suffix.lower() or "no ending" for path in paths)
    unread = "the folder cannot be read ({}); check its permissions"
    files += [(Path(x.filename), ("failed", unread.format(x.strerror))) for x in errors]
    if kinds := [f"{n} {kind}" for kind, n in sorted(others.items()) if kind not in _ENDINGS]:
        files.append((top, ("skipped", f"unsupported file types: {', '.join(kinds)}")))
    return files or [(top, ("failed", f"this folder has no page or table ({', '.join(_ENDINGS)})"))]


def _add(given, store, columns, known):
    path = Path(given)
    if path.stat().st_size > _LARGEST:
        advice = "split the table" if is_table(path) else "save only the article's page"
        raise ValueError(f"more than {_LARGEST // 1_000_000} MB; {advice}")
    if not path.is_file():
        raise ValueError("not a file or folder; check the path")
    data = path.read_bytes()
    if re.search(r"(?i)\.warc(\.gz)?$", path.name):
        for address, day, page in pages_of(gunzip(data, _LARGEST)):
            where, facts = f"{path}: {address}", {"url": address, "accessed": day}
            try:
                page = gunzip(page, _LARGEST)
                yield where, *_page(f"{slug(address)}.html", page, store, known, facts)
            except ValueError as error:
                yield where, "failed", short(one_line(str(error)), 500)
    elif holds_rows(path.name, data):
        yield from _table(path, data, store, columns, known)
    elif re.match(rb"---\r?\nid: ", data.removeprefix(b"\xef\xbb\xbf")):
        raise ValueError("an article's file from a corpus, not a page; move it to articles/")
    else:
        yield given, *_page(path.name, data, store, known)


def _page(name, data, store, known, facts=None):
    page, digest = read_page(data, name), sha256(data)
    old = store.by_page.get(digest)
    id = old.id if old else f"{slug(page.title)}-{digest[:8]}"
    source = old and old.source or store.source(name, data, digest)
    article = article_of(page, id, source=source, sha256=digest)
    status = _put(article, data, page.blocks, store, known, facts or saved(data))
    if status == "added" and not article.language:
        doubt = language(article.text)[1]
        warnings.warn(f"{id}.md: language unknown ({doubt}); add it by hand", stacklevel=5)
    return status, id


def _table(path, data, store, columns, known):
    digest = sha256(data)
    source = store.source(path.name, data, digest)
    (column_of, rows), unused = read_table(path, columns, data), {}
    for row in rows:
        where = f"{path}: row {row.number} ({row.id or 'no id'})"
        try:
            if not row.article:
                raise ValueError(row.fault)
            blocks, own = blocks_of_row(row, column_of), {"source": source, "sha256": digest}
            status = _put(replace(row.article, **own), data, blocks, store, known)
            for block in blocks:
                column, _, use = block.reason.removeprefix("column ").partition(": not ")
                if use and status != "unchanged" and column != COLUMNS[-1]:
                    unused[column] = None
            yield where, status, row.id
            if row.fault and not _mended(row, store):
                yield where, "not used", f"{row.fault}; {_UNUSED}"
        except ValueError as error:
            status = "skipped" if str(error).startswith(SAME) else "failed"
            yield where, status, short(one_line(str(error)), 500)
    if names := few(unused, 20):
        warnings.warn(f"{path.name}: columns not used: {names}; {_JOIN}", stacklevel=5)


def _mended(row, store):
    """Whether the stored article has a value, entered by hand, for each cell that is not used."""
    file = store.by_id[row.id.lower()].file
    names = {*FIELDS} & {*re.findall(r"(?:^|; )(\w+) ", row.fault)}
    with suppress(ValueError):  # `check` reports it
        stored = article_in(read(file), file.name)
        return bool(names) and all(getattr(stored, name, None) for name in names)


def _put(article, data, blocks, store, known, facts=None):
    """Store an article, with what its page does not say but its user does → the status."""
    given = (facts or {}) | store.by_hand(article.id) | known
    for name, value in known.items():
        if (own := getattr(article, name)) not in (value, (), None):
            own = "; ".join(own) if name == "authors" else own
            store.overruled.setdefault(name, []).append(f"{article.id} ({own})")
    heads = {n: given[n] for n in HEADS if n in given and given[n] != getattr(article, n)}
    sections = [s for s in article.sections if s.kind not in map(HEADS.get, heads)]
    sections += [Section(HEADS[name], text) for name, text in heads.items()]
    fields = {n: given[n] for n in BESIDE if given.get(n) and not getattr(article, n)}
    origins = article.origins | dict.fromkeys([*heads, *fields], GIVEN)
    fields = {"rights": article.rights or RIGHTS, "sections": sections, "origins": origins} | fields
    return store.put(replace(article, **fields), data, to_csv(blocks).encode())
