"""How each outlet's words divide between voices."""

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.statistics.interval import MIN_ARTICLES

from .drawing import MIXED, QUOTED, TWO_COLUMNS, UNQUOTED, stacked_bars
from .inputs import needs, table_about
from .saving import figure_files

_LOOKS = {"quoted": QUOTED, "paraphrased": MIXED, "unattributed": UNQUOTED, "unquoted": UNQUOTED}

_LABELLED = 0.05  # a smaller share has no room for its number


def composition(table):
    """The share of each outlet's words that are quoted, and of the others.

    ``table`` has counts by article and voice, and a column ``outlet`` (else ValueError). With a
    column ``attributed`` (whether annotators attribute words to a source), unquoted words are split
    into paraphrased and unattributed ones. Outlets with fewer than five articles are left out.

    >>> from analysis import reference_corpus
    >>> composition(reference_corpus("polnear")).record["figure"]
    'composition-polnear'
    """
    needs(table, "outlet")
    body = table[table["section"] == "body"]
    rows = body[body["voice"].notna() & body["outlet"].notna()]
    n_articles = rows.groupby("outlet")["article"].nunique()
    rows = rows[~rows["outlet"].isin(n_articles[n_articles < MIN_ARTICLES].index)]
    if not rows["words"].sum():
        raise NothingToShow(f"no outlet has {MIN_ARTICLES} articles whose voices are known")
    data, about = _shares(rows), table_about(table)
    n = rows["article"].nunique()
    quoted = data[data["group"] == "quoted"].sort_values("share")
    return figure_files(
        _draw,
        "composition",
        data,
        size=(TWO_COLUMNS, 1.0 + 0.24 * data["outlet"].nunique()),
        about=about,
        quoted=list(quoted.itertuples()),
        others=data[data["group"] == "paraphrased"],
        n_articles=n,
        n_left_out=body["article"].nunique() - n,
        annotated="attributed" in table,
    )


def _shares(table):
    """Share of an outlet's words by group."""
    group = table["voice"].astype("str")
    if "attributed" in table:
        group = group.replace("unquoted", "paraphrased").where(table["attributed"], "unattributed")
    words = table.assign(group=group).groupby(["outlet", "group"])["words"].sum()
    shares = (words / words.groupby("outlet").transform("sum")).rename("share")
    shares = shares.unstack(fill_value=0).stack().rename("share").reset_index()
    order = [name for name in _LOOKS if name in {*shares["group"]}]
    shares["group"] = pd.Categorical(shares["group"], order)
    return shares.sort_values(["outlet", "group"], ignore_index=True).astype({"group": "str"})


def _draw(figure, data):
    axis = figure.subplots()
    groups = data["group"].unique()
    shares = data.pivot(index="outlet", columns="group", values="share")[groups]
    shares = shares.sort_values(groups[0])
    stacked_bars(axis, range(len(shares)), shares, _LOOKS)
    looks = {"ha": "center", "va": "center"}
    looks["bbox"] = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    middles = shares.cumsum(axis=1) - shares / 2
    for name in groups:
        for place, (share, middle) in enumerate(zip(shares[name], middles[name], strict=True)):
            if share >= _LABELLED:
                axis.text(middle, place, f"{share:.0%}", **looks)
    axis.set_yticks(range(len(shares)), shares.index)
    axis.set(xlabel="share of words", xlim=(0, 1), ylim=(-0.6, len(shares) - 0.4))
    axis.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, borderaxespad=0)
