"""Key words in context."""

import pandas as pd

from analysis import lexicon as term_lists

_WIDTH = 60


def concordance(corpus, passages, lexicon=None, section="body"):
    """Each hit of a term list with what stands to its left and right.

    Parameters
    ----------
    corpus : Corpus
        The articles that were counted.
    passages : DataFrame
        Their passages (`analysis.count`).
    lexicon : Lexicon or path, optional
        The shipped list if not given.
    section : str or None
        The section looked at; None for all.

    Returns
    -------
    DataFrame
        One row a hit and category, in reading order: article, section, voice, speaker, category,
        term, left, hit, right, start, end (offsets in ``article.text``). Left and right are at
        most 60 characters and stay within the section.

    Raises
    ------
    LexiconError
        If the term list cannot be used.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", "He feared a betrayal, she said."),), language="en")
    >>> found = concordance({"a": article}, count([article]))
    >>> found[["left", "hit", "right"]].to_numpy().tolist()
    [['He feared a ', 'betrayal', ', she said.']]
    """
    lexicon = term_lists.chosen(lexicon)
    if section is not None:
        passages = passages[passages["section"] == section]
    rows = []
    for passage in passages.itertuples():
        text = corpus[passage.article].text
        for low, high, category, term in lexicon.find(text[passage.start : passage.end]):
            low, high = low + passage.start, high + passage.start
            left = text[max(0, low - _WIDTH) : low].split("\n\n")[-1]
            right = text[high : high + _WIDTH].split("\n\n")[0]
            place = (passage.article, passage.section, passage.voice, passage.speaker)
            rows.append((*place, category, term, left, text[low:high], right, low, high))
    columns = ["article", "section", "voice", "speaker", "category", "term"]
    return pd.DataFrame(rows, columns=[*columns, "left", "hit", "right", "start", "end"])
