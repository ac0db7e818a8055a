"""The blocks of an article's page, kept and dropped, and what to check there."""

import re
from collections import Counter
from dataclasses import fields
from itertools import groupby
from pathlib import Path

from analysis._support import as_path, few, read, sha256, short, template
from analysis.article import Article, flags, one_line
from analysis.pages import is_cut_off

from .load import article_files, blocks_of, entries
from .store import manifest
from .table_files import is_table

_LENGTH = {True: 200, False: 100}  # characters of a block in a list, kept or not
_FEW = 5  # dropped blocks one after another; a longer run is folded
CUT_OFF = "the text is incomplete (`complete: no`): the page ends in a subscription prompt"
_EDITED = "edited by hand since it was added; `check` lists the changes"
_MISSING = {"headline": "title", "outlet": "outlet", "date": "published", "author": "authors"}


class Audit:
    """What to check in an article, then its ``blocks``; long runs of dropped ones are folded."""

    def __init__(self, article, file):
        if article.source is None:
            raise ValueError(f"{article.id} was not made from a page, so it has no blocks")
        self.article, self.blocks = article, blocks_of(file)
        added = manifest(file.parents[1])[0].get(f"articles/{file.name}")
        self.is_edited = bool(added) and added != sha256(read(file))
        self.doubts = [*doubts(article, self.blocks), *[_EDITED] * self.is_edited]
        kept = sum(block.kept for block in self.blocks)
        self.counts = f"{kept} blocks kept, {len(self.blocks) - kept} dropped"

    def place(self, block):
        """The lines of a block in its page, or its row in a table."""
        last = "" if block.first == block.last else f"–{block.last}"
        return f"{'row' if block.reason.startswith('column ') else 'line'} {block.first}{last}"

    def runs(self):
        """Runs of numbered blocks, kept or dropped: (summary if folded, else "", and the run)."""
        for is_kept, blocks in groupby(enumerate(self.blocks, 1), lambda pair: pair[1].kept):
            run, said = [*blocks], ""
            if not is_kept and len(run) > _FEW:
                reasons = Counter(block.reason for _, block in run).most_common()
                of = few((f"{reason} ({n})" for reason, n in reasons), 4)
                said = f"blocks {run[0][0]}–{run[-1][0]} dropped: {of}"
            yield said, run

    def lines(self, kept_only=False):
        """The article's facts and what to check, then its blocks, as lines of text."""
        article = self.article
        origins = "; ".join(f"{key} from {origin}" for key, origin in article.origins.items())
        values = vars(article) | {"authors": "; ".join(article.authors), "origins": origins}
        names = [f.name for f in fields(Article) if f.name not in ("id", "sections", "responses")]
        facts = [f"{name}: {one_line(values[name])}" for name in names if values[name]]
        facts += [f"{r.kind}: {r.question or ''} {r.counts}".rstrip() for r in article.responses]
        yield repr(article).removeprefix("Article ")
        yield from (f"    {fact}" for fact in [*facts, *self.doubts, self.counts])
        for said, run in self.runs():
            if said and not kept_only:
                yield f"      {said}"
            for number, block in () if said else run:
                if block.kept or not kept_only:
                    use = f"kept     {block.section}" if block.kept else "dropped"
                    why = f"{use:<17}  {one_line(block.reason)}"
                    yield f"{number:>4}  {self.place(block):<12}  {why}"
                    yield f"      {short(one_line(block.text), _LENGTH[block.kept])}"

    def __repr__(self):
        return "\n".join(self.lines())

    def _repr_html_(self):
        return template("corpus/audit.html.j2").render(page=self)


def audit(corpus, id):
    """Return the kept and dropped blocks of a page as an ``Audit``, which a notebook displays.

    ``corpus`` is a corpus folder or the corpus loaded from it; ``id`` may be shortened to an
    unambiguous beginning. Raises KeyError for an unknown id.

    >>> import pathlib, tempfile
    >>> from analysis.corpus import add
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = pathlib.Path(folder, "page.txt")
    ...     _ = page.write_text("Home\\n\\nA storm\\n\\n" + "It rained on the town for days. " * 4)
    ...     [(_, _, id)] = add(page, folder)
    ...     [(block.kept, block.reason) for block in audit(folder, id).blocks][:1]
    [(False, 'navigation')]
    """
    path = as_path(getattr(corpus, "path", corpus), "corpus")
    if is_table(path) and not path.is_dir():
        raise ValueError(f"{id} comes from the table {path.name}, so it has no page or blocks")
    files = article_files(path)
    begun = [file.stem for file in files if file.stem.startswith(id)]
    id = begun[0] if len(begun) == 1 else id
    why = f"no article {id!r} in {path}; `measure` lists the ids"
    if len(begun) > 1:
        why = f"{len(begun)} ids begin with {id!r}: {few(begun)}; give more of the id"
    for entry in entries(path, sorted(files, key=lambda file: file.stem != id)):  # or renamed
        if entry.article and entry.article.id == id:
            return Audit(entry.article, entry.file)
        if entry.file.stem == id and not entry.article:
            why = f"{path}/{entry.problems[0]}"
    raise KeyError(why)


def summary(corpus_dir, id):
    """Yield lines that say what ``add`` made of a page and what to check."""
    page = audit(corpus_dir, id)
    option = "" if str(corpus_dir) == "corpus" else f" --corpus {corpus_dir}"
    yield f"title: {page.article.title}"
    known = {name: getattr(page.article, name) for name in _MISSING.values() if name != "title"}
    known["authors"] = ", ".join(page.article.authors)
    if said := "; ".join(f"{name}: {value}" for name, value in known.items() if value):
        yield said
    yield f"{page.counts}; to see them: media-analysis show {id}{option}"
    lines = {"^byline$": "authors", "^date line$": "published"}
    unread = [line for line, name in lines.items() if not getattr(page.article, name)]
    yield from doubts(page.article, page.blocks, "|".join(["in doubt", *unread]))
    if names := [name for name in (*_MISSING.values(), "url") if not getattr(page.article, name)]:
        file = Path(corpus_dir) / "articles" / f"{id}.md"
        dated = " (write a date as 2017-02-03)" * ("published" in names)
        yield f"not recorded: {', '.join(names)}; add them to {file}{dated}"


def doubts(article, blocks, reasons="in doubt"):
    """What to check in an article made from a page, and in blocks kept or dropped for a reason."""
    yield from flags(article)
    if is_cut_off(blocks):
        yield CUT_OFF
    for block in blocks:
        if re.search(reasons, block.reason):
            yield f"check line {block.first} ({block.reason}): {block.text[:60]}"


def missing(articles):
    """Yield each field that some articles lack, and the ids of these articles."""
    for name, field in _MISSING.items():
        if ids := [article.id for article in articles if not getattr(article, field)]:
            yield name, ids
