"""What figures compare, so that nobody sees only the comparisons that came out clear."""

from pathlib import Path

import pandas as pd

from analysis.proof.cite import read_record

LEVEL = 0.05  # q of what a title calls a difference
COLUMNS = ["of", "criterion", "made", "clear"]


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
