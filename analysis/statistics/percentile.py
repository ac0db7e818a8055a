"""Where an article stands among the articles of a reference corpus."""

import numpy as np

from analysis._support.not_shown import NothingToShow
from analysis.measures import applicable
from analysis.tables.per_article import article_values

from .interval import interval

_OF_LIST = ("loaded_", "covered_words", "quoted_hits")


def percentile(passages, measure, reference, section="body", seed=1):
    """Where each article stands among the articles of a reference corpus.

    Parameters
    ----------
    passages : DataFrame
        Passages (`analysis.count`) of one or more articles.
    measure : str
        A measure that the columns of both allow.
    reference : DataFrame
        Totals of other articles (`analysis.reference_corpus`), or a part of them, such as those about
        one country.
    section : str
        The section measured, in both.
    seed : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row an article: value, low, high (95%, `analysis.interval`); percentile: 100 × the
        share of the reference that is lower, half of the ties counted (mid-ranks); percentile_low,
        percentile_high: those of low and high; n: articles of the reference with a value.

        The interval says how far the percentile hangs on single sentences of the article. The
        reference is taken as it is: these articles of these outlets at that time. Fewer than three
        sentences, or sentences all alike, give a percentile without an interval.

    Raises
    ------
    ValueError
        If a column, section or measure is not there, if the measure is 0 in more than half of the
        reference (then ranks say little), or if it counts terms of a list and both were counted
        with different lists.

    >>> from analysis import count, totals
    >>> from analysis.article import Article, Section
    >>> def read(name, text):
    ...     return Article(name, (Section("body", text),), language="en")
    >>> others = [read(f"{n}", "It" + " rained" * n + ".") for n in range(1, 9)]
    >>> passages = count([read("a", "It rained. Ann and Ben left. We stayed. She came home.")])
    >>> found = percentile(passages, "words_per_sentence", totals(count(others))).loc["a"]
    >>> found[["value", "percentile", "n"]].tolist()
    [2.75, 12.5, 8.0]
    """
    _comparable(passages, measure, reference)
    found, _, _ = article_values(reference, measure, [], section)
    values = np.sort(found["value"].dropna().to_numpy())
    if not len(values):
        raise NothingToShow(f"no article of the reference has {measure} in its {section}")
    if (zeros := int((values == 0).sum())) > len(values) / 2:
        raise NothingToShow(
            f"{measure} is 0 in {zeros:,} of {len(values):,} articles of the reference: a "
            "percentile would say little; give the value itself"
        )
    out = interval(passages, measure, ["article"], section, seed=seed).drop(columns="n")
    if out.empty:
        raise NothingToShow(f"no passage in the {section} of an article")
    for name, of in (
        ("percentile", "value"),
        ("percentile_low", "low"),
        ("percentile_high", "high"),
    ):
        out[name] = _percentiles(values, out[of].to_numpy())
    return out.assign(n=len(values))


def _percentiles(values, scores):
    """100 × (share below + half of the share that is equal); nan stays."""
    below, upto = (np.searchsorted(values, scores, side) for side in ("left", "right"))
    return np.where(np.isnan(scores), np.nan, 50 * (below + upto) / len(values))


def _comparable(passages, measure, reference):
    """Refuse a measure that the reference lacks, or counts with another term list."""
    known = applicable(passages.columns)
    if measure not in known:
        raise ValueError(f"no measure {measure}; there are: {', '.join(known)}")
    needs = known[measure][1]
    if lacking := [name for name in needs if name not in reference]:
        raise ValueError(f"the reference has no {', '.join(lacking)}: it cannot give {measure}")
    ours, theirs = passages.attrs.get("lexicon"), reference.attrs.get("lexicon")
    if ours != theirs and any(name.startswith(_OF_LIST) for name in needs):
        ours, theirs = ours or "a list not recorded", theirs or "a list not recorded"
        raise NothingToShow(
            f"the passages were counted with {ours}, the reference with {theirs}: "
            f"{measure} cannot be compared"
        )
