"""Gunning's Fog index, with his own rules for hard words."""

import re

from analysis.text import syllables as spoken

from .readability import GRADE
from .registry import FROM_0, measure, per_word

_SPOKEN_ENDING = re.compile(r"(?:[td]ed|(?:[sxzcg]|[cs]h)es)$")
_LONGEST = 40  # letters, more than any two listed words have
# Listed words that are endings more often than the second half of a compound.
_ENDINGS = {*"able age ant are fully hood king less like most owing ring ship son ton".split()}


@per_word
def complex_words(word, syllables):
    """Whether the word, without its context, is hard by Gunning's rules (1968).

    A hard word has three syllables or more and is none of these:

    - a proper name: it begins with a capital;
    - a combination of short easy words (bookkeeper): two words of the Dale–Chall list of three
      letters or more each, the second also with -s, or with -er from a listed verb;
    - a verb form that has three syllables only because of -ed or -es (created), or a noun that
      looks like one (sentences).

    A hyphenated word is hard if one of its parts is; Gunning does not mention hyphens.

    >>> [complex_words(word, 3) for word in ("betrayal", "bookkeeper", "created", "Ayatollah")]
    [True, False, False, False]
    """
    if "-" not in word:
        return _hard(word, syllables)
    return any(_hard(part, spoken.syllables(part)) for part in word.split("-") if part)


@measure(**GRADE, cite="gunning1968", bounds=FROM_0)
def gunning_fog(words, sentences, complex_words):
    """0.4 × (words per sentence + 100 × complex words ÷ words).

    >>> round(gunning_fog(words=100, sentences=5, complex_words=14), 1)
    13.6
    """
    return 0.4 * (words / sentences + 100 * complex_words / words)


def _hard(part, count):
    if count < 3 or part[0].isupper() or (count == 3 and _SPOKEN_ENDING.search(part)):
        return False
    cuts = range(3, len(part) - 2) if len(part) < _LONGEST else ()
    return not any(part[:cut] in spoken.easy_words() and _second(part[cut:]) for cut in cuts)


def _second(word):
    single = word[:-1] if word.endswith("s") and len(word) > 4 else word
    forms = [word, single]
    if len(single) > 4 and single.endswith("er"):
        forms += [single[:-2], single[:-1]]
    return single not in _ENDINGS and not spoken.easy_words().isdisjoint(forms)
