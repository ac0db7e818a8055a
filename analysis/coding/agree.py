"""What coders agree on, and how a term list compares with them."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from .error_rate import MEASURES, corrected
from .sheet import SheetError, read_key, read_sheets, with_any

_DRAWS = 2000


def agree(sheets, key=None):
    """How far coders agree, and how often a term list is right by what they say.

    What most coders wrote counts. Where they tie, the sentence is half true in the values, the
    intervals allow for both, and a warning names the rows: a further coder's sheet settles them.

    Parameters
    ----------
    sheets : list of path
        The filled-in copies of one sheet of `analysis.coding.sample`, one a coder.
    key : path, optional
        The key; the only ``*.key.json`` beside the first sheet if not given.

    Returns
    -------
    DataFrame
        One row a category, and ``any`` of them: sentences, coders, ties; alpha (Krippendorff's, of
        the coded sentences, in which hits are more frequent than in the corpus) with low and high,
        nan for one coder; listed (share of the corpus's sentences that the list hits); rate (the
        corrected share), precision, recall and f1, weighted back to the corpus, each with low and
        high (`analysis.error_rate.corrected`); lexicon and corpus, the fingerprints they hold
        for; section and coded, the section drawn from and the categories that were coded. All
        are nan for a category of whose hits, or of whose other sentences, none was drawn.

    Raises
    ------
    SheetError
        If a sheet is incomplete, altered or given twice, or a key is not one: one line a fault.
    """
    if not sheets:
        raise SheetError("no sheet; give the filled-in sheets")
    key = read_key(key or _beside(Path(sheets[0])))
    labels = np.array(read_sheets(sheets, key), dtype=bool)
    coders = [with_any(pd.DataFrame(sheet, columns=key["categories"])) for sheet in labels]
    rows = pd.DataFrame(key["rows"])
    found = {}
    for name in coders[0]:
        values = np.array([coder[name] for coder in coders], dtype="float64").T
        share = values.mean(axis=1)
        tied = share == 0.5
        if tied.any():
            places = ", ".join(str(n) for n in np.flatnonzero(tied) + 1)
            warnings.warn(f"{name}: coders tie, counted as half: rows {places}", stacklevel=2)
        hit = np.array([name in hits for hits in rows["hits"]])
        cells = _cells(key["strata"], rows["stratum"].to_numpy(), name, hit, share)
        every = sum(stratum["sentences"] for stratum in key["strata"].values())
        listed = sum(stratum["hits"][name] for stratum in key["strata"].values())
        line = {"sentences": len(rows), "coders": len(coders), "ties": int(tied.sum())}
        line["alpha"] = alpha(values)
        line["alpha_low"], line["alpha_high"] = alpha_interval(values, rows["stratum"])
        line["listed"] = listed / every
        scores = corrected(*cells) if cells else dict.fromkeys(MEASURES, (np.nan,) * 3)
        for measure, (value, low, high) in scores.items():
            line |= {measure: value, f"{measure}_low": low, f"{measure}_high": high}
        line |= {"lexicon": key["lexicon"]["fingerprint"], "corpus": key["corpus"]}
        line |= {"section": key["section"] or "all", "coded": "; ".join(key["categories"])}
        found[name] = line
    return pd.DataFrame.from_dict(found, orient="index").rename_axis("category")


def alpha(values):
    """Krippendorff's alpha for nominal values (Krippendorff 2011).

    Parameters
    ----------
    values : array, units × coders
        Numbers that stand for values; nan where a coder gave none.

    Returns
    -------
    float
        1 for full agreement, 0 for that of chance; nan where no unit has two values, or all
        values are the same.

    >>> ann, ben = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    >>> round(alpha(np.array([ann, ben]).T), 3)
    0.095
    """
    disagreement, counts = _units(values)
    return float(_alpha(disagreement.sum(), counts.sum(axis=0)))


def alpha_interval(values, strata, seed=1):
    """95% interval of alpha: percentiles of a bootstrap over units (Zapf et al. 2016).

    Units are drawn again within their stratum, 2,000 times. nan where alpha is not defined in
    more than 5% of the draws.
    """
    disagreement, counts = _units(values)
    random = np.random.default_rng(seed)
    weights = np.zeros((_DRAWS, len(disagreement)), dtype="int64")
    for _, places in pd.Series(range(len(strata))).groupby(np.asarray(strata)):
        many = len(places)
        weights[:, places] = random.multinomial(many, np.full(many, 1 / many), size=_DRAWS)
    drawn = _alpha(weights @ disagreement, weights @ counts)
    drawn = drawn[np.isfinite(drawn)]
    if len(drawn) < 0.95 * _DRAWS:
        return np.nan, np.nan
    return tuple(float(end) for end in np.percentile(drawn, [2.5, 97.5]))


def _units(values):
    """Of each unit: pairs that differ ÷ (values − 1), counts of values; 0 with fewer than two."""
    values = np.asarray(values, dtype="float64")
    known = np.unique(values[~np.isnan(values)])
    counts = (values[:, :, None] == known).sum(axis=1)
    many = counts.sum(axis=1)
    pairs = many**2 - (counts**2).sum(axis=1)
    paired = many > 1
    disagreement = np.divide(pairs, many - 1, out=np.zeros(len(many)), where=paired)
    return disagreement, counts * paired[:, None]


def _alpha(disagreement, counts):
    """1 − observed ÷ expected disagreement, from sums over units."""
    total = counts.sum(axis=-1)
    expected = (total**2 - (counts**2).sum(axis=-1)) / np.maximum(total - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return 1 - np.where(expected > 0, disagreement / expected, np.nan)


def _cells(strata, of, name, hit, share):
    """Cells of `corrected`: hit, size, drawn, true, tied; None where a kind of cell was not drawn.

    The size of a cell of which nothing was drawn is shared out among the like ones.
    """
    cells = []
    for kind in (True, False):
        found, undrawn = [], 0
        for stratum, numbers in strata.items():
            hits = numbers["hits"][name]
            size = hits if kind else numbers["sentences"] - hits
            inside = (of == stratum) & (hit == kind)
            if inside.any():
                coded = share[inside]
                found.append([kind, size, len(coded), (coded > 0.5).sum(), (coded == 0.5).sum()])
            else:
                undrawn += size
        if undrawn and not found:
            return None
        drawn_from = sum(cell[1] for cell in found)
        for cell in found:
            more = undrawn * cell[1] // drawn_from
            cell[1], undrawn, drawn_from = cell[1] + more, undrawn - more, drawn_from - cell[1]
        cells += found
    return tuple(zip(*cells, strict=True))


def _beside(sheet):
    keys = sorted(sheet.parent.glob("*.key.json"))
    if len(keys) != 1:
        told = f"there are {len(keys)} files *.key.json" if keys else "there is no *.key.json"
        raise SheetError(f"{sheet}: {told} beside it; name the key")
    return keys[0]
