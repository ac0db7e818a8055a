"""Tone of the sentences that name an actor."""

import warnings
from contextlib import suppress

import numpy as np

from analysis._support import NothingToShow, few
from analysis.context.speakers import actor_passages
from analysis.tables import tabulate

from .compare import contrast
from .interval import MIN_ARTICLES, interval, summarise

_DIFFERENCE = ["difference", "difference_low", "difference_high", "p", "q"]


def tone(corpus, passages, actors, section="body"):
    """Sentiment and loaded terms of sentences that name each actor, and of all other sentences.

    This is the tone of sentences, not the author's stance: a sentence may be negative about someone
    else, and a source may be speaking. Across many sentences, actors are ranked partly as readers
    rank them (``validation.csv``); the score of one sentence says little.

    The arguments are those of `analysis.context.actor_passages`. Returns a DataFrame with one row
    per actor that is named, the most negative first: articles and sentences that name it;
    mean_compound of these with low and high (95%: the jackknife over five articles or more, else
    over ten sentences or more), and of others; difference, difference_low, difference_high, p, q
    (`analysis.statistics.contrast` of the two); loaded_any_per_1000 and loaded_others. Raises
    ValueError as `analysis.context.actor_passages` does, or if no sentence names an actor.
    """
    table = actor_passages(corpus, passages, actors, section)
    if (named := table[table["named"] == "named"]).empty:
        how = 'enter actors of your corpus, each with its forms, as {"Ann Lee": ["Lee", "Ms Lee"]}'
        raise NothingToShow(f"no sentence names {few(table['actor'].unique())}; {how}")
    if absent := few(sorted({*table["actor"]} - {*named["actor"]})):
        warnings.warn(f"no sentence names {absent}; check the spelling", stacklevel=2)
    measures = ["mean_compound", "loaded_any_per_1000"]
    rest = tabulate(table[table["named"] == "others"], "actor", section)[measures]
    out = tabulate(named, "actor", section)[["articles", "sentences", *measures]]
    # An article has a share of an actor's sentences; with few articles, sentences are the units.
    over_sentences = interval(named, measures[0], "actor", section)[["low", "high"]]
    over_articles = summarise(named, measures[0], "actor", section)[["pooled_low", "pooled_high"]]
    many = out["articles"] >= MIN_ARTICLES
    ends = over_articles.set_axis(["low", "high"], axis=1).where(many, over_sentences, axis=0)
    out = out.join(ends).join(rest.set_axis(["others", "loaded_others"], axis=1))
    out[_DIFFERENCE] = np.nan
    ignored = warnings.catch_warnings(action="ignore", category=UserWarning)
    with suppress(NothingToShow), ignored:  # where no actor is in enough articles
        pairs = contrast(table, measures[0], "named", "actor", section, min_words=0)
        out[_DIFFERENCE] = pairs.set_index("actor")[["effect", "low", "high", "p", "q"]]
    order = ["articles", "sentences", measures[0], "low", "high", "others", *_DIFFERENCE]
    return out[[*order, measures[1], "loaded_others"]].sort_values(measures[0], kind="stable")
