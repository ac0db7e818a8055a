"""What is known about a term list's error, as sentences for a caption."""

import warnings
from pathlib import Path

import pandas as pd

from analysis.corpus import load
from analysis.reference import validation

CODING = "coding"  # the folder of a corpus that holds results of hand coding
_ENDS = ["score", "low", "high"]
_NUMBERS = ["sentences", "coders", "alpha"]
_NUMBERS += [f"{name}{end}" for name in ("precision", "recall") for end in ("", "_low", "_high")]


def known_error(corpus, lexicon):
    """What is known about a term list's error on a corpus, as a list of sentences.

    Results of `analysis.coding.agree` in the corpus's folder ``coding/`` count if they are for
    these terms, these articles, the body and all categories; else published data are quoted.
    """
    if (row := _coded(corpus, lexicon)) is not None:
        coders = "1 coder" if row["coders"] == 1 else f"{row['coders']:.0f} coders"
        alpha = "unknown" if pd.isna(row["alpha"]) else f"{row['alpha']:.2f}"
        precision, recall = _bounds(row, "precision"), _bounds(row, "recall")
        return [
            f"Checked by hand on this corpus ({row['sentences']:.0f} sentences, {coders}, "
            f"Krippendorff's alpha {alpha}): {precision} of the sentences with a hit are loaded, "
            f"and {recall} of the loaded sentences have a hit."
        ]
    sentences = ["The list is not validated on this corpus."]
    scores = validation().set_index("measure")
    names = [f"words marked as biased, {name}, {lexicon.label}" for name in ("precision", "recall")]
    if set(names) <= set(scores.index):
        (precision, p_low, p_high), (recall, r_low, r_high) = scores.loc[names, _ENDS].to_numpy()
        sentences.append(
            "Elsewhere, on sentences of US news coded by experts (BABE; Spinde and others 2021): "
            f"{precision:.0%} of the words it hits were marked as biased ({p_low:.0%} to "
            f"{p_high:.0%}), and it hits {recall:.0%} of the marked words ({r_low:.0%} to "
            f"{r_high:.0%})."
        )
    return sentences


def _coded(corpus, lexicon):
    """The scores of this list on this corpus, or None."""
    folder = getattr(corpus, "path", None)
    wanted = {"category": "any", "section": "body", "lexicon": lexicon.fingerprint}
    wanted["coded"] = "; ".join(lexicon.categories)
    for path in sorted((Path(folder) / CODING).glob("*.csv")) if folder else ():
        try:
            table = pd.read_csv(path)
            if "alpha" not in table:
                continue  # a sheet
            table[_NUMBERS] = table[_NUMBERS].apply(pd.to_numeric)
            table = table[(table[list(wanted)] == pd.Series(wanted)).all(axis=1)]
        except (ValueError, KeyError, OSError):  # pandas' own errors are ValueErrors
            warnings.warn(f"{path}: not scores as `agree` writes them; left out", stacklevel=3)
            continue
        for _, row in table.iterrows():
            # The articles may be a part of the corpus that was coded.
            if row["corpus"] in (corpus.fingerprint, load(folder).fingerprint):
                return row
    return None


def _bounds(row, name):
    if pd.isna(row[name]):
        return "an unknown share"
    return f"{row[name]:.0%} ({row[f'{name}_low']:.0%} to {row[f'{name}_high']:.0%})"
