"""Sentiment by VADER (of sentences and words), by AFINN (of words), and the mean of both.

VADER was made for social media and is less accurate on news. Hutto and Gilbert call a text positive
at a compound of .05 or more and negative at −.05 or less. The mean of the two lists agrees
better with human ratings than VADER alone (``validation.csv``). Each is standardised by constants,
so that an article's value does not depend on the rest of the corpus.
"""

from analysis.lexicon import read_valence

from .registry import FROM_0, SHARE, measure, per_word

_AFINN = read_valence("afinn")
_UP = {"direction": "higher means more positive"}
_VALENCE, _RATE = {"cite": "hutto2014", "bounds": FROM_0}, "valence per 100 words"
_SENTENCES = {"unit": "share of sentences", "cite": "hutto2014", "bounds": SHARE}


@measure(unit="mean VADER compound score of sentences", cite="hutto2014", bounds=(-1, 1), **_UP)
def mean_compound(compound, sentences):
    """Sum of the sentences' compound scores ÷ sentences.

    As in the library, words joined by a dash without spaces are not scored: "great—truly" scores 0.

    >>> mean_compound(compound=-1.5, sentences=6)
    -0.25
    """
    return compound / sentences


@measure(direction="higher means more positive sentences", **_SENTENCES)
def positive_share(positive, sentences):
    """Sentences with a compound score of .05 or more ÷ sentences.

    >>> positive_share(positive=3, sentences=12)
    0.25
    """
    return positive / sentences


@measure(direction="higher means more negative sentences", **_SENTENCES)
def negative_share(negative, sentences):
    """Sentences with a compound score of −.05 or less ÷ sentences.

    >>> negative_share(negative=6, sentences=12)
    0.5
    """
    return negative / sentences


@measure(unit=f"positive {_RATE}", direction="higher means more positive words", **_VALENCE)
def positive_valence(valence_up, words):
    """100 × sum of the words' positive VADER valences, each word scored in its sentence, ÷ words.

    >>> positive_valence(valence_up=5.0, words=250)
    2.0
    """
    return 100 * valence_up / words


@measure(unit=f"negative {_RATE}", direction="higher means more negative words", **_VALENCE)
def negative_valence(valence_down, words):
    """100 × sum of the words' negative VADER valences, without the minus sign, ÷ words.

    >>> negative_valence(valence_down=10.0, words=250)
    4.0
    """
    return 100 * valence_down / words


@per_word
def afinn(word):
    """Sum of the valences (−5 to 5) of the words on the AFINN list (Nielsen 2011).

    >>> afinn("betrayal"), afinn("superb")
    (-3, 5)
    """
    return _AFINN(word)


@measure(unit="AFINN valence per 100 words", cite="nielsen2011", **_UP)
def afinn_per_100(afinn, words):
    """100 × sum of the words' AFINN valences (−5 to 5) ÷ words.

    >>> afinn_per_100(afinn=-6, words=300)
    -2.0
    """
    return 100 * afinn / words


@measure(unit="standard deviations of the sentences of NewsArticles", cite="vanderveen2025", **_UP)
def mean_of_lists(compound, sentences, afinn, words):
    """[(VADER − 0.0262) ÷ 0.4362 + (AFINN + 0.555) ÷ 16.10] ÷ 2.

    VADER is ``mean_compound`` and AFINN is ``afinn_per_100``. Both are standardised over the 90,645
    sentences of the bodies in NewsArticles. Van der Veen and Bleich (2025) propose such a mean.

    >>> round(mean_of_lists(compound=-1.5, sentences=6, afinn=-6, words=300), 3)
    -0.361
    """
    vader = (compound / sentences - 0.0262) / 0.4362
    return (vader + (100 * afinn / words + 0.555) / 16.10) / 2
