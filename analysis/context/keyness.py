"""Words by part of a corpus, and how evenly the articles have them: keyness and dispersion."""

import numpy as np
import pandas as pd
from scipy import stats

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
    rows = rows.assign(side=np.where(parts[0][rows.index], "a", "b"))
    if features == "words":
        counts = _words(corpus, rows, min_articles)
    else:
        names = count_columns(rows, features)
        if unknown := [name for name in names if rows[name].isna().any()]:
            raise ValueError(f"{', '.join(unknown)}: unknown for some articles; leave those out")
        counts = rows.groupby(["side", "article"])[names].sum().rename_axis(columns="term").stack()
    return _table(counts, rows.groupby(["side", "article"])["words"].sum())


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
    total, squares = sizes.groupby("side").sum(), (sizes**2).groupby("side").sum()
    rate = _by_side(counts) / total
    # The squares are multiplied out: most words are in few of the articles.
    products = _by_side(counts * sizes[counts.index.droplevel("term")].to_numpy())
    residual = _by_side(counts**2) - 2 * rate * products + rate**2 * squares
    expected = rate * (total - squares / total)
    return (residual.sum(axis=1) / expected.sum(axis=1)).clip(lower=1)


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
