"""A measure over time: days, weeks or months, with gaps shown as gaps."""

from functools import partial

import numpy as np
import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis._support.wording import plural
from analysis.statistics.interval import MIN_ARTICLES
from analysis.statistics.trend import seasonal_kendall, trend

from .drawing import BLUE, GREY, TWO_COLUMNS, error_bars
from .inputs import measure_facts, needs, table_about
from .saving import figure_files

FEWEST = 6  # periods: of five, too few orders are rare enough to speak of a trend
_ALL = "all articles"
_WIDTHS = {"day": 0.8, "week": 5.6, "month": 24}  # of a bar, in days


def over_time(table, measure, every="week"):
    """A measure by day, week or month: all articles with an interval, and each outlet.

    ``table`` has counts by article and columns ``published`` and ``outlet``: `analysis.totals` or
    `analysis.reference_corpus`. ``every`` is "day", "week" or "month". ValueError if there is no
    such column, measure or period.

    >>> from analysis import reference_corpus
    >>> figure = over_time(reference_corpus("newsarticles"), "loaded_any_per_1000")
    >>> figure.record["title"].partition(" (")[0]
    'Loaded terms: no clear rise or fall within outlets'
    """
    needs(table, "outlet", "published")
    about, facts = table_about(table), measure_facts(measure, table)
    table = table[table["section"] == "body"]
    dated = table[table["published"].notna()]
    n, of = dated["article"].nunique(), table["article"].nunique()
    data = _data(dated, measure, every) if n else pd.DataFrame({"outlet": []})
    periods = data[data["outlet"] == _ALL]
    if len(periods) < 2:
        known = f"{n:,} of {plural(of, 'article')} have a date"
        raise NothingToShow(f"a trend needs articles from at least two {every}s; {known}.")
    test = _rise(data)
    about["record"] |= {"measure": measure, "every": every}
    return figure_files(
        partial(_draw, every=every, label=facts["label"].replace(" (", "\n(")),
        "over-time",
        data,
        size=(TWO_COLUMNS, 3.0),
        about=about,
        comparisons=(test["tested"], test["clear"]),
        figure=f"over-time-by-{every}-{facts['slug']}-{about['name']}",
        measure=facts,
        every=every,
        periods=periods,
        test=test,
        n_dated=n,
        n_undated=of - n,
        lowest=periods.loc[periods["pooled"].idxmin()],
        highest=periods.loc[periods["pooled"].idxmax()],
    )


def _data(dated, measure, every):
    """Periods of all articles, then those of each outlet with enough articles."""
    names = ["outlet", "period", "articles", "pooled", "pooled_low", "pooled_high"]
    periods = trend(dated, measure, every).reset_index().assign(outlet=_ALL)
    if dated["outlet"].isna().all():
        return periods[names]
    parts = trend(dated.dropna(subset=["outlet"]), measure, every, "outlet").reset_index()
    parts = parts[parts["articles"] >= MIN_ARTICLES].sort_values(["outlet", "period"])
    return pd.concat([periods, parts])[names].reset_index(drop=True)


def _rise(data):
    """Seasonal Kendall test within outlets; with fewer than two, among all articles."""
    values = data.dropna(subset=["pooled"])
    parts, among = values[values["outlet"] != _ALL], "within outlets"
    if parts["outlet"].nunique() < 2:
        values, among = values[values["articles"] >= MIN_ARTICLES], "among all articles"
        parts = values[values["outlet"] == _ALL]
    wide = parts.pivot(index="period", columns="outlet", values="pooled").sort_index()
    tau, p = seasonal_kendall(wide)
    tested = wide.count().max() >= FEWEST and p == p
    test = {"tau": tau, "p": p, "among": among, "tested": tested, "p_without": 0}
    if tested and p < 0.05 and wide.shape[1] > 1:
        rest = {name: seasonal_kendall(wide.drop(columns=name))[1] for name in wide}
        test["without"] = max(rest, key=rest.get)
        test["p_without"] = rest[test["without"]]
    test["clear"] = bool(tested and max(p, test["p_without"]) < 0.05)
    return test


def _draw(figure, data, every, label):
    top, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
    periods = data[data["outlet"] == _ALL].set_index("period")
    parts = data[data["outlet"] != _ALL]
    grey = {"ls": "-", "color": "#aaaaaa", "lw": 0.7, "marker": ".", "ms": 2.5}
    for _, rows in parts.groupby("outlet"):
        # Missing periods come back as gaps.
        line = rows.set_index("period")["pooled"].reindex(periods.index)
        top.plot(line.index, line, **grey)
    error_bars(top, periods, periods.index, "pooled", "none", upright=True)
    values, few = periods["pooled"], periods["articles"] < MIN_ARTICLES
    top.plot(periods.index, values.mask(few), "o-", color=BLUE, ms=3.5, lw=1, label=_ALL)
    if values[few].notna().any():
        hollow = {"mfc": "white", "label": f"fewer than {MIN_ARTICLES} articles"}
        top.plot(periods.index, values.where(few), "o", color=BLUE, ms=3.5, **hollow)
    top.set_ylabel(label)
    if len(parts):
        top.plot([], [], label="each outlet", **grey)
    top.legend(loc="upper left")
    _name_lines(top, parts)
    below.bar(periods.index, periods["articles"], width=_WIDTHS[every], color="#999999")
    below.set_ylabel("articles")


def _name_lines(axis, parts):
    """Names at the right of the lines' last points, moved up where they would overlap."""
    ends = parts.sort_values("period").groupby("outlet").tail(1).sort_values("pooled")
    least, place = np.ptp(axis.get_ylim()) / 17, -np.inf
    arrow = {"arrowstyle": "-", "color": "#bbbbbb", "lw": 0.4, "relpos": (0, 0.5)}
    looks = {"textcoords": axis.get_yaxis_transform(), "va": "center", "arrowprops": arrow}
    for row in ends.itertuples():
        place = max(row.pooled, place + least)
        point = row.period, row.pooled
        axis.annotate(row.outlet, point, (1.01, place), color=GREY, **looks)
