"""Loaded terms of an article by section, and by category and voice with the words matched."""

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis._support import plural
from analysis.coding.validity import known_error
from analysis.statistics import interval

from .captions import NOT_KNOWN
from .drawing import GREY, TWO_COLUMNS, VOICE_LOOKS, at_right, error_bars, stacked_bars, tag, wrap
from .inputs import LOADED, LOADED_SECTIONS, corpus_about, loaded_stretches
from .saving import figure_files

_BARS = 0.4  # of the width; the words hit need the rest
_MARKED = {"quoted": "“{}”", "attributed": "‹{}›"}
_LOOKS = VOICE_LOOKS | {NOT_KNOWN: (GREY, "xxxx")}


def loaded_terms(corpus, passages, article, lexicon=None):
    """Rates of loaded terms in headline, deck and body, and matches by category and voice.

    A stretch of text is one match, in the category of its longest term, so that bars add up to the
    number in the title. The first arguments are those of `readability`; ``lexicon`` (a Lexicon or
    path) is the shipped list by default. ValueError if the passages were counted with another list.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> loaded_terms(shipped.one, shipped.passages, shipped.id)
    Figure loaded-terms: 13 loaded terms in 392 words, 2 quoted, 8 attributed; 6 in “contempt”
    """
    lexicon, passages, hits = loaded_stretches(corpus, passages, article, lexicon)
    passages = passages[passages["section"].isin(LOADED_SECTIONS)]
    hits = hits[hits["section"].isin(LOADED_SECTIONS)]
    voices = passages["voice"].cat.categories[::-1]
    voices = [NOT_KNOWN] if passages["voice"].isna().any() else voices
    sums = passages.groupby("section", observed=True)[["loaded_any", "words"]].sum()
    rates = interval(passages, LOADED, ["section"], section=None).drop(columns="n")
    sections = sums.join(rates).rename(columns={"loaded_any": "hits", "value": "per_1000"})
    sections = sections.reset_index().astype({"section": "object"})
    columns = [*lexicon.columns[: len(lexicon.categories)], "quoted_hits"]
    terms = f"{lexicon.name} {lexicon.version} {lexicon.fingerprint[:12]}"
    n_hit = hits["category"].nunique()
    n_rows = len(sections) + n_hit + (n_hit < len(lexicon.categories))
    data = pd.concat([sections, _by_category(hits, lexicon, voices)]).astype({"words": "Int64"})
    facts = {"lexicon": lexicon, "errors": known_error(corpus, lexicon)}
    facts |= {"about": corpus_about(corpus, passages, [LOADED], columns, article, terms)}
    size = TWO_COLUMNS, (1.5 if n_hit else 0.8) + 0.24 * n_rows
    return figure_files(_draw, data, size=size, **facts)


def _by_category(hits, lexicon, voices):
    """Hits and the words hit of each category and voice, the most frequent category first."""
    hits = hits.assign(voice=hits["voice"].astype("object").fillna(NOT_KNOWN))
    rows = []
    for category in sorted(lexicon.categories, key=lambda name: -(hits["category"] == name).sum()):
        for voice in voices:
            found = hits[(hits["category"] == category) & (hits["voice"] == voice)]
            words = found["text"].str.replace(r"['’]s?$", "", regex=True)
            words = words.map(_MARKED.get(voice, "{}").format)
            words += found["also"].map(lambda also: f" (also {also})" if also else "")
            words = words.groupby(words.str.lower(), sort=False).agg(["first", "size"])
            labels = [f"{one} ×{n}" if n > 1 else one for one, n in words.to_numpy()]
            rows.append((category, voice, len(found), ", ".join(labels)))
    return pd.DataFrame(rows, columns=["category", "voice", "hits", "words_hit"])


def _draw(figure, data):
    sections = data[data["section"].notna()].reset_index(drop=True)
    rows = data[data["category"].notna()]
    hit = rows[rows["hits"] > 0]
    names = hit["category"].unique()
    missed = [name for name in rows["category"].unique() if name not in names]
    heights = [len(sections) + 0.2, len(names) + bool(missed) + 0.2] if len(names) else [1]
    above, *below = figure.subplots(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0]
    for alone, some in sections.groupby(sections["low"].isna()):
        looks = {"ms": 5, "mfc": "white" if alone else None, "clip_on": False}
        error_bars(above, some, some.index, "per_1000", "s", **looks)
    for row in sections.itertuples():
        hits = f"{row.per_1000:.0f} per 1,000: {row.hits} in {plural(row.words, 'word')}"
        at_right(above, row.Index, hits)
    above.set_yticks(sections.index, sections["section"])
    most = sections[["per_1000", "high"]].max(axis=None)
    above.set(ylim=(len(sections) - 0.5, -0.5), xlim=(0, 1.05 * most or 10))
    above.set_xlabel("loaded terms per 1,000 words (open: no interval)")
    for axis in below:
        _bars(axis, hit, missed)


def _bars(axis, hit, missed):
    """Hits of each category by voice, with the words hit."""
    names = hit["category"].unique()
    voices = [voice for voice in _LOOKS if voice in set(hit["voice"])]
    hits = hit.pivot_table(index="category", columns="voice", values="hits", fill_value=0)
    places = pd.Series(range(len(names)), names)
    ends = stacked_bars(axis, places, hits.loc[names, voices].astype("float64"), _LOOKS)
    numbers = hit.reset_index().set_index(["category", "voice"])["index"]
    for voice, bars in zip(voices, axis.containers, strict=True):
        for name, bar in zip(names, bars, strict=True):
            tag(bar, "hits", numbers[numbers.index == (name, voice)])
    most, words = int(ends.max()), hit.groupby("category")["words_hit"].agg(", ".join)
    looks = {"va": "center", "textcoords": "offset points", "linespacing": 1}
    for name, end in ends.items():
        label = wrap(f"{end:.0f}  {words[name]}", int(120 * (1 - end / most * _BARS)), 2)
        axis.annotate(label, (end, places[name]), (4, 0), **looks)
    if missed:
        label = wrap(f"no match: {', '.join(missed)}", 120, 1)
        axis.annotate(label, (0, len(names)), (4, 0), color=GREY, **looks)
    axis.set_yticks(places, [wrap(name, 24, 2) for name in names])
    ticks = MaxNLocator(6, integer=True).tick_values(0, most)
    axis.set_xticks(ticks[ticks <= most])
    axis.spines["bottom"].set_bounds(0, most)
    axis.set(xlim=(0, most / _BARS), ylim=(len(names) + bool(missed) - 0.5, -0.5))
    axis.set_xlabel("matches, each stretch of text counted once", x=0, ha="left")
    axis.legend(loc="lower right")
