"""Passages added up, so that a corpus can be kept and compared without its sentences."""

import pandas as pd

from analysis._support.arguments import require
from analysis.counting.batch import SENTENCE_FACTS

from .tabulate import additive, check_counts, summed

# What identifies a row of totals. All rows of a sentence have the same value of `whole`.
KEYS = ("article", "section", "voice", "whole")


def totals(passages, articles=None):
    """Passages added up: one row for each article, section, voice and whole.

    `analysis.tabulate` gives the same for totals as for the passages, but cannot split them by
    part, paragraph, sentence, quote or speaker. Intervals over sentences need the passages.

    ``articles`` gives columns to add, indexed by article, such as
    ``corpus.metadata[["outlet", "published"]]``.

    Returns
    -------
    DataFrame
        Columns article, section, voice (empty where the marks cannot be read) and whole (the
        sentence lies in one voice), the columns of ``articles``, and the sums of all count
        columns. Sorted by the first four, sections in reading order.

    Raises
    ------
    ValueError
        If the table is not of passages, a column of counts does not hold numbers, ``articles`` has
        a row twice, or a column is in both.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = 'It rained. Ann left. "We won," she said.'
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> totals(passages)[["voice", "whole", "sentences", "words"]].to_numpy().tolist()
    [['quoted', False, 1, 2], ['unquoted', False, 0, 2], ['unquoted', True, 2, 4]]
    """
    require(pd.DataFrame, "a DataFrame of passages", passages=passages)
    require((pd.DataFrame, type(None)), "a DataFrame such as corpus.metadata", articles=articles)
    if missing := [name for name in (*KEYS, *SENTENCE_FACTS) if name not in passages]:
        raise ValueError(
            f"passages has no column {', '.join(missing)}; use the table from analysis.count"
        )
    check_counts(passages)
    counts = [name for name in passages if additive(passages, name)]
    sums = summed(passages, list(KEYS), counts).reset_index()
    if articles is not None:
        if not articles.index.is_unique:
            raise ValueError("articles has more than one row for an article; list each once")
        if both := [name for name in articles if name in sums]:
            raise ValueError(f"{', '.join(both)} is in passages and articles; leave it out of one")
        sums = sums.join(articles, on="article")[[*KEYS, *articles, *counts]]
    sums.attrs = dict(passages.attrs)
    return sums
