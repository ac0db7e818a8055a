"""What the commands share: options, the loaded corpus, CSV, and errors in one line."""

import functools
import sys
import warnings
from inspect import Signature, signature
from pathlib import Path

from typer import Argument, Exit, Option, Typer
from typer import echo as _echo

import analysis
from analysis._support import csv_bytes, map_texts, protect
from analysis.article import SECTIONS, clean_lines

NO_ARTICLE = "no article found; give a corpus folder or a table with --corpus"
CORPUS = "corpus"
_ROWS = 20  # of a table that are printed
_ABOUT = "Measure readability, sentiment, loaded terms and reader response of news articles. "
_ABOUT += "First turn saved pages into a corpus with `add`, then run `check` and `measure`."
_PLAIN = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}
app = Typer(help=_ABOUT, no_args_is_help=True, **_PLAIN)


def echo(message, err=False):
    """Print a message without the control characters that a file's name may hold."""
    _echo(clean_lines(str(message)), err=err)


def _options(
    path: Path = Option(CORPUS, "--corpus", envvar="CORPUS", help="Corpus folder or table."),
    section: str = Option("body", help="Section of the articles to use, or `all`."),
    lexicon: Path = Option(None, help="Term list (.yml, .dic, .lc3, .csv). Default: shipped list."),
    out: Path = Option(None, help="CSV file for all columns. Default: print the main columns."),
    column: list[str] = Option(None, metavar="NAME=FIELD", help="Read NAME as FIELD; repeatable."),
    article: str = Option(None, envvar="ARTICLE", help="Id of the article to show."),
    figure: Path = Argument(help="A figure's .svg, .png or .pdf, or a figure's name in --corpus."),
):
    """Options of every command that has a parameter of this name without a default."""


def register(function):
    """Make a function a command: it gets the loaded ``corpus`` and returns problems, if any."""
    shared, own = signature(_options).parameters, dict(signature(function).parameters)
    if loads := own.pop("corpus", None):
        own = {"path": shared["path"], **own, "column": shared["column"]}
    own = {name: shared[name] if p.default is p.empty else p for name, p in own.items()}

    @functools.wraps(function)
    def run(**options):
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # a terminal may lack a character
        if options.get("section") == "all":
            options["section"] = None
        problems = ()
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: echo(f"warning: {message}", err=True)
            try:
                _check(**options)
                if "column" in options:
                    options["column"] = pairs("--column", options["column"])
                if loads:
                    options["corpus"] = _load(options.pop("path"), options.pop("column"))
                    problems = options["corpus"].problems
                problems = function(**options) or problems
            except BrokenPipeError:  # as after `| head`
                raise
            except (ValueError, OSError, RuntimeError) as error:  # a process was killed
                echo("error: " + in_words(error).replace("\n", "\nerror: "), err=True)
                raise Exit(2) from None
        raise Exit(1 if problems else 0)

    run.__signature__ = Signature(own.values())
    app.command()(run)


def in_words(error):
    """The message of an error; for an OSError, with the file's name."""
    at = getattr(error, "filename", None)
    return f"{at}: {error.strerror}; check the path" if at else str(error)


def opened(path, article=None, lexicon=None):
    """The study of a corpus; None if none was given and there is none in the folder `corpus`."""
    try:
        return analysis.notebook.opened(path, article or None, lexicon)
    except (ValueError, OSError) as error:
        if path != Path(CORPUS) or article or lexicon:
            raise
        why = f" ({in_words(error)})" if path.exists() else ""
        echo(f"no corpus found here{why}; give the figure's corpus with --corpus", err=True)
        return None


def _check(path=None, out=None, section=None, lexicon=None, actors=None, **_):
    """Refuse options that cannot be used, before the corpus is read."""
    if out and out.resolve() in [x.resolve() for x in (path, lexicon, actors) if x and x.is_file()]:
        raise ValueError(f"{out}: the command reads this file; give the output another name")
    if out and not out.absolute().parent.is_dir():
        raise ValueError(f"{out.parent}: this folder does not exist; create it first")
    if section and section not in SECTIONS:
        raise ValueError(f"no section {section}; available: {', '.join(SECTIONS)}, all")


def _load(path, column):
    from analysis.corpus.load import corpus_at

    if column and path.is_dir():
        raise ValueError("--column applies only to tables; leave it out for a corpus folder")
    corpus = corpus_at(path, column)  # without a warning: each problem is printed below
    for problem in corpus.problems:
        echo(problem, err=True)
    if not len(corpus):
        raise ValueError(f"{path}: {NO_ARTICLE}")
    return corpus


def pairs(option, texts, form="NAME=FIELD, such as Artikel=text"):
    """An option's NAME=VALUE texts as a dict; ValueError for another form."""
    if wrong := [text for text in texts or () if "=" not in text]:
        raise ValueError(f"{option} {wrong[0]}: write it as {form}")
    names = [text.partition("=")[0] for text in texts or ()]
    if twice := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"{option} {twice[0]}= was given twice; give it once")
    return dict(text.split("=", 1) for text in texts or ())


def write(table, out=None, columns=None):
    """Write a table as CSV; without ``out`` print some columns of its first rows."""
    if out or not columns:
        # Texts come from pages.
        (out.write_bytes if out else sys.stdout.buffer.write)(csv_bytes(map_texts(table, protect)))
        return
    first = table[columns].head(_ROWS)
    style = {"index": False, "float_format": "{:,.3g}".format, "na_rep": "", "max_colwidth": 40}
    echo("no rows" if first.empty else first.to_string(**style))
    if first.shape != table.shape:
        rows, names = (f"{n} of {of:,}" for n, of in zip(first.shape, table.shape, strict=True))
        echo(f"{rows} rows and {names} columns are shown; --out FILE writes all", err=True)
