"""Parts of each outlet's words against each other: voices, and headlines against bodies."""

import pandas as pd
from matplotlib.ticker import PercentFormatter

from analysis._support.not_shown import NothingToShow
from analysis.statistics import contrast
from analysis.statistics.compare import corrected
from analysis.statistics.interval import MIN_ARTICLES
from analysis.tables import tabulate

from .drawing import (
    GREY,
    TWO_COLUMNS,
    VOICES,
    effects,
    error_bars,
    log_axis,
    outlet_labels,
    stacked_bars,
)
from .inputs import LEVEL, largest, measure_facts, table_about, tested, without_warning
from .saving import figure_files

_RATE = "loaded_any_per_1000"
_LABELS = {
    _RATE: "loaded terms,\nratio",
    "mean_compound": "sentiment (VADER compound),\ndifference",
    "flesch_kincaid_grade": "reading grade,\ndifference",
}
_SECTIONS = ("headline", "body")
_IN_VOICES = {"group_a": "voice", "n_a": "articles", "value_a": "rate"}
_IN_VOICES |= {"value_b": "unattributed", "effect": "ratio"}
_LABELLED = 0.05  # a smaller share has no room for its number


def voices(table):
    """Loaded terms per 1,000 words of each outlet and voice, and their ratio to unattributed words.

    Each article is its own pair, and each outlet's words are pooled
    (`analysis.statistics.contrast`). ``table`` has counts by article and voice, and a column
    ``outlet`` (else ValueError): `analysis.totals` or `analysis.reference_corpus`.

    >>> from analysis import reference_corpus
    >>> voices(reference_corpus("polnear")).data.columns.tolist()[:5]
    ['outlet', 'voice', 'articles', 'rate', 'unattributed']
    """
    table = largest(table)
    known = table.dropna(subset=["voice"])
    found = without_warning(contrast, known, [_RATE], "voice", "outlet")
    found = found[found["group_b"] == "unattributed"].rename(columns=_IN_VOICES)
    found = found[["outlet", *_IN_VOICES.values(), "low", "high", "p"]]
    found = found.assign(q=corrected(found["p"]))
    order = found.sort_values(["voice", "ratio", "outlet"], ascending=[False, True, True])
    data = order[["outlet"]].drop_duplicates().merge(found)
    clear = data[data["q"] <= LEVEL]
    return figure_files(
        _draw_voices,
        "voices",
        data,
        size=(TWO_COLUMNS, 0.95 + 0.36 * data["outlet"].nunique()),
        about=table_about(table),
        comparisons=tested(data, "outlet", "voice"),
        n_articles=(n := data.groupby("outlet")["articles"].max().sum()),
        n_left_out=table["article"].nunique() - n,
        more=clear[clear["ratio"] > 1]["voice"].value_counts(),
        fewer=clear[clear["ratio"] < 1]["voice"].value_counts(),
        measure=measure_facts(_RATE, table),
    )


def headlines(table):
    """Loaded terms, sentiment and reading grade of headlines against those of their bodies.

    As `voices`, for a table of counts by article and section.

    >>> from analysis import reference_corpus
    >>> headlines(reference_corpus("newsarticles")).data.columns.tolist()[:4]
    ['measure', 'outlet', 'articles', 'headline']
    """
    table = largest(table)
    pairs = table[table["section"].isin(_SECTIONS)]
    # In this order, so that effects are those of the headline.
    pairs = pairs.assign(section=pd.Categorical(pairs["section"].astype("str"), _SECTIONS))
    data, facts = _contrasted(pairs, list(_LABELS), "section", _SECTIONS, section=None)
    return figure_files(
        _draw_headlines,
        "headlines",
        data,
        size=(TWO_COLUMNS, 0.9 + 0.2 * len(facts["first"])),
        about=table_about(table),
        comparisons=tested(data, "outlet", "measure"),
        **facts,
    )


def _contrasted(table, measures, by, kinds, **options):
    """Contrasts of two kinds of words by measure and outlet, and what titles say of the first."""
    found = without_warning(contrast, table, measures, by, "outlet", **options)
    found = found.rename(columns={"n_a": "articles", "value_a": kinds[0], "value_b": kinds[1]})
    first = found[found["measure"] == measures[0]].sort_values(["effect", "outlet"])
    data = first[["outlet"]].merge(found)
    data = pd.concat([data[data["measure"] == name] for name in measures], ignore_index=True)
    data = data[["measure", "outlet", "articles", *kinds, "effect", "low", "high", "p", "q"]]
    first = data[data["measure"] == measures[0]]
    more, clear = first[first["effect"] > 1], first[first["q"] <= LEVEL]
    facts = {"first": first, "more": more, "n_more": int((clear["effect"] > 1).sum())}
    facts |= {"n_fewer": len(clear) - facts["n_more"]}
    return data, facts | {"measure": measure_facts(measures[0], table)}


def composition(table):
    """The share of each outlet's words by voice, from probabilities (`analysis.tabulate`).

    ``table`` is that of `voices`. Outlets with fewer than five articles are left out.

    >>> from analysis import reference_corpus
    >>> composition(reference_corpus("polnear")).record["figure"]
    'composition-polnear'
    """
    table = largest(table)
    body = table[table["section"] == "body"]
    rows = body.dropna(subset=["voice", "outlet"])
    rows = rows[rows.groupby("outlet")["article"].transform("nunique") >= MIN_ARTICLES]
    if not rows["words"].sum():
        raise NothingToShow(f"no outlet has {MIN_ARTICLES} articles whose voices are known")
    sums = tabulate(rows, ["outlet", "voice"])
    words = sums["expected_words" if "expected_words" in sums else "words"].unstack(fill_value=0)
    data = words.div(words.sum(axis=1), axis=0).stack().rename("share").reset_index()
    n = rows["article"].nunique()
    return figure_files(
        _draw_composition,
        "composition",
        data,
        size=(TWO_COLUMNS, 1.0 + 0.24 * data["outlet"].nunique()),
        about=table_about(table),
        quoted=list(data[data["voice"] == "quoted"].sort_values("share").itertuples()),
        n_articles=n,
        n_left_out=body["article"].nunique() - n,
    )


def _draw_voices(figure, data):
    (left, right), outlets = figure.subplots(1, 2, sharey=True), data.drop_duplicates("outlet")
    names, own = list(outlets["outlet"]), data.groupby("outlet")["unattributed"].first()
    (color, _), looks = VOICES["unattributed"], {"s": 22, "zorder": 2}
    left.scatter(own[names], range(len(names)), color=color, label="unattributed", **looks)
    right.axvline(1, color=GREY, lw=0.8)
    log_axis(right, [1, *data[["ratio", "low", "high"]].to_numpy().ravel()])
    for voice, marker, shift in (("attributed", "D", -0.15), ("quoted", "s", 0.15)):
        rows, color = data[data["voice"] == voice], VOICES[voice][0]
        places = rows["outlet"].map(names.index) + shift
        left.scatter(rows["rate"], places, marker=marker, color=color, label=voice, **looks)
        error_bars(right, rows, places, "ratio", marker, color, ms=3.5)
    outlet_labels(left, outlets)
    left.set(xlabel="loaded terms per 1,000 words", ylim=(-0.6, len(names) - 0.4))
    left.set_xlim(left=0)
    left.legend(loc="lower left", bbox_to_anchor=(0, 0.98), ncols=3, borderaxespad=0)
    right.tick_params(axis="y", length=0)
    right.set_xlabel("ratio to unattributed words")


def _draw_headlines(figure, data):
    axes, names = figure.subplots(1, len(_LABELS), sharey=True), list(data["outlet"].unique())
    for axis, (measure, label) in zip(axes, _LABELS.items(), strict=True):
        rows, none = data[data["measure"] == measure], 1 if measure == _RATE else 0
        places = rows["outlet"].map(names.index)
        effects(axis, rows, places, "effect", none, f"{label}, headline to body")
    axes[0].set_yticks(range(len(names)), names)
    axes[0].set_ylim(-0.5, len(names) - 0.5)


def _draw_composition(figure, data):
    axis, groups = figure.subplots(), data["voice"].unique()
    shares = data.pivot(index="outlet", columns="voice", values="share")[groups]
    shares = shares.sort_values(groups[0])
    stacked_bars(axis, range(len(shares)), shares, VOICES)
    looks = {"ha": "center", "va": "center"}
    looks["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    middles = shares.cumsum(axis=1) - shares / 2
    for name in groups:
        for place, (share, middle) in enumerate(zip(shares[name], middles[name], strict=True)):
            if share >= _LABELLED:
                axis.text(middle, place, f"{share:.0%}", **looks)
    axis.set_yticks(range(len(shares)), shares.index)
    axis.set(xlabel="share of words", xlim=(0, 1), ylim=(-0.6, len(shares) - 0.4))
    axis.xaxis.set_major_formatter(PercentFormatter(1))
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0)
