"""How much of a text is in quotation marks."""

from . import measure
from .registry import SHARE

LANGUAGE = None  # any


@measure(
    unit="share of words", direction="higher means more quoted", cite="newell2018", bounds=SHARE
)
def quoted_share(quoted_words, words):
    """Words in quotation marks ÷ words.

    Words outside quotation marks are not all the outlet's own. In PolNeAR, 34% of them
    paraphrase a source.

    >>> quoted_share(quoted_words=30, words=200)
    0.15
    """
    return quoted_words / words
