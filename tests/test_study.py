"""The study: which corpus and article, what it shows, draws and saves, and its cache."""

import builtins
import re
import shutil
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import corpora
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import analysis
from analysis._support.errors import NothingToShow
from analysis.cli import app
from analysis.corpus import split
from analysis.notebook import cache
from analysis.notebook.display import DisplayedTable
from analysis.notebook.study import opened
from analysis.tables import parts

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    """A few corpus folders, and a table."""
    home, cases = tmp_path_factory.mktemp("my corpora"), corpora.cases()
    names = ("none", "two", "thirty", "not in English", "broken marks")
    folders = {name: corpora.write_folder(cases[name], home / name) for name in names}
    return folders | {"table": corpora.write_table(cases["thirty"], home / "table.csv")}


def test_a_folder_of_something_else_is_no_corpus(tmp_path):
    (tmp_path / "page.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(ValueError, match="contains no article"):
        opened(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_which_article_is_shown(paths):
    assert opened(paths["thirty"]).id == "made-00000"
    chosen = opened(paths["thirty"], article="made-00007")
    assert [a.id for a in chosen.one] == ["made-00007"] == chosen.passages["article"].unique()
    none = opened(paths["not in English"])
    assert none.article is None and "; no article in English; figures" in repr(none)
    named = opened(paths["not in English"], article="made-00001")
    assert named.id == "made-00001" and named.passages.empty
    assert "made-00001" in repr(named.body("words"))
    with pytest.raises(ValueError, match="no article 'x' in thirty .30 articles.") as raised:
        opened(paths["thirty"], article="x")
    assert "\n" not in str(raised.value)


def test_environment_variables_take_the_place_of_what_the_cell_says(paths, monkeypatch):
    monkeypatch.setenv("CORPUS", f"{paths['thirty']}/")
    monkeypatch.delenv("ARTICLE", raising=False)
    study = analysis.study("../corpus", "an-id-of-another-corpus")
    assert study.id == "made-00000"
    assert "articles (set by the environment variable CORPUS)" in study._repr_html_()
    monkeypatch.setenv("ARTICLE", "made-00005")
    assert analysis.study().id == "made-00005"
    monkeypatch.setenv("CORPUS", "")
    monkeypatch.setenv("ARTICLE", "")
    assert analysis.study(paths["two"], "made-00001").id == "made-00001"


def test_figures_go_beside_a_corpus_and_those_of_the_shipped_one_stay_where_they_are(paths):
    shipped = ROOT / "notebooks/figures"
    for path in (ROOT / "corpus", f"{ROOT}/notebooks/../corpus/"):
        assert opened(path).figures == shipped
        assert opened(path).folder == "notebooks/figures"
    assert opened(paths["two"]).folder == "two/figures"
    assert opened(paths["table"]).folder == "table-figures"


def test_a_study_says_the_same_wherever_it_lies(paths):
    study = opened(paths["table"])
    for text in (repr(study), study._repr_html_()):
        assert "30 articles" in text and "made-00000" in text and "table-figures" in text
        assert str(paths["table"].parent) not in text


def test_a_study_is_escaped_and_names_problems(tmp_path):
    made = corpora.article(1)
    made.sections[0].__dict__["text"] = "<b>"
    folder = corpora.write_folder([made], tmp_path / "a <i>")
    (folder / "articles/broken.md").write_text("no header")
    page = opened(folder)._repr_html_()
    assert "1 problem" in page and "articles/broken.md" in page
    assert "&lt;b&gt;" in page and "&lt;i&gt;" in page and "<i>" not in page


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path):
    folder = corpora.write_folder([], tmp_path / "full")
    (folder / "figures").write_text("a file")
    with pytest.raises(ValueError, match="full/figures: ") as raised:
        opened(folder)
    assert "\n" not in str(raised.value)


def test_a_table_shows_whole_numbers_as_such_and_unknown_values_as_nothing(paths):
    table = pd.DataFrame(
        {
            "words": [342.0, 7.0],
            "rate": [0.04678, np.nan],
            "p": [0.00002, 1.0],
            "name": ["<a>", None],
        }
    )
    shown = opened(paths["two"]).show(table)
    assert isinstance(shown, DisplayedTable) and shown.data is table
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", shown._repr_html_())
    assert cells == ["342", "0.047", "2.0e-05", "&lt;a&gt;", "7", "", "1", ""]


def test_an_index_is_shown_where_it_says_something(paths):
    study = opened(paths["two"])
    named = study.show(pd.DataFrame({"n": [1]}, index=pd.Index(["CNN"], name="outlet")))
    assert "outlet" in named._repr_html_() and "CNN" in named._repr_html_()
    numbered = study.show(pd.DataFrame({"n": [1]}, index=[77]))
    assert "77" not in numbered._repr_html_()
    long = study.show(pd.DataFrame({"n": range(500)}))._repr_html_()
    assert long.count("<tr") == 61 and "440 more of 500" in long


def test_what_is_empty_is_a_sentence(paths):
    study = opened(paths["two"])
    nothing = study.show(pd.DataFrame({"n": []}), "no poll.")
    assert repr(nothing) == "Not shown: no poll."
    assert study.show(nothing) is nothing
    assert study.show({"articles": [2]}).data["articles"].tolist() == [2]
    empty = opened(paths["none"])
    for shown in (empty.body("words"), empty.tabulate(["part"], ["words"]), empty.page):
        assert isinstance(shown, NothingToShow) and repr(shown).startswith("Not shown: ")


def test_the_body_has_counts_and_measures_with_intervals(paths):
    study = opened(paths["two"])
    rows = study.body("words", "flesch_kincaid_grade", "loaded_any_per_1000").data
    sums = analysis.tabulate(study.passages).iloc[0]
    assert rows["value"].tolist() == [sums[name] for name in rows.index]
    ends = analysis.interval(study.passages, "flesch_kincaid_grade").iloc[0]
    assert rows.loc["flesch_kincaid_grade", ["low", "high"]].tolist() == [ends["low"], ends["high"]]
    assert rows.loc["flesch_kincaid_grade", "unit"] == "US school grade"
    assert rows.loc["words", ["low", "unit"]].isna().all()


def test_run_shows_a_result_or_says_why_there_is_none(paths):
    study = opened(paths["thirty"])

    def nothing(_):
        raise NothingToShow("no poll")

    assert repr(study.run(nothing, 1)) == "Not shown: no poll."
    assert study.run(len, [1, 2]) == 2
    pairs = study.run(analysis.compare, study.totals, "flesch_reading_ease", by="outlet")
    assert isinstance(pairs, DisplayedTable) and {"Paper A", "Paper B"} <= set(
        pairs.data["group_a"]
    )
    with pytest.raises(ValueError, match="nonsense"):
        study.run(analysis.tabulate, study.passages, ["nonsense"])


def test_draw_saves_the_figure_and_returns_it(paths, capsys, monkeypatch):
    study = opened(paths["two"])
    figure = study.draw(analysis.figures.poll, study.one, study.id)
    names = {f"poll.{ending}" for ending in ("svg", "png", "pdf", "csv", "md")}
    assert {path.name for path in study.figures.iterdir()} == names
    assert (study.figures / "poll.csv").read_bytes() == figure.files["csv"]
    assert figure._repr_html_().startswith("<figure")
    not_drawn = study.draw(analysis.figures.outlets, study.totals, "mean_compound")
    assert repr(not_drawn).startswith("Not shown: ")
    assert len(list(study.figures.iterdir())) == 5
    one, other = capsys.readouterr().err.splitlines()  # a script displays nothing
    assert one == f"{figure!r}; saved as {study.figures / 'poll.svg'}" and other == repr(not_drawn)
    monkeypatch.setattr(builtins, "__IPYTHON__", True, raising=False)
    study.draw(analysis.figures.poll, study.one, study.id)
    assert not capsys.readouterr().err


def test_warnings_become_notes_within_a_call_and_nowhere_else(paths, capsys):
    before, filters = warnings.showwarning, list(warnings.filters)
    study = opened(paths["broken marks"])

    def late():
        warnings.warn("it is late", stacklevel=1)
        return 1

    for _ in range(2):  # also where a cell is run again
        assert study.run(late) == 1
        assert capsys.readouterr().out == "Note: it is late\n"
    study.tabulate(["voice"], ["words"])
    assert capsys.readouterr().out.startswith("Note: 1 of 1 articles left out")
    assert warnings.showwarning is before and warnings.filters == filters
    with pytest.warns(UserWarning, match="late"):
        late()


def test_counts_of_a_large_corpus_are_saved_until_anything_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FEW", 2)
    monkeypatch.setattr(parts, "_BATCH", 7)
    path = corpora.write_folder(list(corpora.many(20, 60)), tmp_path / "mine")
    first = opened(path)
    about = first.corpus.metadata[["outlet", "published"]]
    about = about.join(analysis.corpus.clusters(first.corpus)["cluster"])
    whole = analysis.totals(analysis.count(first.corpus), about).astype({"article": "str"})
    pd.testing.assert_frame_equal(first.totals, whole)
    file = path / "figures/counts.parquet"
    before = file.stat().st_mtime_ns
    again = opened(path).totals
    pd.testing.assert_frame_equal(again, whole)
    assert again.attrs["lexicon"] == whole.attrs["lexicon"]
    assert file.stat().st_mtime_ns == before
    kept = {f"{name}.parquet" for name in ("articles", "responses", "counts", "clusters")}
    assert {p.name for p in file.parent.iterdir()} == kept
    # Metadata is no part of the corpus's fingerprint.
    article = path / "articles/made-00000.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("outlet: Paper A", "outlet: Paper Z"), encoding="utf-8")
    assert "Paper Z" in set(opened(path).totals["outlet"])
    file.write_bytes(b"broken")
    assert "Paper Z" in set(opened(path).totals["outlet"])
    other = analysis.lexicon.Lexicon("x", "1", (("weather", "rain*"),))
    assert "loaded_weather" in opened(path, lexicon=other).totals


def test_a_large_corpus_is_opened_without_its_texts(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "FEW", 2)
    study = sys.modules["analysis.notebook.study"]  # the room's name is its function's
    made = [*corpora.many(20, 60), replace(corpora.article(30), published="1066-10-14")]
    path = corpora.write_folder(made, tmp_path / "mine")
    (path / "corpus.yml").write_text("title: A storm")
    first = opened(path)
    first.clusters, first.totals  # noqa: B018
    loading = (study.load, cache.corpus_at)
    for module, name in ((study, "load"), (cache, "corpus_at")):
        monkeypatch.setattr(module, name, None)
    again = opened(path)
    for name in ("totals", "clusters", "readers", "passages"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(first, name))
    for name in ("metadata", "responses"):
        pd.testing.assert_frame_equal(getattr(again.corpus, name), getattr(first.corpus, name))
    assert again.corpus.described == first.corpus.described
    assert again.corpus.problems == list(first.corpus.problems) != []
    assert again._repr_html_() == first._repr_html_()
    assert again.corpus._repr_html_() == first.corpus._repr_html_()
    assert again.article == first.article == made[0]
    assert again.one.fingerprint == first.one.fingerprint
    monkeypatch.setattr(study, "load", loading[0])
    monkeypatch.setattr(cache, "corpus_at", loading[1])
    assert [*again.corpus] == [*first.corpus] and "made-00003" in again.corpus.where(
        outlet="Paper D"
    )._by_id
    assert opened(path, "made-00009").article == made[9]  # from now on, its text is kept
    monkeypatch.setattr(cache, "corpus_at", None)
    assert opened(path, "made-00009").article == made[9]
    monkeypatch.setattr(cache, "corpus_at", loading[1])
    with pytest.raises(KeyError, match="no article 'x'"):
        opened(path).corpus["x"]
    (path / "corpus.yml").write_text("title: Another storm")
    assert opened(path).corpus.described["source"].startswith("Another storm")


def test_a_folder_of_counts_is_opened_as_a_corpus(paths, tmp_path):
    corpus = opened(paths["thirty"]).corpus
    files = split(corpus, tmp_path / "parts", 20)
    with ThreadPoolExecutor(1) as one:
        analysis.count_parts(files, tmp_path / "counts", executor=one)
    counts = opened(tmp_path / "counts")
    assert len(counts.corpus) == 30 and "30 articles" in repr(counts) and counts.article is None
    whole = opened(paths["thirty"]).totals.drop(columns="cluster")
    pd.testing.assert_frame_equal(counts.totals, whole, check_dtype=False)
    columns = ["outlet", "language"]
    pd.testing.assert_frame_equal(counts.corpus.metadata[columns], corpus.metadata[columns])
    assert counts.corpus.described["source"] == corpus.described["source"]
    assert "Paper A (6)" in counts.corpus._repr_html_()
    draw = counts.draw(analysis.figures.outlets, counts.totals, "mean_compound")
    assert draw.record["figure"] == "outlets-sentiment-corpus"
    assert (
        repr(counts.page)
        == "Not shown: no article in English is open (a folder of counts contains no texts)."
    )
    assert counts.clusters.empty and counts.readers.empty
    for opening in (lambda: list(counts.corpus), lambda: opened(tmp_path / "counts", "made-00001")):
        with pytest.raises(ValueError, match="^counts: has counts, not texts; open the corpus"):
            opening()
    with ThreadPoolExecutor(1) as one:
        analysis.count_parts(files[:1], tmp_path / "counts", {"weather": ["rain*"]}, one)
    says = "^counts: several files .* same articles .made-00000, .* and 15 more.; count"
    with pytest.raises(ValueError, match=says):
        opened(tmp_path / "counts")


def test_a_table_is_made_again_under_another_key_only(paths, tmp_path, monkeypatch):
    corpus, file = opened(paths["two"]).corpus, tmp_path / "x.parquet"

    def numbers():
        tables = [
            cache.cached_table(corpus, file, lambda n=n: pd.DataFrame({"n": [n]}), key)
            for n, key in enumerate("aabba")
        ]
        return [table["n"].item() for table in tables]

    assert numbers() == [0, 1, 2, 3, 4] and not file.exists()
    monkeypatch.setattr(cache, "FEW", 2)
    assert numbers() == [0, 0, 2, 2, 4]
    assert [path.name for path in tmp_path.iterdir()] == ["x.parquet"]


def test_a_change_of_the_code_or_data_that_counts_recounts_and_another_does_not(tmp_path):
    package = Path(analysis.__file__).parent
    for room in (*parts._ROOMS, "figures"):
        shutil.copytree(package / room, tmp_path / room, ignore=shutil.ignore_patterns("*.pyc"))

    def digest():
        parts._code_digest.cache_clear()
        return parts._code_digest(tmp_path)

    def change(name, text):
        path = tmp_path / name
        path.write_bytes(path.read_bytes() + text)

    first = digest()
    change("figures/poll.py", b"\nDRAWN_OTHERWISE = True\n")
    assert digest() == first
    change("measures/sentiment.py", b"\n# A comment counts nothing.\n")
    assert digest() == first
    change("measures/sentiment.py", b"\nLIMIT = 0.06\n")
    second = digest()
    assert second != first
    change("tables/tabulate.py", b"\nLIMIT = 0.06\n")
    third = digest()
    assert third != second
    table = next((tmp_path / "text/data").glob("*.gz"))
    change(table.relative_to(tmp_path), b"x")
    assert digest() != third
    parts._code_digest.cache_clear()


def command(*arguments, corpus):
    """The command `study`: its exit code and what it prints."""
    env = {"CORPUS": str(corpus), "ARTICLE": ""}
    done = CliRunner().invoke(app, ["study", *arguments], env=env)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_prints_the_folder_or_what_is_wrong_in_one_line(paths, tmp_path):
    code, out, _ = command(corpus=paths["two"])
    assert (code, out) == (0, f"{paths['two']}/figures\n")
    (tmp_path / "empty.csv").write_text("title,text\n")
    for corpus in (tmp_path / "nowhere", tmp_path / "empty.csv"):
        code, out, err = command(corpus=corpus)
        assert code == 2 and out == "" and corpus.name in err
        assert err.startswith("error: ") and err.count("\n") == 1
    code, _, err = command("--article", "x", corpus=paths["two"])
    assert code == 2 and "no article 'x' in two (2 articles)" in err


def test_a_corpus_without_articles_gives_empty_tables(paths):
    study = opened(paths["none"])
    for by in ([], ["article"], ["section", "voice"]):
        assert analysis.interval(study.passages, "mean_compound", by).empty
        assert analysis.tabulate(study.totals, by).empty
    assert analysis.summarise(study.totals, "flesch_reading_ease", by=["outlet"]).empty
    said = study.run(analysis.compare, study.totals, "flesch_reading_ease", by="outlet")
    assert isinstance(said, NothingToShow) and "outlet" in str(said)


def test_articles_that_are_not_counted_are_said_beside_n(tmp_path):
    texts = [" ".join(f"We met w{n}x{k} on the quay." for k in range(25)) for n in range(12)]
    rows = [f"{text},P{n % 2},en,2026-01-{n + 10},mixed,{n}" for n, text in enumerate(texts)]
    rows += ["Il pleut.,P1,fr,2026-01-02,,7", "Es regnet.,P1,,2026-01-03,,7"]
    (tmp_path / "x.csv").write_text("\n".join(["text,outlet,language,date,Rating,shares", *rows]))
    study = opened(tmp_path / "x.csv")
    page = study.draw(analysis.figures.outlets, study.totals, "flesch_kincaid_grade").page
    assert (
        " near-duplicates (2 articles not counted: not in English, or language unknown)\n" in page
    )
    ratings = analysis.corpus.source_table(tmp_path / "x.csv")["Rating"]
    rated = study.readers.assign(Rating=study.readers["article"].map(ratings))
    page = study.draw(analysis.figures.shares_by_rating, rated, "Rating", "mixed").page
    assert (
        "- n: 12 articles with a share count, 0 without one, published 2026-01-10 to 2026-01-21"
        in page
    )
    assert "14 articles of this corpus; P0, P1; 2026-01-02 to 2026-01-21\n" in page
    with pytest.raises(NothingToShow, match="names Bo; enter actors of your corpus, each"):
        analysis.statistics.tone(study.one, study.passages, {"Bo": ["Bo"]})
