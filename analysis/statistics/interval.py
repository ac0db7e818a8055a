"""Summaries of articles and groups, with intervals from the jackknife or order statistics."""

import numpy as np
import pandas as pd
from scipy import stats
from scipy.special import expit, logit

from analysis._support import NothingToShow, require
from analysis.measures import applicable
from analysis.measures.engagement import wilson
from analysis.tables import article_values, grouped, listed, select, unit_sums

_FROM_TERMS = ("loaded_", "covered_words", "quoted_hits")
MIN_SENTENCES = 10
MIN_ARTICLES = 5  # near-duplicates count as one
_SUMMARY = "articles missing median median_low median_high lower_quartile upper_quartile".split()
_SUMMARY += "mean_of_articles mean_low mean_high pooled pooled_low pooled_high".split()


def interval(table, measure, by=("article",), section="body", articles=None):
    """A measure for each group, with a 95% interval from the group's sentences (`jackknife`).

    The interval shows how much a number depends on individual sentences, not what other articles
    would give. ``table`` has passages; all else is as in `analysis.summarise`. Returns a DataFrame
    with one row per group: value, low, high (nan below ten sentences), n (sentences). Raises
    ValueError if a column, section or measure does not exist, or the table is not of passages.

    >>> passages = pd.DataFrame({"article": "a", "sentence": range(10), "sentences": 1})
    >>> passages["words"] = [2, 6] * 5
    >>> interval(passages, "words_per_sentence").round(2).loc["a"].tolist()
    [4.0, 2.74, 5.83, 10.0]
    """
    require(pd.DataFrame, "a DataFrame", table=table)
    if "sentence" not in table:
        raise ValueError("the table has no column sentence; give passages (analysis.count)")
    by, unit = listed(by), ["article", "sentence"]
    sentences, function, needs = unit_sums(table, measure, by, unit, section, articles)
    parts = grouped(sentences, by)
    counts = [part[needs].dropna().to_numpy() for _, part in parts]
    rows = [(*jackknife(function, sums, MIN_SENTENCES), len(sums)) for sums in counts]
    columns = ["value", "low", "high", "n"]
    return pd.DataFrame(rows, parts.size().index, columns, dtype="float64").astype({"n": "int64"})


def summarise(table, measure, by=(), section="body", articles=None):
    """A measure summarised over the articles of each group.

    ``table`` has passages, totals or responses; ``measure`` is one that its columns allow; ``by``
    is a column or a list of columns, of the table or of ``articles``, such as ``corpus.metadata``
    (``[]`` gives one row for everything). ``section=None`` means all. Returns a DataFrame with
    one row per group: articles (with a value), missing (without one); lower_quartile,
    upper_quartile; median, from order statistics (Thompson 1936; no interval below six articles);
    mean_of_articles, with equal weights, and pooled, the measure of the summed counts (jackknife;
    no interval below five articles); these three with _low and _high. Medians and quartiles use
    only the first by id of each ``cluster`` (a column of the table or of ``articles``); the
    jackknife omits whole clusters. Raises ValueError for an unknown column, section or measure.

    >>> totals = pd.DataFrame({"article": list("abc"), "words": [60, 30, 33]})
    >>> totals = totals.assign(sentences=[3, 2, 1])
    >>> summary = summarise(totals, "words_per_sentence")
    >>> summary[["articles", "median", "mean_of_articles", "pooled"]].round(2).iloc[0].tolist()
    [3.0, 20.0, 22.67, 20.5]
    """
    by = listed(by)
    values, function, needs = article_values(table, measure, by, section, articles)
    parts = grouped(values, by)
    rows = [_summary(part, needs, function) for _, part in parts]
    return pd.DataFrame(rows, parts.size().index, _SUMMARY)


def _summary(part, needs, function):
    numbers, clusters = part[["value", *needs]].to_numpy(), part["cluster"].to_numpy()
    known = ~np.isnan(numbers[:, 0])
    sizes = [known.sum(), (~known).sum()]
    if not known.any():
        return sizes + [np.nan] * (len(_SUMMARY) - 2)
    _, first, codes = np.unique(clusters[known], return_index=True, return_inverse=True)
    values, sums = numbers[known][first, 0], np.zeros((len(first), numbers.shape[1]))
    np.add.at(sums, codes, numbers[known])
    totals = np.column_stack([sums[:, 0], np.bincount(codes)])
    mean = jackknife(np.divide, totals, MIN_ARTICLES, function.bounds)
    pooled = jackknife(function, sums[:, 1:], MIN_ARTICLES)
    return [*sizes, *exact_median(values), *np.quantile(values, [0.25, 0.75]), *mean, *pooled]


def jackknife(function, counts, fewest, bounds=None):
    """A measure of summed counts, with the ends of its 95% interval: Student's t (Miller 1974).

    The interval uses the logit scale for shares and the log scale for other measures from 0 up. nan
    for fewer than ``fewest`` rows of ``counts``, if none matters, or if one is indispensable.
    """
    n, total = len(counts), counts.sum(axis=0)
    value = function(*total) if n else np.nan
    without = function(*(total - counts).T) if n >= fewest else np.array([np.nan])
    if np.isnan(without).any() or np.allclose(without, value, rtol=1e-9, atol=1e-12):
        return value, np.nan, np.nan
    error = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    margin, bounds = stats.t.ppf(0.975, n - 1) * error, bounds or function.bounds
    if bounds == (0, 1):
        middle, margin = logit(value), margin / (value * (1 - value))
        return value, expit(middle - margin), expit(middle + margin)
    if bounds[0] == 0:
        return value, value / np.exp(margin / value), value * np.exp(margin / value)
    return value, max(value - margin, bounds[0]), min(value + margin, bounds[1])


def exact_median(values):
    """The median and its exact 95% interval (order statistics; nan for fewer than six values)."""
    values = np.asarray(values, dtype="float64")
    if not len(values):
        return (np.nan,) * 3
    with np.errstate(invalid="ignore"):
        median = np.median(values)
    return median, *stats.quantile_test(values, p=0.5).confidence_interval(0.95)


def median_ratio(table, above, below, by=(), articles=None):
    """Median over articles of the ratio of two counts, with an exact 95% interval.

    An article's ratio is 0 if the numerator is 0, inf if the denominator is; no ½ is added. The
    interval is from order statistics (Thompson 1936). The median of two articles is their geometric
    mean, so below ÷ above gives 1 ÷ these numbers.

    ``above`` and ``below`` are columns of counts, in a table with one row per article
    (`analysis.reader_counts`, or a published corpus); ``by`` and ``articles`` are as for
    `analysis.summarise`. Returns a DataFrame with one row per group: articles (with a ratio);
    missing (a count is unknown); undefined (both are 0); zeros (one is 0); median, low, high (nan
    below six articles); pooled (sum ÷ sum of the same articles). Raises ValueError if a column does
    not exist, or an article has several rows.

    >>> counts = {"article": list("abcdef"), "shares": [0, 1, 2, 3, 4, 5], "reactions": 10}
    >>> row = median_ratio(pd.DataFrame(counts), "shares", "reactions").loc[0]
    >>> row[["articles", "zeros", "median", "low", "high", "pooled"]].round(3).tolist()
    [6.0, 1.0, 0.245, 0.0, 0.5, 0.25]
    """
    by = listed(by)
    table = select(table, by, None, articles)
    numbers = table.select_dtypes("number").columns
    if missing := [name for name in (above, below) if name not in numbers]:
        raise ValueError(f"no counts named {', '.join(missing)}; available: {', '.join(numbers)}")
    if table["article"].duplicated().any():
        raise ValueError("several rows per article; first use analysis.reader_counts(responses)")
    parts, rows = grouped(table, by), []
    for _, part in parts:
        known = part[[above, below]].astype("float64").dropna()
        counts = known[known.any(axis=1)].to_numpy()
        with np.errstate(divide="ignore", invalid="ignore"):
            ends = np.exp(exact_median(np.subtract(*np.log(counts).T)))
            pooled = np.divide(*counts.sum(axis=0))
        n, zeros = len(counts), (counts == 0).any(axis=1).sum()
        rows.append((n, len(part) - len(known), len(known) - n, zeros, *ends, pooled))
    columns = ["articles", "missing", "undefined", "zeros", "median", "low", "high", "pooled"]
    return pd.DataFrame(rows, parts.size().index, columns)


def percentile(passages, measure, reference, section="body"):
    """The percentile of each article among the articles of a reference corpus.

    ``passages`` (`analysis.count`) come from one or more articles, ``reference`` has totals of
    others, such as `analysis.reference_corpus`; ``measure`` and ``section`` apply to both.
    Returns a DataFrame with one row per article: value, low, high (95%, `analysis.interval`);
    percentile (100 × the share of the reference that is lower, plus half of the ties);
    percentile_low, percentile_high (of low and high, widened by Wilson's interval for n); n
    (reference articles with a value). Raises ValueError if a column, section or measure does not
    exist, if the measure is 0 in more than half of the reference, or if it counts terms and
    passages and reference were counted with different lists.

    >>> reference = pd.DataFrame({"article": list("abcd"), "words": [10, 12, 14, 16]})
    >>> passages = pd.DataFrame({"article": "e", "sentence": [0, 1], "words": [13, 15]})
    >>> reference["sentences"] = passages["sentences"] = 1
    >>> percentile(passages, "words_per_sentence", reference)["percentile"].tolist()
    [62.5]
    """
    require(pd.DataFrame, "a DataFrame", passages=passages, reference=reference)
    out = interval(passages, measure, ["article"], section).drop(columns="n")
    if out.empty:
        raise NothingToShow(f"no passages in the {section or 'articles'}")
    needs = applicable(passages.columns)[measure][1]
    if lacking := [name for name in needs if name not in reference]:
        raise ValueError(f"the reference has no column {', '.join(lacking)}, needed for {measure}")
    ours, theirs = (t.attrs.get("lexicon", "an unrecorded list") for t in (passages, reference))
    if ours != theirs and any(name.startswith(_FROM_TERMS) for name in needs):
        lists = f"passages were counted with {ours}, the reference with {theirs}"
        raise NothingToShow(f"{lists}: not comparable")
    if (values := article_values(reference, measure, [], section)[0]["value"].dropna()).empty:
        raise NothingToShow(f"no article of the reference has {measure} in its {section or 'text'}")
    if (zeros := int((values == 0).sum())) > len(values) / 2:
        of = f"{zeros:,} of {len(values):,} reference articles"
        raise NothingToShow(f"{measure} is 0 in {of}, too many for a percentile; use the value")
    n, ranks = len(values), [stats.percentileofscore(values, out[name], "mean") for name in out]
    low, high = (wilson(n * end / 100, n * (1 - end / 100)) for end in ranks[1:])
    ends = {"percentile_low": 100 * low[0], "percentile_high": 100 * high[1]}
    return out.assign(percentile=ranks[0], **ends, n=n)
