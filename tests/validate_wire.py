"""Wire copy against the `wire` column of PolNeAR's metadata; a part of validate.py."""

import csv

import numpy as np
from scipy import stats

from analysis.article import Article, Section
from analysis.corpus.wire import wire


def wire_rows(data, row, unseen):
    """Rows for precision, recall and F1, from the text alone and with the byline.

    Articles of which the column says NA (one outlet that hides its sources) are left out.
    """
    with (data / "polnear/metadata.tsv").open(encoding="utf-8", newline="") as file:
        about = {line["filename"]: line for line in csv.DictReader(file, delimiter="\t")}
    for name, with_byline in (("from the text", False), ("with the byline", True)):
        units = []
        for path in sorted(data.glob("polnear/*.txt")):
            line = about.get(path.stem)
            if not unseen(path) or line is None or line["wire"] == "NA":
                continue
            title, *body = path.read_text(encoding="utf-8").split("\n\n")
            sections = [Section("headline", title), *(Section("body", text) for text in body)]
            authors = (line["author"],) if with_byline and line["author"] != "None" else ()
            found = wire(Article("a", tuple(sections), authors=authors)) is not None
            gold = line["wire"] != "None"
            units.append((found and gold, found, gold))
        hits, found, gold = (sum(column) for column in zip(*units, strict=True))
        f1 = 2 * hits / (found + gold)
        for measure, value, n, interval in (
            ("precision", hits / found, found, _wilson(hits, found)),
            ("recall", hits / gold, gold, _wilson(hits, gold)),
            ("F1", f1, len(units), (np.nan, np.nan)),
        ):
            measure = f"wire copy {name}, {measure}"
            yield row(measure, "polnear", "half not looked at, wire known", n, value, interval)


def _wilson(hits, number):
    return tuple(stats.binomtest(hits, number).proportion_ci(method="wilson"))
