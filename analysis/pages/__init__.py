"""A saved page → its blocks, kept or dropped, the article's metadata, and its polls."""

import re
from dataclasses import dataclass, field

from analysis.article import Section

from .block import Block, complete, from_csv, is_cut_off, to_csv
from .boilerplate import WORDING, compiled
from .dates import iso_date
from .dump import read_dump
from .names import is_about
from .source import PageError, decode_html, decode_text, html_of_archive, is_html, language, unpack

_MARKDOWN = re.compile(r"\.(?:md|markdown)(?:\.gz)?$", re.IGNORECASE)
_HEADING = re.compile(r"\A\s*(?:#{1,6} \S|---\s*\n\s*\w+:)")
_EXPORTED = compiled(WORDING["exported"])
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A saved page: ``blocks`` in order, ``responses``, and ``fields`` of its article.

    ``fields`` are keyword arguments of ``Article``: outlet, authors, published, modified, url,
    language and news_section if known, and origins, which says where each value came from.
    """

    blocks: tuple
    responses: tuple
    fields: dict = field(default_factory=dict)

    @property
    def sections(self):
        """The kept blocks as sections of an article."""
        return tuple(Section(block.section, block.text) for block in self.blocks if block.kept)

    @property
    def title(self):
        """The headline, or None."""
        return next((block.text for block in self.blocks if block.section == "headline"), None)


def read_page(data, name=""):
    """Read the bytes of a page: HTML or UTF-8 text, gzipped or not, with or without a BOM.

    ``name`` is its file name: Markdown is recognised only by .md or .markdown. Raises PageError
    if the page is empty, too large, not UTF-8 text, or has no headline or no paragraph.

    >>> page = read_page(b"A storm\\n\\nIt rained on the town for nine days.")
    >>> [section.kind for section in page.sections]
    ['headline', 'body']
    >>> page = read_page(b"<title>A storm</title><p>It rained on the town for nine days.</p>")
    >>> page.title, page.fields["origins"]
    ('A storm', {'title': 'title element'})
    """
    page = Page(*_contents(html_of_archive(unpack(data)), name))
    people = [name for name in page.fields.get("authors", ()) if " " in name]
    for block in [block for block in page.blocks if block.section in ("body", "subhead")][1:][-3:]:
        if is_about(block.text, people):
            block.drop("about the author")
    marks = _EXPORTED.findall(" ".join(block.text for block in page.blocks))
    if len({*map(str.lower, marks)}) < len(marks):
        why = "several articles from a news database, with no lines that separate them"
        raise PageError(f"{why}; export them again as Word, or as text with such lines")
    kinds = {section.kind for section in page.sections}
    if "body" not in kinds:
        raise PageError("no paragraph found; save the whole text of the page")
    if "headline" not in kinds:
        raise PageError("no headline found; put the title on a separate line above the text")
    return page


def _contents(data, name):
    """Blocks, responses and fields. Readers are imported when needed: their libraries are large."""
    is_markdown = _MARKDOWN.search(name) and not _DECLARED.match(data)
    if is_html(data) and not is_markdown:
        from .html import read_html

        return read_html(decode_html(data))
    text = decode_text(data)
    if is_markdown or _HEADING.search(text):  # it may be in a text file
        from .markdown import read_markdown

        if contents := read_markdown(text):
            return contents
    return read_dump(text)
