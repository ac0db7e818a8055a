"""The notebooks on corpora of a user's own: each runs, and says what it cannot show."""

import ast
import contextlib
import html
import io
import json
import os
import re
import shlex
import subprocess
import sys
import warnings
from pathlib import Path

import corpora
import pandas as pd
import pytest
from matplotlib.figure import Figure
from typer.testing import CliRunner

import analysis
from analysis.__main__ import app
from analysis._support.not_shown import NotShown
from analysis.figures.saving import Family, NotDrawn
from analysis.notebook import cache as kept
from analysis.notebook.study import Study, opened

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
CASES = corpora.cases()
SUBJECTS = ("reading-grade", "sentiment", "loaded-terms")
OF_ARTICLE = {"readability-by-part", "sentiment-arc", "loaded-terms"}
OF_ARTICLE |= {f"standing-{name}-newsarticles" for name in SUBJECTS}
OF_OUTLETS = {f"outlets-{name}-corpus" for name in SUBJECTS}
PUBLISHED = {f"outlets-{name}-newsarticles" for name in SUBJECTS} | {
    "over-time-by-week-loaded-terms-newsarticles",
    "voices-polnear",
    "engagement-buzzfeed_facebook",
    "shares-by-rating-buzzfeed_facebook",
}


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    """A corpus folder of each case, and one of them as a table."""
    home = tmp_path_factory.mktemp("my corpora")
    found = {name: corpora.write_folder(made, home / name) for name, made in CASES.items()}
    return found | {"table": corpora.write_table(CASES["thirty"], home / "table.csv")}


@pytest.fixture
def quick(monkeypatch, request):
    """Figures are drawn, but not made into images, for all cases but a few."""
    not_published(monkeypatch)
    if request.getfixturevalue("case") not in ("thirty", "broken marks", "one sentence"):
        without_images(monkeypatch)


def not_published(monkeypatch):
    for name in ("outlets", "over_time", "voices", "engagement", "shares_by_rating"):
        draw = getattr(analysis.figures, name)
        monkeypatch.setattr(analysis.figures, name, of_corpus(draw))


def of_corpus(draw):
    """Figures of published corpora are the same whatever the user's; test_figures draws them."""

    def drawn(table, *about):
        if table.attrs["about"]["name"] == "corpus":
            return draw(table, *about)
        return NotDrawn("a figure of a published corpus")

    return drawn


def without_images(monkeypatch):
    monkeypatch.setattr(Figure, "savefig", lambda self, file, **_: file.write(b"image"))
    # So there are no records in them to list.
    looked_at = pd.DataFrame({"made": [1], "clear": [1]})
    monkeypatch.setattr(analysis.figures, "comparisons", lambda folder: looked_at, raising=False)


def run_cells(path, corpus, monkeypatch):
    """What a notebook's code cells show on a corpus: the values, and what was printed."""
    monkeypatch.setenv("CORPUS", str(corpus))
    monkeypatch.chdir(ROOT / "notebooks")
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    names, values, printed = {}, [], io.StringIO()
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    with pd.option_context("display.precision", 3), contextlib.redirect_stdout(printed):
        for source in ("".join(c["source"]) for c in cells if c["cell_type"] == "code"):
            *body, last = ast.parse(source).body
            exec(compile(ast.Module(body, []), path.stem, "exec"), names)
            values.append(eval(compile(ast.Expression(last.value), path.stem, "eval"), names))
    return values, printed.getvalue()


@pytest.mark.parametrize("case", [*CASES, "table"])
def test_every_cell_shows_something_or_says_why_not(paths, case, quick, monkeypatch):
    drawn = set()
    for path in NOTEBOOKS:
        values, printed = run_cells(path, paths[case], monkeypatch)
        assert isinstance(values[0], Study)
        for value in values:
            if isinstance(value, pd.DataFrame):
                assert not value.empty, path.stem
            elif isinstance(value, NotShown):
                assert re.fullmatch(r"Not (shown|drawn): [^\n]*[.?]", repr(value))
            elif isinstance(value, Family):
                drawn.add(value.record["figure"])
            assert value._repr_html_() and str(paths[case].parent) not in repr(value)
        assert all(line.startswith("Note: ") for line in printed.splitlines())
    folder = values[0].figures
    assert folder.parent == (paths[case].parent if case == "table" else paths[case])
    assert {file.stem for file in folder.iterdir()} == drawn
    assert drawn == expected(case), sorted(drawn ^ expected(case))


def expected(case):
    """Figures of the article and of the corpus that a case has enough for."""
    if case in ("none", "not in English", "without words"):
        return set()
    found = set(OF_ARTICLE)
    if case not in ("without polls", "only quoted", "broken marks", "one sentence"):
        found |= {"poll"}
    many = {"thirty", "table"}
    if case in many:
        found |= OF_OUTLETS
    if case in many | {"without polls", "one outlet", "without outlet"}:
        found |= {"over-time-by-week-loaded-terms-corpus"}
    if case in many | {"one outlet"}:
        found |= {"voices-corpus"}
    return found


def test_many_articles_make_no_long_table(tmp_path, monkeypatch):
    without_images(monkeypatch)
    not_published(monkeypatch)
    made = [corpora.article(n, words=60) for n in range(kept.FEW)]
    path = corpora.write_table(made, tmp_path / "many.parquet")
    for notebook in NOTEBOOKS:
        values, _ = run_cells(notebook, path, monkeypatch)
        assert all(value._repr_html_().count("<tr") <= 70 for value in values)


def study_of(path, **named):
    return opened(path, **named)


def test_a_folder_of_something_else_is_no_corpus(tmp_path):
    (tmp_path / "page.md").write_text("no front matter", encoding="utf-8")
    with pytest.raises(ValueError, match="no article in it; make a corpus of saved pages"):
        study_of(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]


def test_which_article_is_looked_at(paths):
    assert study_of(paths["thirty"]).id == "made-00000"
    chosen = study_of(paths["thirty"], article="made-00007")
    assert [a.id for a in chosen.one] == ["made-00007"] == chosen.passages["article"].unique()
    assert study_of(paths["not in English"]).article is None
    named = study_of(paths["not in English"], article="made-00001")
    assert named.id == "made-00001" and named.passages.empty
    assert named.nothing.startswith("nothing was counted in the body of made-00001")
    with pytest.raises(ValueError, match="no article 'x' in thirty .30 articles.; give") as raised:
        study_of(paths["thirty"], article="x")
    assert "\n" not in str(raised.value)


def test_environment_variables_take_the_place_of_what_the_cell_says(paths, monkeypatch):
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setenv("CORPUS", f"{paths['thirty']}/")
    assert analysis.study("../corpus", "an-id-of-another-corpus").id == "made-00000"
    monkeypatch.setenv("ARTICLE", "made-00005")
    assert analysis.study().id == "made-00005"
    monkeypatch.setenv("CORPUS", "")
    monkeypatch.setenv("ARTICLE", "")
    assert analysis.study(paths["two"], "made-00001").id == "made-00001"


def test_figures_go_beside_a_corpus_and_those_of_the_shipped_one_stay_where_they_are(paths):
    shipped = ROOT / "notebooks/figures"
    for path in (ROOT / "corpus", ROOT / "corpus/articles", f"{ROOT}/notebooks/../corpus/"):
        assert study_of(path).figures == shipped
        assert study_of(path).folder == "notebooks/figures"
    assert study_of(paths["two"]).folder == "two/figures"
    assert study_of(paths["two"] / "articles").figures == paths["two"] / "figures"
    assert study_of(paths["table"]).folder == "table-figures"


def test_a_study_says_the_same_wherever_it_lies(paths):
    found = study_of(paths["table"])
    assert repr(found) == (
        "Corpus: 30 articles, 0 problems (table.csv); article made-00000, the first by id of 30 "
        "articles in English; figures in table-figures"
    )
    assert str(paths["table"].parent) not in found._repr_html_()


def test_a_study_is_escaped_and_names_problems(tmp_path):
    made = corpora.article(1)
    made.sections[0].__dict__["text"] = "<b>"
    folder = corpora.write_folder([made], tmp_path / "a <i>")
    (folder / "articles/broken.md").write_text("no header")
    found = study_of(folder)
    page = found._repr_html_()
    assert "1 problem, the first: articles/broken.md" in page
    assert "&lt;b&gt;" in page and "&lt;i&gt;" in page and "<i>" not in page


def test_a_folder_that_cannot_be_written_is_told_in_one_line(paths):
    folder = corpora.write_folder([], paths["none"].parent / "full")
    (folder / "figures").write_text("a file")
    with pytest.raises(ValueError, match="figures: cannot be made .*; figures go beside") as raised:
        study_of(folder)
    assert "\n" not in str(raised.value)


def test_counts_of_a_large_corpus_are_kept_until_anything_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FEW", 2)
    monkeypatch.setattr(kept, "_AT_ONCE", 7)
    path = corpora.write_folder(list(corpora.many(20, 60)), tmp_path / "mine")
    first = study_of(path)
    about = first.corpus.metadata[["outlet", "published"]]
    about = about.join(analysis.corpus.clusters(first.corpus)["cluster"])
    whole = analysis.totals(analysis.count(first.corpus), about).astype({"article": "str"})
    pd.testing.assert_frame_equal(first.totals, whole)
    file = path / "figures/counts.parquet"
    before = file.stat().st_mtime_ns
    again = study_of(path).totals
    pd.testing.assert_frame_equal(again, whole)
    assert again.attrs["lexicon"] == whole.attrs["lexicon"]
    assert file.stat().st_mtime_ns == before
    assert {p.name for p in file.parent.iterdir()} == {"counts.parquet", "clusters.parquet"}
    # What is known of an article is no part of the corpus's fingerprint.
    article = path / "articles/made-00000.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("outlet: Paper A", "outlet: Paper Z"), encoding="utf-8")
    assert "Paper Z" in set(study_of(path).totals["outlet"])
    file.write_bytes(b"broken")
    assert "Paper Z" in set(study_of(path).totals["outlet"])
    other = analysis.lexicon.Lexicon("x", "1", (("weather", "rain*"),))
    assert "loaded_weather" in study_of(path, lexicon=other).totals


def command(*arguments, **env):
    done = CliRunner().invoke(app, ["study", *arguments], env=env)
    return done.exit_code, done.stdout, done.stderr


def test_the_command_prints_the_folder_or_what_is_wrong_in_one_line(paths, tmp_path):
    code, out, _ = command(CORPUS=str(paths["two"]), ARTICLE="")
    assert (code, out) == (0, f"{paths['two']}/figures\n")
    (tmp_path / "empty.csv").write_text("title,text\n")
    for given, said in (
        (str(tmp_path / "nowhere"), "no such file or folder"),
        (str(tmp_path / "empty.csv"), "no row in it"),
    ):
        code, out, err = command(given)
        assert code == 2 and out == "" and said in err
        assert err.startswith("error: ") and err.count("\n") == 1
    code, _, err = command(str(paths["two"]), "--article", "x")
    assert code == 2 and "no article 'x' in two (2 articles)" in err


def test_nbconvert_runs_a_notebook_on_a_corpus_whose_path_has_spaces(paths, tmp_path):
    """As `make figures CORPUS=path` does."""
    convert = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html"]
    convert += ["--ExecutePreprocessor.record_timing=False", "--log-level=ERROR"]
    convert += ["--KernelManager.transport_encryption=auto", "--output-dir", str(tmp_path)]
    done = subprocess.run(
        [*convert, str(ROOT / "notebooks/5-engagement.ipynb")],
        env={**os.environ, "CORPUS": str(paths["thirty"]), "IPYTHONDIR": str(tmp_path / "ipython")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    page = (tmp_path / "5-engagement.html").read_text(encoding="utf-8")
    assert "made-00000" in page and "<figure" in page
    # The line that cites a figure leads to where it was saved; nothing else does.
    cited = re.findall(r"analysis cite (.*?)</code>", page)
    files = [ROOT / shlex.split(html.unescape(line))[0] for line in cited]
    assert files[0].samefile(paths["thirty"] / "figures/poll.svg")
    assert {file.name for file in files[1:]} <= {f"{name}.svg" for name in PUBLISHED}
    assert len(files) == 3 and all(file.is_file() for file in files)
    for line in cited:
        page = page.replace(line, "")
    assert str(paths["thirty"].parent) not in page
    assert {path.name for path in (paths["thirty"] / "figures").glob("poll.*")} >= {"poll.svg"}


def test_a_corpus_without_articles_gives_empty_tables(paths):
    found = study_of(paths["none"])
    for by in ([], ["article"], ["section", "voice"]):
        assert analysis.interval(found.passages, "mean_compound", by).empty
        assert analysis.tabulate(found.totals, by).empty
    assert analysis.summarise(found.totals, "flesch_reading_ease", by=["outlet"]).empty
    said = analysis.notebook.or_why(analysis.compare)(
        found.totals, "flesch_reading_ease", by="outlet"
    )
    assert repr(said).startswith("Not shown: no two groups to compare by outlet")
