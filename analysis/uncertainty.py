"""How sure a number is: intervals by a bootstrap over sentences."""

import numpy as np
import pandas as pd

from analysis.batch import SENTENCE_FACTS
from analysis.measures import applicable
from analysis.table import (
    SCALE,
    WITHIN_SENTENCE,
    grouped,
    listed,
    prepared,
    summed,
    whole_sentences,
    with_voices,
)

_DRAWS = 2000
_AT_ONCE = 2_000_000  # numbers drawn at once, so that memory stays bounded


def interval(table, measure, by=("article",), section="body", articles=None, seed=1):
    """A measure for each group with a 95% interval: a bootstrap over sentences.

    Sentences of a group are drawn again with replacement, 2,000 times; the interval runs from the
    2.5th to the 97.5th percentile (Efron and Tibshirani 1993). It says how far the number hangs on
    single sentences, not how well it would hold for other articles. Fewer than three sentences
    give nan, and so does a measure that is undefined in more than 5% of the draws.

    Returns
    -------
    DataFrame
        Columns value, low, high, and n (sentences), one row a group.

    Raises
    ------
    ValueError
        If a column, section or measure is not there, or the table is not of passages.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "It rained. Ann left. We stayed there."
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> interval(passages, "words_per_sentence").round(2).loc["a"].tolist()
    [2.33, 2.0, 3.0, 3.0]
    """
    by = listed(by)
    table = prepared(table, by, section, articles)
    if "sentence" not in table:
        raise ValueError("no sentences to draw from: an interval like this needs passages")
    if measure not in (known := applicable(table.columns)):
        raise ValueError(f"no measure {measure}; there are: {', '.join(known)}")
    function, needs = known[measure]
    if WITHIN_SENTENCE & set(by):
        table = with_voices(table)
        if set(needs) & set(SENTENCE_FACTS):
            table = table[whole_sentences(table, by)]
    rows = {}
    for key, group in grouped(table, by):
        group = group[group[list(needs)].notna().all(axis=1)]
        sums = summed(group, ["article", "sentence"], list(needs)).to_numpy("float64")
        low = high = np.nan
        if len(sums) >= 3:
            random = np.random.default_rng(seed)
            values = function(*_drawn_again(sums, random).T)
            values = values[np.isfinite(values)]
            if len(values) > 0.95 * _DRAWS:
                low, high = np.percentile(values, [2.5, 97.5])
        value = np.nan
        if len(group):
            value = function(*summed(group, [], list(needs)).to_numpy("float64")[0])
        rows[key] = (value, low, high, len(sums))
    out = pd.DataFrame.from_dict(rows, orient="index", columns=["value", "low", "high", "n"])
    if not by:
        return out.reset_index(drop=True)
    if not rows:
        return out.set_axis(pd.MultiIndex.from_arrays([[]] * len(by), names=by))
    index = pd.MultiIndex.from_tuples(rows, names=by)
    return out.set_axis(index if len(by) > 1 else index.get_level_values(0))


def _drawn_again(sums, random):
    """Sums of sentences drawn with replacement: one row a draw."""
    # Whole numbers, so that the product is exact on every processor.
    scaled = np.rint(sums * SCALE).astype("int64")
    chances, at_once = [1 / len(sums)] * len(sums), max(1, _AT_ONCE // len(sums))
    totals = [
        random.multinomial(len(sums), chances, size=min(at_once, _DRAWS - first)) @ scaled
        for first in range(0, _DRAWS, at_once)
    ]
    return np.concatenate(totals) / SCALE
