"""Count the sources of PolNeAR into polnear_speakers.parquet: make reference DATA=folder.

It is no part of `analysis.reference.make`, since `analysis.context` stands above references.
"""

import sys
from pathlib import Path

import analysis
from analysis.context import speaker_counts
from analysis.reference import polnear
from analysis.reference.make import SOURCES, facts, write


def polnear_speakers(folder):
    """Counts of PolNeAR's speakers, one row for each article."""
    articles, labels = polnear.read(folder, SOURCES["polnear"]["outlets"])
    passages = polnear.annotated(articles, labels)
    words = analysis.tabulate(passages, "article")[["words"]]
    counts = words.join(speaker_counts(passages).set_index("article")).fillna(0).astype("int64")
    table = facts(articles).join(counts, how="inner").rename_axis("article").reset_index()
    table.insert(1, "section", "body")
    table.attrs = passages.attrs
    return table


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the folder that contains polnear")
    write("polnear_speakers", polnear_speakers(Path(sys.argv[1], "polnear")))
