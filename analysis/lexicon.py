"""Term lists as data: read, check, match."""

import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from analysis.text import straighten, words

DEFAULT = Path(__file__).parents[1] / "corpus/lexicons/loaded-language.yml"
_CATEGORY = re.compile(r"[a-z][a-z0-9_]*")
_POSSESSIVE = re.compile(r"'s?$")
_MEMO = 200_000
_STAR = "\u01c0"  # a letter that no English text has, to stand for * while words are cut


class LexiconError(ValueError):
    """A term list that cannot be used; the message says which file, what and what to do."""


@dataclass(frozen=True)
class Lexicon:
    """Terms by category. ``terms`` is a tuple of (category, term) in the file's order."""

    name: str
    version: str
    terms: tuple
    validated: str = ""
    caution: str = ""

    @functools.cached_property
    def categories(self):
        """Names of the categories, in the file's order."""
        return tuple(dict.fromkeys(category for category, _ in self.terms))

    @property
    def columns(self):
        """Count columns that this lexicon adds to the passages table."""
        return (*(f"loaded_{category}" for category in self.categories), "loaded_any")

    @property
    def fingerprint(self):
        """sha256 of the terms and their categories."""
        return hashlib.sha256(repr(sorted(self.terms)).encode()).hexdigest()

    def find(self, text):
        """Hits in one stretch of text: a list of (start, end, category, term).

        Case, curly apostrophes and a final 's do not matter. ``*`` stands for any letters within
        one word. Within a category the longest term at a place wins and hits do not overlap.

        >>> terms = (("betrayal", "betray*"), ("label", "ayatollahs"), ("label", "regime"))
        >>> Lexicon("example", "1", terms).find("The regime’s betrayal of us")
        [(4, 12, 'label', 'regime'), (13, 21, 'betrayal', 'betray*')]
        """
        spans = words(text)
        folded = [fold(text[start:end]) for start, end in spans]
        return [
            (spans[first][0], spans[last - 1][1], category, term)
            for first, last, category, term in self._match(folded)
        ]

    def count(self, folded):
        """Hits in a list of folded words: a tuple with one number for each of ``columns``.

        >>> Lexicon("example", "1", (("label", "regime"),)).count(["the", "regime"])
        (1, 1)
        """
        counts = dict.fromkeys(self.categories, 0)
        stretches = limit = 0
        for first, last, category, _ in self._match(folded):
            counts[category] += 1
            stretches += first >= limit
            limit = max(limit, last)
        return (*counts.values(), stretches)

    def may_begin(self, word):
        """Whether a term may begin with a folded word."""
        return bool(self._beginning(word))

    def in_phrase(self, word):
        """Whether a folded word may belong to a term of several words."""
        exact, wild = self._anchors
        return word in exact or any(part.fullmatch(word) for part in wild)

    def _match(self, folded):
        """Hits as (first word, word after the last, category, term), in order."""
        free, hits = {}, []
        for first, word in enumerate(folded):
            entries = self._beginning(word)
            if not entries:
                continue
            longest = {}
            for category, term, rest in entries:
                after = folded[first + 1 : first + 1 + len(rest)]
                if len(after) == len(rest) and all(map(_fits, rest, after)):
                    if category not in longest or len(rest) > longest[category][0]:
                        longest[category] = (len(rest), term)
            for category, (more, term) in longest.items():
                if first >= free.get(category, 0):
                    free[category] = first + 1 + more
                    hits.append((first, first + 1 + more, category, term))
        return hits

    def _beginning(self, word):
        """Terms that a word can begin: (category, term, its other parts)."""
        memo = self._memo
        found = memo.get(word)
        if found is None:
            if len(memo) > _MEMO:
                memo.clear()
            found = memo[word] = tuple(
                (category, term, parts[1:])
                for length in (*(n for n in self._stems if n < len(word)), len(word))
                for category, term, parts in self._index.get(word[:length], ())
                if _fits(parts[0], word)
            )
        return found

    @functools.cached_property
    def _memo(self):
        return {}

    @functools.cached_property
    def _index(self):
        """Terms by what stands before the first * of their first word."""
        index = {}
        for category, term in self.terms:
            folded = _words_of(term)
            parts = tuple(map(_part, folded))
            index.setdefault(folded[0].split("*")[0], []).append((category, term, parts))
        return index

    @functools.cached_property
    def _stems(self):
        """How long the beginnings are of first words with a *."""
        firsts = (_words_of(term)[0] for _, term in self.terms)
        return sorted({len(word.split("*")[0]) for word in firsts if "*" in word})

    @functools.cached_property
    def _anchors(self):
        """For each phrase its longest word, which is likely its rarest: (exact, with *)."""
        longest = [
            max(folded, key=lambda word: ("*" not in word, len(word)))
            for folded in (_words_of(term) for _, term in self.terms)
            if len(folded) > 1
        ]
        parts = list(map(_part, longest))
        return (
            frozenset(part for part in parts if isinstance(part, str)),
            [part for part in parts if not isinstance(part, str)],
        )


def _words_of(term):
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


def chosen(lexicon=None):
    """A lexicon as it is, one read from a path, or the shipped one where none is given."""
    if isinstance(lexicon, Lexicon):
        return lexicon
    return read(lexicon) if lexicon else default()


@functools.cache
def default():
    """The shipped list, read once."""
    return read()


def read(path=DEFAULT):
    """Read a term list from a YAML file: name, version, source, licence, categories.

    Raises
    ------
    LexiconError
        One line with the file, what is wrong and what to do.
    """
    path = Path(path)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: cannot be read ({error}); give a UTF-8 file") from None
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise LexiconError(f"{path}:{line}: not YAML; mend that line") from None
    categories = data.get("categories") if isinstance(data, dict) else None
    if not isinstance(categories, dict) or not categories:
        raise LexiconError(f"{path}: no categories; write categories: name: terms: [..]")
    terms = []
    for category, entry in categories.items():
        listed = entry.get("terms") if isinstance(entry, dict) else None
        if not _CATEGORY.fullmatch(str(category)) or category == "any":
            raise LexiconError(f"{path}: category {category!r}; use small letters, digits and _")
        if not isinstance(listed, list) or not listed or not all(map(_usable, listed)):
            raise LexiconError(f"{path}: category {category}: terms must be a list of words")
        terms += [(category, term) for term in listed]
    if missing := [key for key in ("name", "version") if not data.get(key)]:
        raise LexiconError(
            f"{path}: no {' or '.join(missing)}; write both, so that it can be cited"
        )
    validated, caution = (str(data.get(key) or "").strip() for key in ("validated", "caution"))
    name, version = str(data.get("name")), str(data.get("version"))
    return Lexicon(name, version, tuple(terms), validated, caution)


def _usable(term):
    folded = _words_of(term) if isinstance(term, str) else []
    return bool(folded) and all(word[0] != "*" for word in folded)


def _part(word):
    """One word of a term: itself, or a pattern if it holds a *."""
    if "*" not in word:
        return word
    return re.compile(".*".join(map(re.escape, word.split("*"))), re.DOTALL)


def _fits(part, word):
    return part == word if isinstance(part, str) else part.fullmatch(word) is not None
