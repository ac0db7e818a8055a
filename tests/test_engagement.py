"""Reader polls: the share and its interval, against published values and scipy."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.measures.engagement import yes_share

COUNT = st.integers(0, 1_000_000)


# Newcombe (1998), Table I, method 3 (Wilson's score interval): yes of all, low, high.
@pytest.mark.parametrize(
    "yes, n, low, high",
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_interval_against_newcombe(yes, n, low, high):
    found = yes_share.interval(yes=yes, no=n - yes)
    assert [round(end, 4) for end in found] == [low, high]


def test_the_poll_of_the_first_article():
    low, high = yes_share.interval(yes=88, no=4)
    assert yes_share(yes=88, no=4) == 88 / 92
    assert (round(low, 3), round(high, 3)) == (0.893, 0.983)


@given(COUNT, COUNT)
def test_interval_equals_scipy(yes, no):
    low, high = yes_share.interval(yes, no)
    if yes + no == 0:
        assert np.isnan([low, high, yes_share(yes, no)]).all()
        return
    expected = binomtest(yes, yes + no).proportion_ci(method="wilson")
    assert low == pytest.approx(expected.low, abs=1e-12)
    assert high == pytest.approx(expected.high, abs=1e-12)
    assert 0 <= low <= yes_share(yes, no) + 1e-12 and yes_share(yes, no) - 1e-12 <= high <= 1


@given(COUNT, COUNT)
def test_yes_and_no_mirror_each_other(yes, no):
    low, high = yes_share.interval(yes, no)
    assert yes_share.interval(no, yes) == pytest.approx((1 - high, 1 - low), nan_ok=True)


def test_interval_of_columns_keeps_the_index():
    polls = pd.DataFrame({"yes": [88, 0, 0], "no": [4, 20, 0]}, index=["a", "b", "c"])
    low, high = yes_share.interval(polls["yes"], polls["no"])
    assert list(low.index) == list(high.index) == ["a", "b", "c"]
    assert low.round(3).tolist()[:2] == [0.893, 0.0]
    assert high.round(3).tolist()[:2] == [0.983, 0.161]
    assert low.isna().tolist() == high.isna().tolist() == [False, False, True]


def test_more_votes_narrow_the_interval():
    widths = [np.subtract(*yes_share.interval(9 * n, n)[::-1]) for n in (1, 10, 100, 1000)]
    assert widths == sorted(widths, reverse=True) and widths[-1] < 0.02


def test_the_interval_holds_the_share_whatever_the_votes():
    for n in range(1, 3000, 7):
        for yes in (0, n):
            low, high = yes_share.interval(yes, n - yes)
            assert 0 <= low <= yes / n <= high <= 1
