"""What figures compare, so that nobody sees only the comparisons that came out clear."""

from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis.proof.cite import read_record

_COLUMNS = ["figure", "of", "told_by", "made", "clear"]


def compared(of, told_by, made, clear):
    """What a figure compares, for its record: what, told by what, how many, how many clear.

    >>> compared("yes against no", "Wilson's interval without one half", 1, True)["clear"]
    1
    """
    return {"of": of, "told_by": told_by, "made": int(made), "clear": int(clear)}


def pairs_apart(rows):
    """How many pairs of rows have intervals (``low``, ``high``) that do not overlap.

    >>> pairs_apart(pd.DataFrame({"low": [0, 2, 4], "high": [1, 5, 6]}))
    2
    """
    return sum(
        bool(one.low > other.high or other.low > one.high)
        for one, other in combinations(rows.itertuples(), 2)
    )


def in_words(comparisons):
    """A figure's comparisons as lines of its caption.

    >>> in_words([compared("yes against no", "Wilson's interval without one half", 1, True)])
    ["yes against no, told by Wilson's interval without one half: 1 made, 1 clear"]
    >>> in_words([])
    ['none']
    """
    return [
        f"{one['of']}, told by {one['told_by']}: {one['made']:,} made, {one['clear']:,} clear"
        for one in comparisons
    ] or ["none"]


def comparisons(folder):
    """Every comparison that the figures of a folder made: a DataFrame, one row a kind.

    Columns: figure, of (what was compared), told_by (the test or rule), made (how many), clear
    (how many of them). Taken from the record inside each ``.svg``.

    Raises
    ------
    CiteError
        If an ``.svg`` in the folder is not a figure of this project.

    >>> comparisons("no such folder").columns.tolist()
    ['figure', 'of', 'told_by', 'made', 'clear']
    """
    rows = [
        {"figure": record["figure"], **one}
        for record in map(read_record, sorted(Path(folder).glob("*.svg")))
        for one in record["comparisons"]
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)
