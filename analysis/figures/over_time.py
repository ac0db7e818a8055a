"""A measure over time: days, weeks or months, with gaps shown as gaps."""

import numpy as np
import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from analysis.corpus.model import plural
from analysis.statistics.interval import MIN_ARTICLES as LEAST
from analysis.statistics.trend import seasonal_kendall, trend

from .captions import ENGLISH, described, heading, measure_limits, measured, needs, signed, subject
from .comparisons import compared
from .family import BLUE, GREY, TWO_COLUMNS, NothingToDraw, drawn, family

FEWEST = 6  # periods: of five, too few orders are rare enough to speak of a trend
_ALL = "all articles"
_TESTED = {
    "within outlets": "Rise or fall: Kendall's τ of the outlets' grey values with time, added up "
    "over outlets (Hirsch, Slack and Smith 1982), with a variance that allows for outlets that "
    "move together (Hirsch and Slack 1984). It is called clear only if p < .05, also without any "
    "one outlet. So another mix of outlets is not taken for a trend.",
    "among all articles": "Rise or fall: Kendall's τ of the blue values with time, hollow ones "
    "left out, called clear at p < .05. There are too few outlets "
    "to look within them.",
}
_WIDTHS = {"day": 0.8, "week": 5.6, "month": 24}  # of a bar, in days


@drawn
def over_time(table, measure, every="week"):
    """A measure by day, week or month: all articles with an interval, and each outlet.

    Parameters
    ----------
    table : DataFrame
        Counts by article with columns ``published`` and ``outlet``: `analysis.totals` or
        `analysis.reference_corpus`.
    measure : str
    every : str
        "day", "week" or "month".

    Returns
    -------
    Family
        Or, where articles have dates of fewer than two periods, `NotDrawn`.

    Raises
    ------
    ValueError
        If the table has no such column, or there is no such measure or period.
    """
    needs(table, "outlet", "published")
    about, function = described(table), measured(measure, table)
    table = table[table["section"] == "body"]
    dated = table[table["published"].notna()]
    n, of = dated["article"].nunique(), table["article"].nunique()
    data = _data(dated, measure, every) if n else pd.DataFrame({"outlet": []})
    whole = data[data["outlet"] == _ALL]
    if len(whole) < 2:
        raise NothingToDraw(
            f"a trend needs articles of two {every}s or more; with a date there are {n:,} of "
            f"{plural(of, 'article')}."
        )
    found = _rise(data)
    title = _title(found, measure, every)
    return family(
        lambda figure: _draw(figure, data, title, every, f"{subject(measure)}\n({function.unit})"),
        size=(TWO_COLUMNS, 3.0),
        data=data,
        figure=f"over-time-by-{every}-{subject(measure).replace(' ', '-')}-{about['name']}",
        title=title,
        **about["record"],
        measure=measure,
        every=every,
        comparisons=[
            compared(
                f"{subject(measure)} with time, by {every}, {found['among']}",
                "seasonal Kendall test, p < .05, also without any one outlet",
                found["tested"],
                found["clear"],
            )
        ],
        notes={
            "n": f"{plural(n, 'article')} in {plural(len(whole), every)}, "
            f"{int((whole['articles'] == 0).sum())} of them without articles; "
            f"{plural(of - n, 'article')} without a date left out",
            "section": "body",
            "unit": function.unit,
            "source": about["source"],
            "method": [
                f"Blue: all articles of the {every} taken together, sums first, with a 95% "
                f"interval by the jackknife over articles; hollow with fewer than {LEAST} of them. "
                f"Grey: each outlet, where it has {LEAST} or more.",
                _TESTED[found["among"]],
            ],
            "cite": [function.cite, "hirsch1982", "hirsch1984", "miller1974", *about["cite"]],
            "limits": [
                "Blue moves also when other outlets or topics come into the corpus.",
                f"Neighbouring {every}s are alike, so that the test calls trends clear too often.",
                *measure_limits(measure, table),
                *about["limits"],
                ENGLISH,
            ],
            "alt": _alt(whole, measure, every),
        },
    )


def _data(dated, measure, every):
    """Periods of all articles, then those of each outlet with enough articles."""
    names = ["outlet", "period", "articles", "pooled", "pooled_low", "pooled_high"]
    whole = trend(dated, measure, every).reset_index().assign(outlet=_ALL)
    known = dated[dated["outlet"].notna()]
    if known.empty:
        return whole[names]
    parts = trend(known, measure, every, "outlet").reset_index()
    parts = parts[parts["articles"] >= LEAST].sort_values(["outlet", "period"])
    return pd.concat([whole, parts])[names].reset_index(drop=True)


def _rise(data):
    """Seasonal Kendall test within outlets; with fewer than two, among all articles."""
    known = data.dropna(subset=["pooled"])
    parts, among = known[known["outlet"] != _ALL], "within outlets"
    if parts["outlet"].nunique() < 2:
        known, among = known[known["articles"] >= LEAST], "among all articles"
        parts = known[known["outlet"] == _ALL]
    wide = parts.pivot(index="period", columns="outlet", values="pooled").sort_index()
    tau, p = seasonal_kendall(wide)
    tested = wide.count().max() >= FEWEST and p == p
    found = {"tau": tau, "p": p, "among": among, "tested": tested, "p_without": 0}
    if tested and p < 0.05 and wide.shape[1] > 1:
        rest = {name: seasonal_kendall(wide.drop(columns=name))[1] for name in wide}
        found["without"] = max(rest, key=rest.get)
        found["p_without"] = rest[found["without"]]
    found["clear"] = bool(tested and max(p, found["p_without"]) < 0.05)
    return found


def _title(found, measure, every):
    name = subject(measure).capitalize()
    if not found["tested"]:
        return f"{name} by {every}: too few {every}s with articles to speak of a rise or fall"
    numbers = f"τ = {signed(found['tau'])}, p = {found['p']:.2g}"
    if found["clear"]:
        return f"{name} {'rose' if found['tau'] > 0 else 'fell'} {found['among']} ({numbers})"
    if found["p"] < 0.05:
        numbers += f", but {found['p_without']:.2g} without {found['without']}"
    return f"{name}: no clear rise or fall {found['among']} ({numbers})"


def _alt(whole, measure, every):
    known = whole.dropna(subset=["pooled"])
    low, high = known.loc[known["pooled"].idxmin()], known.loc[known["pooled"].idxmax()]
    return (
        f"Lines of {subject(measure)} by {every}. Of all articles, lowest "
        f"{signed(low['pooled'])} from {low['period']:%Y-%m-%d}, highest "
        f"{signed(high['pooled'])} from {high['period']:%Y-%m-%d}. Below, bars of the number of "
        "articles."
    )


def _draw(figure, data, title, every, label):
    top, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 1])
    whole = data[data["outlet"] == _ALL].set_index("period")
    parts = data[data["outlet"] != _ALL]
    for _, rows in parts.groupby("outlet"):
        # Missing periods come back as gaps.
        line = rows.set_index("period")["pooled"].reindex(whole.index)
        top.plot(line.index, line, "-", color="#aaaaaa", lw=0.7, marker=".", ms=2.5)
    errors = [whole["pooled"] - whole["pooled_low"], whole["pooled_high"] - whole["pooled"]]
    top.errorbar(whole.index, whole["pooled"], yerr=errors, fmt="none", color=BLUE, capsize=2)
    few = whole["articles"] < LEAST
    line = whole["pooled"].mask(few)
    top.plot(line.index, line, "o-", color=BLUE, ms=3.5, lw=1, label=_ALL)
    if whole["pooled"][few].notna().any():
        points = whole["pooled"].where(few)
        said = f"of fewer than {LEAST} articles"
        top.plot(points.index, points, "o", color=BLUE, mfc="white", ms=3.5, label=said)
    top.set_ylabel(label)
    if len(parts):
        top.plot([], [], "-", color="#aaaaaa", lw=0.7, marker=".", ms=2.5, label="each outlet")
    top.legend(loc="upper left")
    _name_lines(top, parts)
    below.bar(whole.index, whole["articles"], width=_WIDTHS[every], color="#999999")
    below.set_ylabel("articles")
    locator = AutoDateLocator()
    below.xaxis.set_major_locator(locator)
    below.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    heading(figure, title)


def _name_lines(axis, parts):
    """Names at the right of the lines' last points, moved up where they would overlap."""
    ends = parts.sort_values("period").groupby("outlet").tail(1).sort_values("pooled")
    low, high = axis.get_ylim()
    least, place = (high - low) / 17, -np.inf
    for row in ends.itertuples():
        place = max(row.pooled, place + least)
        axis.annotate(
            row.outlet,
            (row.period, row.pooled),
            (1.01, place),
            textcoords=axis.get_yaxis_transform(),
            va="center",
            fontsize=5.5,
            color=GREY,
            ha="left",
            arrowprops={"arrowstyle": "-", "color": "#bbbbbb", "lw": 0.4, "relpos": (0, 0.5)},
        )
