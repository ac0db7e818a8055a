"""An article's percentile among the articles of a reference corpus."""

import pandas as pd
from scipy import stats

from analysis._support.arguments import require
from analysis._support.not_shown import NothingToShow
from analysis.measures import applicable
from analysis.measures.engagement import wilson
from analysis.tables.per_article import article_values

from .interval import interval

_FROM_TERMS = ("loaded_", "covered_words", "quoted_hits")


def percentile(passages, measure, reference, section="body"):
    """The percentile of each article among the articles of a reference corpus.

    ``passages`` (`analysis.count`) are of one or more articles, ``reference`` has totals of others,
    such as `analysis.reference_corpus`; ``measure`` and ``section`` are the same for both.
    Returns a DataFrame with one row per article: value, low, high (95%, `analysis.interval`);
    percentile (100 × the share of the reference that is lower, plus half of the ties);
    percentile_low, percentile_high (of low and high, widened by Wilson's interval for n); n
    (reference articles with a value).

    Raises ValueError if a column, section or measure does not exist, if the measure is 0 in more
    than half of the reference, or if it counts terms and the two were counted with different lists.

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
    values = article_values(reference, measure, [], section)[0]["value"].dropna()
    if values.empty:
        raise NothingToShow(f"no article of the reference has {measure} in its {section or 'text'}")
    if (zeros := int((values == 0).sum())) > len(values) / 2:
        of = f"{zeros:,} of {len(values):,} reference articles"
        raise NothingToShow(f"{measure} is 0 in {of}, too many for a percentile; report its value")
    n = len(values)
    ranks = {name: stats.percentileofscore(values, out[name], kind="mean") for name in out}
    out["percentile"] = ranks["value"]
    ends = [wilson(n * ranks[name] / 100, n * (1 - ranks[name] / 100)) for name in ("low", "high")]
    out["percentile_low"], out["percentile_high"] = 100 * ends[0][0], 100 * ends[1][1]
    return out.assign(n=n)
