"""A folder of articles: its files, its pages, and what is wrong with them."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from analysis._support.progress import progress
from analysis.article import Article, ArticleError, flags, from_markdown
from analysis.pages import from_csv


@dataclass(frozen=True)
class Entry:
    """One article's file, read once, with the bytes of its page and what is wrong.

    ``name`` is the file's path in the corpus. ``page`` is None where the article names none, where
    it is missing or has changed, or where an earlier entry had it.
    """

    name: str
    file: Path
    article: Article | None
    page: bytes | None
    problems: tuple


def files(path):
    """The article files of a path, by name, and the folder that also holds pages/."""
    if path.is_file():
        folder, found = path.parent, [path]
    elif path.is_dir():
        folder = path / "articles" if (path / "articles").is_dir() else path
        found = sorted(p for p in folder.glob("[!.]*.md") if p.stem.lower() != "readme")
    else:
        raise FileNotFoundError(f"{path}: no such file or folder; give a corpus folder")
    return found, folder.parent if folder.name == "articles" else folder


def entries(path):
    """An ``Entry`` for each article's file of a corpus folder, by name; each file is read once."""
    found, home = files(path)
    names, pages = {}, {}
    for file in progress(found, unit="file"):
        name = file.relative_to(home).as_posix()
        try:
            text = _text(file, name)
            article = from_markdown(text, name)
        except ArticleError as error:
            yield Entry(name, file, None, None, (str(error),))
            continue
        except OSError as error:
            fault = f"{name}: cannot be read ({error.strerror}); check the file"
            yield Entry(name, file, None, None, (fault,))
            continue
        if article.id in names:
            fault = f"id {article.id} is already in {names[article.id]}; give it another"
            yield Entry(name, file, None, None, (f"{place(name, text, 'id')}: {fault}",))
            continue
        names[article.id] = name
        faults = [(doubt.partition(":")[0], doubt) for doubt in flags(article)]
        page, fault = _page(article, home / "pages", pages)
        if fault:
            faults.append(("source", fault))
        problems = tuple(f"{place(name, text, key)}: {fault}" for key, fault in faults)
        yield Entry(name, file, article, page, problems)


def _text(file, name):
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(f"{name}:{line}: not UTF-8; save it as UTF-8") from None


def place(name, text, key):
    """Where a header's key stands, as file:line."""
    for number, line in enumerate(text.split("\n---", 1)[0].split("\n"), 1):
        if re.match(rf"{key}\s*:", line):
            return f"{name}:{number}"
    return name


def _page(article, folder, hashes):
    """The bytes of an article's page, if they are as they were, and what is wrong."""
    if article.source is None:
        return None, None
    if article.sha256 is None:
        fault = f"it names its page pages/{article.source}, and sha256 is empty"
        return None, f"{fault}; write the page's hash, or add the page again"
    file, page = folder / article.source, None
    if article.source not in hashes:
        try:
            page = file.read_bytes()
        except OSError:
            return None, f"its page pages/{article.source} is missing; put it back"
        hashes[article.source] = sha256(page)
    if hashes[article.source] != article.sha256:
        return None, f"its page pages/{article.source} has changed; put the saved one back"
    return page, None


def sha256(data):
    """Hash of bytes, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def record_of(file):
    """Where the record of an article's blocks is."""
    return file.with_suffix(".blocks.csv")


def blocks_of(file):
    """The blocks that an article's record holds. Raises ValueError with one line."""
    try:
        return from_csv(record_of(file).read_bytes().decode())
    except FileNotFoundError:
        raise ValueError("missing, so what was dropped is unknown; restore it") from None
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror}); check the file") from None
    except UnicodeDecodeError:
        raise ValueError("not UTF-8; restore it") from None
