"""How readers respond to each outlet or page: shares and comments per reaction."""

import numpy as np
import pandas as pd

from analysis._support import NothingToShow
from analysis.statistics import corrected, effect, median_ratio

from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, medians_and_deltas
from .inputs import LEVEL, largest, table_about, tested
from .saving import figure_files

_PANELS = {"shares": "shares per reaction", "comments": "comments per reaction"}
# A colour and a marker each; the categories are those of BuzzFeed's pages.
_CATEGORIES = {"left": (BLUE, "o", 0), "mainstream": (GREY, "s", 0), "right": (ORANGE, "^", 0)}


def engagement(table):
    """Median shares and comments per reaction, and each outlet against all others (Cliff's δ).

    ``table`` has one row per article or post: article, outlet, shares, comments, reactions and, if
    known, category and published. NothingToShow if no row of an outlet has counts for a ratio.

    >>> from analysis import reference_corpus
    >>> engagement(reference_corpus("buzzfeed_facebook"))
    Figure engagement-buzzfeed_facebook: Per reaction: most shares on Eagle Rising, most comments \
on CNN Politics
    """
    noun, data = "post" if "post_type" in table else "article", _ratios(table)
    if data.empty:
        counts = "both reactions and shares or comments"
        raise NothingToShow(f"no {noun} of a known outlet has {counts}.")
    drawn = largest(table)
    data, names = data[data["outlet"].isin(drawn["outlet"])], {*drawn["outlet"].dropna()}
    panels = [(name, rows, _said(rows)) for name, rows in data.groupby("ratio", sort=False)]
    missing = [f"{n} ({ratio})" for ratio, of, _ in panels for n in sorted(names - {*of["outlet"]})]
    facts = {"unknown": int(table["outlet"].isna().sum()), **tested(data, "outlet", "ratio")}
    facts |= {"noun": noun, "panels": panels, "missing": missing, "about": table_about(drawn)}
    size = TWO_COLUMNS, 1.1 + 0.22 * data["outlet"].nunique()
    return figure_files(lambda *drawn: _draw(*drawn, noun), data, size=size, **facts)


def _ratios(table):
    """One row per ratio and outlet, highest first; none whose median is 0 or unknown."""
    counts, frames = table.dropna(subset=["outlet"]) if "outlet" in table else pd.DataFrame(), []
    for above, name in _PANELS.items():
        if counts.empty or not {above, "reactions"} <= set(counts):
            continue
        ratios = (counts[above].astype("float64") / counts["reactions"].astype("float64")).dropna()
        names = counts["outlet"][ratios.index]
        rows = median_ratio(counts, above, "reactions", "outlet").reset_index()
        found = [effect(ratios[names == one], ratios[names != one]) for one in rows["outlet"]]
        rows[["delta", "delta_low", "delta_high", "p"]] = np.array(found)
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
    if (clear := rows[rows["q"] <= LEVEL]).empty:
        return None
    top = rows.iloc[0]
    if top["q"] <= LEVEL and top["delta"] > 0:
        return "most", top["outlet"]
    row = clear.loc[clear["delta"].abs().idxmax()]
    return "more" if row["delta"] > 0 else "fewer", row["outlet"]


def _draw(figure, data, noun):
    panels = dict(list(data.rename(columns={"category": "kind"}).groupby("ratio", sort=False)))
    axes = medians_and_deltas(figure, list(panels.values()), _CATEGORIES, "articles")
    for left, right, name in zip(axes[::2], axes[1::2], panels, strict=True):
        left.set_xlabel(f"{name},\nmedian {noun} (log scale)")
        right.set_xlabel("against all\nothers (δ)")
    for axis in axes[1:]:
        axis.spines["left"].set_visible(False)
