"""Whether a count is spread over the articles or concentrated in a few."""

import numpy as np
import pandas as pd

from analysis.tables.tabulate import listed, select


def deviation_of_proportions(counts, sizes):
    """Gries's DP and DPnorm, from the hits and the words in each article.

    DP is half the sum of the differences between articles' shares of the hits and of the words
    (Gries 2008): near 1 where one small article has all hits. DPnorm is DP ÷ its maximum, 1 − the
    smallest share of the words (Lijffijt and Gries 2012).
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


def dispersion(passages, columns=None, section="body"):
    """How count columns are spread over the articles.

    ``columns`` are a name or a list; those of the term list if not given. A ``section`` of None is
    all. Returns a DataFrame with one row per column: count; articles (with words in the section and
    a known count); articles_with (at least one); share_with (their share); dp and dp_norm
    (`deviation_of_proportions`). Raises ValueError if a column holds no counts.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> texts = {"a": "A betrayal came.", "b": "Nothing came here.", "c": "They came."}
    >>> articles = [Article(n, (Section("body", t),), language="en") for n, t in texts.items()]
    >>> dispersion(count(articles), "loaded_any").round(3).iloc[0].tolist()
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
