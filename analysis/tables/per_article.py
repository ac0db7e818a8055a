"""The values of individual articles, for summaries, intervals, comparisons and percentiles."""

import pandas as pd

from analysis._support import require
from analysis.counting.batch import EXPECTED

from .tabulate import arguments, expected, listed, measures_of, select, usable
from .totals import summed


def unit_sums(table, measure, by, unit, section="body", articles=None):
    """A table of the sums that a measure needs, by group and ``unit``; its function and columns."""
    table = select(table, by, section, articles, to_measure=unit == ["article"])
    keys = list(dict.fromkeys([*by, *unit]))
    measures = measures_of(table, keys)
    require(str, "the name of a measure", measure=measure)
    if measure not in measures:
        raise ValueError(f"no measure {measure}; available: {', '.join(measures)}")
    function, needs = measures[measure][0], list(measures[measure][1])
    if {EXPECTED + name for name in needs} <= {*table}:
        table = expected(table, keys)
    rows, table = usable(table, by, needs)
    columns = [name for name in table if name.removeprefix(EXPECTED) in needs]
    known = table[keys].assign(**{name: table[name].where(rows) for name in columns})
    sums = summed(known, keys, columns).reset_index()
    values = dict(zip(needs, arguments(sums, keys, needs), strict=True))
    return sums[keys].assign(**values).astype(dict.fromkeys(needs, "float64")), function, needs


def article_values(table, measure, by=(), section="body", articles=None):
    """`unit_sums` of articles, with the ``value`` and ``cluster`` (of near-duplicates) of each."""
    by = listed(by)
    if taken := {"value", "cluster"} & {*by}:
        raise ValueError(f"cannot group by a column named {taken.pop()}; rename the column")
    values, function, needs = unit_sums(table, measure, by, ["article"], section, articles)
    values["value"] = function(*(values[name] for name in needs))
    cluster = values["article"].astype("str")
    if "cluster" in table:
        articles = table.drop_duplicates("article").set_index("article")
    if articles is not None and "cluster" in articles:
        cluster = values["article"].map(articles["cluster"].astype("str")).fillna(cluster)
    values["cluster"] = pd.factorize(cluster)[0]
    return values, function, needs


def long_enough(table, min_words):
    """Rows of articles of ``min_words`` body words or more; all if the table has no word counts."""
    require(int, "a number of words", min_words=min_words)
    if "words" not in table or not min_words:
        return table
    body = table[table["section"] == "body"] if "section" in table else table
    words = body.groupby("article")["words"].sum()
    return table[table["article"].astype("object").isin(words.index[words >= min_words])]
