"""Our scores beside others of the same name: textstat's, and ours with sentences cut elsewhere."""

import importlib
import re

import pandas as pd

from analysis._support.not_shown import NO_ARTICLE, NOT_COUNTED, NothingToShow, or_why
from analysis.counting import vader
from analysis.measures import applicable
from analysis.tables.tabulate import tabulate
from analysis.text import straighten
from analysis.text.syllables import table as syllable_table

# textstat's function for each measure of ours.
_THEIRS = {
    "flesch_reading_ease": "flesch_reading_ease",
    "flesch_kincaid_grade": "flesch_kincaid_grade",
    "smog": "smog_index",
    "gunning_fog": "gunning_fog",
    "coleman_liau": "coleman_liau_index",
    "automated_readability": "automated_readability_index",
    "dale_chall": "dale_chall_readability_score",
    "lix": "lix",
    "rix": "rix",
    "words_per_sentence": "words_per_sentence",
}


@or_why
def compare_with_textstat(article, passages):
    """Readability of an article's body: ours, textstat's on the raw text, and the difference.

    Parameters
    ----------
    article : Article or None
    passages : DataFrame
        The passages table that holds it.

    Returns
    -------
    DataFrame
        Indexed by measure: ours, textstat, difference (ours − textstat's). Where nothing of the
        body was counted, `NotShown`, which says so.
    """
    ours = _sums(article, passages)
    textstat, body = offline_textstat(), _body(article)
    table = pd.DataFrame(
        {
            "ours": {name: float(ours[name]) for name in _THEIRS},
            "textstat": {
                name: float(getattr(textstat, theirs)(body)) for name, theirs in _THEIRS.items()
            },
        }
    )
    table["difference"] = table["ours"] - table["textstat"]
    return table.rename_axis("measure")


@or_why
def compare_splitters(article, passages):
    """Measures of an article's body, were its sentences cut by another rule.

    Parameters
    ----------
    article : Article or None
    passages : DataFrame
        The passages table that holds it.

    Returns
    -------
    DataFrame
        Indexed by measure, of those that look at sentences, and the number of sentences itself:
        ours, textstat (its own count of sentences), full_stops (cut after every ".", "!" and "?"
        before white space), and largest_change, the larger of the two differences without sign.
        textstat gives a count only, so measures of sentiment have no value there. Where nothing of
        the body was counted, `NotShown`, which says so.
    """
    sums = _sums(article, passages)
    body = _body(article)
    cut = [piece for piece in re.split(r"(?<=[.!?])\s+", body) if re.search(r"[^\W_]", piece)]
    scores = pd.Series([vader.score(straighten(piece))[0] for piece in cut], dtype="float64")
    full_stops = dict(sums) | {
        "sentences": len(cut),
        "compound": scores.sum(),
        "positive": int((scores >= 0.05).sum()),
        "negative": int((scores <= -0.05).sum()),
    }
    textstat = dict(sums) | {"sentences": offline_textstat().sentence_count(body)}
    textstat |= dict.fromkeys(("compound", "positive", "negative"), float("nan"))
    rows = {"sentences": [counts["sentences"] for counts in (sums, textstat, full_stops)]}
    for name, (function, needs) in applicable(passages.columns).items():
        if "sentences" in needs:
            rows[name] = [
                function(*(counts[need] for need in needs))
                for counts in (sums, textstat, full_stops)
            ]
    columns = ["ours", "textstat", "full_stops"]
    table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).astype("float64")
    others = table[columns[1:]].sub(table["ours"], axis="index").abs()
    return table.assign(largest_change=others.max(axis="columns")).rename_axis("measure")


def _sums(article, passages):
    """Counts and measures of an article's body; NothingToShow if there are none."""
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    found = tabulate(passages[passages["article"] == article.id])
    if found.empty:
        raise NothingToShow(NOT_COUNTED.format(article.id))
    return found.iloc[0]


def _body(article):
    return "\n\n".join(section.text for section in article.sections if section.kind == "body")


def offline_textstat():
    """textstat, its functions answered from the shipped table: no network and no NLTK data.

    May be called any number of times.

    Returns
    -------
    module
        ``textstat``, changed for the whole process.

    >>> offline_textstat().syllable_count("the reading of the news")
    6
    """
    import textstat

    counter = importlib.import_module("textstat.backend.counts._count_syllables")
    if counter.get_cmudict is not _cmudict:
        counter.get_cmudict = _cmudict
        counter.count_syllables.cache_clear()  # answers from another dictionary
    return textstat


def _cmudict(lang):
    return _Pronunciations() if lang.split("_")[0] == "en" else None


class _Pronunciations:
    """CMUdict as textstat reads it: word → pronunciations → phones, a digit on each vowel."""

    def __getitem__(self, word):
        return [["0"] * syllable_table()[word]]
