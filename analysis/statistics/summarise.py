"""Many articles in a few numbers: medians, means and pooled rates, with intervals."""

import numpy as np
import pandas as pd

from analysis.tables.per_article import article_values, groups
from analysis.tables.tabulate import listed

from .effect_sizes import median_interval
from .interval import drawn_again, ends, interval

_COLUMNS = (
    "articles missing over median median_low median_high lower_quartile upper_quartile "
    "mean_of_articles mean_low mean_high pooled pooled_low pooled_high"
).split()


def summarise(table, measure, by=(), section="body", articles=None, seed=1):
    """A measure's values over the articles of each group.

    Parameters
    ----------
    table : DataFrame
        Passages, totals or responses.
    measure : str
        A measure that the table's columns allow.
    by : str or list of str
        Columns to group by, of the table or of ``articles``; ``[]`` gives one row for everything.
    section : str or None
        The section measured; None for all.
    articles : DataFrame, optional
        One row an article, such as ``corpus.metadata`` or ``analysis.corpus.clusters(corpus)``.
    seed : int
        Of the bootstrap. The draws of a group do not depend on the other groups.

    Returns
    -------
    DataFrame
        One row a group:

        - articles: those with a value; missing: those in the table without one.
        - median with a 95% interval (`analysis.ranks.median_interval`), lower_quartile,
          upper_quartile: of the articles' values; quantiles between two values are interpolated.
        - mean_of_articles: each article counts the same; mean_low, mean_high.
        - pooled: the measure of the summed counts, so that each word or sentence counts the same;
          pooled_low, pooled_high.
        - over: what the 95% bootstrap intervals of the last two draw (`uncertainty.ends`):
          ``articles``; or ``sentences`` where a group of passages is one article. Then only
          ``pooled`` has an interval.

        Where the table or ``articles`` has a column ``cluster``, near-duplicates are drawn
        together. Fewer than three clusters (or sentences) give no interval of a mean or a pooled
        rate, fewer than five none of a median.

    Raises
    ------
    ValueError
        If a column, section or measure is not there.

    >>> totals = pd.DataFrame({"article": list("abc"), "words": [60, 30, 33]})
    >>> totals = totals.assign(sentences=[3, 2, 1])
    >>> summary = summarise(totals, "words_per_sentence")
    >>> summary[["articles", "median", "mean_of_articles", "pooled"]].round(2).iloc[0].tolist()
    [3.0, 20.0, 22.67, 20.5]
    """
    by = listed(by)
    found, function, needs = article_values(table, measure, by, section, articles)
    index, slices = groups(found, by)
    rows = [_summary(found[rows], function, needs, seed) for rows in slices]
    out = pd.DataFrame(rows, index, _COLUMNS)
    single = np.array([rows.stop - rows.start == 1 for rows in slices], dtype=bool)
    if "sentence" in table and single.any():
        alone = [found["article"].iloc[rows.start] for rows in slices]
        chosen = table[table["article"].isin(np.array(alone, dtype=object)[single])]
        by_sentence = interval(chosen, measure, by, section, articles, seed).reindex(index)
        out.loc[single, "over"] = "sentences"
        for end in ("low", "high"):
            out[f"pooled_{end}"] = out[f"pooled_{end}"].mask(single, by_sentence[end])
    return out


def _summary(group, function, needs, seed):
    """One row of `summarise`, for the articles of one group."""
    known = group[group["value"].notna()]
    counts, missing = len(known), len(group) - len(known)
    if not counts:
        return (0, missing, "articles", *[np.nan] * (len(_COLUMNS) - 3))
    values, clusters = known["value"].to_numpy(), pd.factorize(known["cluster"])[0]
    sums = known[needs].to_numpy()
    columns = np.column_stack([sums, values, np.ones(counts)])
    whole = np.stack([np.bincount(clusters, column) for column in columns.T], axis=1)
    drawn = drawn_again(whole, seed)
    mean, pooled = float(values.mean()), function(*sums.sum(axis=0))
    means = drawn[:, -2] / drawn[:, -1]
    lower, median, upper = np.quantile(values, [0.25, 0.5, 0.75])
    return (
        *(counts, missing, "articles", median, *median_interval(values, clusters), lower, upper),
        *(mean, *ends(mean, means, len(whole), function.bounds)),
        *(pooled, *ends(pooled, function(*drawn[:, :-2].T), len(whole), function.bounds)),
    )
