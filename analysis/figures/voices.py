"""Quoted against unquoted words by outlet, with the share that paraphrases a source."""

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.statistics.interval import MIN_ARTICLES
from analysis.statistics.summarise import summarise

from .comparisons import more_and_fewer
from .drawing import MIXED, QUOTED, TWO_COLUMNS, UNQUOTED, error_bars, stacked_bars
from .inputs import measure_facts, needs, table_about
from .saving import figure_files

_RATE = "loaded_any_per_1000"
_SHARES = {"quoted": QUOTED, "paraphrased": MIXED, "unattributed": UNQUOTED, "unquoted": UNQUOTED}


def voices(table):
    """Loaded terms in quoted and unquoted words by outlet, and how many words each has.

    ``table`` has counts by article and voice and a column ``outlet`` (else ValueError):
    `analysis.totals` or `analysis.reference_corpus`. With a column ``attributed`` (whether
    annotators attribute words to a source), unquoted words are split into paraphrased and
    unattributed ones.

    >>> from analysis import reference_corpus
    >>> voices(reference_corpus("polnear"))
    Figure voices-polnear: Loaded terms in quoted words: clearly more in 3 of 7 outlets
    """
    needs(table, "outlet")
    body = table[table["section"] == "body"]
    rows = body[body["voice"].notna() & body["outlet"].notna()]
    n_articles = rows.groupby("outlet")["article"].nunique()
    rows = rows[~rows["outlet"].isin(n_articles[n_articles < MIN_ARTICLES].index)]
    sizes = rows.groupby("voice", observed=True)["words"].sum()
    for voice in ("quoted", "unquoted"):
        if not sizes.get(voice, 0):
            few = f"an outlet with {MIN_ARTICLES} articles or more"
            raise NothingToShow(f"no {voice} words of {few}.")
    rates = summarise(rows, _RATE, ["outlet", "voice"]).reset_index()
    shares, ends = _shares(rows), ("pooled_low", "pooled_high")
    _, above, below = more_and_fewer(rates, "voice", "quoted", "unquoted", ends)
    n, of = rows["article"].nunique(), rows["outlet"].nunique()
    return figure_files(
        _draw,
        "voices",
        pd.concat([rates, shares], ignore_index=True),
        size=(TWO_COLUMNS, 1.4 + 0.3 * of),
        about=table_about(table),
        comparisons=(of, above + below),
        measure=measure_facts(_RATE, table),
        rates=rates,
        shares=shares,
        n_articles=n,
        n_left_out=body["article"].nunique() - n,
        above=above,
        below=below,
        annotated="attributed" in table,
    )


def _shares(table):
    """Share of an outlet's words by group."""
    group = table["voice"].astype("str")
    if "attributed" in table:
        group = group.replace("unquoted", "paraphrased").where(table["attributed"], "unattributed")
    words = table.assign(group=group).groupby(["outlet", "group"])["words"].sum()
    shares = (words / words.groupby("outlet").transform("sum")).rename("share").reset_index()
    order = [name for name in _SHARES if name in set(shares["group"])]
    shares["group"] = pd.Categorical(shares["group"], order)
    return shares.sort_values(["outlet", "group"]).astype({"group": "str"})


def _draw(figure, data):
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
    names = sorted(data["outlet"].unique())
    for voice, marker, shift in (("quoted", "s", -0.13), ("unquoted", "o", 0.13)):
        rows = data[data["voice"] == voice].set_index("outlet").reindex(names).reset_index()
        color, _ = _SHARES[voice]
        error_bars(left, rows, rows.index + shift, "pooled", marker, color, label=voice)
    left.set_yticks(range(len(names)), names)
    left.invert_yaxis()
    left.set(xlabel="loaded terms per 1,000 words", xlim=(0, None))
    left.legend(loc="best")
    shares = data.dropna(subset=["group"])
    groups = shares["group"].unique()
    shares = shares.pivot(index="outlet", columns="group", values="share")
    stacked_bars(right, range(len(names)), shares.reindex(names)[groups].fillna(0), _SHARES)
    right.set(xlabel="share of words", xlim=(0, 1))
    figure.legend(*right.get_legend_handles_labels(), loc="outside lower right", ncols=3)
