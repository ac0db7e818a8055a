"""A table file → its rows: CSV (also with ; or tabs), JSON lines, Parquet."""

import json
from pathlib import Path

from analysis._support.spreadsheet import protect, read_csv, unprotect  # noqa: F401 (protect: commands)
from analysis.pages.source import PageError, gunzip

_LARGEST = 1_000_000_000  # bytes that a packed table may have when it is unpacked
ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


class TableError(ValueError):
    """A table that cannot be used at all; its message is one line: file, fault, remedy."""


def is_table(path):
    """Whether a file's name says that it is a table, which may be packed.

    >>> is_table("x.CSV"), is_table("x.jsonl.gz"), is_table("x.html.gz")
    (True, True, False)
    """
    return _ending(path) in ENDINGS


def _ending(path):
    name = Path(path).name.lower()
    return Path(name.removesuffix(".gz")).suffix


def read_rows(path, data=None):
    """The columns of a table file, and its rows as a list of (number, dict or what is wrong).

    The number is the one that a spreadsheet shows (the header is row 1), for JSON lines the line,
    for Parquet the row from 1. Bytes that are not UTF-8 become lone surrogates. Raises TableError
    where there is no table in it, and OSError. ``data`` are the file's bytes, if they were read.
    """
    path = Path(path)
    data = path.read_bytes() if data is None else data
    if path.suffix.lower() == ".gz":
        try:
            data = gunzip(data, _LARGEST)
        except PageError as error:
            raise TableError(f"{path.name}: {error}") from None
        if len(data) > _LARGEST:
            raise TableError(f"{path.name}: unpacked more than 1,000 MB; split the table")
    ending = _ending(path)
    if ending == ".parquet":
        columns, rows = _parquet(path, data)
    elif ending in (".jsonl", ".ndjson"):
        columns, rows = _json_lines(_decoded(data))
    else:
        columns, rows = _csv(path, _decoded(data))
    if not rows:
        raise TableError(f"{path.name}: no row in it; give the file with the articles")
    return columns, rows


def _decoded(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _csv(path, text):
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    columns, rows = None, []
    for number, (_, cells) in enumerate(read_csv(text, mark), 1):
        if isinstance(cells, str):
            rows.append((number, cells))
            continue
        if columns is None:
            columns = [name.strip() for name in cells]
        elif not any(cells):
            continue  # an empty line
        elif len(cells) != len(columns):
            fault = f"{len(cells)} cells, but the header has {len(columns)}; correct the row"
            rows.append((number, fault))
        else:
            rows.append((number, dict(zip(columns, map(unprotect, cells), strict=True))))
    _refuse_twice(columns or [], path)
    return columns, rows


def _refuse_twice(columns, path):
    for name in columns:
        if name and columns.count(name) > 1:
            raise TableError(f"{path.name}: column {name!r} stands there twice; rename one")


def _json_lines(text):
    columns, rows = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            what = getattr(error, "msg", "nested too deep or a number too long")
            rows.append((number, f"not JSON ({what}); write one object on one line"))
            continue
        if not isinstance(cells, dict):
            rows.append((number, "not a JSON object; write {…} with a key for each column"))
            continue
        columns |= dict.fromkeys(cells)
        rows.append((number, cells))
    return list(columns), rows


def _parquet(path, data):
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(data))
        _refuse_twice(table.column_names, path)
        values = {name: _values(table[name], pa) for name in table.column_names}
    except (pa.ArrowException, pa.ArrowInvalid) as error:
        what = str(error).splitlines()[0].rstrip(".")
        raise TableError(f"{path.name}: not Parquet ({what}); write the file anew") from None
    rows = zip(*values.values(), strict=True)
    return list(values), [(n, dict(zip(values, row, strict=True))) for n, row in enumerate(rows, 1)]


def _values(column, pa):
    """A column as Python values. Text need not be valid UTF-8, and one cell must not stop all."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        cells = column.cast(pa.large_binary()).to_pylist()
        return [cell and cell.decode("utf-8", "surrogateescape") for cell in cells]
    try:
        return column.to_pylist()
    except (ValueError, OverflowError):
        return [_value(cell) for cell in column]


def _value(cell):
    """A cell as a Python value, or as a text that says that there is none for it."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        return f"{cell.value} (beyond all dates)"
