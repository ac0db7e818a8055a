"""Readability: published worked examples, hand counts, and equality with textstat."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import MEASURES, facts_of
from analysis.measures.dale_chall import dale_chall, unfamiliar_words
from analysis.measures.gunning import gunning_fog
from analysis.measures.lix import lix
from analysis.measures.readability import (
    automated_readability,
    coleman_liau,
    flesch_kincaid_grade,
    flesch_reading_ease,
    smog,
)
from analysis.notebook.textstat import offline_textstat

# --- worked examples of the papers, or of manuals that teach the formula


def test_flesch_standard_text():
    """Flesch (1948), pattern of reading ease: 17 words, 147 syllables per 100: "standard"."""
    ease = flesch_reading_ease(words=1700, sentences=100, syllables=2499)
    assert 60 < ease < 70
    assert ease == pytest.approx(206.835 - 17.255 - 124.362)


def test_flesch_kincaid_of_green_eggs_and_ham():
    """5.7 words a sentence and 1.02 syllables a word make grade −1.3 (Wikipedia)."""
    grade = flesch_kincaid_grade(words=5700, sentences=1000, syllables=5814)
    assert round(grade, 1) == -1.3


@pytest.mark.parametrize("polysyllables, grade", [(95, 13), (64, 11), (36, 9), (100, 13)])
def test_smog_agrees_with_mclaughlins_quick_rule(polysyllables, grade):
    """McLaughlin (1969): root of the nearest square + 3; his example is 95 → 100 → 13."""
    assert round(math.sqrt(polysyllables)) + 3 == grade
    assert smog(sentences=30, polysyllables=polysyllables) == pytest.approx(grade, abs=0.6)


def test_smog_of_thirty_sentences():
    assert smog(30, 0) == pytest.approx(3.1291)
    assert smog(30, 100) == pytest.approx(13.5591)
    assert smog(10, 100 / 3) == pytest.approx(13.5591)


def test_coleman_liau_of_its_own_abstract():
    """639 letters, 119 words and 5 sentences: L 537, S 4.20, grade 14.5 (Wikipedia)."""
    assert round(coleman_liau(words=119, sentences=5, letters=639), 1) == 14.5


@given(st.floats(300, 700), st.floats(1, 25))
def test_coleman_liau_is_the_papers_two_equations_in_one(letters, sentences):
    """Coleman and Liau (1975): estimated cloze, then grade, per 100 words."""
    cloze = 141.8401 - 0.214590 * letters + 1.079812 * sentences
    grade = -27.4004 * cloze / 100 + 23.06395
    assert coleman_liau(100, sentences, letters) == pytest.approx(grade, abs=0.01)


def test_gunnings_own_passage():
    """Gunning (1968), pp. 38–39: 118 words, 8 sentences, 15 hard words; he gives 10.9.

    The exact value is 10.98: he rounds on the way.
    """
    assert gunning_fog(words=118, sentences=8, complex_words=15) == pytest.approx(10.9, abs=0.1)


def test_gunning_fog_of_a_style_manual():
    """Grammatically Correct (Stilman): 5 sentences in 100 words, 14 long words, Fog 13.6."""
    assert gunning_fog(words=100, sentences=5, complex_words=14) == pytest.approx(13.6)


def test_linsear_write_of_ohayre():
    """readabilityformulas.com after O'Hayre (1966): 55 words of one syllable, 5 sentences, 70."""
    assert MEASURES["linsear_write"](words=100, sentences=5, linsear_words=55) == 70


def test_dale_chall_always_adds_its_constant():
    """Dale and Chall (1948); textstat leaves it out up to 5% of difficult words."""
    assert dale_chall(words=100, sentences=10, unfamiliar_words=5) == pytest.approx(4.922)


# --- a text counted by hand

SENTENCES = (
    "the council voted again",  # letters 3 7 5 5 = 20; syllables 1 2 2 2 = 7
    "its decision was a betrayal of voters",  # 3 8 3 1 8 2 6 = 31; 1 3 1 1 3 1 2 = 12
)


def hand_text():
    words = " ".join(SENTENCES).split()
    facts = {name: int(values.sum()) for name, values in facts_of(words).items()}
    return {"words": len(words), "sentences": 2, **facts}


def test_counts_of_a_text_counted_by_hand():
    expected = {
        "words": 11,
        "sentences": 2,
        "letters": 51,
        "characters": 51,
        "syllables": 19,
        "polysyllables": 2,  # decision, betrayal
        "long_words": 3,  # council, decision, betrayal
        "linsear_words": 3,  # its, a, of
        "complex_words": 2,  # decision, betrayal
        "unfamiliar_words": 4,  # council, decision, betrayal, voters
    }
    assert expected.items() <= hand_text().items()


@pytest.mark.parametrize(
    "name, value",
    [
        ("words_per_sentence", 5.5),
        ("syllables_per_word", 1.7273),
        ("flesch_reading_ease", 55.1252),  # 206.835 − 5.5825 − 146.1273
        ("flesch_kincaid_grade", 6.9368),  # 2.145 + 20.3818 − 15.59
        ("smog", 8.8418),  # 1.043 × √30 + 3.1291
        ("gunning_fog", 9.4727),  # 0.4 × (5.5 + 18.1818)
        ("coleman_liau", 6.08),  # 27.2618 − 5.3818 − 15.8
        ("automated_readability", 3.1573),  # 21.8373 + 2.75 − 21.43
        ("dale_chall", 9.6511),  # 5.7418 + 0.2728 + 3.6365
        ("lix", 32.7727),  # 5.5 + 27.2727
        ("linsear_write", 81.8182),  # 100 × (3 + 6) ÷ 11
    ],
)
def test_scores_of_a_text_counted_by_hand(name, value):
    measure, counts = MEASURES[name], hand_text()
    assert measure(**{need: counts[need] for need in measure.needs}) == pytest.approx(
        value, abs=6e-5
    )


# --- rules on words

FAMILIAR = "asks boys armies churches boy's asked baked stopped carried asking baking stopping"
FAMILIAR += " known taken bigger larger happier biggest quickly don't good-looking Tehran Iranian"
FAMILIAR += " NATO 1948 18th 1.5bn war-fighting mr geese"
UNFAMILIAR = "burner clippings easily sharpen oxen council parliament betrayal statement election"
UNFAMILIAR += " anti-war widen whiten"


@pytest.mark.parametrize("word", FAMILIAR.split())
def test_familiar(word):
    assert unfamiliar_words(word) is False


@pytest.mark.parametrize("word", UNFAMILIAR.split())
def test_unfamiliar(word):
    assert unfamiliar_words(word) is True


HARD = "betrayal parliament decision accountable developed industries counter-revolutionary"
HARD += " anti-government reasonable parenthood negotiated"
NOT_HARD = "council voted created trespasses bookkeeper manpower butterfly newspapers lawmakers"
NOT_HARD += " Ayatollah NATO UNESCO state-of-the-art everything anti-American 2026 well-meaning"


@pytest.mark.parametrize("word", HARD.split())
def test_complex(word):
    assert facts_of([word])["complex_words"] == 1


@pytest.mark.parametrize("word", NOT_HARD.split())
def test_not_complex(word):
    assert facts_of([word])["complex_words"] == 0


# --- textstat, given its own counts

SHORT_WORDS = "the a man dog ran to his old house and said it was time for tea"
LONG_WORDS = (
    "government betrayal negotiations Tehran officials council isn't victory asked demanded"
)
SENTENCE = st.lists(
    st.sampled_from(SHORT_WORDS.split())
    | st.sampled_from((SHORT_WORDS + " " + LONG_WORDS).split()),
    min_size=3,
    max_size=30,
).map(lambda words: " ".join(words).capitalize() + ".")
TEXT = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)

SAME = {  # ours → textstat's function
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "smog": "smog_index",
    "automated_readability": "automated_readability_index",
    "lix": "lix",
    "words_per_sentence": "words_per_sentence",
    "syllables_per_word": "avg_syllables_per_word",
}


def textstat_counts(textstat, text):
    return {
        "words": textstat.lexicon_count(text),
        "sentences": textstat.sentence_count(text),
        "letters": textstat.letter_count(text),
        "characters": textstat.char_count(text),
        "syllables": textstat.syllable_count(text),
        "polysyllables": textstat.polysyllabcount(text),
        "long_words": textstat.long_word_count(text),
    }


@settings(max_examples=60)
@given(TEXT)
def test_equals_textstat_with_its_counts(text):
    textstat = offline_textstat().textstat
    counts = textstat_counts(textstat, text)
    for name, function in SAME.items():
        measure = MEASURES[name]
        ours = measure(**{need: counts[need] for need in measure.needs})
        assert ours == pytest.approx(getattr(textstat, function)(text)), name


def test_lix_and_automated_readability_of_plain_numbers():
    assert lix(100, 5, 25) == 45
    assert automated_readability(100, 5, 450) == pytest.approx(9.765)
