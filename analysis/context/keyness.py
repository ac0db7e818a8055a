"""Words by part of a corpus, and how evenly the articles have them: keyness and dispersion."""

import numpy as np
import pandas as pd
from scipy import stats
from scipy.sparse import csr_array

from analysis.lexicon import normalise
from analysis.tables import listed, select
from analysis.text import words as word_spans


def keyness(corpus, passages, a, b, by=None, features="words", section="body", min_articles=3):
    """Compare how often words, or terms of a list, occur in two parts of a corpus.

    ``passages`` are counted from the corpus (`analysis.count`). ``a`` and ``b`` are values of the
    column ``by``, of passages (voice, speaker, …) or of ``corpus.metadata`` (outlet, …); without
    ``by`` two boolean Series over ``passages``. ``features`` are "words" (every word, in lower case
    and without a possessive ending, if ``min_articles`` have it) or a list of count columns. A
    ``section`` of None is all. Returns a DataFrame with one row per word or column, lowest p first:
    count_a, count_b; rate_a, rate_b (per 1,000 words); articles_a, articles_b (that contain it); g2
    (log-likelihood of two cells, Rayson and Garside 2000, as if words were independent); log_ratio
    (binary logarithm of rate_a ÷ rate_b, Hardie 2014, a count of 0 taken as 0.5) with low and high
    (95%); clumping; p, of g2 ÷ clumping against F with 1 and articles_a + articles_b − 1 degrees of
    freedom (Rao and Scott 1992), because words recur within articles (Lijffijt et al. 2016, Bestgen
    2014); q, corrected for all rows (Benjamini and Hochberg 1995). Interval, p and q are nan where
    fewer than two articles have the word, conservative where the same articles have both parts.
    Raises ValueError if a column or value does not exist, or the parts overlap or have no words.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "“Peace now,” he said. War came. “Peace.” War, war!"
    >>> corpus = {"a": Article("a", (Section("body", text),), language="en")}
    >>> passages = count(corpus.values())
    >>> quoted = passages["voice"] == "quoted"
    >>> table = keyness(corpus, passages, quoted, ~quoted, min_articles=1)
    >>> table.loc["war", ["count_a", "count_b", "g2", "log_ratio"]].round(2).tolist()
    [0.0, 3.0, 2.43, -1.58]
    """
    rows = select(passages, [by] if by else [], section, corpus.metadata if by else None)
    parts = [_part(rows, passages.index, value, by) for value in (a, b)]
    if shared := int((parts[0] & parts[1]).sum()):
        raise ValueError(f"a and b share {shared} passages; choose parts that do not overlap")
    rows = rows[parts[0] | parts[1]]
    if every_word := features == "words":
        names, cells = _words(corpus, rows)
    else:
        names = count_columns(rows, features)
        if unknown := [name for name in names if rows[name].isna().any()]:
            raise ValueError(f"{', '.join(unknown)}: unknown for some articles; leave those out")
        cells = csr_array(rows[names].to_numpy("float64"))
    places = pd.factorize(rows["article"])[0], np.arange(len(rows))
    # For each part, articles × rows.
    sums = [csr_array((part[rows.index].to_numpy("float64"), places)) for part in parts]
    counts, sizes = zip(*((of @ cells, of @ rows["words"].to_numpy()) for of in sums), strict=True)
    if every_word:
        frequent = np.flatnonzero(((counts[0] + counts[1]) > 0).sum(axis=0) >= min_articles)
        names, counts = names[frequent], [matrix[:, frequent] for matrix in counts]
    return _table(names, counts, sizes)


def dispersion(passages, columns=None, section="body"):
    """How count columns are spread over the articles.

    ``columns`` are a name or a list; those of the term list if not given. A ``section`` of None is
    all. Returns a DataFrame with one row per column: count; articles (with words in the section and
    a known count); articles_with (at least one); share_with (their share); dp and dp_norm
    (`deviation_of_proportions`). Raises ValueError if a column holds no counts.

    >>> passages = pd.DataFrame({"article": list("abc"), "words": [3, 3, 2], "hits": [1, 0, 0]})
    >>> dispersion(passages, "hits").round(3).iloc[0].tolist()
    [1.0, 3.0, 1.0, 0.333, 0.625, 0.833]
    """
    passages = select(passages, [], section)
    lists = [name for name in passages if name.startswith("loaded_")]
    columns = count_columns(passages, lists if columns is None else columns)
    sums = passages.groupby("article", sort=False)[list({"words", *columns})].sum(min_count=1)
    rows = []
    for name in columns:
        counted = sums[sums[name].notna() & (sums["words"] > 0)]
        n_with, n = int((counted[name] > 0).sum()), len(counted)
        dp, dp_norm = deviation_of_proportions(counted[name], counted["words"])
        rows.append((counted[name].sum(), n, n_with, n_with / n if n else np.nan, dp, dp_norm))
    names = ["count", "articles", "articles_with", "share_with", "dp", "dp_norm"]
    return pd.DataFrame(rows, pd.Index(columns, name="column"), names)


def deviation_of_proportions(counts, sizes):
    """Gries's (2008) DP of articles' hits and words, and DPnorm, DP ÷ its maximum.

    DP is half the sum of the differences between articles' shares of the hits and of the words, its
    maximum 1 − the smallest share of the words (Lijffijt and Gries 2012).
    """
    counts, sizes = np.asarray(counts), np.asarray(sizes)
    if not counts.sum() > 0:
        return np.nan, np.nan
    shares = sizes / sizes.sum()
    deviation, highest = np.abs(counts / counts.sum() - shares).sum() / 2, 1 - shares.min()
    return deviation, deviation / highest if highest > 0 else np.nan


def count_columns(passages, names):
    """Names of count columns as a list; raises ValueError if one holds no counts."""
    names = listed(names)
    numbers = passages.select_dtypes("number").columns
    if missing := [name for name in names if name not in numbers]:
        raise ValueError(f"no counts named {', '.join(missing)}; available: {', '.join(numbers)}")
    return names


def log_likelihood(count_a, count_b, words_a, words_b):
    """G² of two cells, as in Rayson and Garside (2000), not of Dunning's (1993) four."""
    observed = np.array([count_a, count_b], dtype="float64")
    expected = np.multiply.outer([words_a, words_b], observed.sum(axis=0)) / (words_a + words_b)
    with np.errstate(invalid="ignore"):  # a word in neither part
        g2 = stats.power_divergence(observed, expected, lambda_="log-likelihood").statistic
    return np.maximum(np.nan_to_num(g2), 0)


def clumping(counts, sizes):
    """Rao and Scott's (1992) design effect: Σ (count − rate × words)² ÷ its expectation, ≥ 1."""
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


def _part(rows, index, value, by):
    """Which rows belong to a part: a boolean Series."""
    if by is None:
        part = pd.Series(np.asarray(value), index)[rows.index]
        if part.dtype != bool:
            raise ValueError("a and b are not masks: give True or False for each row, or `by`")
    else:
        part = rows[by].eq(value).fillna(False).astype(bool)
    if not rows.loc[part, "words"].sum():
        values = ", ".join(map(str, rows[by].dropna().unique() if by else ())) or "none"
        part_of = f"{by} {value!r}" if by else "a mask"
        raise ValueError(f"no words for {part_of} in this section; available: {values}")
    return part


def _words(corpus, rows):
    """Distinct normalised words, and how often each occurs in each row."""
    texts = [corpus[row.article].text[row.start : row.end] for row in rows.itertuples()]
    spellings = pd.Series([[text[low:high] for low, high in word_spans(text)] for text in texts])
    spellings = spellings.explode().dropna()
    spelling, distinct = pd.factorize(spellings)
    normal, names = pd.factorize(np.array([normalise(word) for word in distinct], object))
    cells = np.ones(len(spellings)), (spellings.index, normal[spelling])
    return names, csr_array(cells, shape=(len(rows), len(names)))


def _table(names, counts, sizes):
    count_a, count_b = (matrix.sum(axis=0).astype("int64") for matrix in counts)
    n_a, n_b = (size.sum() for size in sizes)
    above_a, above_b = np.maximum(count_a, 0.5), np.maximum(count_b, 0.5)
    table = pd.DataFrame(index=pd.Index(names, name="term", dtype="str"))
    table["count_a"], table["count_b"] = count_a, count_b
    table["rate_a"], table["rate_b"] = count_a / n_a * 1000, count_b / n_b * 1000
    table["articles_a"], table["articles_b"] = ((matrix > 0).sum(axis=0) for matrix in counts)
    table["g2"] = log_likelihood(count_a, count_b, n_a, n_b)
    table["log_ratio"] = np.log2(above_a / n_a / (above_b / n_b))
    table["clumping"] = clumping(counts, sizes)
    table.loc[count_a + count_b == 0, ["g2", "log_ratio"]] = np.nan
    # One article does not show how a word clumps.
    freedom = (table["articles_a"] + table["articles_b"] - 1.0).where(lambda n: n > 0)
    error = np.sqrt(table["clumping"] * (1 / above_a + 1 / above_b)) / np.log(2)
    margin = stats.t.ppf(0.975, freedom) * error
    table["low"], table["high"] = table["log_ratio"] - margin, table["log_ratio"] + margin
    table["p"] = stats.f.sf(table["g2"] / table["clumping"], 1, freedom)
    tested = table["p"].dropna()
    table["q"] = pd.Series(stats.false_discovery_control(tested), tested.index)
    return table.sort_index().sort_values(["p", "g2"], ascending=[True, False], kind="stable")
