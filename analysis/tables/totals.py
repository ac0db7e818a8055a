"""Totals of passages, and the reader counts of each article in one row."""

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from analysis._support import require
from analysis.corpus import COUNTERS
from analysis.counting.batch import SENTENCE_FACTS
from analysis.measures import WORD_FACTS, applicable

# What identifies a row of totals. All rows of a sentence have the same values of the last two.
KEYS = ("article", "section", "voice", "whole", "reporting")
_PLACES = {"part", "paragraph", "sentence", "start", "end"}
_SCALE = 1_000_000


def totals(passages, articles=None):
    """Sums of passages: one row for each article, section, voice, whole and reporting.

    `analysis.tabulate` gives the same results for totals as for passages, but cannot split totals
    by part, paragraph, sentence, quote or speaker. Intervals over sentences need the passages.

    Returns a DataFrame: article; section; voice (empty if the marks cannot be read); whole (whether
    the sentence lies wholly inside or wholly outside marks); reporting (whether it has attributed
    words; absent if counted without attribution); the columns of ``articles`` (such as
    ``corpus.metadata[["outlet", "published"]]``); and the sums of all count columns. Sorted by the
    first five columns, sections in reading order. Raises ValueError if these are not passages, a
    column of counts has no numbers, ``articles`` has a row twice, or a column is in both.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = 'It rained. Ann left. "We won," she said.'
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> totals(passages)[["voice", "whole", "sentences", "words"]].to_numpy().tolist()
    [['quoted', False, 1, 2], ['unattributed', False, 0, 2], ['unattributed', True, 2, 4]]
    """
    require(pd.DataFrame, "a DataFrame of passages", passages=passages)
    keys = [name for name in KEYS if name in passages or name != "reporting"]
    if missing := [name for name in (*keys, *SENTENCE_FACTS) if name not in passages]:
        names = ", ".join(missing)
        raise ValueError(f"passages has no column {names}; use the table from analysis.count")
    check_table(passages, articles)
    counts = counts_in(passages)
    sums = summed(passages, keys, counts).reset_index()
    if articles is not None:
        if both := [name for name in articles if name in sums]:
            raise ValueError(f"passages and articles both have {', '.join(both)}; drop it from one")
        sums = sums.join(articles, on="article")[[*keys, *articles, *counts]]
    sums.attrs = dict(passages.attrs)
    return sums


def reader_counts(responses):
    """The counts of ``corpus.responses`` in one row per article, as needed for ratios.

    Returns a DataFrame with columns article, votes, yes, no, comments, shares, likes, dislikes,
    reactions, views (``Int64``; <NA>: unknown). ``votes`` is the number of all answers to the
    article's polls, including "Undecided"; <NA> if the votes of one poll are unknown, or if the
    page shows a question twice. ``yes`` and ``no`` are <NA> if the article has several polls,
    because yes to one question is not yes to another. A counter is <NA> if the page shows different
    numbers for it. Raises ValueError if the table lacks a column of responses.

    >>> table = pd.DataFrame({"article": "a", "kind": ["poll", "comments"], "question": pd.NA})
    >>> table[["yes", "no", "votes"]] = pd.DataFrame([[88, 4, 92], [pd.NA] * 3], dtype="Int64")
    >>> table[list(COUNTERS)] = pd.DataFrame([[pd.NA] * 6, [23] + [pd.NA] * 5], dtype="Int64")
    >>> reader_counts(table)[["article", "votes", "yes", "no", "comments"]].values.tolist()
    [['a', 92, 88, 4, 23]]
    """
    require(pd.DataFrame, "a table such as corpus.responses", responses=responses)
    columns = ["votes", "yes", "no", *COUNTERS]
    if missing := [n for n in ("article", "kind", "question", *columns) if n not in responses]:
        raise ValueError(f"responses has no column {', '.join(missing)}; give corpus.responses")
    counters = responses.groupby("article", sort=True)[list(COUNTERS)]
    out = counters.first().where(counters.nunique() == 1)
    polls = responses[responses["kind"] == "poll"]
    twice = polls.duplicated(["article", "question"], keep=False)
    votes = polls["votes"].mask(twice).groupby(polls["article"])
    out["votes"] = votes.sum(min_count=1).where(votes.count() == votes.size())
    only = polls[~polls.duplicated("article", keep=False)].set_index("article")
    out["yes"], out["no"] = only["yes"], only["no"]
    return out[columns].astype("Int64").reset_index()


def check_table(table, articles):
    """Raise ValueError for counts that are not numbers, or several rows for one article."""
    require((pd.DataFrame, type(None)), "a DataFrame such as corpus.metadata", articles=articles)
    if "article" in (() if articles is None else articles) and articles.index.name != "article":
        raise ValueError("articles is not indexed by id; give articles.set_index('article')")
    if articles is not None and not articles.index.is_unique:
        raise ValueError("articles has several rows for one article; keep one per article")
    needs = {need for _, needs in applicable(table.columns).values() for need in needs}
    for name in () if table.empty else table.columns.drop(counts_in(table)):
        if name in needs.union(SENTENCE_FACTS, WORD_FACTS):
            raise ValueError(f"column {name} must contain numbers, not {table[name].dtype}")


def counts_in(table, by=()):
    """The columns of counts, which can be added, not positions, names or those to group by."""
    kinds = table.dtypes.items()
    numbers = (name for name, kind in kinds if is_numeric_dtype(kind) and not is_bool_dtype(kind))
    return [name for name in numbers if name not in _PLACES and name not in by]


def grouped(table, by):
    """The table in groups; a single group if ``by`` is empty."""
    keys = [table[name] for name in by] or pd.Series(0, index=table.index)
    return table.groupby(keys, observed=True, dropna=False, sort=True)


def summed(table, by, columns):
    """Sums that do not depend on the order of the rows: decimals are summed as whole numbers."""
    scaled = table[columns].copy()
    decimal = [column for column in columns if table[column].dtype == "float64"]
    for name in scaled[decimal].columns[(scaled[decimal].abs() > 2**42).any()]:
        raise ValueError(f"column {name} has a number too large to be summed; correct it")
    scaled[decimal] = (scaled[decimal] * _SCALE).round().astype("Int64")
    # Not a join: rows of several tables may have the same index labels.
    sums = grouped(pd.concat([scaled, table[by]], axis=1), by)[columns].sum(min_count=1)
    sums[decimal] = sums[decimal].astype("float64") / _SCALE
    return sums
