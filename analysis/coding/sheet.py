"""Coding sheets and their keys as files: written, read, and refused where something is wrong."""

import csv
import hashlib
import io
import json
import warnings
from pathlib import Path

from analysis._support.spreadsheet import protect, read_csv

_SHOWN = 10


class SheetError(ValueError):
    """Sheets or a key that cannot be used: one line a fault, with file, row and remedy."""


def digest(text):
    """sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def columns(categories):
    """The columns of a sheet."""
    return ["row", "sentence", "text", *categories, "note"]


def with_any(table):
    """A table of categories with a last column, whether any of them is there, if they are many."""
    return table if len(table.columns) == 1 else table.assign(any=table.max(axis=1))


def write(out, key_path, ids, texts, key):
    """Write a sheet without labels, and its key."""
    lines = io.StringIO(newline="")
    rows = csv.writer(lines, lineterminator="\n")
    rows.writerow(columns(key["categories"]))
    for number, (id, text) in enumerate(zip(ids, texts, strict=True), 1):
        rows.writerow([number, id, protect(text), *("" for _ in key["categories"]), ""])
    out.parent.mkdir(parents=True, exist_ok=True)
    # With a byte order mark, or spreadsheets take UTF-8 for something else.
    out.write_text(lines.getvalue(), encoding="utf-8-sig", newline="")
    content = json.dumps(key, indent=1, ensure_ascii=False) + "\n"
    key_path.write_text(content, encoding="utf-8", newline="")


def read_key(path):
    """A key as it was written.

    Raises
    ------
    SheetError
        If the file is not a key.
    """
    try:
        key = json.loads(Path(path).read_text(encoding="utf-8"))
        for name in ("categories", "strata", "rows", "lexicon", "corpus"):
            key[name]
        for row in key["rows"]:
            row["sentence"], row["stratum"], row["hits"], row["sha256"]
    except OSError as error:
        raise SheetError(f"{path}: cannot be read ({error.strerror}); give the key file") from None
    except (ValueError, KeyError, TypeError):
        raise SheetError(f"{path}: not a key that `sample` wrote; give the key file") from None
    return key


def read_sheets(paths, key):
    """What coders wrote: for each sheet the labels, rows in the order of the key.

    Returns
    -------
    list of list of list of int
        Sheets × sentences × categories, 0 or 1.

    Raises
    ------
    SheetError
        If a sheet is incomplete, altered or given twice. All faults are told, one line each, ten
        at most for a sheet.
    """
    faults, sheets, seen = [], [], {}
    for path in map(Path, paths):
        try:
            content = path.read_bytes()
        except OSError as error:
            faults.append(f"{path}: cannot be read ({error.strerror})")
            continue
        if content in seen:
            faults.append(
                f"{path}: the same as {seen[content]}; give each coder's own sheet once (who "
                "agrees on everything can write a word under note)"
            )
            continue
        seen[content] = path
        labels, wrong = _read(content, key)
        faults += [f"{path}: {fault}" for fault in wrong[:_SHOWN]]
        if len(wrong) > _SHOWN:
            faults.append(f"{path}: and {len(wrong) - _SHOWN} more rows like these")
        sheets.append(labels)
    if faults:
        raise SheetError("\n".join(faults))
    if len(sheets) > 1 and all(labels == sheets[0] for labels in sheets[1:]):
        warnings.warn(
            "all sheets hold the same codes; if one was saved twice, give it once", stacklevel=3
        )
    return sheets


def _read(content, key):
    """Labels of one sheet, and its faults."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], ["not UTF-8; save it as “CSV UTF-8”"]
    wanted = columns(key["categories"])
    # Some spreadsheets write semicolons or tabs for commas.
    first = text.split("\n", 1)[0]
    delimiter = next((sign for sign in ",;\t" if f"row{sign}sentence" in first), ",")
    rows = [cells for _, cells in read_csv(text, delimiter)]
    if broken := next((cells for cells in rows if isinstance(cells, str)), None):
        return [], [broken]
    if [cell.strip() for cell in (rows[0] if rows else [])] != wanted:
        return [], [f"line 1: the columns are not {', '.join(wanted)}; restore them"]
    known = {row["sentence"]: row for row in key["rows"]}
    numbers = {id: number for number, id in enumerate(known, 1)}
    labels, faults = {}, []
    for line, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if fault := _fault(row, wanted, known, labels):
            number = numbers.get(row[1]) if len(row) > 1 else None
            faults.append(f"row {number}: {fault}" if number else f"line {line}: {fault}")
        if len(row) > 1 and row[1] in known:
            labels[row[1]] = [cell.strip() for cell in row[3:-1]]
    for id, number in numbers.items():
        if id not in labels:
            faults.append(f"row {number}: sentence {id} is missing; restore the row")
    return [[int(cell == "1") for cell in labels.get(id, ())] for id in known], faults


def _fault(row, wanted, known, labels):
    """What is wrong with a row of a sheet, or None."""
    if len(row) != len(wanted):
        return f"has {len(row)} cells, not {len(wanted)}; restore the row"
    _, id, text, *cells, _ = row
    if id not in known:
        return f"sentence {id or '(empty)'} is not of this sample; restore the row"
    if id in labels:
        return f"sentence {id} stands there a second time; keep one"
    if known[id]["sha256"] not in (digest(text), digest(text.removeprefix("'"))):
        return "its text was altered; restore it"
    for category, cell in zip(wanted[3:-1], cells, strict=True):
        if not cell.strip():
            return f"{category} is empty; write 0 or 1"
        if cell.strip() not in ("0", "1"):
            return f"{category} is {cell.strip()!r}; write 0 or 1"
    return None
