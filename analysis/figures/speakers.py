"""Who an article quotes, and with how many words."""

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.context.speakers import speakers as speakers_of

from .drawing import BAR, BLUE, GREY, ORANGE, TWO_COLUMNS, wrap
from .inputs import body_of, corpus_about
from .saving import figure_files

_SHOWN = 12  # speakers, at most
_REST = {"unnamed": "without a name", "pronoun": "a pronoun alone", "unknown": "not said who"}
_LOOKS = {"named": (BLUE, ""), "other named": (BLUE, ""), "unnamed": (ORANGE, "....")}


def speakers(corpus, passages, article):
    """Words of quoted speech by speaker: those quoted most, then the others and the unnamed.

    The arguments are those of `readability`. ValueError if nobody is quoted. For many articles,
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
    found = speakers_of(passages)["words"].reset_index()
    if not found["words"].sum():
        raise NothingToShow("the body quotes nobody.")
    named = found[found["naming"] == "named"].groupby("person")["words"].sum()
    named = named.sort_values(ascending=False, kind="stable")
    if len(named) == 1 and named.sum() == found["words"].sum():
        raise NothingToShow(f"the body quotes only {named.index[0]}, {named.iloc[0]} words.")
    kinds = found.groupby("naming")["words"].sum()
    rows = [(person, "named", words) for person, words in named[:_SHOWN].items()]
    if len(named) > _SHOWN:
        rows.append((f"{len(named) - _SHOWN} others", "other named", named[_SHOWN:].sum()))
    rows += [(label, kind, kinds[kind]) for kind, label in _REST.items() if kinds.get(kind, 0)]
    data = pd.DataFrame(rows, columns=["speaker", "naming", "words"])
    data["share"] = data["words"] / data["words"].sum()
    return figure_files(
        _draw,
        "speakers",
        data,
        size=(TWO_COLUMNS, 0.8 + 0.2 * len(data)),
        about=corpus_about(corpus, passages, (), ["quote", "speaker", "words"], article),
        n_speakers=len(named),
        unnamed=kinds.drop("named", errors="ignore").sum() / kinds.sum(),
    )


def _draw(figure, data):
    axis = figure.subplots()
    for place, row in enumerate(data.itertuples()):
        color, hatch = _LOOKS.get(row.naming, (GREY, "////"))
        axis.barh(place, row.words, color=color, hatch=hatch, **BAR)
        note = f"{row.words:,} ({row.share:.0%})"
        axis.annotate(note, (row.words, place), (3, 0), textcoords="offset points", va="center")
    axis.set_yticks(range(len(data)), [wrap(name, 40) for name in data["speaker"]])
    axis.tick_params(axis="y", length=0)
    axis.set(xlabel="words of quoted speech", ylim=(len(data) - 0.5, -0.5))
    axis.margins(x=0.12)
    axis.xaxis.get_major_locator().set_params(integer=True)
