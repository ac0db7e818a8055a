"""Reader counts of each article in one row."""

import pandas as pd

from analysis._support.arguments import require
from analysis.corpus import COUNTERS


def reader_counts(responses):
    """The polls and counters of ``corpus.responses``: one row an article, as ratios need them.

    Returns
    -------
    DataFrame
        Columns article, votes, yes, no, comments, shares, likes, dislikes, reactions, views
        (``Int64``; <NA> is unknown). ``votes`` are answers of any kind, including "Undecided",
        added up over an article's polls; unknown if those of one poll are, or if the page shows a
        question twice. ``yes`` and ``no`` are those of the only poll; an article with several has
        <NA>, since yes to one question is not yes to another. A counter that shows different
        numbers is unknown.

    Raises
    ------
    ValueError
        If the table is not one of responses.

    >>> table = pd.DataFrame({"article": "a", "kind": ["poll", "comments"], "question": pd.NA})
    >>> table[["yes", "no", "votes"]] = pd.DataFrame([[88, 4, 92], [pd.NA] * 3], dtype="Int64")
    >>> table[list(COUNTERS)] = pd.DataFrame([[pd.NA] * 6, [23] + [pd.NA] * 5], dtype="Int64")
    >>> reader_counts(table)[["article", "votes", "yes", "no", "comments"]].values.tolist()
    [['a', 92, 88, 4, 23]]
    """
    require(pd.DataFrame, "a table such as corpus.responses", responses=responses)
    columns = ["votes", "yes", "no", *COUNTERS]
    if missing := [n for n in ("article", "kind", "question", *columns) if n not in responses]:
        raise ValueError(f"responses has no column {', '.join(missing)}; give corpus.responses")
    counters = responses.groupby("article", sort=True)[list(COUNTERS)]
    out = counters.first().where(counters.nunique() == 1)
    polls = responses[responses["kind"] == "poll"]
    twice = polls.duplicated(["article", "question"], keep=False)
    votes = polls["votes"].mask(twice).groupby(polls["article"])
    out["votes"] = votes.sum(min_count=1).where(votes.count() == votes.size())
    only = polls[~polls.duplicated("article", keep=False)].set_index("article")
    out["yes"], out["no"] = only["yes"], only["no"]
    return out[columns].astype("Int64").reset_index()
