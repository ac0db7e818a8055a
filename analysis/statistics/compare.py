"""Groups of articles compared: effect sizes with intervals, tests, and their correction."""

import warnings
from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support.arguments import require
from analysis._support.not_shown import NothingToShow
from analysis._support.wording import few, plural
from analysis.tables.per_article import article_values, long_enough
from analysis.tables.tabulate import listed

from .interval import MIN_ARTICLES

_COLUMNS = "n_a n_b missing_a missing_b median_a median_b difference_of_medians".split()
_COLUMNS += "cliffs_delta delta_low delta_high p".split()


def compare(table, measures, by, section="body", articles=None, min_words=100):
    """Compare every two groups of articles in one or more measures.

    Tested by Mann–Whitney; where articles have a value in both groups (``voice``), by Wilcoxon's
    signed ranks of those articles. With a column ``cluster`` in the table or ``articles``, each
    group keeps one article of each cluster of near-duplicates, the first by id; a story that both
    groups carry makes Mann–Whitney conservative.

    ``table``, ``section`` and ``articles`` are as for `analysis.summarise`; ``measures`` is a name
    or a list; ``by`` the column that names the groups, of the table or of ``articles``. Articles
    with fewer than ``min_words`` words in their body are left out (Chan and others 2021).

    Returns a DataFrame with one row per measure and pair of groups: measure, group_a, group_b; n_a,
    n_b (articles used); missing_a, missing_b (without a value); median_a, median_b,
    difference_of_medians (a − b); cliffs_delta, delta_low, delta_high (95% interval); p, two-sided;
    q: p corrected for all ``comparisons`` of this call (Benjamini and Hochberg 1995). Raises
    ValueError if a column, section or measure does not exist, or no measure has two groups of five
    articles. Smaller groups are left out; a warning names them.

    >>> totals = pd.DataFrame({"article": list("abcdefghij"), "words": range(10, 30, 2)})
    >>> totals = totals.assign(sentences=1, outlet=["A"] * 5 + ["B"] * 5)
    >>> pairs = compare(totals, "words_per_sentence", "outlet", min_words=0)
    >>> pairs[["difference_of_medians", "cliffs_delta", "p"]].round(3).iloc[0].tolist()
    [-10.0, -1.0, 0.008]
    """
    options = (table, measures, by, (), section, articles, min_words)
    return every_pair(_known, _compared, _COLUMNS, *options)


def every_pair(
    prepare, describe, columns, table, measures, by, within, section, articles, min_words
):
    """A row for every two groups, by measure and value of ``within``.

    ``prepare(group, function, needs)`` is called once for each group, ``describe`` on what it
    returned for two of them: the values of ``columns``, of which the last is p.
    """
    by, within = listed(by), listed(within)
    if len(by) != 1:
        raise ValueError(f"compare by one column, not by {len(by)}")
    require(Iterable, "a measure or a list of measures", measures=measures)
    n, rows, small = table["article"].nunique() if "article" in table else 0, [], {}
    table = long_enough(table, min_words)
    for measure in [measures] if isinstance(measures, str) else measures:
        values, *formula = article_values(table, measure, [*within, *by], section, articles)
        for stratum, part in values.groupby(within, observed=True) if within else [((), values)]:
            large = {}
            for name, group in part.groupby(by[0], observed=True, dropna=False):
                size = group.loc[group["value"].notna(), "cluster"].nunique()
                if size >= MIN_ARTICLES and not pd.isna(name):
                    large[name] = prepare(group, *formula)
                else:
                    name = f"no {by[0]}" if pd.isna(name) else name
                    small[f"{name} ({size}) in {measure}"] = None
            for one, other in combinations(large, 2):
                pair = describe(large[one], large[other], *formula)
                rows.append((measure, *stratum, one, other, *pair))
    needed = f"a group needs a name and at least {MIN_ARTICLES} articles of {min_words} words with "
    needed += f"a value, near-duplicates counted as one; left out: {few(small) or 'none'}"
    if short := n - table["article"].nunique():
        needed += f", and {plural(short, 'article')} with fewer words (see min_words)"
    if not rows:
        raise NothingToShow(f"no two groups to compare by {by[0]}: {needed}")
    if small:
        warnings.warn(needed, stacklevel=3)
    out = pd.DataFrame(rows, columns=["measure", *within, "group_a", "group_b", *columns])
    return out.assign(q=corrected(out["p"]), comparisons=len(out))


def corrected(p):
    """p corrected for as many comparisons as are known (Benjamini and Hochberg); nan stays."""
    known = p.dropna()
    if known.empty:
        return p
    return pd.Series(stats.false_discovery_control(known), known.index).reindex(p.index)


def _known(group, *_):
    """Articles with a value and their ids; the value of one of each cluster; how many have none."""
    known = group.dropna(subset=["value"])
    values = known.drop_duplicates("cluster")["value"].to_numpy()
    return known, set(known["article"]), values, len(group) - len(known)


def _compared(group_a, group_b, *_):
    (known_a, ids_a, a, missing_a), (known_b, ids_b, b, missing_b) = group_a, group_b
    paired = len(ids_a & ids_b) >= MIN_ARTICLES
    if paired:
        both = known_a.merge(known_b, on="article").drop_duplicates("cluster_x")
        paired = len(both) >= MIN_ARTICLES
    if paired:
        a, b = both["value_x"].to_numpy(), both["value_y"].to_numpy()
        p = stats.wilcoxon(a, b).pvalue if (a != b).any() else 1.0
    else:
        p = stats.mannwhitneyu(a, b).pvalue
    medians = np.median(a), np.median(b), np.median(a) - np.median(b)
    return len(a), len(b), missing_a, missing_b, *medians, *cliffs_delta(a, b, paired), p


def effect(a, b):
    """Cliff's δ of two groups, its interval and p by Mann–Whitney; nan below five values in one."""
    if min(len(a), len(b)) < MIN_ARTICLES:
        return (np.nan,) * 4
    return *cliffs_delta(a, b), stats.mannwhitneyu(a, b).pvalue


def cliffs_delta(a, b, paired=False):
    """Cliff's δ, P(a > b) − P(a < b), over all pairs of values or, ``paired``, over a[i] and b[i].

    95% interval: Cliff's (1993), with Student's t and Welch's degrees of freedom; where all pairs
    agree, Wilson's for as many pairs as the smaller group has.
    """
    if paired:
        above = [np.sign(a - b)]
    else:
        ranks = stats.rankdata(np.concatenate([a, b]))
        above = [
            2 * (ranks[: len(a)] - stats.rankdata(a)) / len(b) - 1,
            1 - 2 * (ranks[len(a) :] - stats.rankdata(b)) / len(a),
        ]
    delta, sizes = above[0].mean(), np.array([len(part) for part in above])
    parts = np.array([part.var(ddof=1) for part in above]) / sizes
    if (variance := parts.sum()) == 0:
        square = stats.norm.ppf(0.975) ** 2 / sizes.min()
        scale, middle = 1 + square, delta
        reach = np.sqrt(square * (1 - delta**2 + square))
    else:
        freedom = variance**2 / (parts**2 / (sizes - 1)).sum()
        square = stats.t.ppf(0.975, freedom) ** 2 * variance
        scale, middle = 1 - delta**2 + square, delta - delta**3
        reach = np.sqrt(square * ((1 - delta**2) ** 2 + square))
    return delta, (middle - reach) / scale, (middle + reach) / scale
