"""A block: lines of a saved page, kept as a section of the article or dropped, and why."""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace

from analysis._support import protect, read_csv, sha256, unprotect

from .boilerplate import wording
from .source import PageError

COLUMNS = ("block", "first_line", "last_line", "kept", "section", "reason", "sha256", "text")
_IS = wording("block", flags=0)
READER = re.compile(r"\b(?:[Uu]s|(?i:you|your|our|we))\b")  # not the US
_LONG = 40  # letters and digits; a shorter text must be a line of its own
_LONG_PARAGRAPH = 12  # words; a shorter line may stand twice in an article
_MOST = 5_000_000_000  # comparisons; a page full of repetitions would take hours
_QUOTATION = range(5, 61)  # words of a quotation that is set apart


@dataclass
class Block:
    """Lines ``first`` to ``last`` (from 1) of a page.

    ``section`` is one of ``article.SECTIONS``, or None if dropped; ``reason`` says why, and is None
    until the rules, one after another, have decided.
    """

    first: int
    last: int
    text: str
    section: str | None = None
    reason: str | None = None
    match: object = field(default=None, compare=False)  # the poll or counter that it is

    def keep(self, section, reason):
        """Mark the block as part of the article."""
        self.section, self.reason = section, reason

    def drop(self, reason):
        """Mark the block as not part of the article."""
        self.section, self.reason = None, reason

    kept = property(lambda one: one.section is not None, doc="Part of the article.")
    open = property(lambda one: one.reason is None, doc="Not yet decided.")
    ends = property(lambda one: bool(_IS.ends.search(one.text[-18:])), doc="Ends as a sentence.")
    sha256 = property(lambda one: sha256(one.text), doc="Hash of the text in UTF-8, in hex digits.")
    # Number of words or, for scripts without spaces, a tenth of the number of characters.
    words = property(lambda one: max(len(one.text.split()), len(one.text) // 10))
    # Whether the text is short and ends in ? or !, so it may be a headline or a paragraph.
    asks = property(lambda one: bool(_IS.asks.search(one.text[-9:])) and one.words <= 20)
    # Whether the text is neither a paragraph nor a question, as a headline or a link is.
    is_title = property(lambda one: not one.is_paragraph and not one.asks)
    # Whether the text ends with a mark after which more must follow.
    leads_on = property(lambda one: one.text.endswith((":", ";", ",")))

    @property
    def is_paragraph(self):
        """Long, or at least four words that end like a sentence, except short questions."""
        return self.words >= 25 or self.ends and not self.asks and self.words >= 4

    @property
    def speaks_to_reader(self):
        """Whether the text is short, says "you" or "our", and contains no quotation."""
        return self.words <= 30 and bool(READER.search(self.text)) and not {*'"“'} & {*self.text}


def key(text):
    """The letters and digits of a text, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def letters(text):
    """The number of letters and digits in a text, the same however they are composed."""
    # One character at a time: to sort many marks takes time quadratic in their number.
    plain = ((n, unicodedata.normalize("NFKD", one)) for one, n in Counter(text).items())
    return sum(n * len(re.sub(r"[\W_]", "", letters)) for n, letters in plain)


def complete(blocks, text):
    """Return the blocks as a tuple. Raises PageError if they lack letters of the page's text."""
    blocks = tuple(blocks)
    lost = letters(text) - letters(" ".join(block.text for block in blocks))
    if lost > 0:
        raise PageError(f"{lost} letters of text would be lost; save the page in another format")
    return blocks


def is_cut_off(blocks):
    """Whether the text of a page ends in a prompt to subscribe, so that its rest may be missing."""
    last = max((n for n, block in enumerate(blocks) if block.section == "body"), default=0)
    return "paywall notice" in {block.reason for block in blocks[last + 1 : last + 4]}


def drop_open(lines, reason):
    """Drop those lines that no rule has decided yet."""
    for line in lines:
        if line.open:
            line.drop(reason)


def drop_repeats(lines, is_apart):
    """Drop repeated captions, a second copy of the text, and pull quotes (``is_apart``)."""
    seen, text, apart, copies = set(), "", [], []
    for line in lines:
        spelled = key(line.text)
        is_known = (line.section, spelled) in seen
        seen.add((line.section, spelled))
        if line.section == "caption" and is_known:
            line.drop("repeats a caption")
        elif line.section == "body" and line.words in _QUOTATION and is_apart(line):
            apart.append((line, spelled))
        elif line.section == "body":
            text += f"\n{spelled}"
            copies += [line] if is_known and line.words >= _LONG_PARAGRAPH else []
    for line in copies if len(copies) > 2 else ():  # three repeated paragraphs are a copy
        line.drop("in a second copy of the text")
    for line, spelled in apart:
        if spelled and spelled in text and len(text) * len(apart) <= _MOST:
            line.drop("quotation that repeats words of a paragraph")


def matched(texts, extracted):
    """For each text, whether it is an extracted line, or is long and in the rest of the lines."""
    keys, lines = [key(text) for text in texts], dict.fromkeys(map(key, extracted))
    # A copy of the whole article in one text is no part of it.
    alone = {k for k in keys if len(k) >= _LONG}
    text = "".join(line for line in lines if line not in alone)
    text = text if len(keys) * len(text) <= _MOST else ""
    return [bool(k) and (k in lines or len(k) >= _LONG and k in text) for k in keys]


def to_csv(blocks):
    r"""The record of a page's blocks as CSV text, one row per block.

    Text that a spreadsheet would run as a formula gets an apostrophe, which ``from_csv`` removes.

    >>> block = Block(1, 1, "=1+1", "body", "paragraph")
    >>> to_csv([block]).splitlines()[1][-5:], from_csv(to_csv([block])) == [block]
    ("'=1+1", True)
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for n, b in enumerate(blocks, 1):
        about = [n, b.first, b.last, "yes" if b.kept else "no", b.section, b.reason]
        rows.writerow([*about, b.sha256, protect(b.text)])
    return out.getvalue()


def from_csv(text):
    """The list of blocks in a record. Raises ValueError with a one-line message for a bad row."""
    rows = (cells for _, cells in read_csv(text))
    if next(rows, None) != list(COLUMNS):
        raise ValueError(f"row 1: the columns are not {', '.join(COLUMNS)}; restore the file")
    blocks = []
    for n, row in enumerate(rows, 2):
        if isinstance(row, str):
            raise ValueError(f"row {n}: {row}, or restore the file")
        try:
            _, first, last, kept, section, reason, digest, text = row
            section = section if kept == "yes" else None
            block = Block(int(first), int(last), unprotect(text), section, reason)
        except ValueError:
            raise ValueError(f"row {n}: not {len(COLUMNS)} valid cells; restore the file") from None
        if block.sha256 != digest:  # 0.1.0 also protected texts that begin with an apostrophe
            block = replace(block, text=text.removeprefix("'"))
        if block.sha256 != digest:
            raise ValueError(f"row {n}: the text does not match its hash; restore the file")
        blocks.append(block)
    return blocks
