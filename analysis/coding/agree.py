"""How far coders agree, how often a term list is right, and the rate corrected for its errors."""

import warnings
from itertools import combinations

import numpy as np
import pandas as pd

from analysis._support import few

from .sheet import holds_for, key_beside, read_sheets, with_any

SCORES = ("rate", "precision", "recall", "f1")
_RESAMPLES, _DRAWS = 2000, 10_000  # of units, for alpha; of the true share of each cell


def agree(sheets, key=None):
    """Compute coders' agreement, and a term list's precision and recall against their codes.

    ``sheets`` are paths of completed copies of one sheet of `analysis.coding.sample`, one per
    coder; ``key`` is its key, by default the only ``*.key.json`` beside the first sheet. The
    majority decides. If coders tie, a sentence counts as half true, the intervals cover both
    decisions, and a warning names its row. Returns a DataFrame with one row per category (and
    ``any`` of them) and, if the sample was drawn ``by`` a column, group (and "all"): sentences,
    coders, ties; alpha (Krippendorff's, nan for one coder); listed (share of the corpus's sentences
    with a match); rate (the corrected share), precision, recall and f1, weighted back to the
    corpus, nan if no sentences with, or none without, a match were drawn; alpha and these four with
    _low and _high; lexicon, corpus, section and coded, to which they apply. Raises ValueError if a
    sheet is incomplete, altered or given twice: one line per fault.
    """
    key, codes = _read(sheets, key)
    lines = {}
    for name, values in codes.items():
        ties = values.mean(axis=1) == 0.5
        if places := few(np.flatnonzero(ties) + 1):
            warnings.warn(f"{name}: coders tied (counted as half) in rows {places}", stacklevel=2)
        for group in ["all", *key["groups"]]:
            part, listed, cells = _cells(key, name, values, group)
            line = {"sentences": part.sum(), "coders": values.shape[1], "ties": ties[part].sum()}
            low, high = alpha_interval(values[part])
            line |= {"alpha": alpha(values[part]), "alpha_low": low, "alpha_high": high}
            line["listed"] = listed
            scores = corrected(*cells) if cells else dict.fromkeys(SCORES, (np.nan,) * 3)
            for score, ends in scores.items():
                line[score], line[f"{score}_low"], line[f"{score}_high"] = ends
            lines[name, group] = line | holds_for(key)
    out = pd.DataFrame.from_dict(lines, orient="index").rename_axis(["category", "group"])
    return out if key["groups"] else out.droplevel("group")


def differences(sheets, key=None):
    """Differences in corrected rates between groups; each rate is corrected with the group's codes.

    If a list is right more often in one group than in another, the difference between their rates
    partly reflects errors. ``sheets`` and ``key`` are as for `agree`, from a sample drawn ``by`` a
    column. Returns a DataFrame with one row per category (and ``any`` of them) and pair of groups:
    category, group_a, group_b; listed (a − b, of the shares with a match); difference of the
    corrected rates, low, high (95%), nan where one is unknown. Raises ValueError as `agree` does,
    or if the sample has no groups.
    """
    key, codes = _read(sheets, key)
    if len(key["groups"]) < 2:
        raise ValueError('no groups to compare; draw a sample with groups, for example by="outlet"')
    rows = []
    for name, values in codes.items():
        for groups in combinations(key["groups"], 2):
            (_, listed_a, a), (_, listed_b, b) = (_cells(key, name, values, of) for of in groups)
            found = corrected_difference(a, b) if a and b else (np.nan,) * 3
            rows.append((name, *groups, listed_a - listed_b, *found))
    return pd.DataFrame(rows, columns="category group_a group_b listed difference low high".split())


def _read(sheets, key):
    """The key, and for each category the codes: sentences × coders."""
    key = key_beside(sheets, key)
    coders = [with_any((codes == "1").astype("float64")) for codes in read_sheets(sheets, key)]
    return key, {name: np.array([coder[name] for coder in coders]).T for name in coders[0]}


def alpha(values):
    """Krippendorff's alpha (2011) of nominal values, units × coders; nan if it is undefined."""
    values = np.asarray(values, dtype="float64")
    counts = (values[:, :, None] == np.unique(values[~np.isnan(values)])).sum(axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    n, total = counts.sum(axis=1), counts.sum(axis=0)
    observed = ((n**2 - (counts**2).sum(axis=1)) / (n - 1)).sum()
    expected = (total.sum() ** 2 - (total**2).sum()) / max(total.sum() - 1, 1)
    return float(1 - observed / expected) if expected else np.nan


def alpha_interval(values):
    """95% interval: percentiles of a bootstrap over units (Zapf and others 2016)."""
    values, random = np.asarray(values), np.random.default_rng(1)
    units = random.integers(len(values), size=(_RESAMPLES, len(values)))
    draws = [alpha(values[drawn]) for drawn in units]
    if np.isnan(draws).mean() > 0.05:
        return np.nan, np.nan
    return tuple(np.nanpercentile(draws, [2.5, 97.5]).tolist())


def _cells(key, name, values, group):
    """Which rows are a group's, its share of sentences that are hit, cells for `corrected`."""
    own = {n: of for n, of in key["strata"].items() if group in ("all", n.rpartition(": ")[0])}
    strata = {label: (of["hits"][name], of["sentences"]) for label, of in own.items()}
    listed = np.divide(*np.sum([*strata.values()], axis=0))
    stratum = pd.Series([row["stratum"] for row in key["rows"]])
    hit = np.array([name in row["hits"] for row in key["rows"]])
    part, share = stratum.isin(strata), pd.Series(values.mean(axis=1))
    cells = []
    for kind in (True, False):
        sizes = {label: hits if kind else n - hits for label, (hits, n) in strata.items()}
        codes = dict(list(share[part & (hit == kind)].groupby(stratum)))
        total, ends = sum(sizes.values()), np.cumsum([sizes[label] for label in codes])
        if total and not codes:
            return part, listed, None
        # The size of a cell from which nothing was drawn is divided among those of its kind.
        scaled = np.diff(np.round(ends * total / max([*ends, 1])), prepend=0)
        for code, size in zip(codes.values(), scaled, strict=True):
            cells.append((kind, int(size), len(code), (code > 0.5).sum(), (code == 0.5).sum()))
    return part, listed, tuple(zip(*cells, strict=True))


def corrected(hit, size, drawn, true, tied=0, seed=1):
    """True rate, precision, recall, F1, each as (value, low, high), melded (Fay and others 2015).

    Each item is a cell: ``size`` sentences of a stratum that have a match (``hit``), or have none.
    Of the ``drawn`` ones, ``true`` have the category; on ``tied`` others, coders tie.
    """
    values, lows, highs = _ends(hit, size, drawn, true, tied, seed)
    ends = np.array([np.percentile(lows, 2.5, axis=1), np.percentile(highs, 97.5, axis=1)])
    # 0 × value: where the value is unknown, its ends are.
    rows = np.array([values, *(ends + 0 * values)]).T.tolist()
    return dict(zip(SCORES, map(tuple, rows), strict=True))


def corrected_difference(cells, others):
    """Difference of two groups' true rates, low, high; a group's cells are as for `corrected`."""
    value, low, high = (scores[0] for scores in _ends(*cells, seed=1))
    other, other_low, other_high = (scores[0] for scores in _ends(*others, seed=2))
    ends = np.percentile(low - other_high, 2.5), np.percentile(high - other_low, 97.5)
    return tuple(map(float, (value - other, *ends)))


def _ends(hit, size, drawn, true, tied=0, seed=1):
    """Scores, and draws of each at its low and at its high end."""
    hit, size, drawn, true, tied = map(np.asarray, (hit, size, drawn, true, tied))
    random = np.random.default_rng(seed)
    few = _true_sentences(true, size, drawn, True, random)
    many = _true_sentences(true + tied, size, drawn, False, random)
    # True sentences with a hit raise every score; those without raise the rate, lower the others.
    lows, highs = (_scores(np.where(raised, few, many), hit, size) for raised in (hit, ~hit))
    lows[0], highs[0] = few.sum(axis=1) / size.sum(), many.sum(axis=1) / size.sum()
    values = _scores(size * (true + tied / 2) / drawn, hit, size)
    # A draw without anything true has no recall: it may be anything.
    return values, np.nan_to_num(lows, nan=0), np.nan_to_num(highs, nan=1)


def _true_sentences(true, size, drawn, low, random):
    """True sentences of each cell, draws × cells, by Clopper and Pearson's distributions."""
    first, second = (true, drawn - true + 1) if low else (true + 1, drawn - true)
    # With a 0 among its parameters a beta distribution is a point.
    fixed = (first == 0) | (second == 0)
    first, second = (np.where(fixed, 1, parameter) for parameter in (first, second))
    share = random.beta(first, second, (_DRAWS, len(size)))
    return true + random.binomial(size - drawn, np.where(fixed, 0 if low else 1, share))


def _scores(true, hit, size):
    right, missed = true[..., hit].sum(axis=-1), true[..., ~hit].sum(axis=-1)
    listed = size[hit].sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        precision, recall = np.divide(right, listed), np.divide(right, right + missed)
        f1 = np.divide(2 * right, listed + right + missed) + 0 * precision  # unknown as precision
    return np.array([(right + missed) / size.sum(), precision, recall, f1])
