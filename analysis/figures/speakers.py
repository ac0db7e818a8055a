"""Whose words an article gives: its sources, quoted and attributed."""

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.context.speakers import speakers as speakers_of

from .drawing import TWO_COLUMNS, VOICE_LOOKS, stacked_bars, wrap
from .inputs import body_of, corpus_about
from .saving import figure_files

_SHOWN = 12  # speakers, at most
_REST = {"unnamed": "without a name", "pronoun": "a pronoun alone", "unknown": "not said who"}


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
        _draw,
        data,
        size=(TWO_COLUMNS, 0.8 + 0.2 * len(data)),
        about=corpus_about(corpus, passages, (), ["quote", "speaker", "person", "words"], article),
        n_speakers=len(named),
        unnamed=kinds.drop("named", errors="ignore").sum() / kinds.sum(),
    )


def _draw(figure, data):
    axis = figure.subplots()
    stacked_bars(axis, range(len(data)), data[["quoted", "attributed"]], VOICE_LOOKS)
    for place, row in enumerate(data.itertuples()):
        note = f"{row.words:,} ({row.share:.0%})"
        axis.annotate(note, (row.words, place), (3, 0), textcoords="offset points", va="center")
    axis.set_yticks(range(len(data)), [wrap(name, 40) for name in data["speaker"]])
    axis.tick_params(axis="y", length=0)
    axis.legend(loc="lower right")
    axis.set(xlabel="words", ylim=(len(data) - 0.5, -0.5))
    axis.margins(x=0.12)
    axis.xaxis.get_major_locator().set_params(integer=True)
