"""How readers respond to each outlet or page: shares and comments per reaction."""

import numpy as np
import pandas as pd

from analysis.corpus.model import plural
from analysis.tables.readers import median_ratio

from .captions import ORDER_STATISTICS, RESPONDERS, described, heading, of_days, wrap
from .comparisons import compared, pairs_apart
from .dot_plot import CATEGORIES, log_axis, rows_of
from .family import TWO_COLUMNS, NothingToDraw, drawn, family

_PANELS = {"shares": "shares per reaction", "comments": "comments per reaction"}


@drawn
def engagement(table):
    """Shares and comments per reaction of each outlet's median article, with intervals.

    Parameters
    ----------
    table : DataFrame
        One row an article or post: article, outlet, shares, comments, reactions, and where known
        category and published (``analysis.reference_corpus("buzzfeed_facebook")``).

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.
    """
    noun = "post" if "post_type" in table else "article"
    data = _ratios(table)
    if data.empty:
        raise NothingToDraw(
            f"no {noun} of a known outlet has both reactions and shares or comments."
        )
    title, about = _title(data, noun), described(table)
    ratios = [rows for _, rows in data.groupby("ratio", sort=False)]
    shares = ratios[0]
    return family(
        lambda figure: _draw(figure, data, title, noun),
        size=(TWO_COLUMNS, 1.5 + 0.27 * data["outlet"].nunique()),
        data=data,
        figure=f"engagement-{about['name']}",
        title=title,
        **about["record"],
        comparisons=[
            compared(
                "pairs of outlets, by ratio",
                "intervals that do not overlap",
                sum(len(rows) * (len(rows) - 1) // 2 for rows in ratios),
                sum(pairs_apart(rows) for rows in ratios),
            )
        ],
        notes={
            "n": f"{plural(int(shares['articles'].sum()), noun)} with {data['ratio'].iloc[0]}, "
            f"{int(shares['missing'].sum()):,} without",
            "section": "reader counts, no text",
            "unit": f"ratio of two counts, of the median {noun}",
            "source": about["source"] + of_days(table),
            "method": [
                f"Each {noun} gives one ratio; the dot is their median, so that a few {noun}s with "
                "very many shares do not decide. Nothing is added to a 0.",
                ORDER_STATISTICS.format(noun=noun),
                "The title calls two different only if their intervals do not overlap; it looks "
                "at every pair of outlets and names the two whose intervals lie furthest apart.",
                *_left_out(table, data),
            ],
            "cite": ["bonson2013", "thompson1936", *about["cite"]],
            "limits": [RESPONDERS, *about["limits"]],
            "alt": _alt(data),
        },
    )


def _ratios(table):
    """One row a ratio and outlet, highest first; outlets whose median is 0 or unknown left out."""
    known = table.dropna(subset=["outlet"]) if "outlet" in table else table.iloc[:0]
    frames = []
    for above, name in _PANELS.items():
        if known.empty or not {above, "reactions"} <= set(known):
            continue
        found = median_ratio(known, above, "reactions", "outlet").reset_index()
        frames.append(found.assign(ratio=name))
    if not frames:
        return pd.DataFrame()
    data = pd.concat(frames, ignore_index=True)
    data["category"] = ""
    if "category" in known:
        data["category"] = data["outlet"].map(known.groupby("outlet")["category"].first())
    columns = ["ratio", "outlet", "category", *frames[0].columns.drop(["outlet", "ratio"])]
    shown = np.isfinite(data["median"]) & (data["median"] > 0)
    return data[shown].sort_values(["ratio", "median"], ascending=False)[columns]


def _apart(rows):
    """The two outlets of a ratio whose intervals lie furthest apart; None if all overlap."""
    sure = rows.dropna(subset=["low", "high"])
    if sure.empty or sure["low"].max() <= sure["high"].min():
        return None
    return sure.loc[sure["low"].idxmax()], sure.loc[sure["high"].idxmin()]


def _left_out(table, data):
    """What is not drawn, in words."""
    outlets = table["outlet"].dropna().unique()
    missing = [
        f"{outlet} ({name})"
        for name, rows in data.groupby("ratio", sort=False)
        for outlet in outlets
        if outlet not in set(rows["outlet"])
    ]
    unknown = int(table["outlet"].isna().sum())
    said = ["Not drawn, since their median is 0, infinite or unknown: " + "; ".join(missing) + "."]
    return said * bool(missing) + [f"Left out, their outlet unknown: {unknown:,}."] * bool(unknown)


def _title(data, noun):
    parts = []
    for name, rows in data.groupby("ratio", sort=False):
        apart = _apart(rows)
        if len(rows) == 1:
            parts.append(f"{name}: {_number(rows['median'].iloc[0])} for the median {noun}")
        elif apart:
            ends = (f"{_number(row['median'])} on {row['outlet']}" for row in apart)
            parts.append(f"{name} differ: {', '.join(ends)}")
        else:
            parts.append(f"no clear difference in {name} between {len(rows)} outlets")
    title = "; ".join(parts)
    return title[0].upper() + title[1:]


def _number(value):
    return f"{value:.2g}"


def _alt(data):
    said = "Dot plots with intervals on a log scale. "
    for name, rows in data.groupby("ratio", sort=False):
        each = (f"{row.outlet} {_number(row.median)}" for row in rows.itertuples())
        said += f"{name.capitalize()}: {'; '.join(each)}. "
    return said.strip()


def _draw(figure, data, title, noun):
    names = list(data["ratio"].unique())
    axes = figure.subplots(1, len(names), sharey=True, squeeze=False)[0]
    outlets = list(dict.fromkeys(data["outlet"]))
    for axis, name in zip(axes, names, strict=True):
        rows = data[data["ratio"] == name]
        places = [outlets.index(outlet) for outlet in rows["outlet"]]
        rows = rows.assign(place=places, note=[f"n = {n:,}" for n in rows["articles"]])
        log_axis(axis, rows)
        for category, group in rows.groupby("category", dropna=False, sort=False):
            rows_of(axis, group, *CATEGORIES.get(category, CATEGORIES[""]))
        axis.set_xlabel(f"{name} (median {noun}, log scale)")
    axes[0].set_yticks(range(len(outlets)), [wrap(name, 28) for name in outlets])
    axes[0].set_ylim(len(outlets) - 0.4, -0.6)
    present = [name for name in CATEGORIES if name and (data["category"] == name).any()]
    if present:
        handles = [
            axes[0].plot([], [], CATEGORIES[name][1], color=CATEGORIES[name][0], label=name)[0]
            for name in present
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=3)
    heading(figure, title)
