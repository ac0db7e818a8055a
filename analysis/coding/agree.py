"""How far coders agree, and how a term list compares with them."""

import warnings
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from .error_rate import SCORES, corrected, corrected_difference
from .sheet import SheetError, read_key, read_sheets, with_any

_DRAWS = 2000


def agree(sheets, key=None):
    """Agreement between coders, and a term list's precision and recall by their codes.

    The majority decides. A sentence on which coders tie counts as half true, the intervals cover
    both readings, and a warning names its row.

    Parameters
    ----------
    sheets : list of path
        The filled-in copies of one sheet of `analysis.coding.sample`, one per coder.
    key : path, optional
        The key; the only ``*.key.json`` beside the first sheet if not given.

    Returns
    -------
    DataFrame
        One row per category (and ``any`` of them), or per category and group, with "all", if the
        sample was drawn ``by`` a column: sentences, coders, ties; alpha (Krippendorff's,
        for the coded sentences) with low and high, nan for one coder; listed (share of the corpus's
        sentences that the list hits); rate (the corrected share), precision, recall and f1,
        weighted back to the corpus, each with low and high (`analysis.coding.error_rate`), nan if
        none of the hits, or none of the other sentences, was drawn; lexicon and corpus
        (fingerprints), section and coded (the categories), for which they hold.

    Raises
    ------
    SheetError
        If a sheet is incomplete, altered or given twice, or a key is not one: one line per fault.
    """
    key, coders = _read(sheets, key)
    fits = {"lexicon": key["lexicon"]["fingerprint"], "corpus": key["corpus"]}
    fits |= {"section": key["section"] or "all", "coded": "; ".join(key["categories"])}
    lines = {}
    for name in coders[0]:
        values = np.array([coder[name] for coder in coders], dtype="float64").T
        if len(tied := np.flatnonzero(values.mean(axis=1) == 0.5)):
            places = ", ".join(str(row) for row in tied + 1)
            warnings.warn(f"{name}: coders tie (counted as half) in rows {places}", stacklevel=2)
        for group in ["all", *key["groups"]]:
            strata, part, cells = _cells(key, name, values, group)
            line = {"sentences": int(part.sum()), "coders": len(coders)}
            line["ties"] = int((values[part].mean(axis=1) == 0.5).sum())
            low, high = alpha_interval(values[part])
            line |= {"alpha": alpha(values[part]), "alpha_low": low, "alpha_high": high}
            sizes = [(stratum["hits"][name], stratum["sentences"]) for stratum in strata.values()]
            line["listed"] = np.divide(*np.sum(sizes, axis=0))
            scores = corrected(*cells) if cells else dict.fromkeys(SCORES, (np.nan,) * 3)
            for score, ends in scores.items():
                line[score], line[f"{score}_low"], line[f"{score}_high"] = ends
            lines[name, group] = line | fits
    out = pd.DataFrame.from_dict(lines, orient="index").rename_axis(["category", "group"])
    return out if key["groups"] else out.droplevel("group")


def differences(sheets, key=None):
    """Differences between groups in the true rate, each group corrected by its own codes.

    A list may be right more often in one group than in another; then the difference of two rates
    is partly one of errors.

    Parameters
    ----------
    sheets, key
        As for `agree`, of a sample drawn ``by`` a column.

    Returns
    -------
    DataFrame
        One row per category (and ``any`` of them) and pair of groups: category, group_a, group_b;
        listed (difference of the shares of sentences that the list hits, a − b); difference, low,
        high (of the corrected rates, with a 95% interval; `analysis.coding.error_rate`); nan where
        a group's rate is unknown.

    Raises
    ------
    SheetError
        As for `agree`, or if the sample has no groups.
    """
    key, coders = _read(sheets, key)
    if len(key["groups"]) < 2:
        raise SheetError("the sample has no groups to compare; draw one with by, such as outlet")
    rows = []
    for name in coders[0]:
        values = np.array([coder[name] for coder in coders], dtype="float64").T
        for groups in combinations(key["groups"], 2):
            pairs = [_cells(key, name, values, group) for group in groups]
            sizes = [
                np.sum([(s["hits"][name], s["sentences"]) for s in strata.values()], axis=0)
                for strata, _, _ in pairs
            ]
            listed = np.divide(*sizes[0]) - np.divide(*sizes[1])
            cells = [cells for _, _, cells in pairs]
            found = corrected_difference(*cells) if all(cells) else (np.nan,) * 3
            rows.append((name, *groups, listed, *found))
    columns = ["category", "group_a", "group_b", "listed", "difference", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def _read(sheets, key):
    """The key, and the codes of each coder."""
    if not sheets:
        raise SheetError("no sheets given; give the completed sheets")
    keys = [key] if key else sorted(Path(sheets[0]).parent.glob("*.key.json"))
    if len(keys) != 1:
        raise SheetError(f"{sheets[0]}: {len(keys)} *.key.json files beside it; name the key")
    key = read_key(keys[0])
    return key, [with_any(labels) for labels in read_sheets(sheets, key)]


def alpha(values):
    """Krippendorff's alpha for nominal values (Krippendorff 2011).

    ``values`` is an array of units × coders, nan where a coder gave no value. 1 is full agreement,
    0 agreement by chance; nan where no unit has two values, or all values are the same.
    """
    values = np.asarray(values, dtype="float64")
    names = np.unique(values[~np.isnan(values)])
    counts = (values[:, :, None] == names).sum(axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    n, total = counts.sum(axis=1), counts.sum(axis=0)
    observed = ((n**2 - (counts**2).sum(axis=1)) / (n - 1)).sum()
    expected = (total.sum() ** 2 - (total**2).sum()) / max(total.sum() - 1, 1)
    return float(1 - observed / expected) if expected else np.nan


def alpha_interval(values):
    """95% interval of alpha: percentiles of a bootstrap over units (Zapf et al. 2016).

    nan where alpha is undefined in more than 5% of the 2,000 draws.
    """
    values, random = np.asarray(values), np.random.default_rng(1)
    units = random.integers(len(values), size=(_DRAWS, len(values)))
    draws = [alpha(values[drawn]) for drawn in units]
    if np.isnan(draws).mean() > 0.05:
        return np.nan, np.nan
    return tuple(np.nanpercentile(draws, [2.5, 97.5]).tolist())


def _cells(key, name, values, group):
    """A group's strata, which rows are theirs, and their cells for `corrected`.

    The cells are None where a kind of cell was not drawn. The size of a cell from which nothing was
    drawn is divided among those of its kind.
    """
    rows, share = pd.DataFrame(key["rows"]), values.mean(axis=1)
    strata = {
        label: numbers
        for label, numbers in key["strata"].items()
        if group == "all" or label.rpartition(": ")[0] == group
    }
    part, stratum = rows["stratum"].isin(strata).to_numpy(), rows["stratum"].to_numpy()
    hit = np.array([name in hits for hits in rows["hits"]])
    cells = []
    for kind in (True, False):
        hits = {label: numbers["hits"][name] for label, numbers in strata.items()}
        sizes = hits if kind else {n: strata[n]["sentences"] - hits[n] for n in hits}
        of = part & (hit == kind)
        codes = dict(list(pd.Series(share[of]).groupby(stratum[of])))
        total, ends = sum(sizes.values()), np.cumsum([sizes[label] for label in codes])
        if total and not codes:
            return strata, part, None
        scaled = np.diff(np.round(ends * total / max([*ends, 1])), prepend=0)
        for code, size in zip(codes.values(), scaled, strict=True):
            cells.append((kind, int(size), len(code), (code > 0.5).sum(), (code == 0.5).sum()))
    return strata, part, tuple(zip(*cells, strict=True))
