"""A figure and what belongs to it: three images, data, caption and record in five files."""

import base64
import io
import json
import platform
import shlex
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import scipy
from matplotlib import ft2font

from analysis._support import map_texts, protect, template
from analysis._support.files import checksum, csv_bytes, project_version, rounded, sha256
from analysis.proof.cite import KEY, citation, read_data, read_record
from analysis.statistics import corrected

from .captions import clean, page, parse
from .drawing import canvas, fonts_for, wrap
from .trace import trace

_OURS = "analysis.figures."  # modules, each with one function of its name
_COLUMNS = ["figure", "of", "which", "criterion", "clear", "p", "q"]
_PYTHON = "Python " + ".".join(platform.python_version_tuple()[:2])
# On what the bytes of a figure depend besides its input, this package and its fonts.
_ENVIRONMENT = [platform.system(), platform.machine(), _PYTHON]
_ENVIRONMENT += [f"FreeType {ft2font.__freetype_version__}"]
_ENVIRONMENT += [f"{one.__name__} {one.__version__}" for one in (matplotlib, np, pd, scipy)]


@dataclass(frozen=True)
class Family:
    """A figure with its data, caption and record; shown in a notebook, saved as five files."""

    record: dict  # figure, corpus, data, versions and parameters; embedded in each image
    files: dict  # svg, png, pdf, csv and md → bytes
    study: object = field(default=None, compare=False)  # by which it was drawn
    folder: Path = field(default=None, compare=False)  # where it was saved last

    def save(self, folder):
        """Write ID.svg, ID.png, ID.pdf, ID.csv and ID.md to a folder; returns their paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{self.record['figure']}.{ending}" for ending in self.files]
        for path, content in zip(paths, self.files.values(), strict=True):
            path.write_bytes(content)
        here = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
        object.__setattr__(self, "folder", here)  # frozen for everyone else
        return paths

    data = property(lambda of: read_data(of.files["csv"]), doc="The numbers drawn, as a DataFrame.")
    page = property(lambda of: of.files["md"].decode(), doc="The whole caption, as Markdown.")

    def trace(self, point):
        """Trace the value in a row of ``data`` (from 0) to its rows and sentences, with a note.

        ``rows`` are passages, responses or counts. ``sentences`` (of a voice: its part of them) has
        one row each: article, sentence, section, start and end in `Article.text`, text; and, if
        its page was kept, page, page_sha256, block (its number, from 1), lines and sha256.
        Published counts and readers' answers have no sentences; ``note`` says so. IndexError if
        there is no such row; ValueError if the figure shows another article, or is the user's own.
        """
        return trace(self.record, self.data, point, self.study)

    def __repr__(self):
        return f"Figure {self.record['figure']}: {self.record['title']}"

    def _repr_html_(self):
        # That of a study does not begin with the folders of somebody's home.
        folder, name = self.study.folder if self.study else self.folder, self.record["figure"]
        path = None if folder is None else shlex.quote(Path(folder, f"{name}.svg").as_posix())
        about = {"title": self.record["title"], "name": name, "caption": parse(self.page)}
        image = base64.b64encode(self.files["svg"]).decode()
        return template("figures/templates/notebook.html.j2").render(about, image=image, path=path)


def figure_files(
    draw, data, *, size, about, parameters=None, comparisons=(), figure="", texts="", **facts
):
    """Draw ``data`` on an empty figure of ``size`` (inches) and make the files of its `Family`.

    The caption's template is ``page`` or has the name of the module of ``draw``; it gets
    ``data``, ``about``, ``facts`` and ``parameters``, with which the figure can be drawn again.
    ``comparisons`` are those behind the title: what is compared, p or nan, and whether it met the
    criterion; ``texts`` are drawn but not part of ``data``.
    """
    is_ours = draw.__module__.startswith(_OURS)
    function = draw.__module__.removeprefix(_OURS) if is_ours else "page"
    name = "-".join(filter(None, [function.replace("_", "-"), about.get("name")]))
    figure = clean(figure or name)
    data = rounded(map_texts(data.reset_index(drop=True), clean))
    csv = csv_bytes(map_texts(data, protect))
    facts = {**(parameters or {}), **facts, "data": data, "about": about, "figure": figure}
    fonts, facts["undrawn"] = fonts_for(csv.decode() + texts)
    # Three digits of p: the last ones differ between machines.
    tests = [
        {"which": clean(which), "clear": bool(met), "p": float(f"{p:.3g}") if p == p else None}
        for which, p, met in comparisons
    ]
    text, (of, criterion) = page(function, **facts, comparisons=tests)
    record = about["record"] | ({"by": about["by"]} if about.get("by") else {})
    record |= {"figure": figure, "title": text.partition("\n")[0].removeprefix("# ")}
    record |= {"comparisons": [{"of": of, "criterion": criterion, **one} for one in tests]}
    record |= {"data": sha256(csv), "version": project_version()}
    record["environment"] = ", ".join([*_ENVIRONMENT, *fonts])
    if is_ours:
        record |= {"function": function, "parameters": parameters or {}}
    text = f"{text}\n## Citation\n\n{citation(record)}\n".encode()
    record["caption"] = sha256(text)
    record["checksum"] = checksum(record)
    with canvas(size, fonts) as empty:
        draw(empty, data)
        title = wrap(record["title"], int(14 * size[0]))
        empty.suptitle(title, x=0.01, ha="left", weight="bold", size=8)
        images = {ending: _image(empty, ending, record) for ending in ("svg", "png", "pdf")}
    return Family(record, {**images, "csv": csv, "md": text})


def _image(figure, ending, record):
    """A figure as the bytes of an image without dates, with its record inside."""
    text = json.dumps(record, ensure_ascii=True, sort_keys=True)
    title, cited = record["title"], citation(record)
    svg = {"Date": None, "Creator": None, "Title": title, "Description": text, "Source": cited}
    png = {"Software": None, KEY: text, "Citation": cited}
    pdf = {"CreationDate": None, "Creator": None, "Producer": None, "Title": title}
    pdf |= {"Subject": cited, "Keywords": text}
    image, metadata = io.BytesIO(), {"svg": svg, "png": png, "pdf": pdf}[ending]
    figure.savefig(image, format=ending, metadata=metadata)
    return image.getvalue()


def comparisons(folder):
    """Every comparison made in the figures of a folder, with p corrected for all of them (q).

    Returns a DataFrame with one row per comparison, from the record inside each ``.svg``: figure;
    of (what was compared) and which; criterion (the figure's own test or rule); clear (met it); p;
    q (p corrected for every p in the folder, Benjamini and Hochberg 1995). p and q are nan if the
    criterion is an interval. CiteError if an image has no record.

    >>> comparisons("no such folder").columns.tolist()
    ['figure', 'of', 'which', 'criterion', 'clear', 'p', 'q']
    """
    records = map(read_record, sorted(Path(folder).glob("*.svg")))
    found = pd.json_normalize([*records], "comparisons", "figure").reindex(columns=_COLUMNS)
    return found.astype({"clear": "bool", "p": "float64"}).assign(q=lambda of: corrected(of["p"]))
