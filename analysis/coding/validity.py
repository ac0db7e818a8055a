"""What is known about a term list's error, as sentences for a caption."""

import io
import warnings
from importlib import resources

import pandas as pd

from analysis._support.wording import plural
from analysis.corpus import load
from analysis.lexicon import default
from analysis.reference import validation

_SHARES = [f"{name}{end}" for name in ("precision", "recall") for end in ("", "_low", "_high")]


def known_error(corpus, lexicon):
    """What is known about a term list's error on a corpus, as a list of sentences.

    They quote published data, unless the corpus's folder ``coding/`` has results of
    `analysis.coding.agree` for these terms, these articles, the body and all categories.
    """
    if (row := _coded(corpus, lexicon)) is not None:
        alpha = "unknown" if pd.isna(row["alpha"]) else f"{row['alpha']:.2f}"
        done = plural(row["sentences"], "sentence"), plural(row["coders"], "coder")
        return [
            f"Checked by hand on this corpus ({', '.join(done)}, Krippendorff's alpha {alpha}): "
            "{:.0%} ({:.0%} to {:.0%}) of the sentences with a match are loaded, and {:.0%} "
            "({:.0%} to {:.0%}) of the loaded sentences have a match.".format(*row[_SHARES])
        ]
    elsewhere = _published(
        "Elsewhere, on sentences of US news coded by experts (BABE; Spinde and others 2021): "
        "{:.0%} of the words it hits were marked as biased ({:.0%} to {:.0%}), and it hits "
        "{:.0%} of the marked words ({:.0%} to {:.0%}).",
        *(f"words marked as biased, {name}, {lexicon.label}" for name in ("precision", "recall")),
    )
    return ["The list is not validated on this corpus.", *filter(None, [elsewhere])]


def error_by_kind():
    """How often the shipped list was right by kind of outlet, in a sentence; "" if unknown."""
    measure = f"words marked as biased in {{}} outlets, precision, {default().label}"
    return _published(
        "The list errs more in some outlets: of the words it hits, {:.0%} ({:.0%} to {:.0%}) were "
        "marked as biased in partisan US outlets and {:.0%} ({:.0%} to {:.0%}) in Reuters and "
        "USA Today (BABE).",
        *map(measure.format, ("partisan", "centre")),
    )


def voice_errors():
    """How wrong the network that attributes words was on articles it had not seen.

    Returns a DataFrame of mean absolute errors and scores (docs/attribution.md): value and n.
    """
    file = resources.files("analysis.text").joinpath("attribution.csv")
    return pd.read_csv(io.StringIO(file.read_text(encoding="utf-8")), index_col="of")


def voice_error(detailed=True):
    """The same in sentences for a caption; in one if not ``detailed``."""
    errors = voice_errors()["value"]
    shares = {name: 100 * value for name, value in errors.items() if name.startswith("share_")}
    visible = (
        "Attributed share off by {share_article:.0f} points (unseen article), "
        "{share_outlet_left_out:.0f} (new outlet), in PolNeAR."
    )
    method = (
        " Means of absolute errors in the share of the words outside quotation marks. For an "
        "outlet of the training corpus it is off by {share_outlet:.1f} points, and an article's "
        "rate of loaded terms in unattributed words by {loaded_rate_article:.1f} per 1,000 words; "
        "F1 of attributed words is {f1:.2f} (PolNeAR, folds by article)."
    )
    return (visible + method * detailed).format(**{**errors, **shares})


def _published(sentence, *measures):
    """A sentence with the published scores of these measures; "" where one is unknown."""
    scores = validation().set_index("measure")[["score", "low", "high"]]
    known = set(measures) <= set(scores.index)
    return sentence.format(*scores.loc[[*measures]].stack()) if known else ""


def _coded(corpus, lexicon):
    """The scores of this list on this corpus, or None."""
    folder = getattr(corpus, "path", None)
    wanted = {"category": "any", "section": "body", "lexicon": lexicon.fingerprint}
    wanted["coded"] = "; ".join(lexicon.categories)
    for path in sorted((folder / "coding").glob("*.csv")) if folder else ():
        try:
            table = pd.read_csv(path, dtype=dict.fromkeys(["alpha", *_SHARES], "float64"))
            if "alpha" not in table:
                continue  # a sheet
            if "group" in table:
                table = table[table["group"] == "all"]
            table = table[(table[list(wanted)] == pd.Series(wanted)).all(axis=1)]
            rows = table.dropna(subset=_SHARES).astype({"sentences": "int64", "coders": "int64"})
        except (ValueError, KeyError, OSError):  # pandas' own errors are ValueErrors
            warnings.warn(f"{path}: not scores as `agree` writes them; left out", stacklevel=3)
            continue
        for _, row in rows.iterrows():
            # The articles may be a part of the corpus that was coded.
            if row["corpus"] == corpus.fingerprint or row["corpus"] == load(folder).fingerprint:
                return row
    return None
