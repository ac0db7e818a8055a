"""What the commands share: the application, and how it says what is wrong."""

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
Corpus = Annotated[Path, typer.Argument(help="A corpus folder, or a table: CSV, JSONL, Parquet.")]
Folder = Annotated[Path, typer.Option("--corpus", help="The corpus folder.")]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="What a table's column is, as NAME=FIELD (Artikel=text); repeat for more. "
        "Common names (body, headline, source, date, …) are known.",
    ),
]


def columns_of(pairs):
    """NAME=FIELD, as the user gave them, as a dict."""
    named = {}
    for pair in pairs or []:
        name, equals, field = pair.rpartition("=")
        if not equals:
            stop(f"--column {pair}: write it as NAME=FIELD, such as Artikel=text")
        named[name] = field
    return named


def progress(items, **about):
    """A bar for a list, on a terminal only."""
    from tqdm import tqdm

    return tqdm(items, disable=None, leave=False, **about)


def warn(message, *_):
    """Say a warning in one line."""
    typer.echo(f"warning: {message}", err=True)


def loaded(corpus, column):
    """The corpus; what is wrong with it is said, and none at all ends the command."""
    from analysis.corpus import TableError, load

    warnings.showwarning = warn
    try:
        found = load(existing(corpus), columns_of(column))
    except TableError as error:
        stop(error)
    for problem in found.problems:
        typer.echo(problem, err=True)
    if not len(found):
        stop(f"{corpus}: no article could be loaded; give a corpus folder, CSV, JSONL or Parquet")
    return found


def existing(path):
    """The path, if there is something; else the command ends."""
    if not path.exists():
        stop(f"{path}: there is no such folder; give the corpus folder")
    return path


def stop(message):
    """Say what is wrong and end with 2."""
    if isinstance(message, OSError) and message.filename:
        message = f"{message.filename}: {message.strerror}; check the path"
    for line in str(message).splitlines():
        typer.echo(f"error: {line}", err=True)
    raise typer.Exit(2)


def end(failed):
    """End with 1 where something was reported on the way."""
    if failed:
        raise typer.Exit(1)
