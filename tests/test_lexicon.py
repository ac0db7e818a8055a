"""Reading a term list and finding its terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import lexicon
from analysis.text import words

SMALL = lexicon.Lexicon(
    "small",
    "1",
    (
        ("betrayal", "betray*"),
        ("victory", "victory"),
        ("victory", "victory for the ayatollahs"),
        ("label", "ayatollahs"),
        ("label", "so-called"),
    ),
)


def hits(text):
    return [(text[start:end], category) for start, end, category, _ in SMALL.find(text)]


def test_a_phrase_is_one_hit_and_the_longest_wins():
    assert hits("A victory for the Ayatollahs.") == [
        ("victory for the Ayatollahs", "victory"),
        ("Ayatollahs", "label"),
    ]


def test_case_possessives_and_curly_marks_do_not_matter():
    assert hits("BETRAYAL; Victory’s price; the Ayatollahs’ so‑called plan; betrayer's") == [
        ("BETRAYAL", "betrayal"),
        ("Victory’s", "victory"),
        ("Ayatollahs", "label"),
        ("so‑called", "label"),
        ("betrayer's", "betrayal"),
    ]


def test_a_wildcard_stays_in_its_word():
    assert hits("portrayal, betray al") == [("betray", "betrayal")]


@given(st.lists(st.sampled_from("a victory for the ayatollahs betrayed x".split()), max_size=15))
def test_equals_a_naive_matcher(parts):
    expected, free = [], 0
    for place in range(len(parts)):
        if place < free or parts[place] != "victory":
            continue
        long = parts[place : place + 4] == "victory for the ayatollahs".split()
        free = place + (4 if long else 1)
        expected.append(" ".join(parts[place:free]))
    found = [text for text, category in hits(" ".join(parts)) if category == "victory"]
    assert found == expected


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("devil's advocate", "the devil’s advocate"),
        ("u.s.", "the U.S. said"),
        ("wait, what", "Wait what?"),
        ("spiral* out of control", "spiralling out of control"),
        ("so-called", "the so‑called plan"),
    ],
)
def test_terms_are_folded_as_texts_are(term, text):
    found = lexicon.Lexicon("x", "1", (("x", term),))
    assert len(found.find(text)) == 1


def test_the_shipped_list_holds_the_two_terms_asked_for():
    shipped = lexicon.read()
    assert len(shipped.categories) == 7
    found = {term for _, _, _, term in shipped.find("a victory for the Ayatollahs, a Betrayal")}
    assert {"victory for the ayatollahs", "betray*"} <= found
    assert shipped.validated == ""


def test_shipped_terms_are_in_small_letters_and_stand_once_in_a_category():
    terms = lexicon.read().terms
    assert all(term == term.lower() and words(term) for _, term in terms)
    assert len(set(terms)) == len(terms)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"categories: [", ":1: not YAML"),
        (b"name: x", "no categories"),
        (b"categories: {Bad Name: {terms: [a]}}", "small letters"),
        (b"categories: {threat: {terms: a}}", "threat: terms must be a list"),
        (b"categories: {threat: {terms: ['*']}}", "threat: terms must be a list"),
        (b"categories: {threat: {terms: [a]}}", "no name or version"),
        (b"version: 2026-02-31", "not YAML"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path, content, says):
    path = tmp_path / "list.yml"
    path.write_bytes(content)
    with pytest.raises(lexicon.LexiconError) as error:
        lexicon.read(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
