"""What was kept of an article's page and what was dropped: as lines, and as a page to look at."""

import html
from dataclasses import fields
from pathlib import Path

from analysis._support.html import short
from analysis.article import Article, one_line, read

from .folder import blocks_of, entries, record_of
from .rows import is_table

_SHOWN = {True: 200, False: 100}  # characters of a block in a list, kept or not
# No colours of its own: grey is the reader's own text colour, thinned, in any theme.
_ROW = "border-left:3px solid currentColor;padding:.1em .7em;margin:.4em 0;white-space:pre-wrap"
_SIZES = {"headline": "1.3em", "subhead": "1.1em", "kicker": ".9em", "caption": ".9em"}


class Audit:
    """An article's blocks in the order of its page; in a notebook, the page with dropped ones grey.

    ``blocks`` is the list of blocks. Raises KeyError for an unknown id and ValueError where the
    article is not made from a page, or the record of its blocks is not right.
    """

    def __init__(self, article, file):
        if article.source is None:
            raise ValueError(f"{article.id} is not made from a page, so there are no blocks")
        self.article = article
        try:
            self.blocks = blocks_of(file)
        except ValueError as error:
            raise ValueError(f"{record_of(file).name}: {error}") from None

    def __repr__(self):
        return "\n".join(listing(self))

    def place(self, block):
        """Where a block stands in its page, or which row of a table it is of."""
        lines = f"{block.first}" if block.first == block.last else f"{block.first}–{block.last}"
        return f"{'row' if is_table(self.article.source) else 'line'} {lines}"

    def _repr_html_(self):
        rows = [
            _html_row(number, block, self.place(block))
            for number, block in enumerate(self.blocks, 1)
        ]
        kept = sum(block.kept for block in self.blocks)
        about = (
            f"{html.escape(self.article.id)}, page {html.escape(self.article.source)}: "
            f"{kept} blocks kept, {len(rows) - kept} dropped (grey)"
        )
        return f'<section style="max-width:48em"><p><b>{about}</b></p>{"".join(rows)}</section>'


def _html_row(number, block, place):
    state = block.section if block.kept else "dropped"
    said = html.escape(f"{number} · {place} · {state}: {block.reason}")
    grey = "" if block.kept else ";opacity:.7;border-left-style:dotted"
    size = _SIZES.get(block.section, "1em")
    label = f'<div style="font-size:.85em">{said}</div>'
    text = f'<div style="font-size:{size}">{html.escape(block.text)}</div>'
    return f'<div style="{_ROW}{grey}">{label}{text}</div>'


def audit(corpus, id):
    """The blocks of an article's page, kept and dropped → ``Audit``, which a notebook displays.

    Parameters
    ----------
    corpus : Corpus, str or Path
        A corpus folder, or what ``load`` made of one.
    id : str
        The article's id.

    >>> import pathlib, tempfile
    >>> from analysis.corpus import add
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = pathlib.Path(folder, "page.txt")
    ...     _ = page.write_text("Home\\n\\nA storm\\n\\n" + "It rained on the town for days. " * 4)
    ...     [(_, _, id)] = add([page], folder)
    ...     [(block.kept, block.reason) for block in audit(folder, id).blocks][:1]
    [(False, 'navigation')]
    """
    path = Path(getattr(corpus, "path", corpus))
    if is_table(path) and not path.is_dir():
        raise ValueError(f"{id} comes from the table {path.name}, so there is no page with blocks")
    folder = path / "articles" if (path / "articles").is_dir() else path
    file = folder / f"{id}.md"
    if file.is_file() and file.resolve().parent == folder.resolve():
        article = read(file)
        if article.id == id:
            return Audit(article, file)
    for entry in entries(path):  # its file has another name
        if entry.article and entry.article.id == id:
            return Audit(entry.article, entry.file)
    raise KeyError(f"no article {id!r} in {path}; is it in another folder? `measure` lists ids")


def _said(value):
    """A field's value in words: of origins, which field came from where."""
    if isinstance(value, dict):
        return "; ".join(f"{name} from {origin}" for name, origin in value.items())
    return "; ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def listing(audit):
    """An audit as lines: what is known of the article, its responses, then one line a block."""
    article = audit.article
    yield f"{article.id}: {article.title}"
    known = [f.name for f in fields(Article) if f.name not in ("id", "sections", "responses")]
    for name in known:
        if value := getattr(article, name):
            yield f"    {name}: {one_line(_said(value))}"
    for response in article.responses:
        yield f"    {response.kind}: {response.question or ''} {response.counts}".rstrip()
    for number, block in enumerate(audit.blocks, 1):
        state = f"kept     {block.section}" if block.kept else "dropped"
        place = audit.place(block)
        text = one_line(block.text)
        text = short(text, _SHOWN[block.kept])
        yield f"{number:>4}  {place:<12}  {state:<17}  {one_line(block.reason)}"
        yield f"      {text}"


def summary(corpus_dir, id):
    """What ``add`` made of a page, line by line, and what to look at."""
    found = audit(corpus_dir, id)
    file = Path(corpus_dir) / "articles" / f"{id}.md"
    kept = sum(block.kept for block in found.blocks)
    yield f"title: {found.article.title}"
    dropped = len(found.blocks) - kept
    where = "" if str(corpus_dir) == "corpus" else f" --corpus {corpus_dir}"
    yield f"{kept} blocks kept, {dropped} dropped: python -m analysis show {id}{where}"
    for block in found.blocks:
        if "in doubt" in block.reason or block.reason in ("byline", "date line"):
            yield f"look at line {block.first} ({block.reason}): {block.text[:60]}"
    names = ("outlet", "authors", "published", "url")
    missing = [name for name in names if not getattr(found.article, name)]
    if missing:
        yield f"not recorded: {', '.join(missing)}; write them into {file} if you know them"
