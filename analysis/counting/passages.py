"""Articles in, one row for each stretch of one sentence in one voice out: the counting pass."""

import gc
import multiprocessing
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

import numpy as np
import pandas as pd

from analysis import lexicon as term_lists
from analysis._support.progress import progress
from analysis.measures import WORD_FACTS

from .batch import Batch
from .vocabulary import Vocabulary

# So many chunks are counted at once: enough for speed, few enough for memory.
_BATCH = 250_000
# Linux can share what is loaded with the processes that it starts; others load it again.
_START = "fork" if sys.platform == "linux" else "spawn"
_LIST = "lexicon"
_taken = {}  # what a process that counts was given


def count(corpus, lexicon=None, workers=1):
    """Count what is in the articles: the only step that reads text.

    Parameters
    ----------
    corpus : iterable of Article
        Articles whose language is not English are left out, with a warning that names them.
    lexicon : Lexicon or path, optional
        A term list; the shipped one if not given.
    workers : int
        Processes to count with, 1 or more. The table is the same, to the last bit, with any
        number.

    Returns
    -------
    DataFrame
        The passages table (columns in ``docs/tables.md``), one row a passage, articles in the
        order given and passages in reading order. All count columns are additive:
        ``count(a + b)`` is ``count(a)`` followed by ``count(b)``.

    Raises
    ------
    LexiconError
        If the term list cannot be used.
    ValueError
        If ``workers`` is not a whole number from 1.
    RuntimeError
        If a process ended before it had counted its share.

    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", 'A "soft" line.'),), language="en")
    >>> count([article])[["voice", "quote", "words", "start", "end"]].to_numpy().tolist()
    [['unquoted', 'none', 1, 0, 2], ['quoted', 'fragment', 1, 2, 8], ['unquoted', 'none', 1, 8, 14]]
    """
    lexicon = term_lists.chosen(lexicon)
    if not isinstance(workers, int) or workers < 1:
        raise ValueError(f"workers={workers!r}; give a whole number from 1")
    articles = list(corpus)
    skipped = [article.id for article in articles if article.language != "en"]
    if skipped:
        warnings.warn(
            f"{len(skipped)} not counted, since their language is not en: {', '.join(skipped)}",
            stacklevel=2,
        )
    english = [article for article in articles if article.language == "en"]
    if workers > 1 and len(english) > 1:
        table = pd.concat(_by_processes(english, lexicon, workers), ignore_index=True)
    else:
        table = _count(progress(english), lexicon)
    table.attrs = {_LIST: lexicon.label}
    return table


def same_list(passages, lexicon):
    """Refuse passages that were counted with another term list.

    Raises ValueError. Passages read back from a file do not tell; then their columns must fit.
    """
    counted = passages.attrs.get(_LIST, lexicon.label)
    if counted != lexicon.label or not set(lexicon.columns) <= set(passages.columns):
        raise ValueError(
            f"the passages were not counted with {lexicon.label}; give both the same lexicon"
        )


def _by_processes(articles, lexicon, workers):
    given = articles, lexicon, dict(WORD_FACTS)
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context(_START), _take, given)
    try:
        with pool:
            shares = _shares(articles, workers)
            tables = pool.map(_count_some, shares)
            return list(progress(tables, total=len(shares), unit="share"))
    except BrokenProcessPool:
        raise RuntimeError(
            "a process ended before it had counted its share, perhaps for want of memory; "
            "count with fewer workers"
        ) from None


def _take(articles, lexicon, facts):
    # Given once to each process, which a fork does without a copy.
    _taken["articles"], _taken["lexicon"] = articles, lexicon
    WORD_FACTS.update(facts)


def _count_some(bounds):
    return _count(_taken["articles"][slice(*bounds)], _taken["lexicon"])


def _count(articles, lexicon):
    # Nothing here makes cycles, and a search for them would read every row again and again.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _count_all(articles, lexicon)
    finally:
        if collecting:
            gc.enable()


def _count_all(articles, lexicon):
    tables, batch = [], Batch(Vocabulary.of(lexicon))
    for article in articles:
        batch.add(article)
        if len(batch.codes) > _BATCH:
            tables.append(batch.table())
            batch = Batch(Vocabulary.of(lexicon))
    tables.append(batch.table())
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def _shares(articles, workers):
    """Bounds of runs of articles of about equal length, several for each process."""
    lengths = np.cumsum([len(article.text) for article in articles])
    edges = np.searchsorted(lengths, np.linspace(0, lengths[-1], 8 * workers + 1)[1:-1])
    bounds = [0, *sorted(set(edges.tolist()) - {0}), len(articles)]
    return [(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if a < b]
