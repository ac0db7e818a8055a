"""Summaries and trends: known answers, order, clusters, gaps, what is missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis import compare, interval, percentile, summarise, trend
from analysis.statistics.effect_sizes import median_interval
from analysis.statistics.interval import drawn_again, ends

MEASURE = "words_per_sentence"


def totals(words, sentences=1, **columns):
    table = pd.DataFrame({"article": [f"a{n:02}" for n in range(len(words))], "words": words})
    return table.assign(sentences=sentences, **columns)


def test_a_summary_counted_by_hand():
    table = totals([10, 60, 30, 200], [1, 2, 1, 4], outlet=["A", "A", "A", "B"])
    found = summarise(table, MEASURE, "outlet")
    first = found.loc["A"]
    assert first[["articles", "missing", "over"]].tolist() == [3, 0, "articles"]
    assert first[["median", "lower_quartile", "upper_quartile"]].tolist() == [30, 20, 30]
    assert first["mean_of_articles"] == pytest.approx(70 / 3)
    assert first["pooled"] == 100 / 4
    assert first["mean_low"] < 70 / 3 < first["mean_high"]
    assert np.isnan(first["median_low"])
    # One article without sentences: its value, and no interval.
    assert found.loc["B", ["articles", "median", "pooled"]].tolist() == [1, 50, 50]
    assert found.loc["B", ["mean_low", "pooled_low", "pooled_high"]].isna().all()


def test_quartiles_are_those_of_numpy_and_the_mean_interval_near_that_of_t():
    words = np.random.default_rng(1).integers(5, 60, 40)
    found = summarise(totals(words), MEASURE).loc[0]
    expected = np.quantile(words, [0.25, 0.5, 0.75])
    assert found[["lower_quartile", "median", "upper_quartile"]].tolist() == expected.tolist()
    by_t = stats.ttest_1samp(words, 0).confidence_interval()
    assert found["mean_low"] == pytest.approx(by_t.low, abs=0.6)
    assert found["mean_high"] == pytest.approx(by_t.high, abs=0.9)


def test_an_article_without_a_value_is_missing_and_not_0():
    table = totals([10, 20, 0, 30], [1, 1, 0, 1])
    found = summarise(table, MEASURE).loc[0]
    assert found[["articles", "missing", "median", "pooled"]].tolist() == [3, 1, 20, 20]
    nothing = summarise(totals([0, 0], 0), MEASURE).loc[0]
    assert nothing[["articles", "missing"]].tolist() == [0, 2]
    assert nothing.drop(["articles", "missing", "over"]).isna().all()


def test_neither_the_order_of_rows_nor_other_groups_change_a_summary():
    random = np.random.default_rng(2)
    table = totals(random.integers(5, 60, 60), outlet=["A", "B", "C"] * 20)
    table["cluster"] = [f"c{n // 4}" for n in range(60)]
    found = summarise(table, MEASURE, "outlet")
    shuffled = summarise(table.sample(frac=1, random_state=1), MEASURE, "outlet")
    pd.testing.assert_frame_equal(found, shuffled, check_exact=True)
    alone = summarise(table[table["outlet"] == "B"], MEASURE, "outlet")
    pd.testing.assert_frame_equal(found.loc[["B"]], alone, check_exact=True)


def test_near_duplicates_are_drawn_together():
    words = np.random.default_rng(3).integers(5, 60, 20)
    once, twice = totals(words), totals(np.repeat(words, 2))
    twice["cluster"] = np.repeat([f"c{n:02}" for n in range(20)], 2)
    by_table = summarise(twice, MEASURE)
    known = twice.set_index("article")[["cluster"]]
    pd.testing.assert_frame_equal(
        by_table, summarise(twice.drop(columns="cluster"), MEASURE, articles=known)
    )
    ends_of = ["mean_low", "mean_high", "pooled_low", "pooled_high", "median_low", "median_high"]
    pd.testing.assert_frame_equal(by_table[ends_of], summarise(once, MEASURE)[ends_of])
    apart = summarise(twice.drop(columns="cluster"), MEASURE).loc[0]
    wide, narrow = by_table.loc[0], apart
    assert narrow["mean_high"] - narrow["mean_low"] < 0.8 * (wide["mean_high"] - wide["mean_low"])


def passages(*articles):
    """Sentences of so many words, one row each."""
    rows = [(f"a{n}", k, w) for n, words in enumerate(articles) for k, w in enumerate(words)]
    return pd.DataFrame(rows, columns=["article", "sentence", "words"]).assign(sentences=1)


def test_a_group_of_one_article_has_an_interval_over_its_sentences():
    table = passages([5, 9, 14, 22, 8, 11], [4, 6, 7, 30])
    found = summarise(table, MEASURE, "article")
    assert found["over"].tolist() == ["sentences", "sentences"]
    expected = interval(table, MEASURE)
    assert found["pooled_low"].tolist() == expected["low"].tolist()
    assert found["pooled"].tolist() == expected["value"].tolist()
    both = summarise(table, MEASURE).loc[0]
    assert both["over"] == "articles" and np.isnan(both["pooled_low"])


def test_the_interval_of_a_median_is_between_order_statistics():
    # Binomial: the 2nd and 9th of ten, the 6th and 15th of twenty.
    assert median_interval(np.arange(1, 11), np.arange(10)) == (2, 9)
    assert median_interval(np.arange(1, 21), np.arange(20)) == (6, 15)
    assert median_interval(np.arange(1, 6), np.arange(5)) == (1, 5)
    assert np.isnan(median_interval(np.arange(4), np.arange(4))).all()
    assert np.isnan(median_interval(np.arange(40), np.arange(40) % 4)).all()


@pytest.mark.parametrize("units", [2, 3, 5, 12])
def test_ends_are_the_farther_of_percentile_and_t(units):
    drawn = np.random.default_rng(4).lognormal(0, 1, 2000)
    low, high = ends(1.0, drawn, units, (0, np.inf))
    if units == 2:
        assert np.isnan(low) and np.isnan(high)
        return
    reach = stats.t.ppf(0.975, units - 1) * np.sqrt(units / (units - 1))
    by_rank = np.quantile(drawn, stats.norm.cdf([-reach, reach]))
    margin = reach * drawn.std()
    by_t = max(1 - margin, 0), 1 + min(np.exp(margin) - 1, 2 * margin)
    assert low == pytest.approx(min(by_rank[0], by_t[0]))
    assert high == pytest.approx(max(by_rank[1], by_t[1]))
    free = ends(1.0, drawn, units)
    assert free[0] == pytest.approx(min(by_rank[0], 1 - margin))
    assert free[1] == pytest.approx(max(by_rank[1], 1 + margin))


def test_draws_that_are_undefined_or_alike_give_no_interval():
    assert np.isnan(ends(1.0, np.ones(2000), 10)).all()
    drawn = np.random.default_rng(5).normal(size=2000)
    drawn[:120] = np.nan
    assert np.isnan(ends(0.0, drawn, 10)).all()
    assert not np.isnan(ends(0.0, drawn[60:], 10)).any()


def test_draws_are_sums_of_as_many_units():
    drawn = drawn_again(np.column_stack([np.ones(7), np.arange(7) / 4]), seed=1)
    assert drawn.shape == (2000, 2) and (drawn[:, 0] == 7).all()
    assert drawn[:, 1].mean() == pytest.approx(21 / 4, abs=0.1)


DATES = ["2017-01-01", "2017-01-02T23:30:00-05:00", "2017-01-08", "2017-01-31", None]


@pytest.mark.parametrize(
    ("every", "first_days", "numbers"),
    [
        ("day", 31, [1, 1, 0, 0, 0, 0, 0, 1]),
        ("week", 6, [1, 2, 0, 0, 0, 1]),
        ("month", 1, [4]),
    ],
)
def test_periods_and_gaps(every, first_days, numbers):
    table = totals([10, 20, 30, 40, 50], published=DATES)
    with pytest.warns(UserWarning, match="^1 of 5 articles left out: they have no date"):
        found = trend(table, MEASURE, every)
    assert len(found) == first_days
    assert found["articles"].tolist()[: len(numbers)] == numbers
    assert found.attrs["without_date"] == 1
    gaps = found[found["articles"] == 0]
    assert gaps.drop(columns=["articles", "missing"]).isna().all(axis=None)
    assert found.index[0] == pd.Timestamp({"week": "2016-12-26"}.get(every, "2017-01-01"))


def test_each_group_has_every_period_and_dates_may_come_from_metadata():
    table = totals([10, 20, 30])
    about = pd.DataFrame(
        {"outlet": ["A", "A", "B"], "published": ["2017-01-02", "2017-01-16", "2017-01-09"]},
        index=table["article"],
    )
    found = trend(table, MEASURE, "week", "outlet", articles=about)
    assert found.index.names == ["outlet", "period"]
    assert found["articles"].tolist() == [1, 0, 1, 0, 1, 0]
    dated = table.assign(published=pd.to_datetime(about["published"].to_numpy()))
    again = trend(dated, MEASURE, "week", "outlet", articles=about[["outlet"]])
    pd.testing.assert_frame_equal(found, again)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda t: summarise(t, "nope"), "no measure nope; there are: words_per_sentence"),
        (lambda t: summarise(t, MEASURE, "outlet"), "no column outlet to group by"),
        (lambda t: trend(t, MEASURE, "year"), "no period year; there are: day, week, month"),
        (lambda t: trend(t, MEASURE), "no column published"),
        (lambda t: trend(t.assign(published="soon"), MEASURE), "no article has a date"),
        (lambda t: compare(t, MEASURE, []), "compare by one column, not by 0"),
        (lambda t: compare(t, MEASURE, "article"), "no two groups to compare by article: a group"),
        (lambda t: percentile(t, "smog", t), "no measure smog; there are: words_per_sentence"),
    ],
)
def test_a_mistake_is_one_clear_line(call, says):
    with pytest.raises(ValueError, match=says) as error:
        call(totals([10, 20, 30]))
    assert "\n" not in str(error.value)


REFERENCE = totals([4, 8, 8, 8, 12, 16, 20, 24])


@pytest.mark.parametrize("words", [1, 4, 8, 9, 24, 30])
def test_percentiles_are_those_of_scipy(words):
    found = percentile(passages([words] * 2), MEASURE, REFERENCE).loc["a0"]
    expected = stats.percentileofscore(REFERENCE["words"], words, kind="mean")
    assert found["percentile"] == expected
    assert found[["percentile_low", "percentile_high"]].isna().all()
    assert found["n"] == 8


def test_the_uncertainty_of_the_article_is_carried_through():
    table = passages([6, 9, 14, 17, 8, 11])
    found = percentile(table, MEASURE, REFERENCE).loc["a0"]
    ends_of = interval(table, MEASURE).loc["a0"]
    for end in ("low", "high"):
        expected = stats.percentileofscore(REFERENCE["words"], ends_of[end], kind="mean")
        assert found[f"percentile_{end}"] == expected
    assert found["percentile_low"] < found["percentile"] < found["percentile_high"]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.integers(1, 40))
def test_a_percentile_turns_round_with_the_scale(words, value):
    table = totals(words)
    up = percentile(passages([value] * 2), MEASURE, table)["percentile"].iloc[0]
    turned = percentile(passages([41 - value] * 2), MEASURE, totals([41 - w for w in words]))
    assert up + turned["percentile"].iloc[0] == pytest.approx(100)


def test_what_a_percentile_cannot_be_made_of_is_refused():
    article = passages([6, 9, 14, 17]).assign(loaded_any=[1, 0, 0, 2])
    mostly_none = totals([10] * 5).assign(loaded_any=[0, 0, 0, 1, 2])
    with pytest.raises(ValueError, match="is 0 in 3 of 5 articles of the reference"):
        percentile(article, "loaded_any_per_1000", mostly_none)
    half = totals([10] * 4).assign(loaded_any=[0, 0, 1, 2])
    assert percentile(article, "loaded_any_per_1000", half).loc["a0", "percentile"] == 50
    article.attrs, half.attrs = {"lexicon": "mine 1"}, {"lexicon": "ours 2"}
    with pytest.raises(ValueError, match="counted with mine 1, the reference with ours 2"):
        percentile(article, "loaded_any_per_1000", half)
    assert percentile(article, MEASURE, half)["n"].tolist() == [4]
    with pytest.raises(ValueError, match="the reference has no loaded_any"):
        percentile(article, "loaded_any_per_1000", REFERENCE)
    with pytest.raises(ValueError, match="no article of the reference has words_per_sentence"):
        percentile(article, MEASURE, totals([0], 0))


def test_few_skewed_sentences_are_still_covered():
    """At five sentences plain percentiles cover about 82%; `make validate` has all settings."""
    random = np.random.default_rng(6)
    words = 3 + random.negative_binomial(2, 0.09, (400, 5))
    found = interval(passages(*words), MEASURE)
    covers = (found["low"] <= 3 + 2 * 0.91 / 0.09) & (found["high"] >= 3 + 2 * 0.91 / 0.09)
    assert covers.mean() > 0.93 - 3 * np.sqrt(0.93 * 0.07 / 400)
