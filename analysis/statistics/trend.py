"""Measures by day, week or month."""

import warnings

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.tables.tabulate import listed

from .summarise import summarise

_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


def trend(table, measure, every="week", by=(), section="body", articles=None, seed=1):
    """A measure by day, week or month of publication.

    Parameters
    ----------
    table : DataFrame
        Passages, totals or responses.
    measure : str
        A measure that the table's columns allow.
    every : "day", "week" or "month"
        A week begins on Monday. Dates count as they are written, without regard to time zones.
    by : str or list of str
        Further columns to group by.
    section : str or None
        The section measured; None for all.
    articles : DataFrame, optional
        One row an article, such as ``corpus.metadata``, with the column ``published`` if the table
        has none.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        As `analysis.summarise` gives it, one row for each group and period, indexed by ``by`` and
        ``period`` (its first day). All periods from the first to the last of the table are there:
        where a group has no article, articles is 0 and all else nan. Articles without a date are
        left out; a warning says how many, and so does ``.attrs["without_date"]``.

    Raises
    ------
    ValueError
        If a column, section, measure or period is not there, or no article has a date.

    >>> dates = ["2017-01-02", "2017-01-08", "2017-01-20"]
    >>> totals = pd.DataFrame({"article": list("abc"), "published": dates, "sentences": 1})
    >>> found = trend(totals.assign(words=[10, 20, 30]), "words_per_sentence")
    >>> found[["articles", "mean_of_articles"]].to_dict("split")["data"]
    [[2, 15.0], [0, nan], [1, 30.0]]
    >>> found.index.strftime("%d %B").tolist()
    ['02 January', '09 January', '16 January']
    """
    if every not in _PERIODS:
        raise ValueError(f"no period {every}; there are: {', '.join(_PERIODS)}")
    by = listed(by)
    if "published" in table:
        written = table["published"]
    elif articles is not None and "published" in articles:
        written = table["article"].map(articles["published"])
    else:
        raise ValueError("no column published, in the table or in articles: no dates to go by")
    periods = _dates(written).dt.to_period(_PERIODS[every])
    undated = int(table["article"][periods.isna()].nunique())
    if periods.isna().all():
        raise NothingToShow("no article has a date")
    if undated:
        of = table["article"].nunique()
        warnings.warn(f"{undated} of {of} articles left out: they have no date", stacklevel=2)
    dated = table.assign(period=periods.dt.start_time)[periods.notna()]
    found = summarise(dated, measure, [*by, "period"], section, articles, seed)
    out = _with_gaps(found, by, every)
    out.attrs["without_date"] = undated
    return out


def _dates(written):
    """Days as they are written: the time of day and its zone are left out."""
    if pd.api.types.is_datetime64_any_dtype(written):
        return written.dt.tz_localize(None)
    return pd.to_datetime(written.astype("str").str[:10], format="%Y-%m-%d", errors="coerce")


def _with_gaps(found, by, every):
    """All periods from the first to the last, for each group."""
    if found.empty:
        return found
    days = found.index.get_level_values("period") if by else found.index
    span = pd.period_range(days.min(), days.max(), freq=_PERIODS[every]).start_time
    if by:
        keys = found.index.droplevel("period").unique()
        pairs = [(*(key if len(by) > 1 else [key]), day) for key in keys for day in span]
        index = pd.MultiIndex.from_tuples(pairs, names=found.index.names)
    else:
        index = pd.Index(span, name="period")
    out = found.reindex(index)
    for name in ("articles", "missing"):
        out[name] = out[name].fillna(0).astype("int64")
    return out
