"""The words that made a sentiment score."""

import pandas as pd

from analysis.counting import vader
from analysis.text import straighten


def drivers(corpus, passages, section="body"):
    """Every word with a VADER valence, the sentence that it stands in, and what it contributed.

    Parameters
    ----------
    corpus : Corpus
        The articles that were counted.
    passages : DataFrame
        Their passages (`analysis.count`).
    section : str or None
        The section looked at; None for all.

    Returns
    -------
    DataFrame
        One row a word in reading order: article, sentence, voice, word, lexicon (its valence in
        VADER's list, −4 to 4), valence (after VADER's rules in this sentence), compound (the
        sentence's score), start, end (offsets in ``article.text``), text (the sentence). The
        valences of a sentence add up to what its compound score is made of, before "!" and "?".

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", 'It was "not good".'),), language="en")
    >>> made = drivers({"a": article}, count([article]))
    >>> made[["voice", "word", "lexicon", "valence"]].to_numpy().tolist()
    [['quoted', 'good', 1.9, -1.406]]
    """
    lexicon = vader.analyzer().lexicon
    if section is not None:
        passages = passages[passages["section"] == section]
    rows = []
    for (article, sentence), group in passages.groupby(["article", "sentence"], sort=True):
        text = corpus[article].text
        start, end = group["start"].min(), group["end"].max()
        compound, valences = vader.score(straighten(text[start:end]))
        for low, high, valence in valences:
            word = text[start + low : start + high]
            voice = group.loc[group["start"] <= start + low, "voice"].iloc[-1]
            listed = lexicon.get(straighten(word).lower(), float("nan"))
            rows.append(
                (article, sentence, voice, word, listed, valence, compound)
                + (start + low, start + high, text[start:end])
            )
    columns = ["article", "sentence", "voice", "word", "lexicon", "valence", "compound"]
    return pd.DataFrame(rows, columns=[*columns, "start", "end", "text"])
