"""Outlets compared by one measure of their articles."""

import warnings

import pandas as pd

from analysis.corpus.model import plural
from analysis.statistics.compare import compare
from analysis.statistics.interval import MIN_ARTICLES as LEAST
from analysis.statistics.summarise import summarise

from .captions import ENGLISH, described, heading, measure_limits, measured, signed, subject
from .comparisons import compared
from .family import BLUE, GREY, ONE_COLUMN, drawn, family

LEVEL = 0.05


@drawn
def outlets(table, measure):
    """Median article of each outlet with its interval, and how many others it differs from.

    Parameters
    ----------
    table : DataFrame
        Counts by article with a column ``outlet``: `analysis.totals` or `analysis.reference_corpus`.
    measure : str

    Returns
    -------
    Family
        Or, where there are fewer than two outlets with five articles (near-duplicates counted
        as one), `NotDrawn`.
    """
    about, function = described(table), measured(measure, table)
    # What is left out stands in the caption; where no pair is left, the reason takes its place.
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        pairs = compare(table, measure, "outlet")
    apart = (pairs["delta_low"] > 0) | (pairs["delta_high"] < 0)
    clear, known = pairs[(pairs["q"] <= LEVEL) & apart], {*pairs["group_a"], *pairs["group_b"]}
    few = sorted({*table["outlet"].dropna()} - known)
    data = _data(summarise(table[table["outlet"].isin(known)], measure, "outlet"), clear)
    title = _title(pairs, clear, len(data), measure)
    left_out = f"; left out, with fewer than {LEAST}: {', '.join(few)}" if few else ""
    return family(
        lambda figure: _draw(figure, data, title, f"{subject(measure)} ({function.unit})"),
        size=(1.4 * ONE_COLUMN, 1.0 + 0.26 * len(data)),
        data=data,
        figure=f"outlets-{subject(measure).replace(' ', '-')}-{about['name']}",
        title=title,
        **about["record"],
        measure=measure,
        comparisons=[
            compared(
                f"{subject(measure)}, pairs of outlets",
                f"Mann–Whitney test, false-discovery rate {LEVEL:.0%}, and an interval "
                "of δ without 0",
                len(pairs),
                len(clear),
            )
        ],
        notes={
            "n": f"{plural(int(data['articles'].sum()), 'article')} of {len(data)} outlets"
            + left_out,
            "section": "body",
            "unit": function.unit,
            "source": about["source"],
            "method": [
                "Dot: median of the outlet's articles, with its 95% interval between two of their "
                "values (Thompson 1936); pale: their middle half.",
                "At the right, from how many of the others it differs: Mann–Whitney test, "
                f"false-discovery rate held at {LEVEL:.0%} over all "
                f"{plural(len(pairs), 'pair')} (Benjamini and Hochberg 1995), and an interval of δ "
                "that leaves out 0.",
                "One article of each cluster of near-duplicates is used in each outlet.",
            ],
            "cite": [
                function.cite,
                "cliff1993",
                "benjamini1995",
                "mann1947",
                "thompson1936",
                *about["cite"],
            ],
            "limits": [
                "Outlets differ in what they write about: a difference need not be one of style.",
                *measure_limits(measure, table),
                *about["limits"],
                ENGLISH,
            ],
            "alt": _alt(data, measure),
        },
    )


def _data(rows, clear):
    """The numbers drawn, outlets from the lowest median to the highest."""
    sides = pd.concat([clear["group_a"], clear["group_b"]]).value_counts()
    rows = rows.reset_index().sort_values(["median", "outlet"], ignore_index=True)
    rows["differs_from"] = rows["outlet"].map(sides).fillna(0).astype("int64")
    names = ["outlet", "articles", "median", "median_low", "median_high"]
    return rows[[*names, "lower_quartile", "upper_quartile", "differs_from"]]


def _title(pairs, clear, outlets, measure):
    name = subject(measure)
    if clear.empty:
        return f"No clear difference in {name} between {outlets} outlets"
    if len(pairs) == 1:
        row = clear.iloc[0]
        names = (row["group_a"], row["group_b"])
        higher, lower = names if row["cliffs_delta"] > 0 else names[::-1]
        return f"{name.capitalize()}: higher in {higher} than in {lower}"
    return (
        f"{name.capitalize()}: {len(clear)} of {len(pairs)} pairs of {outlets} outlets differ "
        "clearly"
    )


def _alt(data, measure):
    rows = [
        f"{row.outlet} {signed(row.median)} (differs from {row.differs_from})"
        for row in data.itertuples()
    ]
    return f"Dot plot of the outlets' median {subject(measure)}. " + "; ".join(rows) + "."


def _draw(figure, data, title, label):
    axis = figure.subplots()
    axis.hlines(data.index, data["lower_quartile"], data["upper_quartile"], color="#cccccc", lw=5)
    errors = [data["median"] - data["median_low"], data["median_high"] - data["median"]]
    axis.errorbar(data["median"], data.index, xerr=errors, fmt="o", color=BLUE, capsize=2, ms=3.5)
    side = axis.get_yaxis_transform()
    for row in data.itertuples():
        count = f"{row.differs_from} of {len(data) - 1}"
        axis.text(1.02, row.Index, count, transform=side, va="center", fontsize=6.5, color=GREY)
    axis.text(1.02, 1, "differs from", transform=axis.transAxes, fontsize=6.5, color=GREY)
    axis.set_xlabel(label)
    labels = [f"{row.outlet} (n = {row.articles:,})" for row in data.itertuples()]
    axis.set_yticks(range(len(labels)), labels)
    axis.set_ylim(len(labels) - 0.5, -0.5)
    heading(figure, title)
