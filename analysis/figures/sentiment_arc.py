"""How positive or negative an article is, sentence by sentence, and by which words."""

from importlib.metadata import version

from scipy import stats

from analysis._support.not_shown import NothingToShow
from analysis.context.drivers import drivers
from analysis.counting import vader
from analysis.statistics.interval import interval
from analysis.text import straighten

from .captions import NOT_KNOWN, signed
from .comparisons import LEVEL
from .drawing import BAR, BLUE, GREY, TWO_COLUMNS, wrap
from .inputs import article_about, body_of, part_names
from .saving import figure_files

_MOST = 500  # bars; a page of more is larger than an image can be
_NEUTRAL = 0.05  # Hutto and Gilbert's (2014) threshold
_REACH = 1.7  # ends of the axis; the words stand beyond the bars
_CHARACTERS = 30  # of 7 points in one unit of the axis
_GUTTER = 142  # points at the left for the sentences
_LOOKS = {False: {"color": BLUE}, True: {"color": "#bbbbbb", "hatch": "////"}}


def sentiment_arc(corpus, passages, article):
    """VADER's compound score of each sentence of the body, with the words behind it.

    Bars are grey and hatched where the sentence would be neither positive nor negative, or the
    opposite, without one of its words. Called like `readability`.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> from analysis.corpus import Corpus
    >>> sections = (Section("body", "It was bad."),)
    >>> corpus = Corpus((Article("a", sections, language="en"),), (), None)
    >>> sentiment_arc(corpus, count(corpus), "a")
    Figure sentiment-arc: Too few sentences for a lean: 1 of 1 negative, 0 positive
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
    if leans and stats.ttest_1samp(data["compound"], 0).pvalue > LEVEL:
        leans = ""
    columns, scorer = ("words", "quoted_words"), f"VADER {version('vaderSentiment')}"
    return figure_files(
        _draw,
        "sentiment-arc",
        data,
        size=(TWO_COLUMNS, 0.9 + 0.24 * (len(data) + data["subhead"].ne("").sum())),
        about=article_about(corpus, article, passages, ["mean_compound"], columns, scorer),
        comparisons=(1, bool(leans)) if mean["low"] == mean["low"] else (),
        mean=mean,
        leans=leans,
        lowest=data.loc[data["compound"].idxmin()],
        highest=data.loc[data["compound"].idxmax()],
    )


def _sentences(corpus, body):
    places = {"part": "first", "start": "min", "end": "max"}
    sums = dict.fromkeys(["compound", "words", "quoted_words"], "sum")
    data = body.groupby("sentence").agg(places | sums).reset_index()
    share = data["quoted_words"] / data["words"]
    data["voice"] = "partly quoted"
    data.loc[share == 0, "voice"] = "unquoted"
    data.loc[share == 1, "voice"] = "quoted"
    if body["voice"].isna().any():
        data["voice"], data["quoted_words"] = NOT_KNOWN, None
    article = corpus[body["article"].iloc[0]]
    text, names = article.text, part_names(article)
    begins = [wrap(text[row.start : row.end], 38, 1) for row in data.itertuples()]
    data.insert(1, "begins", begins)
    subheads = [names[part] for part in data["part"]]
    data.insert(1, "subhead", data["part"].diff().gt(0).map({True: None, False: ""}))
    data["subhead"] = data["subhead"].where(data["subhead"] == "", subheads)
    words = drivers(corpus, body)
    groups = {number: rows for number, rows in words.groupby("sentence")}
    data["drivers"] = [_labels(groups.get(number)) for number in data["sentence"]]
    data["hangs_on"] = [_hangs_on(groups.get(number)) for number in data["sentence"]]
    return data.drop(columns=["start", "end"])


def _labels(words):
    """The words behind a score from the strongest on, quoted ones in quotation marks."""
    if words is None:
        return "no word in VADER's list"
    words = words.sort_values("valence", key=abs, ascending=False, kind="stable")
    marks = {"quoted": "“{}” {}"}
    labels = [
        marks.get(row.voice, "{} {}").format(row.word, signed(row.valence, 1, "+"))
        for row in words.itertuples()
    ]
    return ", ".join(labels)


def _hangs_on(words):
    """The words each of which, if left out, would leave the sentence neutral or the opposite."""
    if words is None or abs(words["compound"].iloc[0]) < _NEUTRAL:
        return ""
    values, text = words["valence"].tolist(), straighten(words["text"].iloc[0])
    positive, found = words["compound"].iloc[0] > 0, []
    for place, word in enumerate(words["word"]):
        without = vader.compound(values[:place] + values[place + 1 :], text)
        if (without if positive else -without) < _NEUTRAL:
            found.append(word)
    return ", ".join(found)


def _draw(figure, data):
    axis = figure.subplots()
    data = data.assign(place=data.index + 1 + data["subhead"].ne("").cumsum())
    for alone, rows in data.groupby(data["hangs_on"] != ""):
        label = "hangs on a single word" if alone else "score stands without any one word"
        axis.barh(rows["place"], rows["compound"], label=label, **BAR, **_LOOKS[alone])
    for row in data.itertuples():
        side, x = (-1, "right") if row.compound < 0 else (1, "left")
        words = row.drivers.replace(" −", "\xa0−").replace(" +", "\xa0+")
        words = wrap(words, int((_REACH - abs(row.compound)) * _CHARACTERS), 2)
        looks = {"ha": x, "va": "center", "linespacing": 1}
        axis.text(row.compound + 0.02 * side, row.place, words, **looks)
    axis.axvspan(-_NEUTRAL, _NEUTRAL, color="#eeeeee", lw=0, zorder=0)
    axis.axvline(0, color=GREY, lw=0.6)
    heads = data[data["subhead"] != ""]
    axis.set_yticks(data["place"], data["begins"], color=GREY, ha="left")
    for row in heads.itertuples():
        axis.axhline(row.place - 1.5, color=GREY, lw=0.5, ls=":")
        looks = {"textcoords": "offset points", "va": "center", "weight": "bold"}
        place = (0, row.place - 1), (-_GUTTER, 0), ("axes fraction", "data")
        axis.annotate(wrap(row.subhead, 90, 1), *place, **looks)
    axis.tick_params(axis="y", length=0, pad=_GUTTER)
    axis.spines["left"].set_visible(False)
    axis.spines["bottom"].set_bounds(-1, 1)
    axis.set(xlim=(-_REACH, _REACH), ylim=(data["place"].max() + 0.6, 0.4))
    axis.set_xticks([-1, -0.5, 0, 0.5, 1])
    axis.set_xlabel("VADER compound score, negative to positive (band: neutral, −.05 to .05)")
    if data["hangs_on"].any():
        figure.legend(loc="outside lower left", ncols=2)
