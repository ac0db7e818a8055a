"""Coding sheets and their keys as files: written, read, and refused where something is wrong."""

import hashlib
import io
import json
from pathlib import Path

import pandas as pd

from analysis._support.spreadsheet import protect

_KEY = ("categories", "strata", "rows", "lexicon", "corpus", "section")
_MOST_FAULTS = 10  # listed for one sheet


class SheetError(ValueError):
    """Sheets or a key that cannot be used: one line per fault, with file, row and what to do."""


def digest(text):
    """sha256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def columns(categories):
    """Columns of a sheet, in order."""
    return ["row", "sentence", "text", *categories, "note"]


def with_any(table):
    """A table of categories; if they are several, with a last column ``any``."""
    return table if len(table.columns) == 1 else table.assign(any=table.max(axis=1))


def write(out, key_path, ids, texts, key):
    """Write a sheet and its key."""
    cells = {"row": range(1, len(ids) + 1), "sentence": ids, "text": list(map(protect, texts))}
    sheet = pd.DataFrame(cells, columns=columns(key["categories"]))
    out.parent.mkdir(parents=True, exist_ok=True)
    # With a byte order mark, or spreadsheets misread UTF-8.
    sheet.to_csv(out, index=False, encoding="utf-8-sig", lineterminator="\n")
    content = json.dumps(key, indent=1, ensure_ascii=False) + "\n"
    key_path.write_text(content, encoding="utf-8", newline="")


def read_key(path):
    """A key as it was written; raises SheetError if the file is not one."""
    try:
        key = json.loads(Path(path).read_text(encoding="utf-8"))
        pd.DataFrame(key["rows"])[["sentence", "stratum", "hits", "sha256"]]
        return {name: key[name] for name in _KEY}
    except OSError as error:
        raise SheetError(f"{path}: cannot be read ({error.strerror}); give the key file") from None
    except (ValueError, LookupError, TypeError):
        raise SheetError(f"{path}: not a key that `sample` wrote; give the key file") from None


def read_sheets(paths, key):
    """For each sheet a table of labels, rows as in the key; raises SheetError with all faults."""
    faults, sheets, seen = [], [], {}
    for path in map(Path, paths):
        try:
            content = path.read_bytes()
        except OSError as error:
            faults.append(f"{path}: cannot be read ({error.strerror})")
            continue
        if content in seen:
            again = "give each coder's sheet once, with a note if two are equal"
            faults.append(f"{path}: the same as {seen[content]}; {again}")
        seen.setdefault(content, path)
        labels, wrong = _read(content, key)
        faults += [f"{path}: {fault}" for fault in wrong[:_MOST_FAULTS]]
        if len(wrong) > _MOST_FAULTS:
            faults.append(f"{path}: and {len(wrong) - _MOST_FAULTS} more rows like these")
        sheets.append(labels)
    if faults:
        raise SheetError("\n".join(faults))
    return sheets


def _read(content, key):
    wanted = columns(key["categories"])
    try:
        text = content.decode("utf-8-sig")
        # Some spreadsheets write semicolons or tabs for commas.
        mark = next((mark for mark in ";\t" if text.startswith(f"row{mark}")), ",")
        sheet = pd.read_csv(io.StringIO(text), sep=mark, dtype="str", keep_default_na=False)
    except UnicodeDecodeError:
        return None, ["not UTF-8; save it as “CSV UTF-8”"]
    except pd.errors.EmptyDataError:
        sheet = pd.DataFrame()
    except pd.errors.ParserError as error:
        reason = str(error).strip().rpartition("C error: ")[2]
        return None, [f"broken CSV ({reason}); restore the row or close its quotation mark"]
    if [str(name).strip() for name in sheet.columns] != wanted:
        return None, [f"line 1: the columns are not {', '.join(wanted)}; restore them"]
    sheet.columns = wanted
    hashes = {row["sentence"]: row["sha256"] for row in key["rows"]}
    numbers = {id: number for number, id in enumerate(hashes, 1)}
    faults, seen = [], set()
    for line, row in enumerate(sheet.to_dict("records"), 2):
        if any(row.values()) and (fault := _fault(row, key["categories"], hashes, seen)):
            number = numbers.get(row["sentence"])
            faults.append(f"row {number}: {fault}" if number else f"line {line}: {fault}")
        seen.add(row["sentence"])
    missing = [id for id in numbers if id not in seen]
    faults += [f"row {numbers[id]}: sentence {id} is missing; restore the row" for id in missing]
    if faults:
        return None, faults
    labels = sheet.set_index("sentence").loc[list(numbers), key["categories"]]
    return labels.apply(lambda cells: cells.str.strip() == "1").reset_index(drop=True), []


def _fault(row, categories, hashes, seen):
    id, text = row["sentence"], row["text"]
    if id not in hashes:
        return f"sentence {id or '(empty)'} is not in this sample; restore the row"
    if id in seen:
        return f"sentence {id} occurs twice; keep one"
    if hashes[id] not in (digest(text), digest(text.removeprefix("'"))):
        return "its text was altered; restore it"
    for category in categories:
        if (cell := row[category].strip()) not in ("0", "1"):
            return f"{category} is {repr(cell) if cell else 'empty'}; write 0 or 1"
    return None
