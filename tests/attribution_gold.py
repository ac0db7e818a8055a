"""Articles as the attribution network reads them, and what PolNeAR's annotators marked."""

import re
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pandas as pd
import polnear

from analysis.article import SECTIONS
from analysis.counting.vocabulary import Vocabulary
from analysis.counting.voices import lay_out
from analysis.lexicon import default
from analysis.text import straighten, words
from analysis.text.attribution import attribute, name_sources, token_rows

_CHUNK, _WORD = re.compile(r"\S+"), re.compile(r"\w")
_OFTEN = 100  # a part of speech, relation or way that is rarer is not learnt


def tokens(article, kinds=("deck", "body")):
    """Chunks of an article's running text: offsets, sentences, quotations; None if unreadable."""
    text = straighten(article.text)
    laid = lay_out([article], Vocabulary(default()))
    table = laid.table
    if (table["voice"] < 0).any():
        return None
    row = np.searchsorted(laid.starts, np.arange(len(laid.chunks.codes)), "right") - 1
    asked = np.isin(table["section"], [SECTIONS.index(kind) for kind in kinds])[row]
    found, row = np.stack(laid.chunks[1:], axis=1)[asked], row[asked]
    starts = np.flatnonzero(np.diff(table["sentence"][row], prepend=-1))
    chunks = [text[low:high] for low, high in found]
    n_words = np.array([len(words(chunk)) for chunk in chunks], dtype="int64")
    return SimpleNamespace(
        id=article.id,
        outlet=article.outlet,
        text=text,
        chunks=chunks,
        spans=found,
        starts=starts,
        quotation=table["quotation"][row],
        words=n_words,
    )


def labelled(folder, outlets):
    """`tokens` of PolNeAR's articles, with the annotators' ``labels`` and the file's ``name``."""
    result = []
    for path, article in zip(
        sorted(folder.glob("*.txt")), polnear.read(folder, outlets)[0], strict=True
    ):
        if (coded := tokens(article)) and len(coded.chunks):
            raw = path.read_text(encoding="utf-8")
            coded.name, coded.labels = path.stem, np.zeros(len(coded.chunks), dtype="int64")
            for label, role in reversed([*enumerate(polnear.ROLES, 1)]):
                _, spans = polnear._sections(raw, polnear._contents(path, role))
                inside = polnear._whole_words(article.text, spans)
                coded.labels[[inside[low:high].any() for low, high in coded.spans]] = label
            result.append(coded)
    return result


def folds(n_articles):
    """A fold, 0 to 4, for each article."""
    fold = np.empty(n_articles, dtype="int64")
    fold[np.random.default_rng(16).permutation(n_articles)] = np.arange(n_articles) % 5
    return fold


def read(network, articles, at_once=60):
    """Probabilities and labels that a network gives each article."""
    results = []
    for first in range(0, len(articles), at_once):
        some = articles[first : first + at_once]
        chunks, codes = np.unique(
            [c for article in some for c in article.chunks], return_inverse=True
        )
        edges = np.cumsum([0, *(len(article.chunks) for article in some)])
        begins = np.zeros(len(codes), dtype="int64")
        for article, edge in zip(some, edges, strict=False):
            begins[article.starts + edge] = 1
        of_article = np.repeat(range(len(some)), np.diff(edges))
        quotation = np.concatenate([article.quotation for article in some])
        rows = token_rows(chunks.tolist(), network)
        found = attribute(rows, codes, np.cumsum(begins), of_article, quotation, network)
        found = [np.split(of, edges[1:-1]) for of in found]
        for article, label in zip(some, found[1], strict=True):
            name_sources(label, [start for start, _ in article.spans], article.text)
        results += zip(*found, strict=True)
    return results


def parsed(folder, articles):
    """What the corpus's parser says of each chunk: part of speech, relation, way to its governor.

    Gives for each article an array (3, chunks) of codes, -100 for none, and how many codes there
    are of each of the three.
    """
    parse = pd.read_csv(folder / "parse.tsv.gz", sep="\t", keep_default_na=False)
    by_name = dict(tuple(parse.groupby("article")))
    names = [_of_chunks(folder, article, by_name.get(article.name)) for article in articles]
    kinds = []
    for row in range(3):
        counts = Counter(name for of in names for name in of[row] if name)
        often = [name for name, count in counts.most_common() if count >= _OFTEN]
        kinds.append({name: code for code, name in enumerate(often)})
    codes = [
        np.array([[kinds[row].get(name, -100) for name in of[row]] for row in range(3)])
        for of in names
    ]
    return codes, [len(of) for of in kinds]


def chunk_of(folder, article):
    """The number of the chunk that each character of an article's file lies in, or -1."""
    raw = straighten((folder / f"{article.name}.txt").read_text(encoding="utf-8"))
    # The article's text has less white space and lacks some lines.
    place, at = np.full(len(raw) + 1, -1), 0
    ink = [number for number, sign in enumerate(article.text) if not sign.isspace()]
    for number, sign in enumerate(raw):
        if at < len(ink) and sign == article.text[ink[at]]:
            place[number] = ink[at]
            at += 1
    chunk = np.full(len(article.text) + 1, -1)
    for number, (low, high) in enumerate(article.spans):
        chunk[low:high] = number
    return np.where(place >= 0, chunk[place], -1)


def _of_chunks(folder, article, parse):
    names = np.full((3, len(article.chunks)), "", dtype=object)
    if parse is None:
        return names
    chunk = chunk_of(folder, article)
    own, governor = chunk[parse["start"]], parse["governor_start"].to_numpy()
    above = np.where(governor >= 0, chunk[np.maximum(governor, 0)], -2)
    raw = (folder / f"{article.name}.txt").read_text(encoding="utf-8")
    tokens = zip(own, above, parse["pos"], parse["relation"], parse["start"], strict=True)
    for number, of, pos, relation, first in tokens:
        skipped = number < 0 or of == number or pos == "POS" or not _WORD.match(raw[first])
        if not skipped and not names[1, number]:
            way = "root" if of == -2 else "out" if of < 0 else str(np.clip(of - number, -9, 9))
            relation = relation.split(":")[0] if relation.startswith("nmod") else relation
            names[:, number] = pos, relation, way
    return names
