"""Sentiment by AFINN, and the mean of it and VADER.

A single list errs in its own way; the mean of two agrees better with human ratings
(``validation.csv``). Each is standardised by constants, so that an article's number stays the same
whatever else is in the corpus.
"""

from analysis.lexicon import read_valence

from . import measure, per_word

# Mean and standard deviation over the 90,645 sentences of the bodies of NewsArticles.
VADER_CENTRE, VADER_SPREAD = 0.0262, 0.4362
AFINN_CENTRE, AFINN_SPREAD = -0.555, 16.10

_AFINN = read_valence("afinn")


@per_word
def afinn(word):
    """Sum of the valences (−5 to 5) of the words that are in AFINN (Nielsen 2011).

    >>> afinn("betrayal"), afinn("superb")
    (-3, 5)
    """
    return _AFINN(word)


@measure(
    unit="AFINN valence per 100 words", direction="higher means more positive", cite="nielsen2011"
)
def afinn_per_100(afinn, words):
    """100 × sum of the words' valences in AFINN (−5 to 5) ÷ words.

    >>> afinn_per_100(afinn=-6, words=300)
    -2.0
    """
    return 100 * afinn / words


@measure(
    unit="standard deviations of the sentences of NewsArticles",
    direction="higher means more positive",
    cite="vanderveen2025",
)
def mean_of_lists(compound, sentences, afinn, words):
    """[(VADER − 0.0262) ÷ 0.4362 + (AFINN + 0.555) ÷ 16.10] ÷ 2.

    VADER is ``mean_compound``, AFINN ``afinn_per_100``; the constants are their mean and standard
    deviation over the sentences of NewsArticles. A mean of standardised lists is what van der Veen
    and Bleich (2025) propose.

    >>> round(mean_of_lists(compound=-1.5, sentences=6, afinn=-6, words=300), 3)
    -0.361
    """
    vader = (compound / sentences - VADER_CENTRE) / VADER_SPREAD
    return (vader + (100 * afinn / words - AFINN_CENTRE) / AFINN_SPREAD) / 2
