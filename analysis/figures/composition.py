"""How each outlet's words divide between voices."""

import pandas as pd
from matplotlib.ticker import PercentFormatter

from analysis._support import NothingToShow
from analysis.statistics import MIN_ARTICLES
from analysis.tables import expected

from .drawing import TWO_COLUMNS, VOICE_LOOKS, stacked_bars
from .inputs import largest, table_about
from .saving import figure_files

_LABELLED = 0.05  # a smaller share has no room for its number


def composition(table):
    """Shares of quoted, attributed and unattributed words by outlet, computed from probabilities.

    ``table`` is as for `voices`; outlets with fewer than five articles are left out.

    >>> from analysis import reference_corpus
    >>> composition(reference_corpus("polnear")).record["figure"]
    'composition-polnear'
    """
    whole, table = table[table["section"] == "body"], largest(table)
    known = whole.dropna(subset=["voice"])
    named = known.dropna(subset=["outlet"])
    large = named[named["outlet"].isin(table["outlet"])]
    rows = large[large.groupby("outlet")["article"].transform("nunique") >= MIN_ARTICLES]
    n_articles = [of["article"].nunique() for of in (whole, known, named, large, rows)]
    if not rows["words"].sum():
        raise NothingToShow(f"no outlet has {MIN_ARTICLES} articles whose voices are known")
    rows = expected(rows, ["voice"])
    name = "expected_words" if "expected_words" in rows else "words"
    words = rows.groupby(["outlet", "voice"], observed=True)[name].sum().unstack(fill_value=0)
    names = [voice for voice in VOICE_LOOKS if voice in words or voice == "quoted"]
    words = words.reindex(columns=pd.Index(names, name="voice"), fill_value=0)
    data = words.div(words.sum(axis=1), axis=0).stack().rename("share").reset_index()
    size, about = (TWO_COLUMNS, 1.0 + 0.24 * len(words)), table_about(table)
    return figure_files(_draw, data, size=size, about=about, n_articles=n_articles)


def _draw(figure, data):
    axis, groups = figure.subplots(), data["voice"].unique()
    shares = data.pivot(index="outlet", columns="voice", values="share")[groups]
    shares = shares.sort_values(groups[0])
    stacked_bars(axis, range(len(shares)), shares, VOICE_LOOKS)
    looks = {"ha": "center", "va": "center", "bbox": {"fc": "white", "ec": "none", "pad": 1}}
    for bar in axis.patches:
        if bar.get_width() >= _LABELLED:
            axis.text(*bar.get_center(), f"{bar.get_width():.0%}", **looks)
    axis.set_yticks(range(len(shares)), shares.index)
    axis.set(xlabel="share of words", xlim=(0, 1), ylim=(-0.6, len(shares) - 0.4))
    axis.xaxis.set_major_formatter(PercentFormatter(1))
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0)
