"""How often a term list is right, and the true rate, from a stratified hand-coded sample."""

import math

import numpy as np

MEASURES = ("rate", "precision", "recall", "f1")
_DRAWS = 10_000
_Z = 1.959964  # 95%


def corrected(hit, size, drawn, true, tied=0, seed=1):
    """True rate, precision, recall and F1 in the corpus, with 95% intervals.

    The sample is of cells: sentences of one stratum that the list hits, or does not. How large a
    cell is in the corpus is known; from it ``drawn`` sentences were drawn at random and ``true``
    found to have the category. Each cell weighs by its size.

    Intervals are melded (Fay, Proschan and Brittain 2015): for each cell the share that is true
    is drawn from Clopper and Pearson's lower and upper confidence distributions, Beta(k, n − k + 1)
    and Beta(k + 1, n − k), the sentences not drawn are filled in with it, and an end of the
    interval is the 2.5th or 97.5th percentile of the measure with each cell at the end that makes
    it lowest or highest. They stay honest where a cell has no true sentence at all, where a
    bootstrap would give an interval of no width; they are a little wider than need be.

    Parameters
    ----------
    hit : sequence of bool, one for each cell
    size, drawn : sequences of int
        Sentences in the corpus, sentences coded; from each cell at least one is drawn.
    true : sequence of int
        Coded sentences that have the category.
    tied : sequence of int
        Coded sentences, not among ``true``, on which coders tie. Each is half true in the value;
        the low end takes it as it makes the measure lowest, the high end as it makes it highest.
    seed : int

    Returns
    -------
    dict
        ``rate``, ``precision``, ``recall``, ``f1``: (value, low, high) each. nan where nothing can
        be divided: precision and F1 of a list without hits, recall where nothing true was found.

    >>> found = corrected([True, False], [100, 900], [50, 50], [40, 1])
    >>> {name: round(values[0], 3) for name, values in found.items()}
    {'rate': 0.098, 'precision': 0.8, 'recall': 0.816, 'f1': 0.808}
    >>> [round(value, 2) for value in found["rate"][1:]]
    [0.08, 0.17]
    """
    hit = np.asarray(hit, dtype=bool)
    size, drawn = np.asarray(size, dtype="int64"), np.asarray(drawn, dtype="int64")
    true, tied = np.asarray(true, dtype="int64"), np.broadcast_to(tied, size.shape)
    point = size * (true + tied / 2) / drawn
    random = np.random.default_rng(seed)
    few = _totals(true, size, drawn, True, random)
    many = _totals(true + tied, size, drawn, False, random)
    listed, every = size[hit].sum(), size.sum()
    values = _measures(point[hit].sum(), point[~hit].sum(), listed, every)
    # What is right raises every measure; what was missed raises the rate and lowers the others.
    lows = _measures(few[:, hit].sum(axis=1), many[:, ~hit].sum(axis=1), listed, every)
    highs = _measures(many[:, hit].sum(axis=1), few[:, ~hit].sum(axis=1), listed, every)
    lows["rate"], highs["rate"] = few.sum(axis=1) / every, many.sum(axis=1) / every
    found = {}
    for name in MEASURES:
        interval = np.nan, np.nan
        if np.isfinite(values[name]):
            # A draw without anything true has no recall: it may be anything.
            low, high = np.nan_to_num(lows[name], nan=0), np.nan_to_num(highs[name], nan=1)
            interval = np.percentile(low, 2.5), np.percentile(high, 97.5)
        found[name] = tuple(float(value) for value in (values[name], *interval))
    return found


def _totals(true, size, drawn, low, random):
    """True sentences of each cell in the corpus, few or many as may be: draws × cells."""
    first, second = (true, drawn - true + 1) if low else (true + 1, drawn - true)
    # With a 0 among its parameters a beta distribution is a point.
    fixed = (first == 0) | (second == 0)
    first, second = (np.where(fixed, 1, parameter) for parameter in (first, second))
    share = random.beta(first, second, (_DRAWS, len(size)))
    return true + random.binomial(size - drawn, np.where(fixed, 0 if low else 1, share))


def _measures(right, missed, listed, every):
    """The measures, from how many listed sentences are right and how many true ones are missed."""
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.divide(right, listed)
        return {
            "rate": (right + missed) / every,
            "precision": precision,
            "recall": np.divide(right, right + missed),
            # Not known where precision is not.
            "f1": np.divide(2 * right, listed + right + missed) + 0 * precision,
        }


def needed(hits, others, within=0.10):
    """How many sentences must be coded for precision and recall to be known within ± ``within``.

    Precision p, from n of the H sentences with a hit: n = z² p (1 − p) ÷ within², at its largest
    for p = .5; then n ÷ (1 + (n − 1) ÷ H), since the corpus is finite.

    Recall R, from m of the M sentences without one: the m for which within is
    z R (1 − R) √(V + (1 − q) ÷ q × (1 ÷ m − 1 ÷ M)), where q = H p (1 − R) ÷ (R M) is the share of
    these that the list missed and V = (1 − p) ÷ p × (1 ÷ n − 1 ÷ H); with p = .5 and the R that
    asks for most.

    Parameters
    ----------
    hits, others : int
        Sentences of the corpus with and without a hit.
    within : float

    Returns
    -------
    tuple of int
        Sentences to code with a hit, and without one.

    >>> needed(1000, 9000)
    (88, 772)
    """
    if not hits or not others:
        return min(hits, _within(hits, within)), 0
    with_hit = min(hits, _within(hits, within))
    recall = np.arange(0.05, 0.996, 0.005)
    missed = np.minimum(hits * 0.5 * (1 - recall) / (recall * others), 1 - 1e-9)
    left = (within / (_Z * recall * (1 - recall))) ** 2 - (1 / with_hit - 1 / hits)
    spread = (1 - missed) / missed
    return with_hit, min(others, math.ceil((spread / (left + spread / others)).max()))


def _within(number, within):
    first = _Z**2 * 0.25 / within**2
    return math.ceil(first / (1 + (first - 1) / number)) if number else 0
