"""The sums and values that summaries, intervals, comparisons and percentiles are made of."""

import numpy as np
import pandas as pd

from analysis.counting.batch import SENTENCE_FACTS
from analysis.measures import applicable

from .tabulate import (
    WITHIN_SENTENCE,
    grouped,
    listed,
    prepared,
    summed,
    whole_sentences,
    with_voices,
)


def unit_sums(table, measure, by, unit, section="body", articles=None):
    """Sums of what a measure is made of, one row for each group and unit.

    Parameters
    ----------
    table : DataFrame
        Passages, totals or responses.
    by, unit : list of str
        What groups, and what is one unit in a group: ``["article"]``, ``["article", "sentence"]``.

    Returns
    -------
    (DataFrame, measure, list of str)
        Columns ``by``, ``unit`` and what the measure needs, sorted by group and unit whatever the
        order of the table; nan where it is not known. Then the measure's function, and the names
        of the columns that it needs.

    Raises
    ------
    ValueError
        If a column, section or measure is not there.
    """
    table = prepared(table, by, section, articles)
    if measure not in (known := applicable(table.columns)):
        raise ValueError(f"no measure {measure}; there are: {', '.join(known)}")
    function, needs = known[measure][0], list(known[measure][1])
    if "voice" in table and WITHIN_SENTENCE & set(by):
        table = with_voices(table)
    usable = table[needs].notna().all(axis=1)
    if "whole" in table and WITHIN_SENTENCE & set(by) and set(needs) & set(SENTENCE_FACTS):
        usable &= whole_sentences(table, by)
    keys = list(dict.fromkeys([*by, *unit]))
    rows = table[keys].assign(**{name: table[name].where(usable) for name in needs})
    sums = summed(rows, keys, needs).reset_index()
    return sums.astype(dict.fromkeys(needs, "float64")), function, needs


def article_values(table, measure, by=(), section="body", articles=None):
    """One row for each group and article: the measure's value, its sums, and a cluster.

    Returns
    -------
    (DataFrame, measure, list of str)
        As `unit_sums`, with the columns ``value`` (nan where there is none) and ``cluster``: a
        number that near-duplicates share, from the column ``cluster`` of the table or of
        ``articles``; where there is none, each article is its own.
    """
    found, function, needs = unit_sums(table, measure, listed(by), ["article"], section, articles)
    found["value"] = function(*(found[name] for name in needs))
    cluster = found["article"].astype("str")
    if "cluster" in table or (articles is not None and "cluster" in articles):
        if "cluster" in table:
            known = table.drop_duplicates("article").set_index("article")["cluster"]
        else:
            known = articles["cluster"]
        cluster = found["article"].map(known.astype("str")).fillna(cluster)
    found["cluster"] = pd.factorize(cluster)[0]
    return found, function, needs


def groups(frame, by):
    """The groups of a sorted frame: an index with one entry a group, and its rows as a slice."""
    codes = grouped(frame, by).ngroup().to_numpy()
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    edges = [*starts, len(frame)]
    slices = [slice(a, b) for a, b in zip(edges, edges[1:], strict=False)]
    keys = frame[by].iloc[starts]
    if not by:
        return pd.RangeIndex(len(starts)), slices
    index = pd.MultiIndex.from_frame(keys) if len(by) > 1 else pd.Index(keys[by[0]])
    return index, slices
