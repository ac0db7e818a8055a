"""Valence lists: formats, what is left out, refusals; AFINN in tables, and the mean of lists."""

import pytest

from analysis import MEASURES, count, tabulate
from analysis.article import Article, Section
from analysis.lexicon import LexiconError, read_valence


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_the_shipped_list():
    afinn = read_valence("afinn")
    assert len(afinn) == 3352
    assert [afinn(word) for word in ("Betrayal", "superb", "bastard’s", "Iran")] == [-3, 5, -5, 0]
    assert min(afinn.values()) == -5 and max(afinn.values()) == 5


@pytest.mark.parametrize(
    ("name", "content", "values"),
    [
        ("a.csv", "word,valence\ngood,1\nbad,-1\n", {"good": 1, "bad": -1}),
        ("a.csv", "good,1\nnot good,-1\n:),1\n", {"good": 1}),
        ("a.csv", "sep=;\nword;valence\ngood;1,5\nbad;-1\n", {"good": 15, "bad": -10}),
        ("a.txt", "Good\t3\ngood\t3\nfine\t2\n\n", {"good": 3, "fine": 2}),
        ("a.txt", "good\t1.9\t0.9\t[2, 1]\nbad\t-2.5\t1\t[]\n", {"good": 19, "bad": -25}),
        ("a.tsv", "won't\t-1\nabandon*\t-1\n", {"won't": -1}),
    ],
)
def test_formats(tmp_path, name, content, values):
    assert read_valence(written(tmp_path, name, content)) == values


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "word,valence\ngood,1\nbad\n", ":3: not a word and a number"),
        ("a.txt", "good 1\n", ":1: not a word and a number"),
        ("a.txt", "good\tnan\n", ":1: not a word and a number"),
        ("a.txt", "", "no words"),
        ("a.csv", 'good,1\n"bad,1\n', "not a word and a number"),
    ],
)
def test_a_broken_list_is_one_line(tmp_path, name, content, says):
    path = written(tmp_path, name, content)
    with pytest.raises(LexiconError, match=says) as error:
        read_valence(path)
    assert str(error.value).startswith(str(path)) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [("good,−1\nbad,-1\n", ":1: not"), ("good,\nbad,-1\n", ":1: not"), ("good\nbad,-1", ":1: not")],
)
def test_a_first_row_that_is_no_header_is_not_left_out(tmp_path, content, fault):
    with pytest.raises(LexiconError, match=fault):
        read_valence(written(tmp_path, "a.csv", content))


def test_a_first_row_that_may_be_no_header_is_named(tmp_path, recwarn):
    for head in ("Word,V.Mean.Sum", "#word,#valence", "word,(valence)"):
        assert read_valence(written(tmp_path, "a.csv", f"{head}\ngood,1\n")) == {"good": 1}
    assert not recwarn
    with pytest.warns(UserWarning, match="a.csv: line 1 read as a header: awful, n/a$"):
        assert read_valence(written(tmp_path, "a.csv", "awful,n/a\ngood,1\n")) == {"good": 1}
    with pytest.raises(LexiconError, match="a.csv:4: not a word and a number"):
        read_valence(written(tmp_path, "a.csv", "\n\nword,value\nawful,n/a\ngood,1\n"))


def test_a_word_with_two_values_is_named(tmp_path, recwarn):
    assert read_valence(written(tmp_path, "a.csv", "good,1\nGood,1.0\n")) == {"good": 1}
    assert not recwarn
    with pytest.warns(
        UserWarning, match=r"a.csv: the first of several values is used: good \(1, not 2.5\)$"
    ):
        assert read_valence(written(tmp_path, "a.csv", "Good,1\ngood,2.5\n")) == {"good": 1}


@pytest.mark.parametrize(
    ("content", "says", "values"),
    [
        (
            "good,0.04\nbad,-1.25\nfine,2\n",
            r"rounded to tenths: good \(0.04\), bad \(-1.25\)",
            [0, -12],
        ),
        ("word,pos,neg\ngood,1,0\nbad,0,2\n", "a third column is not used: neg", [1, 0]),
        ("good,1,0\nbad,0,2\n", "a third column is not used: 0", [1, 0]),
    ],
)
def test_what_of_a_value_is_not_used_is_named(tmp_path, content, says, values):
    with pytest.warns(UserWarning, match=f"^[^\n]*a.csv: {says}$"):
        read = read_valence(written(tmp_path, "a.csv", content))
    assert [read[word] for word in ("good", "bad")] == values


def test_finer_decimals_and_other_columns_are_expected_elsewhere(tmp_path, recwarn):
    read_valence(written(tmp_path, "a.txt", "good\t1.9\t0.94\t[2, 1]\n"))
    read_valence(written(tmp_path, "a.csv", "word,valence,\ngood,1.9,\n"))
    read_valence("afinn")
    assert not recwarn


def test_a_list_that_is_not_there():
    with pytest.raises(LexiconError, match="cannot be read"):
        read_valence("no-such.txt")


def test_afinn_in_a_table_by_hand():
    text = "A good plan (3). The betrayal (−3) was bad (−3). Nothing else."
    passages = count([Article("a", (Section("body", text),), language="en")])
    row = tabulate(passages).loc["a"]
    assert row["afinn"] == -3
    assert row["afinn_per_100"] == pytest.approx(-300 / row["words"])
    vader = (row["mean_compound"] - 0.0262) / 0.4362
    expected = (vader + (row["afinn_per_100"] + 0.555) / 16.10) / 2
    assert row["mean_of_lists"] == pytest.approx(expected)
    assert MEASURES["mean_of_lists"](0.0262, 1, -0.555, 100) == pytest.approx(0)


def test_entries_that_are_left_out_are_named(tmp_path):
    with pytest.warns(UserWarning, match=r"not single words, left out: fed up, brutal\*"):
        values = read_valence(written(tmp_path, "a.csv", "fed up,-2\nbrutal*,-3\ngood,1\n"))
    assert values == {"good": 1}
