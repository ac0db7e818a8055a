"""Comparisons: scipy's numbers, what must not change them, clusters, refusals."""

import warnings
from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import analysis
from analysis.statistics.compare import cliffs_delta, corrected

MEASURE = "words_per_sentence"
compare = partial(analysis.compare, min_words=0)


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
    assert found["p"] == found["q"] == pytest.approx(test.pvalue)


def test_pairs_of_one_article_are_compared_by_signed_ranks():
    values = np.array([[5, 9], [4, 8], [7, 6], [1, 12], [2, 13], [3, 14], [10, 11]])
    table = pd.DataFrame({"words": values.ravel(), "sentences": 1})
    table["article"] = np.repeat([f"a{n}" for n in range(7)], 2)
    table["voice"] = ["quoted", "unattributed"] * 7
    # An article with one voice has no pair.
    alone = pd.DataFrame({"words": [99], "sentences": 1, "article": "b", "voice": "quoted"})
    [found] = compare(pd.concat([table, alone]), MEASURE, "voice").to_dict("records")
    assert (found["n_a"], found["n_b"]) == (7, 7)
    assert found["p"] == stats.wilcoxon(*values.T).pvalue
    assert found["cliffs_delta"] == pytest.approx((1 - 6) / 7)
    same = table.assign(words=5)
    assert compare(same, MEASURE, "voice")["p"].tolist() == [1]


def test_each_group_has_one_article_of_a_cluster():
    """A story with four copies in A, and one that both carry, count once in each group."""
    table = totals(A=[*A, 50, 50, 50, 50], B=[*B, 50])
    table["cluster"] = table["article"].where(table["words"] != 50, "wire")
    [found] = compare(table, MEASURE, "outlet").to_dict("records")
    assert (found["n_a"], found["n_b"]) == (7, 8)
    assert found["p"] == stats.mannwhitneyu([*A, 50], [*B, 50]).pvalue


def test_copies_within_a_group_are_no_evidence():
    """Where nothing differs, p ≤ .05 in about 5% of draws, though 20 of 50 articles are copies."""
    random, alarms = np.random.default_rng(5), 0
    for _ in range(100):
        words = random.integers(1, 1000, 80)
        table = totals(A=[words[0]] * 20 + words[:30].tolist(), B=words[30:])
        table["cluster"] = table["article"].where(table["article"] >= "a020", "wire")
        table.loc[20, "cluster"] = "wire"
        alarms += compare(table, MEASURE, "outlet")["p"].iloc[0] <= 0.05
    assert alarms <= 12  # 5 expected, 3 errors above


def test_q_is_scipys_over_all_comparisons_of_the_call():
    random = np.random.default_rng(1)
    table = totals(**{name: random.integers(5, 30, 8) for name in "ABCD"})
    table["syllables"] = random.integers(30, 60, len(table))
    found = compare(table, [MEASURE, "syllables_per_word"], "outlet")
    assert len(found) == 12 and (found["comparisons"] == 12).all()
    expected = stats.false_discovery_control(found["p"], method="bh")
    assert found["q"].tolist() == expected.tolist()
    # p of a pair does not depend on the other groups or measures.
    two = compare(table[table["outlet"].isin(["B", "D"])], MEASURE, "outlet").iloc[0]
    same = found[(found["group_a"] == "B") & (found["group_b"] == "D")].iloc[0]
    assert two.drop(["q", "comparisons"]).equals(same.drop(["q", "comparisons"]))


@pytest.mark.parametrize("p", [[], [None], [0.01, None, 0.04]])
def test_p_in_a_column_of_any_kind_is_corrected(p):
    found = corrected(pd.Series(p, dtype="object"))
    expected = stats.false_discovery_control([value for value in p if value is not None])
    assert found.dropna().tolist() == expected.tolist() and len(found) == len(p)


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
def test_a_monotone_change_leaves_delta(a, b):
    a, b = np.array(a), np.array(b)
    delta = cliffs_delta(a, b)
    assert delta == cliffs_delta(a**3, b**3) == cliffs_delta(a + 7, b + 7)
    assert delta[0] == pytest.approx(2 * stats.mannwhitneyu(a, b).statistic / a.size / b.size - 1)
    assert -1 <= delta[1] <= delta[0] <= delta[2] <= 1
    turned = cliffs_delta(b, a)
    assert turned == pytest.approx((-delta[0], -delta[2], -delta[1]))


def test_all_values_alike_are_no_difference():
    [found] = compare(totals(A=[7] * 6, B=[7] * 8), MEASURE, "outlet").to_dict("records")
    assert [found[name] for name in ("cliffs_delta", "difference_of_medians", "p")] == [0, 0, 1]
    assert found["delta_low"] < 0 < found["delta_high"]


def test_rounding_does_not_break_ties():
    """.15 × n ÷ n is a hair above .15 for some n, and exactly .15 for others."""
    value, sizes = 0.15, range(5, 60)
    above = [n for n in sizes if round(value * n, 6) / n > value][:5]
    exact = [n for n in sizes if round(value * n, 6) / n == value][:5]
    table = totals(A=above, B=exact).assign(sentences=[*above, *exact])
    table["compound"] = (value * table["words"]).round(6)
    for groups in (table, table.assign(article=["a", "b", "c", "d", "e"] * 2)):  # pairs too
        [found] = compare(groups, "mean_compound", "outlet").to_dict("records")
        assert (found["difference_of_medians"], found["cliffs_delta"], found["p"]) == (0, 0, 1)


def test_complete_separation_still_has_an_interval():
    delta, low, high = cliffs_delta(np.arange(5), np.arange(9, 15))
    # Wilson's interval for five pairs. With t in place of z it held 0, so that outlets of five or
    # six articles without any overlap were never called different; both cover alike.
    square = stats.norm.ppf(0.975) ** 2 / 5
    assert (delta, low) == (-1, pytest.approx(-1))
    assert high == pytest.approx((square - 1) / (1 + square))


def test_small_groups_are_left_out_with_one_line():
    table = totals(A=A, B=B, Small=[1, 2, 3, 4], Copies=[5] * 6)
    table["cluster"] = table["article"].where(table["outlet"] != "Copies", "a001")
    table.loc[0, "outlet"] = None
    with pytest.warns(UserWarning, match="^a group needs a name and at least 5 articles") as said:
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


@pytest.mark.parametrize(("n", "low"), [(5, 0.131), (6, 0.219), (8, 0.351)])
def test_groups_without_overlap_have_wilsons_interval_and_differ_clearly(n, low):
    # Wilson's lower end of n of n, (1 - z2/n) / (1 + z2/n) on the scale of delta.
    values = np.arange(n, dtype="float64")
    delta, lower, upper = cliffs_delta(values + n, values)
    assert (delta, upper) == (1, 1) and lower == pytest.approx(low, abs=0.001)
    assert cliffs_delta(values, values + n)[2] == pytest.approx(-low, abs=0.001)
