"""Rows of dots with intervals on a log axis."""

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from .family import BLUE, GREY, ORANGE

# A colour and a marker each; the categories are those of BuzzFeed's pages.
CATEGORIES = {
    "left": (BLUE, "o"),
    "mainstream": (GREY, "s"),
    "right": (ORANGE, "^"),
    "": (BLUE, "o"),
}


def log_axis(axis, rows):
    """A log axis that holds the finite numbers of ``median``, ``low`` and ``high``.

    Ends at 0 or inf, and none, are drawn at the axis's own ends.
    """
    values = rows[["median", "low", "high"]].to_numpy("float64")
    values = values[np.isfinite(values) & (values > 0)]
    axis.set_xscale("log")
    # Room at the right for what is written there.
    axis.set_xlim(values.min() / 1.3, values.max() * 1.3)
    axis.xaxis.set_major_locator(LogLocator(subs=_steps(values)))
    axis.xaxis.set_minor_locator(NullLocator())
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axis.grid(axis="x", color="#dddddd", lw=0.4)


def rows_of(axis, rows, colour, marker):
    """Dots at ``place`` with intervals, and at the right of the axis what ``note`` says."""
    left, right = axis.get_xlim()
    low = rows["low"].clip(lower=left).fillna(rows["median"])
    high = rows["high"].clip(upper=right).fillna(rows["median"])
    errors = [rows["median"] - low, high - rows["median"]]
    axis.errorbar(
        rows["median"], rows["place"], xerr=errors, fmt=marker, color=colour, capsize=2, ms=4
    )
    for row in rows.itertuples():
        axis.text(
            1.01,
            row.place,
            row.note,
            transform=axis.get_yaxis_transform(),
            va="center",
            fontsize=6,
            color=GREY,
        )


def _steps(values):
    return (1, 2, 5) if values.max() < 200 * values.min() else (1,)
