"""The same story twice: clusters of near-duplicates, and tables with one article of each."""

import re
import zlib
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analysis.text import straighten

from .wire import wire

WORDS = 5  # a shingle
ALIKE = 0.5  # least share of shingles in common
# With 128 bands of 4 rows a pair with half of its shingles in common is overlooked once in 3,900
# (.9375 to the power of 128), one with .6 once in 52 million. Of pairs with .2 in common, as texts
# made by a template have, 19% pass; most of these are told from true ones by their sketches alone.
_BANDS, _ROWS = 128, 4
_UNLIKE = ALIKE - 0.1  # 4.5 standard errors of a sketch's estimate at the limit
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
# How a table may be made → what it says of itself.
SELECTIONS = ("all", "one a cluster", "without wire copy")


def shingles(article):
    """The runs of five words of an article's body, in lower case, as a set.

    >>> from analysis.article import Article, Section
    >>> sorted(shingles(Article("a", (Section("body", "It rained, and it rained again."),))))
    ['it rained and it rained', 'rained and it rained again']
    """
    return _shingles(_body(article))


def _body(article):
    """The words of an article's body, with one space between them."""
    body = " ".join(section.text for section in article.sections if section.kind == "body")
    return " ".join(_WORD.findall(straighten(body).lower()))


@lru_cache(1000)  # all at once would take a hundred times the memory of the texts
def _shingles(body):
    found = body.split(" ")
    return {" ".join(found[n : n + WORDS]) for n in range(len(found) - WORDS + 1)}


def jaccard(one, other):
    """Share of the shingles of two sets that both have; 0 where there are none.

    >>> jaccard({"a", "b"}, {"b", "c", "d"})
    0.25
    """
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def clusters(corpus):
    """Clusters of near-duplicate articles.

    Two articles are near-duplicates if at least half of the 5-word shingles that occur in either
    body occur in both (exact Jaccard; MinHash only finds the pairs to compare: Broder 1997). A
    cluster is what near-duplicates link, so its ends may be less alike. Its leader is the earliest
    published; of those of one time, or without a date, the lowest id. Nothing is removed. A body
    of fewer than five words is alike to none.

    Returns
    -------
    DataFrame
        Indexed by article, in the corpus's order: cluster (the leader's id), size (articles in the
        cluster), leads (bool), jaccard (with the leader, 1 for itself).
    """
    articles = list(corpus)
    bodies = [_body(article) for article in articles]
    parent = list(range(len(articles)))

    def root(n):
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    def alike(one, other):
        return jaccard(_shingles(bodies[one]), _shingles(bodies[other]))

    for one, other in _pairs(bodies):
        if root(one) != root(other) and alike(one, other) >= ALIKE:
            parent[root(one)] = root(other)
    members = {}
    for n in range(len(articles)):
        members.setdefault(root(n), []).append(n)
    published = _times(articles)
    rows = [None] * len(articles)
    for cluster in members.values():
        leader = min(cluster, key=lambda n: (published[n], articles[n].id))
        for n in cluster:
            score = 1.0 if n == leader else alike(n, leader)
            rows[n] = (articles[leader].id, len(cluster), n == leader, score)
    index = pd.Index([article.id for article in articles], name="article", dtype="str")
    table = pd.DataFrame(rows, index, ["cluster", "size", "leads", "jaccard"])
    return table.astype({"cluster": "str", "size": "int64", "leads": "bool", "jaccard": "float64"})


def _times(articles):
    """When each was published, to compare; unknown comes last."""
    given = [article.published for article in articles]
    times = pd.to_datetime(pd.Series(given, dtype=object), format="ISO8601", utc=True)
    return [(pd.isna(time), 0 if pd.isna(time) else time.timestamp()) for time in times]


def _pairs(bodies, new=None):
    """Pairs of bodies that may be alike: each with those before it that share a band.

    Where ``new`` is given, a list of bool, the others are not compared with one another, and each
    new one is compared with all of them.
    """
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(num_perm=_BANDS * _ROWS, params=(_BANDS, _ROWS))
    blank = MinHash(num_perm=_BANDS * _ROWS, seed=1, hashfunc=zlib.crc32)
    first, sketches = {}, {}
    order = range(len(bodies)) if new is None else sorted(range(len(bodies)), key=lambda n: new[n])
    for n in order:
        body = bodies[n]
        if not (found := _shingles(body)):
            continue
        if first.setdefault(body, n) != n:  # word for word the same
            yield n, first[body]
            continue
        sketch = sketches[n] = blank.copy()
        sketch.update_batch([shingle.encode() for shingle in found])
        if new is None or new[n]:
            for other in sorted(lsh.query(sketch)):
                if sketch.jaccard(sketches[other]) >= _UNLIKE:
                    yield n, other
        lsh.insert(n, sketch, check_duplication=False)


def near_duplicates(corpus, ids):
    """Which of some articles are alike to others of a corpus: a list of (id, other's id, Jaccard).

    For each of ``ids`` the most alike of the other articles, if it is a near-duplicate (as in
    ``clusters``); of two that are both in ``ids`` only one is named. Articles that are not in
    ``ids`` are not compared with one another.
    """
    articles, ids = list(corpus), set(ids)
    bodies = [_body(article) for article in articles]
    best = {}
    for one, other in _pairs(bodies, [article.id in ids for article in articles]):
        score = jaccard(_shingles(bodies[one]), _shingles(bodies[other]))
        if articles[one].id in ids and score >= max(ALIKE, best.get(one, (0, 0))[0]):
            best[one] = score, other
    return [(articles[n].id, articles[m].id, score) for n, (score, m) in sorted(best.items())]


def choose(corpus, which):
    """The articles of a corpus that a table is to be made of → a corpus that says which.

    Parameters
    ----------
    corpus : Corpus
    which : str
        "all", "one a cluster" (the leader of each cluster of near-duplicates) or "without wire
        copy". Choose twice for both: wire copy is then left out first, whatever the order, and
        one article of each cluster of the rest is taken.

    Raises
    ------
    ValueError
        For another word.

    >>> from pathlib import Path
    >>> from analysis.article import Article, Section
    >>> from analysis.corpus import Corpus
    >>> twice = [Article(id, (Section("body", "It rained on the town."),)) for id in "ab"]
    >>> choose(Corpus(tuple(twice), (), Path("x")), "one a cluster")
    Corpus: 1 article, 0 problems, one a cluster (1 left out) (x)
    """
    which = which.replace("-", " ")
    if which not in SELECTIONS:
        raise ValueError(f"no selection {which!r}; there are: {', '.join(SELECTIONS)}")
    if which == "all":
        return corpus
    whole = corpus.whole or corpus
    # The leader of a cluster may be an agency's copy; without it another of its articles leads.
    choices = tuple(name for name in reversed(SELECTIONS) if name in (which, *corpus.choices))
    said = [whole.selection] * (whole.selection != "all articles")
    articles = whole.articles
    for name in choices:
        left = _chosen(articles, name)
        said.append(f"{name} ({len(articles) - len(left)} left out)")
        articles = left
    return replace(
        corpus, articles=articles, selection=", ".join(said), whole=whole, choices=choices
    )


def deduplicate(corpus):
    """The corpus with one article of each cluster of near-duplicates."""
    return choose(corpus, "one a cluster")


def without_wire_copy(corpus):
    """The corpus without articles of news agencies."""
    return choose(corpus, "without wire copy")


def _chosen(articles, which):
    if which == "without wire copy":
        return tuple(article for article in articles if wire(article) is None)
    leads = clusters(articles)["leads"]
    return tuple(article for article in articles if leads[article.id])
