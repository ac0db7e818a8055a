"""A corpus folder as a place to put articles: what is in it, and what becomes of a new one."""

import re
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import yaml

from analysis.article import Article, ArticleError, from_markdown, one_line

from .rows import is_table
from .writing import write


class There(NamedTuple):
    """An article that the corpus holds; its file may have been renamed."""

    file: Path
    id: str
    source: str | None
    sha256: str | None


class Store:
    """The articles in a folder, by id and by the hash of their page (None where there is none)."""

    def __init__(self, corpus_dir, replace):
        self.pages, self.articles = corpus_dir / "pages", corpus_dir / "articles"
        self.replace = replace
        self.by_page, self.by_id = {}, {}
        for file in sorted(self.articles.glob("[!.]*.md")):
            self._know(file, file.read_bytes())

    def _know(self, file, text):
        header = text.split(b"\n---", 1)[0]
        named = {}
        for key in ("id", "source", "sha256"):
            match = re.search(rf"^{key}: *(\S.*)".encode(), header, re.MULTILINE)
            named[key] = _plain(match[1]) if match else None
        there = There(file, named["id"] or file.stem, named["source"], named["sha256"])
        self.by_id[there.id] = there
        if named["sha256"]:
            self.by_page[named["sha256"]] = there

    def source(self, name, data, digest):
        """A page's file name in pages/: its own, unless another page has that name."""
        stem, ending = parted(name)
        taken = self.pages / f"{stem}{ending}"
        if taken.exists() and taken.read_bytes() != data:
            return f"{stem}-{digest[:8]}{ending}"
        return taken.name

    def file(self, id):
        """Where an article's file is, or will be."""
        old = self.by_id.get(id)
        return old.file if old else self.articles / f"{id}.md"

    def refuse(self, id, name, digest):
        """Raise ValueError where an article of another page or table has the id.

        A table of the same name is a later export of it: its rows may replace their articles.
        """
        old = self.by_id.get(id)
        if old is None or old.sha256 == digest:
            return
        stem, ending = map(re.escape, parted(name))
        again = old.source and is_table(name)
        if not (again and re.fullmatch(rf"{stem}(?:-[0-9a-f]{{8}})?{ending}", old.source)):
            whose = old.source or old.file.name
            raise ValueError(f"id {id} is already an article of {whose}; give it another id")

    def put(self, id, text, others, digest, article=None):
        """Write an article's file and others (a dict) all or none; say what became of it.

        A file in pages/ that is there is left as it is, and so is an article that is there and
        differs, unless ``replace``. Raises ValueError where a stranger has the article's name.
        """
        file, status = self.file(id), "added"
        if file.exists():
            status = "unchanged" if _same(file.read_bytes(), text, article) else "kept"
            if status == "kept" and id not in self.by_id:
                raise ValueError(f"another article is in {file.name}; rename that one")
            if status == "kept" and self.replace:
                status = "replaced"
        stay = status in ("unchanged", "kept")
        wanted = others | {file: text}  # the article last: where it is, the others are
        write(
            {
                path: content
                for path, content in wanted.items()
                if not (path.exists() and (stay or path.parent == self.pages))
            },
            digest,
        )
        self._know(file, text)
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


def _plain(value):
    """A header's value as text, or None where `check` would find fault with it."""
    try:
        found = yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        return None
    return found if isinstance(found, str) else None


def _same(there, text, article):
    """Whether a file holds what would be written. For a row, the table's name does not matter."""
    if there == text or article is None:
        return there == text
    try:
        old = from_markdown(decoded(there))
    except ArticleError:
        return False
    return all(
        getattr(old, f.name) == getattr(article, f.name)
        for f in fields(Article)
        if f.name not in ("source", "sha256")
    )


def decoded(data):
    """UTF-8 as text. Raises ArticleError, one line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ArticleError("not UTF-8; save it as UTF-8") from None
