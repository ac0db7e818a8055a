"""Problems in a corpus, what was changed by hand, and what was kept of each page."""

import re
from collections import namedtuple
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path

from analysis._support.arguments import as_path
from analysis._support.html import escaped, short
from analysis.article import Article, Section, one_line
from analysis.pages import read_page
from analysis.pages.names import name_key

from .add import GIVEN, article_of
from .load import article_files, blocks_of, corpus_at, corpus_of, entries, record_of
from .table_files import holds_rows, is_table

# What a page does not say.
_OURS = ("id", "sections", "source", "sha256", "rights", "accessed")
# UTF-8 that was read as Windows-1252, and the replacement character.
_GARBLED = re.compile("â€[\u0153\u2122\u201c\u201d\u0090-\u009f™œ]|Ã[\u00a0-\u00bf]|\ufffd")
_LENGTH = {True: 200, False: 100}  # characters of a block in a list, kept or not
# No colours of its own: grey is the reader's own text colour, thinned, in any theme.
_ROW = "border-left:3px solid currentColor;padding:.1em .7em;margin:.4em 0;white-space:pre-wrap"
_SIZES = {"headline": "1.3em", "subhead": "1.1em", "kicker": ".9em", "caption": ".9em"}
# A corpus, then lines: problems and notes, which begin with the file, and what is not measured.
Report = namedtuple("Report", "corpus problems notes unmeasured")


def check(path):
    """All problems of a corpus as a list of lines: those of ``load``, and the records of blocks.

    Raises FileNotFoundError and TableError, as ``load`` does.
    """
    return list(examine(path).problems)


def examine(path):
    """Check a corpus against the data dictionary → ``Report``; each file is read once.

    Each page is read again and compared with its article: a difference means that the article was
    edited by hand, or made by another version. It is a note, as are garbled characters.
    """
    path, notes = as_path(path, "path"), []
    if path.is_dir():
        corpus = corpus_of(path, (_inspected(entry, notes) for entry in entries(path)))
        notes += _leftovers(path, corpus)
    else:
        corpus = corpus_at(path)
    notes += _spellings(corpus)
    unknown = [a.id for a in corpus if a.language is None]
    other = [f"{a.id} ({a.language})" for a in corpus if a.language not in ("en", None)]
    reasons = {"not in English": other, "language unknown": unknown}
    lines = [f"not measured, {why}: {', '.join(ids)}" for why, ids in reasons.items() if ids]
    return Report(corpus, corpus.problems, tuple(notes), lines)


def _inspected(entry, notes):
    """The article and the problems of an entry, with those of its record; adds its notes."""
    article, problems, blocks = entry.article, [*entry.problems], None
    if article:
        try:
            blocks = blocks_of(entry.file) if article.source else None
        except ValueError as error:
            problems.append(f"{Path(entry.name).parent}/{error}")
        notes += (f"{entry.name}: {note}" for note in _notes(article, entry.page, blocks))
    return article, problems


def _notes(article, page, blocks):
    """Garbled characters, and what differs from the article's page or the record of its blocks."""
    if match := _GARBLED.search(article.text):
        sample = article.text[max(0, match.start() - 10) : match.end() + 10]
        yield f"garbled characters, as in {sample!r}; was the page saved in another encoding?"
    origin, names, changes = article, [], []
    given = {name for name, where in article.origins.items() if where == GIVEN}
    if page is not None and not holds_rows(article.source, page):
        try:
            read = read_page(page, article.source)
            origin, _ = article_of(read, article.id)
        except ValueError as error:
            yield f"its page can no longer be read: {error}"
        else:
            names = [f.name for f in fields(Article) if f.name not in {*_OURS, *given}]
            same = blocks is None or [b.text for b in blocks] == [b.text for b in read.blocks]
            changes += [] if same else ["the record of its blocks"]
    elif blocks is not None:
        origin = Article(article.id, [Section(b.section, b.text) for b in blocks if b.kept])
    origins = {name: where for name, where in article.origins.items() if name not in given}
    article = replace(article, origins=origins)
    changes += ["text"] * (origin.sections != article.sections)
    changes += [name for name in names if getattr(origin, name) != getattr(article, name)]
    if changes:
        what = ", ".join(changes)
        yield f"differs from its page: {what}; it was edited by hand or made by another version"


def _spellings(corpus):
    """Outlets whose names differ in capitals, signs or an article alone."""
    spelled = {}
    for outlet in sorted({article.outlet for article in corpus} - {None}):
        spelled.setdefault(name_key(outlet), []).append(outlet)
    for names in spelled.values():
        if len(names) > 1:
            yield f"outlets {', '.join(map(repr, names))} may be the same; use one spelling"


def _leftovers(path, corpus):
    """Records and pages without an article: it was deleted, or `add` was interrupted."""
    files, folder, home = article_files(path)
    records = {record_of(file) for file in files}
    for record in sorted({*folder.glob("[!.]*.blocks.csv")} - records):
        name = record.relative_to(home).as_posix()
        yield f"{name}: has no article; add its page again, or delete this file"
    # A broken article may have any of the other pages.
    pages = (home / "pages").glob("[!.]*") if len(corpus) == len(files) else ()
    for name in sorted({page.name for page in pages} - {article.source for article in corpus}):
        yield f"pages/{name}: has no article; add the page, or delete it"


class Audit:
    """An article's ``blocks`` in the order of its page; a notebook shows dropped ones in grey."""

    def __init__(self, article, file):
        if article.source is None:
            raise ValueError(f"{article.id} was not made from a page, so it has no blocks")
        self.article, self.blocks = article, blocks_of(file)
        kept = sum(block.kept for block in self.blocks)
        self.counts = f"{kept} blocks kept, {len(self.blocks) - kept} dropped"

    def __repr__(self):
        return "\n".join(self._lines())

    def place(self, block):
        """The lines of a block in its page, or its row in a table."""
        last = "" if block.first == block.last else f"–{block.last}"
        return f"{'row' if block.reason.startswith('column ') else 'line'} {block.first}{last}"

    def _lines(self):
        """The article's metadata, its responses, then each block."""
        article = self.article
        yield f"{article.id}: {article.title or 'no headline'}"
        origins = "; ".join(f"{key} from {origin}" for key, origin in article.origins.items())
        values = vars(article) | {"authors": "; ".join(article.authors), "origins": origins}
        for name in (f.name for f in fields(Article)):
            if values[name] and name not in ("id", "sections", "responses"):
                yield f"    {name}: {one_line(values[name])}"
        for response in article.responses:
            yield f"    {response.kind}: {response.question or ''} {response.counts}".rstrip()
        for number, block in enumerate(self.blocks, 1):
            use = f"kept     {block.section}" if block.kept else "dropped"
            yield f"{number:>4}  {self.place(block):<12}  {use:<17}  {one_line(block.reason)}"
            yield f"      {short(one_line(block.text), _LENGTH[block.kept])}"

    def _repr_html_(self):
        head = f"{self.article.id}, page {self.article.source}: {self.counts} (grey)"
        parts = [f"<p><b>{escaped(head)}</b></p>"]
        for number, block in enumerate(self.blocks, 1):
            use = block.section if block.kept else "dropped"
            grey = "" if block.kept else ";opacity:.7;border-left-style:dotted"
            label = escaped(f"{number} · {self.place(block)} · {use}: {block.reason}")
            size = _SIZES.get(block.section, "1em")
            parts.append(
                f'<div style="{_ROW}{grey}"><div style="font-size:.85em">{label}</div>'
                f'<div style="font-size:{size}">{escaped(block.text)}</div></div>'
            )
        return f'<section style="max-width:48em">{"".join(parts)}</section>'


def audit(corpus, id):
    """The blocks of an article's page, kept and dropped → ``Audit``, which a notebook displays.

    ``corpus`` is a corpus folder or the corpus loaded from it. KeyError for an unknown id.

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
        raise ValueError(f"{id} comes from the table {path.name} and has no page with blocks")
    files, folder, _ = article_files(path)
    file = folder / f"{id}.md"
    for entry in chain(entries(file) if file in files else (), entries(path)):  # or renamed
        if entry.article and entry.article.id == id:
            return Audit(entry.article, entry.file)
    raise KeyError(f"no article {id!r} in {path}; `measure` lists the ids")


def summary(corpus_dir, id):
    """What ``add`` made of a page and what to check, as lines."""
    page = audit(corpus_dir, id)
    option = "" if str(corpus_dir) == "corpus" else f" --corpus {corpus_dir}"
    yield f"title: {page.article.title}"
    yield f"{page.counts}: media-analysis show {id}{option}"
    for block in page.blocks:
        if "in doubt" in block.reason or block.reason in ("byline", "date line"):
            yield f"check line {block.first} ({block.reason}): {block.text[:60]}"
    names = ("outlet", "authors", "published", "url")
    if missing := [name for name in names if not getattr(page.article, name)]:
        file = Path(corpus_dir) / "articles" / f"{id}.md"
        yield f"not recorded: {', '.join(missing)}; add them to {file} (a date as 2017-02-03)"
