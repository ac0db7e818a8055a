"""Groups of articles contrasted by summed counts, in which every word counts the same."""

import warnings
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support.arguments import require
from analysis._support.not_shown import NothingToShow
from analysis.measures.registry import FROM_0
from analysis.tables.per_article import article_values, groups, long_enough
from analysis.tables.tabulate import listed

from .interval import MIN_ARTICLES

_COLUMNS = "n_a n_b value_a value_b scale effect low high p".split()


def contrast(table, measures, by, within=(), section="body", articles=None, min_words=100):
    """Contrast every two groups of articles in the pooled value of one or more measures.

    A rate of rare words is 0 in most short articles, so their median says how long articles are.
    Here hits and words are added up first. The effect of a measure from 0 upwards is the ratio of
    the pooled values (a ÷ b), of any other their difference (a − b).

    The standard error is the delete-one jackknife's over articles (Miller 1974), of ratios on the
    log scale; near-duplicates are left out together. Where articles are in both groups (``voice``,
    ``section``), only these are used, each as its own pair. Interval and p are from Student's t
    with one degree of freedom less than the smaller group has clusters.

    Parameters
    ----------
    table, section, articles
        As for `analysis.summarise`; by ``section``, give ``section=None``.
    measures : str or list of str
    by : str
        The column that names the groups, of the table or of ``articles``.
    within : str or list of str
        Columns within whose values groups are contrasted, such as ``"outlet"``.
    min_words : int
        Articles with fewer words in their body are left out (Chan and others 2021).

    Returns
    -------
    DataFrame
        One row for each measure, value of ``within`` and pair of groups: measure, the columns
        ``within``, group_a, group_b; n_a, n_b (articles); value_a, value_b (pooled); scale ("ratio"
        or "difference"); effect, low, high (95% interval); p, two-sided; q: p corrected for all
        ``comparisons`` of this call (Benjamini and Hochberg 1995). nan where a ratio is undefined.

    Raises
    ------
    ValueError
        If a column, section or measure does not exist, or no measure has two groups of five
        articles. Smaller groups are left out; a warning names them.

    >>> totals = pd.DataFrame({"article": list("abcdefghij"), "words": [30, 32, 34, 36, 38] * 2})
    >>> totals = totals.assign(sentences=[3] * 5 + [1] * 5, outlet=["A"] * 5 + ["B"] * 5)
    >>> pairs = contrast(totals, "words_per_sentence", "outlet", min_words=0)
    >>> pairs[["value_a", "value_b", "effect", "low", "high"]].round(3).iloc[0].tolist()
    [11.333, 34.0, 0.333, 0.283, 0.392]
    """
    by, within = listed(by), listed(within)
    if len(by) != 1:
        raise ValueError(f"contrast by one column, not by {len(by)}")
    require(Iterable, "a measure or a list of measures", measures=measures)
    table, rows, small = long_enough(table, min_words), [], []
    for measure in [measures] if isinstance(measures, str) else measures:
        values, function, needs = article_values(table, measure, [*within, *by], section, articles)
        values = values.dropna(subset=[*within, *by, *needs])
        ratio = function.bounds == FROM_0
        strata, slices = groups(values, within)
        for stratum, rows_of in zip(strata if within else [()], slices, strict=False):
            stratum = stratum if isinstance(stratum, tuple) else (stratum,)
            parts = dict(list(values[rows_of].groupby(by[0], observed=True)))
            sizes = {name: part["cluster"].nunique() for name, part in parts.items()}
            large = [name for name in parts if sizes[name] >= MIN_ARTICLES]
            small += [f"{name} ({sizes[name]})" for name in parts if name not in large]
            known = {name: _influence(parts[name], function, needs, ratio) for name in large}
            for one, other in combinations(large, 2):
                pair = parts[one], parts[other]
                errors = known[one], known[other]
                both = {*pair[0]["article"]} & {*pair[1]["article"]}
                if len(both) >= MIN_ARTICLES:
                    pair = [part[part["article"].isin(both)] for part in pair]
                    errors = [_influence(part, function, needs, ratio) for part in pair]
                found = *map(len, pair), *_contrasted(*errors, ratio)
                rows.append((measure, *stratum, one, other, *found))
    needed = f"a group needs {MIN_ARTICLES} articles of {min_words} words"
    names = f"near-duplicates counted as one; left out: {', '.join(dict.fromkeys(small)) or 'none'}"
    if not rows:
        raise NothingToShow(f"no two groups to contrast by {by[0]}: {needed}, {names}")
    if small:
        warnings.warn(f"{needed}, {names}", stacklevel=2)
    out = pd.DataFrame(rows, columns=["measure", *within, "group_a", "group_b", *_COLUMNS])
    return out.assign(q=corrected(out["p"]), comparisons=len(out))


def corrected(p):
    """p corrected for as many comparisons as are known (Benjamini and Hochberg); nan stays."""
    known = p.dropna()
    if known.empty:
        return p
    return pd.Series(stats.false_discovery_control(known), known.index).reindex(p.index)


def _influence(part, function, needs, ratio):
    """A group's pooled value, and what each cluster adds to its error, by cluster."""
    sums = part.groupby("cluster")[list(needs)].sum()
    total, n = sums.sum().to_numpy(), len(sums)
    value, without = function(*total), function(*(total - sums.to_numpy()).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = np.log(without) if ratio else without
        share = np.sqrt((n - 1) / n) * (without - without.mean())
    return value, pd.Series(share, sums.index)


def _contrasted(a, b, ratio):
    """What a row of `contrast` says of two groups, from value_a to p."""
    (value_a, share_a), (value_b, share_b) = a, b
    both = share_a.sub(share_b, fill_value=0)
    error, freedom = np.sqrt((both**2).sum(skipna=False)), min(len(share_a), len(share_b)) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.log(value_a) - np.log(value_b) if ratio else value_a - value_b
        p = 2 * stats.t.sf(abs(effect) / error, freedom)
    ends = effect + np.array([0, -1, 1]) * stats.t.ppf(0.975, freedom) * error
    ends = np.exp(ends) if ratio else ends
    if not (np.isfinite(error) and error > 0 and np.isfinite(effect)):
        ends, p = np.array([ends[0] if np.isfinite(effect) else np.nan, np.nan, np.nan]), np.nan
    return value_a, value_b, "ratio" if ratio else "difference", *ends, p
