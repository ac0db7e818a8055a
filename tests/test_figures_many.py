"""Figures of many articles: what their titles say, and that they never fail."""

import io

import pandas as pd
import pytest

import analysis
from analysis._support.fingerprint import ROOT
from analysis._support.not_shown import NothingToShow
from analysis.article import Article, Section
from analysis.corpus.model import Corpus
from analysis.figures.comparisons import comparisons
from analysis.proof.cite import read_record

pytestmark = pytest.mark.usefixtures("svg_alone")
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
    assert title(figure) == "Loaded terms: more in B than in A"
    assert figure.record["comparisons"][0]["clear"] == 1
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


def test_a_title_that_is_too_long_names_one_outlet_at_each_end():
    names = [name * 20 for name in "ABCDEF" for _ in range(8)]
    hits = [base + n % 2 for base in (1, 1, 9, 9, 30, 30) for n in range(8)]
    figure = analysis.figures.outlets(totals(names, hits), RATE)
    assert title(figure) == f"Loaded terms: most in {'F' * 20}, fewest in {'A' * 20}"


@pytest.mark.parametrize(
    ("names", "small"),
    [
        ([], "none"),
        (["A"] * 9, "none"),
        (["A"] * 9 + ["B"] * 4, "B (4)"),
        ([None] * 9, "none"),
    ],
)
def test_too_few_outlets_say_so(names, small):
    with pytest.raises(NothingToShow) as raised:
        analysis.figures.outlets(totals(names, [1] * len(names)), RATE)
    assert str(raised.value) == (
        "no two groups to contrast by outlet: a group needs 5 articles of 100 words, "
        f"near-duplicates counted as one; left out: {small}"
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
    with pytest.raises(NothingToShow, match="0 of 3 articles have a date"):
        analysis.figures.over_time(totals(["A"] * 3, [1, 2, 3]), RATE)
    few = analysis.figures.over_time(totals(["A"] * 2, [1, 2], ["2026-01-05", "2026-01-19"]), RATE)
    assert "too few weeks with articles" in title(few)
    data = pd.read_csv(io.BytesIO(few.files["csv"]))
    assert data["articles"].tolist() == [1, 0, 1] and data["pooled"].isna().tolist()[1]


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ([8, 9, 7] * 4, "Quoted words have more loaded terms in all 2 outlets"),
        ([1, 0, 2] * 4, "No clear difference in loaded terms between quoted and other words in"),
    ],
)
def test_voices(quoted, said):
    hits = {"quoted": quoted, "unquoted": [1, 2, 0] * 4}
    figure = analysis.figures.voices(totals(["A"] * 6 + ["B"] * 6, hits, voices=tuple(hits)))
    assert said in title(figure)


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ([8, 9, 7] * 4, "Headlines have more loaded terms than bodies in all 2 outlets"),
        ([1, 0, 2] * 4, "No clear difference in loaded terms between headlines and bodies in 2 o"),
    ],
)
def test_headlines(headline, said):
    body = totals(["A"] * 6 + ["B"] * 6, [1, 2, 0] * 4)
    heads = totals(["A"] * 6 + ["B"] * 6, headline).assign(section="headline")
    table = pd.concat([body, heads]).assign(syllables=300)
    table.attrs = body.attrs
    figure = analysis.figures.headlines(table)
    assert title(figure).startswith(said)
    data = figure.data[figure.data["measure"] == RATE].set_index("outlet")
    # Hand count: hits of six headlines and of six bodies, of 200 words each.
    assert data.loc["A", "headline"] == pytest.approx(sum(headline[:6]) / 1.2, abs=1e-6)
    assert data.loc["A", "effect"] == pytest.approx(sum(headline[:6]) / 6, abs=1e-6)
    assert figure.data["measure"].nunique() == 3


def test_composition():
    table = totals(["A"] * 6 + ["B"] * 6 + ["C"] * 2, [1] * 14, voices=("quoted", "unquoted"))
    table.loc[(table["outlet"] == "A") & (table["voice"] == "quoted"), "words"] = 50
    figure = analysis.figures.composition(table)
    assert title(figure) == "Outlets quote 20% (A) to 50% (B) of their words"
    shares = figure.data.set_index(["outlet", "group"])["share"]
    assert shares["A"].to_dict() == {"quoted": 0.2, "unquoted": 0.8}
    assert figure.data["outlet"].unique().tolist() == ["A", "B"]
    one = analysis.figures.composition(table[table["outlet"] == "A"])
    assert title(one) == "A quotes 20% of its words"
    with pytest.raises(NothingToShow, match="no outlet has 5 articles"):
        analysis.figures.composition(table[table["outlet"] == "C"])


def spoken(*texts):
    articles = [
        Article(f"a{n}", (Section("body", text),), language="en") for n, text in enumerate(texts)
    ]
    corpus = Corpus(tuple(articles), (), "x")
    return corpus, analysis.count(corpus)


def test_speakers():
    text = "“We won the vote,” Ann Lee said. “No,” officials said. “We lost it,” Bo Ray said. "
    figure = analysis.figures.speakers(*spoken(text), "a0")
    assert title(figure) == "Ann Lee has 50% of the quoted words; 12% have no named speaker"
    assert figure.data["words"].tolist() == [4, 3, 1] and figure.data["share"].sum() == 1
    for text, says in (
        ("It rained.", "quotes nobody"),
        ("“We won,” Ann Lee said.", "quotes only Ann Lee, 2 words"),
    ):
        with pytest.raises(NothingToShow, match=says):
            analysis.figures.speakers(*spoken(text), "a0")


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
    with pytest.raises(NothingToShow, match="no actor is named in ten sentences"):
        analysis.figures.tone(*spoken("Iran won."), actors)


def test_only_one_voice_says_so():
    with pytest.raises(NothingToShow, match="no two groups to contrast by voice"):
        analysis.figures.voices(totals(["A"] * 6, [1] * 6, voices=("quoted",)))


def test_an_article_far_out_stands_there():
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
    corpus = type("Corpus", (dict,), {"fingerprint": "0"})(x=article)
    passages = analysis.count([article])
    figure = analysis.figures.standing(corpus, passages, "x", reference, RATE)
    assert title(figure) == "Loaded terms: more than in 100% of published articles (89 to 100)"
    data = figure.data.set_index("among")
    assert data.index.tolist() == ["all", "about Iran"] and data["n"].tolist() == [30, 12]
    # Wilson's interval of 30 of 30 begins at .886.
    assert data.loc["all", "percentile_low"] == pytest.approx(88.6, abs=0.1)
    chosen = analysis.figures.standing(corpus, passages, "x", reference, RATE, ["Iraq"])
    assert chosen.data["among"].tolist() == ["all"]


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
