"""What is wrong with a corpus, and what was changed in it by hand."""

import re
from dataclasses import dataclass, fields
from pathlib import Path

from analysis.article import Article, Section
from analysis.pages import read_page

from .adding import article_of
from .folder import blocks_of, entries, files, record_of
from .loading import load_table
from .model import Corpus
from .rows import is_table

# Not said by a page, or only by us.
_OURS = ("id", "sections", "source", "sha256", "rights", "accessed")
# UTF-8 that was read as Windows-1252, and what stands for a character that could not be read.
_MISREAD = re.compile("â€[\u0153\u2122\u201c\u201d\u0090-\u009f™œ]|Ã[\u00a0-\u00bf]|\ufffd")


@dataclass(frozen=True)
class Report:
    """A corpus, its ``problems`` and ``notes``: lines that begin with the file."""

    corpus: Corpus
    problems: tuple
    notes: tuple

    @property
    def unmeasured(self):
        """Lines that say which articles are not measured: not English, or language unknown."""
        unknown = [article.id for article in self.corpus if article.language is None]
        other = [f"{a.id} ({a.language})" for a in self.corpus if a.language not in ("en", None)]
        return [
            f"not measured, {reason}: {', '.join(ids)}"
            for reason, ids in (("not in English", other), ("language unknown", unknown))
            if ids
        ]


def check(path):
    """All problems of a corpus as a list of lines: those of ``load``, and the records of blocks.

    Raises FileNotFoundError, and TableError for a table, as ``load`` does.
    """
    return list(examine(path).problems)


def examine(path, progress=iter):
    """Check a corpus against the data dictionary → ``Report``; each file is read once.

    Each page is read again and compared with its article: what differs was changed by hand, or
    made by another version, and is a note, as are letters that seem to be misread. ``progress`` is
    given the list of files and gives them back one by one.
    """
    path = Path(path)
    if is_table(path) and not path.is_dir():
        corpus = load_table(path)
        return Report(corpus, corpus.problems, ())
    found, problems, notes, sources = [], [], [], set()
    turns = iter(progress(files(path)[0]))
    for entry in entries(path):
        next(turns, None)
        problems += entry.problems
        article = entry.article
        if article is None:
            continue
        found.append(article)
        notes += [f"{entry.name}: {note}" for note in _misread(article)]
        if article.source is not None:
            sources.add(article.source)
            try:
                blocks = blocks_of(entry.file)
            except ValueError as error:
                record = record_of(entry.file).name
                problems.append(f"{entry.name.rpartition('/')[0] or '.'}/{record}: {error}")
                blocks = None
            notes += [f"{entry.name}: {note}" for note in _differences(entry, blocks)]
    next(turns, None)
    notes += _lone_records(path)
    notes += _orphans(files(path)[1] / "pages", sources)
    corpus = Corpus(tuple(sorted(found, key=lambda a: a.id)), tuple(problems), path)
    return Report(corpus, tuple(problems), tuple(notes))


def _misread(article):
    if match := _MISREAD.search(article.text):
        shown = article.text[max(0, match.start() - 10) : match.end() + 10]
        yield f"letters that seem misread, as in {shown!r}; was the page saved in another encoding?"


def _differences(entry, blocks):
    """What of an article is not as its page, or the record of its blocks, gives it."""
    article = entry.article
    changed = []
    if blocks is not None:
        kept = tuple(Section(block.section, block.text) for block in blocks if block.kept)
        if Article(article.id, kept).sections != article.sections:
            changed.append("text")
    if entry.page is not None and not is_table(article.source):
        try:
            fresh, _ = article_of(read_page(entry.page, article.source), article.id)
        except ValueError as error:
            yield f"its page cannot be read now: {error}"
        else:
            if fresh.sections != article.sections and "text" not in changed:
                changed.append("text")
            changed += [
                f.name
                for f in fields(Article)
                if f.name not in _OURS and getattr(fresh, f.name) != getattr(article, f.name)
            ]
    if changed:
        what = ", ".join(changed)
        yield f"not as its page gives it: {what}; changed by hand, or made by another version"


def _lone_records(path):
    """Records of blocks without an article: it was deleted, or `add` was stopped before it."""
    articles, home = files(path)
    if path.is_dir():
        folder = path / "articles" if (path / "articles").is_dir() else path
        there = {record_of(file).name for file in articles}
        for record in sorted(folder.glob("[!.]*.blocks.csv")):
            if record.name not in there:
                article = record.name.replace(".blocks.csv", ".md")
                name = record.relative_to(home).as_posix()
                yield f"{name}: its article {article} is not there; add its page, or delete this"


def _orphans(pages, sources):
    if pages.is_dir():
        for page in sorted(pages.iterdir()):
            if page.name not in sources and not page.name.startswith("."):
                yield f"pages/{page.name}: no article is made from it; add it, or delete it"
