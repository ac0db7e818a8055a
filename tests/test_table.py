"""Sums, measures of sums, coverage by voice, missing counts, intervals."""

import numpy as np
import pandas as pd
import pytest

import analysis
from analysis.article import Article, Section
from analysis.counting.passages import count
from analysis.measures import applicable
from analysis.statistics.interval import interval
from analysis.tables.per_article import article_values
from analysis.tables.tabulate import tabulate
from analysis.tables.totals import totals

TWO = [
    Article("one", (Section("body", 'Good news came. "It is bad," Ann said.'),), language="en"),
    Article("two", (Section("body", "“We won. We sang.” It rained."),), language="en"),
]


@pytest.fixture(scope="module")
def passages():
    return count(TWO)


def test_an_article_is_the_sum_of_its_rows(passages):
    table = tabulate(passages)
    assert table["words"].to_dict() == {"one": 8, "two": 6}
    assert table["sentences"].to_dict() == {"one": 2, "two": 3}
    assert table["words_per_sentence"].to_dict() == {"one": 4.0, "two": 2.0}
    assert table["quoted_share"].to_dict() == {"one": 3 / 8, "two": 4 / 6}


def test_measures_of_sentences_by_voice_use_whole_sentences_only(passages):
    table = tabulate(passages, ["article", "voice"])
    # "It is bad," Ann said. lies in two voices: it is left out, and coverage says so.
    assert table.loc[("one", "unattributed"), "words_per_sentence"] == 3
    assert table.loc[("one", "unattributed"), "coverage"] == 3 / 5
    assert np.isnan(table.loc[("one", "quoted"), "words_per_sentence"])
    assert table.loc[("one", "quoted"), "coverage"] == 0
    assert table.loc[("one", "quoted"), "syllables_per_word"] == 1
    assert table.loc[("two", "quoted"), "words_per_sentence"] == 2
    assert table.loc[("two", "quoted"), "coverage"] == 1


def test_rows_of_one_voice_alone_measure_as_the_table_split_by_voice_does(passages):
    """Of unattributed rows alone what needs a probability differs (tests/test_voices.py)."""
    split = tabulate(passages, ["article", "voice"])
    for voice in ("quoted", "unattributed"):
        alone = tabulate(passages[passages["voice"] == voice])
        same = [name for name in split if "expected" not in name]
        same = [name for name in same if voice == "quoted" or "loaded" not in name]
        found = split.xs(voice, level="voice")[same]
        pd.testing.assert_frame_equal(alone[same], found)


def test_by_speaker_a_sentence_of_two_speakers_is_left_out():
    text = "“We won,” “we sang.” It rained."
    article = Article("x", (Section("body", text),), language="en")
    table = count([article])
    table.loc[table["quote"] != "none", "speaker"] = ["Ann", "Ben"]
    by = tabulate(table, ["speaker"])
    assert by.loc["Ann", "coverage"] == 0 and by.loc["Ben", "coverage"] == 0
    assert np.isnan(by.loc["Ann", "words_per_sentence"])
    assert by.loc["Ben", "quoted_share"] == 1
    assert by.loc["", "words_per_sentence"] == 2


def test_responses_read_back_from_csv_measure_the_same():
    written = pd.DataFrame({"article": ["a", "b"], "yes": [3.0, np.nan], "no": [1.0, 2.0]})
    table = tabulate(written)
    assert table["yes_share"].loc["a"] == 0.75 and np.isnan(table["yes_share"].loc["b"])
    assert table["n_yes_share"].to_dict() == {"a": 1, "b": 0}


def test_an_interval_by_voice_uses_whole_sentences(passages):
    found = interval(passages, "words_per_sentence", ["article", "voice"])
    assert found.loc[("one", "unattributed"), "n"] == 1
    # "It is bad," is no whole sentence: its voice has none.
    assert found.loc[("one", "quoted"), "n"] == 0
    assert found.loc[("one", "quoted"), ["value", "low", "high"]].isna().all()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("nope",), "no measure nope; available: "), (("smog", ["words"]), "no column words")],
)
def test_interval_names_what_is_wrong(passages, arguments, says):
    with pytest.raises(ValueError, match=says):
        interval(passages, *arguments)


def test_sums_do_not_depend_on_the_order_of_rows(passages):
    many = pd.concat([passages] * 30, ignore_index=True)
    shuffled = many.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(tabulate(many), tabulate(shuffled), check_exact=True)


def test_nothing_to_group_by_gives_one_row(passages):
    table = tabulate(passages, [])
    assert table["words"].tolist() == [14]
    assert table["articles"].tolist() == [2]


def test_an_unknown_column_is_named_with_those_that_are_there(passages):
    with pytest.raises(ValueError, match="^no column colour .*: article, .*corpus.metadata$"):
        tabulate(passages, "colour")
    about = pd.DataFrame({"outlet": ["A", "A"]}, index=["one", "two"])
    with pytest.raises(ValueError, match="^no column colour .*: article, section, .*, outlet$"):
        tabulate(passages, "colour", articles=about)


def test_without_a_title_and_without_a_word_an_article_stays_in_every_table(tmp_path):
    (tmp_path / "x.csv").write_text(
        "id,title,text,language,outlet\na,,It rained. Ann left.,en,A\nb,NA,Rain.,en,B\nc,T,…,en,A\n"
    )
    corpus = analysis.load(tmp_path / "x.csv")
    assert corpus.problems == () and [article.title for article in corpus] == [None, None, "T"]
    passages = analysis.count(corpus)
    table = tabulate(passages)
    assert table["words"].tolist() == [4, 1, 0] and table["sentences"].tolist() == [2, 1, 0]
    assert table["words_per_sentence"].fillna(-1).tolist() == [2, 1, -1]
    outlets = tabulate(passages, "outlet", articles=corpus.metadata)
    assert outlets["articles"].tolist() == [2, 1] and outlets["words"].tolist() == [4, 1]
    summary = analysis.summarise(passages, "words_per_sentence")
    assert summary[["articles", "missing"]].to_numpy().tolist() == [[2, 1]]
    # What reads the texts again reads none of another section.
    assert analysis.concordance(corpus, ["T"], passages).empty


def test_grouping_by_a_column_of_numbers(passages):
    articles = pd.DataFrame({"year": [2017, 2018]}, index=["one", "two"])
    assert tabulate(passages, "year", articles=articles)["words"].to_dict() == {2017: 8, 2018: 6}
    merged = passages.merge(articles, left_on="article", right_index=True)
    for table in (merged, totals(merged.drop(columns="year"), articles)):
        assert tabulate(table, "year")["words"].to_dict() == {2017: 8, 2018: 6}
        by_voice = tabulate(table, ["year", "voice"])["words"]
        assert by_voice[2017].to_dict() == {"quoted": 3, "attributed": 0, "unattributed": 5}
    dated = articles.assign(published=["2017-01-02", "2018-01-02"])
    by_year = analysis.trend(passages, "words_per_sentence", "month", "year", articles=dated)
    assert by_year["articles"].groupby("year").sum().to_dict() == {2017: 1, 2018: 1}


def test_a_column_named_as_a_count_cannot_be_grouped_by():
    one = Article("a", (Section("body", "It rained."),), language="en")
    about = pd.DataFrame({"words": [5]}, pd.Index(["a"], name="article"))
    with pytest.raises(ValueError, match="^no column words to group by; available: article,"):
        tabulate(count([one]), "words", articles=about)


def test_a_number_to_group_by_is_no_count():
    wordless = Article("none", (Section("headline", "Rain"), Section("body", "…")), language="en")
    passages = count([*TWO, wordless])
    years = pd.DataFrame({"year": 2017}, index=["one", "two", "none"])
    assert tabulate(passages, "year", articles=years)["articles"].to_dict() == {2017: 3}
    given = passages, "loaded_any_per_1000", ["year", "voice"], "body", years
    assert set(article_values(*given)[0]["year"]) == {2017}


def test_articles_without_metadata_are_counted_in_a_warning(passages):
    articles = pd.DataFrame({"outlet": ["A"]}, index=["one"])
    with pytest.warns(UserWarning, match="1 of 2 articles are missing from the table"):
        tabulate(passages, "outlet", articles=articles)


def test_grouping_by_metadata(passages):
    metadata = pd.DataFrame({"outlet": ["A", "A"]}, index=["one", "two"])
    assert tabulate(passages, "outlet", articles=metadata)["words"].to_dict() == {"A": 14}


@pytest.mark.parametrize("outlets", [["B", "A"], ["B", None]])
@pytest.mark.parametrize("by", ["outlet", ["outlet", "voice"], ["voice", "outlet", "article"]])
def test_categorical_columns_group_as_texts_do(passages, outlets, by):
    about = pd.DataFrame({"outlet": outlets}, index=["one", "two"])
    expected = tabulate(passages, by, articles=about)
    for kind in ("category", object):
        found = tabulate(passages, by, articles=about.astype(kind))
        pd.testing.assert_frame_equal(
            found.reset_index(), expected.reset_index(), check_dtype=False, check_categorical=False
        )
    within = passages.astype({"article": "category", "speaker": "category"})
    pd.testing.assert_frame_equal(tabulate(within, "voice"), tabulate(passages, "voice"))
    assert len(tabulate(within, "speaker")) == len(tabulate(passages, "speaker"))


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"table": [1]}, TypeError, "table must be a DataFrame, not list"),
        ({"table": pd.DataFrame({"words": [1]})}, ValueError, "table has no column article; give"),
        ({"by": 5}, TypeError, "by must be a column or a list of columns, not int"),
        ({"by": [5]}, TypeError, "by must be a column or a list of columns, not int"),
        ({"section": 5}, TypeError, "section must be the name of a section, or None, not int"),
        ({"section": "leg"}, ValueError, "no section leg; available: kicker"),
        ({"articles": "x"}, TypeError, "articles must be a DataFrame such as .*, not str"),
    ],
)
def test_a_wrong_argument_is_named(passages, arguments, error, says):
    with pytest.raises(error, match=f"^{says}[^\n]*$"):
        tabulate(**{"table": passages} | arguments)


def test_articles_with_two_rows_for_one_would_count_it_twice(passages):
    twice = pd.DataFrame({"outlet": ["A", "B", "A"]}, index=["one", "one", "two"])
    with pytest.raises(ValueError, match="^articles has several rows for one article"):
        tabulate(passages, "outlet", articles=twice)


@pytest.mark.parametrize("kind", [object, "category", "str"])
@pytest.mark.parametrize("column", ["words", "compound", "loaded_any", "letters"])
def test_counts_that_are_no_numbers_are_refused_and_not_lost(passages, kind, column):
    odd = passages.assign(**{column: passages[column].astype(kind)})
    for function in (tabulate, totals):
        with pytest.raises(ValueError, match=f"^column {column} must contain numbers, not "):
            function(odd)


def test_totals_of_categorical_articles_keep_every_count(passages):
    expected = totals(passages)
    found = totals(passages.astype({"article": "category", "section": object, "voice": object}))
    assert found["words"].sum() == passages["words"].sum()
    assert sorted(found["words"]) == sorted(expected["words"])


def test_both_tables_count_the_same_rows(passages):
    """Of a group that is one article the measure is the article's value."""
    for by in (["article"], ["article", "voice"], ["article", "speaker"]):
        table = tabulate(passages, by)
        for name in applicable(passages.columns):
            if name not in table:
                continue  # by voice, shares of voices
            values, _, _ = article_values(passages, name, by)
            # By voice, articles have words that are attributed with some small probability.
            expected = table[name].reindex(pd.MultiIndex.from_frame(values[by])).to_numpy()
            np.testing.assert_array_equal(values["value"], expected, err_msg=f"{name} by {by}")
            assert table[name].notna().sum() == values["value"].notna().sum()


def test_missing_counts_are_left_out_and_n_says_so():
    responses = pd.DataFrame(
        {
            "article": ["a", "a", "b"],
            "yes": pd.array([3, None, None], dtype="Int64"),
            "no": pd.array([1, 5, None], dtype="Int64"),
        }
    )
    table = tabulate(responses)
    assert table["yes_share"].loc["a"] == 0.75
    assert np.isnan(table["yes_share"].loc["b"])
    assert table["n_yes_share"].to_dict() == {"a": 1, "b": 0}
    assert table["yes"].isna().to_dict() == {"a": False, "b": True}


def test_interval_holds_the_value_and_is_the_same_twice(passages):
    first, again = (interval(passages, "words_per_sentence") for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert first["n"].to_dict() == {"one": 2, "two": 3}
    assert first.loc["one", ["low", "high"]].isna().all()
    # Three sentences of two words each: nothing tells how others would vary.
    assert first.loc["two", "value"] == 2
    assert first.loc["two", ["low", "high"]].isna().all()


def test_interval_of_a_mean_is_students_on_the_log_scale():
    from scipy import stats

    text = " ".join("Good" + " word" * n + "." for n in (1, 4, 2, 9, 3, 5, 7, 2, 6, 30))
    table = count([Article("long", (Section("body", text),), language="en")])
    row = interval(table, "words_per_sentence").loc["long"]
    lengths = np.array([2, 5, 3, 10, 4, 6, 8, 3, 7, 31])
    margin = stats.ttest_1samp(lengths, 0).confidence_interval(0.95).high - lengths.mean()
    factor = np.exp(margin / lengths.mean())
    assert row["value"] == lengths.mean()
    assert row["low"] == pytest.approx(lengths.mean() / factor)
    assert row["high"] == pytest.approx(lengths.mean() * factor)


def test_tables_put_together_without_a_new_index_add_up(passages):
    halves = [
        passages[passages["article"] == name].reset_index(drop=True) for name in "one two".split()
    ]
    together = pd.concat(halves)
    assert not together.index.is_unique
    for by in (["article"], ["voice"], ["article", "speaker"]):
        pd.testing.assert_frame_equal(tabulate(together, by), tabulate(passages, by))
    pd.testing.assert_frame_equal(totals(together), totals(passages))


BROKEN = Article(
    "broken", (Section("body", 'It" was said" that nobody" knew. A bad day" came.'),), language="en"
)


def test_an_article_whose_marks_cannot_be_read_has_no_voice():
    table = count([*TWO, BROKEN])
    assert table.loc[table["article"] == "broken", ["voice", "quote"]].isna().all(axis=None)
    measured = tabulate(table)
    assert measured.loc["broken", "words_per_sentence"] == 5
    assert np.isnan(measured.loc["broken", "quoted_share"])
    assert measured.loc["one", "quoted_share"] == 3 / 8
    whole = tabulate(table, [])
    # It rests on two of the three articles, and says so.
    assert whole.loc[0, ["quoted_share", "n_quoted_share", "articles"]].tolist() == [7 / 14, 2, 3]
    assert "n_words_per_sentence" not in whole


def test_it_stays_out_of_tables_by_voice_and_the_number_is_said():
    table = count([*TWO, BROKEN])
    with pytest.warns(UserWarning, match="^1 of 3 articles left out: their quotation marks"):
        by = tabulate(table, ["voice"])
    assert by["words"].to_dict() == {"quoted": 7, "attributed": 0, "unattributed": 7}
    with pytest.warns(UserWarning, match="^1 of 3 articles left out"):
        assert set(interval(table, "syllables_per_word", ["voice"]).index) == {
            "quoted",
            "unattributed",
        }
    assert interval(table, "quoted_share").loc["broken", "n"] == 0


@pytest.mark.parametrize("kind", ["int16", "uint8", "Int8", "int8[pyarrow]"])
def test_small_whole_numbers_do_not_overflow_by_voice(kind):
    text = " ".join(["It rained on the town"] * 8) + "."  # 40 words: 1,000 × 40 is no int16
    counted = count([Article("a", (Section("body", f"{text} {text}"),), language="en")])
    named = ("words", "loaded_any", "loaded_threat", "letters")
    small = counted.astype({name: kind if name != "letters" else "int16" for name in named})
    wide, table = tabulate(counted, "voice"), tabulate(small, "voice")
    assert table["expected_words"].sum() == 80_000
    pd.testing.assert_frame_equal(table.astype("float64"), wide.astype("float64"))


def test_rows_that_are_in_a_table_twice_are_told(passages):
    about = pd.DataFrame({"outlet": ["A", "A"]}, pd.Index(["one", "two"], name="article"))
    tags = pd.DataFrame({"article": ["one", "two", "two"], "tag": ["x", "x", "y"]})
    says = "^rows of article two are in the table twice, and are counted twice; keep each once$"
    with pytest.warns(UserWarning, match=says):
        assert tabulate(passages.merge(tags), "outlet", articles=about)["words"].item() == 20
    by_tag = tabulate(passages.merge(tags), "tag")
    assert by_tag["words"].to_dict() == {"x": 14, "y": 6}
