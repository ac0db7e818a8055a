"""Comparisons: scipy's numbers, what must not change them, clusters, refusals."""

import itertools
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis import compare
from analysis.statistics.effect_sizes import cliffs_delta, difference_of_medians
from analysis.statistics.permutation import PERMUTATIONS, permutation_p, subsets

MEASURE = "words_per_sentence"


def totals(**groups):
    """One article a number, in groups."""
    rows = [(name, words) for name, numbers in groups.items() for words in numbers]
    table = pd.DataFrame(rows, columns=["outlet", "words"])
    return table.assign(article=[f"a{n:03}" for n in range(len(rows))], sentences=1)


A, B = [3, 9, 9, 14, 21, 30], [1, 2, 9, 11, 8, 5, 4]


def test_a_row_is_scipys():
    [found] = compare(totals(A=A, B=B), MEASURE, "outlet").to_dict("records")
    test = stats.mannwhitneyu(A, B)
    assert found["cliffs_delta"] == pytest.approx(2 * test.statistic / 42 - 1)
    assert found["median_a"] == np.median(A) and found["median_b"] == np.median(B)
    assert found["difference_of_medians"] == np.median(A) - np.median(B)
    assert [found[name] for name in ("n_a", "n_b", "missing_a", "comparisons")] == [6, 7, 0, 1]
    # The ranks of all, which stay as they are; |δ| is |rank sum − 42| ÷ 21.
    ranks = stats.rankdata(A + B)
    exact = stats.permutation_test(
        (ranks[:6], ranks[6:]),
        lambda a, b, axis: np.abs(a.sum(axis=axis) - 42),
        alternative="greater",
        n_resamples=np.inf,
    )
    error = np.sqrt(exact.pvalue * (1 - exact.pvalue) / PERMUTATIONS)
    assert found["p"] == pytest.approx(exact.pvalue, abs=4 * error)
    assert found["q"] == found["p"]


def test_pairs_of_one_article_are_permuted_as_the_sign_test_of_ranks_would():
    """Both values of an article change places: all 2⁷ ways, counted."""
    values = np.array([[5, 9], [4, 8], [7, 6], [1, 12], [2, 13], [3, 14], [10, 11]])
    table = pd.DataFrame({"words": values.ravel(), "sentences": 1})
    table["article"] = np.repeat([f"a{n}" for n in range(7)], 2)
    table["voice"] = ["quoted", "unquoted"] * 7
    [found] = compare(table, MEASURE, "voice").to_dict("records")
    ranks = values - 7.5
    sums = [
        abs(sum(row[side] for row, side in zip(ranks, sides, strict=True)))
        for sides in itertools.product((0, 1), repeat=7)
    ]
    p = np.mean(np.array(sums) >= sums[0])
    assert found["p"] == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / PERMUTATIONS))


def test_clusters_move_as_wholes():
    """Three clusters of two against three: 20 ways to label them, two as extreme."""
    values = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    clusters, in_a = np.repeat(np.arange(6), 2), np.arange(12) < 6
    assert permutation_p(values[:, None], in_a, clusters)[0] == pytest.approx(0.1, abs=0.012)
    apart = permutation_p(values[:, None], in_a, np.arange(12))[0]
    assert apart == pytest.approx(2 / 924, abs=0.002)


def test_a_cluster_across_groups_keeps_its_size():
    # One cluster of three and three single articles: 3 × 3 ways, those of the sizes alone.
    values = np.array([6.0, 5, 4, 3, 2, 1])
    clusters, in_a = np.array([0, 0, 0, 1, 2, 3]), np.array([1, 1, 0, 1, 0, 0], dtype=bool)
    ways = [
        abs(sum(values[list(pair)]) + values[one] - 10.5)
        for pair in itertools.combinations(range(3), 2)
        for one in range(3, 6)
    ]
    p = np.mean(np.array(ways) >= abs(6 + 5 + 3 - 10.5))
    found = permutation_p(values[:, None], in_a, clusters)[0]
    assert found == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / PERMUTATIONS) + 1e-4)


def test_each_subset_is_as_likely_as_any_other():
    drawn = subsets(5, 2, 50_000, np.random.default_rng(1))
    assert (drawn.sum(axis=1) == 2).all()
    counts = np.unique(drawn @ (1 << np.arange(5)), return_counts=True)[1]
    assert len(counts) == 10
    assert stats.chisquare(counts).pvalue > 0.001
    assert subsets(3, 3, 2, np.random.default_rng(1)).all()


def test_q_is_scipys_over_all_comparisons_of_the_call():
    random = np.random.default_rng(1)
    table = totals(**{name: random.integers(5, 30, 8) for name in "ABCD"})
    table["syllables"] = random.integers(30, 60, len(table))
    found = compare(table, [MEASURE, "syllables_per_word"], "outlet")
    assert len(found) == 12 and (found["comparisons"] == 12).all()
    expected = stats.false_discovery_control(found["p"], method="bh")
    assert found["q"].tolist() == expected.tolist()
    assert found.attrs == {"statistic": "|Cliff's delta|", "permutations": 9999}
    # p of a pair is its own: it does not hang on the other groups or measures.
    two = compare(table[table["outlet"].isin(["B", "D"])], MEASURE, "outlet").iloc[0]
    same = found[(found["group_a"] == "B") & (found["group_b"] == "D")].iloc[0]
    assert two.drop(["q", "comparisons"]).equals(same.drop(["q", "comparisons"]))


def test_the_order_of_rows_changes_nothing():
    table = totals(A=A, B=B, C=range(10, 19))
    table["cluster"] = [f"c{n // 2}" if n > 16 else f"d{n}" for n in range(len(table))]
    shuffled = table.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        compare(table, MEASURE, "outlet"), compare(shuffled, MEASURE, "outlet"), check_exact=True
    )


numbers = st.lists(st.integers(1, 20), min_size=5, max_size=9)


@settings(max_examples=25)
@given(numbers, numbers)
def test_a_monotone_change_leaves_delta_and_p_and_a_shift_leaves_the_difference(a, b):
    a, b, each = np.array(a), np.array(b), (np.arange(len(a)), len(a) + np.arange(len(b)))
    delta = cliffs_delta(a, b, *each)
    assert delta == cliffs_delta(a**3, b**3, *each) == cliffs_delta(a + 7, b + 7, *each)
    assert -1 <= delta[1] <= delta[0] <= delta[2] <= 1
    turned = cliffs_delta(b, a, *each[::-1])
    assert turned == pytest.approx((-delta[0], -delta[2], -delta[1]))
    values = np.concatenate([a, b])
    p = permutation_p(
        np.column_stack([values, values**3, values + 7, -values]),
        np.arange(len(values)) < len(a),
        np.arange(len(values)),
    )
    assert p.min() == p.max() and 0 < p[0] <= 1
    apart = [np.arange(len(part)) for part in (a, b)]
    moved = difference_of_medians(a + 7, b + 7, *apart)
    assert moved == pytest.approx(difference_of_medians(a, b, *apart))


def test_all_values_alike_are_no_difference():
    [found] = compare(totals(A=[7] * 6, B=[7] * 8), MEASURE, "outlet").to_dict("records")
    assert [found[name] for name in ("cliffs_delta", "difference_of_medians", "p")] == [0, 0, 1]
    assert found["delta_low"] < 0 < found["delta_high"]


def test_complete_separation_still_has_an_interval():
    each = np.arange(5)
    delta, low, high = cliffs_delta(np.arange(5), np.arange(9, 14), each, each + 5)
    # Wilson for 25 ÷ 3 pairs with t of 8 degrees of freedom.
    square = stats.t.ppf(0.975, 8) ** 2 / (25 / 3)
    assert (delta, low) == (-1, pytest.approx(-1))
    assert high == pytest.approx((square - 1) / (1 + square))


def test_clusters_make_the_interval_of_delta_that_of_single_articles():
    random, each = np.random.default_rng(2), np.arange(12)
    a, b = random.normal(0.5, 1, 12), random.normal(0, 1, 12)
    once = cliffs_delta(a, b, each, each + 12)
    threefold = (np.repeat(values, 3) for values in (a, b, each, each + 12))
    assert cliffs_delta(*threefold) == pytest.approx(once)


def test_the_difference_of_medians_adds_squared_distances():
    a, b, each = np.arange(10.0), np.arange(20.0, 40, 2), np.arange(10)
    # Each median's interval is that of the 2nd and 9th value.
    difference, low, high = difference_of_medians(a, b, each, each)
    assert (difference, low) == (-24.5, pytest.approx(-24.5 - np.hypot(3.5, 7)))
    assert high == pytest.approx(-24.5 + np.hypot(3.5, 7))


def test_small_groups_are_left_out_with_one_line():
    table = totals(A=A, B=B, Small=[1, 2, 3, 4], Copies=[5] * 6)
    table["cluster"] = table["article"].where(table["outlet"] != "Copies", "a001")
    table.loc[0, "outlet"] = None
    with pytest.warns(UserWarning, match="^left out, since a group needs 5 articles") as said:
        found = compare(table, MEASURE, "outlet")
    assert len(said) == 1
    line = str(said[0].message)
    assert "Copies (1)" in line and "Small (4)" in line and "no outlet (1)" in line
    assert found[["group_a", "group_b", "n_a"]].to_numpy().tolist() == [["A", "B", 5]]
    with pytest.raises(ValueError, match="^no two groups to compare by outlet: .*Small \\(4\\)"):
        compare(table[table["outlet"].isin(["A", "Small"])], MEASURE, "outlet")


def test_articles_without_a_value_are_missing():
    table = totals(A=[*A, 0], B=B)
    table.loc[table["words"] == 0, "sentences"] = 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        [found] = compare(table, MEASURE, "outlet").to_dict("records")
    assert (found["n_a"], found["missing_a"], found["missing_b"]) == (6, 1, 0)
    [without] = compare(totals(A=A, B=B), MEASURE, "outlet").to_dict("records")
    assert found["cliffs_delta"] == without["cliffs_delta"] and found["p"] == without["p"]
