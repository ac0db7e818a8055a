"""Syllables of a word, from a shipped table or, for words not in it, from pyphen.

The table gives the number of syllables in CMUdict's first pronunciation of a word. textstat uses
the same numbers but downloads the dictionary when it is first used.
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
    """Number of syllables of one word.

    For a word of letters and apostrophes the result equals that of textstat 0.7.13 with the
    shipped table; curly apostrophes are straightened first. Words not in the table are hyphenated
    by pyphen, which is often wrong by one. The syllables of a compound are the sum of its parts;
    textstat joins the parts instead. A numeral has one syllable, as in textstat. The result can be
    0: "hmm" and "sh" have no vowel in the dictionary.

    >>> syllables("government"), syllables("don’t"), syllables("war-torn"), syllables("2026")
    (3, 1, 2, 1)
    """
    known, forms = table(), [word.lower()]
    if not word.isalpha():
        forms = map(as_looked_up, IS.joints.split(IS.within_number.sub("", straighten(word))))
    spoken = (known[form] if form in known else len(_hyphens()(form)) + 1 for form in forms if form)
    return sum(spoken)


def as_looked_up(word):
    """The form in which textstat looks up a word: lower case, few apostrophes, no hyphens."""
    return IS.no_letter.sub("", IS.dropped_apostrophe.sub("", word)).lower()


@functools.cache
def table():
    """Syllables by word: a dict of about 125,000 words in the form that textstat looks up."""
    # Line n holds the words of n syllables.
    with gzip.open(Path(__file__).with_name("data") / TABLE, "rt", encoding="ascii") as lines:
        return {word: count for count, words in enumerate(lines) for word in words.split()}


@functools.cache
def easy_words():
    """The Dale–Chall list shipped with textstat: 2,941 words known to fourth-graders.

    >>> "kitchen" in easy_words(), "parliament" in easy_words()
    (True, False)
    """
    # textstat itself takes seconds to import.
    folder = Path(importlib.util.find_spec("textstat").submodule_search_locations[0])
    text = (folder / "resources" / "en" / "easy_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
