"""Shares of words that are quoted or attributed, and shares by source from `speaker_counts`."""

from .registry import FROM_0, SHARE, measure

LANGUAGE = None  # any
_QUOTED = {"cite": "newell2018", "bounds": SHARE}
_RATE = {"cite": "newell2018", "bounds": FROM_0}
_SPOKEN = {"unit": "share of the words of sources"} | _QUOTED
_NAMED = {"unit": "share of named sources' words"} | _QUOTED


@measure(unit="share of words", direction="higher means more quoted words", **_QUOTED)
def quoted_share(quoted_words, words):
    """Words in quotation marks ÷ words.

    >>> quoted_share(quoted_words=30, words=200)
    0.15
    """
    return quoted_words / words


@measure(unit="share of unquoted words", direction="higher means more attributed words", **_QUOTED)
def attributed_share(expected_words, words, quoted_words):
    """Expected attributed words (``expected_words`` ÷ 1,000) ÷ words outside quotation marks.

    The expected number is the sum of the words' probabilities. Words, thoughts and wishes ascribed
    to someone count as attributed; in PolNeAR, they are 34% of the words outside quotation marks.

    >>> attributed_share(expected_words=51_000, words=200, quoted_words=30)
    0.3
    """
    return expected_words / 1000 / (words - quoted_words)


@measure(unit="named sources per 1,000 words", direction="higher means more sources", **_RATE)
def speakers_per_1000(speakers, words):
    """1,000 × number of named sources (quoted or with attributed words) ÷ all words.

    >>> speakers_per_1000(speakers=6, words=1500)
    4.0
    """
    return 1000 * speakers / words


@measure(direction="higher means more words of named sources", **_SPOKEN)
def named_share(named_words, spoken_words):
    """Words of named sources ÷ words of all sources (quoted speech and attributed words).

    If a source is unknown or a pronoun, its words count in the divisor only.

    >>> named_share(named_words=30, spoken_words=40)
    0.75
    """
    return named_words / spoken_words


@measure(direction="higher means more words of unnamed sources", **_SPOKEN)
def unnamed_share(unnamed_words, spoken_words):
    """Words of unnamed sources (such as "officials") ÷ words of all sources.

    >>> unnamed_share(unnamed_words=5, spoken_words=40)
    0.125
    """
    return unnamed_words / spoken_words


@measure(direction="higher means one source dominates", **_NAMED)
def largest_speaker_share(largest_words, named_words):
    """Words of the named source that has the most words ÷ words of all named sources.

    >>> largest_speaker_share(largest_words=15, named_words=30)
    0.5
    """
    return largest_words / named_words
