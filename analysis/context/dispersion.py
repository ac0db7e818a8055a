"""Whether a count is spread over the articles or stands in a few of them."""

import numpy as np
import pandas as pd


def deviation_of_proportions(counts, sizes):
    """Gries's DP and its normalised form, from counts in articles and the articles' sizes.

    DP is half the sum, over articles, of the absolute difference between an article's share of
    the hits and its share of the words (Gries 2008): 0 where each article has its share, near 1
    where one small article has everything. It can at most be 1 less the smallest share of the
    words, and DPnorm is DP divided by that (Lijffijt and Gries 2012).

    Parameters
    ----------
    counts, sizes : array-like
        One number an article: hits, and words. Articles without words are left out.

    Returns
    -------
    tuple of float
        DP and DPnorm; nan where nothing was counted, DPnorm also where there is only one article.

    >>> deviation, norm = deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    >>> round(deviation, 2), round(norm, 2)
    (0.18, 0.22)
    """
    counts, sizes = np.asarray(counts, dtype="float64"), np.asarray(sizes, dtype="float64")
    counts, sizes = counts[sizes > 0], sizes[sizes > 0]
    if not counts.sum() > 0:
        return np.nan, np.nan
    shares = sizes / sizes.sum()
    deviation = float(np.abs(counts / counts.sum() - shares).sum() / 2)
    highest = 1 - shares.min()
    return deviation, float(deviation / highest) if highest > 0 else np.nan


def dispersion(passages, columns=None, section="body"):
    """How count columns are spread over the articles.

    Parameters
    ----------
    passages : DataFrame
        Passages (`analysis.count`).
    columns : str or list of str, optional
        Count columns; those of the term list if not given.
    section : str or None
        The section looked at; None for all.

    Returns
    -------
    DataFrame
        One row a column: count, articles (those with words in the section for which the count is
        known), articles_with (at least one), share_with (the range, as a share of the articles),
        dp and dp_norm (`deviation_of_proportions`). nan where nothing was counted.

    Raises
    ------
    ValueError
        If a column is not there or holds no counts.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> texts = {"a": "A betrayal came.", "b": "Nothing came here.", "c": "They came."}
    >>> articles = [Article(n, (Section("body", t),), language="en") for n, t in texts.items()]
    >>> dispersion(count(articles), "loaded_any").round(3).loc["loaded_any"].tolist()
    [1.0, 3.0, 1.0, 0.333, 0.625, 0.833]
    """
    if section is not None:
        passages = passages[passages["section"] == section]
    if columns is None:
        columns = [name for name in passages if name.startswith("loaded_")]
    columns = [columns] if isinstance(columns, str) else list(columns)
    numbers = passages.select_dtypes("number").columns
    if missing := [name for name in columns if name not in numbers]:
        raise ValueError(f"no counts named {', '.join(missing)}; there are: {', '.join(numbers)}")
    by = passages["article"]
    words = passages["words"].groupby(by, sort=False).sum()
    rows = []
    for name in columns:
        counts = passages[name].groupby(by, sort=False).sum(min_count=1)
        known = counts.notna() & (words > 0)
        counts = counts[known].to_numpy("float64")
        having, number = int((counts > 0).sum()), len(counts)
        share = having / number if number else np.nan
        row = (counts.sum(), number, having, share)
        rows.append((*row, *deviation_of_proportions(counts, words[known])))
    names = ["count", "articles", "articles_with", "share_with", "dp", "dp_norm"]
    return pd.DataFrame(rows, pd.Index(columns, name="column"), names)
