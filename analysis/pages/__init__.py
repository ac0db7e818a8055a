"""A saved page → its blocks, kept or dropped, what it says of its article, and the polls in it."""

import re
from dataclasses import dataclass, field
from importlib import import_module

from analysis.article import Section

from .block import Block, from_csv, to_csv
from .dates import iso_date
from .language import language
from .source import PageError, decode_html, decode_text, is_html, unpack

__all__ = ["Block", "Page", "PageError", "from_csv", "iso_date", "language", "read_page", "to_csv"]

_MARKDOWN = re.compile(r"\.(?:md|markdown)(?:\.gz)?$", re.IGNORECASE)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)\b", re.IGNORECASE)
# Each format: whether a page's bytes and file name are of it, how the bytes are decoded, and the
# module and function that give blocks, responses and fields (or None: another format). The first
# that fits reads the page. Modules are imported when needed: their libraries are large.
FORMATS = (
    (lambda data, name: _MARKDOWN.search(name) and not _DECLARED.match(data), decode_text,
     ".markdown", "read_markdown"),
    (lambda data, name: is_html(data), decode_html, ".html", "read_html"),
    (lambda data, name: True, decode_text, ".dump", "read_dump"),
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """What a saved page holds: ``blocks`` in order, and ``responses``.

    ``fields`` holds what the page says of its article, as keyword arguments of ``Article``: any
    of outlet, authors, published, modified, url, language, news_section, and origins, which says
    where each came from. What is unknown is left out.
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
    """Read a page's bytes: HTML, or UTF-8 text with or without a byte order mark; either in gzip.

    ``name`` is the page's file name: Markdown is recognised by .md and .markdown alone.

    Raises PageError where the page is empty, not UTF-8, not text, too large, or where no headline
    or no paragraph is found in it.

    >>> page = read_page(b"A storm\\n\\nIt rained on the town for nine days.")
    >>> [section.kind for section in page.sections]
    ['headline', 'body']
    >>> page = read_page(b"<title>A storm</title><p>It rained on the town for nine days.</p>")
    >>> page.title, page.fields["origins"]
    ('A storm', {'title': 'title element'})
    """
    data = unpack(data)
    for fits, decode, module, reader in FORMATS:
        if fits(data, name):
            contents = getattr(import_module(module, __name__), reader)(decode(data))
            if contents:
                break
    page = Page(*contents)
    kinds = {section.kind for section in page.sections}
    if "body" not in kinds:
        raise PageError("no paragraph found; save the page's whole text")
    if "headline" not in kinds:
        raise PageError("no headline found; put the title on a line of its own above the text")
    return page
