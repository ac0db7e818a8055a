"""A loaded corpus: articles, and tables of what is known of them and what readers did."""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.article.model import COUNTERS, PLAIN

from .shown import corpus_html


@dataclass(frozen=True, repr=False)
class Corpus:
    """Articles in the order of their ids, and what was wrong with the files that are not here.

    ``problems`` holds one line for each fault. ``corpus["id"]`` is an article (KeyError for an
    unknown id); ``len`` and iteration are those of ``articles``. ``selection`` says in words which
    articles of a larger corpus these are.
    """

    articles: tuple
    problems: tuple
    path: Path
    selection: str = "all articles"
    # What ``choose`` chose from, and by which words, so that the order of two choices is no matter.
    whole: "Corpus | None" = field(default=None, compare=False)
    choices: tuple = ()

    def __repr__(self):
        count = f"{plural(len(self), 'article')}, {plural(len(self.problems), 'problem')}"
        if self.selection != "all articles":
            count += f", {self.selection}"
        return f"Corpus: {count} ({self.path.name or self.path.resolve().name})"

    def _repr_html_(self):
        return corpus_html(self)

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
        chosen = tuple(sorted((self[id] for id in ids), key=lambda a: a.id))
        return Corpus(chosen, (), self.path, "chosen by id")

    @cached_property
    def _by_id(self):
        return {article.id: article for article in self}

    @cached_property
    def responses(self):
        """What readers did: a DataFrame, one row for each poll or counter.

        Columns: article, kind, question, yes, no, options (a poll's other options as
        "label: count; label: count"), votes (a poll's answers of any kind), comments, shares,
        likes, dislikes, reactions, views.
        Counts are ``Int64``, <NA> where the page does not say; the columns are there without rows
        too.
        """
        text = ["article", "kind", "question", "options"]
        counts = ["yes", "no", "votes", *COUNTERS]
        rows = [_row(article.id, response) for article in self for response in article.responses]
        columns = [*text[:3], "yes", "no", "options", "votes", *COUNTERS]
        table = pd.DataFrame(rows, columns=columns, dtype=object)
        return table.astype(dict.fromkeys(text, "string") | dict.fromkeys(counts, "Int64"))

    @cached_property
    def metadata(self):
        """What is known of each article: a DataFrame indexed by id.

        Columns: title, kicker, outlet, authors (joined by "; "), then the article's other plain
        fields; published (and modified) as datetime64, in UTC where the page gives a zone. Unknown
        is <NA> or NaT.
        """
        columns = ["title", "kicker", "outlet", "authors"]
        columns += [name for name in PLAIN if name not in ("id", "outlet", "accessed", "rights")]
        rows = [
            [
                "; ".join(article.authors) or None if name == "authors" else getattr(article, name)
                for name in columns
            ]
            for article in self
        ]
        index = pd.Index([article.id for article in self], name="article", dtype="string")
        table = pd.DataFrame(rows, index, columns, dtype=object).astype("string")
        for name in {"published", "modified"} & set(columns):
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


def slug(title, words=8):
    """A title as part of a file name: at most eight words and 80 signs of a-z, 0-9 and "-".

    >>> slug("“Is He Still With Us?” Trump’s choice"), slug("../../x"), slug("日本")
    ('is-he-still-with-us-trumps-choice', 'x', 'article')
    """
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", title))
    found = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(found[:words])[:80].strip("-") or "article"


def plural(number, noun):
    """A number with its noun.

    >>> plural(1, "sentence"), plural(1204, "vote")
    ('1 sentence', '1,204 votes')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _row(id, response):
    row = {"article": id, "kind": response.kind, "question": response.question}
    others = []
    counts = [count for _, count in response.options]
    if response.kind == "poll" and None not in counts:
        row["votes"] = sum(counts)
    for label, count in response.options:
        column = label.casefold()
        if column in ("yes", "no") or column == response.kind and column in COUNTERS:
            row[column] = count
        else:
            others.append(f"{label}: {'unknown' if count is None else count}")
    return row | {"options": "; ".join(others) or None}
