"""Groups of articles contrasted by summed counts, in which every word counts the same."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.measures.registry import FROM_0

from .compare import every_pair
from .interval import MIN_ARTICLES

_COLUMNS = "n_a n_b value_a value_b scale effect low high p".split()


def contrast(table, measures, by, within=(), section="body", articles=None, min_words=100):
    """Contrast every two groups of articles in the pooled value of one or more measures.

    Hits and words are added up first, since a rate of rare words is 0 in most short articles. The
    effect of a measure from 0 upwards is the ratio of the pooled values (a ÷ b), of any other their
    difference (a − b). The standard error is the delete-one jackknife's over articles (Miller
    1974), of ratios on the log scale; near-duplicates are left out together. Where articles are in
    both groups (``voice``, ``section``), only these are used, each as its own pair. Interval and p
    are from Student's t with one degree of freedom less than the smaller group has clusters.

    Groups are contrasted within each value of ``within``, a column or a list of columns, such as
    ``"outlet"``. All else is as for `analysis.compare`; by ``section``, give ``section=None``.
    Returns a DataFrame with one row per measure, value of ``within`` and pair of groups: measure,
    the columns ``within``, group_a, group_b; n_a, n_b (articles); value_a, value_b (pooled); scale
    ("ratio" or "difference"); effect, low, high (95% interval), nan where a ratio is undefined; p,
    q and comparisons, as for `analysis.compare`.

    >>> totals = pd.DataFrame({"article": list("abcdefghij"), "words": [30, 32, 34, 36, 38] * 2})
    >>> totals = totals.assign(sentences=[3] * 5 + [1] * 5, outlet=["A"] * 5 + ["B"] * 5)
    >>> pairs = contrast(totals, "words_per_sentence", "outlet", min_words=0)
    >>> pairs[["value_a", "value_b", "effect", "low", "high"]].round(3).iloc[0].tolist()
    [11.333, 34.0, 0.333, 0.283, 0.392]
    """
    options = (table, measures, by, within, section, articles, min_words)
    return every_pair(_influence, _contrasted, _COLUMNS, *options)


def _influence(group, function, needs):
    """A group's known articles, its pooled value, and what each cluster adds to its error."""
    group = group.dropna(subset=needs)
    sums = group.groupby("cluster")[needs].sum()
    total, n = sums.sum().to_numpy(), len(sums)
    value, without = function(*total), function(*(total - sums.to_numpy()).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = np.log(without) if function.bounds == FROM_0 else without
        share = np.sqrt((n - 1) / n) * (without - without.mean())
    return group, value, pd.Series(share, sums.index)


def _contrasted(a, b, function, needs):
    both = {*a[0]["article"]} & {*b[0]["article"]}
    if len(both) >= MIN_ARTICLES:
        a, b = (
            _influence(rows[rows["article"].isin(both)], function, needs) for rows, *_ in (a, b)
        )
    (rows_a, value_a, share_a), (rows_b, value_b, share_b) = a, b
    ratio = function.bounds == FROM_0
    shares = share_a.sub(share_b, fill_value=0)
    error, freedom = np.sqrt((shares**2).sum(skipna=False)), min(len(share_a), len(share_b)) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.log(value_a) - np.log(value_b) if ratio else value_a - value_b
        p = 2 * stats.t.sf(abs(effect) / error, freedom)
    ends = effect + np.array([0, -1, 1]) * stats.t.ppf(0.975, freedom) * error
    ends = np.exp(ends) if ratio else ends
    if not (np.isfinite(error) and error > 0 and np.isfinite(effect)):
        ends, p = np.array([ends[0] if np.isfinite(effect) else np.nan, np.nan, np.nan]), np.nan
    scale = "ratio" if ratio else "difference"
    return len(rows_a), len(rows_b), value_a, value_b, scale, *ends, p
