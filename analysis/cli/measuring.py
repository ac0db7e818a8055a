"""measure | measures | study | concordance | cite: numbers, what they are, and a citation."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from .terminal import Columns, Corpus, app, end, loaded, stop


@app.command()
def measure(
    corpus: Corpus = Path("corpus"),
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
    articles: Annotated[
        list[str] | None,
        typer.Option(
            help="Which articles: all, one-a-cluster (of near-duplicates), without-wire-copy; "
            "repeat for both. The column `selection` says which."
        ),
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option(help="Another term list (.yml, .dic, .csv) than the shipped one.")
    ] = None,
    responses: Annotated[
        bool, typer.Option("--responses", help="Measure polls and counters instead of texts.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="CSV file to write; else printed.")] = None,
    column: Columns = None,
):
    """Write every measure for each group as CSV.

    Example: python -m analysis measure corpus --by article --by voice --out measures.csv
    """
    from analysis._support.fingerprint import csv_bytes
    from analysis.corpus import deduplicate, without_wire_copy
    from analysis.counting.passages import count
    from analysis.lexicon import LexiconError
    from analysis.tables.tabulate import tabulate

    found = loaded(corpus, column)
    failed = bool(found.problems)
    try:
        selections = {
            "all": None,
            "one-a-cluster": deduplicate,
            "without-wire-copy": without_wire_copy,
        }
        for which in articles or []:
            if which not in selections:
                raise ValueError(f"no selection {which!r}; there are: {', '.join(selections)}")
            found = selections[which](found) if selections[which] else found
        table = found.responses if responses else count(found, lexicon)
        by = by or (["article", "question"] if responses else ["article"])
        chosen = None if section == "all" else section
        result = tabulate(table, by, section=chosen, articles=found.metadata)
        result.insert(0, "selection", found.selection)
        _write(csv_bytes(_protected(result.reset_index())), out)
    except (LexiconError, ValueError, OSError) as error:
        stop(error)
    end(failed)


@app.command()
def measures():
    """Print the reference of measures and columns, which is made from the code.

    Example: python -m analysis measures > docs/measures.md
    """
    from . import dictionary

    sys.stdout.buffer.write(dictionary.page().encode())


@app.command()
def study(
    corpus: Annotated[
        Path, typer.Argument(envvar="CORPUS", help="A corpus folder, or a table.")
    ] = Path("corpus"),
    article: Annotated[
        str | None, typer.Option(envvar="ARTICLE", help="Id of the article looked at.")
    ] = None,
):
    """Check that the notebooks can be run on a corpus, and print the folder for their figures.

    A large corpus is counted, and the counts are kept in that folder.

    Example: python -m analysis study export.csv
    """
    from analysis.notebook.cache import FEW
    from analysis.notebook.study import opened

    try:
        found = opened(corpus, article or None)
        for problem in found.corpus.problems:
            typer.echo(problem, err=True)
        typer.echo(f"{found.corpus!r}; figures in {found.folder}", err=True)
        if len(found.corpus) >= FEW:  # before several notebooks ask for it at once
            typer.echo("counted once, which takes some minutes, and kept there", err=True)
            found.totals  # noqa: B018
    except (ValueError, OSError) as error:
        stop(error)
    typer.echo(found.figures)


@app.command()
def concordance(
    terms: Annotated[
        list[str], typer.Argument(help='Terms such as "betray*", or one term list\'s file.')
    ],
    corpus: Annotated[
        Path, typer.Option("--corpus", help="A corpus folder, or a table: CSV, JSONL, Parquet.")
    ] = Path("corpus"),
    section: Annotated[str, typer.Option(help="Section looked at, or `all`.")] = "body",
    out: Annotated[Path | None, typer.Option(help="CSV file to write; else lines.")] = None,
    column: Columns = None,
):
    """Show each hit of some terms with what stands to its left and right.

    Example: python -m analysis concordance "betray*" regime
    """
    from analysis._support.fingerprint import csv_bytes
    from analysis.context import concordance
    from analysis.corpus.model import plural
    from analysis.lexicon import LexiconError

    found = loaded(corpus, column)
    try:
        hits = concordance(found, terms, section=None if section == "all" else section)
        if out:
            _write(csv_bytes(_protected(hits)), out)
        else:
            for hit in hits.itertuples():
                typer.echo(f"{hit.left:>60}  {hit.hit}  {hit.right:<60}  {hit.article}")
            said = f"{plural(len(hits), 'hit')} in {plural(hits['article'].nunique(), 'article')}"
            typer.echo(said, err=True)
    except (LexiconError, ValueError, OSError) as error:
        stop(error)
    end(bool(found.problems))


def _write(content, out):
    if out:
        out.write_bytes(content)
    else:
        sys.stdout.write(content.decode())


def _protected(table):
    """The table with nothing in it that a spreadsheet would run: texts come from pages."""
    from analysis._support.spreadsheet import protect

    texts = table.select_dtypes(["str", "string", "object"]).columns
    return table.assign(**{name: table[name].map(protect, na_action="ignore") for name in texts})


@app.command()
def cite(figure: Annotated[Path, typer.Argument(help="A figure's .svg, .png or .pdf.")]):
    """Print a figure's caption, citation and BibTeX, after checking that its data are its own.

    Example: python -m analysis cite notebooks/figures/poll.svg
    """
    from analysis.proof.cite import CiteError, cite

    try:
        typer.echo(cite(figure))
    except CiteError as error:
        stop(error)
