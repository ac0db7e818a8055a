"""A row of corpus/reference/validation.csv, and what several comparisons use."""

import hashlib

import numpy as np

COLUMNS = ["measure", "data_set", "part", "n", "score", "low", "high"]
COLUMNS += ["baseline", "baseline_name", "published"]


def unseen(path):
    """Whether a file belongs to the half that no rule was shaped on."""
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % 2 == 1


def row(
    measure,
    data_set,
    part,
    n,
    value,
    interval=(np.nan, np.nan),
    baseline=(np.nan, ""),
    published="",
):
    low, high = interval
    return [measure, data_set, part, n, value, low, high, *baseline, published]


def bootstrap(units, statistic, draws=1000):
    """95% interval of a statistic of summed counts, by drawing units (articles) again."""
    counts = np.array(units, dtype="float64")
    random = np.random.default_rng(1)
    drawn = random.multinomial(len(counts), [1 / len(counts)] * len(counts), size=draws) @ counts
    return tuple(np.nanpercentile([statistic(*sums) for sums in drawn], [2.5, 97.5]))
