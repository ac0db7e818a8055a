"""Groups of articles compared: effect sizes with intervals, tests, and their correction."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support.not_shown import NothingToShow
from analysis.tables.per_article import article_values
from analysis.tables.tabulate import listed

from .effect_sizes import LEAST, cliffs_delta, difference_of_medians
from .permutation import PERMUTATIONS, permutation_p

_EFFECTS = (
    "n_a n_b median_a median_b difference_of_medians difference_low difference_high "
    "cliffs_delta delta_low delta_high"
).split()
_COLUMNS = (
    "measure group_a group_b n_a n_b missing_a missing_b median_a median_b "
    "difference_of_medians difference_low difference_high cliffs_delta delta_low delta_high "
    "p q comparisons"
).split()


def compare(table, measures, by, section="body", articles=None, seed=1):
    """Compare every two groups of articles in one or more measures.

    Parameters
    ----------
    table : DataFrame
        Passages, totals or responses.
    measures : str or list of str
        Measures that the table's columns allow.
    by : str
        The column that says which group an article is in, of the table or of ``articles``. Where
        an article is in both groups (``voice``), its two values are permuted as a pair.
    section : str or None
        The section measured; None for all.
    articles : DataFrame, optional
        One row an article, such as ``corpus.metadata`` or ``analysis.corpus.clusters(corpus)``.
    seed : int
        Of the permutations. p of a pair does not depend on other groups and measures; q does.

    Returns
    -------
    DataFrame
        One row for each measure and pair of groups:

        - measure, group_a, group_b; n_a, n_b: articles with a value; missing_a, missing_b: those
          without one.
        - median_a, median_b; difference_of_medians (a less b), difference_low, difference_high:
          95% interval (`analysis.ranks.difference_of_medians`).
        - cliffs_delta, delta_low, delta_high: 95% interval (`analysis.ranks.cliffs_delta`); above
          0 where a tends to be higher.
        - p: a permutation test with |Cliff's δ| as its statistic, 9,999 permutations
          (`analysis.permutation.permutation_p`). It can be small because groups differ in
          spread.
        - q: p corrected for all comparisons of this call by Benjamini and Hochberg (1995): where
          all with q ≤ .05 are called different, on average 5% of them or fewer are not.
        - comparisons: how many that were.

        Where the table or ``articles`` has a column ``cluster``, near-duplicates are permuted
        together and counted as one unit by the intervals. Groups of fewer than five articles with
        a value (near-duplicates count as one) are left out; a warning names them.
        ``.attrs`` holds the statistic and the number of permutations.

    Raises
    ------
    ValueError
        If a column, section or measure is not there, or no measure has two groups of five.

    >>> words = [10, 12, 14, 16, 18, 20, 22, 24, 26, 28]
    >>> totals = pd.DataFrame({"article": [f"{n}" for n in range(10)], "words": words})
    >>> totals = totals.assign(sentences=1, outlet=["A"] * 5 + ["B"] * 5)
    >>> found = compare(totals, "words_per_sentence", "outlet")
    >>> found[["difference_of_medians", "cliffs_delta", "p"]].round(3).iloc[0].tolist()
    [-10.0, -1.0, 0.007]
    """
    [by] = _one(by)
    rows, small, layouts = [], [], {}
    for measure in listed(measures):
        found, _, _ = article_values(table, measure, by, section, articles)
        parts, left_out = _parts(found, by)
        small += [f"{name} ({number}) in {measure}" for name, number in left_out]
        for one, other in combinations(parts, 2):
            values, in_a, clusters = _joined(parts[one][0], parts[other][0])
            # Measures with the same articles share their permutations.
            layout = layouts.setdefault((in_a.tobytes(), clusters.tobytes()), [])
            layout.append((len(rows), values))
            missing = {"missing_a": parts[one][1], "missing_b": parts[other][1]}
            about = {"measure": measure, "group_a": one, "group_b": other}
            rows.append(about | _effects(values, in_a, clusters) | missing)
    needed = f"a group needs {LEAST} articles with a value, near-duplicates counted as one"
    if not rows:
        raise NothingToShow(
            f"no two groups to compare by {by}: {needed}; too small: " + _and(small)
        )
    if small:
        warnings.warn(f"left out, since {needed}: " + _and(small), stacklevel=2)
    out = pd.DataFrame(rows, columns=_COLUMNS)
    out["p"] = _p(layouts, len(rows), seed)
    out["q"] = stats.false_discovery_control(out["p"])
    out["comparisons"] = len(out)
    out.attrs = {"statistic": "|Cliff's delta|", "permutations": PERMUTATIONS}
    return out


def _one(by):
    if len(by := listed(by)) != 1:
        raise ValueError(f"compare by one column, not by {len(by)}")
    return by


def _and(names):
    return ", ".join(names) or "none"


def _p(layouts, number, seed):
    """p of each comparison; those with the same labels and clusters are permuted together."""
    p = np.empty(number)
    for (in_a, clusters), members in layouts.items():
        places, values = zip(*members, strict=True)
        labels, units = np.frombuffer(in_a, dtype=bool), np.frombuffer(clusters, dtype="int64")
        p[list(places)] = permutation_p(np.column_stack(values), labels, units, seed)
    return p


def _parts(found, by):
    """Articles of each group that is large enough, and (name, number) of each other one."""
    parts, small = {}, []
    for name, group in found.groupby(by, observed=True, dropna=True, sort=True):
        known = group[group["value"].notna()]
        if (number := known["cluster"].nunique()) < LEAST:
            small.append((name, number))
        else:
            parts[name] = known, len(group) - len(known)
    if nameless := int(found[by].isna().sum()):
        small.append((f"no {by}", nameless))
    return parts, small


def _joined(a, b):
    """Values of the articles of both groups, whether each is of the first, and its cluster."""
    both = pd.concat([a, b])
    clusters = pd.factorize(both["cluster"])[0].astype("int64")
    return both["value"].to_numpy(), np.arange(len(both)) < len(a), clusters


def _effects(values, in_a, clusters):
    """What a row of `compare` says of two groups, without the test."""
    a, b, alone = values[in_a], values[~in_a], (clusters[in_a], clusters[~in_a])
    medians = difference_of_medians(a, b, *(pd.factorize(part)[0] for part in alone))
    numbers = (len(a), len(b), np.median(a), np.median(b), *medians, *cliffs_delta(a, b, *alone))
    return dict(zip(_EFFECTS, numbers, strict=True))
