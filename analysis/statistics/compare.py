"""Compare groups of articles by their articles or by pooled counts; correct p."""

import warnings
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support import NothingToShow, few, plural, require
from analysis.measures.engagement import wilson
from analysis.measures.registry import FROM_0
from analysis.tables import article_values, listed, long_enough
from analysis.tables.tabulate import taken_out

from .interval import MIN_ARTICLES

_COMPARED = "n_a n_b missing_a missing_b median_a median_b difference_of_medians".split()
_COMPARED += "cliffs_delta delta_low delta_high p".split()
_CONTRASTED = "n_a n_b value_a value_b scale effect low high p".split()
_DECIMALS = 10  # of values that are ranked: what rounding leaves must not break ties


def compare(table, measures, by, section="body", articles=None, min_words=100):
    """Compare each pair of groups of articles by one or more measures.

    The test is Mann–Whitney's or, if articles have a value in both groups (``voice``), Wilcoxon's
    signed-rank test of these. With a column ``cluster`` in the table or ``articles``, each group
    keeps the first article of a cluster; Mann–Whitney is conservative if both groups share one.

    ``table``, ``section`` and ``articles`` are as for `analysis.summarise`; ``measures`` is a name
    or a list; ``by`` is the column of the table or of ``articles`` that names the groups. Articles
    with fewer than ``min_words`` words in their body are left out (Chan and others 2021).

    Returns a DataFrame with one row per measure and pair of groups: measure, group_a, group_b; n_a,
    n_b (articles used); missing_a, missing_b (without a value); median_a, median_b,
    difference_of_medians (a − b); cliffs_delta with delta_low, delta_high (95%); p, two-sided; q, p
    corrected for all ``comparisons`` of this call (Benjamini and Hochberg 1995). Groups of fewer
    than five articles are left out with a warning. Raises ValueError if a column, section or
    measure does not exist, or there are no two groups.

    >>> totals = pd.DataFrame({"article": list("abcdefghij"), "words": range(10, 30, 2)})
    >>> totals = totals.assign(sentences=1, outlet=["A"] * 5 + ["B"] * 5)
    >>> pairs = compare(totals, "words_per_sentence", "outlet", min_words=0)
    >>> pairs[["difference_of_medians", "cliffs_delta", "p"]].round(3).iloc[0].tolist()
    [-10.0, -1.0, 0.008]
    """
    options = (table, measures, by, (), section, articles, min_words)
    return _every_pair(_known, _compared, _COMPARED, *options)


def contrast(table, measures, by, within=(), section="body", articles=None, min_words=100):
    """Contrast each pair of groups of articles by the pooled values of one or more measures.

    Matches and words are summed first, since a rate of rare words is 0 in most short articles. The
    effect is the ratio of the pooled values (a ÷ b) for measures from 0 upwards, and their
    difference (a − b) for others. The error comes from a jackknife that deletes one article, or one
    cluster of near-duplicates, at a time (Miller 1974), on the log scale for ratios. If articles
    are in both groups (``voice``, ``section``), only these are used, as pairs. Interval and p come
    from Student's t with one degree of freedom fewer than the smaller group has clusters.

    Groups are contrasted within each value of ``within``, one or more columns, such as "outlet";
    all else is as in `analysis.compare` (by ``section``, give ``section=None``). Returns a
    DataFrame with one row per measure, value of ``within`` and pair of groups: measure, the columns
    ``within``, group_a, group_b; n_a, n_b (articles); value_a, value_b (pooled); scale ("ratio" or
    "difference"); effect, low, high (95%), nan where undefined; p, q, comparisons.

    >>> totals = pd.DataFrame({"article": list("abcdefghij"), "words": [30, 32, 34, 36, 38] * 2})
    >>> totals = totals.assign(sentences=[3] * 5 + [1] * 5, outlet=["A"] * 5 + ["B"] * 5)
    >>> pairs = contrast(totals, "words_per_sentence", "outlet", min_words=0)
    >>> pairs[["value_a", "value_b", "effect", "low", "high"]].round(3).iloc[0].tolist()
    [11.333, 34.0, 0.333, 0.283, 0.392]
    """
    options = (table, measures, by, within, section, articles, min_words)
    return _every_pair(_influence, _contrasted, _CONTRASTED, *options)


def _every_pair(make, describe, names, table, measures, by, within, section, articles, min_words):
    """A row for each pair of groups: ``describe`` of what ``make`` returned for each group."""
    by, within = listed(by), listed(within)
    if len(by) != 1:
        raise ValueError(f"compare by one column, not by {len(by)}")
    require(Iterable, "a measure or a list of measures", measures=measures)
    n, rows, small = table["article"].nunique() if "article" in table else 0, [], {}
    if min_words and taken_out(table):
        what = "words of a voice were taken out of the table, so min_words counts only the rest"
        warnings.warn(f"{what}; give the whole table (contrast: within='voice')", stacklevel=3)
    table = long_enough(table, min_words)
    for measure in [measures] if isinstance(measures, str) else measures:
        values, *formula = article_values(table, measure, [*within, *by], section, articles)
        for stratum, part in values.groupby(within, observed=True) if within else [((), values)]:
            large = {}
            for name, group in part.groupby(by[0], observed=True, dropna=False):
                size = group.loc[group["value"].notna(), "cluster"].nunique()
                if size >= MIN_ARTICLES and not pd.isna(name):
                    large[name] = make(group, *formula)
                else:
                    name = f"no {by[0]}" if pd.isna(name) else name
                    small[f"{name} ({size}) in {measure}"] = None
            for (one, a), (other, b) in combinations(large.items(), 2):
                rows.append((measure, *stratum, one, other, *describe(a, b, *formula)))
    needed = f"a group needs a name and at least {MIN_ARTICLES} articles of {min_words} words or "
    needed += f"more with a value (near-duplicates count as one); left out: {few(small) or 'none'}"
    if short := n - table["article"].nunique():
        needed += f", and {plural(short, 'article')} with fewer words (see min_words)"
    if not rows:
        raise NothingToShow(f"no two groups to compare by {by[0]}: {needed}")
    if small:
        warnings.warn(needed, stacklevel=3)
    out = pd.DataFrame(rows, columns=["measure", *within, "group_a", "group_b", *names])
    return out.assign(q=corrected(out["p"]), comparisons=len(out))


def corrected(p):
    """Correct p for all comparisons that have a p (Benjamini and Hochberg); nan stays nan."""
    known = p.dropna().astype("float64")
    return pd.Series(stats.false_discovery_control(known), known.index).reindex(p.index)


def _known(group, *_):
    """Articles with a value and their ids; the value of one of each cluster; how many have none."""
    known = group.dropna(subset=["value"]).round({"value": _DECIMALS})
    values = known.drop_duplicates("cluster")["value"].to_numpy()
    return known, set(known["article"]), values, len(group) - len(known)


def _compared(group_a, group_b, *_):
    (known, ids_a, a, missing_a), (other, ids_b, b, missing_b) = group_a, group_b
    both = known.merge(other, on="article").drop_duplicates("cluster_x") if ids_a & ids_b else ()
    if paired := len(both) >= MIN_ARTICLES:
        a, b = both["value_x"].to_numpy(), both["value_y"].to_numpy()
        p = stats.wilcoxon((a - b).round(_DECIMALS)).pvalue if (a != b).any() else 1.0
    else:
        p = stats.mannwhitneyu(a, b).pvalue
    medians = np.median(a), np.median(b), round(np.median(a) - np.median(b), _DECIMALS)
    return len(a), len(b), missing_a, missing_b, *medians, *cliffs_delta(a, b, paired), p


def _influence(group, function, needs):
    """A group's known articles, its value, each cluster's part of its error: inf below 5 hits."""
    group = group.dropna(subset=needs)
    sums = group.groupby("cluster")[needs].sum()
    total, n = sums.sum().to_numpy(), len(sums)
    value, without = function(*total), function(*(total - sums.to_numpy()).T)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = np.log(without) if function.bounds == FROM_0 else without
        share = np.sqrt((n - 1) / n) * (without - without.mean())
    rare = total[0] < 5 and function.bounds == FROM_0  # inf, because pandas fills a nan
    return group, value, pd.Series(np.inf if rare else share, sums.index)


def _contrasted(a, b, function, needs):
    if len(both := {*a[0]["article"]} & {*b[0]["article"]}) >= MIN_ARTICLES:
        a, b = (_influence(of[0][of[0]["article"].isin(both)], function, needs) for of in (a, b))
    (rows_a, value_a, share_a), (rows_b, value_b, share_b) = a, b
    is_ratio, freedom = function.bounds == FROM_0, min(len(share_a), len(share_b)) - 1
    error = np.sqrt((share_a.sub(share_b, fill_value=0) ** 2).sum(skipna=False))
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.log(value_a) - np.log(value_b) if is_ratio else value_a - value_b
    # What rounding leaves of equal values is neither an effect nor an error.
    least = 1e-9 * (1 if is_ratio else max(abs(value_a), abs(value_b)))
    effect = 0.0 if abs(effect) < least else effect if np.isfinite(effect) else np.nan
    error = error if least < error < np.inf else np.nan
    reach, p = stats.t.ppf(0.975, freedom) * error, 2 * stats.t.sf(abs(effect) / error, freedom)
    ends = np.array([effect, effect - reach, effect + reach])
    scale, ends = ("ratio", np.exp(ends)) if is_ratio else ("difference", ends)
    return len(rows_a), len(rows_b), value_a, value_b, scale, *ends, p


def effect(a, b):
    """Cliff's δ of two groups, its interval and Mann–Whitney's p; nan below five values."""
    if min(len(a), len(b)) < MIN_ARTICLES:
        return (np.nan,) * 4
    return *cliffs_delta(a, b), stats.mannwhitneyu(a, b).pvalue


def cliffs_delta(a, b, paired=False):
    """Cliff's δ, P(a > b) − P(a < b), over all pairs or each a[i], b[i]; its interval (1993)."""
    if paired:
        above = [np.sign(a - b)]
    else:
        ranks = stats.rankdata(np.concatenate([a, b]))
        above = [2 * (ranks[: len(a)] - stats.rankdata(a)) / len(b) - 1]
        above.append(1 - 2 * (ranks[len(a) :] - stats.rankdata(b)) / len(a))
    delta, sizes = above[0].mean(), np.array([len(part) for part in above])
    parts = np.array([part.var(ddof=1) for part in above]) / sizes
    if (variance := parts.sum()) == 0:  # all pairs agree: Wilson's interval of the smaller group
        ends = wilson(*(sizes.min() * (1 + np.array([delta, -delta])) / 2))
        return delta, 2 * ends[0] - 1, 2 * ends[1] - 1
    freedom = variance**2 / (parts**2 / (sizes - 1)).sum()  # Welch
    square = stats.t.ppf(0.975, freedom) ** 2 * variance
    scale, middle = 1 - delta**2 + square, delta - delta**3
    reach = np.sqrt(square * ((1 - delta**2) ** 2 + square))
    return delta, (middle - reach) / scale, (middle + reach) / scale
