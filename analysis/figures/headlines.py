"""Headlines compared with the bodies of their articles, outlet by outlet."""

import pandas as pd

from analysis.statistics import contrast

from .drawing import TWO_COLUMNS, effects
from .inputs import LOADED, largest, measure_facts, quietly, table_about, tested
from .saving import figure_files

_LABELS = {LOADED: "{},\nratio", "mean_compound": "sentiment (VADER compound),\ndifference"}
_LABELS |= {"flesch_kincaid_grade": "reading grade,\ndifference"}
_SECTIONS = ("headline", "body")


def headlines(table):
    """Compare headlines with bodies: rate of loaded terms, sentiment and reading grade.

    The arguments are those of `voices`; the table has counts by article and section.

    >>> from analysis import reference_corpus
    >>> headlines(reference_corpus("newsarticles")).data.columns.tolist()[:4]
    ['measure', 'outlet', 'articles', 'headline']
    """
    table = largest(table)
    pairs = table[table["section"].isin(_SECTIONS)]
    # In this order, so that effects are those of the headline.
    pairs = pairs.assign(section=pd.Categorical(pairs["section"].astype("str"), _SECTIONS))
    found = quietly(contrast, pairs, _LABELS, "section", "outlet", section=None)
    names = {"n_a": "articles", "value_a": "headline", "value_b": "body"}
    order = found[found["measure"] == LOADED].sort_values(["effect", "outlet"])[["outlet"]]
    data = order.merge(found.rename(columns=names))
    data = data[["measure", "outlet", *names.values(), "effect", "low", "high", "p", "q"]]
    data = pd.concat([data[data["measure"] == name] for name in _LABELS], ignore_index=True)
    facts = tested(data, "outlet", "measure") | {"measure": measure_facts(LOADED, table)}
    facts |= {"about": table_about(table), "size": (TWO_COLUMNS, 0.9 + 0.2 * len(order))}
    return figure_files(lambda *of: _draw(*of, facts["measure"]["subject"]), data, **facts)


def _draw(figure, data, subject):
    axes, names = figure.subplots(1, len(_LABELS), sharey=True), list(data["outlet"].unique())
    for axis, (measure, label) in zip(axes, _LABELS.items(), strict=True):
        rows, none = data[data["measure"] == measure], 1 if measure == LOADED else 0
        places = rows["outlet"].map(names.index)
        effects(axis, rows, places, "effect", none, f"{label.format(subject)}, headline to body")
    axes[0].set_yticks(range(len(names)), names)
    axes[0].set_ylim(-0.5, len(names) - 0.5)
