"""The same story twice: clusters of near-duplicate articles."""

import re
import zlib
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis._support.arguments import require
from analysis._support.progress import progress
from analysis.text import straighten

from .model import Corpus

WORDS = 5  # a shingle
ALIKE = 0.5  # lowest share of shingles in common
# With 128 bands of 4 rows a pair with half of its shingles in common is missed once in 3,900
# (.9375 to the power of 128), one with .6 once in 52 million. Of pairs with .2 in common, as texts
# made by a template have, 19% share a band; most of these differ enough in their signatures.
_BANDS, _ROWS = 128, 4
_UNLIKE = ALIKE - 0.1  # 4.5 standard errors of a signature's estimate at the limit
_AT_ONCE = 2000  # shingles hashed at once, so that a book does not fill the memory
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_RANDOM = np.random.default_rng(1)
_FACTORS = _RANDOM.integers(2**63, size=_BANDS * _ROWS, dtype=np.uint64) * 2 + 1
_SHIFTS = _RANDOM.integers(2**63, size=_BANDS * _ROWS, dtype=np.uint64)


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
    either body occur in both (exact Jaccard; MinHash only finds the pairs to compare: Broder 1997).
    A cluster joins all articles that are linked in this way, so two of its articles may be less
    similar. Its leader is the earliest published; if the times are the same or unknown, the lowest
    id. Nothing is removed. A body of fewer than five words is a near-duplicate of none.

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
    """Pairs of bodies that may be near-duplicates: identical, or with a band in common."""
    first = {}
    for n, body in enumerate(bodies):
        if shingles(body) and first.setdefault(body, n) != n:
            yield first[body], n
    numbers = np.array(list(first.values()), dtype=np.int64)
    signatures = np.array([_signature(body) for body in progress(list(first))], dtype=np.uint32)
    pairs = np.empty(0, dtype=np.int64)
    for band in range(0, len(first) and _BANDS * _ROWS, _ROWS):
        rows = signatures[:, band : band + _ROWS].astype(np.uint64)
        keys = rows @ _FACTORS[:_ROWS]
        order = np.argsort(keys, kind="stable")
        step, keys = 1, keys[order]
        while (same := np.flatnonzero(keys[step:] == keys[:-step])).size:
            ends = np.sort([order[same], order[same + step]], axis=0)
            pairs = np.union1d(pairs, ends[0] * len(first) + ends[1])
            step += 1
    for pair in pairs:
        one, other = divmod(pair, len(first))
        if np.mean(signatures[one] == signatures[other]) >= _UNLIKE:
            yield int(numbers[one]), int(numbers[other])


def _signature(body):
    """The lowest hash of a body's shingles by each of 512 hash functions (multiply and shift)."""
    codes = np.array([zlib.crc32(text.encode()) for text in shingles(body)], dtype=np.uint64)
    parts = np.split(codes, range(_AT_ONCE, len(codes), _AT_ONCE))
    least = [(part[:, None] * _FACTORS + _SHIFTS >> np.uint64(32)).min(axis=0) for part in parts]
    return np.min(least, axis=0)


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
    return corpus.keep("without near-duplicates", _leaders)


def _leaders(articles):
    leads = clusters(articles)["leads"]
    return [article for article in articles if leads[article.id]]


def near_duplicates(corpus, ids):
    """Pairs of near-duplicates with one of some articles: a list of (id, leader's id, Jaccard)."""
    table = clusters(corpus)
    new = table.index.isin(ids) | table["cluster"].isin(ids)
    table = table[new & ~table["leads"]]
    return list(zip(table.index, table["cluster"], table["jaccard"], strict=True))
