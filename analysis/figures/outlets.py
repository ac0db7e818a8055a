"""Outlets compared by one measure of their articles."""

import numpy as np
import pandas as pd

from analysis.coding.validity import error_by_kind
from analysis.statistics.compare import compare
from analysis.statistics.contrast import contrast
from analysis.statistics.summarise import summarise
from analysis.tables.per_article import article_values, long_enough

from .drawing import TWO_COLUMNS, effects, error_bars, outlet_labels
from .inputs import LEVEL, MIN_WORDS, measure_facts, table_about, without_warning
from .saving import figure_files

_ENDS = ["effect", "effect_low", "effect_high"]
_NAMED = 2  # at most, at each end of the title
# Effects nearer to no difference are called negligible: a tenth, or Romano and others' (2006) |δ|.
_NEGLIGIBLE = {"ratio": np.log(1.1), "delta": 0.147}


def outlets(table, measure):
    """Each outlet's value of a measure, and its effect against the outlet in the middle.

    Rates of terms are pooled, hits ÷ words, and their effect is a ratio
    (`analysis.statistics.contrast`); of other measures the median article is drawn, and the effect
    is Cliff's δ (`analysis.compare`). Articles with fewer than 100 words are left out.

    ``table`` has counts by article and a column ``outlet``: `analysis.totals` or
    `analysis.reference_corpus`. ValueError if there is no such column or measure, or no two outlets
    have five articles.

    >>> from analysis import reference_corpus
    >>> outlets(reference_corpus("newsarticles"), "loaded_any_per_1000").record["title"]
    'Loaded terms: most in Al Jazeera and CNN, fewest in China Daily'
    """
    about, facts = table_about(table), measure_facts(measure, table)
    scale, test = ("ratio", contrast) if facts["counts_terms"] else ("delta", compare)
    pairs = without_warning(test, table, measure, "outlet")
    large = {*pairs["group_a"], *pairs["group_b"]}
    long = long_enough(table[table["outlet"].isin(large)], MIN_WORDS)
    data = _data(summarise(long, measure, "outlet"), pairs, scale)
    middle = data["outlet"][(len(data) - 1) // 2]
    size = np.log(data["effect"]) if scale == "ratio" else data["effect"]
    above, below = (
        data.loc[(data["q"] <= LEVEL) & (side * size > _NEGLIGIBLE[scale]), "outlet"]
        for side in (1, -1)
    )
    about["record"]["measure"] = measure
    return figure_files(
        lambda figure, data: _draw(figure, data, facts["label"], scale, middle),
        "outlets",
        data,
        size=(TWO_COLUMNS, 0.9 + 0.2 * len(data)),
        about=about,
        comparisons=(len(data) - 1, (data["q"] <= LEVEL).sum()),
        figure=f"outlets-{facts['slug']}-{about['name']}",
        measure=facts,
        scale=scale,
        middle=middle,
        highest=above[::-1].tolist()[:_NAMED],
        lowest=below.tolist()[:_NAMED],
        small=sorted({*table["outlet"].dropna()} - large),
        length=_influence_of_length(long, measure),
        errors=error_by_kind() if facts["counts_terms"] else "",
    )


def _influence_of_length(table, measure):
    """Rank correlation of articles' values and their words; nan where one does not vary."""
    values = article_values(table, measure)[0].set_index("article")["value"]
    words = table[table["section"] == "body"].groupby("article")["words"].sum()
    both = pd.concat([values, words], axis=1).dropna()
    return both.corr("spearman").iloc[0, 1] if (both.nunique() > 1).all() else float("nan")


def _data(rows, pairs, scale):
    """The numbers drawn, outlets from the lowest value to the highest; effects on the middle."""
    value = "pooled" if scale == "ratio" else "median"
    names = {value: "value", f"{value}_low": "low", f"{value}_high": "high"}
    rows = rows.reset_index().rename(columns=names).sort_values(["value", "outlet"])
    rows = rows[["outlet", "articles", *names.values()]].set_index("outlet")
    middle, none = rows.index[(len(rows) - 1) // 2], 1 if scale == "ratio" else 0
    names = ["effect", "low", "high"] if none else ["cliffs_delta", "delta_low", "delta_high"]
    pairs = pairs.rename(columns=dict(zip(names, _ENDS, strict=True)))
    below = pairs[pairs["group_a"] == middle].set_index("group_b")
    ends = below[["effect", "effect_high", "effect_low"]]
    below[_ENDS] = 1 / ends if none else -ends
    both = pd.concat([below, pairs[pairs["group_b"] == middle].set_index("group_a")])
    return rows.join(both[[*_ENDS, "q"]]).fillna({"effect": none}).reset_index()


def _draw(figure, data, label, scale, middle):
    left, right = figure.subplots(1, 2, sharey=True)
    error_bars(left, data, data.index, "value", ms=3.5)
    outlet_labels(left, data)
    left.set_ylim(-0.5, len(data) - 0.5)
    left.set_xlabel(f"{label}, {'pooled' if scale == 'ratio' else 'median article'}")
    none, of = (1, "ratio to") if scale == "ratio" else (0, "Cliff's δ against")
    effects(right, data, data.index, "effect", none, f"{of} {middle}")
