"""What an article is: metadata, sections in reading order, and what its readers answered."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from .shown import article_html

SECTIONS = ("kicker", "headline", "deck", "subhead", "body", "caption")
DATES = ("published", "modified", "accessed")
PLAIN = ("id", "outlet", *DATES, "url", "language", "news_section", "source", "sha256", "rights")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Lone surrogates and non-characters, which no XML can hold.
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class ArticleError(ValueError):
    """An article file that cannot be used; its message is one line: file, fault, remedy."""


# Soft hyphen, zero-width space, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def fold(text):
    r"""Text on one line: single spaces, no control characters, non-characters as U+FFFD.

    None is no text.

    Letters are composed (NFC), and signs that only say where a line may break are left out: both
    would cut a word in two.

    >>> fold(" two\x00  words\n")
    'two words'
    """
    plain = " ".join((text or "").split())
    if plain.isascii() and plain.isprintable():
        return plain  # most text: nothing below would change it
    text = _INVISIBLE.sub("", _CONTROL.sub("", _NO_CHARACTER.sub("\ufffd", text or "")))
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold_lines(text):
    r"""As ``fold``, but lines and the spaces in them stay as they are.

    >>> fold_lines("Yes  (88)\r\nNo (4)")
    'Yes  (88)\nNo (4)'
    """
    text = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", "\n", text)
    return _CONTROL.sub("", _NO_CHARACTER.sub("\ufffd", text))


def _set(obj, **values):
    for name, value in values.items():
        object.__setattr__(obj, name, value)  # the classes are frozen for everyone else


@dataclass(frozen=True)
class Section:
    """One block of an article: its kind (one of ``SECTIONS``) and its text, on one line.

    Raises ValueError for another kind.
    """

    kind: str
    text: str

    def __post_init__(self):
        if self.kind not in SECTIONS:
            raise ValueError(f"section {self.kind!r} is none of {', '.join(SECTIONS)}")
        _set(self, text=fold(self.text))


@dataclass(frozen=True)
class Response:
    """What readers did, as the page showed it: one poll or counter.

    ``kind`` is poll, comments, shares, likes, dislikes, reactions or views. ``options`` is a tuple
    of (label, count) in the page's order; a count that the page does not say is ``None``.
    ``snippet`` is the page's own lines, unchanged; ``where`` says where they stood.
    """

    kind: str
    question: str | None
    options: tuple
    snippet: str
    where: str | None = None

    def __post_init__(self):
        options = tuple((fold(label), count) for label, count in self.options)
        question = fold(self.question or "") or None
        snippet = fold_lines(self.snippet or "")
        _set(self, kind=fold(self.kind), question=question, options=options, snippet=snippet)
        _set(self, where=fold(self.where or "") or None)

    @property
    def counts(self):
        """Each option with its count, "?" where the page does not say: "Yes 88, No 4"."""
        return ", ".join(f"{label} {'?' if n is None else n}" for label, n in self.options)

    @classmethod
    def of(cls, fields):
        """The response that a dict stands for, as ``as_dict`` makes it; only ``kind`` must be."""
        options = tuple((o["label"], o.get("count")) for o in fields.get("options") or ())
        rest = fields.get("snippet"), fields.get("where")
        return cls(fields["kind"], fields.get("question"), options, *rest)

    def as_dict(self):
        """As a header and an export write it.

        >>> response = Response("shares", None, (("shares", 5),), "5 shares")
        >>> response.as_dict()["options"], Response.of(response.as_dict()) == response
        ([{'label': 'shares', 'count': 5}], True)
        """
        return {
            "kind": self.kind,
            "question": self.question,
            "options": [{"label": label, "count": count} for label, count in self.options],
            "snippet": self.snippet,
            "where": self.where,
        }


@dataclass(frozen=True, repr=False)
class Article:
    """An article as the corpus keeps it. Unknown metadata is ``None``; nothing is guessed.

    ``sections`` are put in reading order: kicker, headline, then the others as they came.
    ``origins`` is a mapping, field name → where it came from in plain words.
    """

    id: str
    sections: tuple
    outlet: str | None = None
    authors: tuple = ()
    published: str | None = None
    modified: str | None = None
    accessed: str | None = None
    url: str | None = None
    language: str | None = None
    news_section: str | None = None
    responses: tuple = ()
    origins: dict = field(default_factory=dict, hash=False)
    source: str | None = None
    sha256: str | None = None
    rights: str | None = None

    def __post_init__(self):
        first = {"kicker": 0, "headline": 1}
        sections = sorted(
            (section for section in self.sections if section.text),
            key=lambda section: first.get(section.kind, 2),
        )
        _set(self, sections=tuple(sections), responses=tuple(self.responses))
        _set(self, authors=tuple(name for name in map(fold, self.authors) if name))
        _set(self, **{key: fold(getattr(self, key) or "") or None for key in PLAIN})
        _set(self, origins={fold(key): fold(value) for key, value in self.origins.items()})

    def __repr__(self):
        return f"Article {self.id}: {self.title or 'no headline'}"

    def _repr_html_(self):
        return article_html(self)

    @cached_property
    def text(self):
        """All sections in reading order, joined by blank lines; offsets and hashes refer to it."""
        return "\n\n".join(section.text for section in self.sections)

    def _first(self, kind):
        return next((section.text for section in self.sections if section.kind == kind), None)

    @property
    def title(self):
        """The headline, or None."""
        return self._first("headline")

    @property
    def kicker(self):
        """The short line above the headline, or None."""
        return self._first("kicker")

    @property
    def deck(self):
        """The first deck (the summary under the headline), or None."""
        return self._first("deck")


def flags(article, today=None):
    """Doubts that do not stop an article from being used, as a list of short sentences.

    >>> flags(Article("a", (), published="1066-10-14"))
    ['published: 1066-10-14 is before 1990; check the date']
    """
    tomorrow = (today or date.today()) + timedelta(days=1)  # it may be tomorrow elsewhere
    doubts = []
    for key in DATES:
        value = getattr(article, key)
        if value and value[:10] < "1990":
            doubts.append(f"{key}: {value} is before 1990; check the date")
        if value and value[:10] > tomorrow.isoformat():
            doubts.append(f"{key}: {value} lies in the future; check the date")
    return doubts
