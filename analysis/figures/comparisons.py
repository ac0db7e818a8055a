"""What figures compare, so that nobody sees only the comparisons that came out clear."""

from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis.proof.cite import read_record

COLUMNS = ["of", "criterion", "made", "clear"]


def pairs_apart(*tables):
    """Number of pairs of rows within each table, and of those whose intervals do not overlap."""
    pairs = [pair for table in tables for pair in combinations(table.itertuples(), 2)]
    apart = [one.low > other.high or other.low > one.high for one, other in pairs]
    return len(pairs), sum(apart)


def more_and_fewer(rows, column, one, other, ends=("low", "high")):
    """Number of outlets with both kinds of ``column``, and where one is clearly above and below."""
    wide = rows.pivot(index="outlet", columns=column, values=list(ends))
    if not {one, other} <= {*wide.columns.get_level_values(1)}:
        return 0, 0, 0
    wide = wide.dropna()
    low, high = (wide[end] for end in ends)
    more, fewer = low[one] > high[other], high[one] < low[other]
    return len(wide), int(more.sum()), int(fewer.sum())


def comparisons(folder):
    """Every comparison that the figures of a folder made: a DataFrame, one row for each kind.

    Columns: figure, of (what was compared), criterion (the test or rule), made (how many), clear
    (how many of them met it). Taken from the record inside each ``.svg``; CiteError if
    one has none.

    >>> comparisons("no such folder").columns.tolist()
    ['figure', 'of', 'criterion', 'made', 'clear']
    """
    rows = [
        {"figure": record["figure"], **one}
        for record in map(read_record, sorted(Path(folder).glob("*.svg")))
        for one in record["comparisons"]
    ]
    return pd.DataFrame(rows, columns=["figure", *COLUMNS])
