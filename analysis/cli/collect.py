"""add | check | show | export: what a corpus holds."""

import collections
import warnings
from pathlib import Path
from typing import Annotated

import typer

from .terminal import Columns, Corpus, Folder, app, columns_of, end, existing, stop, warn

_FEW = 10  # pages of which more is said than a line each
_STATUS = {
    "added": "new in the corpus",
    "replaced": "made anew from their pages",
    "unchanged": "there already",
    "kept": "there already, and not as their pages give them; --replace makes them anew",
    "near-duplicates": "of those added, alike to another article (half of their 5-word runs)",
    "skipped": "not pages, or links",
    "failed": "not added",
}


@app.command()
def add(
    pages: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, patterns: saved pages (HTML, .gz, text, Markdown), tables (CSV, "
            "JSONL, Parquet)."
        ),
    ],
    corpus: Annotated[Path, typer.Option(help="The corpus folder; made if missing.")] = Path(
        "corpus"
    ),
    replace: Annotated[
        bool, typer.Option("--replace", help="Make articles anew that were changed since.")
    ] = False,
    column: Columns = None,
):
    """Make an article of each saved page, keep the page beside it, and say what was dropped.

    Run twice, it adds nothing. If it is stopped, the next run completes it.

    Example: python -m analysis add saved/page.html "more/*.html" export.csv --corpus corpus
    """
    from tqdm import tqdm

    from analysis.article import one_line
    from analysis.corpus import add_each, expand, summary

    warnings.showwarning = warn
    columns = columns_of(column)
    files = expand(pages, corpus)
    counts, reasons, new = collections.Counter(), collections.Counter(), []
    try:
        for page, status, detail in add_each(files, corpus, replace=replace, columns=columns):
            counts[status] += 1
            if status == "failed" or ": row " not in str(page):
                with tqdm.external_write_mode():
                    typer.echo(f"{status}: {one_line(str(page))}: {detail}", err=status == "failed")
                    if status == "added" and len(files) < _FEW:
                        for line in summary(corpus, detail):
                            typer.echo(f"    {line}")
            if status == "failed":
                reasons[detail] += 1
            elif status in ("added", "replaced"):
                new.append(detail)
    except OSError as error:
        stop(f"{error.filename or corpus}: {error.strerror}")
    alike = _near_duplicates(corpus, new) if new else []
    for id, other, score in alike:
        typer.echo(f"near-duplicate: {id}: {score:.2f} of {other}")
    counts["near-duplicates"] = len(alike)
    typer.echo("")
    for status, meaning in _STATUS.items():
        if counts[status] or status not in ("replaced", "kept", "skipped"):
            typer.echo(f"{status:<16}{counts[status]:>7,}  {meaning}")
    for reason, number in reasons.most_common():
        typer.echo(f"{'':<16}{number:>7,}  {reason}")
    end(counts["failed"])


def _near_duplicates(corpus, new):
    """Those of the new articles that are alike to another: (id, the other's, Jaccard)."""
    from analysis.corpus import load
    from analysis.corpus.duplicates import near_duplicates

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return near_duplicates(load(corpus), new)


@app.command()
def check(corpus: Corpus = Path("corpus")):
    """Look for faults in a corpus: one line each, with the file. Ends with 1 if there are any.

    Notes are of what was changed by hand since it was made from its page; they are no faults.

    Example: python -m analysis check corpus
    """
    from analysis.corpus import TableError, examine, plural

    try:
        report = examine(existing(corpus))
    except (TableError, OSError) as error:
        stop(error)
    for problem in report.problems:
        typer.echo(problem, err=True)
    for note in report.notes:
        typer.echo(f"note: {note}")
    found = report.corpus
    for line in report.unmeasured:
        typer.echo(line)
    loaded, faults = plural(len(found), "article"), plural(len(report.problems), "problem")
    typer.echo(f"{loaded} loaded, {faults}")
    if not (found or report.problems or (corpus / "articles").is_dir()):
        stop(f"{corpus}: no article in it; give the corpus folder, or `add` a page to it")
    end(bool(report.problems))


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="The article's id.")],
    corpus: Folder = Path("corpus"),
):
    """Print what was kept of an article's page and what was dropped: a line a block, and why.

    Example: python -m analysis show is-he-still-with-us-why-netanyahu-left-0f3ec3d0
    """
    from analysis.corpus import audit, listing

    try:
        found = audit(existing(corpus), id)
    except (KeyError, ValueError, OSError) as error:
        stop(error.args[0] if isinstance(error, KeyError) else error)
    for line in listing(found):
        typer.echo(line)


@app.command()
def export(
    corpus: Corpus,
    out: Annotated[Path, typer.Argument(help="The file to write: .parquet or .csv.")],
    column: Columns = None,
):
    """Write a corpus as one table.

    Example: python -m analysis export corpus corpus.parquet
    """
    from analysis.corpus import TableError, load, plural
    from analysis.corpus import export as export_corpus

    warnings.showwarning = warn
    try:
        found = load(existing(corpus), columns_of(column))
        for problem in found.problems:
            typer.echo(problem, err=True)
        export_corpus(found, out)
    except TableError as error:
        stop(error)
    except OSError as error:
        stop(f"{out}: {error.strerror}; check the path")
    typer.echo(f"{plural(len(found), 'article')} in {out}")
    end(bool(found.problems))
