"""Load and check a folder of articles."""

import hashlib
import warnings
from pathlib import Path

from analysis import article as articles
from analysis.article import Article, ArticleError
from analysis.page import from_csv

from .model import Corpus, plural


def load(path):
    """Load a corpus folder, its articles folder, or one .md file → ``Corpus``.

    A file that cannot be used is left out and named in ``problems``; a page that is missing or
    changed is named there too. One warning says how many problems there are. Raises
    FileNotFoundError for a path that does not exist.
    """
    corpus = _load(Path(path))
    if corpus.problems:
        n, first = plural(len(corpus.problems), "problem"), corpus.problems[0]
        warnings.warn(f"{n} in {path}, the first: {first}", stacklevel=2)
    return corpus


def _load(path):
    files, home = _files(path)
    found, problems, sources = {}, [], {}
    for file in files:
        name = file.relative_to(home).as_posix()
        try:
            article = articles.read(file, name)
        except ArticleError as error:
            problems.append(str(error))
            continue
        except OSError as error:
            problems.append(f"{name}: cannot be read ({error.strerror}); check the file")
            continue
        if article.id in found:
            other = sources[article.id]
            problems.append(f"{name}: id {article.id} is already in {other}; give it another")
            continue
        found[article.id], sources[article.id] = article, name
        problems += [f"{name}: {doubt}" for doubt in articles.flags(article)]
        problems += _page_problems(article, home, name)
    return Corpus(tuple(found[id] for id in sorted(found)), tuple(problems), path)


def _files(path):
    """The article files of a path, by name, and the folder that also holds pages/."""
    if path.is_file():
        folder, files = path.parent, [path]
    elif path.is_dir():
        folder = path / "articles" if (path / "articles").is_dir() else path
        files = sorted(p for p in folder.glob("*.md") if p.stem.lower() != "readme")
    else:
        raise FileNotFoundError(f"{path}: no such file or folder; give a corpus folder")
    return files, folder.parent if folder.name == "articles" else folder


def _page_problems(article, home, name):
    if article.source is None:
        return []
    page = home / "pages" / article.source
    if not page.is_file():
        return [f"{name}: its page pages/{article.source} is missing; put it back"]
    if article.sha256 and sha256(page.read_bytes()) != article.sha256:
        return [f"{name}: its page pages/{article.source} has changed; put the saved one back"]
    return []


def sha256(data):
    """Hash of bytes, as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def check(path):
    """All problems of a corpus as a list of lines: those of ``load``, and the records of blocks.

    Raises FileNotFoundError as ``load`` does.
    """
    problems = list(_load(Path(path)).problems)
    for _, name, blocks in _records(Path(path)):
        if isinstance(blocks, str):
            problems.append(f"{name}: {blocks}")
    return problems


def summary(corpus_dir, id):
    """What `add` made of a page, line by line: title, blocks kept and dropped, what to look at."""
    file = Path(corpus_dir) / "articles" / f"{id}.md"
    article, blocks = articles.read(file), _blocks(file.with_suffix(".blocks.csv"))
    kept = sum(block.kept for block in blocks)
    yield f"title: {article.title}"
    yield f"{kept} blocks kept, {len(blocks) - kept} dropped: see {file.with_suffix('.blocks.csv')}"
    for block in blocks:
        if "in doubt" in block.reason or block.reason in ("byline", "date line"):
            yield f"look at line {block.first} ({block.reason}): {block.text[:60]}"
    missing = [
        name for name in ("outlet", "authors", "published", "url") if not getattr(article, name)
    ]
    if missing:
        yield f"not recorded: {', '.join(missing)}; write them into {file} if you know them"


def corrected(path):
    """Articles whose text was changed by hand after they were made from their page: a list of ids.

    The text is no longer what the record of blocks says was kept. That is no fault.
    """
    changed = []
    for article, _, blocks in _records(Path(path)):
        if not isinstance(blocks, str):
            kept = [articles.Section(block.section, block.text) for block in blocks if block.kept]
            if Article(article.id, tuple(kept)).sections != article.sections:
                changed.append(article.id)
    return changed


def _records(path):
    """For each article made from a page: it, its record's name, and the blocks or what is wrong."""
    files, home = _files(path)
    for file in files:
        try:
            article = articles.read(file, file.relative_to(home).as_posix())
        except (ArticleError, OSError):
            continue  # load has said so
        if article.source is not None:
            record = file.with_suffix(".blocks.csv")
            yield article, record.relative_to(home).as_posix(), _blocks(record)


def _blocks(record):
    try:
        return from_csv(record.read_bytes().decode())
    except FileNotFoundError:
        return "missing, so what was dropped is unknown; restore it"
    except UnicodeDecodeError:
        return "not UTF-8; restore it"
    except ValueError as error:
        return str(error)
