"""Loaded terms against the words that experts marked as biased (BABE, SG1).

Rows are of the half of the sentences that nobody looked at. The lists of other packages come from
PyPI, are read and not kept: ``make validate`` puts them into .venv/lists.
"""

import ast
import hashlib
import json
import re
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from rows import bootstrap, f1, row, share
from scipy import stats

from analysis import lexicon
from analysis.counting.vader import analyzer
from analysis.text import words

LISTS = Path(__file__).parents[1] / ".venv/lists"
_PART = "half not looked at"


def babe(data):
    """Rows for words and for sentences."""
    table = pd.read_csv(
        data / "babe/final_labels_SG1.csv", sep=";", encoding="utf-8-sig", keep_default_na=False
    )
    digest = table["text"].map(lambda text: hashlib.sha256(text.encode()).hexdigest())
    table = table[digest.map(lambda text: int(text, 16) % 2 == 1)]
    folded = [[lexicon.normalise(text[a:b]) for a, b in words(text)] for text in table["text"]]
    marked = [_marked(*pair) for pair in zip(folded, table["biased_words"], strict=True)]
    found = {name: [reader(tokens) for tokens in folded] for name, reader in _readers().items()}
    yield from _words(marked, found)
    places = found[lexicon.default().label]
    yield from _by_kind(marked, places, (table["type"] == "center").to_numpy())
    yield from _sentences(table["label_bias"].to_numpy(), found)


def _marked(tokens, phrases):
    """Places of the words that experts marked."""
    places = set()
    for phrase in ast.literal_eval(phrases):
        part = [lexicon.normalise(phrase[a:b]) for a, b in words(phrase)]
        for first in range(len(tokens) - len(part) + 1):
            if part and tokens[first : first + len(part)] == part:
                places |= set(range(first, first + len(part)))
    return places


def _readers():
    """For each list a function from folded words to the places that it marks."""
    terms = lexicon.default()
    valence = analyzer().lexicon

    def ours(tokens):
        return {n for a, b, *_ in terms.matches(tokens) for n in range(a, b)}

    readers = {terms.label: ours, "VADER's negative words": _negative(valence)}
    if not LISTS.is_dir():
        print(f"{LISTS}: not there, so other packages' lists are not compared; use make validate")
        return readers
    [afinn] = LISTS.glob("afinn-*.tar.gz")
    with tarfile.open(afinn) as packed:
        name = next(n for n in packed.getnames() if n.endswith("AFINN-en-165.txt"))
        lines = packed.extractfile(name).read().decode().splitlines()
    readers["AFINN's negative words"] = _negative(
        {word: float(value) for word, value in (line.split("\t") for line in lines)}
    )
    [nrc] = (path for path in LISTS.glob("*.whl") if path.name.lower().startswith("nrclex"))
    emotions = json.loads(zipfile.ZipFile(nrc).read("nrclex/data/nrc_en.json"))
    readers["NRC's negative words"] = _negative(
        {word: -1 for word, names in emotions.items() if "negative" in names}
    )
    [blob] = LISTS.glob("textblob-*.whl")
    forms = zipfile.ZipFile(blob).read("textblob/en/en-sentiment.xml").decode()
    subjective = defaultdict(float)
    for form, value in re.findall(r'form="([^"]+)".*?subjectivity="([\d.]+)"', forms):
        subjective[form] = max(subjective[form], float(value))
    readers["TextBlob's words of subjectivity .5 or more"] = _negative(
        {word: -1 for word, value in subjective.items() if value >= 0.5}
    )
    return readers


def _negative(valence):
    return lambda tokens: {n for n, word in enumerate(tokens) if valence.get(word, 0) < 0}


def _words(marked, found):
    counts = {
        name: [(len(a & b), len(a), len(b)) for a, b in zip(places, marked, strict=True)]
        for name, places in found.items()
    }
    statistics = {
        "precision": lambda hits, own, gold: share(hits, own),
        "recall": lambda hits, own, gold: share(hits, gold),
        "F1": f1,
    }
    totals = {name: np.sum(units, axis=0) for name, units in counts.items()}
    for measure, statistic in statistics.items():
        for name, units in counts.items():
            base = (np.nan, "")
            if name == lexicon.default().label:
                other = "VADER's negative words"
                base = (statistic(*totals[other]), other)
            yield row(
                f"words marked as biased, {measure}, {name}",
                "babe",
                _PART,
                int(totals[name][2]),
                statistic(*totals[name]),
                bootstrap(units, statistic),
                base,
            )


def _by_kind(marked, places, center):
    """Precision of the shipped list in outlets of two kinds, as BABE sorts them."""
    units = np.array([(len(a & b), len(a)) for a, b in zip(places, marked, strict=True)])
    kinds = {
        "centre outlets (Reuters, USA Today)": center,
        "partisan outlets (Alternet, Breitbart, Federalist, Fox, HuffPost, MSNBC)": ~center,
    }
    for kind, chosen in kinds.items():
        hits, own = units[chosen].sum(axis=0)
        yield row(
            f"words marked as biased in {kind.split(' (')[0]}, precision, "
            f"{lexicon.default().label}",
            "babe",
            f"{_PART}, {kind}",
            int(own),
            share(hits, own),
            bootstrap(units[chosen], share),
        )


def _sentences(labels, found):
    agreed = labels != "No agreement"
    biased = labels[agreed] == "Biased"
    majority = max(biased.mean(), 1 - biased.mean())
    for name, places in found.items():
        hit = np.array([bool(place) for place in places])[agreed]
        right = int((hit == biased).sum())
        yield row(
            f"sentence biased if it has a hit, accuracy, {name}",
            "babe",
            _PART,
            len(biased),
            right / len(biased),
            tuple(stats.binomtest(right, len(biased)).proportion_ci(method="wilson")),
            (majority, "the larger class"),
        )
        cells = np.stack([hit & biased, hit, biased, ~hit & ~biased, ~hit, ~biased], axis=1)
        macro = _macro(*cells.sum(axis=0))
        published = ".804 (Spinde and others 2021, a fine-tuned transformer)"
        yield row(
            f"sentence biased if it has a hit, macro-F1, {name}",
            "babe",
            _PART,
            len(biased),
            macro,
            bootstrap(cells, _macro),
            published=published if name == lexicon.default().label else "",
        )


def _macro(both, own, gold, neither, not_own, not_gold):
    return (f1(both, own, gold) + f1(neither, not_own, not_gold)) / 2
