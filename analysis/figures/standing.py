"""Where an article's value ranks among published articles."""

import pandas as pd

from analysis._support import NothingToShow
from analysis.reference import about as published_about
from analysis.reference import topics as topics_of
from analysis.statistics import percentile
from analysis.tables import long_enough

from .drawing import GREY, ONE_COLUMN, error_bars, wrap
from .inputs import MIN_WORDS, body_of, corpus_about, measure_facts, table_about
from .saving import figure_files

_TOPICS = 3  # shown separately, at most


def standing(corpus, passages, article, reference, measure, topics=None, without=()):
    """The percentile of an article's body among published articles, by one measure.

    The first arguments are those of `readability`. ``reference`` is a published corpus
    (`analysis.reference_corpus`); only its articles of 100 words or more are used. Those about
    ``topics``, names in ``analysis/reference/topics.yml``, are also shown separately; the default
    is the first three that the article is about. ``without`` are categories of the term list: a
    last row counts the terms of all others. ValueError if any of them does not exist.

    >>> from analysis import reference_corpus, study
    >>> shipped, news = study("corpus"), reference_corpus("newsarticles")
    >>> one = shipped.one, shipped.passages, shipped.id
    >>> standing(*one, news, "mean_compound", ["Iran"]).data["among"].tolist()
    ['all', 'about Iran']
    """
    passages, about = body_of(passages, article), table_about(reference)
    wording, published = measure_facts(measure, reference), long_enough(reference, MIN_WORDS)
    wording["checked"] = measure_facts(measure, passages)["checked"]
    if published.empty:
        raise NothingToShow(f"no published article has {MIN_WORDS} words or more.")
    if topics is None:
        topics = topics_of(corpus[article].text)[:_TOPICS] if "topics" in reference else ()
    sets = {f"about {topic}": published_about(published, topic) for topic in topics}
    sets = {"all": published} | {name: part for name, part in sets.items() if len(part)}
    rows = {name: percentile(passages, measure, part).iloc[0] for name, part in sets.items()}
    if without:
        ours, theirs = (_terms_without(one, without) for one in (passages, published))
        rows[f"without {', '.join(without)}"] = percentile(ours, measure, theirs).iloc[0]
    data = pd.DataFrame(rows).T.rename_axis("among").reset_index().astype({"n": "int64"})
    above, below = data["percentile_low"] > 50, data["percentile_high"] < 50
    clear, sides = above | below, above.astype("int") - below
    tested = data["among"][data["percentile_low"].notna()]
    terms, used = passages.attrs.get("lexicon", ""), passages.filter(like="loaded_")
    source = corpus_about(corpus, passages, [measure], used if without else (), article, terms)
    source["source"] += f"; compared with {about['source']}"
    source["record"] |= {"reference": about["record"]["corpus"], "table": about["record"]["table"]}
    parameters = {"reference": about["name"], "measure": measure}
    parameters |= {"topics": topics and list(topics), "without": list(without)}
    undone = bool(clear[0] and sides[0] != sides.iloc[-1] and without)
    facts = {"measure": wording, "published": about["source"], "clear": clear[0], "undone": undone}
    facts |= {"about": about | source, "figure": f"standing-{wording['slug']}-{about['name']}"}
    facts |= {"comparisons": [(among, float("nan"), clear[n]) for n, among in tested.items()]}
    size = ONE_COLUMN, 0.95 + 0.24 * len(data)
    return figure_files(_draw, data, size=size, parameters=parameters, **facts)


def _terms_without(table, categories):
    """A table whose loaded terms are those of the other categories, added up."""
    names = table.filter(regex=r"^loaded_[^.]+$").columns.drop("loaded_any")
    left_out = [f"loaded_{name}" for name in categories]
    if unknown := set(left_out).difference(names):
        raise ValueError(f"the term list has no category {min(unknown).removeprefix('loaded_')}")
    return table.assign(loaded_any=table[names.drop(left_out)].sum(axis=1))


def _draw(figure, data):
    axis = figure.subplots()
    axis.axvspan(25, 75, color="#eeeeee", lw=0)
    axis.axvline(50, color=GREY, lw=0.8)
    error_bars(axis, data, data.index, "percentile")
    labels = [wrap(f"{row.among} (n\u00a0=\u00a0{row.n:,})", 30) for row in data.itertuples()]
    axis.set_yticks(data.index, labels)
    axis.tick_params(axis="y", length=0)
    axis.set(xlim=(-2, 102), ylim=(len(data) - 0.5, -0.5), xticks=range(0, 101, 25))
    axis.set_xlabel("percentile among published articles")
