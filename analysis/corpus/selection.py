"""Some articles of a corpus → a corpus that says which: by metadata, or one of several copies."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from analysis._support.arguments import require
from analysis._support.html import short
from analysis.article.model import PLAIN

from .duplicates import clusters
from .model import Corpus
from .wire import wire

_FIELDS = ("title", "kicker", "authors", *PLAIN)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def select(corpus, name, keep):
    """The articles of a corpus that ``keep`` (articles → articles) keeps → a corpus that says so.

    Wire copy is left out before near-duplicates, whatever the order of the calls: the leader of a
    cluster may be an agency's copy, and without it another of its articles leads.
    """
    require(Corpus, "a corpus, as load() returns", corpus=corpus)
    steps = list(corpus.steps)
    if (name, keep) in steps:
        return corpus
    functions = [function for _, function in steps]
    first = keep is _not_wire and _leaders in functions
    steps.insert(functions.index(_leaders) if first else len(steps), (name, keep))
    origin = corpus.origin or corpus
    words = [origin.selection] * (origin.selection != "all articles")
    articles = origin.articles
    for name, keep in steps:
        kept = tuple(keep(articles))
        words.append(f"{name} ({len(articles) - len(kept):,} left out)")
        articles = kept
    about = {"selection": ", ".join(words), "origin": origin, "steps": tuple(steps)}
    return replace(corpus, articles=articles, **about)


def deduplicate(corpus):
    """The corpus without near-duplicates: of each cluster (``clusters``), the article that leads.

    If wire copy is left out too, it is left out first. ``selection`` says how many articles were
    left out. TypeError if ``corpus`` is not a corpus.

    >>> from pathlib import Path
    >>> from analysis.article import Article, Section
    >>> twice = [Article(id, (Section("body", "It rained on the town."),)) for id in "ab"]
    >>> deduplicate(Corpus(tuple(twice), (), Path("x")))
    Corpus: 1 article, 0 problems, without near-duplicates (1 left out) (x)
    """
    return select(corpus, "without near-duplicates", _leaders)


def without_wire_copy(corpus):
    """The corpus without what news agencies wrote and others published, as ``wire_copy`` finds it.

    ``selection`` says how many articles were left out. TypeError if ``corpus`` is not a corpus.
    """
    return select(corpus, "without wire copy", _not_wire)


def _leaders(articles):
    leads = clusters(articles)["leads"]
    return [article for article in articles if leads[article.id]]


def _not_wire(articles):
    return [article for article in articles if wire(article) is None]


def with_value(corpus, field, value):
    """The articles with a value, or one of a list of values, in a field; see ``Corpus.where``."""
    if field not in _FIELDS:
        raise ValueError(f"no field {field!r}; the fields are {', '.join(_FIELDS)}")
    values = value if isinstance(value, list | tuple | set) else [value]
    if not values:
        raise ValueError(f"{field}: no value to choose articles by; give at least one")
    known = {item for article in corpus for item in _values(article, field)}
    if unknown := [value for value in values if value not in known]:
        have = short(", ".join(sorted(map(str, known - {None}))), 300) or "none recorded"
        raise ValueError(f"no article has {field} {unknown[0]!r}; there are: {have}")
    keep = partial(_having, field=field, values=frozenset(values))
    return select(corpus, f"{field} {' or '.join(map(str, values))}", keep)


def _having(articles, field, values):
    return [article for article in articles if not values.isdisjoint(_values(article, field))]


def _values(article, field):
    value = getattr(article, field)
    return value or (None,) if field == "authors" else (value,)


def published_between(corpus, first, last):
    """The articles published in a span of days, months or years; see ``Corpus.between``."""
    for argument, text in (("first", first), ("last", last)):
        require(str, "a text such as '2017-03'", **{argument: text})
        if not _DATE.fullmatch(text):
            raise ValueError(f"{argument} is {text!r}; write it as 2017, 2017-03 or 2017-03-15")
    if first[: len(last)] > last[: len(first)]:
        raise ValueError(f"first is {first!r}, which is after last, {last!r}; swap them")
    if not all(article.published for article in corpus):
        corpus = select(corpus, "with a date", _dated)
    keep = partial(_published, first=first, last=last)
    return select(corpus, f"published {first} to {last}", keep)


def _dated(articles):
    return [article for article in articles if article.published]


def _published(articles, first, last):
    days = ((_day(article), article) for article in articles if article.published)
    return [a for day, a in days if first <= day[: len(first)] and day[: len(last)] <= last]


def _day(article):
    moment = datetime.fromisoformat(article.published)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()
