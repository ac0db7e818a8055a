"""Our scores are the library's, for any sentence, and each word's share is right."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from work import lines

from analysis import count
from analysis.article import Article, Section
from analysis.counting.vader import analyzer, score

WORDS = (
    "good bad not but BUT never so no kind sort of the a GREAT Terrible very least at sux :) "
    "great! love? without doubt this yeah right hate like hate, or nor only 😁 x😁 bus stop bomb"
).split()


# Published in the library's own README, with the library's scores.
@pytest.mark.parametrize(
    ("sentence", "compound"),
    [
        ("VADER is smart, handsome, and funny.", 0.8316),
        ("VADER is smart, handsome, and funny!", 0.8439),
        ("VADER is very smart, handsome, and funny.", 0.8545),
        ("VADER is VERY SMART, handsome, and FUNNY.", 0.9227),
        ("VADER is VERY SMART, handsome, and FUNNY!!!", 0.9342),
        ("VADER is not smart, handsome, nor funny.", -0.7424),
        ("At least it isn't a horrible book.", 0.431),
        (
            "The plot was good, but the characters are uncompelling and the dialog is not great.",
            -0.7042,
        ),
        ("Catch utf-8 emoji such as 💘 and 💋 and 😁", 0.875),
    ],
)
def test_published_scores(sentence, compound):
    assert score(sentence)[0] == compound


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
@example("good but good bad good bad bad")
@example("kind of good")
def test_equals_the_library_on_its_own_words(sentence):
    assert score(sentence)[0] == analyzer().polarity_scores(sentence)["compound"]


@given(st.text(max_size=60))
def test_equals_the_library_on_any_text(sentence):
    assert score(sentence)[0] == analyzer().polarity_scores(sentence)["compound"]


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=15).map(" ".join)))
@example(["a lawsuit on this hate", "bus stop", "the shit", "kiss of death"])
@example([":) it rained", "it was GLAD"])
def test_many_at_once_equal_the_library(lines):
    sections = tuple(Section("headline", line) for line in lines)
    found = count([Article("x", sections, language="en")])
    found = found[found["sentences"] == 1]
    texts = [" ".join(line.split()) for line in lines]
    expected = [
        analyzer().polarity_scores(text)["compound"]
        for text in texts
        if any(character.isalnum() for character in text)
    ]
    assert found["compound"].tolist() == expected


def test_words_and_their_valence():
    # good: 1.9 in the list, halved before "but"; bad: −2.5, raised by half after it.
    sentence = "It was good, but bad."
    compound, words = score(sentence)
    assert [(sentence[a:b], v) for a, b, v in words] == [("good", 0.95), ("bad", -3.75)]
    total = 0.95 - 3.75
    assert compound == round(total / math.sqrt(total**2 + 15), 4)


def test_a_long_sentence_takes_time_in_proportion():
    # The library would need minutes for this.
    compound, words = score("good bad but " * 40_000)
    assert len(words) == 80_000 and -1 <= compound <= 1
    few, many = (lines(lambda n=n: score("good bad but " * n)) for n in (1_000, 4_000))
    assert many < 4.2 * few  # four times the words
