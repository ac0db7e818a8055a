"""What is known of a term list's error, in words for a caption."""

import warnings
from pathlib import Path

import pandas as pd

SCORES = Path(__file__).parents[1] / "reference/validation.csv"
_NUMBERS = ["sentences", "coders", "alpha"]
_NUMBERS += [f"{name}{end}" for name in ("precision", "recall") for end in ("", "_low", "_high")]
CODING = "coding"  # the folder of a corpus in which results of hand coding lie


def known_error(corpus, lexicon):
    """What is known of a term list's error on a corpus, as a list of sentences.

    Results of `analysis.coding.agree` are looked for in the corpus's folder, under ``coding/``. They
    count if they were made with these terms, on these articles. Without one the list is not
    validated, and what it scored on published data is given as such.
    """
    row = _checked(corpus, lexicon)
    if row is None:
        return ["The list is not validated on this corpus.", *_elsewhere(lexicon)]
    coders = "1 coder" if row["coders"] == 1 else f"{row['coders']:.0f} coders"
    return [
        f"Checked by hand on this corpus ({row['sentences']:.0f} sentences, {coders}, "
        f"Krippendorff's alpha {_number(row['alpha'])}): {_bounds(row, 'precision')} of the "
        f"sentences with a hit are loaded, and {_bounds(row, 'recall')} of the loaded sentences "
        "have a hit."
    ]


def _checked(corpus, lexicon):
    """The row of any category in a table of results that fits, or None."""
    folder = getattr(corpus, "path", None)
    tables = sorted((Path(folder) / CODING).glob("*.csv")) if folder else []
    whole = None
    for path in tables:
        table = _read(path)
        if table is None:
            continue
        # Scores of some categories, or of another section, say nothing of the body's hits.
        coded = table["coded"].str.split("; ").map(set) == set(lexicon.categories)
        table = table[(table["category"] == "any") & (table["section"] == "body") & coded]
        table = table[table["lexicon"] == lexicon.fingerprint]
        if table.empty:
            continue
        # The articles looked at may be some of those that were sampled.
        whole = whole or {corpus.fingerprint, _whole(folder)}
        table = table[table["corpus"].isin(whole)]
        if len(table):
            return table.iloc[0]
    return None


def _read(path):
    """A table of results; None for a sheet, and with a warning for what cannot be read."""
    texts = {"category", "lexicon", "corpus", "section", "coded"}
    try:
        table = pd.read_csv(path, dtype=dict.fromkeys(texts, "str"))
        if {"row", "sentence"} <= set(table.columns) or len(table.columns) == 1:
            return None
        numbers = table[_NUMBERS].apply(pd.to_numeric)
        return table[sorted(texts)].join(numbers)
    except (ValueError, KeyError, OSError):  # pandas' own errors are ValueErrors
        warnings.warn(f"{path}: not scores as `agree` writes them; left out", stacklevel=4)
        return None


def _whole(folder):
    from analysis.corpus import load  # waits until there are results to compare

    return load(folder).fingerprint


def _elsewhere(lexicon):
    """What a list scored on published data, as a list of at most one sentence."""
    if not SCORES.is_file():
        return []
    scores = pd.read_csv(SCORES).set_index("measure")
    found = [f"words marked as biased, {name}, {lexicon.label}" for name in ("precision", "recall")]
    if not set(found) <= set(scores.index):
        return []
    precision, recall = (scores.loc[name] for name in found)
    return [
        "Elsewhere, on sentences of US news coded by experts (BABE; Spinde and others 2021): "
        f"{precision['score']:.0%} of the words it hits were marked as biased "
        f"({precision['low']:.0%} to {precision['high']:.0%}), and it hits {recall['score']:.0%} "
        f"of the marked words ({recall['low']:.0%} to {recall['high']:.0%})."
    ]


def _bounds(row, name):
    if row[name] != row[name]:
        return "an unknown share"
    return f"{row[name]:.0%} ({row[f'{name}_low']:.0%} to {row[f'{name}_high']:.0%})"


def _number(value):
    return "unknown" if value != value else f"{value:.2f}"
