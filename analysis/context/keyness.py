"""Words that occur more often in one part of a corpus than in another."""

import numpy as np
import pandas as pd
from scipy import stats

from analysis._support import NothingToShow
from analysis.lexicon import normalise
from analysis.tables import select
from analysis.text import words as word_spans


def keyness(corpus, passages, a, b, by, section="body", min_articles=3):
    """Compare how often words occur in two parts of a corpus.

    ``passages`` are counted from the corpus (`analysis.count`). ``a`` and ``b`` are values of the
    column ``by``, of passages (voice, speaker, …) or of ``corpus.metadata`` (outlet, …). A word
    (in lower case, without a possessive ending) is compared if ``min_articles`` have it. A
    ``section`` of None is all. For rates of a term list see `analysis.statistics.contrast`.

    Returns a DataFrame with one row per word, lowest p first: count_a, count_b; rate_a, rate_b (per
    1,000 words); articles_a, articles_b (that contain it); g2 (log-likelihood of two cells, Rayson
    and Garside 2000, as if words were independent); log_ratio (binary logarithm of rate_a ÷ rate_b,
    Hardie 2014, a count of 0 taken as 0.5) with low and high (95%); clumping; p, of g2 ÷ clumping
    against F with 1 and articles_a + articles_b − 1 degrees of freedom (Rao and Scott 1992),
    because words recur within articles (Lijffijt et al. 2016, Bestgen 2014); q, corrected for all
    rows (Benjamini and Hochberg 1995). Interval, p and q are nan where fewer than two articles have
    the word, conservative where the same articles have both parts. Raises ValueError if a column or
    value does not exist, or a part has no words.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "“Peace now,” he said. War came. “Peace.” War, war!"
    >>> corpus = {"a": Article("a", (Section("body", text),), language="en")}
    >>> passages = count(corpus.values())
    >>> table = keyness(corpus, passages, "quoted", "unattributed", "voice", min_articles=1)
    >>> table.loc["war", ["count_a", "count_b", "g2", "log_ratio"]].round(2).tolist()
    [0.0, 3.0, 2.43, -1.58]
    """
    rows = select(passages, [by], section, getattr(corpus, "metadata", None))
    if a == b:
        raise ValueError(f"a and b are both {a!r}; choose parts that do not overlap")
    words = rows.groupby(by, observed=True)["words"].sum()
    for value in (a, b):
        if not words.get(value, 0):
            values = ", ".join(map(str, words.index[words > 0])) or "none"
            raise NothingToShow(f"no words for {by} {value!r} in this section; available: {values}")
    rows = rows[rows[by].isin([a, b])]
    rows = rows.assign(side=np.where(rows[by] == a, "a", "b"))
    counts = _words(corpus, rows, min_articles)
    return _table(counts, rows.groupby(["side", "article"])["words"].sum())


def log_likelihood(count_a, count_b, words_a, words_b):
    """G² of two cells, as in Rayson and Garside (2000), not of Dunning's (1993) four."""
    observed = np.array([count_a, count_b], dtype="float64")
    expected = np.multiply.outer([words_a, words_b], observed.sum(axis=0)) / (words_a + words_b)
    with np.errstate(invalid="ignore"):  # a word in neither part
        g2 = stats.power_divergence(observed, expected, lambda_="log-likelihood").statistic
    return np.maximum(np.nan_to_num(g2), 0)


def clumping(counts, sizes):
    """Rao and Scott's (1992) design effect: Σ (count − rate × words)² ÷ its expectation, ≥ 1."""
    total, squares = sizes.groupby("side").sum(), (sizes**2).groupby("side").sum()
    rate = _by_side(counts) / total
    # The squares are multiplied out: most words are in few of the articles.
    products = _by_side(counts * sizes[counts.index.droplevel("term")].to_numpy())
    residual = _by_side(counts**2) - 2 * rate * products + rate**2 * squares
    expected = rate * (total - squares / total)
    return (residual.sum(axis=1) / expected.sum(axis=1)).clip(lower=1)


def _words(corpus, rows, min_articles):
    """How often each normalised word occurs, by side and article, of those in enough articles."""
    texts = [corpus[row.article].text[row.start : row.end] for row in rows.itertuples()]
    spellings = [[text[low:high] for low, high in word_spans(text)] for text in texts]
    words = rows[["side", "article"]].assign(term=spellings).explode("term").dropna()
    words["term"] = words["term"].map({word: normalise(word) for word in words["term"].unique()})
    articles = words.drop_duplicates(["article", "term"]).groupby("term").size()
    enough = articles.index[articles >= min_articles]
    return words[words["term"].isin(enough)].groupby(["side", "article", "term"]).size()


def _by_side(counts):
    """Sums of counts by side, article and term: a row for each term, the columns a and b."""
    sums = counts.groupby(["term", "side"]).sum().unstack("side")
    return sums.reindex(columns=["a", "b"]).fillna(0)


def _table(counts, sizes):
    """`keyness` of counts by side, article and term, and of words by side and article."""
    count, n = _by_side(counts).astype("int64"), sizes.groupby("side").sum()
    articles, above = _by_side(counts > 0).astype("int64"), count.clip(lower=0.5)
    facts = {"count": count, "rate": count / n * 1000, "articles": articles}
    table = pd.concat(facts, axis=1)
    table.columns = table.columns.map("_".join)
    table["g2"] = log_likelihood(count["a"], count["b"], n["a"], n["b"])
    table["log_ratio"] = np.log2(above["a"] / n["a"] / (above["b"] / n["b"]))
    table["clumping"] = clumping(counts, sizes)
    table.loc[count.sum(axis=1) == 0, ["g2", "log_ratio"]] = np.nan
    # One article does not show how a word clumps.
    freedom = (articles.sum(axis=1) - 1.0).where(lambda n: n > 0)
    error = np.sqrt(table["clumping"] * (1 / above).sum(axis=1)) / np.log(2)
    margin = stats.t.ppf(0.975, freedom) * error
    table["low"], table["high"] = table["log_ratio"] - margin, table["log_ratio"] + margin
    table["p"] = stats.f.sf(table["g2"] / table["clumping"], 1, freedom)
    tested = table["p"].dropna()
    table["q"] = pd.Series(stats.false_discovery_control(tested), tested.index)
    return table.sort_values(["p", "g2"], ascending=[True, False], kind="stable")
