"""The mean of valence lists against human ratings of editorials; intervals over editorials.

VADER alone is the baseline; the gain is a difference of two correlations with the same ratings.
"""

import csv
import hashlib

import numpy as np
import pandas as pd
from rows import row

from analysis import MEASURES
from analysis.counting import vader
from analysis.lexicon import read_valence
from analysis.text import straighten, words

_DRAWS = 1000


def valence(data):
    """Rows for the shipped mean, and for the mean with the list of Hu and Liu (2004)."""
    path, names = data / "vader_nyt/ground_truth.tsv", ["id", "rating", "text"]
    table = pd.read_csv(path, sep="\t", header=None, names=names, quoting=csv.QUOTE_NONE)
    texts = table["text"].map(straighten)
    cut = [[text[a:b] for a, b in words(text)] for text in texts]
    editorial = table["id"].astype("str").str.partition("_")[0]
    hashes = editorial.map(lambda name: hashlib.sha256(name.encode()).hexdigest())
    half = hashes.map(lambda name: int(name, 16) % 2 == 1).to_numpy()
    compound = np.array([vader.score(text)[0] for text in texts])
    sizes = np.array([max(len(part), 1) for part in cut])
    afinn, hu_liu = read_valence("afinn"), read_valence(data / "lists/hu_liu.csv")
    sums = [np.array([sum(map(of, part)) for part in cut]) for of in (afinn, hu_liu)]
    two = MEASURES["mean_of_lists"](compound, 1, sums[0], sizes)
    third = 100 * sums[1] / sizes
    # The constants of the third list are from the editorials that it is not judged by.
    three = (2 * two + (third - third[~half].mean()) / third[~half].std()) / 3
    for name, scores in {"mean of VADER and AFINN": two, "the same and Hu and Liu": three}.items():
        for part, chosen in {"half not looked at": half, "all": half | True}.items():
            yield _gain(name, part, table["rating"], compound, scores, editorial, chosen)


def _gain(name, part, rating, alone, scores, editorial, chosen):
    places = [np.flatnonzero(chosen & (editorial == name)) for name in editorial[chosen].unique()]
    random, rating = np.random.default_rng(1), rating.to_numpy()

    def gain(rows):
        return _r(scores[rows], rating[rows]) - _r(alone[rows], rating[rows])

    draws = random.integers(len(places), size=(_DRAWS, len(places)))
    gains = [gain(np.concatenate([places[n] for n in drawn])) for drawn in draws]
    measure = f"{name} against mean rating, gain in r over VADER"
    together = np.flatnonzero(chosen)
    values = _r(scores[together], rating[together]), _r(alone[together], rating[together])
    return row(
        measure,
        "vader_nyt",
        part,
        len(together),
        values[0] - values[1],
        tuple(np.percentile(gains, [2.5, 97.5])),
        (values[1], f"r of VADER; of the mean {values[0]:.3f}"),
    )


def _r(one, other):
    return np.corrcoef(one, other)[0, 1]
