"""Loaded terms in quoted against unquoted words, by outlet."""

from analysis.statistics.compare import contrast

from .drawing import QUOTED, TWO_COLUMNS, UNQUOTED, effects, outlet_labels
from .inputs import LEVEL, largest, measure_facts, table_about, tested, without_warning
from .saving import figure_files

_RATE = "loaded_any_per_1000"


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
    found = without_warning(contrast, known, _RATE, "voice", "outlet")
    names = {"n_a": "articles", "value_a": "quoted", "value_b": "unquoted", "effect": "ratio"}
    data = found.rename(columns=names).sort_values(["ratio", "outlet"], ignore_index=True)
    data = data[["outlet", *names.values(), "low", "high", "p", "q"]]
    clear, more = data["q"] <= LEVEL, data["ratio"] > 1
    return figure_files(
        _draw,
        "voices",
        data,
        size=(TWO_COLUMNS, 0.95 + 0.24 * len(data)),
        about=table_about(table),
        comparisons=tested(data, "outlet"),
        measure=measure_facts(_RATE, table),
        n_left_out=table["article"].nunique() - data["articles"].sum(),
        more=int(more.sum()),
        clearly_more=int((more & clear).sum()),
        clearly_fewer=int((~more & clear).sum()),
    )


def _draw(figure, data):
    (left, right), places = figure.subplots(1, 2, sharey=True), range(len(data))
    left.hlines(places, data["quoted"], data["unquoted"], color="#cccccc", lw=2, zorder=1)
    for voice, marker, (color, _) in (("unquoted", "o", UNQUOTED), ("quoted", "s", QUOTED)):
        left.scatter(data[voice], places, marker=marker, color=color, s=22, label=voice, zorder=2)
    outlet_labels(left, data)
    left.set(xlabel="loaded terms per 1,000 words", ylim=(-0.6, len(data) - 0.4))
    left.set_xlim(left=0)
    left.legend(loc="lower left", bbox_to_anchor=(0, 0.98), ncols=2, borderaxespad=0)
    effects(right, data, places, "ratio", 1, "ratio, quoted to unquoted")
