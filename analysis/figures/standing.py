"""Where an article's value ranks among published articles."""

from functools import partial

import numpy as np
import pandas as pd

from analysis.reference import about as published_about
from analysis.reference import topics
from analysis.statistics.percentile import percentile
from analysis.tables.tabulate import tabulate

from .drawing import GREY, TWO_COLUMNS, at_right, error_bars
from .inputs import article_about, body_of, measure_facts, table_about
from .saving import figure_files

_BINS = 40
_TOPICS = 3  # shown separately, at most


def standing(corpus, passages, article, reference, measure):
    """A measure of an article's body among published articles.

    The first arguments are those of `readability`. ``reference`` is a published corpus
    (`analysis.reference_corpus`); its articles about the first three topics of this article
    (`analysis.reference.topics`) are also shown separately. ValueError if there is no such measure.

    >>> from analysis import reference_corpus, study
    >>> one, news = study("corpus"), reference_corpus("newsarticles")
    >>> figure = standing(one.one, one.passages, one.id, news, "mean_compound")
    >>> figure.data["percentile"].head(2).round().tolist()
    [18.0, 11.0]
    """
    passages, about = body_of(passages, article), table_about(reference)
    facts, sets = measure_facts(measure, reference), _sets(corpus[article], reference)
    rows = [
        {"among": among, "item": "article", **percentile(passages, measure, part).iloc[0]}
        for among, part in sets.items()
    ]
    places = pd.DataFrame(rows)
    above, below = places["percentile_low"] > 50, places["percentile_high"] < 50
    sides = np.select([above, below], ["higher", "lower"], "")
    texts = [_percentile(row) for row in places.itertuples()]
    terms = passages.attrs.get("lexicon", "")
    source = article_about(corpus, article, passages, [measure], lexicon=terms)
    source["record"]["reference"] = about["record"]["corpus"]
    return figure_files(
        partial(_draw, label=facts["label"]),
        "standing",
        pd.concat([places, _shapes(sets, measure)], ignore_index=True),
        size=(TWO_COLUMNS, 1.1 + 0.55 * len(places)),
        about=about | source | {"source": f"{source['source']}; compared with {about['source']}"},
        comparisons=(len(places), (above | below).sum()),
        figure=f"standing-{facts['slug']}-{about['name']}",
        measure=facts,
        places=list(places.assign(side=sides, text=texts).itertuples()),
    )


def _sets(article, reference):
    """The published articles to compare with: all, and those about what the article is about."""
    sets = {"all": reference}
    for topic in topics(article.text)[:_TOPICS] if "topics" in reference else ():
        if len(part := published_about(reference, topic)):
            sets[f"about {topic}"] = part
    return sets


def _shapes(sets, measure):
    """Quartiles of the published articles, and the share of them in each bin of the axis."""
    rows = []
    values = {among: tabulate(part)[measure].dropna() for among, part in sets.items()}
    edges = np.linspace(*np.percentile(values["all"], [1, 99]), _BINS + 1)
    for among, part in values.items():
        at = {"among": among, "n": len(part)}
        for name, share in (("lower quartile", 25), ("median", 50), ("upper quartile", 75)):
            rows.append({**at, "item": name, "value": np.percentile(part, share)})
        shares = np.histogram(part, edges)[0] / len(part)
        for low, high, share in zip(edges, edges[1:], shares, strict=False):
            rows.append({**at, "item": "bin", "low": low, "high": high, "value": share})
    return pd.DataFrame(rows)


def _percentile(row):
    if np.isnan(row.percentile_low):
        return f"percentile {row.percentile:.0f}"
    return f"percentile {row.percentile:.0f} ({row.percentile_low:.0f}–{row.percentile_high:.0f})"


def _draw(figure, data, label):
    axis = figure.subplots()
    for level, (_, part) in enumerate(data.groupby("among", sort=False)):
        _strip(axis, level, part)
    names = data.drop_duplicates("among")
    labels = [f"{row.among}\n(n = {int(row.n):,})" for row in names.itertuples()]
    axis.set_yticks(range(len(labels)), labels)
    axis.tick_params(axis="y", length=0)
    axis.spines["left"].set_visible(False)
    axis.set(xlabel=label, ylim=(len(labels) - 0.6, -0.5))


def _strip(axis, level, rows):
    """The published articles as a shape on a line, and the article above it."""
    bins, base = rows[rows["item"] == "bin"], level + 0.25
    tops = 0.6 * bins["value"] / bins["value"].max()
    widths = bins["high"] - bins["low"]
    axis.bar(bins["low"], -tops, widths, bottom=base, align="edge", color="#cccccc", lw=0)
    middle = rows.set_index("item")["value"]
    axis.hlines(base, middle["lower quartile"], middle["upper quartile"], color=GREY, lw=3)
    axis.plot([middle["median"]], [base], "|", color="black", ms=8)
    article = rows[rows["item"] == "article"]
    error_bars(axis, article, [level], "value")
    at_right(axis, level, _percentile(next(article.itertuples())))
