"""A finding under every reasonable choice of list, test and minimum length."""

import warnings
from itertools import product

import pandas as pd

from analysis._support import NothingToShow

from .compare import compare, contrast

# The main specification is the first of each, fixed before any result was seen.
MEASURES = ("mean_compound", "mean_of_lists", "afinn_per_100", "positive_valence")
MIN_WORDS = (100, 0, 50, 200, 400)
_TESTS = {"median article": compare, "pooled": contrast}
_COLUMNS = "measure min_words test scale effect low high p higher".split()
_DELTA = {"cliffs_delta": "effect", "delta_low": "low", "delta_high": "high"}


def specifications(table, one, other, by="outlet", measures=MEASURES, min_words=MIN_WORDS):
    """Compare two groups under every combination of measure, minimum length and test.

    A finding that holds under one list but not another is a finding about lists (Simonsohn, Simmons
    and Nelson 2020). The sentence splitter cannot be varied, because counts hold no sentences.

    ``table`` has passages or totals; ``one`` and ``other`` are groups of its column ``by``. The
    first of ``measures`` and of ``min_words``, and the median article, make the main specification.
    Returns a DataFrame with one row per specification that differs: measure, min_words, test
    ("median article": `analysis.compare`; "pooled": `analysis.statistics.contrast`); scale (δ,
    ratio or difference); effect of ``one`` against ``other``, low, high (95%); p; higher (a group);
    holds (p ≤ .05, and the higher group is that of the first row). Specifications for which a group
    has fewer than five articles are left out; ``attrs["left_out"]`` is their number. Raises
    ValueError if a column or measure does not exist, or the main specification is left out.
    """
    table = table[table[by].isin([one, other])]
    # Groups are compared in this order.
    table, rows = table.assign(**{by: pd.Categorical(table[by], [one, other])}), []
    choices = list(product(measures, min_words, _TESTS))
    for measure, words, name in choices:
        try:
            with warnings.catch_warnings(action="ignore", category=UserWarning):
                found = _TESTS[name](table, measure, by, min_words=words).rename(columns=_DELTA)
        except NothingToShow:
            if not rows:
                raise  # the main one
            continue
        found = found.assign(scale=found.get("scale", "δ")).iloc[0]
        higher = one if found["effect"] > (found["scale"] == "ratio") else other
        rows.append((measure, words, name, *found[["scale", "effect", "low", "high", "p"]], higher))
    out = pd.DataFrame(rows, columns=_COLUMNS)
    out = out.drop_duplicates(["measure", "test", "effect", "p"], ignore_index=True)
    out.attrs["left_out"] = len(choices) - len(rows)
    return out.assign(holds=(out["p"] <= 0.05) & (out["higher"] == out["higher"][0]))
