"""A saved page → its blocks, kept or dropped, what it says of itself, and the polls in it.

Each kind of page has its reader (html.py, markdown.py, dump.py for other text), which gives blocks.
"""

import re
from dataclasses import dataclass, field

from analysis.article import Section

from .block import Block, from_csv, to_csv
from .dump import read_dump
from .language import language
from .markdown import read_markdown
from .source import PageError, decode_html, is_html, unpack

__all__ = ["Block", "Page", "PageError", "from_csv", "language", "read_page", "to_csv"]

_MARKDOWN = re.compile(r"\.(?:md|markdown)(?:\.gz)?$", re.IGNORECASE)
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)\b", re.IGNORECASE)
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "a packed file (such as .xlsx, .docx, .zip)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)


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
        return tuple(Section(b.section, b.text) for b in self.blocks if b.kept)

    @property
    def title(self):
        """The headline, or None."""
        return next((b.text for b in self.blocks if b.section == "headline"), None)


def read_page(data, name=""):
    """Read a page's bytes: HTML, or UTF-8 text with or without a byte order mark; either in gzip.

    ``name`` is the page's file name: Markdown is told from other text by .md and .markdown alone.

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
    markdown = _MARKDOWN.search(name) and not _DECLARED.match(data)
    if is_html(data) and not markdown:
        from .html import read_html  # waits until a page is read: its libraries are large

        page = Page(*read_html(decode_html(data)))
    else:
        text = _text(data)
        page = Page(*(markdown and read_markdown(text) or read_dump(text)))
    kinds = {section.kind for section in page.sections}
    if "body" not in kinds:
        raise PageError("no paragraph found; save the page's whole text")
    if "headline" not in kinds:
        raise PageError("no headline found; put the title on a line of its own above the text")
    return page


def _text(data):
    if kind := next((kind for start, kind in _OTHER_KINDS if data.startswith(start)), None):
        raise PageError(f"{kind}, which is not read; save the page as HTML or text, tables as CSV")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PageError("not UTF-8; save it as UTF-8") from None
    if not text.strip():
        raise PageError("empty page; save it again")
    return text
