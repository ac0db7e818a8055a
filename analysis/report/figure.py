"""A figure as the report shows it: checked, with its caption taken apart."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from analysis.figures.captions import Caption, parse
from analysis.proof.cite import IMAGES, bibtex, cite, read_record
from analysis.reference.reference_corpus import REFERENCE

ENDINGS = ("svg", "png", "pdf", "csv", "md")
PUBLISHED = {path.stem for path in REFERENCE.glob("*.parquet")}
MOST_ROWS = 100  # of the numbers drawn; all of them are in the .csv


class ReportFigure(NamedTuple):
    """A figure whose files belong together; ``rows`` are those of its .csv, the header first."""

    name: str
    record: dict
    caption: Caption
    bibtex: str
    rows: list
    files: dict


def names(folder):
    """The figures in a folder: of the article, of the whole corpus, of published ones."""
    images = (path for path in Path(folder).iterdir() if path.suffix in IMAGES)
    return sorted({path.stem for path in images}, key=_place)


def _place(name):
    """Published corpora come last; the name is enough, so no record need be read."""
    published = name.rpartition("-")[2] in PUBLISHED
    return published and not name.startswith("standing-"), name.endswith("-corpus"), name


def read_figure(folder, name):
    """Read a figure's five files; CiteError if one is missing or of another figure."""
    paths = {ending: Path(folder) / f"{name}.{ending}" for ending in ENDINGS}
    for ending in ENDINGS[:3]:
        cite(paths[ending])
    record = read_record(paths["svg"])
    files = {path.name: path.read_bytes() for path in paths.values()}
    caption = parse(files[paths["md"].name].decode())
    rows = list(csv.reader(io.StringIO(files[paths["csv"].name].decode())))
    return ReportFigure(name, record, caption, bibtex(record), rows, files)
