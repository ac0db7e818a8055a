"""Reader counts of one article in one row, and ratios of them over articles."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.corpus import COUNTERS

from .tabulate import grouped, listed, prepared

_CONFIDENCE = 0.95


def reader_counts(responses):
    """What readers did with each article: one row an article.

    Counts of one article stand in several rows of ``corpus.responses``, one a poll or counter;
    ratios between them need them in one.

    Parameters
    ----------
    responses : DataFrame
        ``corpus.responses``.

    Returns
    -------
    DataFrame
        Columns article, votes, yes, no, comments, shares, likes, dislikes, reactions, views
        (``Int64``; <NA> is unknown). ``votes`` are answers of any kind, "Undecided" too, added up
        over an article's polls. ``yes`` and ``no`` are those of its only poll; an article with
        several has <NA>, since yes to one question is not yes to another. Where a number of votes
        is unknown, or the page shows one question twice, so are the article's votes. A counter
        that shows different numbers is unknown.

    Raises
    ------
    ValueError
        If the table is not one of responses.

    >>> table = pd.DataFrame({"article": "a", "kind": ["poll", "comments"], "question": pd.NA})
    >>> table[["yes", "no", "votes"]] = pd.DataFrame([[88, 4, 92], [pd.NA] * 3], dtype="Int64")
    >>> table[list(COUNTERS)] = pd.DataFrame([[pd.NA] * 6, [23] + [pd.NA] * 5], dtype="Int64")
    >>> reader_counts(table)[["article", "votes", "yes", "no", "comments"]].values.tolist()
    [['a', 92, 88, 4, 23]]
    """
    columns = ["votes", "yes", "no", *COUNTERS]
    if missing := [n for n in ("article", "kind", "question", *columns) if n not in responses]:
        raise ValueError(
            f"not a table of responses, it has no {', '.join(missing)}; give corpus.responses"
        )
    counters = responses.groupby("article", sort=True)[list(COUNTERS)]
    out = counters.first().where(counters.nunique() == 1)
    polls = responses[responses["kind"] == "poll"]
    twice = polls.duplicated(["article", "question"], keep=False)
    votes = polls["votes"].mask(twice).groupby(polls["article"])
    out["votes"] = votes.sum(min_count=1).where(votes.count() == votes.size())
    only = polls[~polls.duplicated("article", keep=False)].set_index("article")
    out["yes"], out["no"] = only["yes"], only["no"]
    return out[columns].astype("Int64").reset_index()


def ratio(table, above, below, by=(), articles=None):
    """Ratio of two counts over articles: the median article's, with an exact 95% interval.

    Each article gives one ratio. The interval runs between two of them, chosen by the binomial
    distribution (Thompson 1936): it holds the median of all articles like these in at least 95%
    of draws, whatever the distribution, and needs no logarithm of 0. An article with nothing
    above has ratio 0, one with nothing below inf, and both only count as lowest and highest: no
    ½ is added. On the log scale all is the same, but that the middle of two articles is their
    geometric mean; so below ÷ above gives 1 ÷ these numbers.

    Parameters
    ----------
    table : DataFrame
        One row an article (`analysis.reader_counts`, or the counts of a published corpus).
    above, below : str
        Columns with counts.
    by : str or list of str
        Columns to group by; none gives one row for everything.
    articles : DataFrame, optional
        ``corpus.metadata``, to group by outlet or any other of its columns.

    Returns
    -------
    DataFrame
        One row a group: ``articles`` that have a ratio; ``missing``, where a count is unknown;
        ``undefined``, where both are 0; ``zeros``, with a 0 above or below among ``articles``;
        ``median``, ``low``, ``high``, which can be 0 or inf where there are zeros, and are nan
        without articles, the interval also below six; and ``pooled``, sum ÷ sum of the same
        articles, in which those with many readers weigh most. Articles count as independent of
        one another: posts of one page in one week are not quite.

    Raises
    ------
    ValueError
        If a column is not there or holds no counts, or the table is not one row an article.

    >>> counts = {"article": list("abcdef"), "shares": [0, 1, 2, 3, 4, 5], "reactions": 10}
    >>> row = ratio(pd.DataFrame(counts), "shares", "reactions").loc[0]
    >>> row[["articles", "zeros", "median", "low", "high", "pooled"]].round(3).tolist()
    [6.0, 1.0, 0.245, 0.0, 0.5, 0.25]
    """
    by = listed(by)
    table = prepared(table, by, None, articles)
    numbers = table.select_dtypes("number").columns
    if missing := [name for name in (above, below) if name not in numbers]:
        raise ValueError(f"no counts named {', '.join(missing)}; there are: {', '.join(numbers)}")
    if "article" not in table or table["article"].duplicated().any():
        raise ValueError(
            "not one row an article; analysis.reader_counts(responses) makes such a table"
        )
    found = {key: _ratio(group[above], group[below]) for key, group in grouped(table, by)}
    columns = ["articles", "missing", "undefined", "zeros", "median", "low", "high", "pooled"]
    if not by:
        return pd.DataFrame(list(found.values()), columns=columns)
    index = pd.MultiIndex.from_tuples(found, names=by)
    index = index if len(by) > 1 else index.get_level_values(0)
    return pd.DataFrame(list(found.values()), index, columns)


def exact_median(values):
    """The median and its exact 95% interval from order statistics.

    Parameters
    ----------
    values : array-like of float
        May hold −inf and inf, but no nan.

    Returns
    -------
    (median, low, high)
        nan without values, the interval also below six values. The median of −inf and inf is nan.

    >>> [float(end) for end in exact_median([3, 1, 2, 5, 4, 6])]
    [3.5, 1.0, 6.0]
    """
    values = np.asarray(values, dtype="float64")
    if not len(values):
        return np.nan, np.nan, np.nan
    with np.errstate(invalid="ignore"):
        middle = np.median(values)
    return middle, *stats.quantile_test(values, p=0.5).confidence_interval(_CONFIDENCE)


def _ratio(above, below):
    above, below = (counts.astype("float64").to_numpy() for counts in (above, below))
    known = ~np.isnan(above) & ~np.isnan(below)
    used = known & ((above != 0) | (below != 0))
    above, below = above[used], below[used]
    zeros = int(((above == 0) | (below == 0)).sum())
    with np.errstate(divide="ignore"):
        median, low, high = np.exp(exact_median(np.log(above) - np.log(below)))
        pooled = above.sum() / below.sum() if len(above) else np.nan
    return (
        len(above),
        int((~known).sum()),
        int((known & ~used).sum()),
        zeros,
        median,
        low,
        high,
        pooled,
    )
