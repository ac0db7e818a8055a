"""Our cuts and scores against human labels: make validate DATA=folder.

Writes analysis/reference/validation.csv, one row a comparison. The data are not part of this
project; `docs/validation.md` names them. Where rules were shaped by looking at a data set, the rows
are of the half that was not looked at: files whose name's sha256 is odd.
"""

import csv
import re
import sys
from pathlib import Path

import numpy as np
import nupunkt
import pandas as pd
from rows import COLUMNS, bootstrap, f1, row, share, unseen
from scipy import stats
from validate_babe import babe
from validate_coding import coding
from validate_contrast import contrasts
from validate_intervals import intervals
from validate_pages import pages
from validate_polnear import polnear
from validate_readers import readers
from validate_tone import tone
from validate_valence import valence
from validate_wire import wire_rows

from analysis import count, tabulate
from analysis.article import Article, Section
from analysis.counting.vader import analyzer, score
from analysis.notebook.textstat import offline_textstat
from analysis.text import sentences, straighten, words

OUT = Path(__file__).parents[1] / "analysis/reference/validation.csv"
_STOP = re.compile(r"[.?!:…][\"”’')]*$")


def conllu(path):
    """Paragraphs of a CoNLL-U file: lists of (text, number of words) of sentences."""
    blocks = []
    for chunk in path.read_text(encoding="utf-8").split("\n\n"):
        lines = chunk.splitlines()
        if not lines:
            continue
        if any(line.startswith("# newpar") for line in lines) or not blocks:
            blocks.append([])
        text = next(line[9:] for line in lines if line.startswith("# text = "))
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        blocks[-1].append((text, _gold_words(rows)))
    return [block for block in blocks if block]


def _gold_words(rows):
    """Words of a sentence; parts of a compound or contraction that touch are one."""
    inside = number = 0
    touches = joined = False
    for fields in rows:
        if "." in fields[0]:
            continue
        if "-" in fields[0]:
            low, high = map(int, fields[0].split("-"))
            inside = high - low + 1
        elif inside:
            inside -= 1
            continue
        touching = "SpaceAfter=No" in fields[9]
        if any(character.isalnum() for character in fields[1]):
            number += not joined
            touches, joined = touching, False
        else:
            joined = touches and touching and fields[1] in "-'’"
            touches = False
    return number


def gum(data):
    """Sentences within paragraphs and words."""
    ends_of, inner_of, base_of, words_of = [], [], [], []
    tokenizer = nupunkt.load("default")
    for path in sorted(data.glob("gum_news/*.conllu")):
        counts = np.zeros((3, 3), dtype=int)
        found_words = gold_words = 0
        for block in conllu(path):
            text = " ".join(text for text, _ in block)
            gold = set((np.cumsum([len(piece) + 1 for piece, _ in block]) - 1).tolist())
            found = {end for _, end in sentences(text)}
            base = {len(text[:end].rstrip()) for _, end in tokenizer.span_tokenize(text)}
            last = {len(text)}
            for number, (ours, true) in enumerate(
                ((found, gold), (found - last, gold - last), (base, gold))
            ):
                counts[number] += (len(ours & true), len(ours), len(true))
            found_words += len(words(text))
            gold_words += sum(number for _, number in block)
        for units, numbers in zip((ends_of, inner_of, base_of), counts, strict=True):
            units.append(numbers)
        words_of.append((found_words, gold_words))
    for name, units in (("all ends", ends_of), ("paragraph ends left out", inner_of)):
        total = np.sum(units, axis=0)
        base = (f1(*np.sum(base_of, axis=0)), "nupunkt") if units is ends_of else (np.nan, "")
        published = "nupunkt .971 on all 24" if units is ends_of else ""
        measure = f"sentence ends within paragraphs, F1, {name}"
        low_high = bootstrap(units, f1)
        yield row(measure, "gum_news", "all", int(total[2]), f1(*total), low_high, base, published)
    found, gold = np.sum(words_of, axis=0)
    low_high = bootstrap(words_of, share)
    yield row("words found / gold words", "gum_news", "all", int(gold), found / gold, low_high)


def editorials(data):
    """VADER against human ratings of editorial snippets; ours against the library."""
    table = pd.read_csv(
        data / "vader_nyt/ground_truth.tsv",
        sep="\t",
        header=None,
        names=["id", "human", "text"],
        quoting=csv.QUOTE_NONE,
    )
    table["straight"] = table["text"].map(straighten)
    table["compound"] = [score(text)[0] for text in table["straight"]]
    library = [analyzer().polarity_scores(text)["compound"] for text in table["straight"]]
    n = len(table)
    equal = float((table["compound"] == library).mean())
    yield row("compound equal to the library's, share", "vader_nyt", "all", n, equal)
    found = stats.pearsonr(table["human"], table["compound"])
    yield row(
        "compound against mean rating, r",
        "vader_nyt",
        "all",
        n,
        found.statistic,
        tuple(found.confidence_interval()),
        published="VADER .492, one human .745 (Hutto & Gilbert 2014, table 4)",
    )
    yield from _classes(table)
    for name, clear, wrong in (
        (
            "clearly negative (rating ≤ −1) scored positive, share",
            table["human"] <= -1,
            table["compound"] >= 0.05,
        ),
        (
            "clearly positive (rating ≥ 1) scored negative, share",
            table["human"] >= 1,
            table["compound"] <= -0.05,
        ),
    ):
        k, n = int((clear & wrong).sum()), int(clear.sum())
        yield row(
            name,
            "vader_nyt",
            "all",
            n,
            k / n,
            tuple(stats.binomtest(k, n).proportion_ci(method="wilson")),
        )


def _classes(table):
    """Positive, neutral or negative, both cut at .05, each class by its share of the ratings.

    The paper does not say how it cut the ratings or averaged the classes; so cut and so averaged
    the library's scores give its numbers.
    """
    found, gold = (
        (table[name] >= 0.05).astype(int) - (table[name] <= -0.05) for name in ("compound", "human")
    )
    classes = [
        ((found == name) & (gold == name), found == name, gold == name) for name in (-1, 0, 1)
    ]
    counts = np.array([[part.sum() for part in parts] for parts in classes])
    weights = counts[:, 2] / len(table)
    for name, values, published in (
        ("precision", counts[:, 0] / counts[:, 1], ".69"),
        ("recall", counts[:, 0] / counts[:, 2], ".49"),
        ("F1", f1(*counts.T), ".55"),
    ):
        yield row(
            f"positive, neutral or negative, {name}, classes weighted",
            "vader_nyt",
            "all",
            len(table),
            float(values @ weights),
            published=f"{published} (Hutto & Gilbert 2014, table 4)",
        )


def levels(data):
    """Whether grades order the three levels of the same article."""
    folder = data / "onestopenglish"
    articles, texts = [], {}
    for level in ("adv", "int", "ele"):
        for path in sorted((folder / level).glob("*.txt")):
            text = path.read_text(encoding="utf-8-sig", errors="replace").strip()
            text = re.sub(r"^Intermediate\s*\n", "", text)
            name = f"{path.stem.rsplit('-', 1)[0]}|{level}"
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            # What ends without a stop is a heading or an item of a list, no sentence of the body.
            kinds = ["body" if _STOP.search(line) else "subhead" for line in lines]
            articles.append(Article(name, tuple(map(Section, kinds, lines)), language="en"))
            texts[name] = text
    table = tabulate(count(articles))
    textstat = offline_textstat()
    table["textstat"] = [textstat.flesch_kincaid_grade(texts[name]) for name in table.index]
    table[["story", "level"]] = [name.split("|") for name in table.index]
    base = _ordered(table, "textstat")
    yield row(
        "McNemar's exact p: Flesch–Kincaid orders as textstat's does",
        "onestopenglish",
        "all",
        base[1],
        _mcnemar(_strict(table, "flesch_kincaid_grade"), _strict(table, "textstat")),
    )
    for measure in (
        "flesch_kincaid_grade",
        "gunning_fog",
        "dale_chall",
        "coleman_liau",
        "smog",
        "lix",
    ):
        k, n = _ordered(table, measure)
        published = {
            "flesch_kincaid_grade": ".974",
            "gunning_fog": ".979",
            "dale_chall": ".931",
            "coleman_liau": ".899",
        }
        yield row(
            f"three levels in strict order by {measure}, share",
            "onestopenglish",
            "all",
            n,
            k / n,
            tuple(stats.binomtest(k, n).proportion_ci(method="wilson")),
            (base[0] / base[1], "textstat's Flesch–Kincaid")
            if measure == "flesch_kincaid_grade"
            else (np.nan, ""),
            f"{published[measure]} on all 189" if measure in published else "",
        )


def _strict(table, measure):
    """For each story whether its three levels are in strict order."""
    wide = table.pivot(index="story", columns="level", values=measure).dropna()
    return (wide["adv"] > wide["int"]) & (wide["int"] > wide["ele"])


def _ordered(table, measure):
    strict = _strict(table, measure)
    return int(strict.sum()), len(strict)


def _mcnemar(ours, theirs):
    only, other = int((ours & ~theirs).sum()), int((theirs & ~ours).sum())
    return stats.binomtest(only, only + other).pvalue if only + other else 1.0


def main(folder):
    data = Path(folder)
    if not (data / "gum_news").is_dir():
        sys.exit(f"{data}: not the folder of the data sets; give it as DATA=folder")
    parts = gum, polnear, editorials, valence, levels, babe, tone, coding, pages, readers
    rows = [line for part in parts for line in part(data)]
    rows += wire_rows(data, row, unseen)
    rows += [*intervals(), *contrasts()]
    table = pd.DataFrame(rows, columns=COLUMNS).round(4)
    OUT.parent.mkdir(exist_ok=True)
    table.to_csv(OUT, index=False, lineterminator="\n")
    with pd.option_context(
        "display.width", 200, "display.max_columns", 20, "display.max_colwidth", 60
    ):
        print(table)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
