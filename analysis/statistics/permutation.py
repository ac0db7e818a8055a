"""A permutation test that keeps clusters of near-duplicates together."""

import numpy as np
from scipy import stats

PERMUTATIONS = 9999
_AT_ONCE = 1_000_000  # labels made at once, so that memory stays bounded


def permutation_p(values, in_a, clusters, seed=1):
    """p of |Cliff's δ| where the labels say nothing: (b + 1) ÷ (m + 1), m = 9,999.

    b counts the permutations whose |δ| is at least that of the data (Phipson and Smyth 2010). The
    test asks whether both groups come from one distribution. Labels are permuted within each
    cluster, and then whole clusters of one size exchange theirs: both leave everything as likely
    as it was, if values do not depend on labels.

    Parameters
    ----------
    values : array, articles × measures
    in_a : array of bool
        Whether the article is in the first group.
    clusters : array of int
        Articles with one number belong together.

    Returns
    -------
    array, one p a measure

    >>> first = np.arange(10) < 5
    >>> permutation_p(np.arange(10.0)[:, None], first, np.arange(10)).round(2).tolist()
    [0.01]
    """
    # Twice the rank's distance from the middle: whole numbers, whose sums floats hold exactly,
    # so that a tie is a tie. Their sum over group a is n_a × n_b × δ.
    ranks = 2 * stats.rankdata(values, axis=0) - (len(values) + 1)
    observed = np.abs(in_a @ ranks)
    random, as_great, strata = np.random.default_rng(seed), 1, _strata(in_a, clusters, ranks)
    at_once = max(1, _AT_ONCE // len(in_a))
    for first in range(0, PERMUTATIONS, at_once):
        rows = min(at_once, PERMUTATIONS - first)
        drawn = 0
        for labels, numbers in strata:
            permuted = _permuted(labels, rows, random)
            # Not `@`, whose threads get in one another's way with so few columns.
            drawn = drawn + np.array([np.einsum("ij,j", permuted, of) for of in numbers.T])
        as_great = as_great + (np.abs(drawn).T >= observed).sum(axis=0)
    return as_great / (PERMUTATIONS + 1)


def _strata(in_a, clusters, ranks):
    """What may be exchanged: clusters of one size, as (labels, ranks).

    Where each cluster lies in one group, it is one unit with the sum of its ranks: labels are
    units × 1. Else labels are clusters × articles.
    """
    _, code, size = np.unique(clusters, return_inverse=True, return_counts=True)
    order, strata = np.argsort(code, kind="stable"), []
    for number in np.unique(size):
        places = order[size[code[order]] == number].reshape(-1, number)
        labels = in_a[places]
        if (labels == labels[:, :1]).all():
            strata.append((labels[:, :1], ranks[places].sum(axis=1)))
        else:
            strata.append((labels, ranks[places.ravel()]))
    return strata


def _permuted(labels, rows, random):
    """Labels of one stratum, permuted: rows × labels, as floats."""
    if labels.shape[1] == 1:
        return subsets(len(labels), int(labels.sum()), rows, random).astype("float64")
    return _exchanged(labels, rows, random).reshape(rows, -1).astype("float64")


def _exchanged(given, rows, random):
    """Labels of clusters of one size, permuted within each and then exchanged as wholes."""
    within = random.permuted(np.broadcast_to(given, (rows, *given.shape)), axis=2)
    from_cluster = np.broadcast_to(np.arange(len(given)), (rows, len(given)))
    from_cluster = random.permuted(from_cluster, axis=1)
    return np.take_along_axis(within, from_cluster[:, :, None], axis=1)


def subsets(size, number, rows, random):
    """Random subsets, each as likely as any other: rows × size, ``number`` of each row 1, else 0.

    Each label is drawn alone with about the right chance; then as many random ones as are too
    many are taken away, or as are missing added, until the number is right. All is symmetric in
    the places, and much faster than shuffling.

    >>> subsets(5, 2, 3, np.random.default_rng(1)).sum(axis=1).tolist()
    [2, 2, 2]
    """
    chosen = random.integers(256, size=(rows, size), dtype="uint8") < round(256 * number / size)
    chosen = chosen.view("uint8")
    surplus = chosen.sum(axis=1, dtype="int32") - number
    while len(wrong := np.flatnonzero(surplus)):
        row = np.repeat(wrong, np.abs(surplus[wrong]))
        chosen[row, random.integers(size, size=len(row))] = surplus[row] < 0
        surplus[wrong] = chosen[wrong].sum(axis=1, dtype="int32") - number
    return chosen
