"""Which words are more frequent in one part of a corpus than in another."""

import warnings

import numpy as np
import pandas as pd
from scipy import stats
from scipy.sparse import csr_array

from analysis.lexicon import normalise
from analysis.tables.tabulate import WITHIN_SENTENCE
from analysis.text import words

from .dispersion import count_columns

_NONE = 0.5  # replaces a count of 0 in a ratio


def keyness(corpus, passages, a, b, by=None, features="words", section="body", min_articles=3):
    """Compare how often words, or terms of a list, occur in two parts of a corpus.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame
        Its passages (`analysis.count`).
    a, b : value, or mask
        Two values of the column ``by``; without ``by`` two boolean Series over ``passages``.
    by : str, optional
        A column of passages (voice, speaker, …) or of ``corpus.metadata`` (outlet, …).
    features : "words" or list of str
        Every word, in small letters and without a possessive ending; or count columns.
    section : str or None
        The section compared; None for all.
    min_articles : int
        Words in fewer articles are left out; count columns never are.

    Returns
    -------
    DataFrame
        One row per word or column, lowest p first: count_a, count_b; rate_a, rate_b (per 1,000
        words); articles_a, articles_b (in which it occurs); then

        - g2: log-likelihood G² of two cells (Rayson and Garside 2000). It treats words as
          independent draws, and so overstates differences.
        - log_ratio: binary logarithm of rate_a ÷ rate_b (Hardie 2014), a count of 0 taken as 0.5.
        - clumping: design effect of words that recur in an article (`clumping`); 1 without it.
        - low, high (95% interval of log_ratio), p: the test to use, because words do recur
          (Lijffijt et al. 2016, Bestgen 2014). G² ÷ clumping is compared with F of 1 and
          articles_a + articles_b − 1 degrees of freedom (Rao and Scott 1992). nan where fewer than
          two articles have the word; conservative where both parts are in the same articles.
        - q: false-discovery rate (Benjamini and Hochberg 1995) over all rows.

    Raises
    ------
    ValueError
        If a column or value does not exist, or the parts share passages or have no words.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> texts = {"0": "Peace talks.", "1": "Peace came.", "2": "War now.", "3": "War, war!"}
    >>> corpus = {n: Article(n, (Section("body", t),), language="en") for n, t in texts.items()}
    >>> passages = count(corpus.values())
    >>> first = passages["article"] < "2"
    >>> table = keyness(corpus, passages, first, ~first, min_articles=2)
    >>> table[["count_a", "count_b", "g2", "log_ratio"]].round(2).to_dict("index")["war"]
    {'count_a': 0, 'count_b': 3, 'g2': 4.16, 'log_ratio': -2.58}
    """
    parts = _parts(corpus, passages, a, b, by)
    if section is not None:
        parts = [part & (passages["section"] == section) for part in parts]
    for name, part in zip("ab", parts, strict=True):
        if not passages.loc[part, "words"].sum():
            raise ValueError(f"part {name} has no words in the section {section or 'chosen'}")
    rows = passages[parts[0] | parts[1]]
    every_word = isinstance(features, str) and features == "words"
    if every_word:
        names, cells = _words(corpus, rows)
    else:
        names = count_columns(rows, features)
        if unknown := [name for name in names if rows[name].isna().any()]:
            raise ValueError(f"{', '.join(unknown)}: unknown for some articles; leave those out")
        cells = csr_array(rows[names].to_numpy("float64"))
    article, ids = pd.factorize(rows["article"])
    counts, sizes = [], []
    for part in parts:
        at = np.flatnonzero(part[rows.index])
        of_article = csr_array((np.ones(len(at)), (article[at], at)), shape=(len(ids), len(rows)))
        counts.append(of_article @ cells)
        sizes.append(of_article @ rows["words"].to_numpy())
    if every_word:
        frequent = np.flatnonzero(((counts[0] + counts[1]) > 0).sum(axis=0) >= min_articles)
        names, counts = names[frequent], [matrix[:, frequent] for matrix in counts]
    return _table(names, counts, sizes)


def log_likelihood(count_a, count_b, words_a, words_b):
    """G² of two cells, as in Rayson and Garside (2000), not of Dunning's (1993) four.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    observed = np.array([count_a, count_b], dtype="float64")
    expected = np.multiply.outer([words_a, words_b], observed.sum(axis=0)) / (words_a + words_b)
    with np.errstate(invalid="ignore"):  # a word in neither part
        g2 = stats.power_divergence(observed, expected, lambda_="log-likelihood").statistic
    return np.maximum(np.nan_to_num(g2), 0)


def clumping(counts, sizes):
    """How much more counts vary between articles than those of independent words would.

    The design effect of Rao and Scott (1992): the sum of (count − rate × words)² over articles ÷
    its expected value. At least 1; nan where nothing was counted. For each part, ``counts`` holds a
    sparse array of articles × terms, ``sizes`` the words of each article.

    >>> matrix = csr_array(np.array([[4], [0], [0], [0]]))
    >>> clumping([matrix], [np.array([100, 100, 100, 100])]).tolist()
    [4.0]
    """
    squares = expected = 0
    for matrix, size in zip(counts, sizes, strict=True):
        total = size.sum()
        rate = matrix.sum(axis=0) / total
        # The squares are multiplied out, so that the zeros of the matrix are never filled in.
        residual = matrix.power(2).sum(axis=0) - 2 * rate * (matrix.T @ size)
        squares = squares + residual + rate**2 * (size**2).sum()
        expected = expected + rate * (total - (size**2).sum() / total)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.maximum(squares / expected, 1)


def _parts(corpus, passages, a, b, by):
    if by is None:
        masks = [pd.Series(np.asarray(part), passages.index) for part in (a, b)]
        if any(mask.dtype != bool for mask in masks):
            raise ValueError("a and b are not masks: give True or False for each row, or `by`")
    else:
        columns = [*passages.columns, *corpus.metadata.columns]
        if by not in columns:
            raise ValueError(f"no column {by}; there are: {', '.join(columns)}")
        values = passages.get(by)
        values = passages["article"].map(corpus.metadata[by]) if values is None else values
        for part in (a, b):
            if part not in (existing := values.dropna().unique()):
                raise ValueError(f"no {by} {part!r}; there are: {', '.join(map(str, existing))}")
        unread = passages.loc[passages["voice"].isna(), "article"].nunique()
        if unread and by in WITHIN_SENTENCE:
            left_out = f"{unread} of {passages['article'].nunique()} articles left out"
            warnings.warn(f"{left_out}: their quotation marks cannot be read", stacklevel=3)
        masks = [(values == part).fillna(False).astype(bool) for part in (a, b)]
    if shared := int((masks[0] & masks[1]).sum()):
        raise ValueError(f"a and b share {shared} passages; choose parts that do not overlap")
    return masks


def _words(corpus, rows):
    """Distinct normalised words, and how often each occurs in each row."""
    texts = [corpus[row.article].text[row.start : row.end] for row in rows.itertuples()]
    spellings = pd.Series([[text[low:high] for low, high in words(text)] for text in texts])
    spellings = spellings.explode().dropna()
    spelling, distinct = pd.factorize(spellings)
    normal, names = pd.factorize(np.array([normalise(word) for word in distinct], object))
    cells = np.ones(len(spellings)), (spellings.index, normal[spelling])
    return names, csr_array(cells, shape=(len(rows), len(names)))


def _table(names, counts, sizes):
    count_a, count_b = (matrix.sum(axis=0).astype("int64") for matrix in counts)
    articles_a, articles_b = ((matrix > 0).sum(axis=0) for matrix in counts)
    n_a, n_b = (size.sum() for size in sizes)
    above_0 = np.maximum(count_a, _NONE), np.maximum(count_b, _NONE)
    columns = {
        "count_a": count_a,
        "count_b": count_b,
        "rate_a": count_a / n_a * 1000,
        "rate_b": count_b / n_b * 1000,
        "articles_a": articles_a,
        "articles_b": articles_b,
        "g2": log_likelihood(count_a, count_b, n_a, n_b),
        "log_ratio": np.log2(above_0[0] / n_a / (above_0[1] / n_b)),
        "clumping": clumping(counts, sizes),
    }
    table = pd.DataFrame(columns, pd.Index(names, name="term", dtype="str"))
    table.loc[count_a + count_b == 0, ["g2", "log_ratio"]] = np.nan
    # Fewer than two articles say nothing of how a word clumps.
    freedom = articles_a + articles_b - 1.0
    freedom[freedom < 1] = np.nan
    error = np.sqrt(table["clumping"] * (1 / above_0[0] + 1 / above_0[1])) / np.log(2)
    margin = stats.t.ppf(0.975, freedom) * error
    table["low"], table["high"] = table["log_ratio"] - margin, table["log_ratio"] + margin
    table["p"] = stats.f.sf(table["g2"] / table["clumping"], 1, freedom)
    table["q"] = np.nan
    tested = table["p"].notna()
    if tested.any():
        table.loc[tested, "q"] = stats.false_discovery_control(table.loc[tested, "p"])
    return table.sort_index().sort_values(["p", "g2"], ascending=[True, False], kind="stable")
