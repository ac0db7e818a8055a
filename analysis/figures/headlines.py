"""Headlines against the articles below them, outlet by outlet."""

import warnings

import pandas as pd

from analysis.statistics.contrast import contrast

from .comparisons import LEVEL
from .drawing import GREY, TWO_COLUMNS, error_bars, log_axis
from .inputs import MIN_WORDS, measure_facts, needs, table_about
from .saving import figure_files

MEASURES = ("loaded_any_per_1000", "mean_compound", "flesch_kincaid_grade")


def headlines(table):
    """Loaded terms, sentiment and reading grade of headlines against those of their bodies.

    Each article is its own pair, and each outlet's headlines and bodies are pooled
    (`analysis.statistics.contrast`). ``table`` has counts by article and section, and a column
    ``outlet`` (else ValueError): `analysis.totals` or `analysis.reference_corpus`.

    >>> from analysis import reference_corpus
    >>> headlines(reference_corpus("newsarticles")).data.columns.tolist()[:4]
    ['measure', 'outlet', 'articles', 'headline']
    """
    needs(table, "outlet")
    about, facts = table_about(table), measure_facts(MEASURES[0], table)
    pairs = table[table["section"].isin(["headline", "body"])]
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        found = contrast(pairs, MEASURES, "section", "outlet", section=None, min_words=MIN_WORDS)
    data = _data(found)
    first = data[data["measure"] == MEASURES[0]]
    clear = first["q"] <= LEVEL
    return figure_files(
        _draw,
        "headlines",
        data,
        size=(TWO_COLUMNS, 0.9 + 0.2 * len(first)),
        about=about,
        comparisons=(len(data), (data["q"] <= LEVEL).sum()),
        measure=facts,
        first=first,
        more=first[first["effect"] > 1],
        n_more=int((clear & (first["effect"] > 1)).sum()),
        n_fewer=int((clear & (first["effect"] < 1)).sum()),
        level=LEVEL,
    )


def _data(found):
    """The numbers drawn: headline against body, outlets by their effect on loaded terms."""
    body_first = found["group_a"] == "body"
    ratio = found["scale"] == "ratio"
    out = found[["measure", "outlet"]].assign(articles=found["n_a"])
    out["headline"] = found["value_a"].mask(body_first, found["value_b"])
    out["body"] = found["value_b"].mask(body_first, found["value_a"])
    for name, other in (("effect", "effect"), ("low", "high"), ("high", "low")):
        turned = (1 / found[other]).where(ratio, -found[other])
        out[name] = found[name].mask(body_first, turned)
    out["q"] = found["q"]
    order = out[out["measure"] == MEASURES[0]].sort_values(["effect", "outlet"])["outlet"]
    places = pd.Series(range(len(order)), order)
    out = out.assign(place=out["outlet"].map(places), kind=out["measure"].map(MEASURES.index))
    out = out.dropna(subset=["place"]).sort_values(["kind", "place"], ignore_index=True)
    return out.drop(columns=["place", "kind"])


def _draw(figure, data):
    axes = figure.subplots(1, len(MEASURES), sharey=True)
    labels = ("loaded terms,\nratio", "sentiment (VADER compound),\ndifference")
    labels += ("reading grade,\ndifference",)
    names = data[data["measure"] == MEASURES[0]]["outlet"].tolist()
    for axis, measure, label in zip(axes, MEASURES, labels, strict=True):
        rows = data[data["measure"] == measure]
        none = 1 if measure == MEASURES[0] else 0
        if none:
            log_axis(axis, [*rows[["effect", "low", "high"]].to_numpy().ravel(), 1])
        axis.axvline(none, color=GREY, lw=0.8)
        error_bars(axis, rows, rows["outlet"].map(names.index), "effect", ms=3.5)
        axis.tick_params(axis="y", length=0)
        axis.set(xlabel=f"{label}, headline to body", ylim=(-0.5, len(names) - 0.5))
    axes[0].set_yticks(range(len(names)), names)
