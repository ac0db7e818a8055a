"""Whose words an article gives, and the tone of the sentences that name an actor."""

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.context.speakers import speakers as speakers_of
from analysis.reference import validation
from analysis.statistics import tone as tone_of

from .drawing import GREY, TWO_COLUMNS, VOICES, at_right, error_bars, stacked_bars, wrap
from .inputs import LEVEL, body_of, corpus_about, tested
from .saving import figure_files

_SHOWN = 12  # speakers, at most
_REST = {"unnamed": "without a name", "pronoun": "a pronoun alone", "unknown": "not said who"}
_MEASURES = ("mean_compound", "loaded_any_per_1000")


def speakers(corpus, passages, article):
    """Quoted and attributed words by source: those with most, then the others and the unnamed.

    The arguments are those of `readability`. ValueError if no source has words. For many articles,
    summarise `analysis.context.speaker_counts`.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> from analysis.corpus import Corpus
    >>> text = "“We won,” Ann Lee said. “We lost it,” Bo Ray said."
    >>> corpus = Corpus((Article("a", (Section("body", text),), language="en"),), (), None)
    >>> speakers(corpus, count(corpus), "a").data["speaker"].tolist()
    ['Bo Ray', 'Ann Lee']
    """
    passages = body_of(passages, article)
    found = speakers_of(passages)[["words", "quoted_words"]].astype("int64").reset_index()
    if not found["words"].sum():
        raise NothingToShow("the body gives nobody's words.")
    named = found[found["naming"] == "named"].groupby("person")[["words", "quoted_words"]].sum()
    named = named.sort_values("words", ascending=False, kind="stable")
    if len(named) == 1 and named["words"].sum() == found["words"].sum():
        words = named["words"].iloc[0]
        raise NothingToShow(f"the body gives only words of {named.index[0]}, {words} words.")
    kinds = found.groupby("naming")[["words", "quoted_words"]].sum()
    rows = [(person, "named", *words) for person, *words in named[:_SHOWN].itertuples()]
    if len(named) > _SHOWN:
        rows.append((f"{len(named) - _SHOWN} others", "other named", *named[_SHOWN:].sum()))
    others = [kind for kind in _REST if kind in kinds.index]
    rows += [(_REST[kind], kind, *kinds.loc[kind]) for kind in others]
    data = pd.DataFrame(rows, columns=["speaker", "naming", "words", "quoted"])
    data.insert(3, "share", data["words"] / data["words"].sum())
    data["attributed"] = data["words"] - data["quoted"]
    kinds = kinds["words"]
    return figure_files(
        _draw_speakers,
        "speakers",
        data,
        size=(TWO_COLUMNS, 0.8 + 0.2 * len(data)),
        about=corpus_about(corpus, passages, (), ["quote", "speaker", "person", "words"], article),
        n_speakers=len(named),
        unnamed=kinds.drop("named", errors="ignore").sum() / kinds.sum(),
    )


def _draw_speakers(figure, data):
    axis = figure.subplots()
    stacked_bars(axis, range(len(data)), data[["quoted", "attributed"]], VOICES)
    for place, row in enumerate(data.itertuples()):
        note = f"{row.words:,} ({row.share:.0%})"
        axis.annotate(note, (row.words, place), (3, 0), textcoords="offset points", va="center")
    axis.set_yticks(range(len(data)), [wrap(name, 40) for name in data["speaker"]])
    axis.tick_params(axis="y", length=0)
    axis.legend(loc="lower right")
    axis.set(xlabel="words", ylim=(len(data) - 0.5, -0.5))
    axis.margins(x=0.12)
    axis.xaxis.get_major_locator().set_params(integer=True)


def tone(corpus, passages, actors):
    """Sentiment of the sentences that name each actor, the most negative first.

    The arguments are those of `analysis.statistics.tone`. ValueError if the actors cannot be read,
    or no sentence names one.

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
        raise NothingToShow("no actor is named in ten sentences, or in five articles.")
    clear = data[data["q"] <= LEVEL]
    scores = validation().set_index(["measure", "part"])[["score", "low", "high", "n"]]
    return figure_files(
        _draw_tone,
        "tone",
        data,
        size=(TWO_COLUMNS, 0.95 + 0.24 * len(data)),
        about=corpus_about(corpus, passages, _MEASURES, lexicon=passages.attrs.get("lexicon", "")),
        comparisons=tested(data, "actor"),
        negative=clear[clear["difference"] < 0]["actor"].tolist(),
        positive=clear[clear["difference"] > 0]["actor"].tolist(),
        ranking=scores.loc["tone of actors, rank correlation"].iloc[0],
        sentence=scores.loc["tone of a sentence toward an actor, macro-F1"].iloc[0],
    )


def _draw_tone(figure, data):
    axis = figure.subplots()
    axis.axvline(0, color=GREY, lw=0.8)
    axis.plot(data["others"], data.index, "|", color=GREY, ms=9, mew=1.5, label="other sentences")
    error_bars(axis, data, data.index, "mean_compound", label="sentences that name the actor")
    for row in data.itertuples():
        at_right(axis, row.Index, f"n = {row.sentences:,}", color=GREY)
    axis.set_yticks(data.index, data["actor"])
    axis.set(xlabel="mean VADER compound of sentences", ylim=(len(data) - 0.4, -0.6))
    axis.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0)
