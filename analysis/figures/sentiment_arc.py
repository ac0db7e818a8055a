"""How positive or negative an article is, sentence by sentence, and by which words."""

from importlib.metadata import version

import pandas as pd

from analysis._support.not_shown import NothingToShow
from analysis.context.drivers import drivers
from analysis.statistics.interval import interval

from .captions import NOT_KNOWN, signed
from .drawing import BAR, GREY, MIXED, QUOTED, TWO_COLUMNS, UNQUOTED
from .inputs import article_about, body_of
from .saving import figure_files

_MOST = 500  # bars; a page of more is larger than an image can be
_VOICES = {"unquoted": UNQUOTED, "partly quoted": MIXED, "quoted": QUOTED}
_VOICES[NOT_KNOWN] = ("#bbbbbb", "xxxx")


def sentiment_arc(corpus, passages, article):
    """VADER's compound score of each sentence of the body, with voice and driving words.

    Called like `readability`.

    >>> from analysis import study
    >>> shown = study("corpus")
    >>> sentiment_arc(shown.one, shown.passages, shown.id)
    Figure sentiment-arc: No clear lean: 8 of 13 sentences negative, 5 positive (mean −0.18)
    """
    passages = body_of(passages, article)
    data = _sentences(corpus, passages)
    if len(data) > _MOST:
        most = f"the figure can show at most {_MOST}"
        raise NothingToShow(f"{article} has {len(data):,} sentences; {most}.")
    mean = interval(passages, "mean_compound", []).iloc[0]
    # As printed: where an end of the interval rounds to 0, the mean leans neither way.
    low, high = round(mean["low"], 2), round(mean["high"], 2)
    leans = "negative" if high < 0 else "positive" if low > 0 else ""
    columns, vader = ("words", "quoted_words"), f"VADER {version('vaderSentiment')}"
    return figure_files(
        _draw,
        "sentiment-arc",
        data,
        size=(TWO_COLUMNS, 1.0 + 0.24 * len(data)),
        about=article_about(corpus, article, passages, ["mean_compound"], columns, vader),
        comparisons=(1, bool(leans)),
        mean=mean,
        leans=leans,
        lowest=data.loc[data["compound"].idxmin()],
        highest=data.loc[data["compound"].idxmax()],
    )


def _sentences(corpus, body):
    sums = dict.fromkeys(["compound", "words", "quoted_words"], "sum")
    data = body.groupby("sentence").agg({"part": "first", **sums}).reset_index()
    share = data["quoted_words"] / data["words"]
    data["voice"] = "partly quoted"
    data.loc[share == 0, "voice"] = "unquoted"
    data.loc[share == 1, "voice"] = "quoted"
    if body["voice"].isna().any():
        data["voice"], data["quoted_words"] = NOT_KNOWN, pd.NA
    words = drivers(corpus, body)
    words["label"] = words["word"] + " " + words["valence"].map(lambda one: signed(one, 1, "+"))
    labels = words.groupby("sentence")["label"].agg(", ".join)
    data["drivers"] = [labels.get(number, "no word in VADER's list") for number in data["sentence"]]
    return data


def _draw(figure, data):
    axis = figure.subplots()
    data = data.assign(place=range(1, len(data) + 1))
    for voice, (color, hatch) in _VOICES.items():
        rows = data[data["voice"] == voice]
        if len(rows):
            looks = {"color": color, "hatch": hatch, "label": voice, **BAR}
            axis.barh(rows["place"], rows["compound"], **looks)
    for row in data.itertuples():
        x, side = (0.07, "left") if row.compound < 0 else (-0.07, "right")
        axis.text(x, row.place, row.drivers, ha=side, va="center")
    for row in data[data["part"].diff() > 0].itertuples():
        axis.axhline(row.place - 0.5, color=GREY, lw=0.5, ls=":")
    for threshold in (-0.05, 0.05):
        axis.axvline(threshold, color=GREY, lw=0.4)
    axis.set_yticks(data["place"], data["sentence"])
    axis.set(xlim=(-1, 1), ylim=(len(data) + 0.6, 0.4), ylabel="sentence of the article, body only")
    axis.set_xlabel("VADER compound score (thin lines: −.05 and .05; dotted: a new part begins)")
    figure.legend(loc="outside lower center", ncols=3)
