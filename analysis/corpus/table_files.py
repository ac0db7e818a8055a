"""A table file → its columns and rows. To read another format, add its reader to ``FORMATS``."""

import io
import json
import re
import warnings
from collections import Counter
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from lxml import etree, html
from striprtf.striprtf import rtf_to_text

from analysis._support import plural, read, read_csv, short, unprotect, word_parts
from analysis.article import one_line
from analysis.pages.source import PageError, decode_html, gunzip
from analysis.pages.text_lines import text_lines

from .exports import COLUMNS, documents

_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = {f"{_XML}p": "\n\n", f"{_XML}br": "\n", f"{_XML}cr": "\n", f"{_XML}tab": "\t"}
_BODY = "word/document.xml"
_LARGEST = 1_000_000_000  # bytes that a compressed table may have when it is unpacked


class TableError(ValueError):
    """Raised if a table cannot be used at all; the message says why in one line."""


def is_table(path):
    """Whether a file's name is that of a table, compressed or not, such as x.jsonl.gz."""
    return _ending(path) in FORMATS


def holds_rows(name, data):
    """Whether a file is a table, or an export of a news database, by its name and its bytes."""
    return is_table(name) or export_in(gunzip(data, _LARGEST)) is not None


def _ending(path):
    return Path(Path(path).name.lower().removesuffix(".gz")).suffix


def read_rows(path, data=None):
    """The columns of a table file, and its rows as a list of (number, dict or what is wrong)."""
    path = Path(path)
    try:
        data = gunzip(read(path) if data is None else data, _LARGEST)
        if len(data) > _LARGEST:
            raise TableError(f"more than {_LARGEST // 1_000_000:,} MB unpacked; split the table")
        columns, rows = FORMATS.get(_ending(path), _export)(data, path.name)
        if twice := [name for name, n in Counter(columns).items() if name and n > 1]:
            raise TableError(f"duplicate column {twice[0]!r}; rename one")
        if not rows:
            raise TableError("the table has no rows; add rows, or leave the table out")
    except (PageError, TableError) as error:
        raise TableError(f"{path.name}: {error}") from None
    return columns, rows


def _csv(data, name):
    lines = (cells for _, cells in read_csv(_decoded(data, name)))
    return _grid(c if isinstance(c, str) else [unprotect(cell) for cell in c] for c in lines)


def _xlsx(data, name):
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        cells = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise TableError(f"not an Excel workbook ({error}); save it again, or as CSV") from None
    if book.sheet_names[1:]:
        note = "only its first sheet is read; save other sheets as separate tables"
        warnings.warn(f"{name}: {note}", stacklevel=5)
    return _grid(cells)


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
            n = plural(len(cells), "cell")
            rows.append((number, f"{n}, but the header has {len(columns)}; correct the row"))
        else:
            rows.append((number, dict(zip(columns, cells, strict=True))))
    return columns, rows


def _json(data, name):
    """A list of objects, or an object on each line."""
    text = _decoded(data, name)
    numbered = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    with suppress(ValueError, RecursionError):
        whole = json.loads(text)
        numbered = list(enumerate(whole, 1)) if isinstance(whole, list) else numbered
    columns, rows = {}, []
    for number, cells in numbered:
        try:
            cells = json.loads(cells) if isinstance(cells, str) else cells
            if not isinstance(cells, dict):
                cells = "not a JSON object; write {…} with a key for each column"
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nesting too deep, or a number too long")
            cells = f"not JSON ({reason}); write one object per line"
        rows.append((number, cells))
        columns |= dict.fromkeys(cells if isinstance(cells, dict) else ())
    return list(columns), rows


def _parquet(data, _):
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(data))
        return table.column_names, list(enumerate(table.to_pylist(), 1))
    except (pa.ArrowException, ValueError, OverflowError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise TableError(f"not a readable Parquet file ({reason}); export it again") from None


def _export(data, name):
    if (export := export_in(data)) is None:
        known = "Nexis, Factiva or ProQuest"
        raise TableError(f"not an export from {known}; save the article as a web page or as text")
    if text := export.outside:
        n = plural(len(text.split()), "word")
        note = f"{n} outside the articles left out; check for a missing article: {short(text, 80)}"
        warnings.warn(f"{name}: {note}", stacklevel=4)
    return list(COLUMNS), list(enumerate(export.rows, 1))


@lru_cache(1)  # a file is first recognised, then read
def export_in(data):
    """The articles in an export of a news database; None for other files. Raises PageError."""
    if b"articleParagraph" in data:  # Factiva's HTML, laid out as its plain text
        root = html.document_fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", decode_html(data)))
        for author in root.find_class("author"):
            author.text = f"By {re.sub('(?i)^by ', '', one_line(author.text))}"
        lines = text_lines(root)
        text = "\n".join(f"\n{x.text}\n" if x.parent.tag == "p" else x.text for x in lines)
    elif data.startswith(b"PK") and _BODY.encode() in data:
        try:
            body = etree.fromstring(word_parts("", data, _BODY)[_BODY])
        except (ValueError, KeyError, etree.XMLSyntaxError):
            raise PageError("unreadable or very large Word document; save it again") from None
        pieces = body.iter(f"{_XML}t", *_WORD)
        text = "".join(_WORD.get(piece.tag) or piece.text or "" for piece in pieces)
    elif data.startswith(b"{\\rtf"):
        text = rtf_to_text(data.decode("latin-1"), errors="ignore")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:  # as older downloads are
            text = data.decode("cp1252", "replace")
    return documents([line.strip() for line in text.splitlines()])


def _decoded(data, name):
    """The text of bytes; what is not UTF-8 is marked, so that only its row fails."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[1:2] and not any(data[1:60:2]):
        return data.decode("utf-16", "replace")
    text = data.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    if text.isascii() or not re.sub("[\udc80-\udcff]", "", text).isascii():
        return text
    warnings.warn(f"{name}: not UTF-8, so read as Windows-1252; check accents", stacklevel=5)
    return data.decode("cp1252", "replace")


FORMATS = {".csv": _csv, ".tsv": _csv, ".parquet": _parquet, ".xlsx": _xlsx}
FORMATS |= dict.fromkeys((".json", ".jsonl", ".ndjson"), _json)
FORMATS |= dict.fromkeys((".docx", ".rtf"), _export)
