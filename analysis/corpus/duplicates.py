"""The same story twice: clusters of near-duplicate articles."""

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis._support import progress, require
from analysis.text import straighten

from .cells import IS
from .model import Corpus

WORDS, ALIKE = 5, 0.5  # a shingle; lowest share of shingles in common
DEDUPLICATED = "without near-duplicates"


def shingles(article):
    """The five-word sequences of an article's body, in lower case, as a set."""
    words = IS.word.findall(straighten(" ".join(article.texts("body"))).lower())
    return {" ".join(words[n : n + WORDS]) for n in range(len(words) - WORDS + 1)}


def jaccard(one, other):
    """The Jaccard similarity of two sets; 0 if they have nothing in common."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def clusters(corpus):
    """Find clusters of near-duplicate articles.

    Two articles are near-duplicates if at least half of all five-word sequences in their bodies are
    in both (exact Jaccard). A cluster joins all articles linked like this, so two of them may be
    less similar. Its leader is the earliest article or, if times are equal or unknown, the one with
    the lowest id. No article is removed. A body of fewer than five words has no near-duplicates.

    For a Corpus or a list of articles, returns a DataFrame indexed by article, in the same order:
    cluster (the leader's id), size (of the cluster), leads (bool), jaccard (with the leader, or 1).
    """
    from scipy.cluster.hierarchy import DisjointSet  # which takes a third of a second

    require((Corpus, list, tuple), "a Corpus, as returned by load()", corpus=corpus)
    articles = list(corpus)
    sets = DisjointSet(range(len(articles)))

    @lru_cache(200)  # all at once would take a hundred times the memory of the texts
    def sequences(n):
        return shingles(articles[n])

    for one, other in _pairs(articles):
        if not sets.connected(one, other) and jaccard(sequences(one), sequences(other)) >= ALIKE:
            sets.merge(one, other)
    days = pd.Series([article.published for article in articles], dtype=object)
    times = pd.to_datetime(days, format="ISO8601", utc=True)
    place = times.rank(method="dense").fillna(np.inf)  # an unknown date comes last
    rows = [None] * len(articles)
    for cluster in sets.subsets():
        leader = min(cluster, key=lambda n: (place[n], articles[n].id))
        for n in cluster:
            score = 1.0 if n == leader else jaccard(sequences(n), sequences(leader))
            rows[n] = (articles[leader].id, len(cluster), n == leader, score)
    index = pd.Index([article.id for article in articles], name="article", dtype="str")
    table = pd.DataFrame(rows, index, ["cluster", "size", "leads", "jaccard"])
    return table.astype({"cluster": "str", "size": "int64", "leads": "bool", "jaccard": "float64"})


def _pairs(articles):
    """Pairs of articles, by their numbers, that may be near-duplicates.

    If half of the shingles of two bodies are the same, some are among the rarer half of each
    (prefix filtering; Bayardo and others 2007); the others hold the rest (Xiao and others 2008).
    """
    rarer, sizes = _rarer(articles)
    # A code and the number of its article in one.
    places = np.concatenate([np.empty(0, np.uint32), *rarer], dtype=np.uint64)
    places <<= 32
    places |= np.repeat(np.arange(len(rarer), dtype=np.uint32), [*map(len, rarer)])
    places.sort()
    rest = sizes - sizes // 2 - 1
    for n, codes in enumerate(rarer):
        mine = codes.astype(np.uint64) << 32
        first, last = places.searchsorted(mine), places.searchsorted(mine | n)
        found = [places[:0], *(places[a:b] for a, b in zip(first, last, strict=True))]
        others, shared = np.unique(np.concatenate(found) & 0xFFFFFFFF, return_counts=True)
        enough = 3 * (shared + np.maximum(rest[n], rest[others])) >= sizes[n] + sizes[others]
        yield from ((other, n) for other in others[enough].tolist())


def _rarer(articles):
    """Codes of the rarer half of each body's shingles, and how many it has in all."""
    sets = (np.array([*shingles(article)], object) for article in progress(articles))
    hashes = (pd.util.hash_array(one, categorize=False) for one in sets)
    bodies = [(codes >> 32).astype(np.uint32) for codes in hashes]
    sizes = np.array([len(codes) for codes in bodies], int)
    counts = np.zeros(sizes.sum() + 1, np.uint8)  # a byte for each, so few share a count
    for codes in bodies:
        places = codes % len(counts)
        counts[places] += counts[places] < 255
    for n, codes in enumerate(bodies):
        frequency = counts[codes % len(counts)]
        rarer = np.lexsort((codes, frequency))[: len(codes) // 2 + 1]
        bodies[n] = codes[rarer[frequency[rarer] > 1]]
    return bodies, sizes


def deduplicate(corpus):
    """Return the corpus with only the leader of each cluster of near-duplicates (``clusters``).

    ``selection`` says how many articles were left out. TypeError if ``corpus`` is not a corpus.

    >>> from pathlib import Path
    >>> from analysis.article import Article, Section
    >>> twice = [Article(id, (Section("body", "It rained on the town."),)) for id in "ab"]
    >>> deduplicate(Corpus(tuple(twice), (), Path("x")))
    Corpus: 1 article, 0 problems, without near-duplicates (1 left out) (x)
    """
    require(Corpus, "a Corpus, as returned by load()", corpus=corpus)
    leads = clusters(corpus)["leads"]
    return corpus.keep(DEDUPLICATED, {*leads.index[leads]})
