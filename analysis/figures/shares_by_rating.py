"""Whether posts with one rating are shared as often as other posts of the same page."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support import NothingToShow
from analysis.statistics import corrected, effect, exact_median

from .drawing import BLUE, GREY, ORANGE, TWO_COLUMNS, medians_and_deltas
from .inputs import LEVEL, largest, table_about, tested
from .saving import figure_files


def shares_by_rating(table, column="rating", one="mostly true"):
    """Median shares of each page's posts with one rating and of its other posts, and Cliff's δ.

    ``table`` has one row per post: outlet, shares and ``column``, in which ``one`` is a value.
    NothingToShow if no post of a page has both a rating and shares.

    >>> from analysis import reference_corpus
    >>> shares_by_rating(reference_corpus("buzzfeed_facebook"))
    Figure shares-by-rating-buzzfeed_facebook: On all 9 pages, posts not rated mostly true were \
shared more; clearly so on 3
    """
    named = f"rated {one}" if column == "rating" else f"with {column.replace('_', ' ')} {one}"
    data = _medians(table, column, one, named)
    looks = {named: (BLUE, "o", -0.17), f"not {named}": (ORANGE, "s", 0.17)}
    if data.empty:
        raise NothingToShow(f"no post of a known outlet has both a {column} and shares.")
    drawn = largest(table)
    data = data[data["outlet"].isin(drawn["outlet"])]
    counted = drawn.dropna(subset=["outlet", column, "shares"])
    about = table_about(drawn) | {"dates": table_about(counted)["dates"]}
    pages = data.drop_duplicates("outlet").dropna(subset=["p"])
    ways, clear = np.sign(pages["delta"].round(9)), pages["q"] <= LEVEL
    most, of = ways == (1 if ways.sum() >= 0 else -1), int(ways.abs().sum())
    facts = {"named": named, "pages": pages["outlet"].tolist(), "more": bool(ways.sum() >= 0)}
    facts |= {"most": int(most.sum()), "agree": int((most & clear).sum())}
    facts |= {"oppose": int((~most & clear).sum()), "parameters": {"column": column, "one": one}}
    facts |= {"sign": stats.binomtest(int(most.sum()), of).pvalue if of else 1.0, "about": about}
    facts |= {"rest": table.loc[table[column] != one, column].value_counts().to_dict()}
    facts |= {"figure": f"shares-by-{column.replace('_', '-')}-{about['name']}"}
    size = TWO_COLUMNS, 1.1 + 0.32 * data["outlet"].nunique()
    facts |= tested(pages, "outlet")
    post = "post" if "BuzzFeed" in about["source"] else "article"
    return figure_files(lambda *of: _draw(*of, looks, post), data, size=size, **facts)


def _medians(table, column, one, named):
    """One row per outlet and kind of post; δ of the rest against the one; most shared first."""
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
    order = -data.groupby("outlet")["median"].transform("max")
    return data.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def _draw(figure, data, looks, post):
    left, right = medians_and_deltas(figure, [data], looks, "posts", (GREY, "D", 0))
    left.set_xlabel(f"shares of the median {post} (log scale)")
    right.set_xlabel(f"shares of {post}s {list(looks)[1]} (δ):\n← fewer        more →")
