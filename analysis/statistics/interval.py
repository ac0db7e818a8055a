"""95% intervals: the jackknife over sentences or articles; order statistics for medians."""

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit

from analysis._support.arguments import require
from analysis.context.dispersion import count_columns
from analysis.tables.per_article import groups, unit_sums
from analysis.tables.tabulate import grouped, listed, select

MIN_SENTENCES = 10
MIN_ARTICLES = 5  # near-duplicates count as one


def interval(table, measure, by=("article",), section="body", articles=None):
    """A measure for each group, with a 95% interval from its sentences (`jackknife`).

    It shows how much the number depends on individual sentences, not what other articles would
    give. ``table`` has passages; all else is as for `analysis.summarise`.
    Returns a DataFrame with one row per group: value, low, high (nan for fewer than ten sentences),
    and n (sentences). Raises ValueError if a column, section or measure does not exist, or the
    table is not of passages.

    >>> passages = pd.DataFrame({"article": "a", "sentence": range(10), "sentences": 1})
    >>> passages["words"] = [2, 6] * 5
    >>> interval(passages, "words_per_sentence").round(2).loc["a"].tolist()
    [4.0, 2.74, 5.83, 10.0]
    """
    require(pd.DataFrame, "a DataFrame", table=table)
    if "sentence" not in table:
        raise ValueError("the table has no column sentence; give passages (analysis.count)")
    by, unit = listed(by), ["article", "sentence"]
    sentences, function, needs = unit_sums(table, measure, by, unit, section, articles)
    index, slices = groups(sentences, by)
    counts = [sentences[rows][needs].dropna().to_numpy() for rows in slices]
    rows = [(*jackknife(function, sums, MIN_SENTENCES), len(sums)) for sums in counts]
    out = pd.DataFrame(rows, index, ["value", "low", "high", "n"], dtype="float64")
    return out.astype({"n": "int64"})


def jackknife(function, counts, fewest, bounds=None):
    """A measure of summed counts, with the ends of its 95% interval: Student's t (Miller 1974).

    For shares it is made on the logit scale, for other measures from 0 upwards on the log scale;
    nan for fewer than ``fewest`` units (rows of ``counts``), or where leaving one out leaves the
    measure undefined or never changes it. Bootstrap percentiles cover less (``validation.csv``).
    """
    n, total = len(counts), counts.sum(axis=0)
    value = function(*total) if n else np.nan
    without = function(*(total - counts).T) if n >= fewest else np.array([np.nan])
    if np.isnan(without).any() or np.allclose(without, value, rtol=1e-9, atol=1e-12):
        return value, np.nan, np.nan
    error = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    margin, bounds = stats.t.ppf(0.975, n - 1) * error, bounds or function.bounds
    if bounds == (0, 1):
        middle, margin = logit(value), margin / (value * (1 - value))
        return value, expit(middle - margin), expit(middle + margin)
    if bounds[0] == 0:
        return value, value / np.exp(margin / value), value * np.exp(margin / value)
    return value, max(value - margin, bounds[0]), min(value + margin, bounds[1])


def exact_median(values):
    """The median and its exact 95% interval from order statistics; nan below six values."""
    values = np.asarray(values, dtype="float64")
    if not len(values):
        return np.nan, np.nan, np.nan
    with np.errstate(invalid="ignore"):
        median = np.median(values)
    return median, *stats.quantile_test(values, p=0.5).confidence_interval(0.95)


def median_ratio(table, above, below, by=(), articles=None):
    """Ratio of two counts in the median article, with an exact 95% interval.

    Each article gives one ratio: 0 with nothing above, inf with nothing below; no ½ is added. The
    interval is from order statistics (Thompson 1936). The median of two articles is their geometric
    mean, so below ÷ above gives 1 ÷ these numbers.

    ``above`` and ``below`` are columns of counts, in a table with one row per article
    (`analysis.reader_counts`, or a published corpus); ``by`` and ``articles`` are as for
    `analysis.summarise`. Returns a DataFrame with one row per group: articles (with a ratio);
    missing (a count is unknown); undefined (both are 0); zeros (articles with a 0 above or below);
    median, low, high (0 to inf; the interval is nan below six articles); pooled (sum ÷ sum of the
    same articles). Raises ValueError if a column does not exist, or an article has several rows.

    >>> counts = {"article": list("abcdef"), "shares": [0, 1, 2, 3, 4, 5], "reactions": 10}
    >>> row = median_ratio(pd.DataFrame(counts), "shares", "reactions").loc[0]
    >>> row[["articles", "zeros", "median", "low", "high", "pooled"]].round(3).tolist()
    [6.0, 1.0, 0.245, 0.0, 0.5, 0.25]
    """
    by = listed(by)
    table = select(table, by, None, articles)
    count_columns(table, [above, below])
    if table["article"].duplicated().any():
        raise ValueError("several rows per article; analysis.reader_counts(responses) gives one")
    parts = grouped(table, by)
    rows = [_ratio(part[above], part[below]) for _, part in parts]
    columns = ["articles", "missing", "undefined", "zeros", "median", "low", "high", "pooled"]
    return pd.DataFrame(rows, parts.size().index if by else None, columns)


def _ratio(above, below):
    above, below = (counts.astype("float64").to_numpy() for counts in (above, below))
    known = ~np.isnan(above) & ~np.isnan(below)
    defined = known & ((above != 0) | (below != 0))
    above, below = above[defined], below[defined]
    with np.errstate(divide="ignore"):
        ends = np.exp(exact_median(np.log(above) - np.log(below)))
        pooled = above.sum() / below.sum() if len(above) else np.nan
    zeros, unknown = ((above == 0) | (below == 0)).sum(), (~known).sum()
    return len(above), unknown, (known & ~defined).sum(), zeros, *ends, pooled
