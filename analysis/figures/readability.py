"""How hard each part of an article is to read."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis._support.fingerprint import fingerprint
from analysis.corpus.model import plural
from analysis.measures import MEASURES
from analysis.statistics.interval import interval

from .captions import ENGLISH, JACKKNIFE, ONE_ARTICLE, body_of, bounds, signed, source, wrap
from .comparisons import compared, pairs_apart
from .family import BLUE, GREY, TWO_COLUMNS, drawn, family

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
_PANELS = {
    "flesch_reading_ease": "Flesch reading ease\n(higher is easier)",
    "flesch_kincaid_grade": "Flesch–Kincaid grade\n(higher is harder)",
}


@drawn
def readability(corpus, passages, article):
    """Reading ease and grade of each subheaded part of one article, with intervals.

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
    names = part_names(text)
    frames = []
    for measure in _PANELS:
        parts = interval(passages, measure, ["part"]).reset_index()
        whole = interval(passages, measure, []).assign(part=-1)
        frames.append(pd.concat([parts, whole]).assign(measure=measure))
    data = pd.concat(frames, ignore_index=True)
    data["name"] = [names.get(part, "Whole body") for part in data["part"]]
    data = data[["measure", "part", "name", "n", "value", "low", "high"]]
    data = data.rename(columns={"n": "sentences"})
    ease = data[data["measure"] == "flesch_reading_ease"]
    whole = ease[ease["part"] == -1].iloc[0]
    title = _title(ease[ease["part"] >= 0])
    return family(
        lambda figure: _draw(figure, data, title),
        size=(TWO_COLUMNS, 1.3 + 0.36 * len(ease)),
        data=data,
        figure="readability-by-part",
        title=title,
        corpus=corpus.fingerprint,
        passages=fingerprint(passages),
        lexicon="",
        article=article,
        comparisons=[
            compared(
                "reading ease, pairs of parts",
                "intervals that do not overlap",
                (len(ease) - 1) * (len(ease) - 2) // 2,
                pairs_apart(ease[ease["part"] >= 0]),
            )
        ],
        notes={
            "n": plural(int(whole["sentences"]), "sentence") + " in 1 article",
            "section": "body",
            "unit": "; ".join(MEASURES[name].unit for name in _PANELS),
            "source": source(text),
            "method": [
                "Flesch reading ease after Flesch (1948), grade after Kincaid et al. (1975).",
                JACKKNIFE,
                "Bands are Flesch's own; none were published for the grade.",
                "The title looks at all pairs of parts. It names the hardest and the easiest if "
                "their intervals do not overlap.",
            ],
            "cite": ["flesch1948", "kincaid1975", "miller1974"],
            "limits": [ONE_ARTICLE, ENGLISH],
            "alt": _alt(data),
        },
    )


def part_names(article):
    """Name of each part of the body: its subhead, or "Opening" for what stands before the first.

    >>> from analysis.article import Article, Section
    >>> part_names(Article("a", (Section("body", "One."), Section("subhead", "Two"))))
    {0: 'Opening', 1: 'Two'}
    """
    subheads = [section.text for section in article.sections if section.kind == "subhead"]
    return dict(enumerate(["Opening", *subheads]))


def _title(parts):
    if len(parts) < 2 or parts["low"].isna().any():
        return "Reading ease of the article"
    hardest, easiest = parts.loc[parts["value"].idxmin()], parts.loc[parts["value"].idxmax()]
    if hardest["high"] < easiest["low"]:
        return f"“{hardest['name']}” is harder to read than “{easiest['name']}”"
    return f"No clear difference in reading ease between the article's {len(parts)} parts"


def _alt(data):
    rows = [
        f"{row.name_}: {signed(row.value)} ({bounds(row.low, row.high)})"
        for row in data.rename(columns={"name": "name_"}).itertuples()
        if row.measure == "flesch_reading_ease"
    ]
    return "Dot plot of Flesch reading ease by part of the article. " + "; ".join(rows) + "."


def _draw(figure, data, title):
    axes = figure.subplots(1, 2, sharey=True, width_ratios=[5, 3])
    for axis, (measure, label) in zip(axes, _PANELS.items(), strict=True):
        rows = data[data["measure"] == measure].reset_index(drop=True)
        whole = rows["part"] == -1
        for mask, colour, marker in ((~whole, BLUE, "o"), (whole, GREY, "s")):
            shown = rows[mask]
            errors = [shown["value"] - shown["low"], shown["high"] - shown["value"]]
            axis.errorbar(
                shown["value"], shown.index, xerr=errors, fmt=marker, color=colour, capsize=2
            )
        axis.set_xlabel(label)
        axis.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    ease = data[data["measure"] == "flesch_reading_ease"][["value", "low", "high"]]
    low, high = min(0, ease.min().min()), max(100, ease.max().max())
    for number, (start, end, name) in enumerate(_BANDS):
        shade = "#ffffff" if number % 2 else "#f2f2f2"
        axes[0].axvspan(start, end, color=shade, zorder=0)
        axes[0].text(
            (start + end) / 2, -0.62, name, ha="center", va="bottom", fontsize=5, color=GREY
        )
    names = data[data["measure"] == "flesch_reading_ease"]
    labels = [
        f"{wrap(name)}\n({plural(n, 'sentence')})"
        for name, n in zip(names["name"], names["sentences"], strict=True)
    ]
    axes[0].set_yticks(range(len(labels)), labels)
    axes[0].set_xlim(low - 2, high + 2 * (high > 100))
    axes[0].set_ylim(len(labels) - 0.5, -0.65)
    figure.suptitle(wrap(title, 96), x=0.01, ha="left", weight="bold", size=8.5)
