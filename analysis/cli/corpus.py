"""add, check, show and export: what a corpus holds."""

import collections
import sys
from pathlib import Path

from typer import Argument, Option

import analysis
from analysis._support import few, plural, read_yaml

from .terminal import NO_ARTICLE, echo, pairs

_FEW, _CLUSTERED = 10, 10_000  # pages printed in detail; articles searched for near-duplicates
_SET = "Value for pages that lack the field, such as outlet=CNN; repeatable."
_FIELDS = "Table of values per file, with a column `file` and one column for each field."
_ID = "The article's id, or the first part of it if that is unambiguous."
_KEPT = "Print only the blocks that were kept."
_STATUS = read_yaml(Path(__file__).with_name("status.yml"))  # what each means, in this order


def add(
    path,
    column,
    pages: list[str] = Argument(help="Pages and tables, folders of them, or file patterns."),
    replace: bool = Option(False, "--replace", help="Regenerate articles that were edited."),
    known: list[str] = Option(None, "--set", metavar="FIELD=VALUE", help=_SET),
    fields: Path = Option(None, help=_FIELDS),
):
    """Turn saved pages and tables into articles in a corpus folder.

    Pages are HTML, text or Markdown; tables are .csv, .xlsx, .json and others. The corpus keeps the
    original files. With --replace, fields that the page does not give are kept. Running the
    command again completes an interrupted run and adds nothing twice.

    Example: media-analysis add saved/page.html "more/*.html" export.csv --corpus mine
    """
    from tqdm import tqdm

    from analysis.article import one_line
    from analysis.corpus.audit import doubts, missing
    from analysis.corpus.load import blocks_of, corpus_at

    files = analysis.corpus.expand(pages, path)
    known = pairs("--set", known, "FIELD=VALUE, such as outlet=Breitbart")
    # Ids, or why there is none, by status: of files, and of rows of tables.
    of_files, of_rows = ({status: [] for status in _STATUS} for _ in range(2))
    results = analysis.corpus.add_each(files, path, replace, column, known, fields)
    for page, status, detail in results:
        is_row = ": row " in str(page)
        is_beside = status == "failed" and str(page).startswith(f"{fields}: row ")
        (of_rows if is_row else of_files)["not used" if is_beside else status].append(detail)
        is_fault = status in ("failed", "not used")
        if is_fault or status == "skipped" or not is_row:  # a table may have very many rows
            lines = [f"{status}: {one_line(str(page))}: {detail}"]
            if status == "added" and len(files) < _FEW:
                lines += (f"    {line}" for line in analysis.corpus.summary(path, detail))
            tqdm.write("\n".join(lines), file=sys.stderr if is_fault else sys.stdout)
    meanings = dict(_STATUS)
    if ids := of_rows["added"]:
        meanings["added"] += f": {few(ids, 3)}"
    if n := len(of_rows["failed"]):
        files_failed = plural(len(of_files["failed"]), "file")
        meanings["failed"] += f": {files_failed}, {plural(n, 'table row')}"
    done = {status: of_files[status] + of_rows[status] for status in _STATUS}
    rows = [(status, len(done[status]), meaning) for status, meaning in meanings.items()]
    rows = [row for row in rows if row[1] or row[0] in ("added", "unchanged", "failed")]
    problems, new = done["failed"] + done["not used"], done["added"] + done["replaced"]
    rows += [("", n, reason) for reason, n in collections.Counter(problems).most_common()]
    corpus = corpus_at(path) if new else ()
    for name, ids in missing([corpus[id] for id in new]):
        how = "of articles added or regenerated; to add it, use --set or --fields"
        rows.append((f"without {name}", len(ids), how))
    clusters = analysis.corpus.clusters([*corpus] if len(corpus) <= _CLUSTERED else [])
    if n := int((clusters["size"].reindex(new) > 1).sum()):
        what = "of articles added or regenerated; `measure --deduplicate` keeps one per cluster"
        rows.append(("near-duplicates", n, what))
    read = [(corpus[id], path / "articles" / f"{id}.md") for id in of_files["added"]]
    if doubtful := [one.id for one, file in read if any(doubts(one, blocks_of(file)))]:
        rows.append(("in doubt", len(doubtful), f"check with `show ID`: {few(doubtful, 3)}"))
    echo("\n".join(["", *(f"{name:<16}{n:>7,}  {what}" for name, n, what in rows)]))
    return problems


def check(path):
    """List the problems of a corpus (exit code 1 if there are any).

    Notes, for example on articles that differ from their pages, do not change the exit code.

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


def show(path, id: str = Argument(help=_ID), kept: bool = Option(False, "--kept", help=_KEPT)):
    """Show which blocks of a page were kept, and why.

    Points to check are listed first. For a long run of dropped blocks, only the reasons are
    printed; the file articles/ID.blocks.csv lists every block.

    Example: media-analysis show is-he-still-with-us-why-netanyahu-left-0f3ec3d0
    """
    try:
        echo("\n".join(analysis.audit(path, id).lines(kept)))
    except KeyError as error:
        raise ValueError(error.args[0]) from None


def export(corpus, out: Path = Argument(help="File to write: .csv or .parquet.")):
    """Write a corpus as one table.

    Example: media-analysis export articles.parquet
    """
    analysis.corpus.export(corpus, out)
    echo(f"{plural(len(corpus), 'article')} in {out}")
