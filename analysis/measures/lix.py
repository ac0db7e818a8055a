"""LIX, which counts letters instead of syllables and therefore applies to any language."""

from .registry import FROM_0, HARDER, measure, per_word

LANGUAGE = None  # any


@per_word
def long_words(letters):
    """Whether the word has more than six letters (Björnsson 1968).

    >>> long_words(letters=7), long_words(letters=6)
    (True, False)
    """
    return letters > 6


@measure(unit="LIX", cite="bjornsson1968", bounds=FROM_0, **HARDER)
def lix(words, sentences, long_words):
    """Words per sentence + 100 × long words ÷ words; a long word has more than six letters.

    >>> lix(words=100, sentences=5, long_words=25)
    45.0
    """
    return words / sentences + 100 * long_words / words
