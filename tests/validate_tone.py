"""Tone of the sentences that name an actor, against labels (NewsMTSC, training part).

Nothing was chosen with these sentences: the score is VADER's, with its own bounds.
"""

import gzip
import json

import numpy as np
import pandas as pd
from rows import row
from scipy import stats

from analysis.counting import vader
from analysis.text import straighten

_LABELS = {2: -1, 4: 0, 6: 1}
_DRAWS = 1000


def tone(data):
    """Rows by sentence and by actor."""
    path = data / "newsmtsc/train.jsonl.gz"
    lines = map(json.loads, gzip.open(path, "rt", encoding="utf-8"))
    rows = [
        (_actor(target["mention"]), _LABELS[target["polarity"]], line["sentence_normalized"])
        for line in lines
        for target in line["targets"]
    ]
    table = pd.DataFrame(rows, columns=["actor", "label", "sentence"])
    scores = {text: vader.score(straighten(text))[0] for text in set(table["sentence"])}
    table["score"] = table["sentence"].map(scores)
    random = np.random.default_rng(1)
    yield _sentences(table, random)
    for fewest in (30, 20):
        yield _actors(table, fewest, random)


def _actor(mention):
    """The last word of a name; None for pronouns and nouns."""
    last = mention.split()[-1].removesuffix("’s").removesuffix("'s")
    return last if last[0].isupper() and last not in ("He", "She", "His", "Her", "They") else None


def macro_f1(label, found):
    """Mean of the F1 of the three classes."""
    scores = []
    for kind in (-1, 0, 1):
        hits = ((label == kind) & (found == kind)).sum()
        scores.append(2 * hits / ((label == kind).sum() + (found == kind).sum()))
    return np.mean(scores)


def _sentences(table, random):
    label = table["label"].to_numpy()
    found = (table["score"] >= 0.05).to_numpy() * 1 - (table["score"] <= -0.05).to_numpy()
    draws = random.integers(len(label), size=(_DRAWS, len(label)))
    ends = np.percentile([macro_f1(label[d], found[d]) for d in draws], [2.5, 97.5])
    neutral = macro_f1(label, label * 0)
    published = "fine-tuned RoBERTa .83 on the test part (Hamborg and Donnay 2021)"
    name, part = "tone of a sentence toward an actor, macro-F1", "training part, all targets"
    n, value = len(label), macro_f1(label, found)
    baseline = (neutral, "all neutral")
    return row(name, "NewsMTSC", part, n, value, tuple(ends), baseline, published)


def _actors(table, fewest, random):
    """Rank correlation of actors by mean score and by mean label; sentences are drawn again."""
    groups = [group for _, group in table.dropna().groupby("actor") if len(group) >= fewest]
    pairs = [group[["score", "label"]].to_numpy() for group in groups]

    def correlation(pairs):
        return stats.spearmanr(*np.array([pair.mean(axis=0) for pair in pairs]).T).statistic

    draws = [
        correlation([pair[random.integers(len(pair), size=len(pair))] for pair in pairs])
        for _ in range(_DRAWS)
    ]
    ends, part = np.percentile(draws, [2.5, 97.5]), f"actors with {fewest} sentences or more"
    name = "tone of actors, rank correlation"
    return row(name, "NewsMTSC", part, len(pairs), correlation(pairs), tuple(ends))
