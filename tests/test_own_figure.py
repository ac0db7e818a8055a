"""Figures of the user's own: cited by the user's names; refused in one line."""

import re
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.corpus.about import read_about
from analysis.measures import MEASURES, WORD_FACTS, measure

ROOT = Path(__file__).parents[1]
ROWS = """headline,body,source,date,language
A strike,The strike began. The strike went on for days. Workers left.,The Post,2026-01-02,en
A talk,They met. They talked. A dispute ended.,The Mail,2026-01-09,en
"""
ABOUT = "title: Two papers\nauthors:\n- name: Ann Lee\n  orcid: 0000-0002-1825-0097\n- Bo & Ray\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "news.yml").write_text(ABOUT + "year: 2025\ndoi: 10.1/x\n", encoding="utf-8")
    return tmp_path


def test_the_page_of_the_docs_ends_with_a_cited_figure(folder, capsys):
    page = (ROOT / "docs/own-analysis.md").read_text(encoding="utf-8")
    code, figures, joined, rated, words = re.findall(r"```python\n(.*?)```", page, flags=re.S)
    before = set(MEASURES), set(WORD_FACTS)
    try:
        assert len([line for line in code.splitlines() if line.strip()]) <= 22
        exec(code, {"__name__": "own"})
        said = capsys.readouterr().out
        assert "Conflict terms per sentence, by outlet" in said
        assert "Ann Lee and Bo & Ray (2025). “Conflict terms" in said
        assert "Data: Two papers, doi:10.1/x. Made with media-analysis" in said
        assert r"author = {Ann Lee and {Bo \& Ray}}" in said
        assert len(pd.read_csv("figures/conflict.csv")) == 2
        caption = Path("figures/conflict.md").read_text("utf-8")
        assert "- n: 2 rows of data (articles in each: 1)\n" in caption
        assert "- section:" not in caption
        assert "\n\nConflict terms in the bodies of 2 articles.\n\n" in caption
        assert "\n\nBars of the rates: The Mail 0.33; The Post 0.67.\n" in caption
        assert "## References\n- Stone, Philip J." in caption
        terms = "category,term\nconflict,strike*\n"
        Path("my-terms.csv").write_text(terms, encoding="utf-8")
        news = Path("news.csv").read_text(encoding="utf-8")
        texts = [" ".join(f"We met w{n}x{k} for the strike." for k in range(25)) for n in range(12)]
        rows = "".join(f"T,{text},P{n % 2}\n" for n, text in enumerate(texts))
        Path("news.csv").write_text(f"headline,body,outlet\n{rows}", encoding="utf-8")
        exec(figures, mine := {"analysis": analysis})
        kinds = ["high", "low"] * 6
        source = pd.read_csv("news.csv").assign(Rating=kinds)
        source.to_csv("news.csv", index=False)
        own = analysis.load("news.csv")
        exec(joined, told := {"analysis": analysis, "corpus": own, "passages": analysis.count(own)})
        assert [own[id].texts("body")[0] for id in told["ratings"].index] == texts
        assert told["ratings"].tolist() == kinds
        study, ids = mine["study"], mine["study"].corpus.metadata.index
        urgency = pd.DataFrame({"article": ids, "urgency": ["high", "low"] * 6})
        urgency.to_csv("urgency.csv", index=False)
        passages = analysis.count(study.corpus)
        exec(rated, mine | {"corpus": study.corpus, "passages": passages})
        found = analysis.tabulate(
            passages, "urgency", articles=study.corpus.metadata.join(urgency.set_index("article"))
        )
        assert found["articles"].to_dict() == {"high": 6, "low": 6}
        names = [path.stem for path in Path("news-figures").glob("*.svg")]
        assert "outlets-terms-my-terms-two-papers" in names
        Path("news.csv").write_text(news, encoding="utf-8")
        Path("my-list.csv").write_text("word,valence\nstrike,-2\n", encoding="utf-8")
        exec(words, {"__name__": "own"})
        counted = analysis.count(analysis.load("news.csv"))
        assert analysis.tabulate(counted)["my_valence"].sum() == -4
    finally:
        for registry, names in zip((MEASURES, WORD_FACTS), before, strict=True):
            for name in set(registry) - names:
                del registry[name]


def test_a_subset_has_its_own_name_and_source(folder):
    corpus = analysis.load("news.csv")
    assert corpus.described["source"] == (
        "Two papers: 2 articles; The Mail, The Post; 2026-01-02 to 2026-01-09"
    )
    part = corpus.where(outlet="The Post")
    assert part.described["source"] == (
        "Two papers: 1 article; The Post; 2026-01-02 to 2026-01-02; outlet The Post"
    )
    names = {corpus.described["name"], part.described["name"]}
    assert names == {"two-papers", "two-papers-outlet-the-post"}
    assert part.described["fingerprint"] != corpus.described["fingerprint"]
    assert analysis.count(part).attrs["about"]["by"]["authors"][0]["name"] == "Ann Lee"


@pytest.mark.parametrize("before", ["", "https://doi.org/", "http://dx.doi.org/", "doi:", "DOI: "])
def test_a_doi_may_be_written_as_an_address(tmp_path, before):
    (tmp_path / "corpus.yml").write_text(f"title: T\ndoi: '{before}10.5281/zenodo.1'\n")
    assert read_about(tmp_path)["doi"] == "10.5281/zenodo.1"


def test_a_figure_of_the_package_is_cited_by_the_corpus_authors(folder):
    rows = [
        f"T{n},It is {'very ' * n}bad in Iran. He left.,The Post,2026-01-0{n},en"
        for n in range(1, 7)
    ]
    (folder / "news.csv").write_text(ROWS.splitlines()[0] + "\n" + "\n".join(rows), "utf-8")
    corpus = analysis.load("news.csv")
    passages = analysis.count(corpus)
    drawn = analysis.figures.tone(corpus, passages, {"Iran": ["Iran"]})
    assert "Ann Lee and Bo & Ray (2025)" in drawn.page
    (folder / "news.yml").unlink()
    drawn = analysis.figures.tone(analysis.load("news.csv"), passages, {"Iran": ["Iran"]})
    assert "The media-analysis authors" in drawn.page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("- a", "no 'key: value' lines"),
        ("title: [", "invalid YAML"),
        ("titel: x", "unknown key titel; available: title"),
        ("authors: [{orcid: 1}]", "an author has no name"),
        ("authors: [{name: A, orcid: 12}]", "12 is not an ORCID"),
        ("authors: [{name: A, affiliation: B}]", "an author has the key affiliation"),
        ("authors: [{name: A, 1: B, ~: C}]", "an author has the key 1"),
        ("a: &x b\ntitle: *x", "invalid YAML"),
    ],
)
def test_a_broken_file_is_a_problem_in_one_line(folder, content, says):
    (folder / "news.yml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=says) as error:
        read_about(folder / "news.csv")
    assert "\n" not in str(error.value) and str(error.value).startswith("news.yml: ")
    with pytest.warns(UserWarning, match="news.yml"):
        corpus = analysis.load("news.csv")
    assert corpus.about == {} and len(corpus) == 2


DATA = pd.DataFrame({"x": [1, 2]})


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"draw": 1}, TypeError, "draw must be a function"),
        ({"data": [1]}, TypeError, "data must be a DataFrame"),
        ({"title": "x" * 81}, ValueError, "title has 81 characters"),
        ({"title": " "}, ValueError, "title has 0 characters;"),
        ({"unit": ""}, ValueError, "unit is empty"),
        ({"limits": "One article."}, TypeError, "limits must be a list of texts, not str"),
        ({"width": 120}, ValueError, "width is 120; give 89"),
        ({"source": None}, ValueError, "source is missing"),
    ],
)
def test_what_is_missing_is_named(options, error, says):
    good = {"draw": lambda figure, data: None, "data": DATA, "title": "T", "unit": "u"}
    with pytest.raises(error, match=says):
        analysis.figure(**(good | {"source": "x"} | options))


def test_the_index_is_data_and_an_empty_drawing_or_a_vanishing_number_is_an_error():
    data = pd.DataFrame({"rate": [1.5, 2]}, index=pd.Index(["A", "B"], name="outlet"))
    made = analysis.figure(lambda figure, _: figure.subplots(), data, "T", "u", source="x")
    assert made.files["csv"].decode() == "outlet,rate\nA,1.5\nB,2.0\n"
    with pytest.raises(ValueError, match="drew nothing on the figure"):
        analysis.figure(lambda figure, _: None, data, "T", "u", source="x")
    with pytest.raises(ValueError, match="column rate has numbers below a millionth"):
        analysis.figure(lambda figure, _: None, data / 1e7, "T", "u", source="x")


def test_sorted_rows_p_values_and_noise_are_drawn_as_they_are():
    data = pd.DataFrame({"rate": [2.0, 1e-13, 1.5], "p": [1e-9, 1e-7, 1e-8]}).sort_values("rate")
    made = analysis.figure(lambda figure, _: figure.text(0, 0, "A"), data, "T", "u", source="x")
    assert made.files["csv"].decode() == "rate,p\n0.0,1e-07\n1.5,1e-08\n2.0,1e-09\n"


def test_n_counts_articles_and_references_are_those_of_the_measures_drawn():
    @measure(unit="words", direction="higher means more", cite="nobody1900")
    def of_mine(words):
        return words

    try:
        data = pd.DataFrame({"article": list("aab"), "loaded_any_per_1000": 1, "of_mine": 2})
        page = analysis.figure(lambda figure, _: figure.subplots(), data, "T", "u", source="x").page
    finally:
        del MEASURES["of_mine"]
    assert "- n: 2 articles\n" in page
    assert "## References\n- Stone, Philip J." in page and "\n- nobody1900\n" in page
    data = pd.DataFrame({"outlet": ["A", "B"], "articles": [1200, 9], "rate_of_x": [1.5, 2]})
    page = analysis.figure(lambda figure, _: figure.subplots(), data, "T", "u", source="x").page
    said = "Data: rate of x by outlet; unit: u; n = 2 rows of data (articles in each: 9 to 1,200). "
    assert page.count(said) == 2  # in the caption and the alternative


def drawn(data, **texts):
    return analysis.figure(
        lambda figure, _: figure.subplots(), data, "A title", "words", "n", "two outlets", **texts
    )


def test_columns_that_cannot_be_told_apart_are_refused():
    says = "^data needs one row of column names, each used once; rename columns$"
    wide = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "c": [3, 4]}).pivot(columns="b")
    for data in (pd.DataFrame([[1, 2]], columns=["a", "a"]), wide):
        with pytest.raises(ValueError, match=says):
            drawn(data)


def test_the_numbers_of_ones_own_figure_stay_what_they_are(recwarn):
    days = pd.date_range("2020-01-01", periods=3)
    data = pd.DataFrame({"day": days, "country": ["NA", "None", ""], "p": [1e-9, 0.5, None]})
    data["lag"] = pd.to_timedelta([1, 2, 3], unit="D")
    table = drawn(data).data
    assert table["country"].tolist()[:2] == ["NA", "None"] and table["p"][0] == 1e-9
    assert not recwarn.list
    with pytest.raises(ValueError, match="^column rate has numbers below a millionth"):
        drawn(pd.DataFrame({"rate": [1e-9], "p": [1e-9]}))


def test_authors_in_one_line_and_a_title_in_two(tmp_path):
    (tmp_path / "corpus.yml").write_text("title: |\n  Two\n  papers\nauthors: Ann Lee; Bo Ray;\n")
    names = [{"name": "Ann Lee"}, {"name": "Bo Ray"}]
    assert read_about(tmp_path) == {"title": "Two papers", "authors": names}
