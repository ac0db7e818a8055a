"""A table file → its columns and rows. To read another format, add its reader to ``FORMATS``."""

import io
import json
from pathlib import Path

from analysis._support.spreadsheet import read_csv, unprotect
from analysis.pages.source import PageError, gunzip

_LARGEST = 1_000_000_000  # bytes that a compressed table may have when it is unpacked


class TableError(ValueError):
    """A table that cannot be used at all; its message is one line: file, fault, remedy."""


def is_table(path):
    """Whether a file's name is that of a table, compressed or not.

    >>> is_table("x.CSV"), is_table("x.jsonl.gz"), is_table("x.html.gz")
    (True, True, False)
    """
    return _ending(path) in FORMATS


def _ending(path):
    return Path(Path(path).name.lower().removesuffix(".gz")).suffix


def read_rows(path, data=None):
    """The columns of a table file, and its rows as a list of (number, dict or what is wrong).

    The number is the one that a spreadsheet shows (the header is row 1), for JSON lines the line,
    for Parquet the row from 1. Raises TableError if there is no table in it, and OSError.
    """
    path = Path(path)
    try:
        data = gunzip(path.read_bytes() if data is None else data, _LARGEST)
        if len(data) > _LARGEST:
            raise TableError(f"more than {_LARGEST // 1_000_000:,} MB unpacked; split the table")
        columns, rows = FORMATS[_ending(path)](data)
        if twice := [name for name in columns if name and columns.count(name) > 1]:
            raise TableError(f"duplicate column {twice[0]!r}; rename one")
        if not rows:
            raise TableError("the table has no rows; give a file with one row per article")
    except (PageError, TableError) as error:
        raise TableError(f"{path.name}: {error}") from None
    return columns, rows


def _csv(data):
    text = _decoded(data)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    lines = (cells for _, cells in read_csv(text, separator))
    return _grid(c if isinstance(c, str) else [unprotect(cell) for cell in c] for c in lines)


def _xlsx(data):
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except CalamineError as error:
        raise TableError(f"not an Excel workbook ({error}); save it again, or as CSV") from None
    return _grid(sheet.to_python(skip_empty_area=False))


def _grid(lines):
    """Columns and rows of a sheet: its first line that is not empty is the header."""
    columns, rows = [], []
    for number, cells in enumerate(lines, 1):
        if isinstance(cells, str):
            rows.append((number, cells))
        elif not any(cells):
            continue
        elif not columns:
            columns = [str(name).strip() for name in cells]
        elif len(cells) != len(columns):
            fault = f"{len(cells)} cells, but the header has {len(columns)}; correct the row"
            rows.append((number, fault))
        else:
            rows.append((number, dict(zip(columns, cells, strict=True))))
    return columns, rows


def _json_lines(data):
    columns, rows = {}, []
    for number, line in enumerate(_decoded(data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
            if not isinstance(cells, dict):
                cells = "not a JSON object; write {…} with a key for each column"
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply or a number too long")
            cells = f"not JSON ({reason}); write one object per line"
        rows.append((number, cells))
        columns |= dict.fromkeys(cells if isinstance(cells, dict) else ())
    return list(columns), rows


def _parquet(data):
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(data))
        return table.column_names, list(enumerate(table.to_pylist(), 1))
    except (pa.ArrowException, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise TableError(f"not readable as Parquet ({reason}); export the file again") from None


def _decoded(data):
    """The text of bytes. What is not UTF-8 becomes lone surrogates, so that only its row fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")


FORMATS = {".csv": _csv, ".tsv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines}
FORMATS |= {".parquet": _parquet, ".xlsx": _xlsx}
