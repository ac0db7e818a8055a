"""Compare our readability scores with textstat's and with those of other sentence splitters."""

import functools
import importlib
import re

import numpy as np
import pandas as pd

from analysis.counting import vader
from analysis.figures.inputs import body_of
from analysis.measures import applicable
from analysis.tables import tabulate
from analysis.text import straighten, syllables

# textstat's functions; our measures have the same names, without an ending.
_THEIRS = "words_per_sentence flesch_reading_ease flesch_kincaid_grade smog_index".split()
_THEIRS += "gunning_fog coleman_liau_index automated_readability_index".split()
_THEIRS += "dale_chall_readability_score lix linsear_write_formula".split()
_ENDING = re.compile("_(index|readability_score|formula)$")


def compare_with_textstat(article, passages):
    """Readability of an article's body by our measures and by textstat, from the raw text.

    Returns a DataFrame indexed by measure: ours, textstat, difference (ours − textstat). Raises
    NothingToShow if there is no article, or no words of its body are in the passages.
    """
    counts, body = _counted(article, passages)
    textstat = offline_textstat()
    theirs = {_ENDING.sub("", name): float(getattr(textstat, name)(body)) for name in _THEIRS}
    table = pd.DataFrame({"ours": counts[[*theirs]].astype("float64"), "textstat": theirs})
    return table.assign(difference=table["ours"] - table["textstat"]).rename_axis("measure")


def compare_splitters(article, passages):
    """Measures of an article's body with its sentences split by different rules.

    Returns a DataFrame with a row for the number of sentences and for each measure that uses it:
    ours, textstat (which gives the number of sentences only, so no sentiment), full_stops (a split
    after each ".", "!" or "?" before white space), and largest_change, the larger of the two
    absolute differences. Raises NothingToShow as `compare_with_textstat` does.
    """
    ours, body = _counted(article, passages)
    pieces = [piece for piece in re.split(r"(?<=[.!?])\s+", body) if re.search(r"[^\W_]", piece)]
    scores = np.array([vader.score(straighten(piece))[0] for piece in pieces])
    counts = pd.DataFrame([ours] * 3, ["ours", "textstat", "full_stops"])
    counts["sentences"] = [ours["sentences"], offline_textstat().sentence_count(body), len(pieces)]
    values = {"compound": scores, "positive": scores >= 0.05, "negative": scores <= -0.05}
    for name, of_pieces in values.items():
        counts[name] = [ours[name], np.nan, of_pieces.sum()]
    table = counts[["sentences"]].astype("float64")
    for name, (measure, needs) in applicable(passages.columns).items():
        if "sentences" in needs:
            table[name] = measure(*(counts[need] for need in needs))
    table = table.T.rename_axis("measure")
    changes = table[["textstat", "full_stops"]].sub(table["ours"], axis="index").abs()
    return table.assign(largest_change=changes.max(axis="columns"))


def _counted(article, passages):
    """Counts and measures of an article's body, and its text."""
    counts = tabulate(body_of(passages, article and article.id)).iloc[0]
    return counts, "\n\n".join(article.texts("body"))


@functools.cache
def offline_textstat():
    """textstat, with syllables from the shipped table in the whole process: no network needed."""
    import textstat

    counter = importlib.import_module("textstat.backend.counts._count_syllables")
    # As textstat reads CMUdict: word → pronunciations → phones, a digit on each vowel.
    words = {word: [["0"] * count] for word, count in syllables.table().items()}
    counter.get_cmudict = lambda _: words
    counter.count_syllables.cache_clear()  # answers from another dictionary
    return textstat
