"""Quoted against unquoted words by outlet, with the share that paraphrases a source."""

import pandas as pd

from analysis.corpus.model import plural
from analysis.statistics.interval import MIN_ARTICLES as LEAST
from analysis.statistics.summarise import summarise

from .captions import (
    ENGLISH,
    VOICE_LIMIT,
    described,
    heading,
    listing,
    measure_limits,
    measured,
    needs,
    signed,
)
from .comparisons import compared
from .family import BLUE, ORANGE, TWO_COLUMNS, NothingToDraw, drawn, family

_RATE = "loaded_any_per_1000"
_SHARES = {
    "quoted": (ORANGE, "...."),
    "paraphrased": ("#7fb7d9", "////"),
    "unattributed": (BLUE, ""),
    "unquoted": (BLUE, ""),
}


@drawn
def voices(table):
    """Loaded terms in quoted and unquoted words by outlet, and how many words each has.

    Parameters
    ----------
    table : DataFrame
        Counts by article and voice with a column ``outlet``: `analysis.totals` or
        `analysis.reference_corpus`. With a column ``attributed`` (words that annotators gave to a
        source), unquoted words are cut into paraphrased and unattributed ones.

    Returns
    -------
    Family
        Or, where there are no outlets or no voices to compare, `NotDrawn`.

    Raises
    ------
    ValueError
        If the table has no column ``outlet``.
    """
    needs(table, "outlet")
    body = table[table["section"] == "body"]
    known = body[body["voice"].notna() & body["outlet"].notna()]
    few = known.groupby("outlet")["article"].nunique()
    known = known[~known["outlet"].isin(few[few < LEAST].index)]
    sizes = known.groupby("voice", observed=True)["words"].sum()
    for voice in ("quoted", "unquoted"):
        if not sizes.get(voice, 0):
            raise NothingToDraw(f"no {voice} words of an outlet with {LEAST} articles or more.")
    rates = summarise(known, _RATE, ["outlet", "voice"]).reset_index()
    shares = _shares(known)
    data = pd.concat([rates, shares], ignore_index=True)
    title, about, (above, below) = _title(rates), described(table), _clear(rates)
    left = body["article"].nunique() - known["article"].nunique()
    return family(
        lambda figure: _draw(figure, rates, shares, title),
        size=(TWO_COLUMNS, 1.4 + 0.3 * known["outlet"].nunique()),
        data=data,
        figure=f"voices-{about['name']}",
        title=title,
        **about["record"],
        comparisons=[
            compared(
                "loaded terms in quoted against unquoted words, by outlet",
                "intervals that do not overlap",
                known["outlet"].nunique(),
                above + below,
            )
        ],
        notes={
            "n": f"{plural(known['article'].nunique(), 'article')} of "
            f"{plural(known['outlet'].nunique(), 'outlet')}; {plural(left, 'article')} of "
            "other outlets, or without outlet or readable quotation marks, left out",
            "section": "body",
            "unit": f"{measured(_RATE, table).unit}; share of words",
            "source": about["source"],
            "method": [
                "Rate: all words of the outlet in that voice taken together, with its 95% interval "
                "by the jackknife over articles. The title calls two voices different only if "
                f"their intervals do not overlap. Outlets with fewer than {LEAST} articles are left out.",
                *(
                    [
                        "Shares: quoted, in quotation marks as we find them and given to a source "
                        "by the annotators; paraphrased, given to a source without marks; "
                        "unattributed, all others, also words in marks that nobody says."
                    ]
                    if "attributed" in table
                    else ["Shares: words in quotation marks, and all others."]
                ),
            ],
            "cite": ["stone1966", "miller1974", *about["cite"]],
            "limits": [VOICE_LIMIT, *measure_limits(_RATE, table), *about["limits"], ENGLISH],
            "alt": _alt(rates, shares),
        },
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


def _clear(rates):
    """In how many outlets quoted words clearly hold more, and in how many fewer."""
    wide = rates.pivot(index="outlet", columns="voice", values=["pooled_low", "pooled_high"])
    above = wide["pooled_low", "quoted"] > wide["pooled_high", "unquoted"]
    below = wide["pooled_high", "quoted"] < wide["pooled_low", "unquoted"]
    return int(above.sum()), int(below.sum())


def _title(rates):
    above, below = _clear(rates)
    n = plural(rates["outlet"].nunique(), "outlet")
    if not above and not below:
        return f"Loaded terms: no clear difference between quoted and unquoted words in {n}"
    more, fewer = f"clearly more in {above} of {n}", f"clearly fewer in {below} of {n}"
    return "Loaded terms in quoted words: " + listing([more] * bool(above) + [fewer] * bool(below))


def _alt(rates, shares):
    rows = [f"{row.outlet}, {row.voice}: {signed(row.pooled, 1)}" for row in rates.itertuples()]
    parts = [f"{row.outlet}, {row.group}: {row.share:.0%}" for row in shares.itertuples()]
    return (
        "Left, loaded terms per 1,000 words by outlet and voice. " + "; ".join(rows) + ". "
        "Right, stacked bars of the shares of words. " + "; ".join(parts) + "."
    )


def _draw(figure, rates, shares, title):
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[3, 2])
    names = sorted(rates["outlet"].unique())
    for voice, colour, marker, shift in (
        ("quoted", ORANGE, "s", -0.13),
        ("unquoted", BLUE, "o", 0.13),
    ):
        rows = rates[rates["voice"] == voice].set_index("outlet").reindex(names).reset_index()
        errors = [rows["pooled"] - rows["pooled_low"], rows["pooled_high"] - rows["pooled"]]
        left.errorbar(
            rows["pooled"],
            rows.index + shift,
            xerr=errors,
            fmt=marker,
            color=colour,
            capsize=2,
            ms=4,
            label=voice,
        )
    left.set_yticks(range(len(names)), names)
    left.invert_yaxis()
    left.set_xlabel("loaded terms per 1,000 words")
    left.set_xlim(left=0)
    left.legend(loc="best")
    start = pd.Series(0.0, index=names)
    for group in shares["group"].unique():
        colour, hatch = _SHARES[group]
        widths = shares[shares["group"] == group].set_index("outlet")["share"].reindex(names)
        right.barh(
            range(len(names)),
            widths.fillna(0),
            left=start,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            lw=0.4,
            label=group,
        )
        start = start + widths.fillna(0)
    right.set_xlim(0, 1)
    right.set_xlabel("share of words")
    figure.legend(*right.get_legend_handles_labels(), loc="outside lower right", ncols=3)
    heading(figure, title)
