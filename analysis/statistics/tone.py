"""Tone of the sentences that name an actor."""

import warnings

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.context.actors import actor_passages
from analysis.tables.tabulate import tabulate

from .contrast import contrast
from .interval import MIN_ARTICLES, interval
from .summarise import summarise

_DIFFERENCE = {
    "effect": "difference",
    "low": "difference_low",
    "high": "difference_high",
    "q": "q",
}


def tone(corpus, passages, actors, section="body"):
    """Sentiment and loaded terms of the sentences that name each actor, and of the others.

    It is the tone of sentences, not the author's stance: a sentence may be negative about someone
    else, and a source may be speaking. Over many sentences actors are ranked as readers rank them
    (rank correlation in ``validation.csv``); the score of one sentence says little.

    Parameters
    ----------
    corpus, passages, actors, section
        As for `analysis.context.actor_passages`.

    Returns
    -------
    DataFrame
        One row per actor that a sentence names, the most negative first: articles and sentences
        that name it; mean_compound of these sentences with low and high (95%: the jackknife over
        articles from five articles up, else over sentences from ten up); others (mean_compound of
        all other sentences); difference (of the two, each article its own pair), difference_low,
        difference_high and q (`analysis.statistics.contrast`; nan for fewer than five articles with
        both); loaded_any_per_1000 and loaded_others.

    Raises
    ------
    ValueError
        As for `analysis.context.actor_passages`, or if no sentence names an actor.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "Iran praised the deal. The war went on."
    >>> article = Article("a", (Section("body", text),), language="en")
    >>> found = tone({"a": article}, count([article]), {"Iran": ["Iran", "Tehran"]})
    >>> found.loc["Iran", ["sentences", "mean_compound", "others"]].tolist()
    [1.0, 0.4939, -0.5994]
    """
    table = actor_passages(corpus, passages, actors, section)
    named = table[table["named"] == "named"]
    if named.empty:
        raise NothingToShow("no sentence names one of the actors; check how they are spelled")
    measures = ["mean_compound", "loaded_any_per_1000"]
    rest = tabulate(table[table["named"] == "others"], "actor", section)[measures]
    out = tabulate(named, "actor", section)[["articles", "sentences", *measures]]
    # An article has a share of an actor's sentences; with few articles, sentences are the units.
    over_sentences = interval(named, measures[0], "actor", section)[["low", "high"]]
    over_articles = summarise(named, measures[0], "actor", section)[["pooled_low", "pooled_high"]]
    many = out["articles"] >= MIN_ARTICLES
    out[["low", "high"]] = over_articles.to_numpy()
    out.loc[~many, ["low", "high"]] = over_sentences.loc[~many].to_numpy()
    out = out.join(rest.set_axis(["others", "loaded_others"], axis=1))
    out = out.join(_differences(table, measures[0], section))
    columns = ["articles", "sentences", measures[0], "low", "high", "others", *_DIFFERENCE.values()]
    columns += [measures[1], "loaded_others"]
    return out[columns].sort_values(measures[0], kind="stable")


def _differences(table, measure, section):
    """Named sentences against the others, by actor; empty if no actor is in enough articles."""
    try:
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            found = contrast(table, measure, "named", "actor", section, min_words=0)
    except NothingToShow:
        return pd.DataFrame(columns=[*_DIFFERENCE.values()], dtype="float64")
    return found.set_index("actor")[[*_DIFFERENCE]].rename(columns=_DIFFERENCE)
