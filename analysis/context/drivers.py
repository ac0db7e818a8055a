"""The words that made a sentiment score."""

import pandas as pd

from analysis.counting import vader
from analysis.tables.tabulate import select
from analysis.text import straighten

_COLUMNS = ["article", "sentence", "voice", "word", "lexicon", "valence", "compound"]
_COLUMNS += ["start", "end", "text"]


def drivers(corpus, passages, section="body"):
    """List every word with a VADER valence, its sentence, and what it contributed.

    ``passages`` are counted from the corpus (`analysis.count`); a ``section`` of None is all.
    Returns a DataFrame with one row per word in reading order: article, sentence, voice, word,
    lexicon (its valence in VADER's list, −4 to 4), valence (after VADER's rules), compound (the
    sentence's score, from the sum of its valences and from "!" and "?"), start, end (offsets in
    ``article.text``), text (the sentence).

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", 'It was "not good".'),), language="en")
    >>> words = drivers({"a": article}, count([article]))
    >>> words[["voice", "word", "lexicon", "valence"]].to_numpy().tolist()
    [['quoted', 'good', 1.9, -1.406]]
    """
    lexicon = vader.analyzer().lexicon
    rows = []
    sentences = select(passages, [], section).groupby(["article", "sentence"])
    for (article, sentence), group in sentences:
        first = group["start"].min()
        text = corpus[article].text[first : group["end"].max()]
        compound, valences = vader.score(straighten(text))
        for low, high, valence in valences:
            word, start = text[low:high], first + low
            voice = group.loc[group["start"] <= start, "voice"].iloc[-1]
            scores = lexicon.get(straighten(word).lower(), float("nan")), valence, compound
            rows.append((article, sentence, voice, word, *scores, start, first + high, text))
    return pd.DataFrame(rows, columns=_COLUMNS)
