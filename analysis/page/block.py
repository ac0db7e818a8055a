"""A block: some lines of a saved page, kept as a section of the article or dropped, and why."""

import csv
import hashlib
import io
from dataclasses import dataclass

COLUMNS = ("block", "first_line", "last_line", "kept", "section", "reason", "sha256", "text")


@dataclass(frozen=True)
class Block:
    """Lines ``first`` to ``last`` (from 1) of a page.

    ``section`` is one of ``article.SECTIONS``, or None where the block is not kept. ``reason``
    says in plain words why it was kept or dropped.
    """

    first: int
    last: int
    text: str
    kept: bool
    section: str | None
    reason: str

    @property
    def sha256(self):
        """Hash of the text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def to_csv(blocks):
    r"""The record of a page's blocks as CSV text, one row a block.

    A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``; such a text gets an
    apostrophe in front, and so does one that begins with an apostrophe, so that ``from_csv`` knows
    which to take away.

    >>> block = Block(1, 1, "=1+1", True, "body", "paragraph")
    >>> to_csv([block]).splitlines()[1][-5:], from_csv(to_csv([block])) == [block]
    ("'=1+1", True)
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for n, b in enumerate(blocks, 1):
        text = "'" + b.text if b.text.startswith(("=", "+", "-", "@", "\t", "'")) else b.text
        kept = "yes" if b.kept else "no"
        rows.writerow([n, b.first, b.last, kept, b.section, b.reason, b.sha256, text])
    return out.getvalue()


def from_csv(text):
    """The list of blocks in a record. Raises ValueError, one line, for a row that is not right."""
    rows = csv.reader(io.StringIO(text, newline=""))
    if next(rows, None) != list(COLUMNS):
        raise ValueError(f"row 1: the columns are not {', '.join(COLUMNS)}; restore the file")
    blocks = []
    for n, row in enumerate(rows, 2):
        try:
            _, first, last, kept, section, reason, sha256, text = row
            lines = int(first), int(last)
        except ValueError:
            raise ValueError(f"row {n}: not the {len(COLUMNS)} cells; restore the file") from None
        block = Block(*lines, text.removeprefix("'"), kept == "yes", section or None, reason)
        if block.sha256 != sha256:
            raise ValueError(f"row {n}: its text is not the one of its hash; restore the file")
        blocks.append(block)
    return blocks
