"""Measures over time: by day, week or month, and how much they change within groups."""

import warnings

import numpy as np
import pandas as pd
from scipy import optimize, stats

from analysis._support import NothingToShow
from analysis.measures import MEASURES
from analysis.tables import article_values, grouped, listed, long_enough, select

from .interval import summarise

_PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}
DAYS = {"day": 1, "week": 7, "month": 365.25 / 12}
MIN_WEEKS = 5  # with an article, for an interval of a slope


def trend(table, measure, every="week", by=(), section="body", articles=None):
    """A measure by day, week or month of publication.

    ``every`` is "day", "week" (from Monday) or "month"; all else is as in `analysis.summarise`. The
    table or ``articles`` needs ``published``: dates as printed, in any time zone. Returns the
    columns of `analysis.summarise`, indexed by ``by`` and ``period`` (its first day), with every
    period from first to last, including empty ones. A warning says how many have no date.
    ValueError if a column, section, measure or period does not exist, or no article has a date.

    >>> dates = ["2017-01-02", "2017-01-08", "2017-01-20"]
    >>> totals = pd.DataFrame({"article": list("abc"), "published": dates, "sentences": 1})
    >>> weeks = trend(totals.assign(words=[10, 20, 30]), "words_per_sentence")
    >>> weeks[["articles", "mean_of_articles"]].to_dict("split")["data"]
    [[2, 15.0], [0, nan], [1, 30.0]]
    """
    if taken := {"published", "period"} & {*(by := listed(by))}:
        raise ValueError(f"cannot group a trend by {taken.pop()}; rename the column")
    rows = select(table, ["published", *by], section, articles)
    starts = period_starts(rows["published"], every)
    if starts.isna().all():
        raise NothingToShow("no article has a date")
    dated = rows[[*table]].assign(period=starts)[starts.notna()]
    n, of = dated["article"].nunique(), rows["article"].nunique()
    if n < of:
        warnings.warn(f"{of - n} of {of} articles left out because they have no date", stacklevel=2)
    summary = summarise(dated, measure, [*by, "period"], section, articles).reset_index()
    periods = pd.period_range(starts.min(), starts.max(), freq=_PERIODS[every])
    every_period = periods.start_time.to_frame(name="period")
    keys = summary[by].drop_duplicates().merge(every_period, how="cross") if by else every_period
    out = keys.merge(summary, how="left", on=[*by, "period"])
    out = out.fillna({"articles": 0, "missing": 0}).astype({"articles": int, "missing": int})
    return out.set_index([*by, "period"])


def days(published):
    """Days of publication as printed: time zones could change the day. NaT if unknown."""
    return pd.to_datetime(published.astype("str").str[:10], "coerce", format="%Y-%m-%d")


def period_starts(published, every):
    """The first day of each article's day, week or month; ValueError for another period."""
    if every not in [*_PERIODS]:
        raise ValueError(f"no period {every}; available: {', '.join(_PERIODS)}")
    return days(published).dt.to_period(_PERIODS[every]).dt.start_time


def slope(table, measure, every="week", by="outlet", section="body", articles=None, min_words=100):
    """Change of a measure per day, week or month within groups: one model with one slope.

    Each group has its own level, so a change in the mix of groups is not mistaken for a trend.
    Rates of terms are fitted by conditional Poisson regression of an article's matches on its date,
    with its words as exposure (Hausman, Hall and Griliches 1984); the slope is a share of the rate,
    0.02 for 2% more. Other measures are fitted by least squares, in the measure's unit. The error
    comes from the delete-one jackknife over calendar weeks (MacKinnon, Nielsen and Webb 2023),
    because articles in a week share events; interval and p are from Student's t with weeks − 1
    degrees of freedom. Near-duplicates count in the week of the earliest one.

    ``every`` is "day", "week" or "month", the unit of the slope. The table or ``articles`` needs
    ``by``, a column of groups or a list, and ``published``; articles without one of them, or with
    fewer than ``min_words`` words, are left out. All else is as for `analysis.summarise`. Returns a
    DataFrame with one row per group: articles; first and last, the fitted values on the first and
    last day of any group; slope, low, high (95%), p (all nan below five weeks) and relative
    (whether the slope is a share of the rate), the same in all rows. Raises ValueError if a column,
    section, measure or unit does not exist, or no article has a date.

    >>> days = pd.date_range("2017-02-01", periods=100)
    >>> totals = pd.DataFrame({"article": [f"a{n:02}" for n in range(100)], "published": days})
    >>> totals = totals.assign(outlet=["A", "B"] * 50, words=range(100, 200))
    >>> totals["sentences"] = [9, 10] * 50
    >>> slope(totals, "words_per_sentence").round(2).loc["A", ["first", "last", "slope"]].tolist()
    [11.38, 21.83, 0.74]
    """
    if every not in DAYS:
        raise ValueError(f"no period {every}; available: {', '.join(DAYS)}")
    by, table = listed(by), long_enough(table, min_words)
    values, function, needs = article_values(table, measure, [*by, "published"], section, articles)
    values = values.assign(day=days(values["published"])).dropna(subset=["value", "day", *by])
    if values.empty:
        raise NothingToShow(f"no article has {', '.join(['a date', *by])} and {measure}")
    groups = grouped(values, by)
    group = groups.ngroup().to_numpy()
    time = ((values["day"] - values["day"].min()).dt.days / DAYS[every]).to_numpy()
    relative = function is MEASURES["loaded_per_1000"]
    fit = _poisson if relative else _least_squares
    facts = values[needs if relative else ["value"]].to_numpy().T
    beta, levels = fit(*facts, time, group)
    # Copies are in the week of the first of them.
    first = values.groupby("cluster")["day"].transform("min")
    weeks, _ = pd.factorize(period_starts(first, "week"))
    n, without = weeks.max() + 1, [np.nan]
    if n >= MIN_WEEKS:
        kept = (weeks != week for week in range(n))
        with np.errstate(invalid="ignore"):  # a group may have articles in that week only
            without = [fit(*facts[:, rest], time[rest], group[rest])[0] for rest in kept]
    betas = np.array([beta, *without])
    # What rounding leaves of a measure that does not change is no slope.
    betas[abs(betas * time.max()) < 1e-9 * (1 if relative else abs(levels).max())] = 0
    beta, error, freedom = betas[0], np.sqrt((n - 1) * np.var(betas[1:])), max(n - 1, 1)
    if np.isnan(error) and np.isfinite(beta):  # levels of a slope that is not told
        levels = levels * np.nan
    ends = beta + stats.t.ppf(0.975, freedom) * error * np.array([0, -1, 1])
    p = 2 * stats.t.sf(abs(beta) / error, freedom) if error else float(beta == 0)
    last = levels * np.exp(beta * time.max()) if relative else levels + beta * time.max()
    out = groups.size().to_frame("articles")
    out["first"], out["last"] = (1000 * levels, 1000 * last) if relative else (levels, last)
    out["slope"], out["low"], out["high"] = np.expm1(ends) if relative else ends
    return out.assign(p=p, relative=relative)


def _least_squares(values, time, group):
    """The slope, and the value at time 0 by group; the slope is nan where all is on one day."""
    means, middle = (np.bincount(group, of) / np.bincount(group) for of in (values, time))
    about = time - middle[group]
    beta = (about * values).sum() / (about**2).sum() if about.any() else np.nan
    return beta, means - beta * middle


def _poisson(counts, words, time, group):
    """Log slope, and the rate at time 0 by group; the slope is nan where nothing finite fits."""
    total, reach = np.bincount(group, counts), 8 / max(np.ptp(time), 1e-9)

    def score(beta):
        weights = words * np.exp(beta * (time - time.mean()))
        return ((counts - (total / np.bincount(group, weights))[group] * weights) * time).sum()

    # Up to 3,000-fold from the first day to the last; what is steeper has no finite estimate.
    if score(-reach) * score(reach) >= 0:
        return np.nan, total / np.bincount(group, words)
    beta = optimize.brentq(score, -reach, reach, xtol=1e-12)
    return beta, total / np.bincount(group, words * np.exp(beta * time))
