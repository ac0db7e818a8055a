"""Sentiment by VADER: sentences by their compound score, words by their valence.

VADER was made for social media and is less accurate on news. Hutto and Gilbert call a text positive
at a compound of .05 or more and negative at −.05 or less. Texts are scored as English.
"""

from . import measure
from .registry import FROM_0, SHARE

_VALENCE = {"cite": "hutto2014", "bounds": FROM_0}
_SENTENCES = {"unit": "share of sentences", "cite": "hutto2014", "bounds": SHARE}


@measure(
    unit="mean VADER compound score of sentences",
    direction="higher means more positive",
    cite="hutto2014",
    bounds=(-1, 1),
)
def mean_compound(compound, sentences):
    """Sum of the sentences' compound scores ÷ sentences.

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


@measure(
    unit="positive valence per 100 words", direction="higher means more positive words", **_VALENCE
)
def positive_valence(valence_up, words):
    """100 × sum of the words' positive valences, each scored in its sentence, ÷ words.

    >>> positive_valence(valence_up=5.0, words=250)
    2.0
    """
    return 100 * valence_up / words


@measure(
    unit="negative valence per 100 words", direction="higher means more negative words", **_VALENCE
)
def negative_valence(valence_down, words):
    """100 × sum of the words' negative valences, without the minus sign, ÷ words.

    >>> negative_valence(valence_down=10.0, words=250)
    4.0
    """
    return 100 * valence_down / words
