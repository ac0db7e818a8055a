"""Whose speech is quoted, from the counts of `analysis.context.speaker_counts`."""

from . import measure
from .registry import SHARE


@measure(
    unit="share of spoken words",
    direction="higher means more by name",
    cite="newell2018",
    bounds=SHARE,
)
def named_share(named_words, spoken_words):
    """Words of quoted speech whose speaker has a name ÷ all words of quoted speech.

    A pronoun's words are among ``spoken_words`` alone, as are those without a speaker.

    >>> named_share(named_words=30, spoken_words=40)
    0.75
    """
    return named_words / spoken_words


@measure(
    unit="share of spoken words",
    direction="higher means more without a name",
    cite="newell2018",
    bounds=SHARE,
)
def unnamed_share(unnamed_words, spoken_words):
    """Words of quoted speech of speakers without a name ("officials") ÷ all words of it.

    >>> unnamed_share(unnamed_words=5, spoken_words=40)
    0.125
    """
    return unnamed_words / spoken_words


@measure(
    unit="share of named speakers' words",
    direction="higher means one voice dominates",
    cite="newell2018",
    bounds=SHARE,
)
def largest_speaker_share(largest_words, named_words):
    """Words of the named speaker quoted most ÷ words of all named speakers.

    >>> largest_speaker_share(largest_words=15, named_words=30)
    0.5
    """
    return largest_words / named_words
