"""Medians with exact intervals: of a measure, and of the ratio of two reader counts."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.context.dispersion import count_columns
from analysis.tables.tabulate import grouped, listed, select


def exact_median(values):
    """The median and its exact 95% interval from order statistics; nan below six values.

    >>> [float(end) for end in exact_median([3, 1, 2, 5, 4, 6])]
    [3.5, 1.0, 6.0]
    """
    values = np.asarray(values, dtype="float64")
    if not len(values):
        return np.nan, np.nan, np.nan
    with np.errstate(invalid="ignore"):
        median = np.median(values)
    return median, *stats.quantile_test(values, p=0.5).confidence_interval(0.95)


def median_ratio(table, above, below, by=(), articles=None):
    """Ratio of two counts in the median article, with an exact 95% interval.

    Each article gives one ratio: 0 with nothing above, inf with nothing below; no ½ is added. The
    interval is from order statistics (Thompson 1936): it contains the median of all articles like
    these in at least 95% of samples, whatever their distribution, if articles are independent. The
    median of two articles is their geometric mean, so below ÷ above gives 1 ÷ these numbers.

    ``above`` and ``below`` are columns of counts, in a table with one row per article
    (`analysis.reader_counts`, or a published corpus); ``by`` and ``articles`` are as for
    `analysis.summarise`.

    Returns a DataFrame with one row per group: articles (with a ratio); missing (a count is
    unknown); undefined (both are 0); zeros (articles with a 0 above or below); median, low, high
    (0 to inf; the interval is nan below six articles); pooled (sum ÷ sum of the same articles).
    Raises ValueError if a column does not exist, or an article has several rows.

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
    groups = grouped(table, by)
    rows = [_ratio(group[above], group[below]) for _, group in groups]
    columns = ["articles", "missing", "undefined", "zeros", "median", "low", "high", "pooled"]
    return pd.DataFrame(rows, groups.size().index if by else None, columns)


def _ratio(above, below):
    above, below = (counts.astype("float64").to_numpy() for counts in (above, below))
    known = ~np.isnan(above) & ~np.isnan(below)
    defined = known & ((above != 0) | (below != 0))
    above, below = above[defined], below[defined]
    zeros = int(((above == 0) | (below == 0)).sum())
    with np.errstate(divide="ignore"):
        median, low, high = np.exp(exact_median(np.log(above) - np.log(below)))
        pooled = above.sum() / below.sum() if len(above) else np.nan
    missing, undefined = int((~known).sum()), int((known & ~defined).sum())
    return len(above), missing, undefined, zeros, median, low, high, pooled
