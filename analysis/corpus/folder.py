"""A folder of articles: its files, their pages, and what is wrong with them."""

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


def as_path(value, argument):
    """A path from what a caller gave. Raises TypeError, which names the argument."""
    try:
        return Path(value)
    except TypeError:
        raise TypeError(f"{argument} is {value!r}; give the path of a file or folder") from None


def articles_folder(path):
    """The folder with the articles of a corpus: articles/, or the folder itself."""
    return path / "articles" if (path / "articles").is_dir() else path


def article_files(path):
    """The article files of a path, by name, and the folder that also holds pages/."""
    if path.is_file():
        folder, files = path.parent, [path]
    elif path.is_dir():
        folder = articles_folder(path)
        files = sorted(p for p in folder.glob("[!.]*.md") if p.stem.lower() != "readme")
    else:
        raise FileNotFoundError(f"{path}: no such file or folder; give a corpus folder or a table")
    return files, folder.parent if folder.name == "articles" else folder


def entries(path):
    """An ``Entry`` for each article's file of a corpus folder, by name; each file is read once."""
    files, home = article_files(path)
    names, hashes = {}, {}
    for file in progress(files, unit="file"):
        name = file.relative_to(home).as_posix()
        article, page, problems = None, None, []
        try:
            text = decoded(file.read_bytes(), name)
            article = from_markdown(text, name)
            doubts = [(doubt.partition(":")[0], doubt) for doubt in flags(article)]
            if article.id in names:
                fault = f"id {article.id} is already in {names[article.id]}; use a different id"
                article, doubts = None, [("id", fault)]
            else:
                names[article.id] = name
                page, fault = _page(article, home / "pages", hashes)
                doubts += [("source", fault)] if fault else []
            problems = [f"{_line_of(key, name, text)}: {doubt}" for key, doubt in doubts]
        except ArticleError as error:
            problems = [str(error)]
        except OSError as error:
            problems = [f"{name}: cannot be read ({error.strerror}); check the file"]
        yield Entry(name, file, article, page, tuple(problems))


def decoded(data, name):
    """UTF-8 as text. Raises ArticleError with the line that is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ArticleError(f"{name}:{line}: not UTF-8; save it as UTF-8") from None


def _line_of(key, name, text):
    """The line of a header's key, as file:line."""
    for number, line in enumerate(text.split("\n---", 1)[0].split("\n"), 1):
        if re.match(rf"{key}\s*:", line):
            return f"{name}:{number}"
    return name


def _page(article, folder, hashes):
    """The bytes of an article's page, if they are as they were, and what is wrong."""
    source, page = article.source, None
    if source is None:
        return None, None
    if article.sha256 is None:
        return None, f"sha256 is empty, so pages/{source} cannot be verified; add the page again"
    if source not in hashes:
        try:
            page = (folder / source).read_bytes()
        except OSError:
            return None, f"its page pages/{source} is missing; restore it"
        hashes[source] = sha256(page)
    if hashes[source] != article.sha256:
        return None, f"its page pages/{source} has changed; put the saved one back"
    return page, None


def sha256(data):
    """Hash of bytes, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def record_of(file):
    """The file with the record of an article's blocks."""
    return file.with_suffix(".blocks.csv")


def blocks_of(file):
    """The blocks in an article's record. Raises ValueError with one line."""
    try:
        return from_csv(record_of(file).read_bytes().decode())
    except FileNotFoundError:
        raise ValueError("missing, so what was dropped is unknown; restore it") from None
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror}); check the file") from None
    except UnicodeDecodeError:
        raise ValueError("not UTF-8; restore it") from None
