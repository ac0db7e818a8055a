"""Where an article stands among published ones."""

import numpy as np
import pandas as pd

from analysis._support.fingerprint import fingerprint
from analysis.corpus.model import plural
from analysis.reference.topics import about, topics
from analysis.statistics.percentile import percentile
from analysis.tables.tabulate import tabulate

from .captions import (
    ENGLISH,
    body_of,
    described,
    heading,
    listing,
    measure_limits,
    measured,
    signed,
    source,
    subject,
)
from .comparisons import compared
from .family import BLUE, GREY, TWO_COLUMNS, drawn, family

_BINS = 40
_TOPICS = 3  # drawn apart; more would crowd the figure


@drawn
def standing(corpus, passages, article, reference, measure):
    """A measure of an article's body among published articles.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame
        The passages table (`analysis.count`).
    article : str
        Id of the article.
    reference : DataFrame
        A published corpus (`analysis.reference_corpus`). Its articles about what this article is
        about are drawn apart as well: the first three topics of `analysis.reference.topics`.
    measure : str

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.
    """
    passages, known = body_of(passages, article), described(reference)
    text = corpus[article]
    parts = {"all": reference}
    for topic in topics(text.text)[:_TOPICS] if "topics" in reference else ():
        if len(part := about(reference, topic)):
            parts[f"about {topic}"] = part
    places = _places(passages, parts, measure)
    data = pd.concat([places, _shapes(parts, measure)], ignore_index=True)
    function = measured(measure, reference)
    title, clear = _title(places, measure), _above(places) | _below(places)
    return family(
        lambda figure: _draw(figure, data, title, f"{subject(measure)} ({function.unit})"),
        size=(TWO_COLUMNS, 1.1 + 0.55 * len(places)),
        data=data,
        figure=f"standing-{subject(measure).replace(' ', '-')}-{known['name']}",
        title=title,
        corpus=corpus.fingerprint,
        passages=fingerprint(passages),
        lexicon=passages.attrs.get("lexicon", ""),
        article=article,
        reference=known["record"]["corpus"],
        comparisons=[
            compared(
                f"{subject(measure)} of the article against published ones",
                "interval of the percentile without 50",
                len(places),
                clear.sum(),
            )
        ],
        notes={
            "n": "; ".join(
                f"{plural(int(row.n), 'article')} ({row.among})" for row in places.itertuples()
            ),
            "section": "body",
            "unit": function.unit,
            "source": f"{source(text)}; among {known['source']}",
            "method": [
                "Percentile: share of the published articles with a lower value, and half of those "
                "with the same. Its interval carries over the interval of the article's own value, "
                "by the jackknife over its sentences.",
                "The title calls the article different only if the percentile's interval leaves "
                "out 50.",
                "Grey: how the published articles lie, all but the outermost 1 in 100 on each "
                "side; dark: their middle half and median.",
            ],
            "cite": [
                measured(measure, reference).cite,
                "miller1974",
                *known["cite"],
            ],
            "limits": [
                *measure_limits(measure, reference),
                *known["limits"],
                "A short article's value lies further out by chance than a long one's.",
                ENGLISH,
            ],
            "alt": _alt(places, measure),
        },
    )


def _places(passages, parts, measure):
    """Where the article stands: one row for each set of published articles."""
    rows = []
    for among, reference in parts.items():
        place = percentile(passages, measure, reference).iloc[0]
        rows.append({"among": among, "item": "article", **place})
    return pd.DataFrame(rows)


def _shapes(parts, measure):
    """Quartiles of the published articles, and the share of them in each bin of the axis."""
    rows = []
    values = {among: tabulate(part)[measure].dropna() for among, part in parts.items()}
    edges = np.linspace(*np.percentile(values["all"], [1, 99]), _BINS + 1)
    for among, found in values.items():
        at = {"among": among, "n": len(found)}
        for name, share in (("lower quartile", 25), ("median", 50), ("upper quartile", 75)):
            rows.append({**at, "item": name, "value": np.percentile(found, share)})
        shares = np.histogram(found, edges)[0] / len(found)
        for low, high, share in zip(edges, edges[1:], shares, strict=False):
            rows.append({**at, "item": "bin", "low": low, "high": high, "value": share})
    return pd.DataFrame(rows)


def _above(places):
    return places["percentile_low"] > 50


def _below(places):
    return places["percentile_high"] < 50


def _title(places, measure):
    said, unclear = [], []
    rows = zip(places.itertuples(), _above(places), _below(places), strict=True)
    for row, above, below in rows:
        n = f"{int(row.n):,} {row.among}"
        among = plural(int(row.n), "published article") if row.among == "all" else n
        if above:
            said.append(f"higher than in {_share(row.percentile)} of {among}")
        elif below:
            said.append(f"lower than in {_share(100 - row.percentile)} of {among}")
        else:
            unclear.append(among)
    if unclear:
        said.append(f"no clear difference from the middle of {listing(unclear, 'or')}")
    return f"{subject(measure).capitalize()}: " + "; ".join(said)


def _share(percent):
    """A share in words that do not round it up to all.

    >>> _share(98.2), _share(99.7), _share(100)
    ('98%', 'more than 99%', 'all')
    """
    if percent == 100:
        return "all"
    return "more than 99%" if percent >= 99.5 else f"{percent:.0f}%"


def _alt(places, measure):
    rows = [f"{row.among}: {_percentile(row)}" for row in places.itertuples()]
    return (
        f"Histograms of the {subject(measure)} of published articles, and the article at "
        f"{signed(places['value'].iloc[0])}. " + "; ".join(rows) + "."
    )


def _percentile(row):
    if np.isnan(row.percentile_low):
        return f"percentile {row.percentile:.0f}"
    return f"percentile {row.percentile:.0f} ({row.percentile_low:.0f}–{row.percentile_high:.0f})"


def _draw(figure, data, title, label):
    axis = figure.subplots()
    for level, (_, part) in enumerate(data.groupby("among", sort=False)):
        _strip(axis, level, part)
    names = data.drop_duplicates("among")
    labels = [f"{row.among}\n(n = {int(row.n):,})" for row in names.itertuples()]
    axis.set_yticks(range(len(labels)), labels)
    axis.set_ylim(len(labels) - 0.6, -0.5)
    axis.tick_params(axis="y", length=0)
    axis.spines["left"].set_visible(False)
    axis.set_xlabel(label)
    heading(figure, title)


def _strip(axis, level, rows):
    """The published articles as a shape on a line, and the article above it."""
    bins, base = rows[rows["item"] == "bin"], level + 0.25
    tops = 0.6 * bins["value"] / bins["value"].max()
    widths = bins["high"] - bins["low"]
    axis.bar(bins["low"], -tops, widths, bottom=base, align="edge", color="#cccccc", lw=0)
    middle = rows.set_index("item")["value"]
    axis.hlines(base, middle["lower quartile"], middle["upper quartile"], color=GREY, lw=3)
    axis.plot([middle["median"]], [base], "|", color="black", ms=8)
    place = next(rows[rows["item"] == "article"].itertuples())
    errors = [[place.value - place.low], [place.high - place.value]]
    axis.errorbar(place.value, level, xerr=errors, fmt="o", color=BLUE, capsize=2, ms=4)
    side = axis.get_yaxis_transform()
    axis.text(1.01, level, _percentile(place), transform=side, va="center", fontsize=6.5)
