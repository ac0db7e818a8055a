"""A finding under every reasonable choice of list, test and minimum length."""

import warnings
from itertools import product

import pandas as pd

from .compare import compare
from .contrast import contrast

# The main specification is the first of each, fixed before any result was seen.
MEASURES = ("mean_compound", "mean_of_lists", "afinn_per_100", "positive_valence")
MIN_WORDS = (100, 0, 50, 200, 400)
_TESTS = {"median article": (compare, "cliffs_delta"), "pooled": (contrast, "effect")}


def specifications(table, one, other, by="outlet", measures=MEASURES, min_words=MIN_WORDS):
    """Compare two groups under every combination of measure, minimum length and test.

    What is true under one list and not under the next is a finding about lists (Simonsohn, Simmons
    and Nelson 2020). The sentence splitter cannot be varied: counts hold no sentences.

    ``table`` has passages or totals; ``one`` and ``other`` are groups of its column ``by``. The
    first of ``measures`` and of ``min_words``, and the median article, make the main specification.
    Returns a DataFrame with one row per specification: measure, min_words, test ("median article":
    `analysis.compare`; "pooled": `analysis.statistics.contrast`); effect (δ, ratio or difference of
    ``one`` against ``other``); p; higher (the group with the higher value); holds (p ≤ .05, and the
    same group is higher as in the first row). Raises ValueError if a column or measure does not
    exist, or a group has fewer than five articles.

    >>> from analysis import reference_corpus
    >>> found = specifications(reference_corpus("newsarticles"), "China Daily", "Al Jazeera")
    >>> len(found), found["holds"].all().item()
    (40, True)
    """
    table = table[table[by].isin([one, other])]
    rows = []
    for measure, words, name in product(measures, min_words, _TESTS):
        test, column = _TESTS[name]
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            found = test(table, measure, by, min_words=words).iloc[0]
        effect, ratio = found[column], found.get("scale") == "ratio"
        if found["group_a"] != one:
            effect = 1 / effect if ratio else -effect
        rows.append((measure, words, name, effect, found["p"], one if effect > ratio else other))
    out = pd.DataFrame(rows, columns=["measure", "min_words", "test", "effect", "p", "higher"])
    return out.assign(holds=(out["p"] <= 0.05) & (out["higher"] == out["higher"][0]))
