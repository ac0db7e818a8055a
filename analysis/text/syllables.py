"""Syllables of a word, from a shipped table and, for words that it lacks, from pyphen.

The table holds the number of syllables of CMUdict's first pronunciations. textstat does the same,
but downloads the dictionary at first use.
"""

import functools
import gzip
import importlib.util
from pathlib import Path

from pyphen import Pyphen

from .boundaries import IS, straighten

TABLE = "syllables.txt.gz"
_hyphens = functools.cache(lambda: Pyphen(lang="en_US").positions)


def syllables(word):
    """Syllables of one word.

    For a word of letters and apostrophes the result equals that of textstat 0.7.13 with the
    shipped table; curly apostrophes are straightened first. Words that the table lacks are
    hyphenated by pyphen, which is often wrong by one. A compound is the sum of its parts, where
    textstat would join them. A numeral is one syllable, as in textstat. The result can be 0:
    "hmm" and "sh" have no vowel in the dictionary.

    >>> syllables("government"), syllables("don’t"), syllables("war-torn"), syllables("2026")
    (3, 1, 2, 1)
    """
    known, forms = table(), [word.lower()]
    if not word.isalpha():
        forms = map(as_looked_up, IS.joints.split(IS.within_number.sub("", straighten(word))))
    spoken = (known[form] if form in known else len(_hyphens()(form)) + 1 for form in forms if form)
    return sum(spoken)


def as_looked_up(word):
    """The form in which textstat looks a word up: lower case, few apostrophes, no hyphens."""
    return IS.no_letter.sub("", IS.dropped_apostrophe.sub("", word)).lower()


@functools.cache
def table():
    """Syllables by word: dict of str to int, about 125,000 words as textstat looks them up."""
    # Line n holds the words of n syllables.
    with gzip.open(Path(__file__).with_name("data") / TABLE, "rt", encoding="ascii") as lines:
        return {word: count for count, words in enumerate(lines) for word in words.split()}


@functools.cache
def easy_words():
    """The Dale–Chall list that textstat ships: a frozenset of 2,941 words fourth-graders know.

    >>> "kitchen" in easy_words(), "parliament" in easy_words()
    (True, False)
    """
    # textstat itself takes seconds to import.
    folder = Path(importlib.util.find_spec("textstat").submodule_search_locations[0])
    text = (folder / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
