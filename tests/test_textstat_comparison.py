"""Our readability compared with textstat's: the differences and the functions are right."""

import pytest

from analysis import count
from analysis._support.errors import NothingToShow
from analysis.article import Article, Section
from analysis.counting.vader import score
from analysis.notebook import compare_splitters, compare_with_textstat
from analysis.notebook.textstat import offline_textstat
from analysis.text import straighten

TEXT = "The government said that the war-torn town was safe. Nobody there had agreed to that."


def test_each_row_is_textstats_own_function():
    article = Article(
        "x", (Section("headline", "Not measured"), Section("body", TEXT)), language="en"
    )
    table = compare_with_textstat(article, count([article]))
    textstat = offline_textstat()
    assert table.loc["lix", "textstat"] == textstat.lix(TEXT)
    assert table.loc["smog", "textstat"] == textstat.smog_index(TEXT)
    assert table.loc["flesch_kincaid_grade", "ours"] == pytest.approx(
        0.39 * 15 / 2 + 11.8 * 21 / 15 - 15.59
    )
    # A score of O'Hayre's, and what textstat makes of it.
    assert table.loc["linsear_write", "textstat"] == textstat.linsear_write_formula(TEXT)
    assert (table["difference"] == table["ours"] - table["textstat"]).all()


@pytest.mark.parametrize("compare", [compare_with_textstat, compare_splitters])
def test_without_words_there_is_nothing_to_compare(compare):
    silent = Article("x", (Section("body", "…"),), language="en")
    for article in (None, silent):
        with pytest.raises(NothingToShow):
            compare(article, count([silent]))


def test_other_splitters_change_only_the_sentences():
    # Ours ends a sentence inside the marks; a cut after stops before a space does not.
    text = "He asked, “Is he here? I fear not.” Sen. Lee was glad."
    article = Article("x", (Section("body", text),), language="en")
    passages = count([article])
    table = compare_splitters(article, passages)
    pieces = ["He asked, “Is he here?", "I fear not.” Sen.", "Lee was glad."]
    assert table.loc["sentences"].tolist()[:3] == [3, offline_textstat().sentence_count(text), 3]
    assert (table.loc["words_per_sentence", ["ours", "full_stops"]] == 12 / 3).all()
    assert table.loc["mean_compound", "full_stops"] == pytest.approx(
        sum(score(straighten(piece))[0] for piece in pieces) / 3
    )
    ours = ["He asked, “Is he here?", "I fear not.”", "Sen. Lee was glad."]
    assert table.loc["mean_compound", "ours"] == pytest.approx(
        sum(score(straighten(piece))[0] for piece in ours) / 3
    )
    assert "syllables_per_word" not in table.index
    changes = (table[["textstat", "full_stops"]].T - table["ours"]).abs().max()
    assert table["largest_change"].equals(changes)
