"""add, check, show and export: what a corpus holds."""

import collections
import sys
from pathlib import Path

from typer import Argument, Option

import analysis
from analysis._support.wording import few, plural

from .terminal import NO_ARTICLE, echo, pairs

_FEW = 10  # of so many pages details are printed
_STATUS = {
    "added": "new in the corpus",
    "replaced": "regenerated from their pages",
    "unchanged": "already present",
    "kept": "already present, but edited since or given other fields; --replace undoes edits",
    "skipped": "links and files that are not pages",
    "failed": "not added",
    "not used": "cells or rows of the table given with --fields",
}


def add(
    path,
    column,
    pages: list[str] = Argument(help="Pages, tables, folders of them, or patterns."),
    replace: bool = Option(False, "--replace", help="Regenerate articles that were edited."),
    known: list[str] = Option(
        None,
        "--set",
        metavar="FIELD=VALUE",
        help="Value of a field (outlet=CNN) for pages that do not give it; repeatable.",
    ),
    fields: Path = Option(
        None, help="Table of such values for each page: a column `file`, and one for each field."
    ),
):
    """Turn saved pages and tables into articles of a corpus folder.

    Pages are HTML, text or Markdown; tables .csv, .xlsx, .json and others. --replace keeps fields
    that no page gives. Originals are kept. A second run adds nothing twice and completes an
    interrupted run.

    Example: media-analysis add saved/page.html "more/*.html" export.csv --corpus mine
    """
    from tqdm import tqdm

    from analysis.article import one_line
    from analysis.corpus.audit import doubts, missing
    from analysis.corpus.load import blocks_of, corpus_at

    files = analysis.corpus.expand(pages, path)
    columns = pairs("--column", column, "NAME=FIELD, such as Artikel=text")
    known = pairs("--set", known, "FIELD=VALUE, such as outlet=Breitbart")
    counts, reasons, new, read = collections.Counter(), collections.Counter(), [], []
    from_rows = []
    results = analysis.corpus.add_each(files, path, replace, columns, known, fields)
    for page, status, detail in results:
        is_row = ": row " in str(page)
        is_beside = status == "failed" and str(page).startswith(f"{fields}: row ")
        counts["not used" if is_beside else status] += 1
        counts["failed rows"] += status == "failed" and is_row and not is_beside
        reasons[detail] += status == "failed"
        new += [detail] * (status in ("added", "replaced"))
        from_rows += [detail] * (status == "added" and is_row)
        if status == "failed" or not is_row:  # a table may have very many rows
            lines = [f"{status}: {one_line(str(page))}: {detail}"]
            read += [detail] * (status == "added" and not is_row)
            if status == "added" and len(files) < _FEW:
                lines += (f"    {line}" for line in analysis.corpus.summary(path, detail))
            tqdm.write("\n".join(lines), file=sys.stderr if status == "failed" else sys.stdout)
    corpus = corpus_at(path) if new else ()
    meanings = dict(_STATUS)
    meanings["added"] += f": {few(from_rows, 3)}" if from_rows else ""
    if n := counts["failed rows"]:
        files_failed = plural(counts["failed"] - n, "file")
        meanings["failed"] += f": {files_failed}, {plural(n, 'table row')}"
    rows = [(status, counts[status], meaning) for status, meaning in meanings.items()]
    rows = [row for row in rows if row[1] or row[0] in ("added", "unchanged", "failed")]
    rows += [("", number, reason) for reason, number in (+reasons).most_common()]
    for name, number in missing([corpus[id] for id in new]):
        rows.append((f"without {name}", number, "of those added or regenerated"))
    files = {id: path / "articles" / f"{id}.md" for id in read}
    if doubtful := sum(any(doubts(corpus[id], blocks_of(file))) for id, file in files.items()):
        rows.append(("with doubts", doubtful, "check them: media-analysis show ID"))
    echo("\n".join(["", *(f"{name:<16}{number:>7,}  {what}" for name, number, what in rows)]))
    return counts["failed"] + counts["not used"]


def check(path):
    """List the problems of a corpus; exit code 1 if there are any.

    Notes name articles that have been edited since they were made from their pages.

    Example: media-analysis check --corpus mine
    """
    report = analysis.corpus.examine(path)
    home = path if path.is_dir() else path.parent
    for problem in report.problems:
        echo(f"{home}/{problem}", err=True)
    for line in [*(f"note: {home}/{note}" for note in report.notes), *report.unmeasured]:
        echo(line)
    if not (report.corpus or report.problems):
        raise ValueError(f"{path}: {NO_ARTICLE}")
    echo(f"{plural(len(report.corpus), 'article')}, {plural(len(report.problems), 'problem')}")
    return report.problems


def show(path, id: str = Argument(help="The article's id, or the beginning of one id alone.")):
    """Print each block of a page, whether it was kept, and why.

    Example: media-analysis show is-he-still-with-us-why-netanyahu-left-0f3ec3d0
    """
    try:
        echo(repr(analysis.audit(path, id)))
    except KeyError as error:
        raise ValueError(error.args[0]) from None


def export(corpus, out: Path = Argument(help="File to write: .csv or .parquet.")):
    """Write a corpus as one table.

    Example: media-analysis export articles.parquet
    """
    analysis.corpus.export(corpus, out)
    echo(f"{plural(len(corpus), 'article')} in {out}")
