"""Outlets compared by one measure of their articles."""

from itertools import product

import numpy as np
import pandas as pd

from analysis._support import few
from analysis.statistics import compare, contrast, corrected, summarise
from analysis.tables import article_values, long_enough

from .drawing import GREY, TWO_COLUMNS, effects, error_bars, outlet_labels
from .inputs import LEVEL, MIN_WORDS, largest, measure_facts, of_voice, quietly, table_about, tested
from .saving import figure_files

_ENDS = ["effect", "effect_low", "effect_high"]
_NAMED = 3  # at most, at each end of the title
# How outlets are tested, their value, the effect, no effect, and the smallest that is not called
# negligible: a tenth, or |δ| of Romano and others (2006).
_POOLED = contrast, "pooled", ["effect", "low", "high"], 1, np.log(1.1)
_MEDIANS = compare, "median", ["cliffs_delta", "delta_low", "delta_high"], 0, 0.147


def outlets(table, measure, voice=None):
    """A measure by outlet, and how each outlet differs from the middle outlet.

    Rates of terms are pooled, matches ÷ words, and their effect is a ratio
    (`analysis.statistics.contrast`); for other measures, the median article is drawn and the effect
    is Cliff's δ (`analysis.compare`). Articles with fewer than 100 words are left out.

    ``table`` (`analysis.totals` or `analysis.reference_corpus`) has counts by article and a column
    ``outlet``. ``voice`` limits a rate of terms to the words of one voice, or to "unquoted" words,
    which are attributed or unattributed. ValueError without that column, measure or voice, or if no
    two outlets have five articles.

    >>> from analysis import reference_corpus
    >>> outlets(reference_corpus("newsarticles"), "loaded_any_per_1000").record["title"]
    'Loaded terms: fewest in China Daily'
    """
    table, within = largest(table), ["voice"] if voice else []
    about, wording = table_about(table), measure_facts(measure, table)
    pooled = wording["pooled"]
    test, value, names, none, least = _POOLED if pooled else _MEDIANS
    if voice:
        if not pooled:
            raise ValueError(f"{measure} cannot be drawn by voice, only rates of terms")
        table = of_voice(table, voice)
        wording |= {name: f"{wording[name]} in {voice} words" for name in ("subject", "capital")}
        wording["label"] = wording["label"].replace("words)", f"{voice} words)")
        wording["slug"] += f"-{voice}"
    pairs = _of(quietly(test, table, measure, "outlet", *[within] * pooled), voice)
    pairs[[*_ENDS, "q"]] = pairs[names].assign(q=corrected(pairs["p"]))
    large = {*pairs["group_a"], *pairs["group_b"]}
    long = long_enough(table[table["outlet"].isin(large)], MIN_WORDS)
    names = {value: "value", f"{value}_low": "low", f"{value}_high": "high"}
    data = summarise(long, measure, [*within, "outlet"]).reset_index(within).rename(columns=names)
    data = _of(data, voice)[[*within, *names.values()]]
    used = pd.concat([pairs.set_index(f"group_{x}")[f"n_{x}"] for x in "ab"]).rename("articles")
    data = used[~used.index.duplicated()].to_frame().join(data).rename_axis("outlet")
    data = data.sort_values(["value", "outlet"])
    # All effects are those on the middle outlet: where it comes first, the pair is turned round.
    middle = data.index[(len(data) - 1) // 2]
    below = pairs[pairs["group_a"] == middle].set_index("group_b")
    ends = below[["effect", "effect_high", "effect_low"]]
    below[_ENDS] = 1 / ends if pooled else -ends
    both = pd.concat([below, pairs[pairs["group_b"] == middle].set_index("group_a")])
    data = data.join(both[[*_ENDS, "p", "q"]])
    data.loc[middle, "effect"] = none
    distance = np.log(data["effect"]) if pooled else data["effect"]
    clear, order = pairs[pairs["q"] <= LEVEL], data.index.tolist()
    sizes = np.log(clear["effect"]) if pooled else clear["effect"]
    ends = zip(clear["group_a"], clear["group_b"], sizes, strict=True)
    apart = {(a, b) if size > 0 else (b, a) for a, b, size in ends}  # the higher one first
    values = _of(article_values(long, measure, within)[0], voice).set_index("article")[["value"]]
    lengths = values.join(long[long["section"] == "body"].groupby("article")["words"].sum())
    facts = {"measure": wording, "middle": middle, "differ": bool((sizes.abs() > least).any())}
    facts |= {"small": few(sorted({*table["outlet"].dropna()} - large))}
    facts |= {"highest": _at_the_end(order[::-1], distance > least, apart)}
    facts |= {"lowest": _at_the_end(order, -distance > least, {pair[::-1] for pair in apart})}
    facts |= {"negligible": data.index[distance.abs() <= least].drop(middle).tolist()}
    facts |= {"length": lengths.corr("spearman").iloc[0, 1], "voice": voice or ""}
    facts |= {"parameters": {"measure": measure} | ({"voice": voice} if voice else {})}
    facts |= {"about": about, "apart": sorted(apart), **tested(pairs, "group_a", "group_b")}
    size, label = (TWO_COLUMNS, 0.9 + 0.2 * len(data)), wording["label"]
    facts |= {"figure": f"outlets-{wording['slug']}-{about['name']}", "size": size}
    return figure_files(lambda *of: _draw(*of, label, pooled, middle), data.reset_index(), **facts)


def _of(table, voice):
    return table[table["voice"] == voice] if voice else table


def _at_the_end(names, distant, apart):
    """The fewest outlets at an end, distant from the middle, each apart from all others."""
    for n in range(1, min(_NAMED + 1, len(names))):
        if distant[names[:n]].all() and {*product(names[:n], names[n:])} <= apart:
            return names[:n]
    return []


def _draw(figure, data, label, pooled, middle):
    left, right = figure.subplots(1, 2, sharey=True)
    error_bars(left, data, data.index, "value", ms=3.5)
    outlet_labels(left, data)
    left.set_ylim(-0.5, len(data) - 0.5)
    left.set_xlabel(f"{label}, {'pooled' if pooled else 'median article'}")
    none, of = (1, "ratio to") if pooled else (0, "Cliff's δ against")
    effects(right, data, data.index, "effect", none, f"{of} {middle}")
    right.plot(none, data.index[data["outlet"] == middle], "|", color=GREY, ms=9, mew=1.5)
