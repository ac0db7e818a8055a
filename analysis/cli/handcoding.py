"""sample | agree: hand coding of a term list."""

import warnings
from pathlib import Path
from typing import Annotated

import typer

from .terminal import Columns, Corpus, app, end, loaded, stop, warn


@app.command()
def sample(
    corpus: Corpus = Path("corpus"),
    out: Annotated[Path, typer.Option(help="The sheet to write; its key lies beside it.")] = Path(
        "coding.csv"
    ),
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="Sentences to draw.")] = 200,
    category: Annotated[
        list[str] | None,
        typer.Option(help="Category to code; repeat for more. Default: all of the term list."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Another seed draws other sentences.")] = 1,
    section: Annotated[str, typer.Option(help="Section drawn from, or `all`.")] = "body",
    lexicon: Annotated[
        Path | None, typer.Option(help="Another term list than the shipped one.")
    ] = None,
    column: Columns = None,
):
    """Draw sentences for hand coding: a sheet that shows no hits, and a key that does.

    Example: python -m analysis sample corpus --out coding.csv --category threat
    """
    from analysis.coding.sample import sample as draw_sample
    from analysis.counting.passages import count

    found = loaded(corpus, column)
    try:
        chosen = None if section == "all" else section
        passages = count(found, lexicon)
        plan = draw_sample(found, passages, out, lexicon, category, number, seed, chosen)
    except (ValueError, OSError) as error:
        stop(error)
    whole = plan.iloc[-1]
    typer.echo(f"{out}: {whole.drawn_hits + whole.drawn_others} sentences; a copy for each coder")
    typer.echo(f"{out.with_suffix('.key.json')}: the key; not for coders")
    typer.echo(
        "write 1 where the sentence has the category, else 0; then: python -m analysis agree"
    )
    typer.echo(
        "needed to know precision p and recall R within ±.10 (hits: 1.96² p (1 − p) ÷ .10² for "
        "p = .5; others: for the R that asks for most; `analysis.error_rate.needed`):"
    )
    for name, row in plan.iterrows():
        typer.echo(
            f"    {name}: {row.needed_hits:,} of {row.hits:,} sentences with a hit, "
            f"{row.drawn_hits:,} drawn; {row.needed_others:,} of {row.others:,} others, "
            f"{row.drawn_others:,} drawn"
        )
    end(bool(found.problems))


@app.command()
def agree(
    sheets: Annotated[list[Path], typer.Argument(help="Filled-in sheets, one a coder.")],
    key: Annotated[
        Path | None, typer.Option(help="The key. Default: the one beside the first sheet.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="CSV file to write, with all numbers.")] = None,
):
    """Say how far coders agree, and how often the term list is right by what they say.

    Example: python -m analysis agree ann.csv ben.csv --out scores.csv
    """
    from analysis._support.fingerprint import csv_bytes
    from analysis.coding.agree import agree as compare

    warnings.showwarning = warn
    try:
        if out and out.exists() and not out.read_bytes().startswith(b"category,sentences,"):
            stop(f"{out}: is there already and holds no scores; give another name")
        table = compare(sheets, key)
        if out:
            out.write_bytes(csv_bytes(table.reset_index()))
    except (ValueError, OSError) as error:
        stop(error)
    for name, row in table.iterrows():
        coders = "1 coder" if row.coders == 1 else f"{row.coders} coders"
        typer.echo(f"{name}: {row.sentences} sentences, {coders}, {row.ties} ties")
        typer.echo(f"    alpha {_interval(row, 'alpha')} (of the coded sentences)")
        typer.echo(
            f"    precision {_interval(row, 'precision')}, recall {_interval(row, 'recall')}"
        )
        typer.echo(f"    F1 {_interval(row, 'f1')}")
        typer.echo(f"    sentences that have it {_interval(row, 'rate')}; listed {row.listed:.3f}")


def _interval(row, name):
    """A value with its 95% interval; "unknown" where it is nan."""
    if row[name] != row[name]:
        return "unknown"
    return f"{row[name]:.3f} [{row[f'{name}_low']:.3f}, {row[f'{name}_high']:.3f}]"
