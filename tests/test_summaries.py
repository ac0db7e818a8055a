"""Summaries and trends: known answers, order, clusters, gaps, what is missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analysis import compare, interval, percentile, summarise, trend
from analysis.measures import MEASURES
from analysis.measures.engagement import wilson
from analysis.statistics.interval import jackknife
from analysis.statistics.trend import slope

MEASURE = "words_per_sentence"


def totals(words, sentences=1, **columns):
    table = pd.DataFrame({"article": [f"a{n:02}" for n in range(len(words))], "words": words})
    return table.assign(sentences=sentences, **columns)


def test_a_summary_counted_by_hand():
    table = totals([10, 60, 30, 200], [1, 2, 1, 4], outlet=["A", "A", "A", "B"])
    found = summarise(table, MEASURE, "outlet")
    first = found.loc["A"]
    assert first[["articles", "missing"]].tolist() == [3, 0]
    assert first[["median", "lower_quartile", "upper_quartile"]].tolist() == [30, 20, 30]
    assert first["mean_of_articles"] == pytest.approx(70 / 3)
    assert first["pooled"] == 100 / 4
    # Too few articles for any interval.
    assert first[["median_low", "mean_low", "pooled_high"]].isna().all()
    assert found.loc["B", ["articles", "median", "pooled"]].tolist() == [1, 50, 50]
    assert found.loc["B", ["mean_low", "pooled_low", "pooled_high"]].isna().all()


def test_medians_and_means_have_the_intervals_of_scipy():
    words = np.random.default_rng(1).integers(5, 60, 40)
    found = summarise(totals(words), MEASURE).loc[0]
    expected = np.quantile(words, [0.25, 0.5, 0.75])
    assert found[["lower_quartile", "median", "upper_quartile"]].tolist() == expected.tolist()
    exact = stats.quantile_test(words, p=0.5).confidence_interval(0.95)
    assert found[["median_low", "median_high"]].tolist() == list(exact)
    # The jackknife of a mean is Student's interval, here on the log scale.
    factor = np.exp(stats.t.ppf(0.975, 39) * stats.sem(words) / words.mean())
    expected = [words.mean() / factor, words.mean() * factor]
    assert found[["mean_low", "mean_high"]].tolist() == pytest.approx(expected)


def test_an_article_without_a_value_is_missing_and_not_0():
    table = totals([10, 20, 0, 30], [1, 1, 0, 1])
    found = summarise(table, MEASURE).loc[0]
    assert found[["articles", "missing", "median", "pooled"]].tolist() == [3, 1, 20, 20]
    nothing = summarise(totals([0, 0], 0), MEASURE).loc[0]
    assert nothing[["articles", "missing"]].tolist() == [0, 2]
    assert nothing.drop(["articles", "missing"]).isna().all()


def test_neither_the_order_of_rows_nor_other_groups_change_a_summary():
    random = np.random.default_rng(2)
    table = totals(random.integers(5, 60, 60), outlet=["A", "B", "C"] * 20)
    table["cluster"] = [f"c{n // 4}" for n in range(60)]
    found = summarise(table, MEASURE, "outlet")
    shuffled = summarise(table.sample(frac=1, random_state=1), MEASURE, "outlet")
    pd.testing.assert_frame_equal(found, shuffled, check_exact=True)
    alone = summarise(table[table["outlet"] == "B"], MEASURE, "outlet")
    pd.testing.assert_frame_equal(found.loc[["B"]], alone, check_exact=True)


def test_near_duplicates_count_as_one():
    words = np.random.default_rng(3).integers(5, 60, 20)
    once, twice = totals(words), totals(np.repeat(words, 2))
    twice["cluster"] = np.repeat([f"c{n:02}" for n in range(20)], 2)
    by_table = summarise(twice, MEASURE)
    clusters = twice.set_index("article")[["cluster"]]
    pd.testing.assert_frame_equal(
        by_table, summarise(twice.drop(columns="cluster"), MEASURE, articles=clusters)
    )
    pd.testing.assert_frame_equal(
        by_table.drop(columns="articles"), summarise(once, MEASURE).drop(columns="articles")
    )
    apart = summarise(twice.drop(columns="cluster"), MEASURE).loc[0]
    wide, narrow = by_table.loc[0], apart
    assert narrow["mean_high"] - narrow["mean_low"] < 0.8 * (wide["mean_high"] - wide["mean_low"])


def test_a_text_with_many_copies_does_not_move_the_median():
    table = totals([10, 12, 14, 16, 18, 20] + [50] * 8)
    table["cluster"] = [*table["article"][:6], *["a06"] * 8]
    found = summarise(table, MEASURE).loc[0]
    assert found[["articles", "median", "median_low", "median_high"]].tolist() == [14, 16, 10, 50]


def passages(*articles):
    """Sentences of so many words, one row each."""
    rows = [(f"a{n}", k, w) for n, words in enumerate(articles) for k, w in enumerate(words)]
    return pd.DataFrame(rows, columns=["article", "sentence", "words"]).assign(sentences=1)


def test_the_jackknife_is_students_interval_for_a_mean():
    scores = np.random.default_rng(4).normal(0, 0.2, 12)
    counts = np.column_stack([scores, np.ones(12)])
    mean, *ends = jackknife(MEASURES["mean_compound"], counts, 10)
    by_t = stats.ttest_1samp(scores, 0).confidence_interval()
    assert mean == pytest.approx(scores.mean()) and ends == pytest.approx(list(by_t))


@pytest.mark.parametrize(
    ("measure", "counts"),
    [
        ("negative_share", np.column_stack([np.arange(12) % 6 == 0, np.ones(12)])),
        ("negative_share", np.column_stack([np.arange(12) % 6 > 0, np.ones(12)])),
        ("loaded_per_1000", np.column_stack([np.arange(12) == 5, np.full(12, 20)])),
        ("mean_compound", np.column_stack([np.where(np.arange(12) > 9, -1, 1), np.ones(12)])),
    ],
)
def test_intervals_stay_within_what_is_possible(measure, counts):
    value, low, high = jackknife(MEASURES[measure], counts.astype("float64"), 10)
    least, most = MEASURES[measure].bounds
    assert least <= low < value < high <= most


def test_too_few_sentences_or_all_alike_give_no_interval():
    ends = ["low", "high"]
    nine, ten, alike = ([5, 9, 14] * 3, [5, 9, 14] * 3 + [4], [7] * 10)
    found = interval(passages(nine, ten, alike), MEASURE)
    assert found["n"].tolist() == [9, 10, 10]
    assert found[ends].isna().all(axis=1).tolist() == [True, False, True]
    # Without its only sentence with words, the measure of the rest is undefined.
    table = passages([10] + [0] * 10).assign(syllables=[14] + [0] * 10)
    found = interval(table, "syllables_per_word").loc["a0"]
    assert found["value"] == 1.4 and found[ends].isna().all()


def test_neither_the_order_of_sentences_nor_other_articles_change_an_interval():
    table = passages([5, 9, 14, 22, 8, 11] * 2, [4, 6, 7, 30] * 3)
    alone = interval(table[table["article"] == "a1"], MEASURE)
    shuffled = interval(table.sample(frac=1, random_state=1), MEASURE)
    pd.testing.assert_frame_equal(interval(table, MEASURE), shuffled, check_exact=True)
    pd.testing.assert_frame_equal(shuffled.loc[["a1"]], alone, check_exact=True)


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
    with pytest.warns(UserWarning, match="^1 of 5 articles left out because they have no date"):
        found = trend(table, MEASURE, every)
    assert len(found) == first_days
    assert found["articles"].tolist()[: len(numbers)] == numbers
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
        (lambda t: summarise(t, "nope"), "no measure nope; available: words_per_sentence"),
        (lambda t: summarise(t, MEASURE, "outlet"), "no column outlet to group by"),
        (
            lambda t: trend(t.assign(published="2017-01-02"), MEASURE, "year"),
            "no period year; available: day, week, month",
        ),
        (lambda t: trend(t, MEASURE), "no column published"),
        (
            lambda t: trend(t, MEASURE, by="published"),
            "cannot group a trend by published; rename the column",
        ),
        (
            lambda t: trend(t, MEASURE, by=["period"]),
            "cannot group a trend by period; rename the column",
        ),
        (
            lambda t: summarise(t, MEASURE, "outlet", articles=t[["article"]].assign(outlet="A")),
            r"articles is not indexed by id; give articles.set_index\('article'\)$",
        ),
        (lambda t: summarise(t.assign(words=np.inf), MEASURE), "column words has a number too"),
        (lambda t: summarise(t.assign(words=1e14), MEASURE), "column words has a number too"),
        (lambda t: trend(t.assign(published="soon"), MEASURE), "no article has a date"),
        (lambda t: compare(t, MEASURE, []), "compare by one column, not by 0"),
        (
            lambda t: compare(t, MEASURE, "article", min_words=0),
            "no two groups to compare by article: a group",
        ),
        (lambda t: percentile(t, MEASURE, t), "no column sentence; give passages"),
    ],
)
def test_a_mistake_is_one_clear_line(call, says):
    with pytest.raises(ValueError, match=says) as error:
        call(totals([10, 20, 30]))
    assert "\n" not in str(error.value)


def test_a_trend_of_sections_has_them_all():
    table = totals([10, 20]).assign(published="2026-01-01", section=["headline", "body"])
    found = trend(table, MEASURE, by="section")
    assert found["mean_of_articles"].tolist() == [20, 10]
    assert trend(table, MEASURE)["articles"].tolist() == [1]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda t: summarise(t, None), "measure"),
        (lambda t: interval(None, MEASURE), "table"),
        (lambda t: interval(passages([6, 9]), [MEASURE]), "measure"),
        (lambda t: trend(t.assign(published="2026-01-01"), [MEASURE]), "measure"),
        (lambda t: trend(None, MEASURE), "table"),
        (lambda t: percentile(passages([6, 9]), MEASURE, None), "reference"),
        (lambda t: percentile([], MEASURE, t), "passages"),
        (lambda t: compare(t, None, "article"), "measures"),
        (lambda t: compare(t, [None], "article"), "measure"),
    ],
)
def test_an_argument_of_the_wrong_kind_is_named(call, name):
    with pytest.raises(TypeError, match=f"^{name} must be "):
        call(totals([10, 20, 30]))


REFERENCE = totals([4, 8, 8, 8, 12, 16, 20, 24])


@pytest.mark.parametrize("words", [1, 4, 8, 9, 24, 30])
def test_percentiles_are_those_of_scipy(words):
    found = percentile(passages([words] * 2), MEASURE, REFERENCE).loc["a0"]
    expected = stats.percentileofscore(REFERENCE["words"], words, kind="mean")
    assert found["percentile"] == expected
    assert found[["percentile_low", "percentile_high"]].isna().all()
    assert found["n"] == 8


def test_the_uncertainty_of_the_article_is_carried_through():
    table = passages([4, 9, 22, 17, 8, 13] * 2)
    found = percentile(table, MEASURE, REFERENCE).loc["a0"]
    ends_of = interval(table, MEASURE).loc["a0"]
    for number, end in enumerate(("low", "high")):
        rank = stats.percentileofscore(REFERENCE["words"], ends_of[end], kind="mean") / 100
        # Of as few as eight articles the percentile itself is uncertain.
        expected = 100 * wilson(8 * rank, 8 * (1 - rank))[number]
        assert found[f"percentile_{end}"] == pytest.approx(expected)
    assert found["percentile_low"] < found["percentile"] < found["percentile_high"]


@settings(max_examples=30)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.integers(1, 40))
def test_a_percentile_turns_round_with_the_scale(words, value):
    table = totals(words)
    up = percentile(passages([value] * 2), MEASURE, table)["percentile"].iloc[0]
    turned = percentile(passages([41 - value] * 2), MEASURE, totals([41 - w for w in words]))
    assert up + turned["percentile"].iloc[0] == pytest.approx(100)


def test_what_a_percentile_cannot_be_made_of_is_refused():
    article = passages([6, 9, 14, 17]).assign(loaded_any=[1, 0, 0, 2])
    mostly_none = totals([10] * 5).assign(loaded_any=[0, 0, 0, 1, 2])
    with pytest.raises(ValueError, match="is 0 in 3 of 5 reference articles"):
        percentile(article, "loaded_any_per_1000", mostly_none)
    half = totals([10] * 4).assign(loaded_any=[0, 0, 1, 2])
    assert percentile(article, "loaded_any_per_1000", half).loc["a0", "percentile"] == 50
    article.attrs, half.attrs = {"lexicon": "mine 1"}, {"lexicon": "ours 2"}
    with pytest.raises(ValueError, match="counted with mine 1, the reference with ours 2"):
        percentile(article, "loaded_any_per_1000", half)
    assert percentile(article, MEASURE, half)["n"].tolist() == [4]
    with pytest.raises(ValueError, match="no measure smog; available: .*words_per_sentence"):
        percentile(article, "smog", half)
    with pytest.raises(ValueError, match="the reference has no column loaded_any"):
        percentile(article, "loaded_any_per_1000", REFERENCE)
    with pytest.raises(ValueError, match="no article of the reference has words_per_sentence"):
        percentile(article, MEASURE, totals([0], 0))


def test_ten_skewed_sentences_are_still_covered():
    """Plain bootstrap percentiles cover 87% here; `make validate` has all settings."""
    random = np.random.default_rng(6)
    words = 3 + random.negative_binomial(2, 0.09, (400, 10))
    found = interval(passages(*words), MEASURE)
    covers = (found["low"] <= 3 + 2 * 0.91 / 0.09) & (found["high"] >= 3 + 2 * 0.91 / 0.09)
    assert covers.mean() > 0.93 - 3 * np.sqrt(0.93 * 0.07 / 400)


@pytest.mark.parametrize("name", ["value", "cluster"])
def test_groups_are_those_of_the_column_or_refused(name):
    table = totals([1, 2, 3]).assign(**{name: ["A", "B", "B"]})
    with pytest.raises(ValueError, match=f"column named {name}"):
        summarise(table, MEASURE, name)


def in_weeks(random, n=400):
    """Articles of three outlets of different level over ten weeks; some are copies."""
    table = totals(random.integers(150, 900, n), random.integers(5, 40, n))
    table["outlet"], days = random.choice(list("ABC"), n), random.integers(0, 70, n)
    table["published"] = pd.Timestamp("2024-01-01") + pd.to_timedelta(days, "D")
    rates = table["outlet"].map({"A": 4, "B": 9, "C": 20}) * np.exp(0.04 * days / 7)
    table["loaded_any"] = random.poisson(rates * table["words"] / 1000)
    return table.assign(cluster=(np.arange(n) // 2).astype("str"))


def test_a_slope_of_rates_is_that_of_poisson_regression_with_a_dummy_for_each_outlet():
    table = in_weeks(np.random.default_rng(5))
    weeks = (table["published"] - table["published"].min()).dt.days / 7
    design = np.column_stack([*(table["outlet"] == name for name in "ABC"), weeks]).astype(float)
    hits, words = table["loaded_any"].to_numpy(), table["words"].to_numpy()

    def loss(values):
        return (words * np.exp(design @ values) - hits * (design @ values)).sum()

    def down(values):
        return design.T @ (words * np.exp(design @ values) - hits)

    fit = optimize.minimize(loss, [-5, -5, -5, 0], jac=down, method="BFGS", options={"gtol": 1e-7})
    found = slope(table, "loaded_any_per_1000")
    assert found["slope"].iloc[0] == pytest.approx(np.expm1(fit.x[3]), rel=1e-5)
    assert found["first"].tolist() == pytest.approx(1000 * np.exp(fit.x[:3]), rel=1e-5)
    last = 1000 * np.exp(fit.x[:3] + fit.x[3] * weeks.max())
    assert found["last"].tolist() == pytest.approx(last, rel=1e-5)


def test_a_slope_of_other_measures_is_that_of_least_squares_with_a_dummy_for_each_outlet():
    table = in_weeks(np.random.default_rng(6))
    days = (table["published"] - table["published"].min()).dt.days
    design = np.column_stack([*(table["outlet"] == name for name in "ABC"), days]).astype(float)
    values = table["words"] / table["sentences"]
    expected = np.linalg.lstsq(design, values, rcond=None)[0]
    found = slope(table, MEASURE)
    assert found["slope"].tolist() == pytest.approx([7 * expected[3]] * 3)
    # Ten weeks, each left out in turn; copies are in the week of the first.
    week = days.groupby(table["cluster"]).transform("min") // 7
    rest = [np.linalg.lstsq(design[week != n], values[week != n], rcond=None)[0] for n in range(10)]
    error = 7 * np.sqrt(9 / 10 * ((np.array(rest)[:, 3] - np.mean(rest, axis=0)[3]) ** 2).sum())
    ends = 7 * expected[3] + stats.t.ppf([0.025, 0.975], 9) * error
    assert found[["low", "high"]].iloc[0].tolist() == pytest.approx(ends)
    assert found["p"].iloc[0] == pytest.approx(2 * stats.t.sf(7 * abs(expected[3]) / error, 9))
    assert found["first"].tolist() == pytest.approx(expected[:3])
    assert slope(table, MEASURE, "day")["slope"].iloc[0] == pytest.approx(expected[3])
    # As many articles again, all copies: no more is known.
    twice = pd.concat([table, table.assign(article=table["article"] + "b")])
    names = ["slope", "low", "high", "p"]
    again = slope(twice, MEASURE)[names].iloc[0].tolist()
    assert again == pytest.approx(found[names].iloc[0].tolist(), rel=1e-6)


def test_a_measure_that_does_not_change_has_a_slope_of_0():
    table = in_weeks(np.random.default_rng(9)).assign(words=170, sentences=10, loaded_any=2)
    table["loaded_any"] += table["outlet"] == "A"  # each outlet has its own level
    for measure in (MEASURE, "loaded_any_per_1000"):
        found = slope(table, measure)[["slope", "low", "high", "p"]]
        assert found.to_numpy().tolist() == [[0, 0, 0, 1]] * 3


def test_a_slope_within_groups_of_several_columns_or_of_none():
    table = in_weeks(np.random.default_rng(6))
    pd.testing.assert_frame_equal(slope(table, MEASURE, by=["outlet"]), slope(table, MEASURE))
    both = slope(table.assign(kind=["x", "y"] * 200), MEASURE, by=["outlet", "kind"])
    assert both.index.names == ["outlet", "kind"] and both["articles"].sum() == 400
    one = slope(table.assign(outlet="A"), MEASURE).reset_index(drop=True)
    pd.testing.assert_frame_equal(slope(table, MEASURE, by=[]), one)


def test_intervals_of_slopes_cover_though_articles_of_a_week_share_events():
    random, held = np.random.default_rng(8), []
    for _ in range(100):
        table, shock = in_weeks(random).drop(columns="cluster"), random.normal(0, 3, 10)
        week = (table["published"] - table["published"].min()).dt.days // 7
        table["words"] = table["sentences"] * (20 + shock[week])
        found = slope(table, MEASURE).iloc[0]
        held.append(found["low"] <= 0 <= found["high"])
    assert np.mean(held) >= 0.9


def test_a_slope_without_enough_to_tell_is_not_a_number():
    table = in_weeks(np.random.default_rng(7))
    names = ["slope", "low", "high", "p"]
    early = table[table["published"] < "2024-01-29"]
    four = slope(early.drop(columns="cluster"), MEASURE)  # weeks
    assert four[["first", "last", *names]].isna().all(axis=None)
    one_day = table.assign(published=pd.Timestamp("2024-01-01"))
    for measure in (MEASURE, "loaded_any_per_1000"):
        assert slope(one_day, measure)[names].isna().all(axis=None)
    none = slope(table.assign(loaded_any=0), "loaded_any_per_1000")
    assert none[names].isna().all(axis=None) and none["first"].eq(0).all()
    with pytest.raises(ValueError, match="^no period year; available: day, week, month"):
        slope(table, MEASURE, "year")
    with pytest.raises(ValueError, match=f"^no article has a date, outlet and {MEASURE}"):
        slope(table.assign(published=None), MEASURE)
