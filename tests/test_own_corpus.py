"""The notebooks on corpora of a user's own: each runs, and says what it cannot show."""

import ast
import contextlib
import io
import json
import re
from pathlib import Path

import corpora
import pandas as pd
import pytest

import analysis
from analysis._support.errors import NothingToShow
from analysis.corpus import Corpus
from analysis.notebook import cache
from analysis.notebook.display import DisplayedTable
from analysis.notebook.study import Study, opened

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
CASES = corpora.cases()
MEASURES = ("flesch_kincaid_grade", "mean_compound", "loaded_any_per_1000")
SUBJECTS = ("reading-grade", "sentiment", "loaded-terms")
OF_ARTICLE = {"readability-by-part", "sentiment-arc", "loaded-terms", "marked-article"}
OF_ARTICLE |= {f"standing-{name}-newsarticles" for name in SUBJECTS}
OF_OUTLETS = {f"outlets-{name}-corpus" for name in SUBJECTS}


def expected(case):
    """Figures of the article and of the corpus for which a case has enough."""
    if case in ("none", "not in English", "without words"):
        return set()
    names = set(OF_ARTICLE)
    if case not in ("without polls", "only quoted", "broken marks", "one sentence"):
        names |= {"poll"}
    if case in ("thirty", "many"):
        names |= OF_OUTLETS
    if case in ("thirty", "many", "one outlet", "without outlet"):
        every = "month" if case == "many" else "week"  # the weeks of many are sparse
        names |= {f"over-time-by-{every}-loaded-terms-corpus"}
    if case in ("thirty", "many", "one outlet"):
        names |= {"voices-corpus"}
    return names


@pytest.fixture(scope="module")
def news():
    """Every fortieth published article, to compare with."""
    news = analysis.reference_corpus("newsarticles")
    return news[news["article"].isin(news["article"].unique()[::40])]


# In these all cells of all notebooks are run, which draw the same figures.
RUN = ("many", "none", "broken marks")


@pytest.mark.parametrize("case", [case for case in CASES if case not in RUN])
@pytest.mark.usefixtures("no_image")
def test_each_figure_is_drawn_or_says_why_not(case, news, tmp_path):
    study = opened(corpora.write_folder(CASES[case], tmp_path / "mine"))
    one = (study.one, study.passages, study.id)
    figures = analysis.figures
    drawings = [
        study.draw(figures.readability, *one),
        study.draw(figures.sentiment_arc, *one),
        study.draw(figures.loaded_terms, *one, study.lexicon),
        study.draw(figures.marked_article, *one, study.lexicon),
        study.draw(figures.poll, study.one, study.id),
        study.draw(figures.engagement, study.readers),
        study.draw(figures.over_time, study.totals, MEASURES[-1]),
        study.draw(figures.voices, study.totals),
        *(study.draw(figures.standing, *one, news, measure) for measure in MEASURES),
        *(study.draw(figures.outlets, study.totals, measure) for measure in MEASURES),
    ]
    assert all(re.match("Not shown: .|Figure .", repr(drawing)) for drawing in drawings)
    names = {one.record["figure"] for one in drawings if hasattr(one, "record")}
    assert names == expected(case) == {file.stem for file in study.figures.iterdir()}


def of_corpus(draw):
    """Figures of published corpora are the same whatever the user's; test_figures draws them."""

    def drawn(table, *about):
        if table.attrs["about"]["name"] == "corpus":
            return draw(table, *about)
        return analysis.figures.poll(Corpus((), (), Path("none")), None)  # not drawn

    return drawn


def run_cells(path, corpus, monkeypatch):
    """What a notebook's code cells show on a corpus: the values, and what was printed."""
    monkeypatch.setenv("CORPUS", str(corpus))
    monkeypatch.chdir(ROOT / "notebooks")
    names, values, printed = {}, [], io.StringIO()
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    with contextlib.redirect_stdout(printed):
        for source in ("".join(c["source"]) for c in cells if c["cell_type"] == "code"):
            *body, last = ast.parse(source).body
            exec(compile(ast.Module(body, []), path.stem, "exec"), names)
            values.append(eval(compile(ast.Expression(last.value), path.stem, "eval"), names))
    return values, printed.getvalue()


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A table of as many articles as have their counts saved."""
    articles = list(corpora.many(cache.FEW))
    return corpora.write_table(articles, tmp_path_factory.mktemp("my corpora") / "many.parquet")


@pytest.mark.parametrize("case", RUN)
@pytest.mark.usefixtures("unrendered")
def test_every_cell_shows_something_or_says_why_not(case, many, tmp_path, monkeypatch):
    published = "outlets", "over_time", "voices", "engagement", "shares_by_rating"
    for name in (*published, "headlines", "composition", "specification_curve"):
        monkeypatch.setattr(analysis.figures, name, of_corpus(getattr(analysis.figures, name)))
    path = many if case == "many" else corpora.write_folder(CASES[case], tmp_path / "mine")
    names = set()
    for notebook in NOTEBOOKS:
        values, printed = run_cells(notebook, path, monkeypatch)
        assert isinstance(values[0], Study)
        for value in values:
            assert type(value) is not pd.DataFrame  # the study shows it
            if isinstance(value, DisplayedTable):
                assert not value.data.empty, notebook.stem
            elif isinstance(value, NothingToShow):
                assert re.fullmatch(r"Not shown: [^\n]*[.?]", repr(value))
            elif hasattr(value, "record"):
                names.add(value.record["figure"])
            shown = value._repr_html_()
            assert shown and shown.count("<tr") <= 70
            assert str(path.parent) not in repr(value)
        assert all(line.startswith("Note: ") for line in printed.splitlines())
    figures = values[0].figures
    assert figures == (path.with_name("many-figures") if case == "many" else path / "figures")
    assert names == expected(case) | (
        {"headlines-corpus", "composition-corpus", "outlets-loaded-terms-unattributed-corpus"}
        if case == "many"
        else set()
    )
    saved = {file.stem for file in figures.iterdir()} - {
        "articles",
        "responses",
        "counts",
        "clusters",
    }
    assert saved == names
