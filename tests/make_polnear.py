"""Count PolNeAR, with the annotators' voices, and its speakers: make reference DATA=folder.

It is no part of `make_reference.py`: it reads PolNeAR as the training of the network does,
and `analysis.context` stands above references.
"""

import sys
from pathlib import Path

from make_reference import SOURCES, facts, write
from polnear import annotated, read

from analysis.context import speaker_counts
from analysis.tables import totals


def polnear_speakers(passages, about):
    """Counts of PolNeAR's speakers, one row for each article."""
    counts = speaker_counts(passages).set_index("article")
    table = about.join(counts, how="inner").rename_axis("article").reset_index()
    table.insert(1, "section", "body")
    table.attrs = passages.attrs
    return table


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the folder that contains polnear")
    articles, labels = read(Path(sys.argv[1], "polnear"), SOURCES["polnear"]["outlets"])
    passages, about = annotated(articles, labels), facts(articles)
    write("polnear", totals(passages, about))
    write("polnear_speakers", polnear_speakers(passages, about))
