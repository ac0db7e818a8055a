"""Saved pages → articles in a corpus folder."""

import os
import re
import unicodedata
import warnings
from dataclasses import replace
from pathlib import Path

from analysis.article import Article, ArticleError, fold, read, to_markdown
from analysis.page import language, read_page, to_csv

from .folder import sha256

RIGHTS = "© the publisher; kept for research and criticism"


def slug(title, words=8):
    """A title as part of a file name: at most eight words and 80 signs of a-z, 0-9 and "-".

    >>> slug("“Is He Still With Us?” Trump’s choice"), slug("../../x"), slug("日本")
    ('is-he-still-with-us-trumps-choice', 'x', 'article')
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", title))
    found = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(found[:words])[:80].strip("-") or "article"


def add(pages, corpus_dir, rights=RIGHTS):
    """Add saved pages to a corpus → a list of (page, status, id or what is wrong).

    ``status`` is "added", "unchanged", "unchanged, edited by hand" or "failed". A page is copied
    as it is to pages/; its article and the record of its blocks go to articles/, all or none. An
    article's file that is there is never written again. A language that cannot be told is left
    empty, with a warning.
    """
    corpus_dir, results = Path(corpus_dir), []
    known = _known(corpus_dir / "articles")
    for page in pages:
        try:
            results.append((page, *_add(Path(page), corpus_dir, known, rights)))
        except OSError as error:
            other = error.filename and Path(error.filename) != Path(page)
            why = f"{error.filename}: " * bool(other) + f"{error.strerror}; check the path"
            results.append((page, "failed", fold(why)))
        except ValueError as error:  # a page or a name that cannot be used
            results.append((page, "failed", fold(str(error))))
    return results


def _known(folder):
    """Hash of a page → its article's file, which may have been renamed or edited by hand."""
    pattern = re.compile(rb"^sha256: *['\"]?([0-9a-f]{64})", re.MULTILINE)
    found = ((pattern.search(file.read_bytes()), file) for file in sorted(folder.glob("*.md")))
    return {match[1].decode(): file for match, file in found if match}


def _add(page, corpus_dir, known, rights):
    data = page.read_bytes()
    if fold(page.name) != page.name or "\\" in page.name:
        raise ValueError("a file name with unusual spaces or signs; rename it")
    saved, digest = read_page(data), sha256(data)
    old = known.get(digest)
    article = Article(
        id=old.stem if old else f"{slug(saved.title)}-{digest[:8]}",
        sections=saved.sections,
        responses=saved.responses,
        **saved.fields,
        source=_source(page.name, data, digest, corpus_dir / "pages", old),
        sha256=digest,
        rights=rights,
    )
    code, reason = language(article.text)
    text = to_markdown(replace(article, language=code or article.language)).encode()
    file = corpus_dir / "articles" / f"{article.id}.md"
    files = {
        corpus_dir / "pages" / article.source: data,
        file.with_suffix(".blocks.csv"): to_csv(saved.blocks).encode(),
        file: text,  # last: where the article is, its page and its record are
    }
    if file.exists():
        files = {path: content for path, content in files.items() if not path.exists()}
    _write(files, digest)
    if old:
        return "unchanged" if old.read_bytes() == text else "unchanged, edited by hand", article.id
    if file not in files:
        raise ValueError(f"another article is in {file.name}; rename that one")
    known[digest] = file
    if code is None and not article.language:
        warnings.warn(f"{file.name}: language left empty: {reason}", stacklevel=3)
    return "added", article.id


def _source(name, data, digest, pages, old):
    """The page's file name in pages/: its own, unless another page has that name."""
    if old:
        try:
            return read(old).source or name
        except ArticleError:
            pass  # edited by hand into something unreadable: `check` says so
    taken = (pages / name).exists() and (pages / name).read_bytes() != data
    return f"{Path(name).stem}-{digest[:8]}{Path(name).suffix}" if taken else name


def _write(files, digest):
    """All files or none: temporary files first, and only then their names."""
    drafts = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{digest[:16]}-{len(drafts)}.part")
            drafts.append((draft, path))
            with draft.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        for draft, path in drafts:
            os.replace(draft, path)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
