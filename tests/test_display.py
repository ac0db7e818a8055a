"""Corpus and hits as a notebook shows them, and the bar of a live kernel."""

import io
import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from test_highlight import Tags

import analysis
from analysis._support.wording import short
from analysis.article import Article, Section
from analysis.corpus import Corpus, load
from analysis.notebook.display import DisplayedTable

PROGRESS = sys.modules["analysis._support.progress"]  # the room's name is its function's
HOSTILE = '<script>hurt = 1</script><img src=x onerror="hurt = 1"> \'"&'
KNOWN = {"script", "img", "style", "link", "iframe"}


def article(n=0, **known):
    sections = (Section("headline", f"{n} {HOSTILE}"), Section("body", f"{HOSTILE} A regime."))
    return Article(f"a{n:02}", sections, **{"language": "en", **known})


def corpus(articles, problems=()):
    return Corpus(tuple(articles), tuple(problems), Path("mine"))


def plain(shown):
    return " ".join(Tags(shown._repr_html_()).text.split())


MANY = corpus(
    [article(n, outlet="The Post" if n % 3 else HOSTILE, published=f"2024-05-{9 + n:02}T08:00")
     for n in range(10)]
    + [article(10, language="de"), article(11, outlet="The Post", language=None)],
    [f"a.md:{n}: {HOSTILE}" for n in range(12)],
)  # fmt: skip


def test_a_corpus_says_what_it_holds():
    said = plain(MANY)
    assert "Corpus: 12 articles, 12 problems (mine)" in said
    assert f"OutletsThe Post (7), {short(HOSTILE, 40)} (4); not recorded (1)" in said
    assert "2024-05-09 to 2024-05-18; not recorded (2)" in said
    assert "en (10), de (1); not recorded (1); only English articles are measured" in said
    assert "2 more of 12" in said and "a09" in said and "a10" not in said
    assert "Problems: 12" in said and "a.md:9:" in said and "a.md:10:" not in said
    assert "2 more of 12" in said.partition("Problems")[2]


def test_a_corpus_of_one_and_of_none():
    one = plain(corpus([article(outlet="The Post", published="2024-05-09")]))
    assert "Published2024-05-09Languages" in one
    assert "not recorded" not in one and "measured" not in one and "more" not in one
    assert plain(corpus([])) == "Corpus: 0 articles, 0 problems (mine)"


def test_many_outlets_are_not_all_named():
    said = plain(corpus(article(n, outlet=f"Paper {n:02}") for n in range(14)))
    assert "Paper 09 (1) and 4 more" in said and "Paper 10 (1)" not in said
    said = plain(corpus([*(article(n, outlet=f"Paper {n:02}") for n in range(14)), article(14)]))
    assert "Paper 09 (1) and 4 more; not recorded (1)" in said


@pytest.mark.parametrize(
    "shown",
    [
        MANY,
        DisplayedTable(analysis.concordance([article(1, outlet=HOSTILE)], "regime")),
        analysis.context.highlight(article(1)),
    ],
    ids=lambda shown: type(shown).__name__,
)
def test_escaped_stable_and_without_colours_of_text(shown):
    page = shown._repr_html_()
    assert HOSTILE not in page and not Tags(page).tags & KNOWN
    assert "<script>" in Tags(page).text
    assert page == shown._repr_html_() and not re.search(r"0x[0-9a-f]{6}|\bid=", page)
    assert not re.search(r"(?<![-\w])color:|#[0-9a-f]{3}", page)
    assert not re.search("0x[0-9a-f]{6}", repr(shown))


def test_repr_is_one_line():
    assert repr(article(1, outlet="O")).startswith("Article a01: 1 <script>")
    assert repr(corpus([article()])) == "Corpus: 1 article, 0 problems (mine)"


def test_a_long_table_shows_its_first_rows_and_says_how_many_there_are():
    shown = DisplayedTable(pd.DataFrame({"n": range(70)}))
    assert shown._repr_html_().count("<td") == 60 and "10 more of 70" in plain(shown)


def test_a_bar_in_a_live_kernel_goes_at_the_end(monkeypatch, capsys):
    monkeypatch.setattr(PROGRESS, "_DELAY", 0)
    monkeypatch.setenv("JPY_SESSION_NAME", "x.ipynb")
    monkeypatch.setitem(sys.modules, "ipykernel", io)
    assert len(analysis.count(MANY.select("a00", "a01"))) > 0
    out, err = capsys.readouterr()
    assert "0/2" in out and not out.rpartition("\r")[2].strip() and err == ""
    assert not out.split("\r")[-2].strip()  # the last bar is overwritten
    load(Path(__file__).parents[1] / "corpus")
    assert "file" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["nbconvert", "script"])
def test_no_bar_elsewhere(monkeypatch, capsys, place):
    monkeypatch.setattr(PROGRESS, "_DELAY", 0)
    if place == "script":  # started from a notebook
        monkeypatch.setenv("JPY_SESSION_NAME", "x.ipynb")
        monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    else:
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
        monkeypatch.setitem(sys.modules, "ipykernel", io)
    analysis.count(MANY.select("a00"))
    assert capsys.readouterr() == ("", "")
