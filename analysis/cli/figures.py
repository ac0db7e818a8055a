"""cite, verify, trace, study and report: figures, and the notebooks that draw them."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

from typer import Argument, Option

import analysis
from analysis._support import plural, short
from analysis.article import one_line

from .terminal import echo, in_words, opened

_ALL = "Check (with --text, search) all figures of this folder, report or corpus."
_POINT = "Row of the data, from 0. Default: all rows (sentences only for figures of one article)."
_AS = "text, bibtex, csl, latex, markdown, html or word."


def _file(figure, path):
    """A figure's file; a name alone is one of the corpus's figures."""
    is_file = figure.suffix or figure.exists() or figure.name != str(figure)
    return figure if is_file else analysis.notebook.beside(path.resolve()) / f"{figure}.svg"


def cite(path, figure, form: str = Option(None, "--as", help=_AS)):
    """Check a figure and print its caption, citation and BibTeX.

    Example: media-analysis cite notebooks/figures/poll.svg
    """
    figure = _file(figure, path)
    echo(analysis.proof.snippet(figure, form) if form else analysis.cite(figure))


def verify(
    path,
    lexicon,
    files: list[Path] = Argument(None, help="Figures (.svg, .png, .pdf), images or Word files."),
    folder: Path = Option(None, "--all", help=_ALL),
    text: Path = Option(None, help="Manuscript (.md, .tex, .html) whose numbers are looked up."),
    as_json: bool = Option(False, "--json", help="Print the checks as JSON."),
):
    """Redraw figures and compare them with the given files.

    --text looks up a manuscript's numbers in the figures that it cites. For figures drawn by a
    user's own code, only the record, data and caption are checked. Only a hash published elsewhere
    reveals a forgery of corpus, data and record. The exit code is 1 if a check failed.

    Example: media-analysis verify notebooks/figures/poll.svg
    """
    from analysis.proof.cite import IMAGES, checked_files
    from analysis.proof.verify import FINE

    files = [_file(one, path) for one in files or ()]
    folders = [folder, folder / "figures"] if folder and (folder / "figures").is_dir() else [folder]
    home = folders[-1] or analysis.notebook.beside(path.resolve())
    inside = sorted(one for at in filter(None, folders) for one in at.iterdir())
    inside = [one for one in inside if one.suffix in IMAGES and one.name != "report.pdf"]
    given = [one for one in files if one.suffix in IMAGES]
    files += [] if text else inside
    if not (files or text):
        raise ValueError("nothing to check; give figures, a folder with --all, or --text FILE")
    study = opened(path, lexicon=lexicon) if files else None
    ours = study and replace(study, lexicon=analysis.lexicon.default(), drawings={})

    def redraw(record):  # a figure of the shipped list with it, whatever list is given
        with_ours = analysis.lexicon.default().fingerprint[:8] in str(record.get("lexicon"))
        return analysis.notebook.redraw(record, ours if with_ours else study)

    checks, faults, numbers, sound = [], [], [], []
    for file in files:
        try:
            checks += analysis.proof.verify(file, redraw, home)
            if text and file in given:
                checked_files(file)
                sound.append(file)
        except (ValueError, OSError) as error:  # the other files are checked all the same
            faults.append(in_words(error))
    if text and given and not (sound or inside):
        faults.append(f"{text}: none of the given figures can be used, so no number was looked up")
    elif text:
        numbers = analysis.proof.verify_text(text, [*sound, *inside] or home)
    found = sorted([*numbers, *checks], key=lambda one: one.verdict == "skipped")
    lines = [_line(one, len(checks) == 1) for one in found]
    if text:
        n = Counter(one.verdict for one in numbers)
        of = f"{plural(len(numbers) - n['skipped'], 'number')} looked up, {n['found']} found"
        why = "the sentence names no figure, or the number cannot be read (two, 12.5k, ½)"
        lines.append(f"{of}; {n['skipped']} skipped: {why}")
    if as_json:
        echo(json.dumps([one._asdict() for one in found], indent=1))
    elif lines:
        echo("\n".join(lines))
    if faults:
        raise ValueError("\n".join(dict.fromkeys(faults)))
    return [one for one in found if one.verdict not in FINE]


def _line(one, in_detail):
    """What is said of a number of a manuscript, or of a figure that was checked."""
    if "file" in one._fields:
        each = [f"\n  {n}: {one_line(what)}" for n, what in one.checks.items() if in_detail]
        return f"{one_line(one.file)}: {one.verdict}: {one.why}{''.join(each)}"
    parts = [one.figure, one.number, one.verdict, one.where]
    if one.verdict == "skipped":
        parts = [one.verdict, one.number, one.where, short(one.sentence, 60)]
    return ": ".join(filter(None, parts))


def trace(path, lexicon, figure, point: int = Option(None, min=0, help=_POINT)):
    """Trace a figure's values back to sentences and pages.

    Example: media-analysis trace notebooks/figures/sentiment-arc.svg --point 3
    """
    from analysis.corpus.table_files import is_table
    from analysis.figures.trace import rows_behind, trace
    from analysis.proof.cite import checked_files, read_data

    record, files = checked_files(figure := _file(figure, path))
    data = read_data(files[".csv"])
    if point is not None and point >= len(data):
        raise ValueError(f"{figure}: no row {point}; its data have rows 0 to {len(data) - 1}")
    study = opened(path, record.get("article"), lexicon)
    for number in range(len(data)) if point is None else [point]:
        in_detail, page = point is not None or record["passages"], None
        row, rows, texts, note = (trace if in_detail else rows_behind)(record, data, number, study)
        if texts is not None and not in_detail:
            n = plural(texts["article"].nunique(), "article")
            note = f"{n}; to list their sentences, add --point {number}"
        facts = ", ".join(f"{name} {value}" for name, value in row.items())
        echo(f"row {number}: {facts}: from {plural(len(rows), 'row')}: {note}".removesuffix(": "))
        for one in texts.itertuples() if in_detail else ():
            echo(f"  {one.article} {one.section} {one.start}–{one.end}: {one.text}")
            if one.block:
                if one.page != page:
                    echo(f"    page {(page := one.page)} {one.page_sha256}")
                first, last = one.lines.split("–")
                lines = "row" if is_table(one.page) else "line"
                lines += f" {first}" if first == last else f"s {one.lines}"
                echo(f"    block {one.block}, {lines}, {one.sha256}")


def study(path, article):
    """Check that notebooks can run; print the figures' folder.

    A corpus of 200 articles or more is counted first; the counts are saved in that folder.

    Example: media-analysis study --corpus export.csv
    """
    from analysis.notebook.cache import FEW

    opening = analysis.notebook.opened(path, article or None)
    for problem in opening.corpus.problems:
        echo(problem, err=True)
    echo(f"{opening.corpus!r}; figures in {opening.folder}", err=True)
    if opening.id:
        echo(f"article {opening.id}; to choose another, set ARTICLE to its id", err=True)
    if len(opening.corpus) >= FEW:  # before several notebooks ask for it at once
        echo("counting the corpus; this may take a few minutes", err=True)
        opening.totals  # noqa: B018
    echo(opening.figures)


def report(
    path,
    article,
    lexicon,
    folder: Path = Argument(None, help="Folder of figures and notebooks. Default: as for `study`."),
    out: Path = Option(None, help="Folder to write to. Default: `report`, beside `figures`."),
    pdf: bool = Option(True, help="Also write a PDF, which requires Chromium."),
):
    """Collect figures, notebooks, citations and data in one folder.

    Each figure is first checked against its data and caption. Figures drawn before the corpus, a
    term list or hand coding changed are named as stale, and no report is written.

    Example: media-analysis report --corpus mine
    """
    folder = (folder or analysis.notebook.beside(path.resolve())).resolve()
    out = out or folder.with_name(folder.name.removesuffix("figures") + "report")
    content = analysis.report.build(folder, out, pdf, opened(path, article), lexicon)
    if pdf and content.no_pdf:
        echo(f"no report.pdf: {content.no_pdf}", err=True)
    figures, notebooks = plural(content.figures, "figure"), plural(content.notebooks, "notebook")
    echo(f"{figures} and {notebooks} in {out / 'index.html'}")
