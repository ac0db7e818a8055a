"""How hard each part of an article is to read."""

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator
from scipy import stats

from analysis._support import plural
from analysis.measures import MEASURES
from analysis.statistics.interval import MIN_SENTENCES, interval

from .drawing import BLUE, GREY, TWO_COLUMNS, error_bars, tag, wrap
from .inputs import LEVEL, body_of, corpus_about, tested
from .saving import figure_files

# Flesch (1948), table 5, "Pattern of reading ease". Kincaid and others published no such bands.
_BANDS = {"very difficult": (0, 30), "difficult": (30, 50), "fairly difficult": (50, 60)}
_BANDS |= {"standard": (60, 70), "fairly easy": (70, 80), "easy": (80, 90), "very easy": (90, 100)}
_NAMED = 190  # points of reading ease; on a longer axis the names of bands would touch
_EASE = "flesch_reading_ease"
_PANELS = {_EASE: "Flesch reading ease (higher is easier)"}
_PANELS["flesch_kincaid_grade"] = "Flesch–Kincaid grade\n(higher is harder)"


def readability(corpus, passages, article):
    """Reading ease and grade of an article's body and of each part under a subheading.

    Ten sentences or more have a 95% interval; fewer sentences are drawn as dots.
    ``passages`` are counted from the corpus (`analysis.count`); ``article`` is an id, or None.
    Raises NothingToShow if there is no article, or nothing was counted in its body.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> readability(shipped.one, shipped.passages, shipped.id).data["name"].unique().tolist()[-1]
    'Whole body'
    """
    passages = body_of(passages, article)
    names = ["Opening", *corpus[article].texts("subhead"), "Whole body"]  # the last by number, -1
    frames, parts = [], [passages, passages.assign(part=-1)]
    parts = parts if passages["part"].nunique() > 1 else parts[1:]
    for measure in _PANELS:
        rows = pd.concat([interval(rows, measure, ["part"]).reset_index() for rows in parts])
        single = interval(parts[0], measure, ["part", "sentence"]).reset_index()
        few = single["part"].isin(rows.loc[rows["n"] < MIN_SENTENCES, "part"])
        frames.append(pd.concat([rows, single[few]]).assign(measure=measure))
    data = pd.concat(frames, ignore_index=True).astype({"sentence": "Int64"})
    data = data.assign(name=data["part"].map(names.__getitem__)).rename(columns={"n": "sentences"})
    data = data[["measure", "part", "name", "sentence", "sentences", "value", "low", "high"]]
    whole = data[data["sentence"].isna()]
    ease, grade = (whole[whole["measure"] == name] for name in _PANELS)
    pairs = _pairs(ease[ease["part"] >= 0].dropna(subset=["low"]))
    clear, score = pairs["q"] <= LEVEL, ease["value"].iloc[-1]
    facts = {"ease": ease.to_dict("records"), "grade": grade.to_dict("records")[-1]}
    facts |= {"widest": pairs.loc[pairs["difference"][clear].idxmax()] if clear.any() else None}
    facts |= {"band": next((x for x, (_, end) in _BANDS.items() if score < end), "very easy")}
    facts |= {"unit": "; ".join(MEASURES[name].unit for name in _PANELS)}
    facts |= {"about": corpus_about(corpus, passages, _PANELS, article=article)}
    facts |= {"figure": "readability-by-part", **tested(pairs, "easier", "harder")}
    return figure_files(_draw, data, size=(TWO_COLUMNS, 1.5 + 0.34 * len(ease)), **facts)


def _pairs(parts):
    """Each pair of parts, the easier first: difference with its 95% interval, p and q (Welch)."""
    freedom, reach = parts["sentences"] - 1, (parts["high"] - parts["low"]) / 2
    parts = parts.assign(freedom=freedom, variance=(reach / stats.t.ppf(0.975, freedom)) ** 2)
    parts = parts.sort_values("value", ascending=False, kind="stable")
    easy, hard = (parts.iloc[of].reset_index(drop=True) for of in np.triu_indices(len(parts), 1))
    variance, difference = easy["variance"] + hard["variance"], easy["value"] - hard["value"]
    rest = sum(of["variance"] ** 2 / of["freedom"] for of in (easy, hard))
    error = stats.t(variance**2 / rest, scale=variance**0.5)
    low, high = (difference + error.ppf(end) for end in (0.025, 0.975))
    p = 2 * error.sf(difference)
    q = stats.false_discovery_control(p) if len(p) else p
    pairs = {"easier": easy["name"], "harder": hard["name"], "difference": difference}
    return pd.DataFrame(pairs | {"low": low, "high": high, "p": p, "q": q})


def _draw(figure, data):
    axes = left, _ = figure.subplots(1, 2, sharey=True, width_ratios=[5, 3])
    ease = data[(data["measure"] == _EASE) & data["sentence"].isna()]
    data = data.assign(place=data["part"].map(ease["part"].tolist().index))
    for axis, (measure, label) in zip(axes, _PANELS.items(), strict=True):
        rows = data[data["measure"] == measure]
        dots, values = rows[rows["sentence"].notna()], rows[rows["sentence"].isna()]
        looks = {"color": GREY, "mfc": "white", "ms": 4, "mew": 0.7}
        tag(axis.plot(dots["value"], dots["place"], "o", **looks)[0], "sentence", dots.index)
        for alone, one in values.groupby(values["low"].isna()):
            looks = {"marker": "|", "ms": 13, "mew": 2} if alone else {"marker": "s", "ms": 5}
            error_bars(axis, one, one["place"], "value", color=BLUE, **looks)
        ends = rows[["value", "low", "high"]]
        axis.set(xlabel=label, xlim=(ends.min(axis=None) - 1, ends.max(axis=None) + 1))
        axis.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    low, high = left.get_xlim()
    low, high = min(0, low) - 2, max(100, high)
    for number, (name, (start, end)) in enumerate(_BANDS.items()):
        left.axvspan(start, end, color="#ffffff" if number % 2 else "#f2f2f2", zorder=0)
        if high - low < _NAMED:  # alternately higher and lower, so that none touch
            text = name if end - start == 30 else name.replace(" ", "\n")
            looks = {"ha": "center", "va": "baseline", "color": GREY, "linespacing": 1}
            place = ((start + end) / 2, 1), (0, 4 + 9 * (number % 2 == 0))
            left.annotate(text, *place, ("data", "axes fraction"), "offset points", **looks)
    n = ease["sentences"].map(lambda number: plural(number, "sentence"))
    labels = [f"{wrap(name)}\n({of})" for name, of in zip(ease["name"], n, strict=True)]
    left.set_yticks(range(len(labels)), labels)
    left.set(xlim=(low, high), ylim=(len(labels) - 0.5, -0.5))
