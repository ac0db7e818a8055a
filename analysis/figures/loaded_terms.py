"""Loaded terms of an article by category and voice, with the words hit."""

import pandas as pd

from analysis import lexicon as term_lists
from analysis.coding.validity import known_error
from analysis.context.concordance import concordance
from analysis.counting.passages import same_list
from analysis.statistics.interval import interval

from .captions import NOT_KNOWN
from .drawing import GREY, QUOTED, TWO_COLUMNS, UNQUOTED, stacked_bars
from .inputs import article_about, body_of
from .saving import figure_files

_POSSESSIVE = r"['’]s?$"
_RATE = "loaded_any_per_1000"
_VOICES = {"unquoted": UNQUOTED, "quoted": QUOTED, NOT_KNOWN: (GREY, "xxxx")}


def loaded_terms(corpus, passages, article, lexicon=None):
    """Hits by category, quoted and unquoted, in the body, with the words hit.

    Called like `readability`; ``lexicon`` (a Lexicon or path) is the shipped list if not given.
    Raises ValueError if the passages were counted with another list.

    >>> from analysis import study
    >>> shown = study("corpus")
    >>> loaded_terms(shown.one, shown.passages, shown.id).record["title"]
    '29 loaded terms per 1,000 words; most in “contempt”; 2 of 10 hits quoted'
    """
    lexicon = term_lists.as_lexicon(lexicon)
    same_list(passages, lexicon)
    passages = body_of(passages, article)
    hits = concordance(corpus, lexicon, passages)
    data = _by_category(hits, lexicon)
    columns = [*lexicon.columns[: len(lexicon.categories)], "quoted_hits"]
    terms = f"{lexicon.name} {lexicon.version} {lexicon.fingerprint[:12]}"
    stretches, top = int(passages["loaded_any"].sum()), hits["category"].value_counts()
    return figure_files(
        _draw,
        "loaded-terms",
        data,
        size=(TWO_COLUMNS, 1.1 + 0.3 * len(lexicon.categories)),
        about=article_about(corpus, article, passages, [_RATE], columns, terms),
        n_words=int(passages["words"].sum()),
        # Stretches of text, each once, as in the rate; a category's hits may share one.
        stretches=stretches,
        quoted=None if passages["voice"].isna().any() else int(passages["quoted_hits"].sum()),
        main=top.index[0] if stretches and 2 * top.iloc[0] > len(hits) else "",
        rate=interval(passages, _RATE, []).iloc[0],
        lexicon=lexicon,
        errors=known_error(corpus, lexicon),
    )


def _by_category(hits, lexicon):
    rows = []
    unread = hits["voice"].isna()
    hits = hits.assign(voice=hits["voice"].astype("object").mask(unread, NOT_KNOWN))
    voices = [NOT_KNOWN] if unread.any() else ["unquoted", "quoted"]
    for category in lexicon.categories:
        for voice in voices:
            terms = hits.loc[(hits["category"] == category) & (hits["voice"] == voice), "hit"]
            counts = terms.str.replace(_POSSESSIVE, "", regex=True).value_counts(sort=False)
            marks = "“{}”" if voice == "quoted" else "{}"
            names = [marks.format(hit) + f" ×{n}" * (n > 1) for hit, n in counts.items()]
            rows.append((category, voice, len(terms), ", ".join(names)))
    return pd.DataFrame(rows, columns=["category", "voice", "hits", "words_hit"])


def _draw(figure, data):
    axis = figure.subplots()
    hits = data.pivot(index="category", columns="voice", values="hits")
    hits = hits.loc[data["category"].unique(), data["voice"].unique()]
    ends = stacked_bars(axis, hits.index, hits, _VOICES)
    words = data[data["hits"] > 0].groupby("category")["words_hit"].agg(", ".join)
    for place, (category, end) in enumerate(ends.items()):
        axis.text(end + 0.1, place, words.get(category, ""), va="center")
    axis.xaxis.get_major_locator().set_params(integer=True)
    axis.invert_yaxis()
    axis.set(xlim=(0, max(4, ends.max() * 2.2)), xlabel="hits in the body")
    axis.legend(loc="lower right")
