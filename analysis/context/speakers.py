"""Who is quoted and paraphrased: the people and sources behind quoted and attributed words."""

import numpy as np
import pandas as pd

from analysis.tables.tabulate import select, tabulate
from analysis.text.person import PRONOUNS

_KINDS = "named", "unnamed"


def speakers(passages, section="body"):
    """The people and sources whose words each article quotes, or attributes to them without marks.

    A short name stands for the fullest name of the same article that ends in it ("Cohen" for "Steve
    Cohen"), unless it could be two people's. A pronoun stands for nobody.

    Returns a DataFrame with one row per article, naming ("named", "unnamed" such as "officials",
    "pronoun" or "unknown") and person (empty in the last two), and the columns of
    `analysis.tabulate` for the words they are given: ``quoted_words`` of ``words`` are quoted.

    >>> passages = pd.DataFrame({"article": "a", "quote": "speech", "words": [9, 4, 2]})
    >>> passages["speaker"] = ["Rep. Steve Cohen", "Cohen", "officials"]
    >>> passages["person"] = ["Steve Cohen", "Steve Cohen", ""]
    >>> speakers(passages, None)["words"].to_dict()
    {('a', 'named', 'Steve Cohen'): 13, ('a', 'unnamed', 'officials'): 2}
    """
    return tabulate(_spoken(passages, section), ["article", "naming", "person"], None)


def speaker_counts(passages, section="body"):
    """Counts of speakers, one row per article; `analysis.summarise` gives measures of them.

    Returns a DataFrame: article; speakers (named people and sources); words that they are given,
    quoted or attributed: spoken_words (all), named_words, unnamed_words, largest_words (of the
    named speaker who has most).

    >>> passages = pd.DataFrame({"article": "a", "quote": "speech", "words": [9, 4, 2]})
    >>> passages["speaker"] = ["Rep. Steve Cohen", "he", "officials"]
    >>> passages["person"] = ["Steve Cohen", "", ""]
    >>> speaker_counts(passages, None).values.tolist()
    [['a', 1, 15, 9, 2, 9]]
    """
    rows = _spoken(passages, section)
    words = rows.groupby(["article", "naming", "person"])["words"].sum()
    named, unnamed = (words[words.index.get_level_values("naming") == n] for n in _KINDS)
    people, articles = named.groupby("article"), words.groupby("article")
    out = pd.DataFrame({"speakers": people.size(), "spoken_words": articles.sum()})
    out["named_words"], out["unnamed_words"] = people.sum(), unnamed.groupby("article").sum()
    return out.assign(largest_words=people.max()).fillna(0).astype("int64").reset_index()


def _spoken(passages, section):
    """Passages of quoted speech and attributed words, with who speaks."""
    rows = select(passages, [], section)
    said = rows["quote"] == "speech"
    rows = rows[said | (rows["voice"] == "attributed") if "voice" in rows else said]
    person, speaker = rows["person"], rows["speaker"]
    kinds = [person != "", speaker == "", speaker.str.lower().isin(PRONOUNS)]
    naming = np.select(kinds, ["named", "unknown", "pronoun"], "unnamed")
    person = person.mask(naming == "unnamed", speaker)
    return rows.assign(naming=pd.array(naming, dtype="str"), person=person)
