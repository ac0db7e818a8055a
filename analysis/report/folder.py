"""The folder of a report, and the hashes of what is in it."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import jinja2
from lxml import html

from analysis._support.files import sha256
from analysis.proof.cite import REFERENCES, TITLE

from . import figure, pdf

SUMS = "SHA256SUMS"
_BACK = (
    '<nav aria-label="Report" style="padding:0 0 1em"><a href="../index.html">'
    "All figures and notebooks</a></nav>\n<main>"
)


class Made(NamedTuple):
    """What a report holds; ``no_pdf`` says why it has no PDF, where it has none."""

    figures: int
    notebooks: int
    no_pdf: str | None


def build(source, out, with_pdf=True):
    """Make a report of a folder of figures and exported notebooks.

    ``source`` holds figures (.svg, .png, .pdf, .csv, .md) and notebooks (.html), as ``make
    figures`` writes them. ``index.html``, ``figures/``, ``notebooks/``, ``references.bib``,
    ``SHA256SUMS`` and, where Chromium is installed, ``report.pdf`` are written to ``out``. An
    earlier report there is replaced; other files are kept.

    Raises CiteError if the files of a figure do not belong together, and ValueError if there is
    nothing to report or ``out`` holds something else. Nothing is written then.
    """
    source, out = Path(source), Path(out)
    if not source.is_dir():
        raise ValueError(f"{source}: this folder does not exist; run `make figures`")
    figures = [figure.read_figure(source, name) for name in figure.names(source)]
    _of_one_run(source, figures)
    notebooks = {path.name: path.read_text("utf-8") for path in sorted(source.glob("*.html"))}
    if not figures and not notebooks:
        raise ValueError(f"{source}: contains no figure or notebook; run `make figures`")
    files = {f"figures/{name}": content for one in figures for name, content in one.files.items()}
    for name, text in notebooks.items():
        files[f"notebooks/{name}"] = text.replace("<main>", _BACK, 1).encode()
    entries = [*(one.bibtex for one in figures), REFERENCES.read_text("utf-8")]
    files["references.bib"] = "\n\n".join(entries).encode()
    _clear(out)
    _write(out, files)
    titles = {name: _title(name, text) for name, text in notebooks.items()}
    no_pdf = "not asked for"
    if with_pdf:
        # Printed in place, so that its images are found; links to files are of no use in a PDF.
        _write(out, {"index.html": _page(figures, titles, printed=True)})
        no_pdf = pdf.print_page(out / "index.html", out / "report.pdf")
    files["index.html"] = _page(figures, titles, has_pdf=not no_pdf)
    if not no_pdf:
        files["report.pdf"] = (out / "report.pdf").read_bytes()
    sums = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files))
    _write(out, {"index.html": files["index.html"], SUMS: sums.encode()})
    return Made(len(figures), len(notebooks), no_pdf)


def _corpus_of(one):
    """What a figure's corpus is called: the published one, or this corpus."""
    name = one.name.rpartition("-")[2]
    return name if name in figure.PUBLISHED and "article" not in one.record else "this corpus"


def _of_one_run(source, figures):
    """Refuse figures of different articles: an earlier run left some of them."""
    articles = Counter(one.record["article"] for one in figures if "article" in one.record)
    for one in figures:
        [(most, _)] = articles.most_common(1) or [(None, 0)]
        if one.record.get("article", most) != most:
            raise ValueError(
                f"{source / one.name}.svg: is about article {one.record['article']}, the others "
                f"are about {most}; if it is from an earlier run, delete its five files"
            )


def _page(figures, notebooks, printed=False, has_pdf=False):
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    pages = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True)
    page = pages.get_template("index.html.j2").render(
        about=TITLE.partition(": ")[2],
        versions=sorted({one.record["version"] for one in figures}),
        corpora=sorted({(_corpus_of(one), one.record["corpus"]) for one in figures}),
        figures=figures,
        notebooks=notebooks,
        most=figure.MOST_ROWS,
        sums=SUMS,
        printed=printed,
        has_pdf=has_pdf,
    )
    return (page + "\n").encode()


def _title(name, text):
    """The first heading of a notebook."""
    page = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    headings = [one.text_content().removesuffix("¶").strip() for one in page.xpath("//h1")]
    return next(filter(None, headings), name)


def _clear(out):
    """Delete an earlier report, file by file as it lists them."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not (out / SUMS).is_file():
        raise ValueError(f"{out}: already exists and is not a report; choose another folder")
    for line in (out / SUMS).read_text("utf-8").splitlines():
        old = out / line.partition("  ")[2]
        if out.resolve() in old.resolve().parents:
            old.unlink(missing_ok=True)
    (out / SUMS).unlink()


def _write(out, files):
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
