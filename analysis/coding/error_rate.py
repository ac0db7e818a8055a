"""How often a term list is right, and the true rate, from a stratified hand-coded sample."""

import numpy as np

SCORES = ("rate", "precision", "recall", "f1")
_DRAWS = 10_000


def corrected(hit, size, drawn, true, tied=0, seed=1):
    """True rate, precision, recall and F1 in the corpus: a dict of (value, low, high).

    Each item is a cell: the sentences of one stratum that the list hits, or does not (``hit``). Of
    its ``size`` sentences ``drawn`` (at least one) were coded; ``true`` of these have the category,
    and on ``tied`` others coders tie, which counts as half true. What is undefined is nan.
    95% intervals are melded (Fay, Proschan and Brittain 2015): each cell's true share is drawn from
    Clopper and Pearson's confidence distributions, Beta(k, n − k + 1) and Beta(k + 1, n − k). The
    ends are the 2.5th percentile with each cell at its least favourable, and the 97.5th at its most
    favourable: they hold where no true sentence was drawn, and are slightly too wide.
    """
    values, lows, highs = _ends(hit, size, drawn, true, tied, seed)
    scores = {}
    for name, value in values.items():
        low, high = np.percentile(lows[name], 2.5), np.percentile(highs[name], 97.5)
        # 0 × value: where the value is unknown, its ends are.
        scores[name] = float(value), float(low + 0 * value), float(high + 0 * value)
    return scores


def corrected_difference(cells, others):
    """Difference of two groups' true rates, from the arguments of `corrected` for each.

    (value, low, high); it holds where the list errs more in one group than in the other.
    """
    (value, low, high), (other, other_low, other_high) = (
        [ends["rate"] for ends in _ends(*group, seed=seed)]
        for seed, group in enumerate((cells, others), 1)
    )
    reach = np.percentile(low - other_high, 2.5), np.percentile(high - other_low, 97.5)
    return float(value - other), *map(float, reach)


def _ends(hit, size, drawn, true, tied=0, seed=1):
    """Scores, and draws of each at its low and at its high end."""
    hit, size, drawn, true, tied = map(np.asarray, (hit, size, drawn, true, tied))
    random = np.random.default_rng(seed)
    few = _true_sentences(true, size, drawn, True, random)
    many = _true_sentences(true + tied, size, drawn, False, random)
    values = _scores(size * (true + tied / 2) / drawn, hit, size)
    # True sentences with a hit raise every score; those without raise the rate, lower the others.
    lows = _scores(np.where(hit, few, many), hit, size) | {"rate": few.sum(axis=1) / size.sum()}
    highs = _scores(np.where(hit, many, few), hit, size) | {"rate": many.sum(axis=1) / size.sum()}
    # A draw without anything true has no recall: it may be anything.
    lows = {name: np.nan_to_num(ends, nan=0) for name, ends in lows.items()}
    return values, lows, {name: np.nan_to_num(ends, nan=1) for name, ends in highs.items()}


def _true_sentences(true, size, drawn, low, random):
    """True sentences of each cell in the corpus, at the low or the high end: draws × cells."""
    first, second = (true, drawn - true + 1) if low else (true + 1, drawn - true)
    # With a 0 among its parameters a beta distribution is a point.
    fixed = (first == 0) | (second == 0)
    first, second = (np.where(fixed, 1, parameter) for parameter in (first, second))
    share = random.beta(first, second, (_DRAWS, len(size)))
    return true + random.binomial(size - drawn, np.where(fixed, 0 if low else 1, share))


def _scores(true, hit, size):
    right, missed = true[..., hit].sum(axis=-1), true[..., ~hit].sum(axis=-1)
    listed = size[hit].sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        rate, precision = (right + missed) / size.sum(), np.divide(right, listed)
        recall = np.divide(right, right + missed)
        f1 = np.divide(2 * right, listed + right + missed) + 0 * precision  # unknown as precision
    return dict(zip(SCORES, (rate, precision, recall, f1), strict=True))
