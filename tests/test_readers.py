"""Reader response: counts of an article in one row, ratios over articles, many polls."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from validate_readers import coverage, wald

import analysis
from analysis._support.errors import NothingToShow
from analysis.article import Article, Response, Section
from analysis.corpus import Corpus
from analysis.figures.captions import parse
from analysis.measures.engagement import yes_share
from analysis.statistics.interval import exact_median

pytestmark = pytest.mark.usefixtures("unrendered")

COUNT = st.integers(0, 10**7)
PAIRS = st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=40)
COUNTERS = ["comments", "shares", "likes", "dislikes", "reactions", "views"]
SHOWN = ["articles", "missing", "undefined", "zeros"]


def poll(question, *options):
    return Response("poll", question, options, "as shown", "line 1")


def counter(kind, number):
    return Response(kind, None, ((kind, number),), "as shown", "line 1")


def article(name, *responses):
    sections = Section("headline", f"About {name}"), Section("body", "It rained.")
    return Article(name, sections, language="en", responses=responses)


def corpus(*articles):
    return Corpus(tuple(articles), (), Path("."))


def row_of(*responses):
    [row] = analysis.reader_counts(corpus(article("a", *responses)).responses).to_dict("records")
    return {name: value for name, value in row.items() if pd.notna(value)}


YES_NO = poll("Enjoyed it?", ("Yes", 88), ("No", 4))


@pytest.mark.parametrize(
    ("responses", "expected"),
    [
        ((YES_NO,), {"votes": 92, "yes": 88, "no": 4}),
        ((YES_NO, counter("comments", 23)), {"votes": 92, "yes": 88, "no": 4, "comments": 23}),
        # Any answer is a vote; only yes and no make the share.
        ((poll("So?", ("Yes", 5), ("Undecided", 2)),), {"votes": 7, "yes": 5}),
        ((poll("So?", ("The town", 7), ("Nobody", 1)),), {"votes": 8}),
        # Yes to one question is not yes to another.
        ((YES_NO, poll("Should they?", ("Yes", 1), ("No", 2))), {"votes": 95}),
        ((poll("So?", ("Yes", 5), ("No", None)),), {"yes": 5}),
        ((YES_NO, poll("Where?", ("Here", 1), ("There", None))), {}),
        # The same question twice: perhaps the same votes, counted at two times.
        ((YES_NO, poll("Enjoyed it?", ("Yes", 90), ("No", 4))), {}),
        ((counter("comments", 3), counter("comments", 3)), {"comments": 3}),
        ((counter("comments", 3), counter("comments", 4), counter("shares", 0)), {"shares": 0}),
    ],
)
def test_counts_of_an_article_stand_in_one_row(responses, expected):
    assert row_of(*responses) == {"article": "a"} | expected


def test_readers_keeps_articles_apart_and_types_without_rows():
    two = corpus(article("a", YES_NO, counter("views", 400)), article("b", counter("views", 7)))
    table = analysis.reader_counts(two.responses)
    assert table["article"].tolist() == ["a", "b"] and table["views"].tolist() == [400, 7]
    assert pd.isna(table.loc[1, "votes"]) and set(table.dtypes[1:].map(str)) == {"Int64"}
    empty = analysis.reader_counts(corpus().responses)
    assert list(empty.columns) == list(table.columns) and len(empty) == 0
    with pytest.raises(ValueError, match="no column kind, question, votes, yes, no; give corpus"):
        analysis.reader_counts(pd.DataFrame({"article": ["a"]} | dict.fromkeys(COUNTERS, 1)))


def test_a_counter_shown_twice_counts_once_or_is_unknown_if_the_numbers_differ():
    shown = {"a": (5, 7), "b": (5, 5), "c": (None, 5)}
    made = corpus(*(article(id, *(counter("comments", n) for n in of)) for id, of in shown.items()))
    for counts in (analysis.reader_counts(made.responses), made.responses):
        comments = analysis.tabulate(counts)["comments"]
        assert pd.isna(comments["a"]) and comments[["b", "c"]].tolist() == [5, 5]


def test_measures_of_engagement_appear_in_tables_of_readers():
    responses = corpus(
        article("a", YES_NO, counter("comments", 23), counter("views", 4600)),
        article("b", counter("comments", 7)),
    ).responses
    table = analysis.tabulate(analysis.reader_counts(responses))
    assert table.loc["a", "comments_per_vote"] == 0.25
    assert table.loc["a", "comments_per_1000_views"] == 5
    assert np.isnan(table.loc["b", "comments_per_vote"])
    # In the rows as they come no count has the other beside it.
    assert analysis.tabulate(responses)["n_comments_per_vote"].tolist() == [0, 0]
    assert analysis.tabulate(responses)["votes"].tolist()[0] == 92


def counts(pairs):
    table = pd.DataFrame(pairs, columns=["shares", "reactions"], dtype="Int64")
    return table.assign(article=[f"a{number}" for number in range(len(table))])


def test_ratio_counted_by_hand():
    pairs = [(1, 10), (2, 10), (4, 10), (8, 10), (0, 10), (5, 0), (0, 0), (None, 3), (3, None)]
    row = analysis.statistics.median_ratio(counts(pairs), "shares", "reactions").loc[0]
    assert row[SHOWN].tolist() == [6, 2, 1, 2]
    # The middle two of 0, .1, .2, .4, .8 and inf are .2 and .4.
    assert row["median"] == pytest.approx(np.sqrt(0.2 * 0.4))
    assert (row["low"], row["high"]) == (0, np.inf)
    assert row["pooled"] == pytest.approx(20 / 50)


def test_ratio_by_outlet():
    table = counts([(n, 10) for n in range(1, 9)] + [(1, 2)])
    about = pd.DataFrame({"outlet": ["A"] * 8 + ["B"]}, index=table["article"])
    found = analysis.statistics.median_ratio(table, "shares", "reactions", "outlet", about)
    assert found["articles"].to_dict() == {"A": 8, "B": 1}
    assert found.loc["A", ["low", "high"]].tolist() == pytest.approx([0.1, 0.8])
    assert found.loc["B", "median"] == pytest.approx(0.5)
    assert found.loc["B", ["low", "high"]].isna().all()


@settings(max_examples=30, deadline=None)
@given(PAIRS)
def test_below_to_above_is_the_inverse(pairs):
    there = analysis.statistics.median_ratio(counts(pairs), "shares", "reactions").loc[0]
    back = analysis.statistics.median_ratio(counts(pairs), "reactions", "shares").loc[0]
    assert there[SHOWN].tolist() == back[SHOWN].tolist()
    for end, other in (("median", "median"), ("low", "high"), ("pooled", "pooled")):
        with np.errstate(divide="ignore"):
            assert there[end] == pytest.approx(1 / np.float64(back[other]), nan_ok=True)


@settings(max_examples=30, deadline=None)
@given(PAIRS, st.integers(2, 1000))
def test_ratio_scales_with_what_is_above(pairs, factor):
    table = counts(pairs)
    once = analysis.statistics.median_ratio(table, "shares", "reactions").loc[0]
    table["shares"] *= factor
    more = analysis.statistics.median_ratio(table, "shares", "reactions").loc[0]
    assert more[SHOWN].tolist() == once[SHOWN].tolist()
    for name in ("median", "low", "high", "pooled"):
        assert more[name] == pytest.approx(factor * once[name], nan_ok=True)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=80))
def test_the_median_interval_is_exact_by_the_binomial(values):
    middle, low, high = exact_median(values)
    n, ordered = len(values), np.sort(values)
    # The k-th smallest, from below and from above, with the largest k that still covers 95%.
    k = max(k for k in range(1, n // 2 + 1) if 2 * stats.binom.cdf(k - 1, n, 0.5) <= 0.05)
    assert (middle, low, high) == (np.median(values), ordered[k - 1], ordered[n - k])


@pytest.mark.parametrize(
    ("pairs", "median"),
    [([], np.nan), ([(0, 0)] * 9, np.nan), ([(None, None)] * 9, np.nan)]
    + [([(0, 5)] * 9, 0), ([(5, 0)] * 9, np.inf), ([(5, 5)], 1)],
)
def test_ratio_of_degenerate_counts(pairs, median):
    row = analysis.statistics.median_ratio(counts(pairs), "shares", "reactions")
    assert row["median"].tolist() in ([median], []) or np.isnan(row.loc[0, "median"])
    assert len(row) == 0 or (np.isnan(row.loc[0, "median"]) == np.isnan(median))


def test_ratio_says_what_is_wrong():
    table = counts([(1, 2)] * 3)
    with pytest.raises(ValueError, match="no counts named likes; available: shares, reactions"):
        analysis.statistics.median_ratio(table, "likes", "reactions")
    with pytest.raises(ValueError, match="analysis.reader_counts"):
        analysis.statistics.median_ratio(table.assign(article="a"), "shares", "reactions")
    with pytest.raises(ValueError, match="no column outlet to group by"):
        analysis.statistics.median_ratio(table, "shares", "reactions", "outlet")


def test_wilsons_coverage_by_exact_enumeration():
    """Published by Brown, Cai and DasGupta (2001) for the textbook interval, checked by scipy."""
    assert coverage(wald, 30, 0.2).round(3) == 0.946 and coverage(wald, 98, 0.2).round(3) == 0.928
    for n in (5, 10, 30, 92):
        known = [stats.binomtest(k, n).proportion_ci(method="wilson") for k in range(n + 1)]
        for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98):
            held = [low <= share <= high for low, high in known]
            expected = stats.binom.pmf(np.arange(n + 1), n, share)[held].sum()
            [found] = coverage(yes_share.interval, n, share)
            assert found == pytest.approx(expected)
            assert found == pytest.approx(coverage(yes_share.interval, n, 1 - share)[0])
            assert found > 0.9


@pytest.fixture(scope="module")
def facebook():
    return analysis.reference_corpus("buzzfeed_facebook")


def data_of(figure):
    return pd.read_csv(BytesIO(figure.files["csv"]))


def test_right_wing_news_shares_by_rating(facebook):
    figure = analysis.figures.shares_by_rating(facebook)
    data = data_of(figure).set_index(["outlet", "kind"])
    assert data.loc[("Right Wing News", "rated mostly true"), "median"] == 91
    assert data.loc[("Right Wing News", "not rated mostly true"), "median"] == 568
    assert data["posts"].sum() + data["missing"].sum() == len(facebook) == 2282
    assert figure.record["title"] == (
        "On all 9 pages, posts not rated mostly true were shared more; clearly so on 3"
    )
    for said in (
        "BuzzFeed News chose",
        "September 2016",
        "self-selected",
        "all the rest are false",
    ):
        assert said in figure.page
    page = facebook[facebook["outlet"] == "Eagle Rising"].dropna(subset=["shares"])
    is_true, shares = page["rating"] == "mostly true", page["shares"].astype("int64")
    found = stats.mannwhitneyu(shares[~is_true], shares[is_true])
    delta = 2 * found.statistic / (is_true.sum() * (~is_true).sum()) - 1
    assert data.loc["Eagle Rising", "delta"].tolist() == pytest.approx([delta] * 2, abs=1e-6)
    # Nine directions that agree: 2 ÷ 2⁹.
    assert "shared more on 9 of 9 pages, p = .0039" in parse(figure.page).visible


def rated(**pages):
    """Ten posts of each page of one rating, and ten of another; a number is added to the latter."""
    parts = [
        pd.DataFrame({"outlet": name, "shares": range(1, 21), "label": ["x"] * 10 + ["y"] * 10})
        for name in pages
    ]
    table = pd.concat(parts, ignore_index=True)
    table["shares"] = [1 + n % 10 for n in range(len(table))]
    added = table["outlet"].map(pages).where(table["label"] == "y", 0)
    table["shares"] += added.clip(lower=0)
    table["shares"] += (-table["outlet"].map(pages)).clip(lower=0).where(table["label"] == "x", 0)
    table["article"] = [f"a{n:03}" for n in range(len(table))]
    return table


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ({"A": 9}, "In A, articles not with label x were clearly shared more"),
        ({"A": 0}, "Articles with label x or not: no clear difference in shares in A"),
        (
            {"A": 9, "B": 9},
            "In both outlets, articles not with label x were shared more; clearly so in 2",
        ),
        (
            {"A": -9, "B": 0},
            "In 1 of 2 outlets, articles not with label x were shared less; clearly so in 1",
        ),
        (
            {"A": 9, "B": -9},
            "Articles not with label x: clearly more shares in 1, fewer shares in 1 of 2 outlets",
        ),
        (
            {"A": 1, "B": 1, "C": -9},
            "Articles not with label x: clearly fewer shares in 1 of 3 outlets",
        ),
        (
            {"A": 1, "C": -1},
            "Articles with label x or not: no clear difference in shares in both outlets",
        ),
        (
            dict.fromkeys("ABCDEF", 1),
            "In all 6 outlets, articles not with label x were shared more; clearly so in none",
        ),
    ],
)
def test_words_for_shares_of_any_label(pages, said):
    figure = analysis.figures.shares_by_rating(rated(**pages), "label", "x")
    assert figure.record["title"] == said
    assert "BuzzFeed" not in figure.page and " nan" not in figure.page
    assert figure.record["figure"] == "shares-by-label-table"


def test_engagement_by_page(facebook):
    figure = analysis.figures.engagement(facebook)
    data = data_of(figure)
    assert data.groupby("ratio")["outlet"].nunique().tolist() == [9, 9]
    page = facebook[facebook["outlet"] == "Politico"].dropna(subset=["shares"])
    middle = np.median((page["shares"] / page["reactions"]).astype(float))
    row = data[(data["outlet"] == "Politico") & (data["ratio"] == "shares per reaction")].iloc[0]
    assert row["median"] == pytest.approx(middle, rel=1e-3) and row["articles"] == len(page)
    assert figure.record["title"] == (
        "Per reaction: most shares on Eagle Rising, most comments on CNN Politics"
    )
    ratios = (facebook["comments"] / facebook["reactions"]).astype("float64")
    ours = facebook["outlet"] == "CNN Politics"
    found = stats.mannwhitneyu(ratios[ours].dropna(), ratios[~ours].dropna())
    delta = 2 * found.statistic / (ratios[ours].count() * ratios[~ours].count()) - 1
    row = data[(data["outlet"] == "CNN Politics") & data["ratio"].str.startswith("comments")]
    assert row["delta"].tolist() == pytest.approx([delta], abs=1e-6)
    assert "geometric mean of the middle two" in figure.page
    for said in ("BuzzFeed News chose", "11 October 2016", "self-selected"):
        assert said in figure.page


def test_a_half_added_to_the_counts_moves_geometric_means(facebook):
    """By as much as the data dictionary says; the median needs nothing added."""
    known = facebook.dropna(subset=["shares", "reactions"])
    above, below = known["shares"].astype(float), known["reactions"].astype(float)
    assert (above > 0).all() and (below > 0).all()
    means = {
        added: np.log((above + added) / (below + added)).groupby(known["outlet"]).mean()
        for added in (0, 0.5, 1)
    }
    moved = [np.exp(means[added] - means[0]).max() - 1 for added in (0.5, 1)]
    assert np.round(moved, 2).tolist() == [0.06, 0.11]


def test_engagement_has_words_for_no_clear_difference_and_for_nothing():
    figures, random = analysis.figures, np.random.default_rng(1)
    table = counts(random.integers(1, 50, (40, 2)).tolist()).assign(outlet=["A", "B"] * 20)
    title = figures.engagement(table).record["title"]
    assert title == "No clear difference in shares per reaction between 2 outlets"
    one = figures.engagement(table[table["outlet"] == "A"].head(3))
    assert one.record["title"].endswith(" for the median article") and " nan" not in one.page
    one = table.assign(comments=[2.0, np.nan] * 20, shares=[np.nan, 3.0] * 20)
    said = figures.engagement(one).record["title"]
    assert said.startswith("Shares per reaction on B: ") and ", comments on A: " in said
    # Three articles of a third outlet are not compared: they do not hide that two others differ,
    # but with the highest median of all they are why A has not the most.
    more = table.assign(shares=table["shares"] * np.where(table["outlet"] == "A", 100, 1))
    more.loc[:2, ["outlet", "shares"]] = ["C", 10**6]
    more.loc[3, "outlet"], more.loc[4:6, ["outlet", "shares"]] = pd.NA, ["D", 0]
    figure = figures.engagement(more)
    assert figure.record["title"] == "Per reaction: more shares on A than elsewhere"
    assert " nan" not in figure.page
    assert "medians are not drawn because they are 0, infinite or unknown: D" in figure.page
    assert "1 article without a recorded outlet is left out." in figure.page
    rated = table.assign(rating=["mostly true", "mostly true", "mostly false", "other"] * 10)
    title = figures.shares_by_rating(rated).record["title"]
    assert (
        title == "Articles rated mostly true or not: no clear difference in shares in both outlets"
    )
    nothing = "^no article of a known outlet has both reactions and shares or comments.$"
    for unfit in (table.drop(columns="outlet"), table.iloc[:0], table.assign(shares=0)):
        with pytest.raises(NothingToShow, match=nothing):
            figures.engagement(unfit)
    responses = corpus(article("a", YES_NO)).responses
    with pytest.raises(NothingToShow, match=nothing):
        figures.engagement(analysis.reader_counts(responses))
    for unfit in (table, rated.assign(shares=pd.NA)):
        with pytest.raises(NothingToShow):
            figures.shares_by_rating(unfit)


def test_a_poll_with_other_answers_says_which_votes_it_counts():
    asked = poll("Should " + "the gates be much higher and " * 5 + "so on?")
    options = ("Yes", 60), ("No", 20), ("Undecided", 9)
    shelf = corpus(article("a", replace(asked, options=options)))
    figure = analysis.figures.poll(shelf, "a")
    assert figure.record["title"].startswith("60 of 89 votes were yes: a clear majority")
    assert "n: 89 votes" in figure.page and "Undecided: 9" in figure.page
    assert "self-selected" in figure.page and asked.question in figure.page
    asked = replace(asked, options=(*options[:2], ("Undecided", None)))
    figure = analysis.figures.poll(corpus(article("a", asked)), "a")
    assert figure.record["title"].startswith("60 of 80 votes were yes: a clear majority")
