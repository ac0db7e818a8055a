"""Tables split by voice: by probabilities where counts have a twin, by sentences where they do not.

Outside quotation marks a word is attributed with some probability. The twin of a count adds these
up, in thousandths; sums of probabilities are nearly unbiased where counts of labels are not. Facts
of a sentence are of sentences with attributed words, or without: hardly any is wholly attributed.
"""

import pandas as pd

from analysis.counting.batch import EXPECTED
from analysis.measures import applicable

_OTHER = {"attributed": "unattributed", "unattributed": "attributed"}
_NAMES = ("speaker", "person", "cue")


def expected(table, by, counts):
    """A table to be split by voice, with twins that hold 1,000 × what is expected of each voice.

    What is expected of the voice that a row does not have is in a row of its own, whose ``counts``
    are 0. Where a voice has been taken out of the table, each row counts for its own voice alone.
    """
    twins = [name for name in table if name.startswith(EXPECTED)]
    if not twins or "voice" not in by:
        return table
    whole = 1000 * table[[name.removeprefix(EXPECTED) for name in twins]].set_axis(twins, axis=1)
    if taken_out(table):
        return table.assign(**whole)
    table, whole = table.reset_index(drop=True), whole.reset_index(drop=True)
    voice = table["voice"].astype("str")
    attributed = table[twins].where(voice != "unattributed", whole - table[twins])
    own = attributed.where(voice != "quoted", whole)
    rest = (whole - own)[own["expected_words"] != whole["expected_words"]]
    other = voice[rest.index].map(_OTHER).astype(table["voice"].dtype)
    empty = dict.fromkeys(counts, 0) | {name: "" for name in _NAMES if name in table}
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
    """What `applicable` gives; split by voice, twins measure nothing but what they are twins of."""
    return applicable(n for n in table if not ("voice" in by and n.startswith(EXPECTED)))


def arguments(sums, by, needs):
    """Sums that a measure is made of; those of the twins if all have one and the voice is split."""
    twins = [EXPECTED + name for name in needs]
    if "voice" in by and {*twins} <= {*sums}:
        return [sums[name] / 1000 for name in twins]
    return [sums[name] for name in needs]
