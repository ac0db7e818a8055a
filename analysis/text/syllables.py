"""Syllables of a word, from a shipped table and, for words that it lacks, from pyphen.

The table holds the number of syllables of CMUdict's first pronunciations. textstat does the same,
but downloads the dictionary at first use.
"""

import functools
import gzip
import importlib.util
import re
from importlib import resources
from pathlib import Path

from . import straighten

TABLE = "syllables.txt.gz"
_JOINTS = re.compile(r"[-./:,&@+]+")
_IN_NUMBER = re.compile(r"(?<=\d)[.,:/](?=\d)")
# textstat keeps an apostrophe only before these lower-case endings, and no other mark.
_DROPPED_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_DROPPED_MARK = re.compile(r"[^\w']")


# Several facts of a word ask for its syllables.
@functools.lru_cache(maxsize=1 << 17)
def syllables(word):
    """Syllables of one word.

    For a word of letters and apostrophes the result equals that of textstat 0.7.13 reading the
    shipped table; curly apostrophes are straightened first. Words that the table lacks are
    hyphenated by pyphen, which is often wrong by one. A compound is the sum of its parts, where
    textstat would join them. A numeral is one syllable, as in textstat. The result can be 0:
    "hmm" and "sh" have no vowel in the dictionary.

    >>> syllables("government"), syllables("don’t"), syllables("war-torn"), syllables("2026")
    (3, 1, 2, 1)
    """
    count = table().get(word)
    if count is not None:  # already as textstat would look it up
        return count
    parts = _JOINTS.split(_IN_NUMBER.sub("", straighten(word)))
    return sum(
        table()[form] if form in table() else _hyphens(form) + 1
        for form in map(as_looked_up, parts)
        if form
    )


def as_looked_up(word):
    """The form in which textstat looks a word up: lower case, few apostrophes, no hyphens."""
    return _DROPPED_MARK.sub("", _DROPPED_APOSTROPHE.sub("", word)).lower()


@functools.cache
def table():
    """Syllables by word: dict of str to int, about 125,000 words as textstat looks them up."""
    packed = resources.files("analysis.text").joinpath("data", TABLE).read_bytes()
    lines = gzip.decompress(packed).decode("ascii").split("\n")
    # Line n holds the words of n syllables.
    return {word: count for count, words in enumerate(lines) for word in words.split()}


@functools.cache
def easy_words():
    """The Dale–Chall list of words that fourth-graders know, as textstat ships it.

    A frozenset of 2,941 words in lower case.

    >>> "kitchen" in easy_words(), "parliament" in easy_words()
    (True, False)
    """
    # textstat itself takes seconds to import.
    folder = Path(importlib.util.find_spec("textstat").submodule_search_locations[0])
    text = (folder / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def _hyphens(word):
    """Hyphens that pyphen puts into a word.

    Liang's algorithm (1983) with pyphen's patterns; pyphen looks up every stretch of the word, this
    only those that a pattern begins with.
    """
    patterns, beginnings = _patterns()
    pointed = f".{word}."
    levels = [0] * (len(pointed) + 1)
    for start in range(len(pointed) - 1):
        for end in range(start + 1, len(pointed) + 1):
            if (stretch := pointed[start:end]) not in beginnings:
                break
            offset, values = patterns.get(stretch, (0, ()))
            for place, value in enumerate(values, start + offset):
                levels[place] = max(levels[place], value)
    # None before the second letter or after the last but one.
    return sum(level % 2 for level in levels[3 : len(word)])


@functools.cache
def _patterns():
    from pyphen import Pyphen

    patterns = Pyphen(lang="en_US").hd.patterns
    return patterns, {key[:end] for key in patterns for end in range(1, len(key) + 1)}
