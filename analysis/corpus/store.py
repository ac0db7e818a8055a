"""A corpus folder as a place to put articles: one writer at a time, each article all or none."""

import os
import re
from collections import namedtuple
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import yaml
from filelock import FileLock, Timeout

from analysis.article import ArticleError, from_markdown, one_line

from .folder import decoded
from .table_files import is_table

# An article that the corpus holds; its file may have been renamed.
Stored = namedtuple("Stored", "file id source sha256")
_DRAFT = re.compile(r"\.[0-9a-f]{16}-\d+\.part")


@contextmanager
def alone(corpus_dir):
    """Hold a corpus folder (made if missing) for one writer; remove what a stopped one left.

    Raises OSError where it cannot be made, and BlockingIOError where another writer is at work.
    """
    if corpus_dir.is_file():
        raise NotADirectoryError(None, "a file, not a folder; give the corpus folder", corpus_dir)
    folders = [corpus_dir, corpus_dir / "pages", corpus_dir / "articles"]
    new = [folder for folder in folders if not folder.exists()]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    lock = corpus_dir / ".add.lock"  # it ends with the process, however that ends
    try:
        with FileLock(lock, timeout=0):
            for folder in folders[1:]:
                for file in folder.iterdir():
                    if _DRAFT.fullmatch(file.name):
                        file.unlink()
            try:
                yield
            finally:
                with suppress(OSError):  # Windows keeps an open file
                    lock.unlink()
    except Timeout:
        busy = "another `add` is writing to it; wait until it has finished"
        raise BlockingIOError(None, busy, corpus_dir) from None
    finally:
        for folder in reversed(new):
            with suppress(OSError):  # not empty
                folder.rmdir()


def write(files, digest):
    """Write a dict of path → bytes: all as drafts first, and only then under their names.

    The names come in the dict's order, so what comes last is there only with all the others.
    """
    drafts = []
    try:
        for path, content in files.items():
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


class Store:
    """The articles in a folder, by id and by the hash of their page (None where there is none)."""

    def __init__(self, corpus_dir, replace):
        self.pages, self.articles = corpus_dir / "pages", corpus_dir / "articles"
        self.replace = replace
        self.by_page, self.by_id = {}, {}
        for file in sorted(self.articles.glob("[!.]*.md")):
            self._register(file, file.read_bytes())

    def _register(self, file, text):
        header = text.split(b"\n---", 1)[0]
        lines = re.findall(rb"^(?:id|source|sha256): *\S.*", header, re.MULTILINE)
        try:
            values = yaml.safe_load(b"\n".join(lines)) or {}
        except (yaml.YAMLError, ValueError):  # `check` reports it
            values = {}
        values = {key: value for key, value in values.items() if isinstance(value, str)}
        id, source, digest = map(values.get, ("id", "source", "sha256"))
        stored = self.by_id[id or file.stem] = Stored(file, id or file.stem, source, digest)
        if digest:
            self.by_page[digest] = stored

    def source(self, name, data, digest):
        """A page's file name in pages/: its own, unless another page has that name."""
        stem, ending = parted(name)
        taken = self.pages / f"{stem}{ending}"
        if taken.exists() and taken.read_bytes() != data:
            return f"{stem}-{digest[:8]}{ending}"
        return taken.name

    def file(self, id):
        """The file of an article that is there, or that will be."""
        stored = self.by_id.get(id)
        return stored.file if stored else self.articles / f"{id}.md"

    def refuse(self, id, name, digest):
        """Raise ValueError where an article of another page or table has the id.

        A table of the same name is a later export of it: its rows may replace their articles.
        """
        stored = self.by_id.get(id)
        if stored is None or stored.sha256 == digest:
            return
        stem, ending = map(re.escape, parted(name))
        export = re.fullmatch(rf"{stem}(?:-[0-9a-f]{{8}})?{ending}", stored.source or "")
        if not (export and is_table(name)):
            owner = stored.source or stored.file.name
            raise ValueError(f"id {id} already belongs to an article of {owner}; give another id")

    def put(self, id, text, others, digest, article=None):
        """Write an article's file and others (a dict) all or none; return the article's status.

        A file in pages/ that is there is left as it is, and so is an article that is there and
        differs, unless ``replace``. Raises ValueError where another article's file has the name.
        """
        file, status = self.file(id), "added"
        if file.exists():
            status = "unchanged" if _same(file.read_bytes(), text, article) else "kept"
            if status == "kept" and id not in self.by_id:
                raise ValueError(f"another article is in {file.name}; rename that file")
            if status == "kept" and self.replace:
                status = "replaced"
        stays = status in ("unchanged", "kept")
        files = others | {file: text}  # the article last: where it is, the others are
        for path in list(files):
            if path.exists() and (stays or path.parent == self.pages):
                del files[path]
        write(files, digest)
        self._register(file, text)
        return status


def parted(name):
    """A file's name, in a plain form, as (stem, ending); a packed table has two endings.

    >>> parted("x.csv.gz"), parted("page.html")
    (('x', '.csv.gz'), ('page', '.html'))
    """
    name = one_line(name).replace("\\", "-").replace("/", "-").lstrip(".") or "page"
    ending = Path(name).suffix
    if ending.lower() == ".gz" and is_table(name):
        ending = Path(name.removesuffix(ending)).suffix + ending
    return name.removesuffix(ending)[:100], ending[:20]


def _same(content, text, article):
    """Whether a file holds what would be written. For a row, the table's name does not matter."""
    if content == text or article is None:
        return content == text
    try:
        old = from_markdown(decoded(content, "article"))
    except ArticleError:
        return False
    return replace(old, source=None, sha256=None) == replace(article, source=None, sha256=None)
