"""The same story twice: clusters of near-duplicate articles."""

import re
from collections import defaultdict
from functools import lru_cache
from itertools import compress

import numpy as np
import pandas as pd

from analysis._support.arguments import require
from analysis._support.progress import progress
from analysis.text import straighten

from .model import Corpus

WORDS = 5  # a shingle
ALIKE = 0.5  # lowest share of shingles in common
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


def words_of(article):
    """The words of an article's body, in lower case, with one space between them."""
    body = " ".join(section.text for section in article.sections if section.kind == "body")
    return " ".join(_WORD.findall(straighten(body).lower()))


@lru_cache(1000)  # all at once would take a hundred times the memory of the texts
def shingles(body):
    """The five-word sequences of a body, as ``words_of`` returns it, as a set."""
    words = body.split(" ")
    return {" ".join(words[n : n + WORDS]) for n in range(len(words) - WORDS + 1)}


def jaccard(one, other):
    """The Jaccard similarity of two sets; 0 if they have nothing in common."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def clusters(corpus):
    """Clusters of near-duplicate articles.

    Two articles are near-duplicates if at least half of the five-word sequences that occur in
    either body occur in both (exact Jaccard). A cluster joins all articles that are linked in this
    way, so two of its articles may be less similar. Its leader is the earliest published; if the
    times are the same or unknown, the lowest id. Nothing is removed. A body of fewer than five
    words is a near-duplicate of none.

    Takes a Corpus or a list of articles and returns a DataFrame indexed by article, in the same
    order: cluster (the leader's id), size (articles in the cluster), leads (bool), jaccard (with
    the leader, 1 for itself).
    """
    require((Corpus, list, tuple), "a corpus, as load() returns", corpus=corpus)
    articles = list(corpus)
    bodies = [words_of(article) for article in articles]
    cluster_of = list(range(len(articles)))
    members = {n: [n] for n in cluster_of}

    def alike(one, other):
        return jaccard(shingles(bodies[one]), shingles(bodies[other]))

    for one, other in _pairs(bodies):
        here, there = cluster_of[one], cluster_of[other]
        if here != there and alike(one, other) >= ALIKE:
            members[here] += members[there]
            for n in members.pop(there):
                cluster_of[n] = here
    days = pd.Series([article.published for article in articles], dtype=object)
    times = pd.to_datetime(days, format="ISO8601", utc=True)
    place = times.rank(method="dense").fillna(np.inf)  # an unknown date comes last
    rows = [None] * len(articles)
    for cluster in members.values():
        leader = min(cluster, key=lambda n: (place[n], articles[n].id))
        for n in cluster:
            score = 1.0 if n == leader else alike(n, leader)
            rows[n] = (articles[leader].id, len(cluster), n == leader, score)
    index = pd.Index([article.id for article in articles], name="article", dtype="str")
    table = pd.DataFrame(rows, index, ["cluster", "size", "leads", "jaccard"])
    return table.astype({"cluster": "str", "size": "int64", "leads": "bool", "jaccard": "float64"})


def _pairs(bodies):
    """Pairs of bodies that may be near-duplicates.

    Bodies that have half of their shingles in common share one of the rarer half of each, if all
    rank them alike (prefix filtering, Bayardo et al. 2007). So only those are looked up.
    """
    size = sum(map(len, bodies)) + 1  # a byte for each character, so few shingles share a count
    counts = np.zeros(size, np.uint8)
    for body in bodies:
        places = _codes(body) % size
        counts[places] += counts[places] < 255
    bodies_of = defaultdict(list)
    for n, body in enumerate(progress(bodies)):
        codes = _codes(body)
        frequency = counts[codes % size]
        rarer = np.lexsort((codes, frequency))[: len(codes) // 2 + 1]
        shared = codes[rarer[frequency[rarer] > 1]].tolist()
        for other in sorted({other for code in shared for other in bodies_of[code]}):
            yield other, n
        for code in shared:
            bodies_of[code].append(n)


def _codes(body):
    return np.fromiter(map(hash, shingles(body)), np.int64)


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
    require(Corpus, "a corpus, as load() returns", corpus=corpus)
    return corpus.keep(
        "without near-duplicates", lambda them: compress(them, clusters(them)["leads"])
    )


def near_duplicates(corpus, ids):
    """Pairs of near-duplicates with one of some articles: a list of (id, leader's id, Jaccard)."""
    table = clusters(corpus)
    new = table.index.isin(ids) | table["cluster"].isin(ids)
    table = table[new & ~table["leads"]]
    return list(zip(table.index, table["cluster"], table["jaccard"], strict=True))
