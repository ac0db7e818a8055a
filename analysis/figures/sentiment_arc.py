"""How positive or negative an article is, sentence by sentence, and by which words."""

import pandas as pd
from matplotlib.patches import Patch

from analysis._support.fingerprint import fingerprint
from analysis.context.drivers import drivers
from analysis.corpus.model import plural
from analysis.statistics.interval import interval

from .captions import (
    ENGLISH,
    JACKKNIFE,
    NOT_KNOWN,
    ONE_ARTICLE,
    SOCIAL_MEDIA,
    VOICE_LIMIT,
    body_of,
    bounds,
    signed,
    source,
    wrap,
)
from .comparisons import compared
from .family import BLUE, GREY, ORANGE, TWO_COLUMNS, NothingToDraw, drawn, family

_MOST = 500  # bars; a page of more is larger than an image can be
_VOICES = {
    "unquoted": (BLUE, ""),
    "partly quoted": ("#7fb7d9", "////"),
    "quoted": (ORANGE, "...."),
    NOT_KNOWN: ("#bbbbbb", "xxxx"),
}


@drawn
def sentiment_arc(corpus, passages, article):
    """VADER's compound score of each sentence of the body, with voice and driving words.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame
        The passages table (`analysis.count`).
    article : str or None
        Id of the article.

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.
    """
    passages = body_of(passages, article)
    text = corpus[article]
    data = _sentences(corpus, passages)
    if len(data) > _MOST:
        raise NothingToDraw(
            f"{article} has {len(data):,} sentences, and a bar each fits for up to {_MOST}."
        )
    mean = interval(passages, "mean_compound", []).iloc[0]
    title = _title(data, mean)
    return family(
        lambda figure: _draw(figure, data, title),
        size=(TWO_COLUMNS, 1.0 + 0.24 * len(data)),
        data=data,
        figure="sentiment-arc",
        title=title,
        corpus=corpus.fingerprint,
        passages=fingerprint(passages),
        lexicon="VADER 3.3.2",
        article=article,
        comparisons=[
            compared(
                "mean of the article's sentences against 0",
                "interval without 0",
                1,
                "leans" in title,
            )
        ],
        notes={
            "n": plural(len(data), "sentence") + " in 1 article",
            "section": "body",
            "unit": "VADER compound score of a sentence, −1 to 1",
            "source": source(text),
            "method": [
                "vaderSentiment 3.3.2 on each whole sentence, quotation marks straightened first.",
                "Positive is .05 or more, negative −.05 or less (Hutto and Gilbert 2014).",
                "Beside each bar: the words that made the score, with their valence in the "
                "sentence.",
                f"Mean of sentences {signed(mean['value'])} ({bounds(mean['low'], mean['high'])}).",
                JACKKNIFE,
            ],
            "cite": ["hutto2014", "vadersentiment", "miller1974", "newell2018"],
            "limits": [
                SOCIAL_MEDIA,
                VOICE_LIMIT,
                ONE_ARTICLE,
                ENGLISH,
            ],
            "alt": _alt(data, mean),
        },
    )


def _sentences(corpus, passages):
    body = passages[passages["section"] == "body"]
    grouped = body.groupby("sentence", sort=True)
    data = grouped.agg(
        part=("part", "first"),
        compound=("compound", "sum"),
        words=("words", "sum"),
        quoted_words=("quoted_words", "sum"),
    ).reset_index()
    share = data["quoted_words"] / data["words"]
    data["voice"] = "partly quoted"
    data.loc[share == 0, "voice"] = "unquoted"
    data.loc[share == 1, "voice"] = "quoted"
    if body["voice"].isna().any():
        data["voice"], data["quoted_words"] = NOT_KNOWN, pd.NA
    made = drivers(corpus, passages)
    made["label"] = made["word"] + " " + made["valence"].map(lambda value: signed(value, 1, "+"))
    labels = made.groupby("sentence")["label"].agg(", ".join)
    data["drivers"] = [labels.get(number, "no word in VADER's list") for number in data["sentence"]]
    return data


def _title(data, mean):
    positive = int((data["compound"] >= 0.05).sum())
    negative = int((data["compound"] <= -0.05).sum())
    count = f"{negative} of {plural(len(data), 'sentence')} negative, {positive} positive"
    if neutral := len(data) - negative - positive:
        count += f", {neutral} neutral"
    count = f"{count} (mean {signed(mean['value'])})"
    # As printed: an end that rounds to 0 is no clear lean.
    if round(mean["high"], 2) < 0:
        return f"The article leans negative: {count}"
    if round(mean["low"], 2) > 0:
        return f"The article leans positive: {count}"
    return f"No clear lean: {count}"


def _alt(data, mean):
    lowest, highest = data.loc[data["compound"].idxmin()], data.loc[data["compound"].idxmax()]
    return (
        f"Bar chart of the VADER score of {plural(len(data), 'sentence')} in reading order, mean "
        f"{signed(mean['value'])}. Lowest: sentence {lowest['sentence']}, "
        f"{signed(lowest['compound'])} "
        f"({lowest['drivers']}). Highest: sentence {highest['sentence']}, "
        f"{signed(highest['compound'])} ({highest['drivers']})."
    )


def _draw(figure, data, title):
    axis = figure.subplots()
    data = data.assign(place=range(1, len(data) + 1))
    for voice, (colour, hatch) in _VOICES.items():
        rows = data[data["voice"] == voice]
        axis.barh(
            rows["place"], rows["compound"], color=colour, hatch=hatch, edgecolor="white", lw=0.4
        )
    for row in data.itertuples():
        right = row.compound < 0
        axis.text(
            0.07 if right else -0.07,
            row.place,
            row.drivers,
            ha="left" if right else "right",
            va="center",
            fontsize=6,
        )
    for row in data[data["part"].diff() > 0].itertuples():
        axis.axhline(row.place - 0.5, color=GREY, lw=0.5, ls=":")
    for threshold in (-0.05, 0.05):
        axis.axvline(threshold, color=GREY, lw=0.4)
    axis.set_yticks(data["place"], data["sentence"])
    axis.set_ylim(len(data) + 0.6, 0.4)
    axis.set_xlim(-1, 1)
    axis.set_xlabel("VADER compound score (thin lines: −.05 and .05; dotted: a new part begins)")
    axis.set_ylabel("sentence of the article, body only")
    present = [voice for voice in _VOICES if (data["voice"] == voice).any()]
    handles = [
        Patch(facecolor=_VOICES[voice][0], hatch=_VOICES[voice][1], edgecolor="white", label=voice)
        for voice in present
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=3)
    axis.set_title(wrap(title, 96))
