"""Many articles in a few numbers: medians, means and pooled rates, with 95% intervals."""

import numpy as np
import pandas as pd

from analysis.tables.per_article import article_values, groups
from analysis.tables.tabulate import listed

from .interval import MIN_ARTICLES, exact_median, jackknife

_COLUMNS = (
    "articles missing median median_low median_high lower_quartile upper_quartile "
    "mean_of_articles mean_low mean_high pooled pooled_low pooled_high"
).split()


def summarise(table, measure, by=(), section="body", articles=None):
    """A measure's values over the articles of each group.

    ``table`` has passages, totals or responses; ``measure`` is one that its columns allow; ``by`` a
    column or a list, of the table or of ``articles``, such as ``corpus.metadata`` (``[]`` gives one
    row for everything). A ``section`` of None is all.
    Returns a DataFrame with one row per group: articles (with a value), missing (without one);
    median, lower_quartile, upper_quartile, median_low, median_high (exact interval from order
    statistics, Thompson 1936; none below six articles); mean_of_articles, each article counting the
    same, and pooled, the measure of the summed counts, with _low and _high (jackknife intervals,
    none below five articles). Of near-duplicates (a column ``cluster`` in the table or
    ``articles``) medians and quartiles use the first by id; the jackknife leaves out whole
    clusters. Raises ValueError if a column, section or measure does not exist.

    >>> totals = pd.DataFrame({"article": list("abc"), "words": [60, 30, 33]})
    >>> totals = totals.assign(sentences=[3, 2, 1])
    >>> summary = summarise(totals, "words_per_sentence")
    >>> summary[["articles", "median", "mean_of_articles", "pooled"]].round(2).iloc[0].tolist()
    [3.0, 20.0, 22.67, 20.5]
    """
    by = listed(by)
    values, function, needs = article_values(table, measure, by, section, articles)
    index, slices = groups(values, by)
    numbers, clusters = values[["value", *needs]].to_numpy(), values["cluster"].to_numpy()
    rows = [_row(numbers[rows], clusters[rows], function) for rows in slices]
    return pd.DataFrame(rows, index, _COLUMNS)


def _row(numbers, clusters, function):
    known = ~np.isnan(numbers[:, 0])
    sizes = [known.sum(), (~known).sum()]
    if not known.any():
        return sizes + [np.nan] * (len(_COLUMNS) - 2)
    _, first, codes = np.unique(clusters[known], return_index=True, return_inverse=True)
    values = numbers[known][first, 0]
    sums = np.zeros((len(first), numbers.shape[1]))
    np.add.at(sums, codes, numbers[known])
    totals = np.column_stack([sums[:, 0], np.bincount(codes)])
    mean = jackknife(np.divide, totals, MIN_ARTICLES, function.bounds)
    pooled = jackknife(function, sums[:, 1:], MIN_ARTICLES)
    return [*sizes, *exact_median(values), *np.quantile(values, [0.25, 0.75]), *mean, *pooled]
