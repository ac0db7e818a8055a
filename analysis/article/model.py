"""An article: metadata, sections in reading order, and its readers' responses."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from analysis._support import ROOT, patterns, read_yaml

SECTIONS = ("kicker", "headline", "deck", "subhead", "body", "caption", "embed")
DATES = ("published", "modified", "accessed")
WORDINGS = ("title_for_sharing", "title_for_search")  # of the headline, for networks and engines
PLAIN = ("id", "outlet", *DATES, "url", "language", "news_section", *WORDINGS)
PLAIN += ("source", "sha256", "rights")
COUNTERS = read_yaml(ROOT / "analysis/article/counters.yml")  # kind → its noun, its actions
IS = patterns(ROOT / "analysis/article/patterns.yml")


class ArticleError(ValueError):
    """Raised if an article file cannot be used; the message says why and what to do."""


def one_line(text):
    r"""Text on one line, with single spaces, no control characters and U+FFFD for non-characters.

    Letters are composed (NFC); characters that only allow a line break are removed. None gives "".

    >>> one_line(" two\x00  words\n")
    'two words'
    """
    plain = " ".join((text or "").split())
    if plain.isascii() and plain.isprintable():
        return plain  # most text: nothing below would change it
    text = IS.invisible.sub("", IS.control.sub("", IS.no_character.sub("\ufffd", text or "")))
    text = IS.ligature.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return " ".join(unicodedata.normalize("NFC", IS.marks.sub("", text)).split())


def clean_lines(text):
    """Text without control characters; unlike ``one_line``, it keeps line breaks and spaces."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", "\n", text)
    return IS.control.sub("", IS.no_character.sub("\ufffd", text))


@dataclass(frozen=True)
class Section:
    """A block: its text, on one line, and its kind (one of ``SECTIONS``, else ValueError)."""

    kind: str
    text: str

    def __post_init__(self):
        if self.kind not in SECTIONS:
            raise ValueError(f"no section {self.kind!r}; available: {', '.join(SECTIONS)}")
        vars(self).update(text=one_line(self.text))  # frozen for everyone else


@dataclass(frozen=True)
class Response:
    """One poll or counter, as the page showed it.

    ``kind`` is poll or one of ``COUNTERS``. ``options`` is a tuple of (label, count) in the page's
    order; a count that the page does not give is ``None``. ``snippet`` holds the page's own lines,
    unchanged; ``where`` gives their position.
    """

    kind: str
    question: str | None
    options: tuple
    snippet: str
    where: str | None = None

    def __post_init__(self):
        texts = {name: one_line(getattr(self, name)) or None for name in ("question", "where")}
        texts |= {"kind": one_line(self.kind), "snippet": clean_lines(self.snippet or "")}
        options = tuple((one_line(label), count) for label, count in self.options)
        vars(self).update(texts, options=options)  # frozen for everyone else

    @property
    def counts(self):
        """Each option with its count, such as "Yes 88, No 4"; "?" if the page gives no count."""
        return ", ".join(f"{label} {'?' if n is None else n}" for label, n in self.options)

    @classmethod
    def of(cls, fields):
        """Make a response from a dict like that of ``as_dict``; only ``kind`` is required."""
        options = tuple((o["label"], o.get("count")) for o in fields.get("options") or ())
        return cls(**{"question": None, "snippet": ""} | fields | {"options": options})

    def as_dict(self):
        """The fields as they are written in a header or an export."""
        return vars(self) | {"options": [{"label": o, "count": n} for o, n in self.options]}


def _first(kind, doc):
    return property(lambda article: next(iter(article.texts(kind)), None), doc=doc)


@dataclass(frozen=True, repr=False)
class Article:
    """An article as the corpus keeps it. Unknown metadata is ``None``; nothing is guessed.

    ``sections`` are sorted into reading order: kicker, headline, then the others as given.
    ``origins`` says, for each field's name, where its value came from. ``title_for_sharing``
    and ``title_for_search`` are the headlines that the page gives for sharing and search engines.
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
    title_for_sharing: str | None = None
    title_for_search: str | None = None
    origins: dict = field(default_factory=dict, hash=False)
    responses: tuple = ()
    source: str | None = None
    sha256: str | None = None
    rights: str | None = None

    def __post_init__(self):
        order = {"kicker": 0, "headline": 1}
        sections = [section for section in self.sections if section.text]
        values = {key: one_line(getattr(self, key)) or None for key in PLAIN}
        values["sections"] = tuple(sorted(sections, key=lambda one: order.get(one.kind, 2)))
        values["authors"] = tuple(filter(None, map(one_line, self.authors)))
        values["origins"] = {one_line(key): one_line(text) for key, text in self.origins.items()}
        vars(self).update(values, responses=tuple(self.responses))

    @classmethod
    def of(cls, header, sections):
        """Make an article from these sections and the fields of a header."""
        given = {key: header[key] for key in PLAIN} | {"authors": header["authors"] or ()}
        responses = map(Response.of, header["responses"] or ())
        return cls(sections=sections, origins=header["origins"] or {}, responses=responses, **given)

    def __repr__(self):
        return f"Article {self.id}: {self.title or 'no headline'}"

    @cached_property
    def text(self):
        """All sections in reading order, joined by blank lines; offsets count from its start."""
        return "\n\n".join(section.text for section in self.sections)

    def texts(self, kind):
        """The texts of all sections of one kind, such as the paragraphs of the body."""
        return [section.text for section in self.sections if section.kind == kind]

    title = _first("headline", "The headline, or None.")
    kicker = _first("kicker", "The short line above the headline, or None.")
    deck = _first("deck", "The first deck (the summary under the headline), or None.")


def flags(article, today=None):
    """Doubts that do not prevent an article from being used, as a list of short sentences.

    >>> flags(Article("a", (), published="1066-10-14"))
    ['published: 1066-10-14 is before 1990; check the date']
    """
    tomorrow = (today or date.today()) + timedelta(days=1)  # it may be tomorrow elsewhere
    doubts = []
    for key in DATES:
        if (day := getattr(article, key)) and not "1990" <= day[:10] <= str(tomorrow):
            doubt = "is before 1990" if day < "1990" else "is in the future"
            doubts.append(f"{key}: {day} {doubt}; check the date")
    if (body := article.texts("body")) and (match := IS.cut_off.search(body[-1])):
        end = f"it ends in {match[0]!r}; add the full text"
        doubts.append(f"the text is incomplete (`complete: no`): {end}")
    return doubts
