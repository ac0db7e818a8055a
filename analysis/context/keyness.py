"""Which words are more frequent in one part of a corpus than in another."""

import numpy as np
import pandas as pd
from scipy import stats

from .subcorpora import column_counts, masks, word_counts

_NONE = 0.5  # stands for a count of 0 in a ratio


def keyness(corpus, passages, a, b, by=None, of="words", section="body", least=3):
    """Compare how often words, or hits of a term list, stand in two parts of a corpus.

    Parameters
    ----------
    corpus : Corpus
        The articles that were counted.
    passages : DataFrame
        Their passages (`analysis.count`).
    a, b : value, or mask
        The two parts: two values of the column ``by``; without ``by`` two boolean Series, one
        value for each row of ``passages``.
    by : str, optional
        A column of passages (voice, speaker, …) or of ``corpus.metadata`` (outlet, …).
    of : "words" or list of str
        Every distinct word, folded as terms are (small letters, no possessive); or count columns
        such as ``["loaded_any"]``.
    section : str or None
        The section compared; None for all.
    least : int
        A word that stands in fewer articles is left out; count columns never are.

    Returns
    -------
    DataFrame
        One row a word or column, the surest differences first: count_a, count_b; rate_a, rate_b
        (for 1,000 words); articles_a, articles_b (that have it); then

        - g2: log-likelihood G² of two cells (Rayson and Garside 2000), and g2_q. It takes words
          for independent draws, which they are not, and finds differences that are none.
        - log_ratio: binary logarithm of rate_a ÷ rate_b (Hardie 2014), a count of 0 taken as 0.5.
        - clumping: how much more the articles' counts vary than independent words would
          (`clumping`); 1 where they do not.
        - low, high: 95% interval of log_ratio, p and q: the test to read, for a word that is in one
          article is likely to come again there (Lijffijt et al. 2016, Bestgen 2014). G² ÷ clumping
          is compared with F of 1 and articles_a + articles_b − 1 degrees of freedom (Rao and
          Scott 1992); the interval is that of the logarithm of a ratio, widened likewise.

        g2_q and q are false-discovery rates (Benjamini and Hochberg 1995) over all rows. Interval,
        p and q are nan where fewer than two articles have the word. Where both parts stand in the
        same articles (voices), the test errs on the careful side.

    Raises
    ------
    ValueError
        If a column or value is not there, or the parts share passages.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> texts = ["Peace talks.", "Peace came.", "War now.", "War, war!"]
    >>> made = [Article(f"{n}", (Section("body", t),), language="en") for n, t in enumerate(texts)]
    >>> table, first = count(made), ["0", "1"]
    >>> part = table["article"].isin(first)
    >>> found = keyness({a.id: a for a in made}, table, part, ~part, least=2)
    >>> found[["count_a", "count_b", "g2", "log_ratio"]].round(2).to_dict("index")["war"]
    {'count_a': 0, 'count_b': 3, 'g2': 4.16, 'log_ratio': -2.58}
    """
    part_a, part_b = masks(corpus, passages, a, b, by)
    if section is not None:
        part_a, part_b = (part & (passages["section"] == section) for part in (part_a, part_b))
    chosen = passages[part_a | part_b]
    in_b = part_b[part_a | part_b].to_numpy()
    article, ids = pd.factorize(chosen["article"])
    if isinstance(of, str) and of == "words":
        names, counts = word_counts(corpus, chosen, article, in_b)
        keep = np.flatnonzero(((counts[0] + counts[1]) > 0).sum(axis=0) >= least)
        names, counts = [names[n] for n in keep], [matrix[:, keep] for matrix in counts]
    else:
        names = [of] if isinstance(of, str) else list(of)
        counts = column_counts(chosen, names, article, in_b)
    sizes = [
        np.bincount(article[rows], chosen["words"].to_numpy()[rows], len(ids))
        for rows in (~in_b, in_b)
    ]
    for part, size in zip("ab", sizes, strict=True):
        if not size.sum():
            raise ValueError(f"part {part} has no words in the section {section or 'chosen'}")
    return _table(names, counts, sizes)


def log_likelihood(count_a, count_b, words_a, words_b):
    """G² of two cells, as in Rayson and Garside (2000), not of Dunning's (1993) four.

    Two cells fit hits of phrases too, for which "all other words" is no cell.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    pooled = (np.asarray(count_a) + count_b) / (words_a + words_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        cells = [
            np.where(np.asarray(n) > 0, n * np.log(n / (size * pooled)), 0)
            for n, size in ((count_a, words_a), (count_b, words_b))
        ]
    return 2 * np.maximum(cells[0] + cells[1], 0)


def clumping(counts, sizes):
    """How much more the counts of articles vary than those of independent words would.

    The sum of (count − rate × words)² over articles, divided by what it would be if the words
    were drawn one by one: the design effect of Rao and Scott (1992). At least 1.

    Parameters
    ----------
    counts : list of sparse arrays, articles × terms
        One for each part; each part has its own rate. An article with words in both counts once
        in each.
    sizes : list of arrays, one number an article
        Words; 0 where an article has none in that part.

    Returns
    -------
    array, one number a term; nan where nothing was counted

    >>> from scipy.sparse import csr_array
    >>> matrix = csr_array(np.array([[4], [0], [0], [0]]))
    >>> clumping([matrix], [np.array([100, 100, 100, 100])]).tolist()
    [4.0]
    """
    found = expected = 0
    for matrix, size in zip(counts, sizes, strict=True):
        total = size.sum()
        rate = matrix.sum(axis=0) / total
        # The squares are multiplied out, so that the zeros of the matrix are never filled in.
        residual = matrix.power(2).sum(axis=0) - 2 * rate * (matrix.T @ size)
        found = found + residual + rate**2 * (size**2).sum()
        expected = expected + rate * (total - (size**2).sum() / total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.maximum(found / expected, 1)


def _table(names, counts, sizes):
    """The table of `keyness`."""
    totals = [matrix.sum(axis=0).astype("int64") for matrix in counts]
    spread = [(matrix > 0).sum(axis=0) for matrix in counts]
    all_words = [size.sum() for size in sizes]
    table = pd.DataFrame(index=pd.Index(names, name="term", dtype="str"))
    for part, total in zip("ab", totals, strict=True):
        table[f"count_{part}"] = total
    for part, total, size in zip("ab", totals, all_words, strict=True):
        table[f"rate_{part}"] = total / size * 1000
    for part, having in zip("ab", spread, strict=True):
        table[f"articles_{part}"] = having
    table["g2"] = log_likelihood(*totals, *all_words)
    nowhere = totals[0] + totals[1] == 0
    table.loc[nowhere, "g2"] = np.nan
    table["g2_q"] = _false_discovery(stats.chi2.sf(table["g2"], 1))
    one, other = (np.maximum(total, _NONE) for total in totals)
    table["log_ratio"] = np.log2(one / all_words[0] / (other / all_words[1]))
    table.loc[nowhere, "log_ratio"] = np.nan
    table["clumping"] = clumping(counts, sizes)
    # So many articles speak for a word; fewer than two say nothing of how it clumps.
    freedom = np.where(spread[0] + spread[1] > 1, spread[0] + spread[1] - 1.0, np.nan)
    error = np.sqrt(table["clumping"] * (1 / one + 1 / other)) / np.log(2)
    margin = stats.t.ppf(0.975, freedom) * error
    table["low"], table["high"] = table["log_ratio"] - margin, table["log_ratio"] + margin
    table["p"] = stats.f.sf(table["g2"] / table["clumping"], 1, freedom)
    table["q"] = _false_discovery(table["p"].to_numpy())
    table = table.sort_index().sort_values("g2", ascending=False, kind="stable")
    return table.sort_values("p", kind="stable")


def _false_discovery(p):
    """Benjamini and Hochberg's adjusted p; nan stays."""
    q, known = np.full(len(p), np.nan), ~np.isnan(p)
    if known.any():
        q[known] = stats.false_discovery_control(p[known])
    return q
