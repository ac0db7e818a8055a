"""How readers respond: shares and comments per reaction, and shares of posts by their rating."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support.not_shown import NothingToShow
from analysis.statistics.compare import corrected, effect
from analysis.statistics.interval import exact_median, median_ratio

from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, at_right, error_bars, log_axis, wrap
from .inputs import LEVEL, table_about, tested
from .saving import figure_files

_PANELS = {"shares": "shares per reaction", "comments": "comments per reaction"}
# A colour and a marker each; the categories are those of BuzzFeed's pages.
_CATEGORIES = {"left": (BLUE, "o", 0), "mainstream": (GREY, "s", 0), "right": (ORANGE, "^", 0)}
_OTHER = BLUE, "o", 0
_ONE, _REST = (BLUE, "o", -0.17), (ORANGE, "s", 0.17)


def engagement(table):
    """Shares and comments per reaction: medians, and each outlet against all others (Cliff's δ).

    ``table`` has one row an article or post: article, outlet, shares, comments, reactions, and
    where known category and published. NothingToShow if no row of an outlet has both counts.

    >>> from analysis import reference_corpus
    >>> engagement(reference_corpus("buzzfeed_facebook"))
    Figure engagement-buzzfeed_facebook: Most shares per reaction on Eagle Rising, most comments \
on CNN Politics
    """
    noun, data = "post" if "post_type" in table else "article", _ratios(table)
    if data.empty:
        counts = "both reactions and shares or comments"
        raise NothingToShow(f"no {noun} of a known outlet has {counts}.")
    outlets = table["outlet"].dropna().unique()
    panels = [(name, rows, _said(rows)) for name, rows in data.groupby("ratio", sort=False)]
    lacking = [(name, set(outlets) - set(rows["outlet"])) for name, rows, _ in panels]
    return figure_files(
        lambda figure, data: _draw_engagement(figure, data, noun),
        "engagement",
        data,
        size=(TWO_COLUMNS, 1.1 + 0.22 * data["outlet"].nunique()),
        about=table_about(table),
        comparisons=tested(data, "outlet", "ratio"),
        noun=noun,
        panels=panels,
        missing=[f"{outlet} ({name})" for name, some in lacking for outlet in sorted(some)],
        unknown=int(table["outlet"].isna().sum()),
    )


def _ratios(table):
    """One row per ratio and outlet, highest first; none whose median is 0 or unknown."""
    frames = []
    for above, name in _PANELS.items():
        if not {"outlet", above, "reactions"} <= set(table):
            continue
        counts = table.dropna(subset=["outlet"])
        ratios = (counts[above].astype("float64") / counts["reactions"].astype("float64")).dropna()
        names = counts["outlet"][ratios.index]
        rows = median_ratio(counts, above, "reactions", "outlet").reset_index()
        found = [effect(ratios[names == one], ratios[names != one]) for one in rows["outlet"]]
        rows[["delta", "delta_low", "delta_high", "p"]] = np.reshape(found, (-1, 4))
        rows.insert(0, "ratio", name)
        frames.append(rows)
    if not frames:
        return pd.DataFrame()
    data = pd.concat(frames, ignore_index=True)
    data = data[np.isfinite(data["median"]) & (data["median"] > 0)]
    kinds = counts.groupby("outlet")["category"].first() if "category" in counts else {}
    data.insert(2, "category", data["outlet"].map(kinds))
    data["q"] = corrected(data["p"])
    return data.sort_values(["ratio", "median"], ascending=False)


def _said(rows):
    """What the title says of a ratio: an amount and the outlet; None if nothing is clear."""
    clear = rows[rows["q"] <= LEVEL]
    if clear.empty:
        return None
    top = rows.dropna(subset=["q"]).iloc[0]
    if top["q"] <= LEVEL and top["delta"] > 0:
        return "most", top["outlet"]
    row = clear.loc[clear["delta"].abs().idxmax()]
    return "more" if row["delta"] > 0 else "fewer", row["outlet"]


def shares_by_rating(table, column="rating", one="mostly true"):
    """Median shares of each page's posts of one rating against the rest, with Cliff's δ.

    ``table`` has one row per post: outlet, shares and ``column``, in which ``one`` is a value.
    NothingToShow if no page has posts with it, or with another, and with shares.

    >>> from analysis import reference_corpus
    >>> shares_by_rating(reference_corpus("buzzfeed_facebook"))
    Figure shares-by-rating-buzzfeed_facebook: On all 9 pages, posts not rated mostly true were \
shared more; clearly so on 3
    """
    named = f"rated {one}" if column == "rating" else f"with {column.replace('_', ' ')} {one}"
    data, looks = _medians(table, column, one, named), {named: _ONE, f"not {named}": _REST}
    if data.empty:
        raise NothingToShow(f"no post of a known outlet has both a {column} and shares.")
    about, pages = table_about(table), data.drop_duplicates("outlet").dropna(subset=["p"])
    ways, clear = np.sign(pages["delta"].round(9)), pages["q"] <= LEVEL
    most, of = ways == (1 if ways.sum() >= 0 else -1), int(ways.abs().sum())
    return figure_files(
        lambda figure, data: _draw_shares(figure, data, looks),
        "shares-by-rating",
        data,
        size=(TWO_COLUMNS, 1.1 + 0.32 * data["outlet"].nunique()),
        about=about,
        comparisons=tested(pages, "outlet"),
        figure=f"shares-by-{column.replace('_', '-')}-{about['name']}",
        named=named,
        pages=pages["outlet"].tolist(),
        more=bool(ways.sum() >= 0),
        most=int(most.sum()),
        agree=int((most & clear).sum()),
        oppose=int((~most & clear).sum()),
        sign=stats.binomtest(int(most.sum()), of).pvalue if of else 1.0,
        rest=table.loc[table[column] != one, column].value_counts().to_dict(),
    )


def _medians(table, column, one, named):
    """One row an outlet and kind of post; δ of the rest against the one; most shared first."""
    if not {"outlet", column, "shares"} <= set(table):
        return pd.DataFrame()
    rows = []
    for outlet, posts in table.dropna(subset=["outlet", column]).groupby("outlet"):
        parts = [posts.loc[posts[column].eq(one) == is_one, "shares"] for is_one in (True, False)]
        known = [part.dropna().astype("float64") for part in parts]
        found = effect(known[1].to_numpy(), known[0].to_numpy())
        for name, part, counts in zip((named, f"not {named}"), parts, known, strict=True):
            sizes = len(counts), len(part) - len(counts)
            rows.append((outlet, name, *sizes, *exact_median(counts), *found))
    columns = ["outlet", "kind", "posts", "missing", "median", "low", "high"]
    data = pd.DataFrame(rows, columns=[*columns, "delta", "delta_low", "delta_high", "p"])
    q = corrected(data.drop_duplicates("outlet").set_index("outlet")["p"])
    data = data.assign(q=data["outlet"].map(q))[data["median"] > 0]
    # The rows are in the order of outlets, the one kind first.
    highest = -data.groupby("outlet")["median"].transform("max")
    return data.loc[highest.sort_values(kind="stable").index].reset_index(drop=True)


def _draw_engagement(figure, data, noun):
    panels = dict(list(data.rename(columns={"category": "kind"}).groupby("ratio", sort=False)))
    axes = _medians_and_deltas(figure, list(panels.values()), _CATEGORIES, "articles")
    for left, right, name in zip(axes[::2], axes[1::2], panels, strict=True):
        left.set_xlabel(f"{name},\nmedian {noun} (log scale)")
        right.set_xlabel("against all\nothers (δ)")
    for axis in axes[1:]:
        axis.spines["left"].set_visible(False)


def _draw_shares(figure, data, looks):
    left, right = _medians_and_deltas(figure, [data], looks, "posts", (GREY, "D", 0))
    left.set_xlabel("shares of the median post (log scale)")
    right.set_xlabel(f"shares of posts {list(looks)[1]} (δ):\n← fewer        more →")


def _medians_and_deltas(figure, panels, looks, n, delta_look=None):
    """Medians of outlets on a log axis with their column ``n``; at the right Cliff's δ.

    ``panels`` are the rows of each pair of axes, which are returned. ``looks`` gives each ``kind``
    of row a colour, a marker and a shift on y. Ends at 0 or inf are drawn at the axis's own ends.
    """
    axes = figure.subplots(1, 2 * len(panels), sharey=True, width_ratios=[3, 2] * len(panels))
    data = pd.concat(panels)
    outlets = list(data["outlet"].unique())
    for left, right, rows in zip(axes[::2], axes[1::2], panels, strict=True):
        log_axis(left, rows[["median", "low", "high"]])
        begin, end = left.get_xlim()
        rows = rows.assign(
            low=rows["low"].clip(lower=begin).fillna(rows["median"]),
            high=rows["high"].clip(upper=end).fillna(rows["median"]),
            place=rows["outlet"].map(outlets.index),
        )
        for kind, group in rows.groupby("kind", dropna=False, sort=False):
            color, marker, shift = looks.get(kind, _OTHER)
            error_bars(left, group, group["place"] + shift, "median", marker, color, ms=3.2)
            for place, number in zip(group["place"] + shift, group[n], strict=True):
                at_right(left, place, f"{number:,}", color=GREY)
        at_right(left, -0.75, "n", color=GREY)
        right.axvline(0, color=GREY, lw=0.6)
        for number, row in rows.drop_duplicates("outlet").iterrows():
            color, marker, shift = delta_look or looks.get(row["kind"], _OTHER)
            face, place = color if row["q"] <= LEVEL else "white", [row["place"] + shift]
            error_bars(right, rows.loc[[number]], place, "delta", marker, color, ms=3.2, mfc=face)
        right.set(xlim=(-1, 1), xticks=(-1, 0, 1))
    axes[0].set_yticks(range(len(outlets)), [wrap(name, 28) for name in outlets])
    axes[0].set_ylim(len(outlets) - 0.4, -0.6)
    for axis in axes:
        axis.grid(axis="x", color="#dddddd", lw=0.4)
        axis.tick_params(left=axis is axes[0])
    if drawn := [name for name in looks if name in set(data["kind"])]:
        for name in drawn:
            axes[0].plot([], [], looks[name][1], color=looks[name][0], label=name)
        figure.legend(loc="outside lower center", ncols=3)
    return axes
