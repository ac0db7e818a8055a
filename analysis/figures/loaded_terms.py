"""Loaded terms of an article by category and voice, with the words hit."""

import pandas as pd

from analysis import lexicon as term_lists
from analysis._support.fingerprint import fingerprint
from analysis.coding.validity import known_error
from analysis.context.concordance import concordance
from analysis.corpus.model import plural
from analysis.counting.passages import same_list
from analysis.statistics.interval import interval

from .captions import (
    BOOTSTRAP,
    ENGLISH,
    NOT_KNOWN,
    VOICE_LIMIT,
    body_of,
    bounds,
    signed,
    source,
    wrap,
)
from .family import BLUE, GREY, ORANGE, TWO_COLUMNS, drawn, family

_POSSESSIVE = r"['’]s?$"


@drawn
def loaded_terms(corpus, passages, article, lexicon=None):
    """Hits by category, quoted and unquoted, in the body, with the words hit.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame
        The passages table (`analysis.count`), counted with the same lexicon.
    article : str or None
        Id of the article.
    lexicon : Lexicon or path, optional
        The shipped list if not given.

    Returns
    -------
    Family
        Or, where there is nothing to draw, `NotDrawn`, which says why.

    Raises
    ------
    ValueError
        If the passages were counted with another list.
    """
    lexicon = term_lists.as_lexicon(lexicon)
    same_list(passages, lexicon)
    passages = body_of(passages, article)
    text = corpus[article]
    hits = concordance(corpus, lexicon, passages)
    data = _by_category(hits, lexicon)
    rate = interval(passages, "loaded_any_per_1000", []).iloc[0]
    body = passages[passages["section"] == "body"]
    title = _title(hits, body, rate)
    return family(
        lambda figure: _draw(figure, data, title),
        size=(TWO_COLUMNS, 1.1 + 0.3 * len(lexicon.categories)),
        data=data,
        figure="loaded-terms",
        title=title,
        corpus=corpus.fingerprint,
        passages=fingerprint(passages),
        lexicon=f"{lexicon.name} {lexicon.version} {lexicon.fingerprint[:12]}",
        article=article,
        comparisons=[],
        notes={
            "n": f"{plural(int(body['words'].sum()), 'word')} in 1 article",
            "section": "body",
            "unit": "hits",
            "source": source(text),
            "method": [
                f"Lexicon {lexicon.label}: {len(lexicon.terms)} terms in "
                f"{len(lexicon.categories)} categories.",
                *known_error(corpus, lexicon),
                "Counted as the General Inquirer does (Stone and others 1966): a list, no context.",
                "A phrase is one hit. The rate counts a stretch of text once, also where two "
                "categories hold it.",
                f"Rate {signed(rate['value'])} per 1,000 words "
                f"({bounds(rate['low'], rate['high'])}).",
                BOOTSTRAP,
            ],
            "cite": ["stone1966", "spinde2021", "efron1993", "hesterberg2015", "newell2018"],
            "limits": [
                "A hit says that the word is there, not that it is unfair.",
                *([lexicon.caution] if lexicon.caution else []),
                VOICE_LIMIT,
                "One article: nothing here says whether the rate is high for news.",
                ENGLISH,
            ],
            "alt": _alt(data),
        },
    )


def _by_category(hits, lexicon):
    rows = []
    unread = hits["voice"].isna()
    hits = hits.assign(voice=hits["voice"].astype("object").mask(unread, NOT_KNOWN))
    voices = [NOT_KNOWN] if unread.any() else ["unquoted", "quoted"]
    for category in lexicon.categories:
        for voice in voices:
            shown = hits[(hits["category"] == category) & (hits["voice"] == voice)]
            counts = shown["hit"].str.replace(_POSSESSIVE, "", regex=True).value_counts(sort=False)
            names = [f"“{hit}”" if voice == "quoted" else hit for hit in counts.index]
            names = [
                f"{name} ×{n}" if n > 1 else name for name, n in zip(names, counts, strict=True)
            ]
            rows.append((category, voice, len(shown), ", ".join(names)))
    return pd.DataFrame(rows, columns=["category", "voice", "hits", "words_hit"])


def _title(hits, body, rate):
    stretches = int(body["loaded_any"].sum())
    if not stretches:
        return "No loaded terms of this list in the article"
    # Stretches of text, each once, as in the rate; a category's hits may share one.
    quoted = f"{int(body['quoted_hits'].sum())} of {plural(stretches, 'hit')} quoted"
    if body["voice"].isna().any():
        quoted = f"voice {NOT_KNOWN}"
    top = hits["category"].value_counts()
    often = "no category holds most"
    if 2 * top.iloc[0] > len(hits):
        often = f"most in “{top.index[0]}”"
    return f"{rate['value']:.0f} loaded terms per 1,000 words; {often}; {quoted}"


def _alt(data):
    rows = [
        f"{row.category}, {row.voice}: {row.hits} ({row.words_hit})"
        for row in data[data["hits"] > 0].itertuples()
    ]
    return "Stacked bars of loaded terms by category and voice. " + "; ".join(rows) + "."


def _draw(figure, data, title):
    axis = figure.subplots()
    wide = data.pivot(index="category", columns="voice", values="hits").loc[
        data["category"].unique()
    ]
    left = pd.Series(0, index=wide.index)
    colours = {"unquoted": (BLUE, ""), "quoted": (ORANGE, "...."), NOT_KNOWN: (GREY, "xxxx")}
    for voice in data["voice"].unique():
        colour, hatch = colours[voice]
        axis.barh(
            wide.index,
            wide[voice],
            left=left,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            lw=0.4,
            label=voice,
        )
        left = left + wide[voice]
    words = data[data["hits"] > 0].groupby("category", sort=False)
    for place, category in enumerate(wide.index):
        if category in words.groups:
            names = ", ".join(words.get_group(category)["words_hit"])
            axis.text(left[category] + 0.1, place, names, va="center", fontsize=6.5)
    axis.set_xlim(0, max(4, left.max() * 2.2))
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.invert_yaxis()
    axis.set_xlabel("hits in the body")
    axis.legend(loc="lower right")
    axis.set_title(wrap(title, 96))
