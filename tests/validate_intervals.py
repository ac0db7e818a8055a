"""Coverage of intervals, error rates of tests, by simulation; a part of validate.py.

The numbers are made here, so that the truth is known. `python tests/validate_intervals.py` prints
the rows.
"""

import numpy as np
import pandas as pd
from rows import COLUMNS, row
from scipy import stats

from analysis import MEASURES, compare, percentile, summarise
from analysis.statistics.compare import cliffs_delta
from analysis.statistics.interval import MIN_SENTENCES, jackknife
from analysis.statistics.trend import slope

_RUNS = 1000
_SENTENCES = MIN_SENTENCES, 15, 20, 50, 100
_ARTICLES = 5, 10, 20, 50, 100


def intervals():
    """All rows of this file."""
    parts = _sentences, _articles, _percentiles, _medians, _two_groups, _tests, _copies
    for part in (*parts, _discoveries, _slopes):
        yield from part(np.random.default_rng(1))


def _sentence(random, size):
    """Counts of sentences: words (skewed), syllables, hits (rare, in clumps), feeling."""
    words = 3 + random.negative_binomial(2, 0.09, size)
    hits = random.poisson(0.012 * words * random.gamma(0.5, 2, size))
    feeling = random.normal(-0.1, 0.5, size).clip(-1, 1)
    return {
        "words": words,
        "syllables": words + random.binomial(2 * words, random.beta(6, 14, size)),
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


def _percentile_ends(function, counts, draws=1000):
    """Percentiles of the sums of bootstrap draws, to compare with."""
    weights = np.random.default_rng(1).multinomial(
        len(counts), [1 / len(counts)] * len(counts), draws
    )
    return np.nanpercentile(function(*(weights @ counts).T), [2.5, 97.5])


def _sentences(random):
    """`jackknife` over the sentences of an article; beside it bootstrap percentiles and BCa."""
    everything = _sentence(random, 1_000_000)
    for name in (
        "words_per_sentence",
        "flesch_reading_ease",
        "flesch_kincaid_grade",
        "mean_compound",
        "negative_share",
        "loaded_per_1000",
    ):
        function = MEASURES[name]
        truth = function(*(everything[need].sum() for need in function.needs))
        for size in _SENTENCES:
            made = _sentence(random, (4 * _RUNS, size))
            counts = np.stack([made[need] for need in function.needs], axis=-1).astype("float64")
            ends = [jackknife(function, sums, MIN_SENTENCES)[1:] for sums in counts]
            percentiles = [_percentile_ends(function, sums) for sums in counts[:_RUNS]]
            covers, plain = (
                _covers(*zip(*each, strict=True), truth) for each in (ends, percentiles)
            )
            baseline = float(plain.mean()), "bootstrap percentiles"
            yield _row(f"interval of {name}", f"{size} sentences", covers, baseline)
            if len(covers) < 0.98 * len(counts):
                k = len(counts) - len(covers)
                name_ = f"interval of {name}, share without one (all sentences alike)"
                yield row(name_, "simulated", f"{size} sentences", len(counts), k / len(counts))
        if name == "words_per_sentence":
            yield _bca(random, function, truth)


def _bca(random, function, truth):
    """What scipy's best bootstrap covers at the smallest number of sentences."""
    ends = []
    for _ in range(_RUNS):
        made = _sentence(random, MIN_SENTENCES)
        found = stats.bootstrap(
            [made[need] for need in function.needs],
            lambda *columns, axis: function(*(column.sum(axis=axis) for column in columns)),
            paired=True,
            vectorized=True,
            n_resamples=1000,
            rng=np.random.default_rng(1),
        )
        ends.append(found.confidence_interval)
    covers = _covers(*zip(*ends, strict=True), truth)
    name = "bootstrap interval (BCa) of words_per_sentence"
    return _row(name, f"{MIN_SENTENCES} sentences", covers)


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
        for clusters in _ARTICLES:
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
    for size in _SENTENCES[:-1]:
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
    """Exact intervals of `summarise`, below six articles none."""
    for size in (6, *_ARTICLES[1:]):
        corpus = np.repeat(np.arange(_RUNS), size).astype("str")
        words = np.rint(1000 * random.lognormal(0, 1, len(corpus)))
        table = pd.DataFrame({"corpus": corpus, "words": words, "sentences": 1})
        found = summarise(table.assign(article=table.index), "words_per_sentence", "corpus")
        covers = _covers(found["median_low"], found["median_high"], 1000)
        yield _row("interval of the median", f"{size} articles", covers)


def _two_groups(random):
    """Cliff's δ: skewed, other spread, ties."""
    kinds = {
        "skewed": (lambda n: random.lognormal(0.8, 1, n), lambda n: random.lognormal(0, 1, n)),
        "apart": (lambda n: random.normal(2.5, 1, n), lambda n: random.normal(0, 1, n)),
        "other spread": (lambda n: random.normal(0, 3, n), lambda n: random.normal(0, 1, n)),
        "ties": (lambda n: random.poisson(1, n), lambda n: random.poisson(2, n)),
    }
    for kind, (draw_a, draw_b) in kinds.items():
        many_a, many_b = draw_a(300_000), draw_b(300_000)
        u = stats.mannwhitneyu(many_a, many_b).statistic
        delta = 2 * u / 9e10 - 1
        for size_a, size_b in ((5, 5), (5, 20), (20, 20), (50, 100)):
            part = f"{size_a} and {size_b}, {kind}"
            ends = [cliffs_delta(draw_a(size_a), draw_b(size_b))[1:] for _ in range(_RUNS)]
            covers = _covers(*zip(*ends, strict=True), delta)
            yield _row("interval of Cliff's delta", part, covers)


def _outlets(a, b, clusters=None):
    """Articles of two outlets with these values."""
    table = pd.DataFrame({"compound": np.concatenate([a, b]), "sentences": 1})
    table["article"] = [f"a{n:04}" for n in range(len(table))]
    table["outlet"] = ["A"] * len(a) + ["B"] * len(b)
    return table if clusters is None else table.assign(cluster=clusters)


def _tests(random, runs=1000):
    """How often p ≤ α where the groups do not differ."""
    for part, sizes, ties in (
        ("5 and 5", (5, 5), False),
        ("20 and 40", (20, 40), False),
        ("20 and 40, ties", (20, 40), True),
        ("20 pairs of one article", (20, 20), False),
    ):
        p = []
        for _ in range(runs):
            a, b = (random.lognormal(0, 1, size) for size in sizes)
            if "pairs" in part:
                b = a * random.lognormal(0, 0.5, sizes[0])
            table = _outlets(np.floor(a) if ties else a, np.floor(b) if ties else b)
            if "pairs" in part:
                table["article"] = [f"a{n:04}" for n in range(sizes[0])] * 2
            p.append(compare(table, "mean_compound", "outlet")["p"].iloc[0])
        for level in (0.01, 0.05, 0.10):
            k = int((np.array(p) <= level).sum())
            name = f"test of `compare`, P(p ≤ {level:.2f}) where nothing differs"
            yield row(name, "simulated", part, runs, k / runs, _wilson(k, runs))


def _copies(random, runs=500):
    """Two outlets of 50 articles, 20 of them copies: does one article a cluster hold the level?"""
    each, places = np.arange(50), np.arange(20)
    kinds = {"20 copies of 1 text in one outlet": 1, "20 copies of 5 texts in one outlet": 5}
    kinds |= {"4 copies of 5 texts in both outlets": 5, "20 texts once in both outlets": 20}
    for part, texts in kinds.items():
        for shift in (0, 0.6):
            called, plain = 0, 0
            for _ in range(runs):
                a, b = random.normal(shift, 1, 50), random.normal(0, 1, 50)
                in_a, in_b = each.copy(), each + 50
                a[:20], in_a[:20] = a[places % texts], places % texts
                if "both" in part:
                    b[:20] = a[:20] = a[:20] - shift
                    in_b[:20] = in_a[:20]
                clusters = [str(cluster) for cluster in [*in_a, *in_b]]
                table = _outlets(a, b, clusters)
                called += compare(table, "mean_compound", "outlet")["p"].iloc[0] <= 0.05
                plain += stats.mannwhitneyu(a, b).pvalue <= 0.05
            differ = f"they differ by {shift} standard deviations" if shift else "nothing differs"
            name, base = f"test of `compare`, P(p ≤ 0.05) where {differ}", "all copies counted"
            yield row(
                name,
                "simulated",
                part,
                runs,
                called / runs,
                _wilson(called, runs),
                (plain / runs, base),
            )


def _discoveries(random, runs=200):
    """False discoveries of `compare`: six outlets, of which three differ from three."""
    shares = []
    for _ in range(runs):
        outlet = np.repeat(list("ABCDEF"), 15)
        words = 100 * np.exp(random.normal(0, 0.5, len(outlet)) + 0.6 * (outlet > "C"))
        table = pd.DataFrame({"article": np.arange(len(outlet)).astype("str"), "outlet": outlet})
        table = table.assign(words=np.rint(words).astype("int64"), sentences=10)
        found = compare(table, "words_per_sentence", "outlet")
        same = (found["group_a"] > "C") == (found["group_b"] > "C")
        called = found["q"] <= 0.05
        shares.append((called & same).sum() / max(called.sum(), 1))
    error = 1.96 * np.std(shares, ddof=1) / np.sqrt(runs)
    mean = float(np.mean(shares))
    name = "false discoveries among those with q ≤ .05, mean share"
    yield row(name, "simulated", "6 outlets of 15", runs, mean, (mean - error, mean + error))


def _slopes(random, runs=500):
    """Intervals of `slope` in outlets of uneven level, whose articles come in clusters of copies.

    The true slope is 5% a week. Articles of a week may share a shock, as news does.
    """
    for part, clusters, shared, weeks in (
        ("6 weeks, 100 clusters in 3 outlets", 100, 0, 6),
        ("6 weeks, 500 clusters in 9 outlets", 500, 0, 6),
        ("5 weeks that differ by 10%, 500 clusters in 9 outlets", 500, 0.1, 5),
        ("6 weeks that differ by 10%, 500 clusters in 9 outlets", 500, 0.1, 6),
        ("20 weeks that differ by 10%, 500 clusters in 9 outlets", 500, 0.1, 20),
    ):
        covers = {"loaded_any_per_1000": [], "words_per_sentence": []}
        for _ in range(runs):
            table = _in_weeks(random, clusters, shared, weeks)
            for name, truth in (("loaded_any_per_1000", np.expm1(0.05)), ("words_per_sentence", 1)):
                found = slope(table, name).iloc[0]
                covers[name].append(found["low"] <= truth <= found["high"])
        for name, held in covers.items():
            yield _row(f"slope of {name}", part, held)


def _in_weeks(random, clusters, shared, weeks):
    """Articles of outlets over weeks: clusters of up to three copies, skewed rates."""
    copies = np.repeat(np.arange(clusters), random.integers(1, 4, clusters))
    outlets = random.integers(0, 3 if clusters <= 200 else 9, clusters)
    day, shock = random.integers(0, 7 * weeks, clusters), random.normal(0, shared, weeks)
    log_rate = 2 + 0.3 * (outlets - 1) + 0.05 * day / 7 + shock[day // 7]
    log_rate += random.normal(0, 0.7, clusters)
    words = random.integers(200, 1200, clusters)
    hits = random.poisson(np.exp(log_rate) * words / 1000)
    length = 20 + outlets + day / 7 + 20 * shock[day // 7]
    length += random.gamma(2, 3, clusters)
    table = pd.DataFrame({"words": words, "loaded_any": hits, "sentences": words / length})
    table["outlet"], table["cluster"] = outlets.astype("str"), np.arange(clusters).astype("str")
    table["published"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(day, "D")
    table = table.loc[copies].reset_index(drop=True)
    return table.assign(article=[f"a{n:04}" for n in range(len(table))])


if __name__ == "__main__":
    with pd.option_context("display.width", 200, "display.max_rows", None):
        table = pd.DataFrame(intervals(), columns=COLUMNS).round(4)
        print(table.drop(columns=["data_set", "published"]).to_string(max_colwidth=60))
