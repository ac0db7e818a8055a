"""The counting pass over articles: one row for each sentence, or part of one, in one voice."""

import gc
import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from functools import partial

import pandas as pd

from analysis._support import About, few, plural, progress, require
from analysis.article import Article
from analysis.lexicon import LexiconError, as_lexicon
from analysis.measures.registry import COUNTED, WORD_FACTS

from . import vocabulary
from .batch import Batch

_BATCH = 1_500_000  # characters counted at once: enough for speed, few enough for memory
_LARGE = 5_000_000  # characters; of fewer, starting processes takes most of what they save
_START = "fork" if sys.platform == "linux" else "spawn"


def count(corpus, lexicon=None, workers=None, attribution=True):
    """Count words, sentences, sentiment and terms in articles; all measures come from these counts.

    ``corpus`` is an iterable of Article; articles not known to be in English are left out, with a
    warning that names the first ones. ``lexicon`` is a Lexicon, a path or a dict of lists such as
    ``{"threat": ["menace*", "grave danger"]}``; by default, it is the shipped list. ``workers`` is
    the number of processes; it does not affect the table. On Linux, a corpus of about 1,500
    articles or more is counted on all cores by default. ``attribution`` says whether a network,
    which makes errors (docs/attribution.md), divides words outside quotation marks into attributed
    and unattributed words. Without it, ``voice`` is quoted or unquoted.

    Returns the passages table (columns in ``docs/tables.md``): one row per passage, articles in the
    order given and passages in reading order. All count columns are additive: ``count(a + b)`` is
    ``count(a)`` followed by ``count(b)``. Raises LexiconError if the term list cannot be used or is
    not in English; ValueError if two articles have one id; RuntimeError if a process ended early.

    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", 'A "soft" line.'),), language="en")
    >>> count([article])[["voice", "words", "start", "end"]].to_numpy().tolist()
    [['unattributed', 1, 0, 2], ['quoted', 1, 2, 8], ['unattributed', 1, 8, 14]]
    """
    require(Iterable, "articles, as returned by analysis.load", corpus=corpus)
    lexicon = as_lexicon(lexicon)
    if lexicon.language != COUNTED:
        what = f"the language of {lexicon.label} is {lexicon.language}"
        raise LexiconError(f"{what}, but only English articles are counted; use an English list")
    if workers is not None and (not isinstance(workers, int) or workers < 1):
        raise ValueError(f"workers={workers!r}; give a whole number of 1 or more")
    articles = list(corpus)
    for article in articles:
        require(Article, "articles, as returned by analysis.load", corpus=article)
    if len(ids := {article.id for article in articles}) < len(articles):
        twice = next(a.id for a in articles if a.id not in ids or ids.discard(a.id))
        raise ValueError(f"two articles have the id {twice!r}; give each a different id")
    english = [article for article in articles if article.language == COUNTED]
    if skipped := not_counted(articles):
        warnings.warn(skipped, stacklevel=2)
    if workers is None:
        small = sum(len(article.text) for article in english) <= _LARGE
        alone = small or _START != "fork" or multiprocessing.parent_process()
        workers = 1 if alone else os.cpu_count() or 1
    if workers > 1 and len(english) > 1:
        table = pd.concat(_in_processes(english, lexicon, workers, attribution), ignore_index=True)
    else:
        table = _count(progress(english), lexicon, attribution)
    table.attrs = {"lexicon": lexicon.label}
    if described := getattr(corpus, "described", None):
        table.attrs["about"] = About(described)
    return table


def not_counted(articles):
    """How many articles are not known to be in English, with the first ids; None if all are."""
    others = [a for a in articles if a.language != COUNTED]
    named = few(f"{a.id} ({a.language or 'language unknown'})" for a in others)
    n = plural(len(others), "article")
    return f"{n} not counted (not known to be in English): {named}" if others else None


def same_list(passages, lexicon):
    """Raise ValueError if passages are known to have been counted with another term list."""
    counted = passages.attrs.get("lexicon", lexicon.label)
    if counted != lexicon.label or not set(lexicon.columns) <= set(passages.columns):
        what = f"the passages were not counted with {lexicon.label}"
        raise ValueError(f"{what}; count them with this term list")


@contextmanager
def pool(workers, advice):
    """Processes for counting, which end with this one; RuntimeError if one ends too early."""
    try:
        context = multiprocessing.get_context(_START)
        with ProcessPoolExecutor(workers, context, _begin, [dict(WORD_FACTS)]) as running:
            yield running
    except BrokenProcessPool:
        why = "a process ended before it had finished counting, perhaps for lack of memory"
        raise RuntimeError(f"{why}; {advice}") from None


def _begin(word_facts):
    def end_with_parent():
        multiprocessing.parent_process().join()
        os._exit(1)

    WORD_FACTS.update(word_facts)
    threading.Thread(target=end_with_parent, daemon=True).start()


def _in_processes(articles, lexicon, workers, attribution):
    # Several shares for each process, since some articles are longer than others.
    size = -(-len(articles) // (8 * workers))
    shares = [articles[first : first + size] for first in range(0, len(articles), size)]
    # A copy of the lexicon, so that what it remembers is not sent with each share.
    counting = partial(_count, lexicon=replace(lexicon), attribution=attribution)
    with pool(workers, "count with fewer workers") as running:
        return list(progress(running.map(counting, shares), total=len(shares), unit="share"))


def _count(articles, lexicon, attribution):
    tables, batch, size = [], [], 0
    # Nothing here makes cycles, and a search for them would read every row again and again.
    collecting = gc.isenabled()
    try:
        gc.disable()
        for article in articles:
            batch.append(article)
            size += len(article.text)
            if size > _BATCH:
                tables.append(Batch(batch, vocabulary.borrow(lexicon), attribution).table())
                batch, size = [], 0
        if batch or not tables:
            tables.append(Batch(batch, vocabulary.borrow(lexicon), attribution).table())
    finally:
        if collecting:
            gc.enable()
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
