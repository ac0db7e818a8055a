"""One term: its words, and which words of a text fit them."""

import re
from fnmatch import fnmatchcase

from analysis.text import straighten, words

_POSSESSIVE = re.compile(
    r"(?<!^it)(?<!^he)(?<!^let)(?<!^she)(?<!^that)(?<!^what)(?<!^who)(?<!^here)(?<!^there)"
    r"(?<!^how)(?<!^where)'s?$"
)
# Signs that carry meaning, as in "<3", ":D" or "C++": the letters beside them are no word.
_SIGNS = re.compile(r"[<>=+^#|~\\]|[:;]\S|\S[:;]")
# But not in "re:", "9:30" and "#metoo".
_PLAIN = re.compile(r"(?<=\w\w):(?=\s|$)|(?<=\d):(?=\d)|(?<!\S)#(?=\w\w)")
_STAR = "\u01c0"  # a letter that no English text has, in place of * while words are cut


def fault_of(term):
    """What is wrong with a term and what to do, or None."""
    parts = words_of(term)
    if "?" in term.strip("?"):
        return "contains ?; list each form"
    if not parts and not re.search(r"[^\W_]", term):
        return "has no letter or digit; leave it out"
    return "begins with *; write out its first letters" if parts and parts[0][0] == "*" else None


def words_of(term):
    """The words of a term, normalised as those of a text are; * is kept. None with a sign in it."""
    if _SIGNS.search(_PLAIN.sub("", term)):
        return []
    lettered = term.replace("*", _STAR)
    parts = [normalise(lettered[start:end]) for start, end in words(lettered)]
    return [part.replace(_STAR, "*") for part in parts]


def normalise(word):
    """A word as terms see it: lower case, straight apostrophes, no possessive.

    >>> normalise("Ayatollahs’"), normalise("Iran's"), normalise("Let's")
    ('ayatollahs', 'iran', "let's")
    """
    lower = straighten(word).lower()
    return _POSSESSIVE.sub("", lower) if "'" in lower else lower


def fits(part, word):
    """Whether a word of a term fits a word: * is any characters."""
    return fnmatchcase(word, part) if "*" in part else part == word


class TermIndex:
    """Words of terms; finding those that fit a word hardly takes longer when there are many."""

    def __init__(self):
        self.entries = {}  # stem (what precedes the first *) → (word of a term, entry)
        self.starts = set()  # first three letters of the stems
        self.lengths = []  # of what precedes the first *, shortest first

    def add(self, part, entry):
        """Add a word of a term, and what to give for it."""
        stem = part.split("*")[0]
        self.entries.setdefault(stem, []).append((part, entry))
        self.starts.add(stem[:3])
        if "*" in part:
            self.lengths = sorted({*self.lengths, len(stem)})

    def fitting(self, word):
        """Entries of the words that fit a normalised word."""
        if self.starts.isdisjoint((word[:3], word[:2], word[:1])):
            return []
        stems = [*(word[:length] for length in self.lengths if length < len(word)), word]
        return [
            entry
            for stem in stems
            for part, entry in self.entries.get(stem, ())
            if fits(part, word)
        ]
