"""One term: its words, and which words of a text fit them."""

import re

from analysis.text import straighten, words

_POSSESSIVE = re.compile(r"'s?$")
_STAR = "\u01c0"  # a letter that no English text has, to stand for * while words are cut


def fault_of(term):
    """What is wrong with a term and what to do, or None.

    >>> fault_of("wom?n"), fault_of("betray*")
    ('has a ?; write each form', None)
    """
    folded = words_of(term)
    if "?" in term.strip("?"):
        return "has a ?; write each form"
    if not folded:
        return "has no letter or digit; leave it out"
    if folded[0][0] == "*":
        return "begins with *; write its beginning"
    return None


def words_of(term):
    """The words of a term, folded as those of a text are; * stays."""
    lettered = term.replace("*", _STAR)
    folded = [fold(lettered[start:end]) for start, end in words(lettered)]
    return [word.replace(_STAR, "*") for word in folded]


def fold(word):
    """A word as terms see it: lower case, straight apostrophes, no possessive.

    >>> fold("Ayatollahs’"), fold("Iran's")
    ('ayatollahs', 'iran')
    """
    return _POSSESSIVE.sub("", straighten(word).lower())


def fits(part, word):
    """Whether a word of a term fits a word: * is any letters, looked for from left to right."""
    if "*" not in part:
        return part == word
    first, *middle, last = part.split("*")
    if len(word) < len(first) + len(last) or not (word.startswith(first) and word.endswith(last)):
        return False
    place, end = len(first), len(word) - len(last)
    for piece in middle:
        place = word.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


class Words:
    """Words of terms, found by a word of a text in a time that hardly grows with their number."""

    def __init__(self):
        self.entries = {}  # what stands before the first * → (word of a term, entry)
        self.stems = set()  # lengths of the beginnings of those with a *

    def add(self, word, entry):
        """Note what a word of a term stands for."""
        stem = word.split("*")[0]
        self.entries.setdefault(stem, []).append((word, entry))
        if "*" in word:
            self.stems.add(len(stem))

    def fitting(self, word):
        """Entries of the words that fit a folded word."""
        for length in sorted({n for n in self.stems if n < len(word)} | {len(word)}):
            for part, entry in self.entries.get(word[:length], ()):
                if fits(part, word):
                    yield entry
