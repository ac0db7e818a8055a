"""How often the attribution network is wrong on articles it was not trained on, from PolNeAR.

    python tests/validate_attribution.py DATA

prints the numbers of docs/attribution.md, and writes analysis/text/attribution.csv for captions.
"""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from attribution_gold import chunk_of, labelled
from make_reference import SOURCES

from analysis import lexicon
from analysis.counting.vocabulary import Vocabulary
from analysis.counting.voices import source_of
from analysis.text.attribution import ATTRIBUTED, CUE, SOURCE

ERRORS = Path(__file__).parents[1] / "analysis" / "text" / "attribution.csv"
LONG = 4  # words of an attributed stretch


def with_predictions(articles):
    """Adds to articles what networks said that did not see them, 0 in quotations."""
    table = pd.read_parquet(Path(__file__).with_name("attribution.parquet")).set_index("article")
    for article in articles:
        outside = article.quotation == 0
        for name, numbers in table.loc[article.id].items():
            setattr(article, name, np.zeros(len(outside), dtype="int64"))
            getattr(article, name)[outside] = numbers
        article.outside = article.words * outside
        article.gold = article.labels == ATTRIBUTED
    return [article for article in articles if article.outside.any()]


def counted(articles):
    """Words outside marks of each article: all, attributed, found, expected, hits and errors."""
    rows = []
    for a in articles:
        found = a.label == ATTRIBUTED
        row = {"article": a.id, "outlet": a.outlet, "words": a.outside.sum()}
        row |= {"gold": a.outside[a.gold].sum(), "found": a.outside[found].sum()}
        row |= {"hit": a.outside[found & a.gold].sum()}
        row["expected"] = (a.outside * a.probability).sum() / 1000
        row["left_out"] = (a.outside * a.probability_outlet_left_out).sum() / 1000
        rows.append(row)
    return pd.DataFrame(rows)


def f1(sums):
    return 2 * sums["hit"] / (sums["found"] + sums["gold"])


def loaded(articles):
    """Error of the loaded rate of unattributed words: per 1,000, mean over articles."""
    terms = lexicon.default()
    vocabulary, errors = Vocabulary(terms), {"by probability": [], "two voices": []}
    for article in articles:
        codes = [vocabulary.codes[chunk] for chunk in article.chunks]
        vocabulary.update()
        # Terms of several chunks are left out.
        hits = vocabulary.hits[codes, terms.columns.index("loaded_any")] * (article.outside > 0)
        gold = _rate(hits, article.outside, 1 - article.gold)
        if np.isfinite(gold):
            expected = _rate(hits, article.outside, 1 - article.probability / 1000)
            errors["by probability"].append(abs(expected - gold))
            errors["two voices"].append(abs(_rate(hits, article.outside, 1) - gold))
    return {name: float(np.nanmean(of)) for name, of in errors.items()}


def _rate(hits, words, weight):
    total = (words * weight).sum()
    return 1000 * (hits * weight).sum() / total if total > 0.5 else np.nan


def stretches(folder, articles):
    """Attributed stretches of four words or more: all, found, of these with a source, a right one.

    A stretch is a run of attributed words within a sentence, found if any of them is. A source is
    right if it has a word of a source to whom annotators attribute words of the stretch; stretches
    to which they give no source count in the first two only. The last number is those that they do.
    """
    total = np.zeros(5, dtype="int64")
    for article in articles:
        given, attributions = _sources(article), list(_attributions(folder, article))
        sentence = np.cumsum(np.isin(np.arange(len(article.chunks)), article.starts))
        for run in _runs(article.gold & (article.outside > 0), sentence):
            if article.outside[run].sum() < LONG:
                continue
            named = [given[at] for at in run.tolist() if at in given]
            right = [of for content, of in attributions if np.isin(content, run).any()]
            right = np.concatenate([*right, []])
            total[:2] += 1, bool(named)
            if named and len(right):
                total[4] += 1
                given_any = any(map(len, named))
                total[2:4] += given_any, any(np.isin(of, right).any() for of in named)
    return total


def _sources(article):
    """Chunks of the source of each attributed chunk, as `analysis.count` chooses it."""
    sentence = np.cumsum(np.isin(np.arange(len(article.chunks)), article.starts))
    runs = {kind: _runs(article.label == kind, sentence) for kind in (SOURCE, CUE, ATTRIBUTED)}
    given = {}
    for run in runs[ATTRIBUTED]:
        sources, cues = (
            [(r[0], r[-1] + 1) for r in runs[kind] if sentence[r[0]] == sentence[run[0]]]
            for kind in (SOURCE, CUE)
        )
        according = article.chunks[run[-1] + 1 : run[-1] + 2] == ["according"]
        source = source_of(sources, cues, run[0], run[-1] + 1, according)
        given |= dict.fromkeys(run.tolist(), np.arange(*source or (0, 0)))
    return given


def _runs(chosen, sentence):
    at = np.flatnonzero(chosen)
    cuts = (np.diff(at) > 1) | (np.diff(sentence[at]) > 0)
    return [run for run in np.split(at, np.flatnonzero(cuts) + 1) if len(run)]


def _attributions(folder, article):
    """Chunks of the Content and of the Source of each attribution."""
    chunk = chunk_of(folder, article)
    spans, lines = {}, (folder / f"{article.name}.ann").read_text(encoding="utf-8")
    for name, offsets in re.findall(r"^(T\d+)\t\w+ ([\d ;]+)", lines, re.M):
        pairs = [tuple(map(int, pair.split())) for pair in offsets.split(";")]
        of = np.unique(np.concatenate([chunk[low:high] for low, high in pairs]))
        spans[name] = of[of >= 0]
    for event in re.findall(r"^E\d+\t(.*)", lines, re.M):
        roles = {"Content": [], "Source": []}
        for role, name in re.findall(r"(Content|Source)\d*:(T\d+)", event):
            roles[role].append(spans[name])
        if roles["Content"]:
            yield tuple(np.unique(np.concatenate([*of, []])).astype(int) for of in roles.values())


def main(data):
    folder = Path(data, "polnear")
    articles = with_predictions(labelled(folder, SOURCES["polnear"]["outlets"]))
    table = counted(articles)
    words, sums = table["words"], table.drop(columns=["article", "outlet"]).sum()
    outlets = table.groupby("outlet").sum(numeric_only=True)
    print(f"{len(table)} articles, {sums['words']:,.0f} words outside marks")
    print(f"attributed: {sums['gold'] / sums['words']:.3f}; F1 {f1(sums):.4f}", end=", ")
    print(f"precision {sums['hit'] / sums['found']:.3f}, recall {sums['hit'] / sums['gold']:.3f}")
    numbers = {}
    for name, of in (("article", table), ("outlet", outlets)):
        error = (of["expected"] - of["gold"]).abs() / of["words"]
        numbers[f"share_{name}"] = error.mean(), len(of)
    error = (outlets["left_out"] - outlets["gold"]) / outlets["words"]
    numbers["share_outlet_left_out"] = error.abs().mean(), len(outlets)
    numbers["bias"] = (sums["expected"] - sums["gold"]) / sums["words"], len(table)
    numbers["f1"] = f1(sums), len(table)
    rates = loaded(articles)
    numbers["loaded_rate_article"] = rates["by probability"], len(table)
    numbers["loaded_rate_article_two_voices"] = rates["two voices"], len(table)
    total, found, named, right, sourced = stretches(folder, articles)
    numbers["stretches_found"] = found / total, total
    numbers["stretches_source_named"] = named / sourced, sourced
    numbers["stretches_source_right"] = right / named, named
    outlets["f1"] = f1(outlets)
    for name in ("gold", "expected", "left_out"):
        outlets[f"share_{name}"] = outlets[name] / words.groupby(table["outlet"]).sum()
    print(outlets.filter(regex="f1|share|words").round(3).to_string())
    rows = pd.DataFrame([(name, *of) for name, of in numbers.items()], columns=["of", "value", "n"])
    rows["value"] = rows["value"].astype(float).round(4)
    print(rows.to_string(index=False))
    rows.to_csv(ERRORS, index=False, lineterminator="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the folder that contains polnear")
    main(sys.argv[1])
