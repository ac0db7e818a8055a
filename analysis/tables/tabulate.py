"""Sum by anything, then measure."""

import warnings

import pandas as pd

from analysis.article import SECTIONS
from analysis.counting.batch import SENTENCE_FACTS
from analysis.measures import applicable

# Splitting by one of these cuts sentences apart.
WITHIN_SENTENCE = {"voice", "quote", "speaker"}
SCALE = 1_000_000


def tabulate(table, by=("article",), section="body", articles=None):
    """Sums of count columns for each group, and every measure that they allow.

    Parameters
    ----------
    table : DataFrame
        Passages (`analysis.count`), their totals (`analysis.totals`) or responses
        (``corpus.responses``; for ratios between reader counts, `analysis.reader_counts` of them).
    by : str or list of str
        Columns to group by; ``[]`` gives one row for everything.
    section : str or None
        Which section of passages is measured, unless ``by`` holds ``"section"``; None for all.
    articles : DataFrame, optional
        ``corpus.metadata``, to group by outlet, language or any other of its columns.

    Returns
    -------
    DataFrame
        One row a group: ``articles`` and the summed counts, then the measures. Where counts are
        missing, ``n_…`` says how many articles (of responses: rows) a measure rests on. Split by
        voice, quote or speaker, counts and measures of sentences are of those that lie wholly in
        one of them; ``coverage`` is the share of words in these. Articles whose quotation marks
        cannot be read have no voice: a warning says how many are left out.

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
    by = listed(by)
    table = prepared(table, by, section, articles)
    if "voice" in table and WITHIN_SENTENCE & set(by):
        table = with_voices(table)
    measures = applicable(table.columns)
    counts = [column for column in table.columns if additive(table, column)]
    out = grouped(table, by)["article"].nunique().to_frame("articles")
    sums = summed(table, by, counts)
    out = out.join(sums)
    whole_sums = sums
    if "whole" in table and WITHIN_SENTENCE & set(by):
        whole_sums = summed(table[whole_sentences(table, by)], by, counts).reindex(out.index)
        out["coverage"] = whole_sums["words"].fillna(0) / sums["words"]
        for name in SENTENCE_FACTS:
            out[name] = whole_sums[name].fillna(0).astype(out[name].dtype)
    for name, (function, needs) in measures.items():
        if any(table[need].isna().any() for need in needs):
            known = table[table[list(needs)].notna().all(axis=1)]
            used = summed(known, by, list(needs)).reindex(out.index)
        else:
            used = whole_sums if set(needs) & set(SENTENCE_FACTS) else sums
        out[name] = function(*(used[need] for need in needs))
        missing = any(table[need].isna().any() for need in needs)
        if missing or "section" not in table:
            known = grouped(table[table[list(needs)].notna().all(axis=1)], by)["article"]
            units = known.nunique() if "section" in table else known.size()
            out[f"n_{name}"] = units.reindex(out.index, fill_value=0)
    return out if by else out.reset_index(drop=True)


def listed(by):
    """The columns to group by as a list, each once."""
    return [by] if isinstance(by, str) else list(dict.fromkeys(by))


def whole_sentences(table, by):
    """Rows whose sentence lies in one group of what cuts sentences apart."""
    whole = table["whole"]
    for name in {"quote", "speaker"} & set(by):
        sentence = [table["article"], table["sentence"]]
        kinds = table[name].astype("str").groupby(sentence, sort=False).transform("nunique")
        whole = whole & (kinds == 1)
    return whole


def with_voices(table):
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


def prepared(table, by, section, articles):
    """The rows asked for, with the articles' columns that they are grouped by.

    Raises ValueError for a column or section that is not there.
    """
    if articles is not None:
        wanted = [name for name in by if name not in table.columns and name in articles.columns]
        table = table.join(articles[wanted], on="article")
    places = [name for name in table.columns if not additive(table, name)]
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


def additive(table, column):
    """Whether a column holds counts, which add up, and not places."""
    places = {"part", "paragraph", "sentence", "start", "end"}
    return (
        pd.api.types.is_numeric_dtype(table[column])
        and not pd.api.types.is_bool_dtype(table[column])
        and column not in places
    )


def grouped(table, by):
    """The table in groups; in one that holds everything, where there is nothing to group by."""
    keys = by or pd.Series(0, index=table.index)
    return table.groupby(keys, observed=True, dropna=False, sort=True)


def summed(table, by, columns):
    """Sums that do not depend on the order of the rows: decimals are summed as whole numbers."""
    scaled = pd.DataFrame(index=table.index)
    decimal = [column for column in columns if table[column].dtype == "float64"]
    for column in columns:
        values = table[column]
        scaled[column] = (values * SCALE).round().astype("Int64") if column in decimal else values
    keys = [table[name] for name in by] or pd.Series(0, index=table.index)
    sums = scaled.groupby(keys, observed=True, dropna=False, sort=True).sum(min_count=1)
    for column in decimal:
        sums[column] = sums[column].astype("float64") / SCALE
    return sums
