"""A saved page → its blocks, kept or dropped, and the polls and counters in it.

Each kind of page has its reader (so far dump.py, for pages saved as text); all give blocks.
"""

import re
from dataclasses import dataclass

from analysis.article import Section

from .block import Block, from_csv, to_csv
from .dump import read_dump

__all__ = ["Block", "Page", "PageError", "from_csv", "language", "read_page", "to_csv"]

# The longest article of a newspaper has a hundredth of this.
_LARGEST, _MOST_LINES = 10_000_000, 100_000  # bytes, lines
_FUNCTION_WORDS = frozenset(
    "a about after all also an and are as at be been but by can could for from had has have he her "
    "his how if in into is it its more not of on one or our she so than that the their them then "
    "there they this to up was we were what when which who will with would you".split()
)
ENGLISH = 0.22  # least share of function words
_ENOUGH = 20  # words


class PageError(ValueError):
    """A page from which no article can be made; its message is one line: fault; remedy."""


@dataclass(frozen=True)
class Page:
    """What a saved page holds: ``blocks`` in order, and ``responses``."""

    blocks: tuple
    responses: tuple

    @property
    def sections(self):
        """The kept blocks as sections of an article."""
        return tuple(Section(b.section, b.text) for b in self.blocks if b.kept)

    @property
    def title(self):
        """The headline, or None."""
        return next((b.text for b in self.blocks if b.section == "headline"), None)


def read_page(data):
    """Read a page's bytes: UTF-8 text, with or without a byte order mark.

    Raises PageError where the page is empty, not UTF-8, not text, too large, or where no headline
    or no paragraph is found in it.

    >>> page = read_page(b"A storm\\n\\nIt rained on the town for nine days.")
    >>> [section.kind for section in page.sections]
    ['headline', 'body']
    """
    if len(data) > _LARGEST or data.count(b"\n") > _MOST_LINES:
        most = f"{_LARGEST // 1_000_000} MB or {_MOST_LINES:,} lines"
        raise PageError(f"more than {most}; save only the article's page")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PageError("not UTF-8; save it as UTF-8") from None
    if not text.strip():
        raise PageError("empty page; save it again")
    if re.match(r"\s*<(?:!doctype|html|head|body|\?xml)\b", text, re.IGNORECASE):
        raise PageError("HTML, which is not read yet; save the page as text")
    page = Page(*read_dump(text))
    kinds = {section.kind for section in page.sections}
    if "body" not in kinds:
        raise PageError("no paragraph found; save the page's whole text")
    if "headline" not in kinds:
        raise PageError("no headline found; put the title on a line of its own above the text")
    return page


def language(text):
    """A language by its function words: (``"en"`` or None, the reason in plain words).

    In 92 saved news pages, English texts had 27% to 43% of them and texts in other languages at
    most 16% (some words are shared: "a", "as", "in", "was"). A text of 20 words or more with at
    least 22% is taken as English.

    >>> language("The ships left the harbour at dawn and it was not known who had sent them, "
    ...          "or whether they would be back before the end of the week.")[0]
    'en'
    """
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < _ENOUGH:
        return None, f"{len(words)} words are too few to tell the language"
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    said = f"{share:.0%} of the words are common English function words"
    return ("en", said) if share >= ENGLISH else (None, f"only {said}; {ENGLISH:.0%} are asked for")
