"""A figure and what belongs to it: image, data, caption, record."""

import base64
import functools
import hashlib
import html
import io
import json
import os
import shlex
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis._support.fingerprint import ROOT, csv_bytes, fingerprint, project_version
from analysis._support.not_shown import NothingToShow, NotShown, or_why
from analysis.proof.cite import KEY, citation, reference_line

from .comparisons import in_words

ONE_COLUMN, TWO_COLUMNS = 89 / 25.4, 183 / 25.4  # inches

# Okabe and Ito's colours, which colour-blind readers can tell apart.
BLUE, ORANGE, GREY = "#0072B2", "#E69F00", "#666666"

STYLE = {
    "figure.dpi": 100,
    "savefig.dpi": 300,
    "font.family": "DejaVu Sans",
    "font.size": 7.5,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.linewidth": 0.6,
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    # Names inside the SVG are made from this and not from chance.
    "svg.hashsalt": KEY,
}


@contextmanager
def canvas(width, height):
    """An empty figure in the project's style, whatever the user's own settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(STYLE)
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasAgg(figure)
        yield figure


@dataclass(frozen=True)
class Family:
    """A figure with its data, caption and record; shown in a notebook, saved as five files.

    ``record`` names the figure, corpus, data, versions and parameters; it is embedded in each
    image. ``files`` maps the endings svg, png, pdf, csv and md to their bytes. ``folder`` is where
    it was saved last.
    """

    record: dict
    alt: str
    caption: str
    files: dict
    folder: Path | None = field(default=None, compare=False)

    def save(self, folder):
        """Write ID.svg, ID.png, ID.pdf, ID.csv and ID.md to a folder; returns their paths."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        object.__setattr__(self, "folder", folder)  # frozen for everyone else
        paths = []
        for ending, content in self.files.items():
            path = folder / f"{self.record['figure']}.{ending}"
            path.write_bytes(content)
            paths.append(path)
        return paths

    @property
    def data(self):
        """The numbers drawn, as a DataFrame."""
        return pd.read_csv(io.BytesIO(self.files["csv"]))

    def __repr__(self):
        return f"Figure {self.record['figure']}: {self.record['title']}"

    def _repr_html_(self):
        image = base64.b64encode(self.files["svg"]).decode()
        return (
            f'<figure style="margin:0"><img alt="{html.escape(self.alt)}" '
            'style="max-width:100%;background:#fff" '
            f'src="data:image/svg+xml;base64,{image}">'
            f'<figcaption style="max-width:44em">{html.escape(self.caption)}<br>'
            f"<small>To cite it: {self._cite_line()}</small></figcaption></figure>"
        )

    def _cite_line(self):
        """How to cite the figure where it was saved, from the project's folder."""
        if self.folder is None:
            return f"save it; this is {html.escape(self.record['figure'])}"
        path = self.folder.resolve() / f"{self.record['figure']}.svg"
        try:
            path = Path(os.path.relpath(path, ROOT))
        except ValueError:  # another drive
            pass
        said = f"python -m analysis cite {shlex.quote(path.as_posix())}"
        return f"<code>{html.escape(said)}</code>"


class NotDrawn(NotShown):
    """What a figure's function gives where there is nothing to draw: the reason, and no files."""

    _what = "Not drawn"

    def save(self, folder):
        """Nothing is saved; what a folder holds of this figure is left alone."""
        return []

    @property
    def data(self):
        """The reason: there are no numbers."""
        return self


# A figure's function that says why, in place of a figure, where there is nothing to draw.
NothingToDraw = NothingToShow
drawn = functools.partial(or_why, kind=NotDrawn)


def family(draw, *, size, data, notes, comparisons, **record):
    """Draw a figure and make its family.

    Parameters
    ----------
    draw : callable
        Called with an empty matplotlib figure.
    size : (float, float)
        Width and height in inches.
    data : DataFrame
        The exact numbers drawn.
    notes : dict
        n, section, unit, source, method (list of sentences), cite (keys of references), limits
        (list), alt.
    comparisons : list of dict
        What the title compares (`looked.compared`); they go into the record and the caption.
    record : str
        figure (its id), title (the finding), corpus (fingerprint), passages (fingerprint or ""),
        lexicon ("" where none is used) and any parameters.
    """
    csv = csv_bytes(data)
    record = {
        **record,
        "comparisons": comparisons,
        "data": fingerprint(data),
        "version": project_version(),
        "matplotlib": matplotlib.__version__,
    }
    cited = citation(record)
    page = _caption_page(record, notes, cited).encode()
    record["caption"] = hashlib.sha256(page).hexdigest()
    text = json.dumps(record, ensure_ascii=True, sort_keys=True)
    metadata = {
        "svg": {"Date": None, "Creator": None, "Title": record["title"], "Description": text}
        | {"Source": cited},
        "png": {"Software": None, KEY: text, "Citation": cited},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Keywords": text}
        | {"Title": record["title"], "Subject": cited},
    }
    files = {}
    with canvas(*size) as figure:
        draw(figure)
        for ending, known in metadata.items():
            buffer = io.BytesIO()
            figure.savefig(buffer, format=ending, metadata=known)
            files[ending] = buffer.getvalue()
    files["csv"] = csv
    files["md"] = page
    caption = " ".join([_caption(record, notes), *notes["limits"]])
    return Family(record, notes["alt"], caption, files)


def _caption(record, notes):
    method = " ".join(notes["method"])
    head = f"{record['title']}. n = {notes['n']}. Section: {notes['section']}."
    return f"{head} Unit: {notes['unit']}. Source: {notes['source']}. {method}"


def _caption_page(record, notes, cited):
    references = [f"- {reference_line(key)}" for key in notes["cite"]]
    lines = [
        f"# {record['title']}",
        f"Figure {record['figure']}.",
        f"- n: {notes['n']}",
        f"- section: {notes['section']}",
        f"- unit: {notes['unit']}",
        f"- source: {notes['source']}",
        "## Method",
        " ".join(notes["method"]),
        "## Comparisons",
        "\n".join(f"- {line}" for line in in_words(record["comparisons"])),
        "## References",
        "\n".join(references),
        "## Limits",
        "\n".join(f"- {limit}" for limit in notes["limits"]),
        "## Text alternative",
        notes["alt"],
        "## Citation",
        cited,
    ]
    return "\n\n".join(lines).replace("\n\n- ", "\n- ") + "\n"
