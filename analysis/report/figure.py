"""A figure as the report shows it: checked, and its caption taken apart."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from analysis.proof.cite import CiteError, bibtex, cite, read_record

ENDINGS = ("svg", "png", "pdf", "csv", "md")
PUBLISHED = ("newsarticles", "polnear", "buzzfeed_facebook")
MOST_ROWS = 100  # of the numbers drawn; all of them are in the .csv


@dataclass(frozen=True)
class Shown:
    """A figure that fits its data and its caption.

    ``facts`` are pairs of a name (n, section, unit, source) and what it is; ``parts`` are pairs of
    a heading and its paragraphs or list items, each with whether it is a list; ``rows`` are those
    of the .csv, the header first.
    """

    name: str
    record: dict
    alt: str
    facts: list
    parts: list
    citation: str
    bibtex: str
    rows: list
    files: dict

    @property
    def more(self):
        """How many rows of numbers the report does not show."""
        return max(0, len(self.rows) - 1 - MOST_ROWS)


def names(folder):
    """The figures in a folder: of the article, of the whole corpus, of published ones."""
    images = (path for path in Path(folder).iterdir() if path.suffix in (".svg", ".png", ".pdf"))
    return sorted({path.stem for path in images}, key=_place)


def _place(name):
    """Published corpora come last; names alone tell, so that no record need be read."""
    published = name.rpartition("-")[2] in PUBLISHED
    return published and not name.startswith("standing-"), name.endswith("-corpus"), name


def shown(folder, name):
    """Read a figure's family of files and check that they belong together.

    Raises
    ------
    CiteError
        If one of them is missing, or is not that of the others.
    """
    paths = {ending: Path(folder) / f"{name}.{ending}" for ending in ENDINGS}
    images = [paths[ending] for ending in ENDINGS[:3]]
    for image in images:
        cite(image)
    record = read_record(paths["svg"])
    files = {path.name: path.read_bytes() for path in paths.values()}
    head, sections = _taken_apart(files[paths["md"].name].decode())
    missing = {"Text alternative", "Citation"} - set(sections)
    if missing:
        raise CiteError(f"{paths['md']}: has no {missing.pop()}; run the notebook")
    alt, cited = (sections.pop(name) for name in ("Text alternative", "Citation"))
    return Shown(
        name,
        record,
        alt,
        re.findall(r"^- ([^:\n]+): (.+)$", head, re.M),
        [(heading, *_lines(text)) for heading, text in sections.items()],
        cited,
        bibtex(record),
        list(csv.reader(io.StringIO(files[paths["csv"].name].decode()))),
        files,
    )


def _taken_apart(page):
    """What stands above the first heading of a caption page, and the text of each heading."""
    head, *sections = re.split(r"^## ", page, flags=re.M)
    pairs = (section.split("\n", 1) for section in sections)
    return head, {heading.strip(): text.strip() for heading, text in pairs}


def _lines(text):
    """Whether a text is a list, and its items; else its paragraphs.

    >>> _lines("- one\\n- two"), _lines("one\\n\\ntwo")
    ((True, ['one', 'two']), (False, ['one', 'two']))
    """
    if text.startswith("- "):
        return True, [line.removeprefix("- ") for line in text.splitlines()]
    return False, text.split("\n\n")
