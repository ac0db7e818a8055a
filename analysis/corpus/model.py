"""A loaded corpus: articles, and tables of their metadata and readers' responses."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis._support import few, plural, require
from analysis.article.model import COUNTERS, PLAIN

from .about import describe, html, read_about

JOINED = "outlets.csv, for "  # begins the origin of an outlet that is printed otherwise
_FIELDS = ("title", "kicker", "authors", *PLAIN)


@dataclass(frozen=True, repr=False)
class Corpus:
    """Articles sorted by id, and the problems of files that were left out or are doubtful.

    ``problems`` has one line per fault. ``corpus["id"]`` is an article (KeyError for an unknown
    id); ``len`` and iteration are those of ``articles``. ``selection`` says in words which articles
    of the corpus at ``path`` it contains.
    """

    articles: tuple
    problems: tuple
    path: Path
    selection: str = "all articles"
    counts = ()  # files of counts, which a folder may hold in place of texts

    def __repr__(self):
        count = f"{plural(len(self), 'article')}, {plural(len(self.problems), 'problem')}"
        count += f", {self.selection}" * (self.selection != "all articles")
        return f"Corpus: {count} ({self.path.name or self.path.resolve().name})"

    _repr_html_ = html

    def __len__(self):
        return len(self.articles)

    def __iter__(self):
        return iter(self.articles)

    def __contains__(self, one):
        return getattr(one, "id", one) in self._by_id

    def __getitem__(self, id):
        if id not in self._by_id:
            raise KeyError(f"no article {id!r} in {self!r}; available: {few(self._by_id)}")
        return self._by_id[id]

    def select(self, *ids):
        """Return a corpus of these articles only; KeyError for an unknown id."""
        articles = tuple(sorted(map(self.__getitem__, dict.fromkeys(ids)), key=lambda one: one.id))
        return Corpus(articles, (), self.path, "chosen by id")

    def where(self, **values):
        """Return a corpus of the articles with these values in ``metadata``.

        A list gives alternatives; None selects articles without a value. One matching author is
        enough. Raises ValueError for an unknown field, or a value that no article has.

        >>> from analysis.article import Article
        >>> articles = (Article("a", (), outlet="CNN"), Article("b", (), outlet="BBC"))
        >>> Corpus(articles, (), Path("x")).where(outlet="CNN")
        Corpus: 1 article, 0 problems, outlet CNN (1 left out) (x)
        """
        corpus = self
        for name, value in values.items():
            if name not in _FIELDS:
                raise ValueError(f"no field {name!r}; available: {', '.join(_FIELDS)}")
            several = isinstance(value, Iterable) and not isinstance(value, str | dict)
            wanted = [None if pd.isna(x) is True else x for x in (value if several else [value])]
            if not wanted:
                raise ValueError(f"{name}: no value given; give at least one")
            values_of = {article.id: {getattr(article, name)} for article in corpus}
            if name == "authors":
                values_of = {article.id: set(article.authors or [None]) for article in corpus}
            known = set().union(*values_of.values())
            if unknown := [item for item in wanted if item not in [*known]]:
                have = few(sorted(map(str, known - {None}))) or "none recorded"
                raise ValueError(f"no article has {name} {unknown[0]!r}; available: {have}")
            ids = {id for id, items in values_of.items() if not items.isdisjoint(wanted)}
            corpus = corpus.keep(f"{name} {' or '.join(dict.fromkeys(map(str, wanted)))}", ids)
        return corpus

    def between(self, first, last):
        """Return a corpus of the articles published from ``first`` to ``last``, both included.

        Both are a year, month or day, such as "2017", "2017-03" or "2017-03-15"; dates are
        those printed by the outlet. Articles without a date are left out, and ``selection``
        says how many. Raises ValueError for a date in another form.
        """
        for argument, text in (("first", first), ("last", last)):
            require(str, "a text such as '2017-03'", **{argument: text})
            day = pd.to_datetime(text, format="ISO8601", errors="coerce")
            if not re.fullmatch("[0-9]{4}(-[0-9]{2}){,2}", text) or pd.isna(day):
                raise ValueError(f"{argument} is {text!r}; write it as 2017, 2017-03 or 2017-03-15")
        end = f"{last}~"  # sorts after the rest of a date
        if first > end:
            raise ValueError(f"first ({first!r}) is after last ({last!r}); swap them")
        days = {article.id: article.published[:10] for article in self if article.published}
        corpus = self if len(days) == len(self) else self.keep("with a date", days)
        within = {id for id, day in days.items() if first <= day <= end}
        return corpus.keep(f"published {first} to {last}", within)

    def keep(self, name, ids):
        """Return a corpus of the articles with these ids, called ``name`` in its ``selection``."""
        if f"{name} (" in self.selection:
            return self
        articles = tuple(article for article in self if article.id in ids)
        words = [self.selection] * (self.selection != "all articles")
        words.append(f"{name} ({len(self) - len(articles):,} left out)")
        return Corpus(articles, self.problems, self.path, ", ".join(words))

    @cached_property
    def about(self):
        """What ``corpus.yml`` says about the corpus: a dict, empty if the file is unusable."""
        try:
            return read_about(self.path)
        except ValueError:
            return {}

    described = cached_property(describe)
    _by_id = cached_property(lambda corpus: {article.id: article for article in corpus})

    @cached_property
    def responses(self):
        """Readers' responses: a DataFrame, one row for each poll or counter.

        Columns: article, kind, question, yes, no, options (a poll's other options as
        "label: count; label: count"), votes (all answers to a poll), comments, shares, likes,
        dislikes, reactions, views. Counts are ``Int64``, <NA> if not given. A counter's number
        appears once, or not at all if the page shows different numbers.
        """
        types = dict.fromkeys(["article", "kind", "question"], "string")
        types |= {"yes": "Int64", "no": "Int64", "options": "string", "votes": "Int64"}
        types |= dict.fromkeys(COUNTERS, "Int64")
        rows = [_row(article.id, response) for article in self for response in article.responses]
        table = pd.DataFrame(rows, columns=list(types), dtype=object).astype(types)
        for name in COUNTERS:
            known = (shown := table[name].dropna()).groupby(table["article"])
            table[name] = shown.where((known.transform("nunique") == 1) & (known.cumcount() == 0))
        return table

    @cached_property
    def metadata(self):
        """The articles' metadata: a DataFrame indexed by id.

        Columns: title, kicker, outlet, authors (joined by "; "), then the other plain fields;
        published and modified as datetime64, as printed, without zone. Missing: <NA> or NaT.
        """
        columns = ["title", "kicker", "outlet", "authors"]
        columns += [name for name in PLAIN if name not in ("id", "outlet", "accessed", "rights")]
        rows = [[getattr(article, name) for name in columns] for article in self]
        index = pd.Index([article.id for article in self], name="article", dtype="string")
        table = pd.DataFrame(rows, index, columns, dtype=object)
        table["authors"] = ["; ".join(article.authors) or None for article in self]
        table = table.astype("string")
        for name in ("published", "modified"):
            times = table[name].str.replace(r"(?:Z|[+-]\d\d:?\d\d)$", "", regex=True)
            table[name] = pd.to_datetime(times, format="ISO8601").astype("datetime64[us]")
        return table

    @cached_property
    def fingerprint(self):
        """SHA-256 of the articles' ids, sections and responses, and of names in outlets.csv."""
        digest = hashlib.sha256()
        for article in self:
            sections = [[section.kind, section.text] for section in article.sections]
            responses = [[r.kind, r.question, r.options, r.snippet] for r in article.responses]
            facts = [article.id, sections, responses]
            facts += [article.outlet] * article.origins.get("outlet", "").startswith(JOINED)
            digest.update(json.dumps(facts).encode() + b"\n")
        return digest.hexdigest()


def _row(id, response):
    row, others = {"article": id, "kind": response.kind, "question": response.question}, []
    counts = [count for _, count in response.options]
    if response.kind == "poll" and counts and None not in counts:
        row["votes"] = sum(counts)
    for label, count in response.options:
        column = label.casefold()
        if column in ("yes", "no") or column == response.kind and column in COUNTERS:
            row[column] = None if column in row else count  # given twice: unknown
        else:
            others.append(f"{label}: {'unknown' if count is None else count}")
    return row | {"options": "; ".join(others) or None}
