"""A finding under every choice of list, minimum length and test."""

import numpy as np

from analysis.statistics.specification import MEASURES, specifications

from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, error_bars
from .inputs import LEVEL, measure_facts, needs, table_about
from .saving import figure_files

_LABELS = {"median article": "Cliff's δ", "pooled": "effect ÷ its margin of error"}


def specification_curve(table, one, other, measures=MEASURES):
    """Compare two outlets under every combination of list, minimum length and test.

    The first of ``measures`` makes the main specification (`analysis.statistics.specifications`).
    ``table`` is as for `outlets`. ValueError if an outlet lacks five articles of 100 words or more.

    >>> from analysis import reference_corpus
    >>> specification_curve(reference_corpus("newsarticles"), "China Daily", "Al Jazeera")
    Figure specification-curve-newsarticles: Sentiment: more positive in China Daily than in \
Al Jazeera, in all 32 analyses
    """
    needs(table, "outlet")
    data = specifications(table, one, other, measures=measures)
    main = data.iloc[0]
    clear = main["p"] <= LEVEL
    facts = {"parameters": {"one": one, "other": other, "measures": list(measures)}}
    facts |= {"comparisons": [("main specification", main["p"], clear)], "clear": clear}
    facts |= {"measure": measure_facts(measures[0], table), "left_out": data.attrs["left_out"]}
    size = TWO_COLUMNS, 2.2 + 0.16 * (data["measure"].nunique() + data["min_words"].nunique())
    return figure_files(_draw, data, size=size, about=table_about(table), **facts)


def _draw(figure, data):
    tests = data["test"].unique()
    axes = figure.subplots(2, len(tests), sharex="col", height_ratios=[3, 4], squeeze=False)
    choices = {name.replace("_", " "): ("measure", name) for name in data["measure"].unique()}
    lengths = sorted(data["min_words"].unique())
    choices |= {f"{n} words or more" if n else "any length": ("min_words", n) for n in lengths}
    for (above, below), test in zip(axes.T, tests, strict=True):
        rows = data[data["test"] == test]
        # Ratios as logs; pooled effects ÷ their margin of error, so that lists share an axis.
        ends, ratio = rows[["effect", "low", "high"]], rows["scale"] == "ratio"
        ends = ends.where(~ratio, np.log(ends.where(ratio, 1)))
        ends = ends.div(ends["high"] - ends["effect"], axis=0) if test == "pooled" else ends
        rows = rows.assign(**ends).sort_values("effect", kind="stable")
        rows["place"] = range(len(rows))
        for (main, holds), part in rows.groupby([rows.index == 0, "holds"]):
            looks = {"color": ORANGE if main else BLUE, "mfc": None if holds else "white"}
            error_bars(above, part, part["place"], "effect", ms=3.5, upright=True, **looks)
        above.axhline(0, color=GREY, lw=0.8)
        above.set(title=test, ylabel=_LABELS[test])
        for line, (column, value) in enumerate(choices.values()):
            marked = rows.loc[rows[column] == value, "place"]
            below.plot(marked, [line] * len(marked), "s", color=GREY, ms=3)
        below.set(xticks=[], ylim=(len(choices) - 0.5, -0.5), xlabel="analyses, by their effect")
        below.set_yticks(range(len(choices)), choices if test == tests[0] else [""] * len(choices))
        below.tick_params(axis="y", length=0)
        below.grid(axis="y", color="#eeeeee", lw=0.5)
