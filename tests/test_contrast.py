"""Contrasts of pooled measures: equal to scipy where a test has a name, else to sums by hand."""

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import compare
from analysis.statistics import contrast, specifications

RATE = "loaded_any_per_1000"


def table(**groups):
    """Articles of outlets with one row each: (hits, words)."""
    rows = [
        {"article": f"{outlet}{n}", "outlet": outlet, "loaded_any": hits, "words": words}
        for outlet, counts in groups.items()
        for n, (hits, words) in enumerate(counts)
    ]
    return pd.DataFrame(rows).assign(section="body")


def one(*args, **options):
    [row] = contrast(*args, **options).to_dict("records")
    return row


A = [(1, 200), (4, 300), (2, 150), (6, 500), (3, 220), (1, 400)]
B = [(1, 200), (1, 300), (0, 150), (2, 500), (1, 220)]


def test_a_ratio_of_rates_by_hand():
    found = one(table(A=A, B=B), RATE, "outlet")
    logs = []
    for counts in (np.array(A), np.array(B)):
        total = counts.sum(axis=0)
        without = np.log([np.divide(*(total - row)) for row in counts])
        share = (len(counts) - 1) / len(counts) * ((without - without.mean()) ** 2).sum()
        logs.append((np.log(np.divide(*total)), share))
    effect, error = logs[0][0] - logs[1][0], np.sqrt(logs[0][1] + logs[1][1])
    assert found["value_a"] == pytest.approx(1000 * 17 / 1770)
    assert (found["scale"], found["n_a"], found["n_b"]) == ("ratio", 6, 5)
    assert found["effect"] == pytest.approx(np.exp(effect))
    reach = stats.t.ppf(0.975, 4) * error
    assert [found["low"], found["high"]] == pytest.approx(np.exp([effect - reach, effect + reach]))
    assert found["p"] == pytest.approx(2 * stats.t.sf(effect / error, 4))


def test_an_article_in_both_groups_is_its_own_pair():
    random = np.random.default_rng(3)
    scores = random.normal(0, 0.3, (2, 30)) + random.normal(0, 0.4, 30)
    rows = pd.DataFrame(
        {
            "article": [f"a{n}" for n in range(30)] * 2,
            "section": ["headline"] * 30 + ["body"] * 30,
            "sentences": 1,
            "compound": scores.ravel().round(4),
        }
    )
    found = one(rows, "mean_compound", "section", section=None)
    body, headline = scores[1].round(4), scores[0].round(4)
    assert (found["group_a"], found["scale"]) == ("body", "difference")
    # The jackknife of a mean difference is the paired t test.
    test = stats.ttest_rel(body, headline)
    assert found["p"] == pytest.approx(test.pvalue)
    interval = test.confidence_interval(0.95)
    assert [found["low"], found["high"]] == pytest.approx([interval.low, interval.high])
    # An article that lacks one of the two is left out.
    assert one(rows.iloc[:-4], "mean_compound", "section", section=None)["n_b"] == 26


def test_copies_are_left_out_together():
    once = one(table(A=A, B=B), RATE, "outlet")
    copied = table(A=A + [A[3]] * 4, B=B)
    copied["cluster"] = [*range(6), *[3] * 4, *range(10, 15)]
    found = one(copied, RATE, "outlet")
    # A text printed five times counts five times, and is one unit of error.
    assert found["value_a"] == pytest.approx(1000 * 41 / 3770)
    assert found["n_a"] == 10
    assert one(copied.drop(columns="cluster"), RATE, "outlet")["p"] < found["p"]
    assert once["value_b"] == found["value_b"]


def test_short_articles_do_not_enter():
    short = table(A=A + [(5, 99)], B=B)
    with_it = one(short, RATE, "outlet", min_words=99)
    assert one(short, RATE, "outlet") == one(table(A=A, B=B), RATE, "outlet")
    assert with_it["n_a"] == 7 and with_it["value_a"] > one(short, RATE, "outlet")["value_a"]


def test_a_ratio_to_nothing_is_unknown_and_not_corrected_for():
    rows = table(A=A, B=B, C=[(0, 300)] * 5)
    found = contrast(rows, RATE, "outlet").set_index(["group_a", "group_b"])
    empty = found.drop(index=("A", "B"))
    assert empty[["effect", "low", "high", "p", "q"]].isna().all(axis=None)
    assert empty["value_b"].tolist() == [0, 0]
    assert found.loc[("A", "B"), "q"] == found.loc[("A", "B"), "p"]


@pytest.mark.parametrize("per", [1, 2])
def test_values_that_do_not_vary_have_no_interval(per):
    """As `summarise`: what rounding leaves of equal rates is no error."""
    sizes = [6, 7, 8, 9, 10]
    rows = table(A=[(per * n, 19 * n) for n in sizes], B=[(n, 19 * n) for n in sizes])
    rows = rows.assign(compound=(0.5859 * per * rows["words"]).round(6), sentences=rows["words"])
    rows.loc[5:, "compound"] = 0.0
    for by, groups in {
        "outlet": rows,
        "voice": rows.assign(article=list("abcde") * 2, voice=rows["outlet"]),
    }.items():
        found = one(groups, RATE, by)
        assert found["effect"] == (pytest.approx(2) if per == 2 else 1)
        assert np.isnan([found[name] for name in ("low", "high", "p", "q")]).all()
        found = one(groups, "mean_compound", by)
        assert found["effect"] == pytest.approx(0.5859 * per)
        assert np.isnan([found[name] for name in ("low", "high", "p", "q")]).all()


def test_q_is_scipys_over_all_comparisons_of_the_call():
    rows = table(A=A, B=B, C=[(hits + 1, words) for hits, words in A])
    found = contrast(
        pd.concat([rows.assign(kind="x"), rows.assign(kind="y")]), RATE, "outlet", "kind"
    )
    assert len(found) == 6 and found["comparisons"].eq(6).all()
    assert found["q"].tolist() == pytest.approx(stats.false_discovery_control(found["p"]))
    assert found["kind"].tolist() == ["x"] * 3 + ["y"] * 3


def test_small_groups_are_left_out_by_name():
    with pytest.warns(UserWarning, match=r"left out: C \(2\)"):
        assert len(contrast(table(A=A, B=B, C=B[:2]), RATE, "outlet")) == 1
    with warnings.catch_warnings(), pytest.raises(ValueError, match="no two groups to compare"):
        contrast(table(A=A, C=B[:2]), RATE, "outlet")
    with pytest.raises(ValueError, match="compare by one column"):
        contrast(table(A=A, B=B), RATE, ["outlet", "article"])


def test_a_finding_under_every_specification():
    random = np.random.default_rng(2)
    rows = table(A=A * 3, B=B * 4)
    rows["sentences"], rows["words"] = 10, rows["words"] + 400
    rows["compound"] = random.normal(0, 1, len(rows)) + 9 * (rows["outlet"] == "A")
    options = {"measures": ["mean_compound", RATE], "min_words": (100, 560, 610, 10)}
    found = specifications(rows, "A", "B", **options)
    assert len(found) == 12 and found["higher"].eq("A").all()
    first = compare(rows, "mean_compound", "outlet").iloc[0]
    assert found.loc[0, ["effect", "p"]].tolist() == [first["cliffs_delta"], first["p"]]
    # No article is shorter than 100 words.
    assert set(found["min_words"]) == {100, 560, 610}
    ends = found.loc[0, ["low", "high"]].tolist()
    assert ends == first[["delta_low", "delta_high"]].tolist()
    # No article has so many words.
    more = options | {"min_words": (100, 10**6, 560, 610, 10)}
    pd.testing.assert_frame_equal(specifications(rows, "A", "B", **more), found)
    with pytest.raises(ValueError, match="no two groups"):
        specifications(rows, "A", "B", **options | {"min_words": (10**6, 100)})
    turned = specifications(rows, "B", "A", **options)
    assert turned["holds"].tolist() == found["holds"].tolist()
    assert (turned["low"] <= turned["effect"]).all() and (turned["effect"] <= turned["high"]).all()
    ratio = found["test"].eq("pooled") & found["measure"].eq(RATE)
    assert turned[ratio]["effect"].tolist() == pytest.approx((1 / found[ratio]["effect"]).tolist())
    assert turned[~ratio]["effect"].tolist() == pytest.approx((-found[~ratio]["effect"]).tolist())
    assert found[found["measure"] == "mean_compound"]["holds"].all()


@pytest.mark.parametrize("hits", [(1, 1, 1, 1, 0), (1, 1, 1, 1, 1)])
def test_a_rate_of_fewer_than_five_hits_has_no_interval(hits):
    few = [(n, 200 + 10 * n + place) for place, n in enumerate(hits)]
    found = one(table(A=A, B=few), RATE, "outlet")
    assert found["effect"] > 0
    assert np.isnan([found["low"], found["high"], found["p"]]).all() == (sum(hits) < 5)


@pytest.mark.parametrize("hits", [3, 5])
def test_fewer_than_five_hits_of_one_part_of_an_article_have_no_interval_either(hits):
    rows = []
    for n in range(8):
        for section, words, found in (("headline", 10, n < hits), ("body", 200, 2 + n % 3)):
            facts = {"article": f"a{n}", "section": section, "outlet": "A"}
            rows.append(facts | {"words": words, "loaded_any": int(found)})
    found = one(pd.DataFrame(rows), RATE, "section", "outlet", section=None, min_words=0)
    assert np.isfinite(found["effect"])
    assert np.isnan([found["low"], found["high"], found["p"]]).all() == (hits < 5)


def test_expected_hits_are_counted_in_thousandths():
    rows = []
    for n in range(8):
        facts = {"article": f"a{n}", "section": "body", "outlet": "A", "words": 200}
        for voice, hits, twin in (("attributed", 1, 900), ("unattributed", 0, 20)):
            twins = {"expected_words": 180_000, "expected_loaded_any": twin}
            rows.append(facts | {"voice": voice, "loaded_any": hits} | twins)
    found = one(pd.DataFrame(rows), RATE, "voice", "outlet")
    assert np.isfinite(found["effect"]) and np.isnan(found["p"])
