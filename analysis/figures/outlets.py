"""Outlets compared by one measure of their articles."""

import warnings
from functools import partial

import pandas as pd

from analysis.statistics.compare import compare
from analysis.statistics.summarise import summarise

from .drawing import GREY, ONE_COLUMN, at_right, error_bars
from .inputs import measure_facts, table_about
from .saving import figure_files

LEVEL = 0.05


def outlets(table, measure):
    """Median article of each outlet with its interval, and how many others it differs from.

    ``table`` has counts by article and a column ``outlet``: `analysis.totals` or
    `analysis.reference_corpus`. ValueError if there is no such column or measure.

    >>> from analysis import reference_corpus
    >>> outlets(reference_corpus("newsarticles"), "mean_compound").record["title"]
    'Sentiment: 27 of 36 pairs of 9 outlets differ clearly'
    """
    about, facts = table_about(table), measure_facts(measure, table)
    # The caption lists the outlets left out; where no pair is left, the reason takes its place.
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        pairs = compare(table, measure, "outlet")
    apart = (pairs["delta_low"] > 0) | (pairs["delta_high"] < 0)
    clear, large = pairs[(pairs["q"] <= LEVEL) & apart], {*pairs["group_a"], *pairs["group_b"]}
    data = _data(summarise(table[table["outlet"].isin(large)], measure, "outlet"), clear)
    about["record"]["measure"] = measure
    return figure_files(
        partial(_draw, label=facts["label"]),
        "outlets",
        data,
        size=(1.4 * ONE_COLUMN, 1.0 + 0.26 * len(data)),
        about=about,
        comparisons=(len(pairs), len(clear)),
        figure=f"outlets-{facts['slug']}-{about['name']}",
        measure=facts,
        clear=clear.to_dict("records"),
        small=sorted({*table["outlet"].dropna()} - large),
        level=f"{LEVEL:.0%}",
    )


def _data(rows, clear):
    """The numbers drawn, outlets from the lowest median to the highest."""
    sides = pd.concat([clear["group_a"], clear["group_b"]]).value_counts()
    rows = rows.reset_index().sort_values(["median", "outlet"], ignore_index=True)
    rows["differs_from"] = rows["outlet"].map(sides).fillna(0).astype("int64")
    names = ["outlet", "articles", "median", "median_low", "median_high"]
    return rows[[*names, "lower_quartile", "upper_quartile", "differs_from"]]


def _draw(figure, data, label):
    axis = figure.subplots()
    axis.hlines(data.index, data["lower_quartile"], data["upper_quartile"], color="#cccccc", lw=5)
    error_bars(axis, data, data.index, "median", ms=3.5)
    for row in data.itertuples():
        at_right(axis, row.Index, f"{row.differs_from} of {len(data) - 1}", x=1.02, color=GREY)
    axis.text(1.02, 1, "differs from", transform=axis.transAxes, fontsize=6.5, color=GREY)
    labels = [f"{row.outlet} (n = {row.articles:,})" for row in data.itertuples()]
    axis.set_yticks(range(len(labels)), labels)
    axis.set(xlabel=label, ylim=(len(labels) - 0.5, -0.5))
