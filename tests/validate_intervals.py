"""Coverage of intervals, error rates of tests, by simulation; a part of validate.py.

The numbers are made here, so that the truth is known. `python tests/validate_intervals.py` prints
the rows.
"""

import numpy as np
import pandas as pd
from rows import COLUMNS, row
from scipy import stats

from analysis import MEASURES, compare, percentile, summarise
from analysis.statistics.effect_sizes import cliffs_delta, difference_of_medians, median_interval
from analysis.statistics.interval import drawn_again, ends
from analysis.statistics.permutation import permutation_p

_RUNS = 1000
_SIZES = 5, 10, 20, 50, 100


def intervals():
    """All rows of this file."""
    for part in (_sentences, _articles, _percentiles, _medians, _two_groups, _tests, _discoveries):
        yield from part(np.random.default_rng(1))


def _sentence(random, size):
    """Counts of sentences: words (skewed), hits (rare, in clumps), compound, positive."""
    words = 3 + random.negative_binomial(2, 0.09, size)
    hits = random.poisson(0.012 * words * random.gamma(0.5, 2, size))
    feeling = random.normal(-0.1, 0.5, size).clip(-1, 1)
    return {
        "words": words,
        "loaded": hits,
        "compound": np.where(random.random(size) < 0.3, 0, feeling),
        "negative": (random.random(size) < 0.35) * 1,
        "sentences": np.ones(size),
    }


def _covers(low, high, truth):
    """Whether intervals hold the truth, for those that are given."""
    low, high = np.asarray(low, dtype="float64"), np.asarray(high, dtype="float64")
    given = ~np.isnan(low)
    return (low[given] <= truth + 1e-9) & (truth - 1e-9 <= high[given])


def _row(name, part, covers, baseline=(np.nan, "")):
    k, n = int(np.sum(covers)), len(covers)
    return row(f"{name}, coverage", "simulated", part, n, k / n, _wilson(k, n), baseline)


def _wilson(k, n):
    return tuple(stats.binomtest(k, n).proportion_ci(method="wilson"))


def _sentences(random):
    """`uncertainty.ends` for one article; beside it plain percentiles of the same draws."""
    everything = _sentence(random, 1_000_000)
    for name in ("words_per_sentence", "mean_compound", "negative_share", "loaded_per_1000"):
        function = MEASURES[name]
        truth = function(*(everything[need].sum() for need in function.needs))
        for size in _SIZES:
            found = []
            for _ in range(_RUNS):
                made = _sentence(random, size)
                sums = np.stack([made[need] for need in function.needs], axis=1)
                drawn = function(*drawn_again(sums, 1).T)
                given = ends(function(*sums.sum(axis=0)), drawn, size, function.bounds)
                found.append((*given, *np.nanpercentile(drawn, [2.5, 97.5])))
            low, high, plain_low, plain_high = np.array(found).T
            plain = float(_covers(plain_low, plain_high, truth).mean()), "plain percentiles"
            covers = _covers(low, high, truth)
            yield _row(f"interval of {name}", f"{size} sentences", covers, plain)
            if len(covers) < 0.98 * _RUNS:
                k = _RUNS - len(covers)
                name_ = f"interval of {name}, share without one (all sentences alike)"
                yield row(name_, "simulated", f"{size} sentences", _RUNS, k / _RUNS)


def _corpora(random, clusters, most):
    """Totals of simulated corpora, with clusters of 1 to ``most`` articles of one rate."""
    sizes = random.integers(1, most + 1, (_RUNS, clusters))
    corpus = np.repeat(np.arange(_RUNS), sizes.sum(axis=1))
    cluster = np.repeat(np.arange(_RUNS * clusters), sizes.ravel())
    rate = np.repeat(random.lognormal(2, 0.8, _RUNS * clusters), sizes.ravel())
    words = random.integers(200, 1200, len(rate))
    return pd.DataFrame(
        {
            "article": np.arange(len(rate)).astype("str"),
            "corpus": corpus.astype("str"),
            "cluster": cluster.astype("str"),
            "words": words,
            "loaded_any": random.poisson(rate * words / 1000),
        }
    )


def _articles(random):
    """Intervals of `summarise`: skewed rates, single articles and clusters of up to four."""
    truth = np.exp(2 + 0.8**2 / 2)
    for most, kind in ((1, "articles"), (4, "clusters of 1 to 4 articles")):
        for clusters in _SIZES:
            table = _corpora(random, clusters, most)
            found = summarise(table, "loaded_any_per_1000", "corpus")
            for name, ends_of in (("mean of articles", "mean"), ("pooled rate", "pooled")):
                covers = _covers(found[f"{ends_of}_low"], found[f"{ends_of}_high"], truth)
                yield _row(f"interval of the {name}", f"{clusters} {kind}", covers)


def _percentiles(random):
    """An article's percentile among 500: does its interval hold that of its true rate?"""
    centres = random.normal(20, 3, _RUNS)
    reference = pd.DataFrame({"article": np.arange(500).astype("str"), "sentences": 20})
    reference["words"] = np.rint(20 * random.normal(20, 3, 500)).astype("int64")
    values = np.sort(reference["words"] / 20)
    truth = 100 * np.searchsorted(values, centres) / len(values)
    for size in (5, 10, 20, 50):
        # Whole words with the given mean, so that the centre is the truth.
        words = random.gamma(4, centres[:, None] / 4, (_RUNS, size))
        words = np.floor(words + random.random(words.shape)).astype("int64")
        table = pd.DataFrame(
            {
                "article": np.repeat(np.arange(_RUNS), size).astype("str"),
                "sentence": np.tile(np.arange(size), _RUNS),
                "words": words.ravel(),
                "sentences": 1,
            }
        )
        found = percentile(table, "words_per_sentence", reference)
        found = found.loc[[str(n) for n in range(_RUNS)]]
        covers = (found["percentile_low"] <= truth) & (truth <= found["percentile_high"])
        yield _row("interval of the percentile", f"{size} sentences", covers)


def _medians(random):
    for size in _SIZES:
        alone = [
            median_interval(random.lognormal(0, 1, size), np.arange(size)) for _ in range(_RUNS)
        ]
        yield _row(
            "interval of the median", f"{size} articles", _covers(*zip(*alone, strict=True), 1)
        )
    for size in _SIZES:
        pairs = np.repeat(np.arange(size), 3)
        alike = [
            median_interval(np.exp(random.normal(0, 1, size)[pairs]) * spread, pairs)
            for spread in random.lognormal(0, 0.3, (_RUNS, 3 * size))
        ]
        covers = _covers(*zip(*alike, strict=True), 1)
        yield _row("interval of the median", f"{size} clusters of 3 articles", covers)


def _two_groups(random):
    """Cliff's δ and the difference of medians: skewed, other spread, ties, clusters."""
    kinds = {
        "skewed": (lambda n: random.lognormal(0.8, 1, n), lambda n: random.lognormal(0, 1, n)),
        "apart": (lambda n: random.normal(2.5, 1, n), lambda n: random.normal(0, 1, n)),
        "other spread": (lambda n: random.normal(0, 3, n), lambda n: random.normal(0, 1, n)),
        "ties": (lambda n: random.poisson(1, n), lambda n: random.poisson(2, n)),
        "clusters of 3": (lambda n: random.normal(0.5, 1, n), lambda n: random.normal(0, 1, n)),
    }
    for kind, (draw_a, draw_b) in kinds.items():
        many_a, many_b = draw_a(300_000), draw_b(300_000)
        u = stats.mannwhitneyu(many_a, many_b).statistic
        delta, medians = 2 * u / 9e10 - 1, np.median(many_a) - np.median(many_b)
        times = 3 if "clusters" in kind else 1
        for size_a, size_b in ((5, 5), (5, 20), (20, 20), (50, 100)):
            ids_a, ids_b = np.repeat(np.arange(size_a), times), np.repeat(np.arange(size_b), times)
            found = []
            for _ in range(_RUNS):
                a, b = draw_a(size_a)[ids_a], draw_b(size_b)[ids_b]
                found.append(
                    cliffs_delta(a, b, ids_a, size_a + ids_b)[1:]
                    + difference_of_medians(a, b, ids_a, ids_b)[1:]
                )
            found, part = np.array(found), f"{size_a} and {size_b}, {kind}"
            yield _row("interval of Cliff's delta", part, _covers(*found[:, :2].T, delta))
            if kind != "ties":  # medians of whole numbers jump
                covers = _covers(*found[:, 2:].T, medians)
                yield _row("interval of the difference of medians", part, covers)


def _tests(random, runs=5000):
    """How often p ≤ α where the groups do not differ."""
    pairs, spanning = np.repeat(np.arange(20), 2), np.arange(40) % 4 < 2
    settings = {
        "5 and 5": (np.arange(10), np.arange(10) < 5, False),
        "20 and 40": (np.arange(60), np.arange(60) < 20, False),
        "20 and 40, ties": (np.arange(60), np.arange(60) < 20, True),
        "clusters in one group": (pairs, spanning, False),
        "clusters in both groups": (pairs, np.arange(40) < 19, False),
        "pairs of one article": (pairs, np.arange(40) % 2 == 0, False),
        "clusters of 1 to 4, ties": (
            np.repeat(np.arange(16), [1, 2, 3, 4] * 4),
            np.arange(40) % 7 < 3,
            True,
        ),
    }
    for part, (clusters, in_a, ties) in settings.items():
        values = random.normal(size=(clusters.max() + 1, runs))[clusters]
        values = np.exp(values + 0.5 * random.normal(size=values.shape))
        p = permutation_p(np.floor(values) if ties else values, in_a, clusters)
        for level in (0.01, 0.05, 0.10):
            k = int((p <= level).sum())
            name = f"permutation test, P(p ≤ {level:.2f}) where nothing differs"
            yield row(name, "simulated", part, runs, k / runs, _wilson(k, runs))


def _discoveries(random, runs=200):
    """False discoveries of `compare`: six outlets, of which three differ from three."""
    shares = []
    for number in range(runs):
        outlet = np.repeat(list("ABCDEF"), 15)
        words = 100 * np.exp(random.normal(0, 0.5, len(outlet)) + 0.6 * (outlet > "C"))
        table = pd.DataFrame({"article": np.arange(len(outlet)).astype("str"), "outlet": outlet})
        table = table.assign(words=np.rint(words).astype("int64"), sentences=10)
        found = compare(table, "words_per_sentence", "outlet", seed=number)
        same = (found["group_a"] > "C") == (found["group_b"] > "C")
        called = found["q"] <= 0.05
        shares.append((called & same).sum() / max(called.sum(), 1))
    error = 1.96 * np.std(shares, ddof=1) / np.sqrt(runs)
    mean = float(np.mean(shares))
    name = "false discoveries among those with q ≤ .05, mean share"
    yield row(name, "simulated", "6 outlets of 15", runs, mean, (mean - error, mean + error))


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", None):
        table = pd.DataFrame(intervals(), columns=COLUMNS).round(4)
        print(table.drop(columns=["data_set", "published"]).to_string(max_colwidth=60))
