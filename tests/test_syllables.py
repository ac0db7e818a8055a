"""Syllables: known answers, equality with textstat, and no network."""

import gzip
import subprocess
import sys
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make_syllables import pack

from analysis.notebook.textstat import offline_textstat
from analysis.text import straighten
from analysis.text.syllables import (
    TABLE,
    as_looked_up,
    easy_words,
    syllables,
    table,
)

PLAIN = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ''’", max_size=14)
ANY_LETTERS = st.text(st.characters(categories=["L"]) | st.sampled_from("'’"), max_size=10)
DICTIONARY_WORD = st.sampled_from(sorted(table()))


@pytest.mark.parametrize(
    "word, count",
    [
        ("a", 1),
        ("news", 1),
        ("strengths", 1),
        ("reader", 2),
        ("betrayal", 3),
        ("readability", 5),
        ("Parliament", 3),
        ("OFFICIAL", 3),
        ("didn't", 2),
        ("didn’t", 2),
        ("country's", 2),
        ("war-torn", 2),
        ("state-of-the-art", 4),
        ("anti-government", 5),
        ("U.S", 2),
        ("p.m", 2),
        ("either/or", 3),
        ("88", 1),
        ("1,000,000", 1),
        ("2.5", 1),
        ("2025-26", 2),  # a compound of two numerals
        ("", 0),
        ("'", 0),
    ],
)
def test_known_words(word, count):
    assert syllables(word) == count


def test_every_word_of_the_table_equals_textstat():
    textstat = offline_textstat()
    assert {word: textstat.syllable_count(word) for word in table()} == table()
    assert {word: syllables(word) for word in table()} == table()


@settings(max_examples=400)
@given(PLAIN | ANY_LETTERS | DICTIONARY_WORD.map(str.capitalize) | DICTIONARY_WORD.map(str.upper))
def test_words_of_letters_and_apostrophes_equal_textstat(word):
    assert syllables(word) == offline_textstat().syllable_count(straighten(word))


@given(st.integers(0, 10**12), st.sampled_from(["{}", "{:,}", "{}.5"]))
def test_numerals_equal_textstat(number, form):
    word = form.format(number)
    assert syllables(word) == offline_textstat().syllable_count(word)


@given(st.lists(DICTIONARY_WORD, min_size=2, max_size=4), st.sampled_from("-‐/"))
def test_compounds_are_the_sum_of_their_parts(parts, joint):
    assert syllables(joint.join(parts)) == sum(map(syllables, parts))


def test_table_is_small_and_says_nothing_of_its_making():
    packed = resources.files("analysis.text").joinpath("data", TABLE).read_bytes()
    assert len(packed) <= 500_000
    assert packed[4:8] == b"\0\0\0\0"  # gzip's time
    assert packed[3] == 0  # no file name
    assert len(table()) > 120_000
    assert all(as_looked_up(word) == word for word in table())


def test_notice_is_shipped():
    notice = resources.files("analysis.text").joinpath("data", "syllables.LICENSE.txt").read_text()
    assert "Copyright (C) 1993-2015 Carnegie Mellon University" in notice
    assert "THIS SOFTWARE IS PROVIDED" in notice


def test_table_maker():
    lines = [
        "tomato T AH0 M EY1 T OW2",
        "tomato(2) T AH0 M AA1 T OW2",
        "sh SH",
        "a.m. EY2 EH1 M",
        "able-bodied EY1 B AH0 L B AA1 D IY0 D",
        "don't D OW1 N T",
        "aalto AA1 L T OW2 # name, finnish",
        "act AE1 K T",
    ]
    assert gzip.decompress(pack(lines)) == b"sh\nact don't\naalto\ntomato\n"
    assert pack(lines) == pack(lines[::-1])


def test_easy_words_are_textstats():
    textstat = offline_textstat()
    assert easy_words() == textstat.backend.utils.get_lang_easy_words("en_US")
    assert len(easy_words()) == 2941


def test_textstat_as_a_whole_works_offline():
    textstat = offline_textstat()
    assert offline_textstat() is textstat
    text = "Nobody asked the council. The committee decided to postpone its unpopular proposal."
    # the syllables, by hand: 3 1 1 2, 1 3 3 1 2 1 4 3
    assert textstat.syllable_count(text) == 25
    assert textstat.flesch_kincaid_grade(text) == pytest.approx(0.39 * 6 + 11.8 * 25 / 12 - 15.59)
    assert textstat.polysyllabcount(text) == 5
    # council, committee, decided, postpone, unpopular, proposal
    assert textstat.difficult_words(text) == 6


def test_other_languages_of_textstat_are_left_alone():
    textstat = offline_textstat().textstat
    textstat.set_lang("de_DE")
    try:
        assert textstat.syllable_count("Zeitungsartikel") == 5
    finally:
        textstat.set_lang("en_US")
    assert textstat.syllable_count("newspaper") == 3


def test_known_words_need_no_textstat():
    code = (
        "import sys; from analysis.text.syllables import easy_words, syllables;"
        "syllables('government'), syllables('Government'), syllables('war-torn'), syllables('88');"
        "easy_words(); sys.exit(bool({'textstat', 'nltk'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
