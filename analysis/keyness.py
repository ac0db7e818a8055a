"""Which words are more frequent in one part of a corpus than in another."""

import warnings

import numpy as np
import pandas as pd
from scipy import stats
from scipy.sparse import csr_array

from analysis.lexicon import fold
from analysis.text import words

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
        - log_ratio: binary logarithm of rate_a ÷ rate_b (Hardie 2014), a count of 0 taken as 0.5;
          low and high, its 95% interval, from the spread between articles.
        - p and q: a test on articles, Welch's t for rates in which an article weighs by its words
          (`difference`). Read this one (Lijffijt et al. 2016, Bestgen 2014).

        g2_q and q are false-discovery rates (Benjamini and Hochberg 1995) over all rows. Intervals
        and tests are nan where a part has fewer than two articles.

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
    part_a, part_b = _parts(corpus, passages, a, b, by)
    if section is not None:
        part_a, part_b = (part & (passages["section"] == section) for part in (part_a, part_b))
    chosen = passages[part_a | part_b]
    in_b = part_b[part_a | part_b].to_numpy()
    article, ids = pd.factorize(chosen["article"])
    if isinstance(of, str) and of == "words":
        names, counts = _word_counts(corpus, chosen, article, in_b)
        spread = [(matrix > 0).sum(axis=0) for matrix in counts]
        either = ((counts[0] + counts[1]) > 0).sum(axis=0)
        keep = np.flatnonzero(either >= least)
        names, counts = np.array(names, dtype=object)[keep], [m[:, keep] for m in counts]
        spread = [having[keep] for having in spread]
    else:
        names = [of] if isinstance(of, str) else list(of)
        counts = _column_counts(chosen, names, article, in_b)
        spread = [(matrix > 0).sum(axis=0) for matrix in counts]
    sizes = [
        np.bincount(article[rows], chosen["words"].to_numpy()[rows], len(ids))
        for rows in (~in_b, in_b)
    ]
    return _table(names, counts, spread, sizes)


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


def difference(counts_a, counts_b, sizes_a, sizes_b):
    """Difference of two rates of words, with articles as the units drawn.

    A rate is all counts ÷ all words of a part, a ratio of sums over articles; its variance is that
    of the articles' residuals, count − rate × words (Cochran 1977). With articles of equal length
    the test is Welch's t; where articles have words in both parts (voices), it is paired.

    Parameters
    ----------
    counts_a, counts_b : sparse or dense array, articles × terms
    sizes_a, sizes_b : array, one number an article
        Words; 0 where an article has none in that part.

    Returns
    -------
    tuple of arrays, one number a term
        p of the difference; standard error of the natural logarithm of the ratio of rates, never
        less than that of independent words; degrees of freedom.
    """
    counts, sizes = (csr_array(counts_a), csr_array(counts_b)), (sizes_a, sizes_b)
    rates, variances, articles = [], [], []
    for matrix, size in zip(counts, sizes, strict=True):
        total, m = size.sum(), np.count_nonzero(size)
        rate = matrix.sum(axis=0) / total
        # The sum of (count − rate × words)² over articles, without filling the zeros.
        residual = matrix.power(2).sum(axis=0) - 2 * rate * (matrix.T @ size)
        residual = residual + rate**2 * (size**2).sum()
        factor = m / (m - 1) if m > 1 else np.nan
        rates.append(rate)
        variances.append(factor * np.maximum(residual, 0) / total**2)
        articles.append(m)
    (rate_a, rate_b), (var_a, var_b), (m_a, m_b) = rates, variances, articles
    both = (np.asarray(sizes_a) > 0) & (np.asarray(sizes_b) > 0)
    shared = np.zeros(len(rate_a))
    if both.any():
        product = counts[0].multiply(counts[1]).sum(axis=0)
        product = product - rate_a * (counts[1].T @ sizes_a) - rate_b * (counts[0].T @ sizes_b)
        product = product + rate_a * rate_b * (sizes_a * sizes_b).sum()
        factor = np.sqrt(m_a / (m_a - 1) * m_b / (m_b - 1)) if min(m_a, m_b) > 1 else np.nan
        shared = factor * product / (sizes_a.sum() * sizes_b.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        if both.any():
            freedom = np.full(len(rate_a), np.count_nonzero((sizes_a > 0) | (sizes_b > 0)) - 1.0)
        else:
            freedom = (var_a + var_b) ** 2 / (var_a**2 / (m_a - 1) + var_b**2 / (m_b - 1))
        t = (rate_a - rate_b) / np.sqrt(np.maximum(var_a + var_b - 2 * shared, 0))
        p = 2 * stats.t.sf(np.abs(t), freedom)
        relative = var_a / rate_a**2, var_b / rate_b**2, 2 * shared / (rate_a * rate_b)
    none = [1 / np.maximum(matrix.sum(axis=0), _NONE) for matrix in counts]
    a_or, b_or = (
        np.where(rate > 0, part, least)
        for rate, part, least in zip(rates, relative[:2], none, strict=True)
    )
    squared = a_or + b_or - np.where((rate_a > 0) & (rate_b > 0), relative[2], 0)
    return p, np.sqrt(np.maximum(squared, none[0] + none[1])), freedom


def _table(names, counts, spread, sizes):
    """The table of `keyness`."""
    totals = [matrix.sum(axis=0).astype("int64") for matrix in counts]
    all_words = [size.sum() for size in sizes]
    table = pd.DataFrame(index=pd.Index(names, name="term", dtype="str"))
    for part, total in zip("ab", totals, strict=True):
        table[f"count_{part}"] = total
    for part, total, size in zip("ab", totals, all_words, strict=True):
        table[f"rate_{part}"] = total / size * 1000
    for part, having in zip("ab", spread, strict=True):
        table[f"articles_{part}"] = having
    table["g2"] = log_likelihood(*totals, *all_words)
    table["g2_q"] = _false_discovery(stats.chi2.sf(table["g2"], 1))
    p, error, freedom = difference(*counts, *sizes)
    rates = [np.maximum(n, _NONE) / size for n, size in zip(totals, all_words, strict=True)]
    table["log_ratio"] = np.log2(rates[0] / rates[1])
    margin = stats.t.ppf(0.975, freedom) * error / np.log(2)
    table["low"], table["high"] = table["log_ratio"] - margin, table["log_ratio"] + margin
    table["p"], table["q"] = p, _false_discovery(p)
    table = table.sort_index().sort_values("g2", ascending=False, kind="stable")
    return table.sort_values("p", kind="stable")


def _false_discovery(p):
    """Benjamini and Hochberg's adjusted p; nan stays."""
    q, known = np.full(len(p), np.nan), ~np.isnan(p)
    if known.any():
        q[known] = stats.false_discovery_control(p[known])
    return q


def _parts(corpus, passages, a, b, by):
    """Two masks over the rows of passages."""
    if by is None:
        masks = [pd.Series(np.asarray(part), passages.index) for part in (a, b)]
        if any(mask.dtype != bool for mask in masks):
            raise ValueError("the parts are not masks: give True or False for each row, or `by`")
    else:
        values = passages[by] if by in passages else _of_article(corpus, passages, by)
        known = values.dropna().unique()
        for part in (a, b):
            if part not in known:
                raise ValueError(f"no {by} {part!r}; there are: {', '.join(map(str, known))}")
        if by in ("voice", "quote", "speaker") and (unread := passages["voice"].isna()).any():
            left_out, all_of = (passages["article"][rows].nunique() for rows in (unread, slice(None)))
            warnings.warn(
                f"{left_out} of {all_of} articles left out: their quotation marks cannot be read",
                stacklevel=3,
            )
        masks = [(values == part).fillna(False).astype(bool) for part in (a, b)]
    if shared := int((masks[0] & masks[1]).sum()):
        raise ValueError(f"the parts share {shared} passages: what stands in both shows nothing")
    return masks


def _of_article(corpus, passages, by):
    if by not in corpus.metadata:
        known = [*passages.columns, *corpus.metadata.columns]
        raise ValueError(f"no column {by}; there are: {', '.join(known)}")
    return passages["article"].map(corpus.metadata[by])


def _word_counts(corpus, rows, article, in_b):
    """Distinct folded words, and for each part a matrix articles × words."""
    codes, known, cells = {}, {}, []
    places = zip(rows["article"], rows["start"], rows["end"], strict=True)
    lengths = []
    for id, start, end in places:
        text = corpus[id].text[start:end]
        found = [text[low:high] for low, high in words(text)]
        for word in found:
            if word not in known:
                known[word] = codes.setdefault(fold(word), len(codes))
        cells += map(known.__getitem__, found)
        lengths.append(len(found))
    cells, repeat = np.array(cells, dtype="int64"), np.repeat(np.arange(len(lengths)), lengths)
    shape = article.max(initial=-1) + 1, len(codes)
    return list(codes), [
        csr_array((np.ones(len(at)), (article[repeat[at]], cells[at])), shape=shape)
        for at in (np.flatnonzero(~in_b[repeat]), np.flatnonzero(in_b[repeat]))
    ]


def _column_counts(rows, names, article, in_b):
    """For each part a matrix articles × columns."""
    numbers = rows.select_dtypes("number").columns
    if missing := [name for name in names if name not in numbers]:
        raise ValueError(f"no counts named {', '.join(missing)}; there are: {', '.join(numbers)}")
    values = rows[names].to_numpy("float64")
    matrices = []
    for part in (~in_b, in_b):
        sums = np.zeros((article.max(initial=-1) + 1, len(names)))
        np.add.at(sums, article[part], values[part])
        matrices.append(csr_array(sums))
    return matrices
