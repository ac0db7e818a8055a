"""A block: lines of a saved page, kept as a section of the article or dropped, and why."""

import csv
import hashlib
import io
from dataclasses import dataclass, replace

from analysis._support.spreadsheet import protect, read_csv, unprotect

COLUMNS = ("block", "first_line", "last_line", "kept", "section", "reason", "sha256", "text")


@dataclass(frozen=True)
class Block:
    """Lines ``first`` to ``last`` (from 1) of a page.

    ``section`` is one of ``article.SECTIONS``, or None if dropped; ``reason`` says why.
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
    r"""The record of a page's blocks as CSV text, one row per block.

    Text that a spreadsheet would run as a formula gets an apostrophe, which ``from_csv`` removes.

    >>> block = Block(1, 1, "=1+1", True, "body", "paragraph")
    >>> to_csv([block]).splitlines()[1][-5:], from_csv(to_csv([block])) == [block]
    ("'=1+1", True)
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for n, b in enumerate(blocks, 1):
        kept = "yes" if b.kept else "no"
        rows.writerow([n, b.first, b.last, kept, b.section, b.reason, b.sha256, protect(b.text)])
    return out.getvalue()


def from_csv(text):
    """The list of blocks in a record. Raises ValueError, in one line, for a bad row."""
    rows = (cells for _, cells in read_csv(text))
    if next(rows, None) != list(COLUMNS):
        raise ValueError(f"row 1: the columns are not {', '.join(COLUMNS)}; restore the file")
    blocks = []
    for n, row in enumerate(rows, 2):
        if isinstance(row, str):
            raise ValueError(f"row {n}: {row}, or restore the file")
        try:
            _, first, last, kept, section, reason, sha256, text = row
            lines = int(first), int(last)
        except ValueError:
            raise ValueError(f"row {n}: not {len(COLUMNS)} valid cells; restore the file") from None
        block = Block(*lines, unprotect(text), kept == "yes", section or None, reason)
        if block.sha256 != sha256:  # 0.1.0 also protected texts that begin with an apostrophe
            block = replace(block, text=text.removeprefix("'"))
        if block.sha256 != sha256:
            raise ValueError(f"row {n}: the text does not match its hash; restore the file")
        blocks.append(block)
    return blocks
