"""Parts of each outlet's words against each other: voices, and headlines against bodies."""

import pandas as pd
from matplotlib.ticker import PercentFormatter

from analysis._support.not_shown import NothingToShow
from analysis.statistics import contrast
from analysis.statistics.interval import MIN_ARTICLES

from .drawing import MIXED, QUOTED, TWO_COLUMNS, UNQUOTED, effects, outlet_labels, stacked_bars
from .inputs import LEVEL, largest, measure_facts, table_about, tested, without_warning
from .saving import figure_files

_RATE = "loaded_any_per_1000"
_LABELS = {
    _RATE: "loaded terms,\nratio",
    "mean_compound": "sentiment (VADER compound),\ndifference",
    "flesch_kincaid_grade": "reading grade,\ndifference",
}
_SECTIONS = ("headline", "body")
_VOICES = {"quoted": QUOTED, "paraphrased": MIXED, "unattributed": UNQUOTED, "unquoted": UNQUOTED}
_LABELLED = 0.05  # a smaller share has no room for its number


def voices(table):
    """Loaded terms per 1,000 quoted and unquoted words of each outlet, and the ratio of the two.

    Each article is its own pair, and each outlet's words are pooled
    (`analysis.statistics.contrast`). ``table`` has counts by article and voice, and a column
    ``outlet`` (else ValueError): `analysis.totals` or `analysis.reference_corpus`.

    >>> from analysis import reference_corpus
    >>> voices(reference_corpus("polnear")).data.columns.tolist()[:4]
    ['outlet', 'articles', 'quoted', 'unquoted']
    """
    table = largest(table)
    known = table.dropna(subset=["voice"])
    data, facts = _contrasted(known, [_RATE], "voice", ("quoted", "unquoted"))
    return figure_files(
        _draw_voices,
        "voices",
        data.drop(columns="measure").rename(columns={"effect": "ratio"}),
        size=(TWO_COLUMNS, 0.95 + 0.24 * len(data)),
        about=table_about(table),
        comparisons=tested(data, "outlet"),
        n_left_out=table["article"].nunique() - data["articles"].sum(),
        **facts,
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
    """The share of each outlet's words that are quoted, and of the others.

    ``table`` is that of `voices`. With a column ``attributed`` (whether annotators attribute words
    to a source), unquoted words are split into paraphrased and unattributed ones. Outlets with
    fewer than five articles are left out.

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
    group, n = rows["voice"].astype("str"), rows["article"].nunique()
    if "attributed" in table:
        group = group.replace("unquoted", "paraphrased").where(rows["attributed"], "unattributed")
    words = rows.assign(group=group).pivot_table("words", "outlet", "group", "sum", fill_value=0)
    words = words[[name for name in _VOICES if name in words]]
    data = words.div(words.sum(axis=1), axis=0).stack().rename("share").reset_index()
    return figure_files(
        _draw_composition,
        "composition",
        data,
        size=(TWO_COLUMNS, 1.0 + 0.24 * data["outlet"].nunique()),
        about=table_about(table),
        quoted=list(data[data["group"] == "quoted"].sort_values("share").itertuples()),
        n_articles=n,
        n_left_out=body["article"].nunique() - n,
        annotated="attributed" in table,
    )


def _draw_voices(figure, data):
    (left, right), places = figure.subplots(1, 2, sharey=True), range(len(data))
    left.hlines(places, data["quoted"], data["unquoted"], color="#cccccc", lw=2, zorder=1)
    for voice, marker in (("unquoted", "o"), ("quoted", "s")):
        looks = {"marker": marker, "color": _VOICES[voice][0], "label": voice}
        left.scatter(data[voice], places, s=22, zorder=2, **looks)
    outlet_labels(left, data)
    left.set(xlabel="loaded terms per 1,000 words", ylim=(-0.6, len(data) - 0.4))
    left.set_xlim(left=0)
    left.legend(loc="lower left", bbox_to_anchor=(0, 0.98), ncols=2, borderaxespad=0)
    effects(right, data, places, "ratio", 1, "ratio, quoted to unquoted")


def _draw_headlines(figure, data):
    axes, names = figure.subplots(1, len(_LABELS), sharey=True), list(data["outlet"].unique())
    for axis, (measure, label) in zip(axes, _LABELS.items(), strict=True):
        rows, none = data[data["measure"] == measure], 1 if measure == _RATE else 0
        places = rows["outlet"].map(names.index)
        effects(axis, rows, places, "effect", none, f"{label}, headline to body")
    axes[0].set_yticks(range(len(names)), names)
    axes[0].set_ylim(-0.5, len(names) - 0.5)


def _draw_composition(figure, data):
    axis, groups = figure.subplots(), data["group"].unique()
    shares = data.pivot(index="outlet", columns="group", values="share")[groups]
    shares = shares.sort_values(groups[0])
    stacked_bars(axis, range(len(shares)), shares, _VOICES)
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
