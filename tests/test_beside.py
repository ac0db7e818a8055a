"""Our readability beside textstat's: the signs and the functions are the right ones."""

import pytest

from analysis import beside_textstat, count
from analysis.article import Article, Section
from analysis.syllables import offline_textstat

TEXT = "The government said that the war-torn town was safe. Nobody there had agreed to that."


def test_each_row_is_textstats_own_function():
    article = Article(
        "x", (Section("headline", "Not measured"), Section("body", TEXT)), language="en"
    )
    table = beside_textstat(article, count([article]))
    textstat = offline_textstat()
    assert table.loc["lix", "textstat"] == textstat.lix(TEXT)
    assert table.loc["rix", "textstat"] == textstat.rix(TEXT)
    assert table.loc["smog", "textstat"] == textstat.smog_index(TEXT)
    assert table.loc["flesch_kincaid_grade", "ours"] == pytest.approx(
        0.39 * 15 / 2 + 11.8 * 21 / 15 - 15.59
    )
    assert (table["difference"] == table["ours"] - table["textstat"]).all()
