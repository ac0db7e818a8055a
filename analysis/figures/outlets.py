"""Outlets compared by one measure of their articles."""

import warnings
from functools import partial

import pandas as pd

from analysis.coding.validity import error_by_kind
from analysis.statistics.compare import compare
from analysis.statistics.contrast import contrast
from analysis.statistics.summarise import summarise
from analysis.tables.per_article import article_values, long_enough

from .comparisons import LEVEL
from .drawing import GREY, TWO_COLUMNS, error_bars, log_axis
from .inputs import MIN_WORDS, measure_facts, table_about
from .saving import figure_files

_NAMED = 2  # at most, at each end of the title
# Effects nearer to no difference are called negligible: a tenth, or Romano and others' (2006) |δ|.
_NEGLIGIBLE = {"ratio": 1.1, "delta": 0.147}


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
    # The caption lists the outlets left out; where no pair is left, the reason takes its place.
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        pairs = test(table, measure, "outlet", min_words=MIN_WORDS)
    large = {*pairs["group_a"], *pairs["group_b"]}
    long = long_enough(table[table["outlet"].isin(large)], MIN_WORDS)
    data = _data(summarise(long, measure, "outlet"), pairs, scale)
    clear = data[(data["q"] <= LEVEL) & (data["size"] > _NEGLIGIBLE[scale])]
    above, below = (clear[clear["side"] == side]["outlet"] for side in (1, -1))
    about["record"]["measure"] = measure
    return figure_files(
        partial(_draw, facts=facts, scale=scale),
        "outlets",
        data.drop(columns=["side", "size"]),
        size=(TWO_COLUMNS, 0.9 + 0.2 * len(data)),
        about=about,
        comparisons=(len(data) - 1, (data["q"] <= LEVEL).sum()),
        figure=f"outlets-{facts['slug']}-{about['name']}",
        measure=facts,
        scale=scale,
        middle=data["outlet"][_middle(data)],
        highest=above[::-1].tolist()[:_NAMED],
        lowest=below.tolist()[:_NAMED],
        small=sorted({*table["outlet"].dropna()} - large),
        length=_influence_of_length(long, measure),
        errors=error_by_kind() if facts["counts_terms"] else "",
        level=LEVEL,
    )


def _influence_of_length(table, measure):
    """Rank correlation of articles' values and their words; nan where one does not vary."""
    values = article_values(table, measure)[0].set_index("article")["value"]
    words = table[table["section"] == "body"].groupby("article")["words"].sum()
    both = pd.concat([values, words], axis=1).dropna()
    return both.corr("spearman").iloc[0, 1] if (both.nunique() > 1).all() else float("nan")


def _middle(data):
    return (len(data) - 1) // 2


def _data(rows, pairs, scale):
    """The numbers drawn, outlets from the lowest value to the highest."""
    value = "pooled" if scale == "ratio" else "median"
    names = {value: "value", f"{value}_low": "low", f"{value}_high": "high"}
    rows = rows.reset_index().rename(columns=names).sort_values(["value", "outlet"])
    rows = rows[["outlet", "articles", *names.values()]].reset_index(drop=True)
    middle = rows["outlet"][_middle(rows)]
    effects = [_against(middle, outlet, pairs, scale) for outlet in rows["outlet"]]
    names = ["effect", "effect_low", "effect_high", "q", "side", "size"]
    return rows.join(pd.DataFrame(effects, columns=names))


def _against(middle, outlet, pairs, scale):
    """The effect of an outlet against the middle one, its interval, q, side and size."""
    if outlet == middle:
        return (1 if scale == "ratio" else 0), *[float("nan")] * 3, 0, 0
    names = ["effect", "low", "high"] if scale == "ratio" else ["cliffs_delta", "delta_low"]
    names = names if scale == "ratio" else [*names, "delta_high"]
    pair = pairs[pairs[["group_a", "group_b"]].isin([middle, outlet]).all(axis=1)].iloc[0]
    effect, low, high = pair[names]
    if pair["group_a"] == middle:
        turn = (lambda x: 1 / x) if scale == "ratio" else (lambda x: -x)
        effect, low, high = turn(effect), turn(high), turn(low)
    above = effect > (1 if scale == "ratio" else 0)
    size = max(effect, 1 / effect) if scale == "ratio" and effect else abs(effect)
    return effect, low, high, pair["q"], 1 if above else -1, size


def _draw(figure, data, facts, scale):
    left, right = figure.subplots(1, 2, sharey=True)
    error_bars(left, data, data.index, "value", ms=3.5)
    labels = [f"{row.outlet} (n = {row.articles:,})" for row in data.itertuples()]
    left.set_yticks(range(len(labels)), labels)
    pooled = "pooled" if scale == "ratio" else "median article"
    left.set(xlabel=f"{facts['label']}, {pooled}", ylim=(-0.5, len(labels) - 0.5))
    if scale == "ratio":
        log_axis(right, data[["effect", "effect_low", "effect_high"]])
    right.tick_params(axis="y", length=0)
    right.axvline(1 if scale == "ratio" else 0, color=GREY, lw=0.8)
    error_bars(right, data, data.index, "effect", ms=3.5)
    middle = data["outlet"][_middle(data)]
    right.set_xlabel(f"ratio to {middle}" if scale == "ratio" else f"Cliff's δ against {middle}")
