"""How sure a number is: intervals by a bootstrap over sentences or articles."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis.tables.per_article import groups, unit_sums
from analysis.tables.tabulate import SCALE, listed

_DRAWS = 2000
_AT_ONCE = 2_000_000  # numbers drawn at once, so that memory stays bounded
_LEAST = 3  # units


def interval(table, measure, by=("article",), section="body", articles=None, seed=1):
    """A measure for each group with a 95% interval: a bootstrap over sentences.

    Sentences of a group are drawn again with replacement, 2,000 times. See `ends` for how the
    interval is made. It says how far the number hangs on single sentences, not how well it would
    hold for other articles. Fewer than three sentences give nan, and so do a measure that is
    undefined in more than 5% of the draws, and sentences that are all alike (such as none with a
    loaded term): from them nobody can tell how much others would differ.

    Returns
    -------
    DataFrame
        Columns value, low, high, and n (sentences), one row a group.

    Raises
    ------
    ValueError
        If a column, section or measure is not there, or the table is not of passages.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "It rained. Ann left. We all stayed there. Nobody came."
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> interval(passages, "words_per_sentence").round(2).loc["a"].tolist()
    [2.5, 0.91, 4.72, 4.0]
    """
    if "sentence" not in table:
        raise ValueError("no sentences to draw from: an interval like this needs passages")
    by = listed(by)
    found, function, needs = unit_sums(
        table, measure, by, ["article", "sentence"], section, articles
    )
    index, slices = groups(found, by)
    sums = found[needs].to_numpy()
    rows = [(*resampled(function, sums[rows], seed), _known(sums[rows])) for rows in slices]
    kinds = {"value": "float64", "low": "float64", "high": "float64", "n": "int64"}
    return pd.DataFrame(rows, index, list(kinds)).astype(kinds)


def resampled(function, sums, seed=1):
    """A measure of summed counts, and its 95% bootstrap interval.

    Parameters
    ----------
    function : measure
    sums : array, units × counts
        What the measure needs, one row for each unit (sentence, article or cluster) that is drawn
        as a whole. Rows with nan are left out.

    Returns
    -------
    (value, low, high)
        nan where undefined; low and high also as `ends` says.
    """
    sums = sums[~np.isnan(sums).any(axis=1)]
    if not len(sums):
        return np.nan, np.nan, np.nan
    value = function(*sums.sum(axis=0))
    if len(sums) < _LEAST:
        return value, np.nan, np.nan
    drawn = function(*drawn_again(sums, seed).T)
    return value, *ends(value, drawn, len(sums), function.bounds)


def drawn_again(sums, seed):
    """Sums of as many units, drawn with replacement: an array, 2,000 draws × counts."""
    # Whole numbers, so that the sums are exact on every processor; counts are whole already.
    scale = 1 if (sums == np.rint(sums)).all() else SCALE
    columns = np.rint(sums.T * scale).astype("int64")
    random, at_once = np.random.default_rng(seed), max(1, _AT_ONCE // len(sums))
    totals = []
    for first in range(0, _DRAWS, at_once):
        drawn = random.integers(len(sums), size=(min(at_once, _DRAWS - first), len(sums)))
        totals.append([column[drawn].sum(axis=1) for column in columns])
    return np.concatenate(totals, axis=1).T / scale


def ends(value, drawn, units, bounds=(-np.inf, np.inf)):
    """95% interval from the values of bootstrap draws of so many units.

    Each end is the farther of two: the expanded percentile of the draws (Hesterberg 2015), and
    the value ± t × the draws' standard deviation × √(n ÷ (n − 1)), t for n − 1 degrees of freedom,
    cut at the measure's bounds. Where a measure has 0 as its lower bound, t goes up on the scale
    of logarithms, as skewed rates do, to at most twice that distance. Percentiles alone cover 82%
    with five units, since draws cannot reach beyond them; t alone does not lean as rates of rare
    words do. Over articles whose rates are strongly skewed they cover 91.5% to 95%;
    `analysis/reference/validation.csv` has the coverage.

    Returns
    -------
    (low, high)
        nan with fewer than three units, where more than 5% of the draws are undefined, or where
        all draws are alike.

    >>> low, high = ends(2.0, np.array([1.0, 2.0, 3.0] * 700), 10)
    >>> round(low, 3), round(high, 3)
    (0.053, 3.947)
    """
    known = drawn[np.isfinite(drawn)]
    if units < _LEAST or len(known) < 0.95 * len(drawn) or np.isclose(known.min(), known.max()):
        return np.nan, np.nan
    reach = stats.t.ppf(0.975, units - 1) * np.sqrt(units / (units - 1))
    tail = 100 * stats.norm.sf(reach)
    low, high = np.percentile(known, [tail, 100 - tail])
    margin = reach * known.std()
    low = min(low, max(value - margin, bounds[0]))
    if bounds[0] == 0 < value:
        margin = min(value * np.expm1(margin / value), 2 * margin)
    return float(low), float(max(high, min(value + margin, bounds[1])))


def _known(sums):
    return int((~np.isnan(sums).any(axis=1)).sum())
