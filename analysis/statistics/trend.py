"""Measures by day, week or month, and whether they rise or fall."""

import warnings

import numpy as np
import pandas as pd
from scipy.stats import mstats

from analysis._support.not_shown import NothingToShow
from analysis.tables.tabulate import listed, select

from .summarise import summarise

_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


def trend(table, measure, every="week", by=(), section="body", articles=None):
    """A measure by day, week or month of publication.

    Parameters
    ----------
    every : "day", "week" or "month"
        A week begins on Monday. Dates are taken as printed, whatever their time zone.
    table, measure, by, section, articles
        As for `analysis.summarise`. The table or ``articles`` needs the column ``published``.

    Returns
    -------
    DataFrame
        The columns of `analysis.summarise`, indexed by ``by`` and ``period`` (its first day), with
        every period from the first to the last: one without articles has 0 articles and nan.
        Articles without a date are left out; a warning counts them.

    Raises
    ------
    ValueError
        If a column, section, measure or period does not exist, or no article has a date.

    >>> dates = ["2017-01-02", "2017-01-08", "2017-01-20"]
    >>> totals = pd.DataFrame({"article": list("abc"), "published": dates, "sentences": 1})
    >>> weeks = trend(totals.assign(words=[10, 20, 30]), "words_per_sentence")
    >>> weeks[["articles", "mean_of_articles"]].to_dict("split")["data"]
    [[2, 15.0], [0, nan], [1, 30.0]]
    """
    if every not in [*_PERIODS]:
        raise ValueError(f"no period {every}; available: {', '.join(_PERIODS)}")
    by = listed(by)
    table = select(table, ["published", *by], section, articles)
    # Only the day as written: a time zone would move articles to another day.
    days = pd.to_datetime(table["published"].astype("str").str[:10], "coerce", format="%Y-%m-%d")
    periods = days.dt.to_period(_PERIODS[every])
    if periods.isna().all():
        raise NothingToShow("no article has a date")
    dated = table.assign(period=periods.dt.start_time)[periods.notna()]
    n, of = dated["article"].nunique(), table["article"].nunique()
    if n < of:
        warnings.warn(f"{of - n} of {of} articles left out because they have no date", stacklevel=2)
    summary = summarise(dated, measure, [*by, "period"], section, articles).reset_index()
    every_period = pd.period_range(periods.min(), periods.max()).start_time.to_frame(name="period")
    keys = summary[by].drop_duplicates().merge(every_period, how="cross") if by else every_period
    out = keys.merge(summary, how="left", on=[*by, "period"])
    out = out.fillna({"articles": 0, "missing": 0}).astype({"articles": int, "missing": int})
    return out.set_index([*by, "period"])


def seasonal_kendall(values):
    """Kendall's tau summed over series (DataFrame of periods × series), and its p.

    Hirsch, Slack and Smith's (1982) test, with series for their seasons. p allows for series that
    move together (Hirsch and Slack 1984); it is too small where neighbouring periods are alike.
    nan where no series has two values.
    """
    values = values.loc[:, values.count() > 1].dropna(how="all")
    if values.empty:
        return np.nan, np.nan
    test = mstats.kendalltau_seasonal(np.ma.masked_invalid(values.to_numpy("float64")))
    return float(test["global tau (alt)"]), float(test["global p-value (dep)"])
