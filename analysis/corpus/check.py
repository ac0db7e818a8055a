"""Problems in a corpus, and changes made by hand."""

import re
from collections import namedtuple
from contextlib import suppress
from dataclasses import fields, replace
from itertools import groupby

from analysis._support import as_path, few, plural, read, sha256
from analysis.article import Article
from analysis.lexicon import default
from analysis.pages import is_cut_off, read_page
from analysis.pages.names import name_key

from .about import outlet_names
from .audit import CUT_OFF, doubts, missing
from .cells import IS
from .load import article_files, article_of, as_recorded, blocks_of, corpus_at, corpus_of, entries
from .model import JOINED
from .store import GIVEN, HEADS, SUMS, TERMS, manifest
from .table_files import holds_rows

_OURS = ("id", "sections", "source", "sha256", "rights", "accessed")  # what a page does not say
# A corpus, then lines: problems, notes (these begin with the file), what is unmeasured or missing.
Report = namedtuple("Report", "corpus problems notes unmeasured")


def check(path):
    """List all problems of a corpus: those that ``load`` finds and those in the records of blocks.

    Each problem is one line. Raises FileNotFoundError and TableError, as ``load`` does.
    """
    return list(examine(path).problems)


def examine(path):
    """Check a corpus against the rules in ``docs/corpus.md`` and return a ``Report``.

    Each page is read again and compared with its article: a difference means that the article was
    edited by hand or made by another version. Differences are notes, as are garbled characters.
    """
    path, notes, doubtful, hashes = as_path(path, "path"), [], [], {}
    if path.is_dir():
        pairs = []
        for name, file, article, page, problems in entries(path, hashes=hashes):
            try:
                blocks = blocks_of(file, hashes) if article and article.source else None
            except ValueError as error:
                blocks = None
                problems.append(f"articles/{error}")
            pairs.append((article, problems))
            if article:
                notes += (f"{name}: {note}" for note in _notes(article, page, blocks))
                doubtful += [article.id] * any(doubts(article, blocks or ()))
        corpus = corpus_of(path, pairs)
        notes += _leftovers(corpus)
        notes += _unlike_manifest(corpus, [*corpus.problems, *notes], hashes)
    else:
        corpus = corpus_at(path)
    notes += _spellings(corpus)
    other = [f"{a.id} ({a.language})" for a in corpus if a.language not in ("en", None)]
    reasons = {"not measured, not in English": other, "in doubt (see `show ID`)": doubtful}
    reasons |= {"not measured, language unknown": [a.id for a in corpus if a.language is None]}
    lines = [f"{why}: {few(ids)}" for why, ids in reasons.items() if ids]
    for name, ids in missing(corpus):
        lines.append(f"without {name}: {plural(len(ids), 'article')} ({few(ids, 3)})")
    return Report(corpus, corpus.problems, tuple(notes), lines)


def _notes(article, page, blocks):
    """Garbled characters, and what differs from the article's page or the record of its blocks."""
    if match := IS.garbled.search(article.text):
        yield f"garbled characters, as in {match[0]!r}; check how the page was encoded when saved"
    if blocks and is_cut_off(blocks):
        yield CUT_OFF
    origin, names, changes = article, [], []
    if page is not None and not holds_rows(article.source, page):
        try:
            read = read_page(page, article.source)
            origin = article_of(read, article.id)
            names = [f.name for f in fields(Article) if f.name not in _OURS]
            same = blocks is None or [b.text for b in blocks] == [b.text for b in read.blocks]
            changes += [] if same else ["the record of its blocks"]
        except ValueError as error:
            yield f"its page can no longer be read: {error}"
    elif blocks is not None:
        origin = as_recorded(article.id, blocks)
    given = [name for name, where in article.origins.items() if where == GIVEN]
    origin = replace(origin, origins=origin.origins | dict.fromkeys(given, GIVEN))
    kinds = [HEADS.get(name) for name in given]
    ours, its = ([s for s in one.sections if s.kind not in kinds] for one in (article, origin))
    changes += sorted({s.kind for s in {*ours} ^ {*its}}) or ["order of the text"] * (ours != its)
    changes += [n for n in names if n not in given and getattr(origin, n) != getattr(article, n)]
    if changes:
        what = ", ".join(changes)
        yield f"differs from its page ({what}); it was edited by hand or made by another version"


def _unlike_manifest(corpus, said, hashes):
    """Files changed since `add` wrote them, unless declared; a different term list."""
    path, (sums, unread) = corpus.path, manifest(corpus.path)
    if unread:
        lines = f"{plural(len(unread), 'unreadable line')} ({few(unread)})"
        yield f"{SUMS}: {lines}; restore the file, or delete it and run `add` again"
    elif not (path / SUMS).is_file() and any(article.source for article in corpus):
        remedy = f"media-analysis add {path}/pages --corpus {path}"
        yield f"{SUMS}: missing, so changed files go unnoticed; to restore it, run: {remedy}"
    said = set(re.split(r"[:;\s]+", "\n".join(said)))
    if sums.pop(TERMS, default().fingerprint) != default().fingerprint:
        yield f"{SUMS}: articles were added with a term list other than {default().label}"
    for name in sorted(sums.keys() - said):
        file = path / name
        now = hashes.get(file) or file.is_file() and sha256(read(file))  # or a leftover
        if now != sums[name] and name.replace(".blocks.csv", ".md") not in said:
            todo = f"; if this is intended, delete its line in {SUMS}"
            if now and name.endswith(".md"):
                todo = " (its header, not its text); nothing to do"
            yield f"{name}: {'changed' if now else 'deleted'} since it was added{todo}"


def _spellings(corpus):
    """Outlets whose names differ only in capitals, symbols or an article."""
    outlets = sorted({article.outlet for article in corpus} - {None}, key=name_key)
    for _, names in groupby(outlets, key=name_key):
        if len(names := sorted(names)) > 1:
            where = "articles" if corpus.path.is_dir() else corpus.path.name
            advice = "use one spelling (in a corpus folder, outlets.csv can join spellings)"
            yield f"{where}: outlets {', '.join(map(repr, names))} may be one outlet; {advice}"
    with suppress(ValueError):  # a problem already
        outlets = outlet_names(corpus.path)
        printed = {article.origins.get("outlet", "").removeprefix(JOINED) for article in corpus}
        if unused := [name for name in outlets if name not in printed | {outlets[name]}]:
            yield f"outlets.csv: no article has outlet {few(map(repr, unused))}; check the spelling"


def _leftovers(corpus):
    """Records and pages without an article: it was deleted, or they were never added."""
    path, files = corpus.path, article_files(corpus.path)
    records = {file.with_suffix(".blocks.csv") for file in files}
    for record in sorted({*path.glob("articles/[!.]*.blocks.csv")} - records):
        yield f"articles/{record.name}: no article; add its page again, or delete this file"
    names = {page.name for page in path.glob("pages/[!.]*")} - {a.source for a in corpus}
    if len(corpus) == len(files):  # or a broken article may have them
        for name in sorted(names):
            yield f"pages/{name}: no article was made from this page; add the page, or delete it"
