"""Tone of the sentences that name an actor."""

from analysis._support import NothingToShow
from analysis.context.speakers import read_actors
from analysis.reference import validation
from analysis.statistics import tone as tone_of

from .drawing import GREY, TWO_COLUMNS, at_right, error_bars
from .inputs import corpus_about, tested
from .saving import figure_files

_MEASURES = ("mean_compound", "loaded_any_per_1000")


def tone(corpus, passages, actors):
    """Sentiment of the sentences that name each actor; the most negative actor comes first.

    The arguments are those of `analysis.statistics.tone`. ValueError if actors cannot be read.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> from analysis.corpus import Corpus
    >>> text = "Iran is bad. Iran is very bad. Bibi is good. " * 10
    >>> corpus = Corpus((Article("a", (Section("body", text),), language="en"),), (), None)
    >>> figure = tone(corpus, count(corpus), {"Iran": ["Iran"], "Netanyahu": ["Bibi"]})
    >>> figure.data["actor"].tolist()
    ['Iran', 'Netanyahu']
    """
    data = tone_of(corpus, passages, actors).reset_index()
    if data["low"].isna().all():
        raise NothingToShow("no actor is named in at least ten sentences or five articles.")
    facts = tested(data, "actor") | {"parameters": {"actors": read_actors(actors)}}
    facts |= {"scores": validation().drop_duplicates("measure").set_index("measure")}
    about = corpus_about(corpus, passages, _MEASURES, lexicon=passages.attrs.get("lexicon", ""))
    about["name"] = corpus.described["name"]
    size = TWO_COLUMNS, 0.95 + 0.24 * len(data)
    return figure_files(_draw, data, size=size, about=about, **facts)


def _draw(figure, data):
    axis = figure.subplots()
    axis.axvline(0, color=GREY, lw=0.8)
    axis.plot(data["others"], data.index, "|", color=GREY, ms=9, mew=1.5, label="other sentences")
    error_bars(axis, data, data.index, "mean_compound", label="sentences that name the actor")
    for row in data.itertuples():
        at_right(axis, row.Index, f"n = {row.sentences:,}")
    axis.set_yticks(data.index, data["actor"])
    axis.set(xlabel="mean VADER compound score of sentences", ylim=(len(data) - 0.4, -0.6))
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)
