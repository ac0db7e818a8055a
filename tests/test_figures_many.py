"""Figures of many articles: what their titles say, and that they never fail."""

import io
import re
import sys

import pandas as pd
import pytest

import analysis
from analysis._support.errors import NothingToShow
from analysis._support.files import ROOT, About
from analysis.article import Article, Response, Section
from analysis.corpus.model import Corpus
from analysis.figures import comparisons
from analysis.figures.captions import parse
from analysis.measures import MEASURES, applicable
from analysis.proof.cite import read_record

pytestmark = pytest.mark.usefixtures("unrendered")
VOICES = ("quoted", "unattributed")
RATE = "loaded_any_per_1000"


def totals(outlets, hits, days=None, voices=("unattributed",), words=200):
    """Made-up counts: one article a place of the lists, ``hits`` for each voice."""
    rows = []
    for n, outlet in enumerate(outlets):
        for voice in voices:
            found = hits[n] if isinstance(hits, list) else hits[voice][n]
            rows.append((f"a{n:03}", "body", voice, True, outlet, words, found, 10, 1.0))
    columns = "article section voice whole outlet words loaded_any sentences compound".split()
    table = pd.DataFrame(rows, columns=columns).assign(cluster=lambda rows: rows["article"])
    days = days or [None] * len(outlets)
    table["published"] = table["article"].map(
        {f"a{n:03}": pd.Timestamp(day) for n, day in enumerate(days)}
    )
    table.attrs = {
        "lexicon": analysis.lexicon.default().label,
        "about": About(name="made", source="made up", fingerprint="0", cite=[], limits=[]),
    }
    return table


def title(figure):
    return figure.record["title"]


@pytest.mark.usefixtures("no_image")
def test_a_share_of_hits_is_compared_by_medians():
    table = totals([*"AAAAAAAABBBBBBBB"], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    table["quoted_hits"] = (table["loaded_any"] > 8) * table["loaded_any"]
    figure = analysis.figures.outlets(table, "loaded_quoted_share")
    assert figure.data["effect"].tolist() == [0.0, 1.0]
    assert figure.data["value"].tolist() == [0.0, 1.0]


def test_outlets_that_differ_and_that_do_not():
    low, high = [0, 1, 0, 2, 1, 0, 1, 2], [9, 8, 7, 9, 8, 7, 9, 8]
    names = ["A"] * 8 + ["B"] * 8
    figure = analysis.figures.outlets(totals(names, low + high), RATE)
    assert title(figure) == "Loaded terms: more in B than in A"
    assert [one["clear"] for one in figure.record["comparisons"]] == [True]
    same = analysis.figures.outlets(totals(names, low + low), RATE)
    assert title(same) == "No clear difference in loaded terms between 2 outlets"
    three = analysis.figures.outlets(totals([*names, *"CCCCCCCC"], low + high + low), RATE)
    assert title(three) == "Loaded terms: most in B"
    data = pd.read_csv(io.BytesIO(three.files["csv"])).set_index("outlet")
    # Hand count: 65 hits in 8 × 200 words, against 7.
    assert data.loc["B", "value"] == 1000 * 65 / 1600
    assert data.loc["B", "effect"] == pytest.approx(65 / 7, abs=1e-6)
    assert data.loc[["A", "C"], "effect"].tolist() == [1, 1]
    assert 1 < data.loc["B", "effect_low"] < 65 / 7 < data.loc["B", "effect_high"]


@pytest.mark.usefixtures("no_image")
@pytest.mark.parametrize("voice", ["unattributed", "attributed", "quoted", "unquoted"])
def test_outlets_compared_in_the_words_of_one_voice(voice):
    table = analysis.reference_corpus("polnear")
    family = analysis.figures.outlets(table, RATE, voice)
    assert family.record["figure"] == f"outlets-loaded-terms-{voice}-polnear"
    assert f"in {voice} words" in family.record["title"] and f"in {voice} words" in family.page
    body = table[table["section"] == "body"].dropna(subset=["voice"])
    body = body[body.groupby("article")["words"].transform("sum") >= 100]
    if voice == "unquoted":
        words = body[body["voice"] != "quoted"].groupby("outlet")[["loaded_any", "words"]].sum()
        expected = 1000 * words["loaded_any"] / words["words"]
    else:
        expected = analysis.tabulate(body, ["voice", "outlet"]).loc[voice][RATE]
    data = family.data.set_index("outlet")
    assert data["value"].tolist() == pytest.approx(expected[data.index].tolist(), abs=1e-5)
    assert data["q"].notna().sum() == len(data) - 1


def test_no_figure_of_a_table_without_the_words_of_a_voice():
    table = analysis.reference_corpus("newsarticles")
    for figure in (analysis.figures.outlets, analysis.figures.over_time):
        with pytest.raises(ValueError, match="lacks a voice's words.*voice="):
            figure(table[table["voice"] != "quoted"], RATE)
    with pytest.raises(
        ValueError, match="no voice own; available: quoted, attributed, unattributed, unquoted"
    ):
        analysis.figures.outlets(table, RATE, "own")
    with pytest.raises(ValueError, match="mean_compound cannot be drawn by voice"):
        analysis.figures.outlets(table, "mean_compound", "quoted")
    quoted = table[table["voice"] == "quoted"]
    with pytest.warns(UserWarning, match="min_words counts only the rest"):
        analysis.statistics.contrast(quoted, RATE, "outlet")


def test_outlets_by_median_and_a_difference_too_small_to_name():
    names, measure = ["A"] * 60 + ["B"] * 60 + ["C"] * 60, "words_per_sentence"
    table = totals(names, [1] * 180)
    table["words"] = [200 + n for n in range(60)] * 2 + [400 + n for n in range(60)]
    figure = analysis.figures.outlets(table, measure)
    assert title(figure) == "Words per sentence: highest in C"
    data = figure.data.set_index("outlet")
    assert data.loc["C", "effect"] == 1 and data.loc["A", "effect"] == 0
    # Cliff's δ of .1 is clear in 2,000 articles, and negligible.
    table = totals(["A"] * 1000 + ["B"] * 1000, [1] * 2000)
    table["words"] = [*range(200, 1200), *range(250, 1250)]
    close = analysis.figures.outlets(table, measure)
    assert close.data["q"].min() < 0.05
    assert title(close) == "No clear difference in words per sentence between 2 outlets"
    said = "difference from the {1} outlet ({2}) is negligible (|δ| below .147) for {0}. The"
    assert said.format("B", "other", "A") in close.page
    assert said.format("A", "middle", "B") in figure.page


@pytest.mark.usefixtures("no_image")
def test_a_title_says_so_where_nothing_could_be_tested():
    """Without a hit in the words compared with, there is no ratio: that is no small difference."""
    hits = {"quoted": [8] * 12, "unattributed": [0] * 12}
    figure = analysis.figures.voices(totals(["A"] * 6 + ["B"] * 6, hits, voices=VOICES))
    assert title(figure) == "Loaded terms by voice: too few to test in both outlets"
    assert "no ratio" in figure.page and "nan" not in figure.page
    assert figure.record["comparisons"] == []
    hits = {"quoted": [1, 2, 0] * 4, "unattributed": [1, 0, 2, 1, 0, 2] + [0] * 6}
    figure = analysis.figures.voices(totals(["A"] * 6 + ["B"] * 6, hits, voices=VOICES))
    assert title(figure).endswith("by voice in the one outlet tested (of 2)")
    bodies = totals(["A"] * 6 + ["B"] * 6, [8] * 12)
    heads = bodies.assign(section="headline", loaded_any=0)
    table = pd.concat([bodies, heads]).assign(syllables=300)
    table.attrs = bodies.attrs
    figure = analysis.figures.headlines(table)
    assert title(figure) == "Loaded terms in headlines and bodies: too few to test in both outlets"


def test_a_title_that_is_too_long_names_the_outlets_at_one_end():
    names = [name * 20 for name in "ABCDEF" for _ in range(8)]
    hits = [base + n % 2 for base in (1, 1, 9, 9, 30, 30) for n in range(8)]
    figure = analysis.figures.outlets(totals(names, hits), RATE)
    assert title(figure) == f"Loaded terms: most in {'F' * 20} and {'E' * 20}"


@pytest.mark.usefixtures("no_image")
def test_a_title_names_only_outlets_that_differ_clearly_from_all_others():
    def spread(*means):
        names = [name for name, _ in zip("ABCDEFGH", means, strict=False) for _ in range(8)]
        hits = [mean + n % 3 for mean in means for n in range(8)]
        return analysis.figures.outlets(totals(names, hits), RATE)

    # The second, and so the first too, is as the third: three are named, but never four.
    assert title(spread(1, 9, 9, 30, 31, 32)) == "Loaded terms: most in F, E and D, fewest in A"
    assert title(spread(1, 9, 9, 30, 30, 31, 31)) == "Loaded terms: fewest in A"
    assert "none is clearly highest or lowest" in title(spread(20, 20, 20, 20, 30, 30, 30, 30))


@pytest.mark.parametrize(
    ("names", "small"),
    [
        ([], "none"),
        (["A"] * 9, "none"),
        (["A"] * 9 + ["B"] * 4, f"B (4) in {RATE}"),
        ([None] * 9, f"no outlet (9) in {RATE}"),
    ],
)
def test_too_few_outlets_say_so(names, small):
    with pytest.raises(NothingToShow) as raised:
        analysis.figures.outlets(totals(names, [1] * len(names)), RATE)
    assert str(raised.value) == (
        "no two groups to compare by outlet: a group needs a name and at least 5 articles of "
        f"100 words or more with a value (near-duplicates count as one); left out: {small}"
    )


def weekly(outlets, rate, weeks=10, each=6):
    """Articles of outlets over weeks from 2026-01-05: hits from rate(outlet, week)."""
    rows = [(name, week) for week in range(weeks) for name in outlets for _ in range(each)]
    names, hits = zip(*((name, rate(name, week)) for name, week in rows), strict=True)
    first = pd.Timestamp("2026-01-05")
    return totals(names, list(hits), [first + pd.Timedelta(weeks=week) for _, week in rows])


def test_a_new_mix_of_outlets_is_no_trend():
    # A, which has few terms, becomes rare, and B, which has many, frequent; neither changes.
    table = weekly("AB", lambda name, _: 2 if name == "A" else 9, each=12)
    late, third = table["published"] > "2026-02-08", table.index % 3 == 0
    table["loaded_any"] += table.index % 2
    table = table[third | ((table["outlet"] == "B") == late)]
    figure = analysis.figures.over_time(table, RATE)
    assert title(figure).startswith("Loaded terms in A and B: no clear change, ")
    one = figure.record["comparisons"][0]
    assert one.pop("p") > 0.05
    assert one == {
        "of": "loaded terms over time within outlets",
        "which": "slope",
        "criterion": "q ≤ .05 for the slope (one comparison, so q = p)",
        "clear": False,
    }


@pytest.mark.parametrize(
    ("outlets", "said"),
    [("AB", "A and B"), ("A", "A"), ("ABC", "3 outlets")],
)
def test_a_rise_in_all_outlets_is_said_with_its_size(outlets, said):
    # Hand count: 10% more each week.
    rise = weekly(outlets, lambda name, week: round(100 * 1.1**week), weeks=9, each=20)
    figure = analysis.figures.over_time(rise.assign(words=1000), RATE)
    assert title(figure) == f"Loaded terms in {said} rose: +10.0% a week (+10.0 to +10.0)"
    data = pd.read_csv(io.BytesIO(figure.files["csv"]))
    assert data["value"].iloc[0] == 100 and data["fitted"].iloc[0] == pytest.approx(103, abs=3)


@pytest.mark.usefixtures("no_image")
def test_other_measures_change_in_their_unit():
    table = weekly("AB", lambda name, week: week, each=8)
    noise = [(7 * n) % 11 / 100 for n in range(len(table))]
    figure = analysis.figures.over_time(table.assign(compound=noise), "mean_compound")
    assert title(figure).startswith("Sentiment in A and B: no clear change, ")
    # A compound of −.5 a week in 10 sentences is −.05 a week.
    falling = table.assign(compound=noise - table["loaded_any"] / 2)
    figure = analysis.figures.over_time(falling, "mean_compound")
    assert title(figure).startswith("Sentiment in A and B fell: −0.05")
    assert " a week (−0.05" in title(figure)
    # Never as 2.1e+02: as many decimals as the width of the interval has.
    noisy = [n % 13 * n % 7 / 10 for n in range(len(table))]
    by_day = analysis.figures.over_time(table.assign(compound=noisy), "mean_compound", "day")
    assert "no clear change, +0.0000 a day (−0.0002 to +0.0002)" in title(by_day)
    # By hand: 2,100 words more each week, in 10 sentences, and some noise.
    longer = table.assign(words=200 + 2100 * table["loaded_any"] + (table.index % 7) * 500)
    longer = analysis.figures.over_time(longer, "words_per_sentence")
    assert title(longer) == "Words per sentence in A and B rose: +211 a week (+208 to +214)"


@pytest.mark.usefixtures("no_image")
def test_only_the_time_in_which_outlets_overlap_is_compared():
    table = weekly("ABC", lambda name, week: 3 + week % 2)
    early = weekly("A", lambda *_: 50, weeks=3)
    early["published"] -= pd.Timedelta(weeks=20)
    early["article"] = early["cluster"] = "e" + early["article"]
    attrs, both = table.attrs, pd.concat([early, table])
    both.attrs = attrs
    figure = analysis.figures.over_time(both, RATE)
    assert title(figure) == title(analysis.figures.over_time(table, RATE))
    assert "The period compared, 2026-01-05 to 2026-03-09, runs" in figure.page
    assert "A 18 (2025-08-18 to 2025-09-01)" in figure.page


@pytest.mark.usefixtures("no_image")
def test_near_duplicates_are_named_only_where_they_are_known():
    table, said = weekly("AB", lambda name, week: 3 + week % 2), "Near-duplicates count in the week"
    assert said in analysis.figures.over_time(table, RATE).page
    assert said not in analysis.figures.over_time(table.drop(columns="cluster"), RATE).page


@pytest.mark.usefixtures("no_image")
def test_sparse_weeks_become_months():
    table = weekly("AB", lambda name, week: 3 + week % 2, weeks=30, each=4)
    figure = analysis.figures.over_time(table, RATE)
    assert figure.record["figure"] == "over-time-by-month-loaded-terms-made"
    assert figure.data["period"].unique()[:2].tolist() == ["2026-01-01", "2026-02-01"]
    assert " a month (" in title(figure) and "fewer than 5 articles a week" in figure.page
    dense = weekly("AB", lambda name, week: 3 + week % 2, weeks=30, each=5)
    assert " a week (" in title(analysis.figures.over_time(dense, RATE))
    # In one or two months there is no trend by month.
    for weeks in (3, 8):
        short = weekly("AB", lambda name, week: 3 + week % 2, weeks=weeks, each=4)
        assert " week" in title(analysis.figures.over_time(short, RATE))
    with pytest.raises(NothingToShow, match="^the figure needs three months in which"):
        analysis.figures.over_time(short, RATE, "month")


@pytest.mark.usefixtures("no_image")
def test_without_dates_there_is_no_trend():
    apart = [f"2026-0{n}-05" for n in range(1, 6)], [f"2026-0{n}-20" for n in range(1, 6)]
    tables = totals(["A"] * 3, [1, 2, 3]), totals(["A"] * 2, [1, 2], ["2026-01-05", "2026-01-19"])
    mixed = totals([*"AAAAABBBBB"], [1] * 10, [*apart[0], *apart[1]])
    for table in (*tables, mixed, weekly("A", lambda *_: 1).assign(words=90)):
        with pytest.raises(NothingToShow, match="^the figure needs three weeks in which over half"):
            analysis.figures.over_time(table, RATE)
    few = analysis.figures.over_time(weekly("A", lambda *_: 1, weeks=3), RATE)
    assert title(few) == "Loaded terms in A by week: too few weeks to test for a change"
    rare = weekly("AB", lambda name, week: int(week in (1, 8)), weeks=10, each=1)
    assert title(analysis.figures.over_time(rare, RATE)).endswith(
        "too few terms to test for a change by month"
    )
    some = weekly("AB", lambda name, week: week, weeks=6)
    some["outlet"] = some["outlet"].mask(some.index == 3)
    some["published"] = some["published"].mask(some.index.isin([5, 7]))
    n = "\n- n: 69 articles from 2 outlets; left out: 2 without a date, 1 without an outlet\n"
    assert n in analysis.figures.over_time(some, RATE).page
    none = weekly("A", lambda *_: 1).assign(outlet=None)
    assert title(analysis.figures.over_time(none, RATE)).startswith("Loaded terms in all articles")


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        (
            [8, 9, 7] * 4,
            "Loaded terms: quoted above unattributed in both outlets",
        ),
        ([1, 0, 2] * 4, "No clear difference in loaded terms by voice in both outlets"),
        (
            [1, 0, 2] * 2 + [0] * 6,
            "No clear difference in loaded terms by voice in the one outlet tested (of 2)",
        ),
        ([0] * 12, "Loaded terms by voice: too few to test in both outlets"),
    ],
)
def test_voices(quoted, said):
    hits = {"quoted": quoted, "unattributed": [1, 2, 0] * 4}
    table = totals(["A"] * 6 + ["B"] * 6, hits, voices=tuple(hits))
    table["loaded_any"] *= 2
    assert said == title(analysis.figures.voices(table))
    table.attrs["lexicon"] = "my-list 1 (terms 01234567)"
    mine = said.replace("Loaded terms", "My-list terms").replace("loaded terms", "my-list terms")
    assert mine == title(analysis.figures.voices(table))


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ([8, 9, 7] * 4, "Rate of loaded terms: higher in headlines in both outlets"),
        (
            [1, 0, 2] * 4,
            "No clear difference in loaded terms between headlines and bodies in both outlets",
        ),
        (
            [3, 0, 2] * 2 + [0] * 6,
            "Headlines and bodies: no clear difference in loaded terms, 1 of 2 outlets tested",
        ),
    ],
)
def test_headlines(headline, said):
    body = totals(["A"] * 6 + ["B"] * 6, [1, 2, 0] * 4)
    heads = totals(["A"] * 6 + ["B"] * 6, headline).assign(section="headline")
    table = pd.concat([body, heads]).assign(syllables=300)
    table.attrs = body.attrs
    figure = analysis.figures.headlines(table)
    assert title(figure) == said
    data = figure.data[figure.data["measure"] == RATE].set_index("outlet")
    # Hand count: hits of six headlines and of six bodies, of 200 words each.
    assert data.loc["A", "headline"] == pytest.approx(sum(headline[:6]) / 1.2, abs=1e-6)
    assert data.loc["A", "effect"] == pytest.approx(sum(headline[:6]) / 6, abs=1e-6)
    assert figure.data["measure"].nunique() == 3


def test_composition():
    table = totals(["A"] * 6 + ["B"] * 6 + ["C"] * 2, [1] * 14, voices=("quoted", "unattributed"))
    table.loc[(table["outlet"] == "A") & (table["voice"] == "quoted"), "words"] = 50
    figure = analysis.figures.composition(table)
    assert title(figure) == "Quoted share of words: 20% (A) to 50% (B)"
    shares = figure.data.set_index(["outlet", "voice"])["share"]
    assert shares["A"].to_dict() == {"quoted": 0.2, "unattributed": 0.8}
    assert figure.data["outlet"].unique().tolist() == ["A", "B"]
    assert "; left out: 2 from outlets with fewer than 5 articles\n" in figure.page
    table.loc[table["article"] == "a000", "voice"] = None
    table.loc[table["article"] == "a006", "outlet"] = None
    both = "; left out: 1 with broken quotation marks, 1 without an outlet, 2 from outlets with f"
    assert both in analysis.figures.composition(table).page
    none = analysis.figures.composition(
        table[table["outlet"].isin([*"AB"]) & table["voice"].notna()]
    )
    assert "- n: 10 articles from 2 outlets\n" in none.page
    one = analysis.figures.composition(table[table["outlet"] == "A"])
    assert title(one) == "A: 20% of words quoted"
    with pytest.raises(NothingToShow, match="no outlet has 5 articles"):
        analysis.figures.composition(table[table["outlet"] == "C"])


def spoken(*texts):
    articles = [
        Article(f"a{n}", (Section("body", text),), language="en") for n, text in enumerate(texts)
    ]
    corpus = Corpus(tuple(articles), (), "x")
    return corpus, analysis.count(corpus)


def test_tone():
    actors = {"Iran": ["Iran"], "Bibi": ["Bibi"]}
    texts = [
        f"Iran is {'very ' * (n % 3)}bad. Bibi is {'so ' * (n % 2)}good. He left." for n in range(8)
    ]
    figure = analysis.figures.tone(*spoken(*texts), actors)
    assert (
        title(figure)
        == "Sentences are more negative where they name Iran, positive where they name Bibi"
    )
    assert figure.data["actor"].tolist() == ["Iran", "Bibi"]
    assert figure.data["sentences"].tolist() == [8, 8]
    with pytest.raises(NothingToShow, match="no actor is named in at least ten sentences"):
        analysis.figures.tone(*spoken("Iran won."), actors)


def none_is_clear(figure):
    assert {one["clear"] for one in figure.record["comparisons"]} == {False}
    assert "; 0 met it" in figure.page
    return title(figure)


@pytest.mark.usefixtures("no_image")
def test_titles_call_clear_what_the_record_calls_clear(monkeypatch):
    votes = (("Yes", 88), ("No", 4))
    polls = tuple(Response("poll", f"Is it {n}?", votes, "") for n in range(2))
    shown = [Article("x", (Section("body", "It."),), responses=polls[:n]) for n in (1, 2)]
    # A q that is .05 in the CSV, which has six decimals, and is above it.
    monkeypatch.setattr("scipy.stats.false_discovery_control", lambda p: p * 0 + 0.0500000004)
    one, two = (analysis.figures.poll(Corpus((each,), (), None), "x") for each in shown)
    assert none_is_clear(one) == "88 of 92 votes were yes: no clear majority"
    assert none_is_clear(two) == "Yes is a clear majority in neither poll"
    hits = {"quoted": [8, 9, 7] * 4, "unattributed": [1, 2, 0] * 4}
    table = totals(["A"] * 6 + ["B"] * 6, hits, voices=tuple(hits))
    assert none_is_clear(analysis.figures.voices(table)).startswith("No clear difference")
    heads = table.assign(section=table["voice"].map({"quoted": "headline"}).fillna("body"))
    heads.attrs = table.attrs
    heads = analysis.figures.headlines(heads.assign(syllables=300))
    assert none_is_clear(heads).startswith("No clear difference")
    texts = [f"Iran is {'very ' * (n % 3)}bad. He left." for n in range(8)]
    tone = analysis.figures.tone(*spoken(*texts), {"Iran": ["Iran"]})
    assert none_is_clear(tone).startswith("No clear difference")


def test_only_one_voice_says_so():
    with pytest.raises(NothingToShow, match="no two groups to compare by voice"):
        analysis.figures.voices(totals(["A"] * 6, [1] * 6, voices=("quoted",)))


def test_an_article_far_out_stands_there(monkeypatch):
    text = (
        "A betrayal by Iran. The traitor lied to Iran. Iran, a brutal regime. They were thugs. " * 3
    )
    others = [
        Article(
            f"b{n}",
            (Section("body", "It rained. Ann left a thug." + " We sat." * (n + 50)),),
            language="en",
        )
        for n in range(30)
    ]
    reference = analysis.totals(analysis.count(others))
    reference.attrs["about"] = totals([], []).attrs["about"]
    reference["topics"] = ["Iran" if name < "b2" else "" for name in reference["article"]]
    article = Article("x", (Section("headline", "X"), Section("body", text)), language="en")
    corpus = Corpus((article,), (), None)
    passages = analysis.count([article])
    figure = analysis.figures.standing(corpus, passages, "x", reference, RATE)
    assert title(figure) == "Loaded terms: more than in over 99% of articles compared (89 to 100)"
    data = figure.data.set_index("among")
    assert data.index.tolist() == ["all", "about Iran"] and data["n"].tolist() == [30, 12]
    # Wilson's interval of 30 of 30 begins at .886.
    assert data.loc["all", "percentile_low"] == pytest.approx(88.6, abs=0.1)
    chosen = analysis.figures.standing(corpus, passages, "x", reference, RATE, ["Iraq"])
    assert chosen.data["among"].tolist() == ["all"]
    with pytest.raises(NothingToShow, match="^no published article has 100 words or more.$"):
        analysis.figures.standing(corpus, passages, "x", reference.assign(words=9), RATE)
    # An interval that begins at 50 in the CSV, which has six decimals, and is above it.
    module = sys.modules["analysis.figures.standing"]
    true, ends = module.percentile, {"percentile_low": 50.0000004}
    monkeypatch.setattr(module, "percentile", lambda *of: true(*of).assign(**ends))
    close = analysis.figures.standing(corpus, passages, "x", reference, RATE, ["Iraq"])
    assert [one["clear"] for one in close.record["comparisons"]] == [True]
    assert title(close) == "Loaded terms: more than in over 99% of articles compared (50 to 100)"


def test_the_specification_curve():
    low, high = [0, 1, 0, 2, 1, 0, 1, 2], [9, 8, 7, 9, 8, 7, 9, 8]
    table = totals(["A"] * 8 + ["B"] * 8, low + high).assign(words=600)
    curve = analysis.figures.specification_curve
    figure = curve(table, "A", "B", [RATE, "words_per_sentence"])
    # All articles have as many words and sentences: two lists, two tests, one minimum length.
    assert title(figure) == "Loaded terms: more in B than in A, in 2 of 4 analyses"
    assert [one["which"] for one in figure.record["comparisons"]] == ["main specification"]
    assert (
        "loaded_any_per_1000: holds in 2 of 2; words_per_sentence: holds in 0 of 2" in figure.page
    )
    same = totals(["A"] * 8 + ["B"] * 8, low + low).assign(words=600)
    same = curve(same, "A", "B", [RATE])
    assert title(same) == "No clear difference in loaded terms in the main analysis of two outlets"


@pytest.mark.usefixtures("no_image")
def test_standing_without_the_categories_of_terms_made_for_an_article():
    texts = ["The regime fell. It was a victory. " + "They met. " * 60, "They met. " * 60]
    articles = [
        Article(f"a{n}", (Section("body", text),), language="en")
        for n, text in enumerate([*texts[:1] * 3, *texts[1:]])
    ]
    reference, passages = analysis.totals(analysis.count(articles)), analysis.count(articles[:1])
    corpus, of = Corpus((articles[0],), (), None), ["victory"]
    figure = analysis.figures.standing(corpus, passages, "a0", reference, RATE, (), of)
    data = figure.data.set_index("among")
    assert data.index.tolist() == ["all", "without victory"]
    # By hand: two hits in 127 words, then one.
    assert data["value"].tolist() == pytest.approx([2000 / 127, 1000 / 127])
    assert "without the categories victory" in parse(figure.page).visible
    with pytest.raises(ValueError, match="^the term list has no category victories"):
        analysis.figures.standing(corpus, passages, "a0", reference, RATE, (), ["victories"])


@pytest.mark.usefixtures("no_image")
def test_a_difference_that_some_categories_undo_is_given_with_and_without_them():
    others = [
        Article(f"b{n}", (Section("body", "A thug. " + "We sat. " * (50 + n)),), language="en")
        for n in range(40)
    ]
    text = "They met. It was a victory. " * 9 + "The thug left. " + "They met. " * 30
    article = Article("x", (Section("body", text),), language="en")
    corpus, passages = Corpus((article,), (), None), analysis.count([article])
    reference = analysis.totals(analysis.count(others))
    reference.attrs["about"] = totals([], []).attrs["about"]
    figure = analysis.figures.standing(corpus, passages, "x", reference, RATE, (), ["victory"])
    assert [one["clear"] for one in figure.record["comparisons"]] == [True, False]
    said = r"Loaded terms: percentile 100 \(\d+ to 100\); without 1 category \d+ \(\d+ to \d+\)"
    assert re.fullmatch(said, title(figure))


@pytest.mark.parametrize("measure", list(MEASURES))
@pytest.mark.usefixtures("no_image")
def test_an_article_without_an_interval_is_not_ranked(measure):
    article = Article("x", (Section("body", "A “brutal” regime fell. " * 9),), language="en")
    corpus, passages = Corpus((article,), (), None), analysis.count([article])
    reference = analysis.reference_corpus("newsarticles")
    reference = reference[reference["article"].isin(reference["article"].unique()[::10])]
    if {measure} <= {*applicable(reference.columns)} & {*applicable(passages.columns)}:
        figure = analysis.figures.standing(corpus, passages, "x", reference, measure, ())
        assert figure.data["percentile_low"].isna()[0]
        assert title(figure).endswith("no interval, so no rank among the articles compared")
        assert figure.record["comparisons"] == [] and len(title(figure)) <= 80


@pytest.mark.usefixtures("no_image")
def test_an_outlet_without_a_hit_has_no_effect_and_gets_no_verdict():
    found = analysis.figures.outlets(totals(["A"] * 40 + ["B"] * 40, [0] * 40 + [4, 8] * 20), RATE)
    data = found.data.set_index("outlet")
    assert data.loc["A", ["effect", "value"]].tolist() == [1, 0]  # the middle of two
    assert data.loc["B", ["effect", "p"]].isna().all()
    assert title(found) == "Loaded terms: differences between 2 outlets could not be tested"


@pytest.mark.usefixtures("no_image")
def test_an_outlet_below_another_is_not_named_above_it():
    values = {"A": [0.51] * 60 + [0] * 40, "B": [0.5] * 55 + [0.9] * 45}
    values |= {"C": [0.1 + n / 1000 for n in range(100)], "D": [n / 1000 - 0.5 for n in range(100)]}
    table = totals([name for name in values for _ in range(100)], [1] * 400).assign(sentences=1)
    table["compound"] = sum(values.values(), [])
    # A has the higher median, and B the higher articles.
    found = analysis.figures.outlets(table, "mean_compound")
    assert title(found) == "Sentiment: most positive in A and B, most negative in D"


LONG = "a-list-with-a-rather-long-name"


@pytest.mark.usefixtures("no_image")
@pytest.mark.parametrize(
    "label, terms, slug",
    [
        ("strike-terms (terms 0123abcd)", "strike-terms", "strike-terms"),
        ("LIWC 1.0 (terms 0123abcd)", "LIWC terms", "liwc-1-0"),
        ("terms (terms 0123abcd)", "terms", "terms"),
        (f"{LONG} (terms 0123abcd)", f"{LONG} terms", LONG),
    ],
)
def test_the_terms_of_another_list_are_called_by_its_name(label, terms, slug):
    table = analysis.reference_corpus("newsarticles")
    table = table[table["outlet"].isin(["Al Jazeera", "CNN", "China Daily"])].copy()
    table.attrs = table.attrs | {"lexicon": label}
    outlets = analysis.figures.outlets(table, RATE)
    assert title(outlets) == f"{terms[0].upper()}{terms[1:]}: fewest in China Daily"
    assert outlets.record["figure"] == f"outlets-terms-{slug}-newsarticles"
    for figure in (analysis.figures.voices(table), analysis.figures.headlines(table)):
        assert (terms if LONG not in terms else "terms").lower() in title(figure).lower()
        assert len(title(figure)) <= 80
        assert "loaded terms" not in figure.page.partition("## Method")[0]
    assert len(title(analysis.figures.over_time(table, RATE))) <= 80


@pytest.mark.usefixtures("no_image")
def test_numbers_lose_the_zero_before_the_point_only_where_they_cannot_exceed_1():
    table = analysis.reference_corpus("newsarticles").copy()
    table["valence_up"] *= 2.5
    page = analysis.figures.outlets(table, "positive_valence").page.partition("## Text")[2]
    values = re.findall(r"; [\w ]+ (\d*\.\d+)", page)
    assert len(values) == 8 and min(map(float, values)) > 8
    page = (
        analysis.figures.outlets(table, "mean_compound").page.partition("## Text")[2].split("##")[0]
    )
    assert not re.search(r"\b0\.\d", page) and re.search(r" −?\.\d\d \(", page)


def test_every_comparison_is_listed(tmp_path):
    names = ["A"] * 8 + ["B"] * 8
    analysis.figures.outlets(totals(names, list(range(16))), RATE).save(tmp_path)
    found = comparisons(tmp_path).iloc[0]
    assert found["figure"] == "outlets-loaded-terms-made" and found["which"] == "A, B"
    page = (tmp_path / "outlets-loaded-terms-made.md").read_text(encoding="utf-8")
    said = f"- {found['of']}: 1 comparison; criterion: {found['criterion']}; 1 met it"
    assert f"## Comparisons\n{said}" in page


def test_shipped_figures_of_published_corpora_are_drawn_from_them():
    folder = ROOT / "notebooks/figures"
    for name in ("newsarticles", "polnear"):
        fingerprint = analysis.reference_corpus(name).attrs["about"]["fingerprint"]
        records = [read_record(path) for path in folder.glob(f"*-{name}.svg")]
        assert records
        assert {one.get("reference", one["corpus"]) for one in records} == {fingerprint}


def test_what_captions_say_of_paraphrase_is_what_annotators_found():
    body = analysis.reference_corpus("polnear").query("section == 'body'")
    share = analysis.tabulate(body.dropna(subset=["voice"]), [])["attributed_share"][0]
    said = f"{share:.0%} of the unquoted words are attributed to a source"
    shared = ROOT.joinpath("analysis/figures/templates/shared.j2").read_text(encoding="utf-8")
    assert said in " ".join(shared.split())


@pytest.mark.usefixtures("no_image")
def test_a_figure_by_voice_says_whose_voices_they_are():
    polnear = analysis.reference_corpus("polnear")
    for draw in (analysis.figures.voices, analysis.figures.composition):
        page = draw(polnear).page
        assert "Voices are those of PolNeAR's annotators." in parse(page).visible
        assert "The network was trained" not in page
        page = draw(analysis.reference_corpus("newsarticles")).page
        assert "annotators" not in page and "The network was trained" in page


def test_without_attribution_no_figure_speaks_of_it():
    corpus = analysis.load(ROOT / "corpus")
    passages = analysis.count(corpus, attribution=False)
    page = analysis.figures.loaded_terms(corpus, passages, corpus.articles[0].id).page
    assert page.startswith("# 13 loaded terms in 392 words, 2 quoted; 6 in") and "‹" not in page
    table = totals(["A"] * 6, [1] * 6, voices=("quoted", "unquoted"))
    page = analysis.figures.composition(table).page
    assert "network" not in page and "Not all unquoted words are" in page
    with pytest.raises(NothingToShow, match="count with attribution=True"):
        analysis.figures.voices(table)


@pytest.mark.parametrize("column", ["outlet", "published"])
def test_a_table_without_a_column_is_told_how_to_get_it(column):
    table = totals(["A"] * 3, [1, 2, 3], ["2026-01-05"] * 3).drop(columns=column)
    with pytest.raises(ValueError, match=f"^no column {column}; analysis.totals"):
        analysis.figures.over_time(table, RATE)


def test_of_more_than_20_outlets_those_with_most_articles_are_drawn_and_the_caption_says_so():
    names = [name for n in range(25) for name in [f"Paper {n:02}"] * (5 + n)]
    table = totals(names, {v: list(range(len(names))) for v in VOICES}, voices=VOICES)
    heads = table.assign(section="headline", voice="unattributed").drop_duplicates("article")
    posts = heads.assign(
        shares=range(1, 1 + len(heads)), reactions=100, rating=[*"xy"] * 212 + ["x"]
    )
    for draw, rows in (
        (analysis.figures.engagement, posts),
        (lambda rows: analysis.figures.shares_by_rating(rows, "rating", "x"), posts),
        (lambda rows: analysis.figures.outlets(rows, RATE), table),
        (analysis.figures.voices, table),
        (analysis.figures.composition, table),
        (analysis.figures.headlines, pd.concat([table, heads]).assign(syllables=300)),
    ):
        rows.attrs = table.attrs
        figure = draw(rows)
        assert sorted(set(figure.data["outlet"])) == [f"Paper {n:02}" for n in range(5, 25)]
        assert "the 20 of 25 outlets with the most articles" in figure.page
        if draw in (analysis.figures.voices, analysis.figures.composition):
            assert re.search(
                "; (35 other articles left out|left out: 35 from smaller outlets)", figure.page
            )  # 5 + 6 + 7 + 8 + 9
    assert table.attrs["about"]["source"] == "made up"


def marks(draw, table, *about):
    """The axes of a figure, while it is drawn."""
    seen = []

    def look(figure, ending, record):
        figure.canvas.draw()
        seen.append(figure)
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis.figures.saving, "_image", look)
        draw(table, *about)
    return seen[-1].axes


def test_the_outlet_in_the_middle_has_no_dot_without_an_interval():
    table = totals([*"AAAAAABBBBBBCCCCCC"], [1, 2, 3] * 2 + [3, 4, 5] * 2 + [7, 8, 9] * 2)
    _, right = marks(analysis.figures.outlets, table, RATE)
    found = {line.get_marker(): line.get_ydata() for line in right.lines}
    assert list(found["o"]) == [0, 2]
    at = [line for line in right.lines if list(line.get_ydata()) == [1]]
    assert [line.get_marker() for line in at] == ["|"] and at[0].get_xdata() == [1]


def test_a_rate_of_0_by_voice_is_drawn_whole():
    hits = {"quoted": [0] * 12, "unattributed": [1, 2, 0] * 4}
    left, _ = marks(analysis.figures.voices, totals([*"AAAAAABBBBBB"], hits, voices=tuple(hits)))
    assert left.get_xlim()[0] == 0 and not any(dots.get_clip_on() for dots in left.collections)


def test_words_of_a_sentence_are_all_shown_where_one_side_has_room():
    said = "This is a dangerous, terrible, horrible, frightening disappointment. It rained. " * 2
    one = Corpus((Article("x", (Section("body", said),), language="en"),), (), None)
    [axis] = marks(analysis.figures.sentiment_arc, one, analysis.count(one), "x")
    labels = [text.get_text().replace("\n", " ") for text in axis.texts]
    assert sum("disappointment" in label and "dangerous" in label for label in labels) == 2
    assert not any("…" in label for label in labels)
