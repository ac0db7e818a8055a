"""Keyness: published values, equality with scipy, false alarms, parts that cannot be compared."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.article import Article, Section
from analysis.context.keyness import _table, clumping, keyness, log_likelihood
from analysis.corpus.model import Corpus
from analysis.counting.passages import count


@pytest.mark.parametrize(
    ("a", "b", "words_a", "words_b", "digits", "published"),
    [
        # Lancaster's course in corpus linguistics, on the log-likelihood wizard.
        (52, 57, 50_000, 75_000, 2, 2.65),
        # Rayson on the Corpora list, 18 January 2002: forms of "keep", a million words each.
        (392, 170, 10**6, 10**6, 0, 90),
        (348, 99, 10**6, 10**6, 0, 147),
        (15, 14, 10**6, 10**6, 0, 0),
        (9, 32, 10**6, 10**6, 0, 14),
        (21, 25, 10**6, 10**6, 0, 0),
    ],
)
def test_published_log_likelihoods(a, b, words_a, words_b, digits, published):
    assert round(float(log_likelihood(a, b, words_a, words_b)), digits) == published


numbers = st.integers(0, 5000)
sizes = st.integers(6000, 10**7)


@given(numbers, numbers, sizes, sizes)
def test_it_is_the_power_divergence_of_two_cells(a, b, words_a, words_b):
    if a + b == 0:
        assert log_likelihood(a, b, words_a, words_b) == 0
        return
    expected = np.array([words_a, words_b]) * (a + b) / (words_a + words_b)
    found = stats.power_divergence([a, b], expected, lambda_="log-likelihood").statistic
    assert log_likelihood(a, b, words_a, words_b) == pytest.approx(found, rel=1e-6, abs=1e-6)


def test_for_a_rare_word_the_four_cells_say_the_same():
    four = stats.chi2_contingency(
        [[30, 10], [10**8 - 30, 10**8 - 10]], correction=False, lambda_="log-likelihood"
    )
    assert log_likelihood(30, 10, 10**8, 10**8) == pytest.approx(four.statistic, rel=1e-5)


def by_article(counts, words):
    """Counts and words of `_table`: for each part an array articles × terms, and its words."""
    frames = {part: pd.DataFrame(np.asarray(of)) for part, of in zip("ab", counts, strict=True)}
    long = pd.concat(frames, names=["side", "article"]).rename_axis(columns="term").stack()
    sizes = {part: pd.Series(np.asarray(of)) for part, of in zip("ab", words, strict=True)}
    return long, pd.concat(sizes, names=["side", "article"])


def table(counts_a, counts_b, words_a=1000, words_b=1000):
    """`keyness` of one term from its counts in articles of equal length."""
    counts = [np.array(part)[:, None] for part in (counts_a, counts_b)]
    words = np.repeat(words_a, len(counts_a)), np.repeat(words_b, len(counts_b))
    return _table(*by_article(counts, words)).iloc[0]


def test_log_ratio_of_hardie():
    # Hardie (2014): 0.0006 against 0.0002 is three times as many; one point is a doubling.
    assert table([6], [2], 10_000, 10_000)["log_ratio"] == pytest.approx(np.log2(3))
    doublings = [table([2**n], [1], 10_000, 10_000)["log_ratio"] for n in (0, 1, 2, 3)]
    assert doublings == pytest.approx([0, 1, 2, 3])
    # A word that one part lacks has half an occurrence there.
    assert table([4], [0], 10_000, 10_000)["log_ratio"] == pytest.approx(3)
    assert table([0], [4], 10_000, 10_000)["log_ratio"] == pytest.approx(-3)


def test_words_that_do_not_clump_have_the_interval_of_a_ratio_of_counts():
    a, b = np.tile([0, 1], 50), np.tile([0, 0, 0, 1], 25)
    row = table(a, b)
    assert row["clumping"] == 1
    error = np.sqrt(1 / 50 + 1 / 25) / np.log(2)
    margin = stats.t.ppf(0.975, 74) * error
    assert (row["low"], row["high"]) == pytest.approx((1 - margin, 1 + margin))
    assert row["p"] == pytest.approx(stats.f.sf(row["g2"], 1, 74))


def test_clumping_is_the_variance_over_that_of_independent_words():
    random = np.random.default_rng(1)
    counts = random.negative_binomial(0.5, 0.1, 400)
    row = table(counts[:200], counts[200:])
    a, b = counts[:200], counts[200:]
    expected = (a.var() * 200 + b.var() * 200) / ((a.sum() + b.sum()) * (1 - 1 / 200))
    assert row["clumping"] == pytest.approx(expected)
    assert row["p"] == pytest.approx(stats.f.sf(row["g2"] / expected, 1, (counts > 0).sum() - 1))


def simulate(random, burst, articles, share, rate=0.001):
    """Counts of 600 words whose rate is the same in both parts, by article, in bursts."""
    words = random.integers(100, 1500, articles)
    parts = random.permutation(articles) < share * articles
    mean = np.outer(words, np.full(600, rate))
    topics = random.gamma(1 / burst, burst, mean.shape)
    counts = random.poisson(mean * topics)
    counts, words = ([of[part] for part in (parts, ~parts)] for of in (counts, words))
    return _table(*by_article(counts, words))


@pytest.mark.parametrize(("burst", "share"), [(4, 0.5), (4, 0.15), (1, 0.3)])
def test_words_of_equal_rate_are_seldom_called_key(burst, share):
    random = np.random.default_rng(7)
    found = pd.concat([simulate(random, burst, 300, share) for _ in range(3)])
    assert (found["p"] < 0.05).mean() < 0.07
    assert (found["p"] < 0.001).mean() < 0.004
    # The interval holds the truth, no difference, about as often as it says.
    assert ((found["low"] < 0) & (found["high"] > 0)).mean() > 0.93
    # G² itself calls far too many key: that is why the other is there.
    if burst == 4:
        assert (stats.chi2.sf(found["g2"], 1) < 0.05).mean() > 0.12


def test_a_true_difference_is_found():
    random = np.random.default_rng(2)
    rows = [table(random.poisson(4, 60), random.poisson(2, 60)) for _ in range(50)]
    assert all(row["p"] < 0.01 and row["low"] > 0 for row in rows)
    assert np.mean([row["low"] < 1 < row["high"] for row in rows]) > 0.85


TEXTS = [
    "Peace came. Peace talks’ end.",
    "Peace talks, he said.",
    "War now.",
    "“War, war!” he said.",
]


def made(texts=TEXTS, outlets="AABB"):
    articles = [
        Article(f"{n}", (Section("headline", "War"), Section("body", t)), outlet=o, language="en")
        for n, (t, o) in enumerate(zip(texts, outlets, strict=True))
    ]
    return Corpus(tuple(articles), (), Path("small")), count(articles)


def test_words_of_two_outlets():
    corpus, passages = made()
    found = keyness(corpus, passages, "A", "B", by="outlet", min_articles=1)
    assert found.loc["peace", ["count_a", "count_b", "articles_a"]].tolist() == [3, 0, 2]
    # Folded as terms are: talks’ is talks. The headline is not compared.
    assert found.loc["talks", "count_a"] == 2 and found.loc["war", "count_b"] == 3
    body = passages[passages["section"] == "body"]
    assert found["count_a"].sum() + found["count_b"].sum() == body["words"].sum()
    assert found.loc["peace", "rate_a"] == pytest.approx(3 / 9 * 1000)
    assert set(keyness(corpus, passages, "A", "B", by="outlet", min_articles=2).index) == {
        *("peace", "talks", "war", "he", "said")
    }


def test_parts_swapped_are_the_same_with_the_sign_turned():
    corpus, passages = made()
    one = keyness(corpus, passages, "A", "B", by="outlet", min_articles=1).sort_index()
    two = keyness(corpus, passages, "B", "A", by="outlet", min_articles=1).sort_index()
    np.testing.assert_allclose(one["log_ratio"], -two["log_ratio"])
    np.testing.assert_allclose(one["low"], -two["high"])
    pd.testing.assert_series_equal(one["p"], two["p"])
    again = keyness(corpus, passages, "B", "A", by="outlet", min_articles=1).sort_index()
    pd.testing.assert_frame_equal(two, again, check_exact=True)


def test_words_of_two_voices():
    corpus, passages = made(["“A betrayal,” she said.", "A betrayal. “We ate,” he said."], "AB")
    found = keyness(corpus, passages, "quoted", "unattributed", by="voice", min_articles=1)
    assert found.loc["betrayal", ["count_a", "count_b"]].tolist() == [1, 1]
    assert found.loc["a", ["count_a", "rate_a", "count_b"]].tolist() == [1, 250, 1]
    assert found.loc["said", ["count_a", "count_b", "articles_b"]].tolist() == [0, 2, 2]


def test_one_article_gives_counts_but_no_test():
    corpus, passages = made(["“A betrayal,” she said. We ate."], "A")
    found = keyness(corpus, passages, "quoted", "unattributed", by="voice", min_articles=1)
    assert found["g2"].notna().all()
    assert found[["low", "high", "p", "q"]].isna().all(axis=None)


def test_false_discovery_is_that_of_scipy_over_all_rows():
    random = np.random.default_rng(5)
    found = simulate(random, 1, 80, 0.4)
    known = found["p"].notna()
    expected = stats.false_discovery_control(found.loc[known, "p"])
    np.testing.assert_allclose(found.loc[known, "q"], expected)


def test_articles_without_readable_marks_stay_out_of_voices():
    broken = 'It" was said" that nobody" knew. A bad day" came.'
    corpus, passages = made(["“We won,” he said.", broken], "AA")
    with pytest.warns(UserWarning, match="^1 of 2 articles left out: their quotation marks"):
        found = keyness(corpus, passages, "quoted", "unattributed", by="voice", min_articles=1)
    assert found[["count_a", "count_b"]].sum().tolist() == [2, 2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"a": "A", "b": "C", "by": "outlet"}, "no words .* .C. .*; available: A, B$"),
        ({"a": "A", "b": "B", "by": "colour"}, "no column colour to group by; available: "),
        ({"a": "A", "b": "A", "by": "outlet"}, "a and b are both .A."),
        ({"a": "A", "b": "B", "by": "outlet", "section": "deck"}, "no words for outlet .A. in"),
    ],
)
def test_what_cannot_be_compared_is_said(arguments, says):
    corpus, passages = made()
    with pytest.raises(ValueError, match=says):
        keyness(corpus, passages, **arguments)


def test_clumping_of_nothing_is_not_known():
    assert np.isnan(clumping(*by_article([np.zeros((3, 1))] * 2, [[5, 5, 5]] * 2))).all()
