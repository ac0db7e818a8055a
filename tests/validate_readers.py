"""Intervals of reader response: Wilson's by exact enumeration, the others in simulation."""

import numpy as np
import pandas as pd
from rows import row
from scipy import stats

from analysis.measures.engagement import yes_share
from analysis.statistics.interval import median_ratio

Z = stats.norm.ppf(0.975)
# Articles, median ratio, spread on the log scale, its shape, mean of what stands below.
RATIOS = (
    (6, 0.3, 1.0, "normal", 200),
    (10, 0.3, 1.0, "normal", 200),
    (30, 0.3, 1.0, "exponential", 200),
    (30, 0.1, 1.0, "normal", 10),
    (200, 0.3, 1.5, "exponential", 200),
    (200, 0.1, 0.5, "normal", 10),
)


def wald(yes, no):
    """The textbook interval: share ± 1.96 standard errors."""
    n = yes + no
    reach = Z * np.sqrt(yes * no / n**3)
    return yes / n - reach, yes / n + reach


def coverage(interval, n, share):
    """Exact chance that an interval holds the share: the sum over all outcomes of n votes."""
    yes = np.arange(n + 1)
    low, high = interval(yes, n - yes)
    share = np.atleast_1d(share)[:, None]
    held = (low <= share) & (share <= high)
    return (stats.binom.pmf(yes, n, share) * held).sum(axis=1)


def wilson_rows():
    measure = "yes share within its 95% interval (Wilson), exact"
    for n in (5, 10, 30, 92):
        for share in (0.02, 0.1, 0.3, 0.5):
            (held,), (plain,) = (coverage(i, n, share) for i in (yes_share.interval, wald))
            part = f"{n} votes, true share {share} or {1 - share:g}"
            base = plain, "share ± 1.96 standard errors"
            yield row(measure, "enumerated", part, n, held, baseline=base)
    grid = (np.arange(1000) + 0.5) / 1000
    every = np.array([coverage(yes_share.interval, n, grid) for n in range(5, 101)])
    for name, value, published in (
        ("mean", every.mean(), ".952"),
        ("lowest", every.min(), ".831"),
    ):
        part = f"5 to 100 votes, all shares, {name}"
        said = f"{published} at random shares (Newcombe 1998, method 3)"
        yield row(measure, "enumerated", part, every.size, value, published=said)
    n = 100_000
    (held,) = coverage(yes_share.interval, n, 0.1765 / n)
    part = f"true share .1765 ÷ n, n = {n:,}"
    said = ".838 as n grows (Brown, Cai and DasGupta 2001)"
    yield row(measure, "enumerated", part, n, held, published=said)
    for n, published in ((30, ".946"), (98, ".928")):
        (held,) = coverage(wald, n, 0.2)
        measure = "share ± 1.96 standard errors holds the true share, exact"
        said = f"{published} (Brown, Cai and DasGupta 2001)"
        yield row(measure, "enumerated", f"{n} votes, true share .2", n, held, published=said)


def _counts(setting, size, random):
    _, middle, spread, shape, below = setting
    drawn = random.normal(size=size)
    if shape == "exponential":
        drawn = random.exponential(size=size) - np.log(2)
    reactions = random.poisson(below * random.lognormal(-0.5, 1, size))
    return random.poisson(reactions * middle * np.exp(spread * drawn)), reactions


def _with_half(above, below):
    """Student's interval of the mean log ratio of each draw, ½ added to every count."""
    logs = np.log((above + 0.5) / (below + 0.5))
    n = logs.shape[1]
    reach = stats.t.ppf(0.975, n - 1) * stats.sem(logs, axis=1)
    return np.exp(logs.mean(axis=1) - reach), np.exp(logs.mean(axis=1) + reach)


def ratio_rows(times=1000):
    for seed, setting in enumerate(RATIOS):
        random = np.random.default_rng(seed)
        above, below = _counts(setting, 400_000, random)
        known = (above > 0) | (below > 0)
        with np.errstate(divide="ignore"):
            truth = np.median(above[known] / below[known])
        articles, _, spread, shape, mean = setting
        above, below = _counts(setting, (times, articles), random)
        low, high = _with_half(above, below)
        plain = np.mean((low <= truth) & (truth <= high))
        table = pd.DataFrame({"above": above.ravel(), "below": below.ravel()})
        table["draw"] = np.repeat(np.arange(times), articles).astype(str)
        found = median_ratio(table.assign(article=table.index), "above", "below", "draw")
        # A draw of six articles of which one has neither count has no interval.
        found = found.dropna(subset=["low", "high"])
        held = (found["low"] <= truth) & (truth <= found["high"])
        part = f"{articles} articles, {shape}, spread {spread} on the log scale, {mean} below"
        base = plain, "mean log ratio, ½ added, Student's t (estimates another number)"
        measure = "median ratio within its 95% interval, share"
        yield row(measure, "simulated", part, len(held), held.mean(), _wilson(held), base)


def _wilson(held):
    return tuple(stats.binomtest(int(sum(held)), len(held)).proportion_ci(method="wilson"))


def readers(_):
    """Rows of the validation table; no data are needed."""
    yield from wilson_rows()
    yield from ratio_rows()
