"""Term lists as data: read, check, match."""

import functools
import hashlib
import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from analysis.text import straighten, words

DEFAULT = Path(__file__).parents[1] / "corpus/lexicons/loaded-language.yml"
_CATEGORY = re.compile(r"[a-z][a-z0-9_]*")
_POSSESSIVE = re.compile(r"'s?$")


class LexiconError(ValueError):
    """A term list that cannot be used; the message says which file, what and what to do."""


@dataclass(frozen=True)
class Lexicon:
    """Terms by category. ``terms`` is a tuple of (category, term) in the file's order."""

    name: str
    version: str
    terms: tuple
    validated: str = ""

    @property
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
        free, hits = {}, []
        for first, word in enumerate(folded):
            longest = {}
            for category, term, parts in self._starting(word):
                if _fits(parts, folded[first : first + len(parts)]):
                    if len(parts) > len(longest.get(category, (None, ()))[1]):
                        longest[category] = (term, parts)
            for category, (term, parts) in longest.items():
                if first >= free.get(category, 0):
                    last = free[category] = first + len(parts)
                    hits.append((spans[first][0], spans[last - 1][1], category, term))
        return hits

    def starts(self, word):
        """Whether a term can begin with this word."""
        return bool(self._starting(fold(word)))

    @functools.cached_property
    def _index(self):
        index = {}
        for category, term in self.terms:
            parts = tuple(straighten(term).lower().split())
            index.setdefault(parts[0].split("*")[0], []).append((category, term, parts))
        return index

    def _starting(self, word):
        return [
            entry
            for length in range(len(word) + 1)
            for entry in self._index.get(word[:length], ())
            if fnmatchcase(word, entry[2][0])
        ]


def fold(word):
    """A word as terms see it: lower case, straight apostrophes, no possessive.

    >>> fold("Ayatollahs’"), fold("Iran's")
    ('ayatollahs', 'iran')
    """
    return _POSSESSIVE.sub("", straighten(word).lower())


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
    except yaml.YAMLError as error:
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
    validated = data.get("validated") or ""
    return Lexicon(str(data.get("name")), str(data.get("version")), tuple(terms), validated)


def _usable(term):
    return (
        isinstance(term, str)
        and bool(re.search(r"\w", term))
        and not any(part[0] == "*" for part in term.split())
    )


def _fits(parts, folded):
    return len(parts) == len(folded) and all(map(fnmatchcase, folded, parts))
