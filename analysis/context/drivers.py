"""The words that made a sentiment score."""

import pandas as pd

from analysis.counting import vader
from analysis.text import straighten

_COLUMNS = ["article", "sentence", "voice", "word", "lexicon", "valence", "compound"]
_COLUMNS += ["start", "end", "text"]


def drivers(corpus, passages, section="body"):
    """List every word with a VADER valence, its sentence, and what it contributed.

    Parameters
    ----------
    corpus : Corpus
        The articles that were counted.
    passages : DataFrame
        Their passages (`analysis.count`).
    section : str or None
        The section scored; None for all.

    Returns
    -------
    DataFrame
        One row per word in reading order: article, sentence, voice, word, lexicon (its valence in
        VADER's list, −4 to 4), valence (after VADER's rules in this sentence), compound (the
        sentence's score), start, end (offsets in ``article.text``), text (the sentence). The
        valences of a sentence add up to what its compound score is made of, before "!" and "?".

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", 'It was "not good".'),), language="en")
    >>> words = drivers({"a": article}, count([article]))
    >>> words[["voice", "word", "lexicon", "valence"]].to_numpy().tolist()
    [['quoted', 'good', 1.9, -1.406]]
    """
    lexicon = vader.analyzer().lexicon
    if section is not None:
        passages = passages[passages["section"] == section]
    rows = []
    for (article, sentence), group in passages.groupby(["article", "sentence"], sort=True):
        first = group["start"].min()
        text = corpus[article].text[first : group["end"].max()]
        compound, valences = vader.score(straighten(text))
        for low, high, valence in valences:
            word, start, end = text[low:high], first + low, first + high
            voice = group.loc[group["start"] <= start, "voice"].iloc[-1]
            listed = lexicon.get(straighten(word).lower(), float("nan"))
            places = start, end, text
            rows.append((article, sentence, voice, word, listed, valence, compound, *places))
    return pd.DataFrame(rows, columns=_COLUMNS)
