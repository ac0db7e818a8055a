"""A term list and how its terms are matched."""

import functools
from dataclasses import dataclass

from analysis._support import ROOT, read, require, sha256
from analysis.text import words

from .term import TermIndex, fault_of, fits, normalise, words_of

_COMMON = frozenset((ROOT / "analysis/lexicon/common.txt").read_text("utf-8").split())


class LexiconError(ValueError):
    """Raised if a term list cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class Lexicon:
    """Terms by category. ``terms`` is a tuple of (category, term) pairs in the list's order.

    A category within another is written ``"outer.inner"``; its terms also count for the outer one.
    ``notes`` is a tuple of (name, text) with the list's source, licence, language and so on;
    ``rationale`` is a tuple of (category, reason). ``caution`` goes into an article's captions.
    Raises LexiconError for a term that cannot match anything.
    """

    name: str
    version: str
    terms: tuple
    caution: str = ""
    notes: tuple = ()
    rationale: tuple = ()

    def __post_init__(self):
        require(tuple, "a tuple of (category, term)", terms=self.terms)
        for _, term in self.terms:
            if fault := fault_of(term):
                raise LexiconError(f"term {term!r} {fault}")

    @functools.cached_property
    def categories(self):
        """Names of the categories in the list's order, each outer one before its inner ones."""
        return tuple(dict.fromkeys(name for category, _ in self.terms for name in _all(category)))

    @property
    def columns(self):
        """Count columns that this lexicon adds to the passages table."""
        named = (f"loaded_{category.replace('.', '_')}" for category in self.categories)
        return (*named, "loaded_any", "covered_words")

    @property
    def language(self):
        """The language that the terms are in, ``"en"`` unless the list says otherwise."""
        return dict(self.notes).get("language", "en")

    @property
    def fingerprint(self):
        """sha256 of the terms and their categories."""
        return sha256(repr(sorted(self.terms)))

    @property
    def label(self):
        """Name, version and the start of the fingerprint, as captions give them.

        >>> Lexicon("example", "1", (("label", "regime"),)).label
        'example 1 (terms 2c444822)'
        """
        return " ".join(filter(None, (self.name, self.version, f"(terms {self.fingerprint[:8]})")))

    def find(self, text):
        """Find the matches in a stretch of text: a list of (start, end, category, term).

        Case, curly apostrophes, the kind of hyphen and a final 's are ignored. ``*`` matches any
        characters within one word. Within a category, the longest term at a place is matched, and
        matches do not overlap. A match in an inner category is also a match in the outer one.

        >>> terms = (("betrayal", "betray*"), ("label", "ayatollahs"), ("label", "regime"))
        >>> Lexicon("example", "1", terms).find("The regime’s betrayal of us")
        [(4, 12, 'label', 'regime'), (13, 21, 'betrayal', 'betray*')]
        """
        spans = words(text)
        matches = self.matches([normalise(text[start:end]) for start, end in spans])
        return [(spans[first][0], spans[last - 1][1], *named) for first, last, *named in matches]

    def count(self, normal):
        """Count matches in normalised words: a tuple with one number for each of ``columns``.

        >>> Lexicon("", "1", (("label", "rogue state"),)).count(["the", "rogue", "state"])
        (1, 1, 2)
        """
        added = [adds for *_, adds in self.tally(normal)]
        return tuple(map(sum, zip((0,) * len(self.columns), *added, strict=True)))

    def tally(self, normal):
        """Yield matches as (first word, word after the last, what is added to columns)."""
        limit = 0
        for first, last, category, _ in self.matches(normal):
            adds = [int(name == category) for name in self.categories]
            yield first, last, (*adds, int(first >= limit), max(0, last - max(first, limit)))
            limit = max(limit, last)

    def roles(self, word):
        """Whether a word begins a term, is the rarest word of a phrase, or stands beside one."""
        found = self._index[word]
        rare, beside = True in found, False in found
        return len(found) > rare + beside, rare, beside

    def may_hold_phrase(self, normal):
        """Whether some words include the rarest word of a phrase and the word beside it."""
        found = [self._index[word] for word in normal]
        rare, beside = ({n for roles in found for n in roles.get(key, ())} for key in (True, False))
        return not rare.isdisjoint(beside)

    def matches(self, normal):
        """List matches as (position of the first word, position after the last, category, term)."""
        free, hits, terms = {}, [], self._index
        for first, word in enumerate(normal):
            if not (entries := terms[word]):
                continue
            longest, second = {}, normal[first + 1] if first + 1 < len(normal) else None
            for key in ("", second, "*"):
                for category, term, rest in entries.get(key, ()):
                    after = normal[first + 1 : first + 1 + len(rest)]
                    if len(after) == len(rest) and all(map(fits, rest, after)):
                        if category not in longest or len(rest) > longest[category][0]:
                            longest[category] = (len(rest), term)
            for category, (more, term) in longest.items():
                if first >= free.get(category, 0):
                    free[category] = first + 1 + more
                    hits.append((first, first + 1 + more, category, term))
        return hits

    @functools.cached_property
    def _index(self):
        """Terms by their first word, and of these by the second: "" for none, "*" if it has one.

        And of each phrase its first word that is not common (True), and one beside it (False).
        """
        terms = []
        for number, (category, term) in enumerate(self.terms):
            first, *rest = parts = words_of(term) or [None]  # None: a sign, which no word is
            second = "*" if rest and "*" in rest[0] else (rest or [""])[0]
            for name in _all(category) if first else ():
                terms.append((first, second, (name, term, tuple(rest))))
            if rest:
                place = parts.index(min(parts, key=lambda part: (part in _COMMON, "*" in part)))
                beside = parts[place - 1 if place else 1]
                terms += [(parts[place], True, number), (beside, False, number)]
        return TermIndex(terms)


def _all(category):
    parts = category.split(".")
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


def text_of(path):
    """The text of a term list's file. Raises LexiconError if the file cannot be read."""
    try:
        return read(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise LexiconError(f"{path}: cannot be read ({why}); give a UTF-8 file") from None
