"""How readers respond to each outlet or page: shares and comments per reaction."""

from functools import partial

import numpy as np
import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.statistics.median import median_ratio

from .comparisons import pairs_apart
from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, marker_legend, median_dots
from .inputs import table_about
from .saving import figure_files

_PANELS = {"shares": "shares per reaction", "comments": "comments per reaction"}
# A colour and a marker each; the categories are those of BuzzFeed's pages.
_CATEGORIES = {"left": (BLUE, "o", 0), "mainstream": (GREY, "s", 0), "right": (ORANGE, "^", 0)}


def engagement(table):
    """Shares and comments per reaction of each outlet's median article, with intervals.

    ``table`` has one row an article or post: article, outlet, shares, comments, reactions, and
    where known category and published (``analysis.reference_corpus("buzzfeed_facebook")``).

    >>> from analysis import reference_corpus
    >>> engagement(reference_corpus("buzzfeed_facebook")).data["outlet"].head(2).tolist()
    ['Eagle Rising', 'Occupy Democrats']
    """
    noun = "post" if "post_type" in table else "article"
    data = _ratios(table)
    if data.empty:
        raise NothingToShow(
            f"no {noun} of a known outlet has both reactions and shares or comments."
        )
    panels = [(name, rows, _apart(rows)) for name, rows in data.groupby("ratio", sort=False)]
    return figure_files(
        partial(_draw, noun=noun),
        "engagement",
        data,
        size=(TWO_COLUMNS, 1.5 + 0.27 * data["outlet"].nunique()),
        about=table_about(table),
        comparisons=pairs_apart(*(rows for _, rows, _ in panels)),
        noun=noun,
        panels=panels,
        missing=[
            f"{outlet} ({name})"
            for name, rows, _ in panels
            for outlet in table["outlet"].dropna().unique()
            if outlet not in set(rows["outlet"])
        ],
        unknown=int(table["outlet"].isna().sum()),
    )


def _ratios(table):
    """One row per ratio and outlet, highest first; none whose median is 0 or unknown."""
    counts = table.dropna(subset=["outlet"]) if "outlet" in table else table.iloc[:0]
    frames = [
        median_ratio(counts, above, "reactions", "outlet").reset_index().assign(ratio=name)
        for above, name in _PANELS.items()
        if len(counts) and {above, "reactions"} <= set(counts)
    ]
    if not frames:
        return pd.DataFrame()
    data = pd.concat(frames, ignore_index=True)
    data["category"] = ""
    if "category" in counts:
        data["category"] = data["outlet"].map(counts.groupby("outlet")["category"].first())
    first = ["ratio", "outlet", "category"]
    drawable = np.isfinite(data["median"]) & (data["median"] > 0)
    data = data[drawable].sort_values(["ratio", "median"], ascending=False)
    return data[[*first, *data.columns.drop(first)]]


def _apart(rows):
    """The two outlets of a ratio whose intervals are furthest apart; None if all overlap."""
    sure = rows.dropna(subset=["low", "high"])
    if sure.empty or sure["low"].max() <= sure["high"].min():
        return None
    return sure.loc[sure["low"].idxmax()], sure.loc[sure["high"].idxmin()]


def _draw(figure, data, noun):
    names = list(data["ratio"].unique())
    axes = figure.subplots(1, len(names), sharey=True, squeeze=False)[0]
    outlets = list(dict.fromkeys(data["outlet"]))
    for axis, name in zip(axes, names, strict=True):
        rows = data[data["ratio"] == name]
        median_dots(axis, rows, rows["category"], _CATEGORIES, "articles", outlets)
        axis.set_xlabel(f"{name} (median {noun}, log scale)")
    if looks := {name: _CATEGORIES[name] for name in _CATEGORIES if name in set(data["category"])}:
        marker_legend(figure, axes[0], looks)
