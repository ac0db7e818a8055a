"""Where an article stands among published ones."""

import numpy as np
import pandas as pd

from analysis.corpus.model import plural
from analysis.figures.family import BLUE, GREY, ORANGE, TWO_COLUMNS, NothingToDraw, drawn, family
from analysis.figures.looked import compared
from analysis.figures.words import (
    AXES,
    BOOTSTRAP,
    ENGLISH,
    SUBJECTS,
    body_of,
    described,
    listing,
    signed,
    source,
    wrap,
)
from analysis.measures import applicable
from analysis.percentiles import percentile
from analysis.provenance import fingerprint
from analysis.table import tabulate

# What is said of an article above and below the others.
_WORDS = {
    "flesch_kincaid_grade": ("harder to read", "easier to read"),
    "mean_compound": ("more positive", "more negative"),
    "loaded_any_per_1000": ("more loaded terms", "fewer loaded terms"),
}
_BINS = 40


@drawn
def standing(corpus, passages, article, reference, about=None):
    """Readability, sentiment and loaded terms of an article's body among published articles.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame
        The passages table (`analysis.count`), counted with the shipped list.
    article : str
        Id of the article.
    reference : DataFrame
        A published corpus (`analysis.reference`).
    about : str, optional
        Name of one of its columns of yes and no, such as ``"about_iran"``: the articles for which
        it is yes are drawn apart as well.

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.

    Raises
    ------
    ValueError
        If the passages were counted with another list, or the reference has no such column.
    """
    text, passages = corpus[article], body_of(passages, article)
    known = described(reference)
    parts = {"all": reference}
    if about is not None:
        if about not in reference:
            raise ValueError(f"the reference has no column {about}")
        name = about.removeprefix("about_").capitalize()
        parts[f"about {name}"] = reference[reference[about]]
    if parts[list(parts)[-1]].empty:
        raise NothingToDraw(f"no article of {known['source']} is {list(parts)[-1]}.")
    places = _places(passages, parts)
    data = pd.concat([places, _shapes(parts)], ignore_index=True)
    title = _title(places[places["among"] == "all"])
    return family(
        lambda figure: _draw(figure, data, title),
        size=(TWO_COLUMNS, 1.1 + 0.62 * len(places)),
        data=data,
        figure="standing",
        title=title,
        corpus=corpus.fingerprint,
        passages=fingerprint(passages),
        lexicon=passages.attrs.get("lexicon", ""),
        article=article,
        comparisons=[
            compared(
                "the article against published ones, by measure and set of articles",
                "interval of the percentile without 50",
                len(places),
                ((places["percentile_low"] > 50) | (places["percentile_high"] < 50)).sum(),
            )
        ],
        reference=known["fingerprint"],
        notes={
            "n": "; ".join(
                f"{plural(int(n), 'article')} ({among})"
                for among, n in places.groupby("among", sort=False)["n"].max().items()
            ),
            "section": "body",
            "unit": "; ".join(applicable(passages.columns)[name][0].unit for name in AXES),
            "source": f"{source(text)}; among {known['source']}",
            "method": [
                "Percentile: share of the published articles with a lower value, and half of those "
                "with the same.",
                "Its interval carries the article's own uncertainty over to the percentile.",
                "The title calls the article different only if that interval leaves out 50.",
                BOOTSTRAP,
                "Shapes: how the published articles lie; the darker box holds the middle half. "
                "Beyond the axis lie at most 1 in 100 on each side.",
            ],
            "cite": [*known["cite"], "kincaid1975", "hutto2014", "stone1966", "efron1993"],
            "limits": [
                *known["limits"],
                "A short article's rates lie further out by chance than a long one's.",
                ENGLISH,
            ],
            "alt": _alt(places),
        },
    )


def _places(passages, parts):
    """Where the article stands: one row for each measure and set of published articles."""
    rows = []
    for measure in AXES:
        for among, reference in parts.items():
            place = percentile(passages, measure, reference).iloc[0]
            rows.append({"measure": measure, "among": among, "item": "article", **place})
    return pd.DataFrame(rows)


def _shapes(parts):
    """Quartiles of the published articles, and how many of them lie in each bin of the axis."""
    rows = []
    for measure in AXES:
        values = {
            among: tabulate(reference)[measure].dropna() for among, reference in parts.items()
        }
        edges = np.linspace(*np.percentile(values["all"], [1, 99]), _BINS + 1)
        for among, found in values.items():
            at = {"measure": measure, "among": among, "n": len(found)}
            for name, share in (("lower quartile", 25), ("median", 50), ("upper quartile", 75)):
                rows.append({**at, "item": name, "value": np.percentile(found, share)})
            shares = np.histogram(found, edges)[0] / len(found)
            for low, high, share in zip(edges, edges[1:], shares, strict=False):
                rows.append({**at, "item": "bin", "low": low, "high": high, "value": share})
    return pd.DataFrame(rows)


def _words(place):
    """How the article compares, in words."""
    higher, lower = _WORDS[place["measure"]]
    if place["percentile_low"] > 50:
        return f"{higher} than {place['percentile']:.0f}%"
    if place["percentile_high"] < 50:
        return f"{lower} than {100 - place['percentile']:.0f}%"
    return f"no clear difference in {SUBJECTS[place['measure']]}"


def _title(places):
    n = int(places["n"].max())
    return f"Of {plural(n, 'news article')}: " + listing(
        [_words(row) for _, row in places.iterrows()]
    )


def _alt(places):
    rows = [
        f"{row.measure.replace('_', ' ')} {signed(row.value)}, {row.among}: {_percentile(row)}"
        for row in places.itertuples()
    ]
    return "Histograms of published articles, with the article's place. " + "; ".join(rows) + "."


def _percentile(row):
    if np.isnan(row.percentile_low):
        return f"percentile {row.percentile:.0f}"
    return f"percentile {row.percentile:.0f} ({row.percentile_low:.0f}–{row.percentile_high:.0f})"


def _draw(figure, data, title):
    axes = figure.subplots(len(AXES), 1)
    for axis, (measure, label) in zip(axes, AXES.items(), strict=True):
        rows = data[data["measure"] == measure]
        for level, (_, part) in enumerate(rows.groupby("among", sort=False)):
            _strip(axis, level, part, (BLUE, ORANGE)[level])
        names = rows.drop_duplicates("among")
        labels = [f"{row.among}\n(n = {int(row.n):,})" for row in names.itertuples()]
        axis.set_yticks(range(len(labels)), labels)
        axis.set_ylim(len(labels) - 0.35, -0.75)
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.set_xlabel(label)
    figure.suptitle(wrap(title, 100), x=0.01, ha="left", weight="bold", size=8.5)


def _strip(axis, level, rows, colour):
    """The published articles as a shape on a line, and the article above it."""
    bins = rows[rows["item"] == "bin"]
    tops = 0.62 * bins["value"] / bins["value"].max()
    axis.bar(bins["low"], -tops, bins["high"] - bins["low"], bottom=level + 0.25, align="edge",
             color="#c8c8c8", lw=0)  # fmt: skip
    middle = rows.set_index("item")["value"]
    axis.plot(
        [middle["lower quartile"], middle["upper quartile"]], [level + 0.25] * 2, color=GREY, lw=3
    )
    axis.plot([middle["median"]], [level + 0.25], "|", color="black", ms=8)
    place = rows[rows["item"] == "article"].iloc[0]
    errors = [[place["value"] - place["low"]], [place["high"] - place["value"]]]
    axis.errorbar(place["value"], level, xerr=errors, fmt="o", color=BLUE, capsize=2, ms=4)
    axis.text(
        1.01,
        level,
        _percentile(place),
        transform=axis.get_yaxis_transform(),
        va="center",
        fontsize=6.5,
    )
