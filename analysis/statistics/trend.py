"""Measures by day, week or month."""

import warnings

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.tables.tabulate import listed, select

from .summarise import summarise

_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


def trend(table, measure, every="week", by=(), section="body", articles=None):
    """A measure by day, week or month of publication.

    ``every`` is "day", "week" (from Monday) or "month"; all else is as for `analysis.summarise`.
    The table or ``articles`` needs ``published``: dates as printed, whatever their time zone.

    Returns the columns of `analysis.summarise`, indexed by ``by`` and ``period`` (its first day),
    with every period from the first to the last: one without articles has 0 articles and nan.
    Articles without a date are left out; a warning counts them. Raises ValueError if a column,
    section, measure or period does not exist, or no article has a date.

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
    starts = period_starts(table["published"], every)
    if starts.isna().all():
        raise NothingToShow("no article has a date")
    dated = table.assign(period=starts)[starts.notna()]
    n, of = dated["article"].nunique(), table["article"].nunique()
    if n < of:
        warnings.warn(f"{of - n} of {of} articles left out because they have no date", stacklevel=2)
    summary = summarise(dated, measure, [*by, "period"], section, articles).reset_index()
    ends = (day.to_period(_PERIODS[every]) for day in (starts.min(), starts.max()))
    every_period = pd.period_range(*ends).start_time.to_frame(name="period")
    keys = summary[by].drop_duplicates().merge(every_period, how="cross") if by else every_period
    out = keys.merge(summary, how="left", on=[*by, "period"])
    out = out.fillna({"articles": 0, "missing": 0}).astype({"articles": int, "missing": int})
    return out.set_index([*by, "period"])


def days(published):
    """Days of publication; nan where there is none. Time zones would move articles to others."""
    return pd.to_datetime(published.astype("str").str[:10], "coerce", format="%Y-%m-%d")


def period_starts(published, every):
    """The first day of each article's day, week or month."""
    return days(published).dt.to_period(_PERIODS[every]).dt.start_time
