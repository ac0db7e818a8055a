"""Readability formulas as their authors published them, and the word facts that they need.

Grades are years of US schooling. The formulas were fitted to passages of 100 words or more, so
values for a sentence or two say little.
"""

import numpy as np

from analysis.text import syllables as spoken

from .registry import FROM_0, HARDER, measure, per_word

GRADE = {"unit": "US school grade"} | HARDER
_SMOG = {"direction": "higher is harder; designed for 30 sentences or more"}
_LINSEAR = {"direction": "higher is easier; designed for samples of 100 words"}
# O'Hayre leaves these out: most weak passives are made with them.
_WEAK = frozenset(("the", "is", "are", "was", "were"))


@per_word
def letters(word):
    """Number of letters, in any script.

    >>> letters("don't"), letters("G20")
    (4, 1)
    """
    return len(word) if word.isalpha() else sum(map(str.isalpha, word))


@per_word
def characters(word):
    """Number of letters and digits.

    >>> characters("war-torn"), characters("G20")
    (7, 3)
    """
    return len(word) if word.isalnum() else sum(map(str.isalnum, word))


@per_word
def syllables(word):
    """Number of syllables, counted by `analysis.text.syllables`.

    >>> syllables("government"), syllables("war-torn")
    (3, 2)
    """
    return spoken.syllables(word)


@per_word
def polysyllables(syllables):
    """Whether the word has three syllables or more (McLaughlin 1969); names count too.

    >>> polysyllables(syllables=3), polysyllables(syllables=2)
    (True, False)
    """
    return syllables >= 3


@per_word
def linsear_words(word, syllables):
    """Whether the word has one syllable and is not *the, is, are, was* or *were* (O'Hayre 1966).

    >>> linsear_words("trust", syllables=1), linsear_words("were", syllables=1)
    (True, False)
    """
    return syllables == 1 and word.lower() not in _WEAK


@measure(unit="words", direction="higher means longer sentences", cite="flesch1948", bounds=FROM_0)
def words_per_sentence(words, sentences):
    """Words ÷ sentences.

    >>> words_per_sentence(words=120, sentences=6)
    20.0
    """
    return words / sentences


@measure(unit="syllables", direction="higher means longer words", cite="flesch1948", bounds=FROM_0)
def syllables_per_word(words, syllables):
    """Syllables ÷ words.

    >>> syllables_per_word(words=120, syllables=180)
    1.5
    """
    return syllables / words


@measure(unit="Flesch reading ease", direction="higher is easier", cite="flesch1948")
def flesch_reading_ease(words, sentences, syllables):
    """206.835 − 1.015 × words per sentence − 84.6 × syllables per word.

    Flesch calls scores of 60 to 70 standard, scores below 30 very difficult and scores above 90
    very easy. Easy text can exceed 100, and hard text can fall below 0.

    >>> round(flesch_reading_ease(words=100, sentences=5, syllables=150), 3)
    59.635
    """
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


@measure(**GRADE, cite="kincaid1975")
def flesch_kincaid_grade(words, sentences, syllables):
    """0.39 × words per sentence + 11.8 × syllables per word − 15.59.

    >>> round(flesch_kincaid_grade(words=120, sentences=6, syllables=180), 2)
    9.91
    """
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


@measure(**GRADE | _SMOG, cite="mclaughlin1969", bounds=(3.1291, np.inf))
def smog(sentences, polysyllables):
    """1.043 × √(30 × polysyllables ÷ sentences) + 3.1291.

    This is the exact equation, not the shortcut "square root + 3". It was designed for 30
    sentences: three samples of ten. A score from fewer sentences is given, but is less certain.

    >>> round(smog(sentences=30, polysyllables=100), 4)
    13.5591
    """
    return 1.043 * np.sqrt(30 * polysyllables / sentences) + 3.1291


@measure(**GRADE, cite="coleman1975")
def coleman_liau(words, sentences, letters):
    """0.0588 × letters per 100 words − 0.296 × sentences per 100 words − 15.8.

    Coleman and Liau have two equations, one for the share of deleted words that readers can fill
    in and one for the grade of this share. The formula combines both, with the usual rounding.

    >>> round(coleman_liau(words=119, sentences=5, letters=639), 1)
    14.5
    """
    return 0.0588 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8


@measure(**GRADE, cite="smith1967")
def automated_readability(words, sentences, characters):
    """4.71 × characters per word + 0.5 × words per sentence − 21.43.

    Smith and Senter counted typewriter strokes; here, characters are letters and digits.

    >>> round(automated_readability(words=100, sentences=5, characters=450), 3)
    9.765
    """
    return 4.71 * characters / words + 0.5 * words / sentences - 21.43


@measure(unit="Linsear Write score", cite="ohayre1966", bounds=FROM_0, **_LINSEAR)
def linsear_write(words, sentences, linsear_words):
    """100 × (Linsear words + 3 × sentences) ÷ words.

    This is O'Hayre's own score, for all words instead of a sample of 100. He recommends 70 to 80.
    The score is not the US school grade that is often given under the same name.

    >>> linsear_write(words=100, sentences=5, linsear_words=55)
    70.0
    """
    return 100 * (linsear_words + 3 * sentences) / words
