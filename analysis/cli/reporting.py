"""report: a folder with all figures, notebooks and citations."""

from pathlib import Path
from typing import Annotated

import typer

from .terminal import app, stop


@app.command()
def report(
    folder: Annotated[
        Path, typer.Argument(help="Figures and exported notebooks, as `make figures` writes them.")
    ] = Path("notebooks/figures"),
    out: Annotated[
        Path | None,
        typer.Option(help="The folder to write. Default: `report` beside `figures`."),
    ] = None,
    pdf: Annotated[bool, typer.Option(help="Print it as a PDF too, by Chromium.")] = True,
):
    """Put figures, notebooks, captions, citations and data into one folder, with their sha256.

    Each figure is first compared with its data and its caption.

    Example: python -m analysis report notebooks/figures --out notebooks/report
    """
    from analysis.corpus.model import plural
    from analysis.report import build

    out = out or _beside(folder)
    try:
        made = build(folder, out, pdf)
    except (ValueError, OSError) as error:
        stop(error)
    if pdf and made.no_pdf:
        typer.echo(f"no report.pdf: {made.no_pdf}", err=True)
    figures, notebooks = plural(made.figures, "figure"), plural(made.notebooks, "notebook")
    typer.echo(f"{figures} and {notebooks} in {out / 'index.html'}")


def _beside(folder):
    """The folder for the report of a folder of figures.

    >>> _beside(Path("mine/figures")).name, _beside(Path("mine-figures")).name
    ('report', 'mine-report')
    """
    folder = folder.resolve()
    name = folder.name if folder.name.endswith("figures") else f"{folder.name}-figures"
    return folder.with_name(name.removesuffix("figures") + "report")
