"""Sum counts by any columns, then compute measures from the sums."""

import functools
import warnings
from collections.abc import Iterable

import pandas as pd

from analysis._support import require
from analysis.article import SECTIONS
from analysis.counting.batch import EXPECTED, SENTENCE_FACTS
from analysis.measures import COLUMNS, WORD_FACTS, applicable

from .totals import check_table, counts_in, grouped, summed

# Splitting by one of these cuts sentences apart.
WITHIN_SENTENCE = {"voice", "quote", "speaker", "person", "cue"}
_OTHER = {"attributed": "unattributed", "unattributed": "attributed"}
_NAMES = ("speaker", "person", "cue")


def tabulate(table, by=("article",), section="body", articles=None):
    """Sums of count columns for each group, and every measure that can be computed from them.

    ``table`` has passages (`analysis.count`), totals, responses (``corpus.responses``) or, for
    ratios of reader counts, the result of `analysis.reader_counts`. ``by`` is a column or a list of
    columns of the table or of ``articles``, such as ``corpus.metadata``; ``[]`` gives one row for
    everything. Only ``section`` is measured (None: all) unless ``by`` has ``"section"``. Returns a
    DataFrame with one row for each group: the number of articles, summed counts, and measures. If
    counts are missing, ``n_…`` is the number of articles (or responses) that a measure is based on.

    By voice, attributed shares and term rates are computed from probabilities: ``expected_…`` is
    1,000 × the voice's expected count. Counts and measures of sentences use only sentences that lie
    wholly in or outside quotation marks; the latter are attributed if they have attributed words.
    By quote or speaker, they use sentences that lie wholly in one group. ``coverage`` is the
    share of words in these sentences. Articles whose quotation marks cannot be read have no
    voice: a warning says how many are left out. Raises ValueError if a column or section does not
    exist (the message lists those that do), or if a column of counts does not contain numbers.

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> passages = count([Article("a", (Section("body", "It rained. Ann left."),), language="en")])
    >>> tabulate(passages).loc["a", ["words", "sentences", "words_per_sentence"]].tolist()
    [4.0, 2.0, 2.0]
    """
    by = listed(by)
    table = select(table, by, section, articles, to_measure=True)
    counts = counts_in(table, by)
    incomplete = {column for column in counts if table[column].isna().any()}
    splits, table = _splits_sentences(table, by), expected(table, by)
    out = grouped(table, by)["article"].nunique().to_frame("articles")

    @functools.cache
    def sums(needs):
        """Sums of the rows that have what a measure needs, and of how many articles or rows."""
        known, rows = usable(table, by, needs)
        rows = rows if known.all() else rows[known]
        group = grouped(rows, by)["article"]
        n = group.nunique() if "section" in table else group.size()
        return summed(rows, by, counts).reindex(out.index), n.reindex(out.index, fill_value=0)

    out = out.join(sums(frozenset())[0])
    if splits:
        whole, _ = sums(frozenset(["sentences"]))
        words = summed(usable(table, by, SENTENCE_FACTS)[1], by, ["words"])["words"]
        out["coverage"] = whole["words"].fillna(0) / words
        for name in SENTENCE_FACTS:
            out[name] = whole[name].fillna(0).astype(out[name].dtype)
    for name, (function, needs) in measures_of(table, by).items():
        lacking = incomplete & {*needs}
        of_sentences = splits and not {*needs}.isdisjoint(SENTENCE_FACTS)
        used, n = sums(frozenset(lacking | {"sentences"} if of_sentences else lacking))
        out[name] = function(*arguments(used, by, needs))
        if lacking or "section" not in table:
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
    """The rows of a section, with the columns of ``articles`` to group them by."""
    require(pd.DataFrame, "a DataFrame", table=table)
    require((str, type(None)), "the name of a section, or None", section=section)
    if "article" not in table:
        raise ValueError("table has no column article; give passages, totals or responses")
    check_table(table, articles)
    keys = ["article", *(name for name in by if name in table), "start"]
    if "start" in table and len(twice := table["article"][table.duplicated(keys)]):
        what = f"rows of article {twice.iloc[0]} are in the table twice, and are counted twice"
        warnings.warn(f"{what}; keep each once", stacklevel=3)
    counts = [n for n in counts_in(table) if n in {*COLUMNS, *WORD_FACTS} or n[:7] == "loaded_"]
    places = [*table.columns.drop(counts)]  # a column of the user's, such as year, is a place
    if articles is not None:
        if unknown := len({*table["article"]} - {*articles.index}):
            n = f"{unknown} of {table['article'].nunique()} articles"
            advice = "give the metadata of the corpus that was counted"
            warnings.warn(f"{n} are missing from the table `articles`; {advice}", stacklevel=3)
        others = [name for name in articles if name not in table]
        table = table.join(articles[[name for name in by if name in others]], on="article")
        places += others
    if missing := [name for name in by if name not in places]:
        hint = "" if articles is not None else "; for metadata, give articles=corpus.metadata"
        have = ", ".join(places) + hint
        raise ValueError(f"no column {', '.join(missing)} to group by; available: {have}")
    if "section" in table and "section" not in by and section is not None:
        if section not in SECTIONS:
            raise ValueError(f"no section {section}; available: {', '.join(SECTIONS)}")
        rows = table[table["section"] == section]
        if to_measure and section == "body":  # an article without a word there has counts of 0
            others = table[~table["article"].astype("object").isin(rows["article"].unique())]
            counts = dict.fromkeys(counts_in(table, by), 0)
            others = others.drop_duplicates("article").assign(**counts)
            rows = pd.concat([rows, others]) if len(others) else rows
        table = rows
    if "voice" in table and WITHIN_SENTENCE & {*by} and (unread := table["voice"].isna()).any():
        n = f"{table['article'][unread].nunique()} of {table['article'].nunique()} articles"
        why = "their quotation marks cannot be read, so quoted words cannot be identified"
        warnings.warn(f"{n} left out: {why}", stacklevel=3)
        table = table[~unread]
    return table


def usable(table, by, needs):
    """Which rows have all that a measure needs, and the table to group them in.

    Facts of sentences count only where the sentence lies in one voice, quote and speaker by its
    marks; by voice it is attributed if it has attributed words.
    """
    rows = table[[*needs]].notna().all(axis=1)
    if _splits_sentences(table, by) and not {*needs}.isdisjoint(SENTENCE_FACTS):
        rows &= table["whole"]
        for name in WITHIN_SENTENCE & {*by} - {"voice"}:
            keys = [table["article"], table["sentence"]]
            rows &= table[name].astype("str").groupby(keys, sort=False).transform("nunique") == 1
        if lacks_one(table):
            rows &= ~table["reporting"]
        elif "voice" in by and "reporting" in table:
            said = table["reporting"] & (table["voice"] == "unattributed")
            table = table.assign(voice=table["voice"].mask(said, "attributed"))
    return rows, table


def _splits_sentences(table, by):
    return "whole" in table and (taken_out(table) or bool(WITHIN_SENTENCE & {*by}))


def expected(table, by):
    """Add columns of 1,000 × each voice's expected counts to a table to be split by voice.

    The expected counts of the other voice are in an extra row, whose own counts are 0.
    If a voice was removed from the table, each row counts for its own voice alone.
    """
    twins = [name for name in table if name.startswith(EXPECTED)]
    if not twins or "voice" not in by:
        return table
    needed = {EXPECTED + "words", *(name.removeprefix(EXPECTED) for name in twins)}
    if missing := ", ".join(sorted(needed - {*table})):
        raise ValueError(f"table has no column {missing}; keep it, or drop all {EXPECTED}… columns")
    narrow = (name for name in [*needed, *twins] if table[name].dtype.itemsize < 8)
    table = table.astype(dict.fromkeys(narrow, "Int64"))  # 1,000 × an int16 would overflow
    whole = 1000 * table[[name.removeprefix(EXPECTED) for name in twins]].set_axis(twins, axis=1)
    if taken_out(table):
        return table.assign(**whole)
    table, whole = table.reset_index(drop=True), whole.reset_index(drop=True)
    voice = table["voice"].astype("str")
    attributed = table[twins].where(voice != "unattributed", whole - table[twins])
    own = attributed.where(voice != "quoted", whole)
    rest = (whole - own)[own["expected_words"] != whole["expected_words"]]
    other = voice[rest.index].map(_OTHER).astype(table["voice"].dtype)
    empty = dict.fromkeys(counts_in(table, by), 0) | {name: "" for name in _NAMES if name in table}
    others = table.loc[rest.index].assign(**empty | dict(rest), voice=other)
    return pd.concat([table.assign(**own), others], ignore_index=True)


def taken_out(table):
    """Whether rows of one voice have been taken out of sentences that have another one too."""
    if "whole" not in table:
        return False
    voices = {*table["voice"].dropna().unique()}
    without_quoted = "reporting" in table and "quoted" not in voices
    return (len(voices) == 1 or without_quoted) and not table["whole"].all() or lacks_one(table)


def lacks_one(table):
    """Whether attributed words have been taken out of a table, or unattributed ones."""
    return "reporting" in table and table["reporting"].any() and not {*_OTHER} <= {*table["voice"]}


def measures_of(table, by):
    """The result of `applicable`; by voice, twins are used only in place of their own columns."""
    return applicable(n for n in table if not ("voice" in by and n.startswith(EXPECTED)))


def arguments(sums, by, needs):
    """The sums for a measure; those of the twins if all columns have one and ``by`` has voice."""
    twins = [EXPECTED + name for name in needs]
    if "voice" in by and {*twins} <= {*sums}:
        return [sums[name] / 1000 for name in twins]
    return [sums[name] for name in needs]
