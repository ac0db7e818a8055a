"""Medians and Cliff's δ with intervals that hold for few articles and for near-duplicates."""

import numpy as np
from scipy import stats

LEAST = 5  # clusters; the least and the greatest of four values hold the median in 87.5% only


def median_interval(values, clusters):
    """95% interval of the median, between two of the values.

    It runs between the values whose ranks are n ÷ 2 ± t × the standard error of how many values
    lie below the median, which is a sum over clusters (Woodruff 1952); t has as many degrees of
    freedom as there are clusters, less 1. At five values it is the least and the greatest, which
    hold the median in 93.75% of samples.

    Parameters
    ----------
    values : array, one number an article
    clusters : array of int
        From 0; articles of one cluster are not independent.

    Returns
    -------
    (low, high)
        nan with fewer than five clusters.

    >>> median_interval(np.array([3, 1, 2, 5, 4, 9, 7, 8, 6, 10]), np.arange(10))
    (2.0, 9.0)
    """
    ordered, number, units = np.sort(values), len(values), len(np.unique(clusters))
    if units < LEAST:
        return np.nan, np.nan
    below = (np.sign(np.median(values) - values)) / 2
    spread = max((np.bincount(clusters, below) ** 2).sum(), number / 4)
    reach = stats.t.ppf(0.975, units - 1) * np.sqrt(spread * units / (units - 1))
    rank = max(int(np.floor(number / 2 - reach)), 0)
    return float(ordered[rank]), float(ordered[-1 - rank])


def difference_of_medians(a, b, clusters_a, clusters_b):
    """Median of a less that of b, with a 95% interval from those of both.

    The distances from each median to its ends are squared and added (Zou and Donner 2008).

    >>> a, b, each = np.arange(11.0), np.arange(4.0, 15.0), np.arange(11)
    >>> [round(number, 2) for number in difference_of_medians(a, b, each, each)]
    [-4.0, -9.66, 1.66]
    """
    middle_a, middle_b = np.median(a), np.median(b)
    low_a, high_a = median_interval(a, clusters_a)
    low_b, high_b = median_interval(b, clusters_b)
    difference = float(middle_a - middle_b)
    low = difference - np.hypot(middle_a - low_a, high_b - middle_b)
    high = difference + np.hypot(high_a - middle_a, middle_b - low_b)
    return difference, float(low), float(high)


def cliffs_delta(a, b, clusters_a, clusters_b):
    """Cliff's δ with a 95% interval: how often a is above b, less how often it is below.

    δ is the mean, over all pairs of one value of a and one of b, of +1, 0 (a tie) or −1 (Cliff
    1993). Its variance comes from each value's own mean over its pairs, summed within clusters.
    It says of how many independent pairs the share (δ + 1) ÷ 2 would vary as much, and the
    interval is Wilson's for that many, with t for z. At most they are as many as Newcombe's (2006)
    variance for exponential values allows, so that δ = ±1 has an interval too.

    Parameters
    ----------
    a, b : array
        Values of the two groups.
    clusters_a, clusters_b : array of int
        From 0; one number stands for one cluster, also across the two.

    Returns
    -------
    (δ, low, high)

    >>> each = np.arange(4)
    >>> found = cliffs_delta(np.array([1, 2, 3, 4]), np.array([3, 4, 5, 6]), each, each + 4)
    >>> [round(number, 2) for number in found]
    [-0.75, -0.97, 0.2]
    """
    ranks = stats.rankdata(np.concatenate([a, b]))
    above_a = 2 * (ranks[: len(a)] - stats.rankdata(a)) / len(b) - 1
    above_b = 1 - 2 * (ranks[len(a) :] - stats.rankdata(b)) / len(a)
    delta, size = float(above_a.mean()), 1 + max(clusters_a.max(), clusters_b.max())
    units, variances, joint = [], [], 0
    for above, clusters in ((above_a, clusters_a), (above_b, clusters_b)):
        number = len(np.unique(clusters))
        scale = np.sqrt(number / (number - 1)) / len(above)
        sums = scale * np.bincount(clusters, above - delta, size)
        units.append(number)
        variances.append((sums**2).sum())
        joint = joint + sums
    variance, freedom = (joint**2).sum(), sum(units) - 2
    most = units[0] * units[1] / (1 + (sum(units) / 2 - 1) / 2)
    pairs = min((1 - delta**2) / variance, most) if variance > 0 and abs(delta) < 1 else most
    if sum(variances) > 0:
        parts = [part**2 / (number - 1) for part, number in zip(variances, units, strict=True)]
        everyone = len(np.union1d(clusters_a, clusters_b))
        freedom = min(sum(variances) ** 2 / sum(parts), everyone - 1)
    square = stats.t.ppf(0.975, freedom) ** 2 / pairs
    margin = np.sqrt(square * (1 - delta**2) + square**2)
    return delta, float((delta - margin) / (1 + square)), float((delta + margin) / (1 + square))
