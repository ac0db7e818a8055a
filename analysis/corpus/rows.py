"""A table file → its rows: CSV (also with ; or tabs), JSON lines, Parquet."""

import json
from pathlib import Path

from analysis.spreadsheet import read_csv, unprotect

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")


class TableError(ValueError):
    """A table that cannot be used at all; its message is one line: file, fault, remedy."""


def is_table(path):
    """Whether a file's name says that it is a table."""
    return Path(path).suffix.lower() in ENDINGS


def read_rows(path):
    """The columns of a table file, and its rows as a list of (number, dict or what is wrong).

    The number is the one that a spreadsheet shows (the header is row 1), for JSON lines the line,
    for Parquet the row from 1. Bytes that are not UTF-8 become lone surrogates. Raises TableError
    where there is no table in it, and OSError.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending == ".parquet":
        columns, rows = _parquet(path)
    elif ending in (".jsonl", ".ndjson"):
        columns, rows = _json_lines(path)
    else:
        columns, rows = _csv(path)
    if not rows:
        raise TableError(f"{path.name}: no row in it; give the file with the articles")
    return columns, rows


def _decoded(path):
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


def _csv(path):
    text = _decoded(path)
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


def _json_lines(path):
    columns, rows = {}, []
    for number, line in enumerate(_decoded(path).split("\n"), 1):
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


def _parquet(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
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
