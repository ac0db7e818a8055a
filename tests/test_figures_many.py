"""Figures of many articles: what their titles say, and that they never fail."""

import io

import pandas as pd
import pytest

import analysis
from analysis._support.fingerprint import ROOT
from analysis.article import Article, Section
from analysis.figures.comparisons import comparisons
from analysis.figures.saving import NotDrawn
from analysis.proof.cite import read_record

RATE = "loaded_any_per_1000"


def totals(outlets, hits, days=None, voices=("unquoted",), words=200):
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
        "lexicon": "x",
        "about": {
            "name": "made",
            "source": "made up",
            "fingerprint": "0",
            "cite": [],
            "limits": [],
        },
    }
    return table


def title(figure):
    return figure.record["title"]


def test_outlets_that_differ_and_that_do_not():
    low, high = [0, 1, 0, 2, 1, 0, 1, 2], [9, 8, 7, 9, 8, 7, 9, 8]
    names = ["A"] * 8 + ["B"] * 8
    figure = analysis.figures.outlets(totals(names, low + high), RATE)
    assert title(figure) == "Loaded terms: higher in B than in A"
    assert figure.record["comparisons"][0]["clear"] == 1
    same = analysis.figures.outlets(totals(names, low + low), RATE)
    assert title(same) == "No clear difference in loaded terms between 2 outlets"
    three = analysis.figures.outlets(totals([*names, *"CCCCCCCC"], low + high + low), RATE)
    assert title(three) == "Loaded terms: 2 of 3 pairs of 3 outlets differ clearly"
    data = pd.read_csv(io.BytesIO(three.files["csv"])).set_index("outlet")
    assert data["differs_from"].to_dict() == {"A": 1, "B": 2, "C": 1}
    # Hand count: 8 ÷ 200 words is 40 per 1,000.
    assert data.loc["B", "median"] == 40.0


@pytest.mark.parametrize(
    ("names", "small"),
    [
        ([], "none"),
        (["A"] * 9, "none"),
        (["A"] * 9 + ["B"] * 4, f"B (4) in {RATE}"),
        ([None] * 2, f"no outlet (2) in {RATE}"),
    ],
)
def test_too_few_outlets_say_so(names, small):
    said = analysis.figures.outlets(totals(names, [1] * len(names)), RATE)
    assert isinstance(said, NotDrawn)
    assert repr(said) == (
        "Not drawn: no two groups to compare by outlet: a group needs a name and at least "
        f"5 articles with a value, near-duplicates counted as one; left out: {small}."
    )


def test_a_new_mix_of_outlets_is_no_trend():
    # A has few terms and stops when B, which has many, begins; neither changes.
    weeks = pd.date_range("2026-01-05", periods=16, freq="W-MON")
    outlets, hits, days = [], [], []
    for n, week in enumerate(weeks):
        outlets += ["A" if n < 8 else "B"] * 5
        hits += [1 + n % 2 if n < 8 else 8 + n % 2] * 5
        days += [week] * 5
    figure = analysis.figures.over_time(totals(outlets, hits, days), RATE)
    assert "no clear rise or fall within outlets" in title(figure)
    rising = [n // 5 for n in range(80)]
    figure = analysis.figures.over_time(totals(["A"] * 80, rising, days), RATE)
    assert title(figure).startswith("Loaded terms rose among all articles (τ = 1.00, p = ")
    assert figure.record["comparisons"][0]["clear"] == 1


def test_one_outlet_alone_makes_no_clear_fall():
    weeks = pd.date_range("2026-01-05", periods=12, freq="W-MON")
    rows = [("a", 13 - n, week) for n, week in enumerate(weeks)]
    rows += [(name, 1 + n % 2, week) for name in "bc" for n, week in enumerate(weeks[8:])]
    outlets, hits, days = (list(column) for column in zip(*rows * 5, strict=True))
    said = title(analysis.figures.over_time(totals(outlets, hits, days), RATE))
    assert "no clear rise or fall within outlets" in said and said.endswith(" without a)")


def test_without_dates_there_is_no_trend():
    said = analysis.figures.over_time(totals(["A"] * 3, [1, 2, 3]), RATE)
    assert repr(said).startswith("Not drawn: ") and "0 of 3 articles have a date" in repr(said)
    few = analysis.figures.over_time(totals(["A"] * 2, [1, 2], ["2026-01-05", "2026-01-19"]), RATE)
    assert "too few weeks with articles" in title(few)
    data = pd.read_csv(io.BytesIO(few.files["csv"]))
    assert data["articles"].tolist() == [1, 0, 1] and data["pooled"].isna().tolist()[1]


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ([8, 9, 7] * 4, "clearly more in 2 of 2 outlets"),
        ([1, 0, 2] * 4, "no clear difference between quoted and unquoted words in 2 outlets"),
    ],
)
def test_voices(quoted, said):
    hits = {"quoted": quoted, "unquoted": [1, 2, 0] * 4}
    figure = analysis.figures.voices(totals(["A"] * 6 + ["B"] * 6, hits, voices=tuple(hits)))
    assert said in title(figure)


def test_only_one_voice_says_so():
    said = analysis.figures.voices(totals(["A"] * 6, [1] * 6, voices=("quoted",)))
    assert repr(said) == "Not drawn: no unquoted words of an outlet with 5 articles or more."


def test_an_article_far_out_stands_there():
    text = (
        "A betrayal by Iran. The traitor lied to Iran. Iran, a brutal regime. They were thugs. " * 3
    )
    others = [
        Article(
            f"b{n}",
            (Section("body", "It rained. Ann left a thug." + " We sat." * n),),
            language="en",
        )
        for n in range(30)
    ]
    reference = analysis.totals(analysis.count(others))
    reference.attrs["about"] = totals([], []).attrs["about"]
    reference["topics"] = ["Iran" if name < "b2" else "" for name in reference["article"]]
    article = Article("x", (Section("headline", "X"), Section("body", text)), language="en")
    corpus = type("Corpus", (dict,), {"fingerprint": "0"})(x=article)
    passages = analysis.count([article])
    figure = analysis.figures.standing(corpus, passages, "x", reference, RATE)
    assert title(figure).startswith("Loaded terms: higher than in ")
    data = pd.read_csv(io.BytesIO(figure.files["csv"]))
    bins = data[(data["item"] == "bin") & (data["among"] == "all")]
    assert 0.9 < bins["value"].sum() <= 1
    assert data["among"].unique().tolist() == ["all", "about Iran"]


def test_every_comparison_is_listed(tmp_path):
    names = ["A"] * 8 + ["B"] * 8
    analysis.figures.outlets(totals(names, list(range(16))), RATE).save(tmp_path)
    found = comparisons(tmp_path).iloc[0]
    assert (found["figure"], found["made"]) == ("outlets-loaded-terms-made", 1)
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
    polnear = analysis.reference_corpus("polnear")
    body = polnear.query("section == 'body' and voice == 'unquoted'")
    words = body.groupby("attributed")["words"].sum()
    said = f"{words[True] / words.sum():.0%} of them paraphrase a source"
    assert said in analysis.figures.voices(polnear).page


@pytest.mark.parametrize("column", ["outlet", "published"])
def test_a_table_without_a_column_is_told_how_to_get_it(column):
    table = totals(["A"] * 3, [1, 2, 3], ["2026-01-05"] * 3).drop(columns=column)
    with pytest.raises(ValueError, match=f"^no column {column}; analysis.totals"):
        analysis.figures.over_time(table, RATE)
