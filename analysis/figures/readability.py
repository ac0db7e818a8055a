"""How hard each part of an article is to read."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis._support.wording import plural
from analysis.measures import MEASURES
from analysis.statistics.interval import interval

from .comparisons import pairs_apart
from .drawing import BLUE, GREY, TWO_COLUMNS, error_bars, wrap
from .inputs import article_about, body_of
from .saving import figure_files

# Flesch (1948), table 5, "Pattern of reading ease". Kincaid et al. published no such bands.
_BANDS = (
    (0, 30, "very\ndifficult"),
    (30, 50, "difficult"),
    (50, 60, "fairly\ndifficult"),
    (60, 70, "standard"),
    (70, 80, "fairly\neasy"),
    (80, 90, "easy"),
    (90, 100, "very\neasy"),
)
_EASE = "flesch_reading_ease"
_PANELS = {
    _EASE: "Flesch reading ease\n(higher is easier)",
    "flesch_kincaid_grade": "Flesch–Kincaid grade\n(higher is harder)",
}


def readability(corpus, passages, article):
    """Reading ease and grade of each subheaded part of one article, with intervals.

    ``passages`` are counted from the corpus (`analysis.count`); ``article`` is an id, or None.
    Raises NothingToShow if there is no article, or nothing was counted in its body.

    >>> from analysis import study
    >>> shown = study("corpus")
    >>> readability(shown.one, shown.passages, shown.id).record["title"]
    'Reading ease of the article: 23.05 (15.22 to 30.89); its parts are too short to compare'
    """
    passages = body_of(passages, article)
    subheads = [one.text for one in corpus[article].sections if one.kind == "subhead"]
    names = ["Opening", *subheads, "Whole body"]  # the last by its number, -1
    frames = []
    for measure in _PANELS:
        parts = interval(passages, measure, ["part"]).reset_index()
        body = interval(passages, measure, []).assign(part=-1)
        frames.append(pd.concat([parts, body]).assign(measure=measure))
    data = pd.concat(frames, ignore_index=True)
    data["name"] = [names[part] for part in data["part"]]
    data = data[["measure", "part", "name", "n", "value", "low", "high"]]
    data = data.rename(columns={"n": "sentences"})
    ease = data[data["measure"] == _EASE]
    parts = ease[ease["part"] >= 0]
    compared = () if parts["low"].isna().any() else pairs_apart(parts)
    by_ease = parts.sort_values("value", kind="stable").to_dict("records")
    return figure_files(
        _draw,
        "readability-by-part",
        data,
        size=(TWO_COLUMNS, 1.3 + 0.36 * len(ease)),
        about=article_about(corpus, article, passages, _PANELS),
        comparisons=compared,
        ease=ease.to_dict("records"),
        n_parts=len(parts) if compared else 0,
        hardest=by_ease[0],
        easiest=by_ease[-1],
        unit="; ".join(MEASURES[name].unit for name in _PANELS),
    )


def _draw(figure, data):
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[5, 3])
    for axis, (measure, label) in zip((left, right), _PANELS.items(), strict=True):
        rows = data[data["measure"] == measure].reset_index(drop=True)
        is_body = rows["part"] == -1
        for part, colour, marker in ((rows[~is_body], BLUE, "o"), (rows[is_body], GREY, "s")):
            error_bars(axis, part, part.index, "value", marker, colour, ms=6)
        axis.set_xlabel(label)
        axis.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ease = data[data["measure"] == _EASE]
    ends = ease[["value", "low", "high"]]
    low, high = min(0, ends.min().min()), max(100, ends.max().max())
    for number, (start, end, name) in enumerate(_BANDS):
        shade = "#ffffff" if number % 2 else "#f2f2f2"
        left.axvspan(start, end, color=shade, zorder=0)
        looks = {"ha": "center", "va": "bottom", "fontsize": 5, "color": GREY}
        left.text((start + end) / 2, -0.62, name, **looks)
    labels = [
        f"{wrap(row.name)}\n({plural(row.sentences, 'sentence')})" for row in ease.itertuples()
    ]
    left.set_yticks(range(len(labels)), labels)
    left.set(xlim=(low - 2, high + 2 * (high > 100)), ylim=(len(labels) - 0.5, -0.65))
