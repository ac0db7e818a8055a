"""Loaded terms in quoted and attributed words compared with unattributed words, by outlet."""

from analysis._support import NothingToShow
from analysis.statistics import contrast, corrected

from .drawing import GREY, TWO_COLUMNS, VOICE_LOOKS, error_bars, log_axis, outlet_labels
from .inputs import LOADED, largest, measure_facts, quietly, table_about, tested
from .saving import figure_files

_NAMES = {"group_a": "voice", "n_a": "articles", "value_a": "rate"}
_NAMES |= {"value_b": "unattributed", "effect": "ratio"}


def voices(table):
    """Loaded terms per 1,000 words by outlet and voice, and their ratio to unattributed words.

    Voices are paired by article, and each outlet's words are pooled
    (`analysis.statistics.contrast`). ``table`` has counts by article and voice, and a column
    ``outlet`` (else ValueError): `analysis.totals` or `analysis.reference_corpus`.

    >>> from analysis import reference_corpus
    >>> voices(reference_corpus("polnear")).data.columns.tolist()[:5]
    ['outlet', 'voice', 'articles', 'rate', 'unattributed']
    """
    n_all, table = table["article"].nunique(), largest(table)
    found = quietly(contrast, table.dropna(subset=["voice"]), LOADED, "voice", "outlet")
    found = found[found["group_b"] == "unattributed"].rename(columns=_NAMES)
    if found.empty:
        raise NothingToShow("the table has only unattributed words; count with attribution=True")
    found = found[["outlet", *_NAMES.values(), "low", "high", "p"]].assign(q=corrected(found["p"]))
    order = found.sort_values(["voice", "ratio", "outlet"], ascending=[False, True, True])
    data = order[["outlet"]].drop_duplicates().merge(found)
    sizes = data.groupby("outlet")["articles"].max()
    facts = {"n_articles": sizes.sum(), "n_left_out": n_all - sizes.sum()}
    facts |= {"measure": measure_facts(LOADED, table), **tested(data, "outlet", "voice")}
    facts |= {"about": table_about(table), "size": (TWO_COLUMNS, 0.95 + 0.36 * len(sizes))}
    return figure_files(lambda *of: _draw(*of, facts["measure"]["subject"]), data, **facts)


def _draw(figure, data, label):
    left, right = figure.subplots(1, 2, sharey=True)
    outlets = data.groupby("outlet", sort=False)["articles"].max().reset_index()
    names, looks = list(outlets["outlet"]), {"s": 22, "zorder": 3, "clip_on": False}
    own = {"color": VOICE_LOOKS["unattributed"][0]} | looks
    left.scatter([], [], label="unattributed", **own)
    right.axvline(1, color=GREY, lw=0.8)
    log_axis(right, [1, *data.dropna(subset=["low"])[["ratio", "low", "high"]].to_numpy().ravel()])
    for voice, marker, shift in (("attributed", "D", -0.15), ("quoted", "s", 0.15)):
        rows, color = data[data["voice"] == voice], VOICE_LOOKS[voice][0]
        at = data["outlet"].map(names.index)[rows.index] + shift
        left.scatter(rows["unattributed"], at, **own)  # of the same articles
        left.scatter(rows["rate"], at, marker=marker, color=color, label=voice, **looks)
        drawn = rows.dropna(subset=["low"])
        error_bars(right, drawn, at[drawn.index], "ratio", marker, color, ms=3.5)
    outlet_labels(left, outlets)
    left.set(xlabel=f"{label} per 1,000 words", ylim=(-0.6, len(names) - 0.4), xlim=(0, None))
    left.legend(loc="lower left", bbox_to_anchor=(0, 0.98), ncols=3, borderaxespad=0)
    right.tick_params(axis="y", length=0)
    right.set_xlabel("ratio to unattributed words (log scale)")
