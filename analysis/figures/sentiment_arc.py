"""How positive or negative an article is, sentence by sentence, and which words make it so."""

from importlib.metadata import version

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support import NothingToShow
from analysis.context.concordance import drivers
from analysis.counting import vader
from analysis.statistics import interval
from analysis.text import straighten

from .captions import NOT_KNOWN, signed
from .drawing import BAR, BLUE, GREY, TWO_COLUMNS, tag, wrap
from .inputs import LEVEL, body_of, corpus_about
from .saving import figure_files

_MOST = 500  # bars; a page of more is larger than an image can be
_NEUTRAL = 0.05  # Hutto and Gilbert's (2014) threshold
_REACH = 1.7  # ends of the axis; the words stand beyond the bars
_CHARACTERS = 30  # of 7 points in one unit of the axis
_GUTTER = 142  # points at the left for the sentences


def sentiment_arc(corpus, passages, article):
    """VADER's compound score of each sentence of the body, with the words that produce it.

    Bars are grey and hatched if the sentence would be neither positive nor negative, or would be
    the opposite, without one of its words. The arguments are those of `readability`.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> sentiment_arc(shipped.one, shipped.passages, shipped.id)
    Figure sentiment-arc: No clear tone: 8 of 13 sentences negative, 5 positive
    """
    passages = body_of(passages, article)
    if (n := passages["sentence"].nunique()) > _MOST:
        raise NothingToShow(f"{article} has {n:,} sentences; the figure can show at most {_MOST}.")
    places = {"part": "first", "start": "min", "end": "max"}
    sums = dict.fromkeys(["compound", "words", "quoted_words"], "sum")
    data = passages.groupby("sentence").agg(places | sums).reset_index()
    share = data["quoted_words"] / data["words"]
    data["voice"] = share.map({0: "not quoted", 1: "quoted"}).fillna("partly quoted")
    if passages["voice"].isna().any():
        data["voice"], data["quoted_words"] = NOT_KNOWN, None
    names, is_first = pd.Series(["", *corpus[article].texts("subhead")]), data["part"].diff() > 0
    data.insert(1, "subhead", data["part"].map(names).where(is_first, ""))
    spans, text = zip(data.pop("start"), data.pop("end"), strict=True), corpus[article].text
    data.insert(2, "begins", [wrap(text[start:end], 38, 1) for start, end in spans])
    words = drivers(corpus, passages)
    of, none = dict(list(words.groupby("sentence"))), words.iloc[:0]
    for name, said in (("drivers", _labels), ("hangs_on", _hangs_on)):
        data[name] = [said(of.get(number, none)) for number in data["sentence"]]
    mean = interval(passages, "mean_compound", []).iloc[0]
    is_told = bool(mean["low"] == mean["low"])
    p = stats.ttest_1samp(data["compound"], 0).pvalue if is_told else float("nan")
    used = ["mean_compound"], ("words", "quoted_words"), article
    about = corpus_about(corpus, passages, *used, f"VADER {version('vaderSentiment')}")
    size = TWO_COLUMNS, 0.9 + 0.24 * (len(data) + data["subhead"].ne("").sum())
    facts = {"mean": mean, "clear": p <= LEVEL, "comparisons": [("mean", p, p <= LEVEL)] * is_told}
    return figure_files(_draw, data, size=size, about=about, **facts)


def _labels(words):
    """The words behind a score from the strongest on, quoted ones in quotation marks."""
    words = words.sort_values("valence", key=abs, ascending=False, kind="stable")
    names = words["word"].mask(words["voice"] == "quoted", "“" + words["word"] + "”")
    labels = [f"{n} {signed(v, 1, '+')}" for n, v in zip(names, words["valence"], strict=True)]
    return ", ".join(labels) or "no word in VADER's list"


def _hangs_on(words):
    """The words each of which, if left out, would leave the sentence neutral or the opposite."""
    if words.empty or abs(words["compound"].iloc[0]) < _NEUTRAL:
        return ""
    values, text = words["valence"].tolist(), straighten(words["text"].iloc[0])
    side = np.sign(words["compound"].iloc[0])
    without = [vader.compound_of(np.delete(values, n).tolist(), text) for n in range(len(values))]
    return ", ".join(words["word"][side * np.array(without) < _NEUTRAL])


def _draw(figure, data):
    axis = figure.subplots()
    data = data.assign(place=data.index + 1 + data["subhead"].ne("").cumsum())
    for alone, rows in data.groupby(data["hangs_on"] != ""):
        label = "sign depends on one word" if alone else "sign does not depend on one word"
        looks = {"color": "#bbbbbb", "hatch": "////"} if alone else {"color": BLUE}
        bars = axis.barh(rows["place"], rows["compound"], label=label, **BAR, **looks)
        for bar, row in zip(bars, rows.index, strict=True):
            tag(bar, "compound", [row])
    for row in data.itertuples():
        words = row.drivers.replace(" −", "\xa0−").replace(" +", "\xa0+")
        end, side = row.compound, -1 if row.compound < 0 else 1
        label = wrap(words, int((_REACH - abs(end)) * _CHARACTERS), 2)
        if label.endswith("…"):  # there is more room on the other side of 0
            end, side, label = 0, -side, wrap(words, int(_REACH * _CHARACTERS), 2)
        looks = {"ha": "left" if side > 0 else "right", "va": "center", "linespacing": 1}
        axis.text(end + 0.02 * side, row.place, label, **looks)
    axis.axvspan(-_NEUTRAL, _NEUTRAL, color="#eeeeee", lw=0, zorder=0)
    axis.axvline(0, color=GREY, lw=0.6)
    axis.set_yticks(data["place"], data["begins"], color=GREY, ha="left")
    for row in data[data["subhead"] != ""].itertuples():
        axis.axhline(row.place - 1.5, color=GREY, lw=0.5, ls=":")
        looks = {"textcoords": "offset points", "va": "center", "weight": "bold"}
        place = (0, row.place - 1), (-_GUTTER, 0), ("axes fraction", "data")
        axis.annotate(wrap(row.subhead, 90, 1), *place, **looks)
    axis.tick_params(axis="y", length=0, pad=_GUTTER)
    axis.spines["left"].set_visible(False)
    axis.spines["bottom"].set_bounds(-1, 1)
    label = "VADER compound score, negative to positive (band: neutral, −.05 to .05)"
    axis.set(xlim=(-_REACH, _REACH), xticks=[-1, -0.5, 0, 0.5, 1], xlabel=label)
    axis.set_ylim(data["place"].max() + 0.6, 0.4)
    if data["hangs_on"].any():
        figure.legend(loc="outside lower left", ncols=2)
