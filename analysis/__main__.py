"""The command line: python -m analysis add | check | measure | cite."""

import sys
import warnings
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Measure news articles: readability, sentiment, loaded terms, reader response. "
    "First `add` saved pages to a corpus, then `check` and `measure` it, or open the notebooks.",
)
Folder = Annotated[Path, typer.Argument(help="The corpus folder, or its articles folder.")]


@app.command()
def add(
    pages: Annotated[list[Path], typer.Argument(help="Saved pages: text files, UTF-8.")],
    corpus: Annotated[Path, typer.Option(help="The corpus folder; made if missing.")] = Path(
        "corpus"
    ),
):
    """Make an article of each saved page, keep the page beside it, and say what was dropped.

    Example: python -m analysis add saved/page.txt --corpus corpus
    """
    from analysis.article import fold
    from analysis.corpus import add as add_pages
    from analysis.corpus import summary

    warnings.showwarning = _warn
    done = add_pages(pages, corpus)
    for page, outcome, detail in done:
        typer.echo(f"{outcome}: {fold(str(page))}: {detail}", err=outcome == "failed")
        if outcome == "added":
            for line in summary(corpus, detail):
                typer.echo(f"    {line}")
    _end(any(outcome == "failed" for _, outcome, _ in done))


@app.command()
def check(corpus: Folder = Path("corpus")):
    """Look for faults in a corpus: one line each, with the file. Ends with 1 if there are any.

    Example: python -m analysis check corpus
    """
    from analysis.corpus import check as check_corpus
    from analysis.corpus import corrected, load
    from analysis.corpus.model import plural

    corpus_path = _existing(corpus)
    problems = check_corpus(corpus_path)
    for problem in problems:
        typer.echo(problem, err=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = load(corpus_path)
    for changed in corrected(corpus_path):
        typer.echo(f"note: {changed}: its text was changed by hand since it was made from its page")
    other = [article.id for article in found if article.language != "en"]
    if other:
        typer.echo(f"not measured, since their language is not en: {', '.join(other)}")
    loaded, faults = plural(len(found), "article"), plural(len(problems), "problem")
    typer.echo(f"{loaded} loaded, {faults}")
    if not (found or problems):
        _stop(f"{corpus}: no article in it; give the corpus folder, or `add` a page to it")
    _end(bool(problems))


@app.command()
def measure(
    corpus: Folder = Path("corpus"),
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="Column to group by; repeat for more: article, section, part, voice, "
            "speaker, outlet, … Default: article (and question, with --responses)."
        ),
    ] = None,
    section: Annotated[
        str,
        typer.Option(help="Section that is measured, or `all`; of no effect with --by section."),
    ] = "body",
    lexicon: Annotated[
        Path | None, typer.Option(help="Another term list (YAML) than the shipped one.")
    ] = None,
    responses: Annotated[
        bool, typer.Option("--responses", help="Measure polls and counters instead of texts.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="CSV file to write; else printed.")] = None,
):
    """Write every measure for each group as CSV.

    Example: python -m analysis measure corpus --by article --by voice --out measures.csv
    """
    from analysis.corpus import load
    from analysis.lexicon import LexiconError
    from analysis.passages import count
    from analysis.provenance import csv_bytes
    from analysis.table import tabulate

    warnings.showwarning = _warn
    found = load(_existing(corpus))
    for problem in found.problems:
        typer.echo(problem, err=True)
    if not len(found):
        _stop(f"{corpus}: no article could be loaded; give the corpus folder, and see `check`")
    try:
        table = found.responses if responses else count(found, lexicon)
        by = by or (["article", "question"] if responses else ["article"])
        chosen = None if section == "all" else section
        result = tabulate(table, by, section=chosen, articles=found.metadata)
        content = csv_bytes(result.reset_index())
        if out:
            out.write_bytes(content)
        else:
            sys.stdout.write(content.decode())
    except (LexiconError, ValueError, OSError) as error:
        _stop(error)
    _end(bool(found.problems))


@app.command()
def cite(figure: Annotated[Path, typer.Argument(help="A figure's .svg, .png or .pdf.")]):
    """Print a figure's caption, citation and BibTeX, after checking that its data are its own.

    Example: python -m analysis cite notebooks/figures/poll.svg
    """
    from analysis import provenance

    try:
        typer.echo(provenance.cite(figure))
    except provenance.CiteError as error:
        _stop(error)


def _warn(message, *_):
    typer.echo(f"warning: {message}", err=True)


def _existing(path):
    if not path.exists():
        _stop(f"{path}: there is no such folder; give the corpus folder")
    return path


def _stop(message):
    typer.echo(f"error: {message}", err=True)
    raise typer.Exit(2)


def _end(failed):
    if failed:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
