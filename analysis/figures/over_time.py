"""A measure over time: outlets side by side, and one slope for all of them."""

from contextlib import suppress

import numpy as np
import pandas as pd

from analysis._support import NothingToShow
from analysis.statistics import DAYS, MIN_ARTICLES, days, period_starts, slope, trend
from analysis.tables import long_enough

from .drawing import BLUE, PALE, SMALLEST, TWO_COLUMNS, error_bars, wrap
from .inputs import LEVEL, MIN_WORDS, measure_facts, needs, table_about
from .saving import figure_files

FEW, COLUMNS, MOST = 10, 3, 12  # articles of a period; panels


def over_time(table, measure, every="week"):
    """A measure by day, week or month in each outlet, with one slope for all outlets.

    There is one panel for each outlet (the 12 with the most articles if there are more); the slope
    is that of `analysis.statistics.slope`. Only the time in which outlets overlap is compared: from
    the first to the last period in which more than half of them have articles. Months replace weeks
    if most outlets have fewer than five articles a week.

    ``table`` has counts by article and columns ``published`` and ``outlet``: `analysis.totals` or
    `analysis.reference_corpus`. ``every`` is "day", "week" or "month". ValueError if there is no
    such column, measure or period; NothingToShow if there is nothing to compare.

    >>> from analysis import reference_corpus
    >>> over_time(reference_corpus("newsarticles"), "loaded_any_per_1000")
    Figure over-time-by-week-loaded-terms-newsarticles: Loaded terms in 9 outlets: no clear \
change, −1.0% a week (−3.6 to +1.7)
    """
    needs(table, "outlet", "published")
    about, wording = table_about(table), measure_facts(measure, table)
    body, asked = table[table["section"] == "body"], every
    dated, left_out, outside = _compared(body, every)
    n = dated.groupby(["outlet", "period"])["article"].nunique()
    if every == "week" and n.median() < MIN_ARTICLES:
        with suppress(NothingToShow):
            (dated, left_out, outside), every = _compared(body, "month"), "month"
    fit = slope(dated, measure, every, min_words=0)
    data = _data(dated, measure, every, fit)
    p, width = fit["p"].iloc[0], (fit["high"] - fit["low"]).iloc[0]
    decimals = max(0, int(np.ceil(-np.log10(width / 2)))) if width > 0 else 2  # 1 or 2 digits of it
    facts = {"measure": wording, "every": every, "sparse": every != asked, "fits": fit}
    facts |= {"clear": p <= LEVEL, "decimals": decimals, "clusters": "cluster" in dated}
    facts |= {"left_out": left_out, "outside": outside, "most": MOST, "few": FEW}
    facts |= {"comparisons": [("slope", p, p <= LEVEL)] if p == p else (), "about": about}
    facts |= {"parameters": {"measure": measure, "every": asked}}
    facts |= {"last": f"{days(dated['published']).max():%Y-%m-%d}"}
    facts |= {"figure": f"over-time-by-{every}-{wording['slug']}-{about['name']}"}
    size, label = (TWO_COLUMNS, 1.1 + 1.15 * -(-min(len(fit), MOST) // COLUMNS)), wording["label"]
    return figure_files(lambda *of: _draw(*of, label, every), data, size=size, **facts)


def _compared(table, every):
    """Articles of the time in which outlets overlap; how many others there are, and their dates."""
    long = long_enough(table, MIN_WORDS)
    if long["outlet"].isna().all():
        long = long.assign(outlet="all articles")
    dated = long.dropna(subset=["published", "outlet"])
    dated = dated.assign(period=period_starts(dated["published"], every))
    large = dated[dated.groupby("outlet")["article"].transform("nunique") >= MIN_ARTICLES]
    outlets = large.groupby("period")["outlet"].nunique()
    shared = outlets.index[outlets > large["outlet"].nunique() / 2]
    inside = large[large["period"].between(shared.min(), shared.max())]
    if inside["period"].nunique() < 3:  # no trend
        what = f"three {every}s in which over half of the outlets have articles. An outlet needs"
        least = f"{MIN_ARTICLES} dated articles of {MIN_WORDS} words or more."
        raise NothingToShow(f"the figure needs {what} {least}")
    steps = {"short": table, "undated": long, "nameless": long.dropna(subset=["published"])}
    steps |= {"small": dated, "outside": large, "": inside}
    n = [rows["article"].nunique() for rows in steps.values()]
    strays = large[~large["article"].isin(inside["article"])].drop_duplicates("article")
    dates = days(strays["published"]).dt.strftime("%Y-%m-%d").groupby(strays["outlet"])
    spans = [f"{one} {len(of)} ({' to '.join(sorted({of.min(), of.max()}))})" for one, of in dates]
    return inside, dict(zip(steps, -np.diff(n), strict=False)), spans


def _data(dated, measure, every, fit):
    """One row for each outlet and period: pooled rate or mean of articles, and what was fitted."""
    relative, change = fit[["relative", "slope"]].iloc[0]
    names = "pooled pooled_low pooled_high" if relative else "mean_of_articles mean_low mean_high"
    data = trend(dated, measure, every, "outlet")[["articles", *names.split()]].reset_index()
    data.columns = ["outlet", "period", "articles", "value", "low", "high"]
    # Fitted in the middle of the period; its time is counted from the first day of all.
    half = pd.Timedelta(days=DAYS[every] / 2)
    time = (data["period"] + half - days(dated["published"]).min()).dt.days / DAYS[every]
    of = data["outlet"].map(fit["first"])
    data["fitted"] = of * (1 + change) ** time if relative else of + change * time
    ends = fit[["slope", "low", "high", "p"]].iloc[0]
    return data.assign(**ends.rename({"low": "slope_low", "high": "slope_high"}))


def _draw(figure, data, label, every):
    names = sorted(data.groupby("outlet")["articles"].sum().nlargest(MOST).index, key=str.casefold)
    columns = min(len(names), COLUMNS)
    shape = -(-len(names) // columns), columns
    axes = figure.subplots(*shape, sharex=True, sharey=True, squeeze=False).ravel()
    for axis, name in zip(axes, names, strict=False):
        rows = data[data["outlet"] == name].set_index("period")
        few = rows["articles"] < FEW
        for part, face in ((rows[~few], PALE), (rows[few], "white")):
            looks = {"mfc": face, "ms": 3.5, "elinewidth": 0.8, "capsize": 0, "upright": True}
            error_bars(axis, part, part.index, "value", color=PALE, **looks)
        axis.plot(rows.index, rows["fitted"], color=BLUE, lw=1.6)
        axis.set_title(wrap(f"{name} (n = {rows['articles'].sum():,})", 90 // columns))
        axis.grid(axis="y", color="#eeeeee", lw=0.5)
        axis.tick_params(labelbottom=axis in axes[max(len(names) - columns, 0) : len(names)])
    for axis in axes[len(names) :]:
        axis.remove()
    # The widest intervals, those of a few articles, may leave the panel.
    both = data[["value", "fitted"]]
    low = np.nanmin([data["low"].quantile(0.05), both.min(axis=None)])
    high = np.nanmax([data["high"].quantile(0.95), both.max(axis=None)])
    edge = 0.06 * max(high - low, 1e-3)
    axes[0].set_ylim(min(low, 0) - edge, high + edge)  # a dot at 0 is whole
    dates = data["period"].drop_duplicates().sort_values()
    ticks = dates.iloc[:: -(-len(dates) // 4)]
    named = [f"{day:%b}" if every == "month" else f"{day.day} {day:%b}" for day in ticks]
    axes[0].set_xticks(ticks, named)
    figure.supylabel(label if len(axes) > columns else label.replace(" (", "\n("), size=SMALLEST)
    years = "–".join(dict.fromkeys(f"{day.year}" for day in dates.iloc[[0, -1]]))
    figure.supxlabel(f"{'week beginning' if every == 'week' else every}, {years}", size=SMALLEST)
