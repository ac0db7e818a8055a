"""One term: its words, and which words of a text fit them."""

import re
from fnmatch import fnmatchcase

from analysis.article import one_line
from analysis.text import straighten, words

# After these, 's is no possessive but "is" or "us".
_CONTRACTED = "it he let she that what who here there how where".split()
_POSSESSIVE = re.compile("".join(f"(?<!^{word})" for word in _CONTRACTED) + "'s?$")
# Signs that carry meaning, as in "<3", ":D", ".NET", "$5" or "f***": no word is beside them.
_SIGNS = re.compile(r"[<>=+^#|~\\$£€%]|[:;]\S|\S[:;]|\*\*|(?<![\w.])\.(?=[^\W\d_])")
# But not in "re:", "9:30" and "#metoo".
_PLAIN = re.compile(r"(?<=\w\w):(?=\s|$)|(?<=\d):(?=\d)|(?<!\S)#(?=\w\w)")
_REGEX = re.compile(r"\.\*|\w[\[(]\w.*[\])]|\\[bdsw]|^\^|\w\|\w|\w\$$")
_MEMO = 200_000
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_SIGNED = str.maketrans({"+": " plus ", "=": " equal ", "-": " minus "})  # "+STATE+"
_STAR = "\u01c0"  # a letter that no English text has, in place of * while words are cut


def fault_of(term):
    """What is wrong with a term and what to do; None if nothing is wrong."""
    parts = words_of(term)
    if "?" in term.strip("?"):
        return "contains ?, which matches nothing; list each form"
    if _REGEX.search(term):
        return "looks like a regular expression; list each form, or use * for any ending"
    if not parts and not re.search(r"[^\W_]", term):
        return "has no letter or digit; leave it out"
    return "begins with *; write out its first letters" if parts and parts[0][0] == "*" else None


def words_of(term):
    """The words of a term, normalised like those of a text, with *; empty if it has symbols."""
    if _SIGNS.search(_PLAIN.sub("", term)):
        return []
    lettered = one_line(term).replace("*", _STAR)
    parts = [normalise(lettered[start:end]) for start, end in words(lettered)]
    return [part.replace(_STAR, "*") for part in parts]


def normalise(word):
    """A word in the form compared with terms: lower case, straight apostrophes, no possessive.

    >>> normalise("Ayatollahs’"), normalise("Iran's"), normalise("Let's")
    ('ayatollahs', 'iran', "let's")
    """
    lower = straighten(word).lower()
    return _POSSESSIVE.sub("", lower) if "'" in lower else lower


def name_of(category):
    """A category as part of a column's name."""
    if re.fullmatch(r"([+=-]).*\1", category):
        category = category.strip(category[0]) + category[0].translate(_SIGNED)
    return _NOT_IN_NAMES.sub("_", category.lower()).strip("_")


def fits(part, word):
    """Whether a word of a term matches a word; * matches any characters."""
    return fnmatchcase(word, part) if "*" in part else part == word


class TermIndex(dict):
    """For a normalised word, the words of terms that fit it: key → entries, filled on demand."""

    def __init__(self, entries):
        self.stems = {}  # what precedes the first * → (word of a term, key, entry)
        for part, key, entry in entries:
            self.stems.setdefault(part.split("*")[0], []).append((part, key, entry))
        self.starts = {stem[:3] for stem in self.stems}
        self.lengths = sorted({len(part.split("*")[0]) for part, *_ in entries if "*" in part})

    def __missing__(self, word):
        fitting, stems = {}, ()
        if not self.starts.isdisjoint((word[:3], word[:2], word[:1])):
            stems = (*(word[:length] for length in self.lengths if length < len(word)), word)
        for stem in stems:
            for part, key, entry in self.stems.get(stem, ()):
                if fits(part, word):
                    fitting.setdefault(key, []).append(entry)
        if len(self) > _MEMO:
            self.clear()
        self[word] = fitting
        return fitting
