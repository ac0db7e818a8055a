"""Whether posts rated mostly true are shared as often as the others of their page."""

import numpy as np
import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.statistics.median import exact_median

from .comparisons import more_and_fewer
from .drawing import BLUE, ORANGE, TWO_COLUMNS, marker_legend, median_dots
from .inputs import table_about
from .saving import figure_files

TRUE, REST = "mostly true", "the rest"
_LOOKS = {TRUE: (BLUE, "o", -0.17), REST: (ORANGE, "s", 0.17)}


def shares_by_rating(table):
    """Median shares of each page's posts, those rated mostly true against the rest.

    ``table`` has one row per post: outlet, rating and shares
    (``analysis.reference_corpus("buzzfeed_facebook")``).

    >>> from analysis import reference_corpus
    >>> figure = shares_by_rating(reference_corpus("buzzfeed_facebook"))
    >>> figure.data["median"].head(2).tolist()
    [7755.0, 13330.0]
    """
    data = _medians(table)
    if data.empty:
        raise NothingToShow("no post of a known outlet has both a rating and shares.")
    pages, more, fewer = more_and_fewer(data, "rating", REST, TRUE)
    return figure_files(
        _draw,
        "shares-by-rating",
        data,
        size=(TWO_COLUMNS, 1.4 + 0.36 * data["outlet"].nunique()),
        about=table_about(table),
        comparisons=(pages, more + fewer),
        counts={
            "clearly more on": more,
            "clearly fewer on": fewer,
            "no clear difference on": pages - more - fewer,
        },
        rest=table.loc[table["rating"] != TRUE, "rating"].value_counts().to_dict(),
    )


def _medians(table):
    """One row an outlet and kind of rating; outlets most shared first."""
    if not {"outlet", "rating", "shares"} <= set(table):
        return pd.DataFrame()
    rated = table.dropna(subset=["outlet", "rating"])
    kind = rated["rating"].eq(TRUE).map({True: TRUE, False: REST})
    rows = []
    for (outlet, name), shares in rated["shares"].groupby([rated["outlet"], kind]):
        counts = shares.dropna()
        rows.append((outlet, name, len(counts), len(shares) - len(counts), *exact_median(counts)))
    columns = ["outlet", "rating", "posts", "missing", "median", "low", "high"]
    data = pd.DataFrame(rows, columns=columns)
    data = data[data["median"] > 0]
    highest = data.groupby("outlet")["median"].transform("max")
    order = np.lexsort((data["rating"], data["outlet"], -highest))
    return data.iloc[order].reset_index(drop=True)


def _draw(figure, data):
    axis = figure.subplots()
    outlets = list(dict.fromkeys(data["outlet"]))
    median_dots(axis, data, data["rating"], _LOOKS, "posts", outlets)
    axis.set_xlabel("shares of the median post (log scale)")
    marker_legend(figure, axis, _LOOKS)
