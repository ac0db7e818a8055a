"""Outlets compared: reading grade, sentiment and loaded terms of their articles."""

import pandas as pd

from analysis.comparison import LEAST, compare
from analysis.corpus.model import plural
from analysis.figures.family import BLUE, GREY, TWO_COLUMNS, NothingToDraw, drawn, family
from analysis.figures.looked import compared
from analysis.figures.words import AXES, ENGLISH, SUBJECTS, described, listing, signed, wrap
from analysis.measures import applicable
from analysis.summaries import summarise

LEVEL = 0.05


@drawn
def outlets(table):
    """Median article of each outlet with its interval, and how many others it differs from.

    Parameters
    ----------
    table : DataFrame
        Counts by article with a column ``outlet``: `analysis.totals` or `analysis.reference`.

    Returns
    -------
    Family
        Or, where there are fewer than two outlets with five articles, `NotDrawn`.
    """
    table = table[(table["section"] == "body") & table["outlet"].notna()]
    sizes = table.groupby("outlet")["article"].nunique()
    few = sizes[sizes < LEAST]
    table = table[~table["outlet"].isin(few.index)]
    if table["outlet"].nunique() < 2:
        raise NothingToDraw(
            f"a comparison needs two outlets with {LEAST} articles or more; "
            f"there {'is' if len(sizes) - len(few) == 1 else 'are'} {len(sizes) - len(few)}."
        )
    known = applicable(table.columns)
    measures = [name for name in SUBJECTS if name in known]
    pairs = compare(table, measures, "outlet")
    data = _data(table, measures, pairs)
    title = _title(pairs, table["outlet"].nunique())
    about = described(table)
    return family(
        lambda figure: _draw(figure, data, title),
        size=(TWO_COLUMNS, 1.2 + 0.24 * table["outlet"].nunique()),
        data=data,
        figure=f"outlets-{about['name']}",
        title=title,
        **about["record"],
        comparisons=[
            compared(
                "pairs of outlets, by measure",
                f"permutation test of Cliff's δ, false-discovery rate {LEVEL:.0%}",
                len(pairs),
                (pairs["q"] <= LEVEL).sum(),
            )
        ],
        notes={
            "n": f"{plural(int(sizes.sum() - few.sum()), 'article')} of "
            f"{plural(table['outlet'].nunique(), 'outlet')}"
            + (f"; left out, with fewer than {LEAST}: {', '.join(few.index)}" if len(few) else ""),
            "section": "body",
            "unit": "; ".join(known[name][0].unit for name in measures),
            "source": about["source"],
            "method": [
                "Dot: median of the outlet's articles, with its 95% interval by a bootstrap over "
                "articles; pale line: their middle half.",
                f"At the right: from how many other outlets it differs. All "
                f"{plural(len(pairs), 'comparison')} in the figure are one family: permutation "
                f"test of Cliff's δ, false-discovery rate held at {LEVEL:.0%} (Benjamini and "
                "Hochberg 1995).",
                "Near-duplicate articles are permuted and drawn together.",
            ],
            "cite": ["cliff1993", "benjamini1995", "efron1993", *about["cite"]],
            "limits": [
                "Outlets differ in what they write about, so a difference is not one of style "
                "alone.",
                *about["limits"],
                ENGLISH,
            ],
            "alt": _alt(data),
        },
    )


def _data(table, measures, pairs):
    frames = []
    clear = pairs[pairs["q"] <= LEVEL]
    for measure in measures:
        rows = summarise(table, measure, ["outlet"]).reset_index()
        ours = clear[clear["measure"] == measure]
        sides = pd.concat([ours["group_a"], ours["group_b"]]).value_counts()
        rows["differs_from"] = rows["outlet"].map(sides).fillna(0).astype("int64")
        frames.append(rows.assign(measure=measure))
    data = pd.concat(frames, ignore_index=True)
    # In the order of the first measure, in all of them.
    order = data[data["measure"] == measures[0]].sort_values("median")["outlet"]
    data["outlet"] = pd.Categorical(data["outlet"], order)
    data["measure"] = pd.Categorical(data["measure"], measures)
    data = data.sort_values(["measure", "outlet"])
    names = ["measure", "outlet", "articles", "median", "median_low", "median_high"]
    names += ["lower_quartile", "upper_quartile", "differs_from"]
    return data[names].astype({"measure": "str", "outlet": "str"}).reset_index(drop=True)


def _title(pairs, outlets):
    said, count = [], 0
    for measure, rows in pairs.groupby("measure", sort=False):
        clear, count = rows[rows["q"] <= LEVEL], len(rows)
        if len(rows) == 1 and len(clear):
            row = clear.iloc[0]
            names = (row["group_a"], row["group_b"])
            higher, lower = names if row["cliffs_delta"] > 0 else names[::-1]
            said.append(f"{higher} above {lower} in {SUBJECTS[measure]}")
        elif len(clear):
            said.append(f"{len(clear)} differ in {SUBJECTS[measure]}")
        else:
            said.append(f"no clear difference in {SUBJECTS[measure]}")
    return f"{outlets} outlets, {plural(count, 'pair')}: {listing(said)}"


def _alt(data):
    rows = [
        f"{row.outlet}, {row.measure.replace('_', ' ')}: {signed(row.median)} "
        f"(differs from {row.differs_from})"
        for row in data.itertuples()
    ]
    return "Dot plots of the outlets' median articles. " + "; ".join(rows) + "."


def _draw(figure, data, title):
    measures = data["measure"].unique()
    axes = figure.subplots(1, len(measures), sharey=True, squeeze=False)[0]
    names = data["outlet"].unique()
    for axis, measure in zip(axes, measures, strict=True):
        rows = data[data["measure"] == measure].set_index("outlet").loc[names].reset_index()
        axis.hlines(
            rows.index, rows["lower_quartile"], rows["upper_quartile"], color="#c8c8c8", lw=4
        )
        errors = [rows["median"] - rows["median_low"], rows["median_high"] - rows["median"]]
        axis.errorbar(
            rows["median"], rows.index, xerr=errors, fmt="o", color=BLUE, capsize=2, ms=3.5
        )
        for row in rows.itertuples():
            axis.text(
                1.01,
                row.Index,
                f"{row.differs_from}/{len(names) - 1}",
                transform=axis.get_yaxis_transform(),
                va="center",
                fontsize=6,
                color=GREY,
            )
        axis.text(
            1.01,
            1.0,
            "differs\nfrom",
            transform=axis.transAxes,
            fontsize=6,
            color=GREY,
            va="bottom",
        )
        axis.set_xlabel(AXES[measure])
    first = data[data["measure"] == measures[0]]
    labels = [f"{row.outlet}\n(n = {row.articles:,})" for row in first.itertuples()]
    axes[0].set_yticks(range(len(labels)), labels)
    axes[0].invert_yaxis()
    figure.suptitle(wrap(title, 100), x=0.01, ha="left", weight="bold", size=8.5)
