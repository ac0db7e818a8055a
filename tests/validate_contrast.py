"""`contrast` by simulation, and against an independent negative binomial regression.

The numbers of the simulation are made here, so that the truth is known. The regression has log
words as offset and errors clustered by near-duplicates; it shares no code with `contrast`.
"""

import numpy as np
import pandas as pd
from rows import row
from scipy import optimize, special, stats

from analysis import reference_corpus
from analysis.statistics import contrast

RATE, _RUNS = "loaded_any_per_1000", 300


def contrasts():
    """All rows of this file."""
    yield from _coverage(np.random.default_rng(1))
    yield from _regression()


def _group(random, size, rate, most):
    """Hits and words of articles with skewed rates, in clusters of 1 to ``most``."""
    sizes = random.integers(1, most + 1, size)
    rates = np.repeat(rate * random.lognormal(-0.32, 0.8, size), sizes)
    words = random.integers(200, 1200, len(rates))
    return np.repeat(np.arange(size), sizes), random.poisson(rates * words / 1000), words


def _coverage(random):
    """Two groups whose rates differ by half: does the interval hold it? And by nothing: p."""
    for most, kind in ((1, "articles"), (4, "clusters of 1 to 4 articles")):
        for size in (5, 10, 20, 50, 100):
            held, called = [], []
            for ratio in (1.5, 1.0):
                for _ in range(_RUNS):
                    parts = [_group(random, size, rate, most) for rate in (9 * ratio, 9)]
                    cluster, hits, words = (
                        np.concatenate(each) for each in zip(*parts, strict=True)
                    )
                    names = np.repeat(["A", "B"], [len(part[0]) for part in parts])
                    table = pd.DataFrame({"outlet": names, "loaded_any": hits, "words": words})
                    table["cluster"] = [f"{n}{c}" for n, c in zip(names, cluster, strict=True)]
                    table["article"] = [f"a{n}" for n in range(len(table))]
                    found = contrast(table, RATE, "outlet").iloc[0]
                    held.append(found["low"] <= ratio <= found["high"])
                    called += [found["p"] <= 0.05] if ratio == 1 else []
            for what, found in (
                ("interval of the ratio of two rates, coverage", held),
                ("test of `contrast`, P(p ≤ 0.05) where nothing differs", called),
            ):
                k, n = int(np.sum(found)), len(found)
                ends = tuple(stats.binomtest(k, n).proportion_ci(method="wilson"))
                yield row(what, "simulated", f"{size} {kind}", n, k / n, ends)


def _regression():
    """How many verdicts on pairs of outlets of NewsArticles both methods share."""
    table = reference_corpus("newsarticles")
    found = contrast(table, RATE, "outlet")
    body = table[table["section"] == "body"]  # a row for each voice
    body = body.groupby(["article", "outlet", "cluster"], observed=True)[["loaded_any", "words"]]
    body = body.sum().reset_index().query("words >= 100")
    p = []
    for pair in found.itertuples():
        rows = body[body["outlet"].isin([pair.group_a, pair.group_b])]
        p.append(_negative_binomial(rows, pair.group_a))
    q = stats.false_discovery_control(p)
    same = (q <= 0.05) == (found["q"] <= 0.05).to_numpy()
    for pair in found[~same].assign(theirs=q[~same]).itertuples():
        print(f"verdicts differ: {pair.group_a}, {pair.group_b}: q {pair.q:.3f}, {pair.theirs:.3f}")
    name = "verdicts on pairs of outlets shared with a negative binomial regression"
    yield row(name, "NewsArticles", RATE, len(found), float(same.mean()))


def _negative_binomial(rows, first):
    """Two-sided p of the outlet's coefficient: NB2 with a log link, clustered sandwich."""
    y, offset = rows["loaded_any"].to_numpy(), np.log(rows["words"].to_numpy())
    x = np.column_stack([np.ones(len(y)), rows["outlet"] == first])

    def loss(beta):
        mean, size = np.exp(x @ beta[:2] + offset), np.exp(-beta[2])
        part = special.gammaln(y + size) - special.gammaln(size) - special.gammaln(y + 1)
        part += size * np.log(size / (size + mean)) + y * np.log(mean / (size + mean))
        return -part.sum()

    start = [np.log(y.sum() / rows["words"].sum()), 0, 0]
    beta = optimize.minimize(loss, start, method="BFGS").x
    mean, size = np.exp(x @ beta[:2] + offset), np.exp(-beta[2])
    weight = size / (size + mean)
    scores = pd.DataFrame(x * ((y - mean) * weight)[:, None]).groupby(rows["cluster"].to_numpy())
    bread = np.linalg.inv((x * (mean * weight)[:, None]).T @ x)
    summed = scores.sum().to_numpy()
    error = np.sqrt((bread @ (summed.T @ summed) @ bread)[1, 1])
    return 2 * stats.norm.sf(abs(beta[1]) / error)


if __name__ == "__main__":
    for line in contrasts():
        print(line[0], line[2], round(line[4], 4))
