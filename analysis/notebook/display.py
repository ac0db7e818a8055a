"""How a notebook displays tables and warnings."""

import warnings
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd

from analysis._support.wording import short, template

_ROWS, _CHARACTERS = 60, 300  # shown of a table, of a cell
_ALIGN = {"left": "right", "hit": "center", "right": "left"}  # of a concordance


@dataclass(frozen=True, eq=False)
class DisplayedTable:
    """``data`` as a notebook displays it: whole numbers without decimals, matches aligned."""

    data: pd.DataFrame

    def __repr__(self):
        return repr(self.data)

    def _repr_html_(self):
        rows = self.data
        if rows.index.nlevels > 1 or rows.index.name or rows.index.dtype.kind not in "iu":
            rows = rows.reset_index(names=[name or "" for name in rows.index.names])
        is_text = rows.map(lambda value: isinstance(value, str)).any()
        numbers = rows.columns[~is_text.to_numpy()].map(str)
        styles = dict.fromkeys(numbers, "text-align:right;white-space:nowrap")
        if {*_ALIGN} <= {*rows}:
            styles |= {name: f"text-align:{side};white-space:pre" for name, side in _ALIGN.items()}
        cells = [[*map(_text, row)] for row in rows.head(_ROWS).itertuples(index=False, name=None)]
        macro = template("_support/table.html.j2").module.table
        return str(macro([*map(str, rows)], cells, len(rows), _ROWS, styles, strong=("hit",)))


def _text(value):
    if pd.isna(value):
        return ""
    if not isinstance(value, float):
        return short(str(value).removesuffix(" 00:00:00"), _CHARACTERS)
    form = ".0f" if value.is_integer() else ".3f" if abs(value) >= 0.001 else ".1e"
    return f"{value:{form}}"


@contextmanager
def warnings_as_notes():
    """Print warnings as plain lines that begin with "Note:", without the path of a file."""
    with warnings.catch_warnings(record=True) as caught:
        yield
    for warning in caught:
        print(f"Note: {warning.message}")
