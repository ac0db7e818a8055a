"""A loaded corpus: articles, and tables of what is known of them and what readers did."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis._support.html import SHOWN, escaped, facts, short, table
from analysis._support.wording import plural
from analysis.article.model import COUNTERS, PLAIN


@dataclass(frozen=True, repr=False)
class Corpus:
    """Articles in the order of their ids, and what was wrong with the files that are not here.

    ``problems`` holds one line for each fault. ``corpus["id"]`` is an article (KeyError for an
    unknown id); ``len`` and iteration are those of ``articles``. ``selection`` says in words which
    articles of the corpus at ``path`` these are.
    """

    articles: tuple
    problems: tuple
    path: Path
    selection: str = "all articles"
    # What was selected from, and how, so that wire copy can be left out first.
    origin: "Corpus | None" = field(default=None, compare=False)
    steps: tuple = field(default=(), compare=False)

    def __repr__(self):
        count = f"{plural(len(self), 'article')}, {plural(len(self.problems), 'problem')}"
        if self.selection != "all articles":
            count += f", {self.selection}"
        return f"Corpus: {count} ({self.path.name or self.path.resolve().name})"

    def _repr_html_(self):
        return _html(self)

    def __len__(self):
        return len(self.articles)

    def __iter__(self):
        return iter(self.articles)

    def __getitem__(self, id):
        if id not in self._by_id:
            raise KeyError(f"no article {id!r} in {self!r}; there are: {', '.join(self._by_id)}")
        return self._by_id[id]

    def select(self, *ids):
        """The corpus of these articles alone; KeyError for an unknown id."""
        articles = tuple(sorted((self[id] for id in ids), key=lambda article: article.id))
        return Corpus(articles, (), self.path, "chosen by id")

    def where(self, **values):
        """The corpus of the articles with these values in ``metadata``.

        A list gives several values to choose from, None articles without a value. Of authors, one
        must match. ValueError for a field that articles do not have, or a value that none has.

        >>> from analysis.article import Article
        >>> articles = (Article("a", (), outlet="CNN"), Article("b", (), outlet="BBC"))
        >>> Corpus(articles, (), Path("x")).where(outlet="CNN")
        Corpus: 1 article, 0 problems, outlet CNN (1 left out) (x)
        """
        from .selection import with_value  # which needs this class

        corpus = self
        for field_name, value in values.items():
            corpus = with_value(corpus, field_name, value)
        return corpus

    def between(self, first, last):
        """The corpus of the articles published from one day, month or year to another, inclusive.

        ``first`` and ``last`` are texts such as "2017", "2017-03" or "2017-03-15". Times with a
        zone are compared in UTC, as in ``metadata``. Articles without a date are left out, and
        ``selection`` says how many. ValueError for another form of date.
        """
        from .selection import published_between

        return published_between(self, first, last)

    @cached_property
    def _by_id(self):
        return {article.id: article for article in self}

    @cached_property
    def responses(self):
        """Readers' responses: a DataFrame, one row for each poll or counter.

        Columns: article, kind, question, yes, no, options (a poll's other options as
        "label: count; label: count"), votes (a poll's answers of any kind), comments, shares,
        likes, dislikes, reactions, views.
        Counts are ``Int64``, <NA> where the page does not say; the columns are there without rows
        too.
        """
        types = dict.fromkeys(["article", "kind", "question"], "string")
        types |= {"yes": "Int64", "no": "Int64", "options": "string", "votes": "Int64"}
        types |= dict.fromkeys(COUNTERS, "Int64")
        rows = [_row(article.id, response) for article in self for response in article.responses]
        return pd.DataFrame(rows, columns=list(types), dtype=object).astype(types)

    @cached_property
    def metadata(self):
        """The articles' metadata: a DataFrame indexed by id.

        Columns: title, kicker, outlet, authors (joined by "; "), then the article's other plain
        fields; published (and modified) as datetime64, in UTC where the page gives a zone. Unknown
        is <NA> or NaT.
        """
        columns = ["title", "kicker", "outlet", "authors"]
        columns += [name for name in PLAIN if name not in ("id", "outlet", "accessed", "rights")]
        rows = [[getattr(article, name) for name in columns] for article in self]
        index = pd.Index([article.id for article in self], name="article", dtype="string")
        table = pd.DataFrame(rows, index, columns, dtype=object)
        table["authors"] = ["; ".join(article.authors) or None for article in self]
        table = table.astype("string")
        for name in ("published", "modified"):
            times = pd.to_datetime(table[name].astype(object), format="ISO8601", utc=True)
            table[name] = times.dt.tz_convert(None).astype("datetime64[us]")
        return table

    @cached_property
    def fingerprint(self):
        """SHA-256 over ids, sections and responses, whatever the files' names and order."""
        digest = hashlib.sha256()
        for article in self:
            sections = [[section.kind, section.text] for section in article.sections]
            responses = [[r.kind, r.question, r.options, r.snippet] for r in article.responses]
            digest.update(json.dumps([article.id, sections, responses]).encode() + b"\n")
        return digest.hexdigest()


def _row(id, response):
    row = {"article": id, "kind": response.kind, "question": response.question}
    others = []
    counts = [count for _, count in response.options]
    if response.kind == "poll" and None not in counts:
        row["votes"] = sum(counts)
    for label, count in response.options:
        column = label.casefold()
        if column in ("yes", "no") or column == response.kind and column in COUNTERS:
            row[column] = None if column in row else count  # given twice: unknown
        else:
            others.append(f"{label}: {'unknown' if count is None else count}")
    return row | {"options": "; ".join(others) or None}


def _html(corpus):
    """How many articles of which outlets, dates and languages, what is wrong, and the first ten."""
    dates = sorted(article.published[:10] for article in corpus if article.published)
    span = " to ".join(dict.fromkeys(dates[:1] + dates[-1:]))
    languages = _ranked(article.language for article in corpus)
    if any(article.language != "en" for article in corpus):
        languages += "; only en is measured"
    pairs = [
        ("Outlets", _ranked(article.outlet for article in corpus)),
        ("Published", _with_unknown(span, len(corpus) - len(dates))),
        ("Languages", languages),
    ]
    rows = ((a.id, short(a.title or ""), a.outlet, a.published) for a in corpus)
    heads = ["article", "headline", "outlet", "published"]
    parts = [f"<p><b>{escaped(corpus)}</b></p>"]
    parts += [facts(pairs), table(heads, rows, len(corpus))] if len(corpus) else []
    if n := len(corpus.problems):
        problems = table(["problem"], ([line] for line in corpus.problems), n)
        parts.append(f"<details><summary>Problems: {n:,}</summary>{problems}</details>")
    return f"<section>{''.join(parts)}</section>"


def _ranked(values):
    """Each value with its number, the most frequent first, and how many are not recorded."""
    numbers = Counter(values)
    unknown = numbers.pop(None, 0)
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    parts = [f"{short(value, 40)} ({number:,})" for value, number in ranked[:SHOWN]]
    parts += [f"and {len(ranked) - SHOWN:,} more"] * (len(ranked) > SHOWN)
    return _with_unknown(", ".join(parts), unknown)


def _with_unknown(text, number):
    return "; ".join(filter(None, [text, number and f"not recorded ({number:,})"]))
