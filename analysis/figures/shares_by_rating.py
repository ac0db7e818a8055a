"""Whether posts rated mostly true are shared as often as the others of their page."""

import numpy as np
import pandas as pd

from analysis.corpus.model import plural
from analysis.tables.readers import exact_median

from .captions import ORDER_STATISTICS, RESPONDERS, described, of_days, wrap
from .comparisons import compared
from .dot_plot import log_axis, rows_of
from .family import BLUE, ORANGE, TWO_COLUMNS, NothingToDraw, drawn, family

TRUE, REST = "mostly true", "the rest"
_LOOKS = {TRUE: (BLUE, "o", -0.17), REST: (ORANGE, "s", 0.17)}


@drawn
def shares_by_rating(table):
    """Median shares of each page's posts, those rated mostly true against the rest.

    Parameters
    ----------
    table : DataFrame
        One row a post: outlet, rating and shares (``analysis.reference_corpus("buzzfeed_facebook")``).

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.
    """
    data = _medians(table)
    if data.empty:
        raise NothingToDraw("no post of a known outlet has both a rating and shares.")
    title, about, (pages, more, fewer) = _title(data), described(table), _apart(data)
    rest = table["rating"].dropna()
    rest = rest[rest != TRUE].value_counts()
    return family(
        lambda figure: _draw(figure, data, title),
        size=(1.45 * TWO_COLUMNS / 2, 1.4 + 0.36 * data["outlet"].nunique()),
        data=data,
        figure=f"shares-by-rating-{about['name']}",
        title=title,
        **about["record"],
        comparisons=[
            compared(
                "shares of posts rated mostly true against the rest, by page",
                "intervals that do not overlap",
                pages,
                more + fewer,
            )
        ],
        notes={
            "n": f"{plural(int(data['posts'].sum()), 'post')} with shares, "
            f"{int(data['missing'].sum()):,} without",
            "section": "reader counts, no text",
            "unit": "shares of the median post",
            "source": about["source"] + of_days(table),
            "method": [
                f"The rest: {', '.join(f'{name} ({n:,})' for name, n in rest.items())}.",
                ORDER_STATISTICS.format(noun="post"),
                "The title calls two medians clearly different only if their intervals do not "
                "overlap; it looks at each page once.",
            ],
            "cite": ["thompson1936", *about["cite"]],
            "limits": [
                "Ratings are those of BuzzFeed's reporters. The rest is not all false: posts "
                "without factual content, such as jokes and slogans, are in it.",
                "Posts of the two kinds differ in more than their rating (photographs are shared "
                "more than links): no rating is shown to cause shares.",
                RESPONDERS,
                *about["limits"],
            ],
            "alt": _alt(data),
        },
    )


def _medians(table):
    """One row an outlet and kind of rating; outlets most shared first."""
    if not {"outlet", "rating", "shares"} <= set(table):
        return pd.DataFrame()
    rated = table.dropna(subset=["outlet", "rating"])
    kind = rated["rating"].eq(TRUE).map({True: TRUE, False: REST})
    rows = []
    for (outlet, name), shares in rated["shares"].groupby([rated["outlet"], kind]):
        known = shares.dropna()
        found = exact_median(known)
        rows.append((outlet, name, len(known), len(shares) - len(known), *found))
    columns = ["outlet", "rating", "posts", "missing", "median", "low", "high"]
    data = pd.DataFrame(rows, columns=columns)
    data = data[data["median"] > 0]
    highest = data.groupby("outlet")["median"].transform("max")
    order = np.lexsort((data["rating"], data["outlet"], -highest))
    return data.iloc[order].reset_index(drop=True)


def _apart(data):
    """Pages with both kinds, and in how many the rest is clearly shared more, and fewer."""
    wide = data.pivot(index="outlet", columns="rating").dropna()
    if wide.empty:
        return 0, 0, 0
    true, rest = (wide.xs(name, axis=1, level="rating") for name in (TRUE, REST))
    more, fewer = rest["low"] > true["high"], rest["high"] < true["low"]
    return len(wide), int(more.sum()), int(fewer.sum())


def _title(data):
    pages, more, fewer = _apart(data)
    if not pages:
        return "Shares of posts, mostly true or not"
    of = plural(pages, "page")
    if not more + fewer:
        return f"No clear difference in shares by rating on any of {of}"
    parts = [f"clearly more on {more}"] * bool(more) + [f"clearly fewer on {fewer}"] * bool(fewer)
    unclear = pages - more - fewer
    parts += [f"no clear difference on {unclear}"] * bool(unclear)
    return f"Shares of posts not rated mostly true, on {of}: {', '.join(parts)}"


def _alt(data):
    each = (
        f"{row.outlet}, {row.rating}: {row.median:,.10g} (n = {row.posts})"
        for row in data.itertuples()
    )
    return f"Dot plot of median shares with intervals on a log scale. {'; '.join(each)}."


def _draw(figure, data, title):
    axis = figure.subplots()
    log_axis(axis, data)
    outlets = list(dict.fromkeys(data["outlet"]))
    for name, (colour, marker, off) in _LOOKS.items():
        rows = data[data["rating"] == name]
        rows = rows.assign(
            place=[outlets.index(outlet) + off for outlet in rows["outlet"]],
            note=[f"n = {n:,}" for n in rows["posts"]],
        )
        rows_of(axis, rows, colour, marker)
    handles = [
        axis.plot([], [], look[1], color=look[0], label=name)[0] for name, look in _LOOKS.items()
    ]
    axis.set_yticks(range(len(outlets)), [wrap(name, 28) for name in outlets])
    axis.set_ylim(len(outlets) - 0.4, -0.6)
    axis.set_xlabel("shares of the median post (log scale)")
    figure.legend(handles=handles, loc="outside lower center", ncols=2)
    figure.suptitle(wrap(title, 74), x=0.01, ha="left", weight="bold", size=8.5)
