"""Sum by anything, then measure; and how sure a number is."""

import warnings

import numpy as np
import pandas as pd

from analysis.article import SECTIONS
from analysis.batch import SENTENCE_FACTS
from analysis.measures import applicable

# Splitting by one of these cuts sentences apart.
_WITHIN_SENTENCE = {"voice", "quote", "speaker"}
_SCALE = 1_000_000
_DRAWS = 2000


def tabulate(table, by=("article",), section="body", articles=None):
    """Sums of count columns for each group, and every measure that they allow.

    Parameters
    ----------
    table : DataFrame
        Passages (`analysis.count`) or responses (``corpus.responses``).
    by : str or list of str
        Columns to group by; ``[]`` gives one row for everything.
    section : str or None
        Which section of passages is measured, unless ``by`` holds ``"section"``; None for all.
    articles : DataFrame, optional
        ``corpus.metadata``, to group by outlet, language or any other of its columns.

    Returns
    -------
    DataFrame
        One row a group: ``articles`` and the summed counts, then the measures. Where counts may
        be missing (responses), ``n_…`` says how many rows each measure rests on. Split by voice,
        quote or speaker, counts and measures of sentences are of those that lie wholly in one of
        them; ``coverage`` is the share of words in these. Articles whose quotation marks cannot
        be read have no voice: a warning says how many are left out.

    Raises
    ------
    ValueError
        If a column or section is not there; the message lists those that are.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "It rained. Ann left."
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> tabulate(passages).loc["a", ["words", "sentences", "words_per_sentence"]].tolist()
    [4.0, 2.0, 2.0]
    """
    by = _listed(by)
    table = _prepare(table, by, section, articles)
    if "voice" in table and _WITHIN_SENTENCE & set(by):
        table = _read(table)
    measures = applicable(table.columns)
    counts = [column for column in table.columns if _additive(table, column)]
    groups = _groups(table, by)
    out = groups["article"].nunique().to_frame("articles")
    sums = _sum(table, by, counts)
    out = out.join(sums)
    whole_sums = sums
    if "whole" in table and _WITHIN_SENTENCE & set(by):
        whole_sums = _sum(table[_whole(table, by)], by, counts).reindex(out.index)
        out["coverage"] = whole_sums["words"].fillna(0) / sums["words"]
        for name in SENTENCE_FACTS:
            out[name] = whole_sums[name].fillna(0).astype(out[name].dtype)
    for name, (function, needs) in measures.items():
        if any(table[need].isna().any() for need in needs):
            known = table[table[list(needs)].notna().all(axis=1)]
            used = _sum(known, by, list(needs)).reindex(out.index)
        else:
            used = whole_sums if set(needs) & set(SENTENCE_FACTS) else sums
        out[name] = function(*(used[need] for need in needs))
        if "sentence" not in table:
            known = table[table[list(needs)].notna().all(axis=1)]
            out[f"n_{name}"] = _groups(known, by).size().reindex(out.index, fill_value=0)
    return out if by else out.reset_index(drop=True)


def interval(table, measure, by=("article",), section="body", articles=None, seed=1):
    """A measure for each group with a 95% interval: a bootstrap over sentences.

    Sentences of a group are drawn again with replacement, 2,000 times; the interval runs from the
    2.5th to the 97.5th percentile (Efron and Tibshirani 1993). It says how far the number hangs on
    single sentences, not how well it would hold for other articles. Fewer than three sentences
    give nan, and so does a measure that is undefined in more than 5% of the draws.

    Returns
    -------
    DataFrame
        Columns value, low, high, and n (sentences), one row a group.

    Raises
    ------
    ValueError
        If a column, section or measure is not there, or the table is not of passages.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "It rained. Ann left. We stayed there."
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> interval(passages, "words_per_sentence").round(2).loc["a"].tolist()
    [2.33, 2.0, 3.0, 3.0]
    """
    by = _listed(by)
    table = _prepare(table, by, section, articles)
    if "sentence" not in table:
        raise ValueError("no sentences to draw from: an interval like this needs passages")
    if measure not in (known := applicable(table.columns)):
        raise ValueError(f"no measure {measure}; there are: {', '.join(known)}")
    function, needs = known[measure]
    if _WITHIN_SENTENCE & set(by):
        table = _read(table)
        if set(needs) & set(SENTENCE_FACTS):
            table = table[_whole(table, by)]
    rows = {}
    for key, group in _groups(table, by):
        group = group[group[list(needs)].notna().all(axis=1)]
        sums = _sum(group, ["article", "sentence"], list(needs)).to_numpy("float64")
        low = high = np.nan
        if len(sums) >= 3:
            random = np.random.default_rng(seed)
            drawn = random.multinomial(len(sums), [1 / len(sums)] * len(sums), size=_DRAWS)
            # Whole numbers, so that the product is exact on every processor.
            totals = drawn @ np.rint(sums * _SCALE).astype("int64") / _SCALE
            values = function(*totals.T)
            values = values[np.isfinite(values)]
            if len(values) > 0.95 * _DRAWS:
                low, high = np.percentile(values, [2.5, 97.5])
        value = np.nan
        if len(group):
            value = function(*_sum(group, [], list(needs)).to_numpy("float64")[0])
        rows[key] = (value, low, high, len(sums))
    out = pd.DataFrame.from_dict(rows, orient="index", columns=["value", "low", "high", "n"])
    if not by:
        return out.reset_index(drop=True)
    index = pd.MultiIndex.from_tuples(rows, names=by)
    return out.set_axis(index if len(by) > 1 else index.get_level_values(0))


def _listed(by):
    return [by] if isinstance(by, str) else list(dict.fromkeys(by))


def _whole(table, by):
    """Rows whose sentence lies in one group of what cuts sentences apart."""
    whole = table["whole"]
    sentence = [table["article"], table["sentence"]]
    for name in {"quote", "speaker"} & set(by):
        kinds = table[name].astype("str").groupby(sentence, sort=False).transform("nunique")
        whole = whole & (kinds == 1)
    return whole


def _read(table):
    """Rows of articles whose voices are known."""
    unread = table["voice"].isna()
    if unread.any():
        left_out, all_of = table["article"][unread].nunique(), table["article"].nunique()
        warnings.warn(
            f"{left_out} of {all_of} articles left out: their quotation marks cannot be read, so "
            "that nobody can tell whose words are whose",
            stacklevel=3,
        )
    return table[~unread]


def _prepare(table, by, section, articles):
    if articles is not None:
        wanted = [name for name in by if name not in table.columns and name in articles.columns]
        table = table.join(articles[wanted], on="article")
    places = [name for name in table.columns if not _additive(table, name)]
    places += [] if articles is None else [name for name in articles if name not in places]
    if missing := [name for name in by if name not in places]:
        raise ValueError(
            f"no column {', '.join(missing)} to group by; there are: {', '.join(places)}"
        )
    if "section" in table and "section" not in by and section is not None:
        if section not in SECTIONS:
            raise ValueError(f"no section {section}; there are: {', '.join(SECTIONS)}")
        table = table[table["section"] == section]
    return table


def _additive(table, column):
    places = {"part", "paragraph", "sentence", "start", "end"}
    return (
        pd.api.types.is_numeric_dtype(table[column])
        and not pd.api.types.is_bool_dtype(table[column])
        and column not in places
    )


def _groups(table, by):
    # With nothing to group by, one group that holds everything.
    keys = by or pd.Series(0, index=table.index)
    return table.groupby(keys, observed=True, dropna=False, sort=True)


def _sum(table, by, columns):
    """Sums that do not depend on the order of the rows: decimals are summed as whole numbers."""
    scaled = pd.DataFrame(index=table.index)
    decimal = [column for column in columns if table[column].dtype == "float64"]
    for column in columns:
        values = table[column]
        scaled[column] = (values * _SCALE).round().astype("Int64") if column in decimal else values
    keys = [table[name] for name in by] or pd.Series(0, index=table.index)
    sums = scaled.groupby(keys, observed=True, dropna=False, sort=True).sum(min_count=1)
    for column in decimal:
        sums[column] = sums[column].astype("float64") / _SCALE
    return sums
