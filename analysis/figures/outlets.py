"""Outlets compared by a measure of their articles, and two of them by every other choice."""

import numpy as np
import pandas as pd

from analysis._support.wording import few
from analysis.coding.validity import error_by_kind
from analysis.statistics import compare, contrast, specifications, summarise
from analysis.statistics.specification import MEASURES as SPECIFIED
from analysis.tables.per_article import article_values, long_enough

from . import inputs
from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, effects, error_bars, outlet_labels
from .inputs import LEVEL, MIN_WORDS, largest, measure_facts, table_about, tested
from .saving import figure_files

_ENDS = ["effect", "effect_low", "effect_high"]
_NAMED = 2  # at most, at each end of the title
# How outlets are tested, their value, the effect, no effect, and the smallest that is not called
# negligible: a tenth, or |δ| of Romano and others (2006).
_POOLED = contrast, "pooled", ["effect", "low", "high"], 1, np.log(1.1)
_MEDIANS = compare, "median", ["cliffs_delta", "delta_low", "delta_high"], 0, 0.147
_LABELS = {"median article": "Cliff's δ", "pooled": "effect, in margins of error"}


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
    table = largest(table)
    about, facts = table_about(table), measure_facts(measure, table)
    pooled = facts["counts_terms"]
    test, value, names, none, least = _POOLED if pooled else _MEDIANS
    pairs = inputs.without_warning(test, table, measure, "outlet")
    pairs = pairs.rename(columns=dict(zip(names, _ENDS, strict=True)))
    large = {*pairs["group_a"], *pairs["group_b"]}
    long = long_enough(table[table["outlet"].isin(large)], MIN_WORDS)
    names = {value: "value", f"{value}_low": "low", f"{value}_high": "high"}
    data = summarise(long, measure, "outlet").rename(columns=names)[["articles", *names.values()]]
    data = data.reset_index().sort_values(["value", "outlet"]).set_index("outlet")
    # All effects are those on the middle outlet: where it comes first, the pair is turned round.
    middle = data.index[(len(data) - 1) // 2]
    below = pairs[pairs["group_a"] == middle].set_index("group_b")
    ends = below[["effect", "effect_high", "effect_low"]]
    below[_ENDS] = 1 / ends if pooled else -ends
    both = pd.concat([below, pairs[pairs["group_b"] == middle].set_index("group_a")])
    data = data.join(both[[*_ENDS, "p", "q"]]).fillna({"effect": none}).reset_index()
    size = np.log(data["effect"]) if pooled else data["effect"]
    clear = data["q"] <= LEVEL
    above, below = (data.loc[clear & (side * size > least), "outlet"] for side in (1, -1))
    values = article_values(long, measure)[0].set_index("article")["value"]
    words = long[long["section"] == "body"].groupby("article")["words"].sum()
    lengths = pd.concat([values, words], axis=1).dropna()
    varies = (lengths.nunique() > 1).all()
    about["record"]["measure"] = measure
    return figure_files(
        lambda figure, data: _draw(figure, data, facts["label"], pooled, middle),
        "outlets",
        data,
        size=(TWO_COLUMNS, 0.9 + 0.2 * len(data)),
        about=about,
        comparisons=tested(data, "outlet"),
        figure=f"outlets-{facts['slug']}-{about['name']}",
        measure=facts,
        pooled=pooled,
        middle=middle,
        highest=above[::-1].tolist()[:_NAMED],
        lowest=below.tolist()[:_NAMED],
        small=few(sorted({*table["outlet"].dropna()} - large)),
        length=lengths.corr("spearman").iloc[0, 1] if varies else float("nan"),
        errors=error_by_kind() if facts["counts_terms"] else "",
    )


def _draw(figure, data, label, pooled, middle):
    left, right = figure.subplots(1, 2, sharey=True)
    error_bars(left, data, data.index, "value", ms=3.5)
    outlet_labels(left, data)
    left.set_ylim(-0.5, len(data) - 0.5)
    left.set_xlabel(f"{label}, {'pooled' if pooled else 'median article'}")
    none, of = (1, "ratio to") if pooled else (0, "Cliff's δ against")
    effects(right, data, data.index, "effect", none, f"{of} {middle}")


def specification_curve(table, one, other, measures=SPECIFIED):
    """Two outlets compared by every list, minimum length and test, in the order of the effects.

    The first of ``measures`` makes the main specification (`analysis.statistics.specifications`).
    ``table`` has counts by article and a column ``outlet`` (else ValueError): `analysis.totals` or
    `analysis.reference_corpus`. ValueError if an outlet has fewer than five articles.

    >>> from analysis import reference_corpus
    >>> specification_curve(reference_corpus("newsarticles"), "China Daily", "Al Jazeera")
    Figure specification-curve-newsarticles: Sentiment: more positive in China Daily than in \
Al Jazeera, in all 32 analyses
    """
    inputs.needs(table, "outlet")
    data = specifications(table, one, other, measures=measures)
    main = data.iloc[0]
    return figure_files(
        _draw_curve,
        "specification-curve",
        data,
        size=(TWO_COLUMNS, 2.2 + 0.16 * (data["measure"].nunique() + data["min_words"].nunique())),
        about=table_about(table),
        comparisons=[("main specification", main["p"], main["p"] <= LEVEL)],
        measure=measure_facts(measures[0], table),
        main=main,
        one=one,
        other=other,
        holds=int(data["holds"].sum()),
    )


def _draw_curve(figure, data):
    tests = data["test"].unique()
    axes = figure.subplots(2, len(tests), sharex="col", height_ratios=[3, 4], squeeze=False)
    choices = {name.replace("_", " "): ("measure", name) for name in data["measure"].unique()}
    lengths = sorted(data["min_words"].unique())
    choices |= {f"{n} words or more" if n else "any length": ("min_words", n) for n in lengths}
    for (above, below), test in zip(axes.T, tests, strict=True):
        rows = _one_scale(data[data["test"] == test]).sort_values("effect", kind="stable")
        rows["place"] = range(len(rows))
        for (main, holds), part in rows.groupby([rows.index == 0, "holds"]):
            looks = {"color": ORANGE if main else BLUE, "ms": 3.5, "upright": True}
            looks |= {} if holds else {"mfc": "white"}
            error_bars(above, part, part["place"], "effect", **looks)
        above.axhline(0, color=GREY, lw=0.8)
        above.set(title=test, ylabel=_LABELS[test])
        for line, (column, value) in enumerate(choices.values()):
            marked = rows.loc[rows[column] == value, "place"]
            below.plot(marked, [line] * len(marked), "s", color=GREY, ms=3)
        below.set(xticks=[], ylim=(len(choices) - 0.5, -0.5), xlabel="analyses, by their effect")
        below.set_yticks(range(len(choices)), choices if test == tests[0] else [""] * len(choices))
        below.tick_params(axis="y", length=0)
        below.grid(axis="y", color="#eeeeee", lw=0.5)


def _one_scale(rows):
    """Pooled effects, logs of ratios, in margins of error, so that all lists share an axis."""
    ends, ratio = rows[["effect", "low", "high"]], rows["scale"] == "ratio"
    ends = ends.where(~ratio, np.log(ends.where(ratio, 1)))
    if rows["test"].iloc[0] == "pooled":
        ends = ends.div(ends["high"] - ends["effect"], axis=0)
    return rows.assign(**ends)
