"""Sum by any columns, then measure."""

import warnings
from collections.abc import Iterable

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from analysis._support.arguments import require
from analysis.article import SECTIONS
from analysis.counting.batch import SENTENCE_FACTS
from analysis.measures import WORD_FACTS, applicable

from .voices import arguments, expected, lacks_one, measures_of, taken_out

# Splitting by one of these cuts sentences apart.
WITHIN_SENTENCE = {"voice", "quote", "speaker", "person", "cue"}
_PLACES = {"part", "paragraph", "sentence", "start", "end"}
SCALE = 1_000_000


def tabulate(table, by=("article",), section="body", articles=None):
    """Sums of count columns for each group, and every measure that they allow.

    ``table`` has passages (`analysis.count`), totals, responses (``corpus.responses``) or, for
    ratios of reader counts, `analysis.reader_counts` of these; ``by`` is a column or a list of them
    (``[]`` gives one row for everything), also of ``articles``, such as ``corpus.metadata``. The
    ``section`` is measured unless ``by`` contains ``"section"``; None is all.
    Returns a DataFrame with one row for each group: ``articles`` and the summed counts, then the
    measures. Where counts are missing, ``n_…`` is the number of articles (for responses: rows) that
    a measure is based on.

    Split by voice, measures of words and terms alone are made from probabilities: ``expected_…`` is
    1,000 × what is expected of the voice. Counts and measures of sentences use only sentences that
    lie wholly in or outside quotation marks; of the latter, attributed are those with attributed
    words. Split by quote or speaker, they use sentences that lie wholly in one of them.
    ``coverage`` is the share of words in these sentences. Articles whose quotation marks cannot be
    read have no voice: a warning says how many are left out. Raises ValueError if there is no such
    column or section (the message lists those that exist), or a column of counts does not hold
    numbers.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> text = "It rained. Ann left."
    >>> passages = count([Article("a", (Section("body", text),), language="en")])
    >>> tabulate(passages).loc["a", ["words", "sentences", "words_per_sentence"]].tolist()
    [4.0, 2.0, 2.0]
    """
    by = listed(by)
    table = select(table, by, section, articles, to_measure=True)
    counts = [column for column in table if additive(table, column) and column not in by]
    incomplete = {column for column in counts if table[column].isna().any()}
    splits = _splits_sentences(table, by)
    table = expected(table, by, counts)
    out = grouped(table, by)["article"].nunique().to_frame("articles")
    sums_of = {}

    def sums(needs):
        """Sums of the rows that a measure uses, and of how many articles or rows they are."""
        # Measures that lack the same counts use the same rows.
        same = frozenset(incomplete & {*needs}), splits and not {*needs}.isdisjoint(SENTENCE_FACTS)
        if same not in sums_of:
            known, rows = usable(table, by, needs)
            rows = rows[known]
            group = grouped(rows, by)["article"]
            n = group.nunique() if "section" in table else group.size()
            added = summed(rows, by, counts).reindex(out.index)
            sums_of[same] = added, n.reindex(out.index, fill_value=0)
        return sums_of[same]

    everything, _ = sums(())
    out = out.join(everything)
    if splits:
        whole, _ = sums(SENTENCE_FACTS)
        words = summed(usable(table, by, SENTENCE_FACTS)[1], by, ["words"])["words"]
        out["coverage"] = whole["words"].fillna(0) / words
        for name in SENTENCE_FACTS:
            out[name] = whole[name].fillna(0).astype(out[name].dtype)
    for name, (function, needs) in measures_of(table, by).items():
        used, n = sums(needs)
        out[name] = function(*arguments(used, by, needs))
        if incomplete & {*needs} or "section" not in table:
            out[f"n_{name}"] = n
    return out if by else out.reset_index(drop=True)


def listed(by):
    """The columns to group by as a list, each once."""
    require(Iterable, "a column or a list of columns", by=by)
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    for name in names:
        require(str, "a column or a list of columns", by=name)
    return names


def select(table, by, section=None, articles=None, to_measure=False):
    """The rows of a section, with the columns of ``articles`` to group them by.

    To be measured, an article without a word in its body has a row there, with counts of 0.
    """
    require(pd.DataFrame, "a DataFrame", table=table)
    require((str, type(None)), "the name of a section, or None", section=section)
    if "article" not in table:
        raise ValueError("table has no column article; give passages, totals or responses")
    check_table(table, articles)
    if articles is not None:
        if unknown := len({*table["article"]} - {*articles.index}):
            total = table["article"].nunique()
            warnings.warn(
                f"{unknown} of {total} articles are missing from the table `articles`; give the "
                "metadata of the corpus that was counted",
                stacklevel=3,
            )
        wanted = [name for name in by if name not in table and name in articles]
        table = table.join(articles[wanted], on="article")
    places = [name for name in table if not additive(table, name)]
    places += [] if articles is None else [name for name in articles if name not in places]
    if missing := [name for name in by if name not in places]:
        hint = "" if articles is not None else "; for others give articles=corpus.metadata"
        raise ValueError(
            f"no column {', '.join(missing)} to group by; available: {', '.join(places)}{hint}"
        )
    if "section" in table and "section" not in by and section is not None:
        if section not in SECTIONS:
            raise ValueError(f"no section {section}; available: {', '.join(SECTIONS)}")
        rows = table[table["section"] == section]
        if to_measure and section == "body":
            others = table[~table["article"].isin(rows["article"].unique())]
            counts = dict.fromkeys((name for name in table if additive(table, name)), 0)
            others = others.drop_duplicates("article").assign(**counts)
            rows = pd.concat([rows, others]) if len(others) else rows
        table = rows
    if "voice" in table and WITHIN_SENTENCE & {*by} and (unread := table["voice"].isna()).any():
        left_out, n = table["article"][unread].nunique(), table["article"].nunique()
        warnings.warn(
            f"{left_out} of {n} articles left out: their quotation marks cannot be read, so "
            "quoted words cannot be identified",
            stacklevel=3,
        )
        table = table[~unread]
    return table


def usable(table, by, needs):
    """Which rows count for a measure that needs these columns, and the table to group them in.

    They are those in which all columns are known. Split by voice, quote or speaker, facts of
    sentences count only where the sentence lies in one by its marks; by voice it is attributed if
    it has attributed words.
    """
    rows = table[[*needs]].notna().all(axis=1)
    if _splits_sentences(table, by) and not {*needs}.isdisjoint(SENTENCE_FACTS):
        rows &= table["whole"]
        for name in WITHIN_SENTENCE & {*by} - {"voice"}:
            sentence = [table["article"], table["sentence"]]
            values = table[name].astype("str").groupby(sentence, sort=False)
            rows &= values.transform("nunique") == 1
        if lacks_one(table):
            rows &= ~table["reporting"]
        elif "voice" in by and "reporting" in table:
            said = table["reporting"] & (table["voice"] == "unattributed")
            table = table.assign(voice=table["voice"].mask(said, "attributed"))
    return rows, table


def _splits_sentences(table, by):
    return "whole" in table and (taken_out(table) or bool(WITHIN_SENTENCE & {*by}))


def check_table(table, articles):
    """Refuse counts that are not numbers, so cannot be added up, and two rows for an article."""
    require((pd.DataFrame, type(None)), "a DataFrame such as corpus.metadata", articles=articles)
    if articles is not None and not articles.index.is_unique:
        raise ValueError("articles has more than one row for an article; list each once")
    if table.empty:
        return
    needs = {need for _, needs in applicable(table.columns).values() for need in needs}
    for name in table:
        if name in needs.union(SENTENCE_FACTS, WORD_FACTS) and not additive(table, name):
            raise ValueError(f"column {name} must hold numbers, not {table[name].dtype}")


def additive(table, column):
    """Whether a column holds counts, which add up, rather than positions or names."""
    kind = table[column].dtype
    return is_numeric_dtype(kind) and not is_bool_dtype(kind) and column not in _PLACES


def grouped(table, by):
    """The table in groups; in a single one if there is nothing to group by."""
    keys = [table[name] for name in by] or pd.Series(0, index=table.index)
    return table.groupby(keys, observed=True, dropna=False, sort=True)


def summed(table, by, columns):
    """Sums that do not depend on the order of the rows: decimals are summed as whole numbers."""
    scaled = table[columns].copy()
    decimal = [column for column in columns if table[column].dtype == "float64"]
    for column in decimal:
        scaled[column] = (table[column] * SCALE).round().astype("Int64")
    # Not a join: rows of several tables may have the same index labels.
    sums = grouped(pd.concat([scaled, table[by]], axis=1), by)[columns].sum(min_count=1)
    for column in decimal:
        sums[column] = sums[column].astype("float64") / SCALE
    return sums
