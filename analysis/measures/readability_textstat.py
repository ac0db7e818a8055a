"""Readability as textstat 0.7.13 computes it, where that differs from the original paper.

Given textstat's own counts, each measure equals its function. textstat splits words and
sentences in its own way, so on a raw text its numbers differ from these.
"""

import numpy as np

from analysis.text.syllables import as_looked_up, easy_words, syllables

from . import measure, per_word
from .readability import GRADE, POSITIVE


@per_word
def unlisted_words_textstat(word):
    """Whether the word is not on the Dale–Chall list as it stands: inflections and names count.

    >>> unlisted_words_textstat("asked"), unlisted_words_textstat("ask")
    (True, False)
    """
    return word not in easy_words() and as_looked_up(word) not in easy_words()


@per_word
def difficult_words_textstat(word):
    """Whether the word is not listed and has two syllables or more.

    >>> difficult_words_textstat("Tehran"), difficult_words_textstat("asked")
    (True, False)
    """
    return syllables(word) >= 2 and unlisted_words_textstat(word)


@per_word
def complex_words_textstat(word):
    """Whether the word is not listed and has three syllables or more.

    >>> complex_words_textstat("Ayatollah"), complex_words_textstat("Tehran")
    (True, False)
    """
    return syllables(word) >= 3 and unlisted_words_textstat(word)


@measure(**GRADE, cite="textstat")
def coleman_liau_textstat(words, sentences, letters):
    """0.058 × letters per 100 words − 0.296 × sentences per 100 words − 15.8.

    The paper's 0.0588 is cut to 0.058: about 0.4 grades lower.

    >>> round(coleman_liau_textstat(words=119, sentences=5, letters=639), 1)
    14.1
    """
    return 0.058 * 100 * letters / words - 0.296 * 100 * sentences / words - 15.8


@measure(unit="Dale–Chall score", direction="higher is harder", cite="textstat", bounds=POSITIVE)
def dale_chall_textstat(words, sentences, unlisted_words_textstat):
    """0.1579 × share + 0.0496 × words per sentence, + 3.6365 if the share is above 5.

    The share is 100 × unlisted words ÷ words. textstat's `dale_chall_readability_score`: the
    constant, which Dale and Chall always add, makes a step of 3.6 at a share of 5%.

    >>> round(dale_chall_textstat(words=100, sentences=5, unlisted_words_textstat=5), 4)
    1.7815
    """
    share = 100 * unlisted_words_textstat / words
    return 0.1579 * share + 0.0496 * words / sentences + np.where(share > 5, 3.6365, 0)


@measure(unit="Dale–Chall score", direction="higher is harder", cite="textstat", bounds=POSITIVE)
def dale_chall_v2_textstat(words, sentences, difficult_words_textstat):
    """Raw = 0.1579 × share + 0.0496 × words per sentence, + 3.6365 if raw is above 0.05.

    The share is 100 × difficult words ÷ words: words of one syllable are never difficult.
    textstat's `dale_chall_readability_score_v2`; it is not the New Dale–Chall formula of 1995.

    >>> round(dale_chall_v2_textstat(words=100, sentences=5, difficult_words_textstat=5), 4)
    5.418
    """
    raw = 0.1579 * 100 * difficult_words_textstat / words + 0.0496 * words / sentences
    return raw + np.where(raw > 0.05, 3.6365, 0)


@measure(**GRADE, cite="textstat", bounds=POSITIVE)
def gunning_fog_textstat(words, sentences, complex_words_textstat):
    """0.4 × (words per sentence + 100 × complex words ÷ words), names and inflections counted.

    >>> round(gunning_fog_textstat(words=100, sentences=5, complex_words_textstat=14), 1)
    13.6
    """
    return 0.4 * (words / sentences + 100 * complex_words_textstat / words)


@measure(**GRADE, cite="textstat", bounds=(-1, np.inf))
def linsear_write_textstat(words, sentences, polysyllables):
    """(Points ÷ sentences) ÷ 2, less 1 if points ÷ sentences are 20 or fewer.

    Points are words + 2 × polysyllables: 1 for a word, 3 for one of three syllables or more.
    The grade commonly called Linsear Write; who made it is not known. textstat takes the first
    100 words unless told otherwise (``strict_upper=False``); this takes all.

    >>> linsear_write_textstat(words=100, sentences=5, polysyllables=10)
    12.0
    """
    points = (words + 2 * polysyllables) / sentences
    return points / 2 - np.where(points <= 20, 1, 0)
