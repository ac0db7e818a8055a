"""Read coding sheets and their keys; refuse what is wrong."""

import io
import json
from pathlib import Path

import pandas as pd

from analysis._support.files import read, sha256

_KEY = ("categories", "strata", "rows", "lexicon", "corpus", "section")
_MOST_FAULTS = 10  # listed for one sheet


def with_any(table):
    """A table of categories, with a last column ``any`` if there are several."""
    return table if len(table.columns) == 1 else table.assign(any=table.max(axis=1))


def read_key(path):
    """A key as it was written; raises ValueError if the file is not one."""
    try:
        key = json.loads(read(Path(path)))
        pd.DataFrame(key["rows"])[["sentence", "stratum", "hits", "sha256"]]
        return {name: key[name] for name in _KEY} | {"groups": key.get("groups", [])}
    except (OSError, ValueError, LookupError, TypeError):
        raise ValueError(f"{path}: not a key written by `sample`; give the key file") from None


def read_sheets(paths, key):
    """For each sheet a table of labels, rows as in the key; raises ValueError with all faults."""
    faults, sheets, seen = [], [], {}
    for path in map(Path, paths):
        try:
            content = read(path)
            text = content.decode("utf-8-sig")
            # Some spreadsheets write semicolons or tabs for commas.
            mark = next((mark for mark in ";\t" if text.startswith(f"row{mark}")), ",")
            sheet = pd.read_csv(io.StringIO(text), sep=mark, dtype="str", keep_default_na=False)
        except OSError as error:
            raise ValueError(f"{path}: {error.strerror}; check the path") from None
        except ValueError as error:  # pandas' own errors are ValueErrors
            why = f"cannot be read ({str(error).strip().rpartition('C error: ')[2]})"
            raise ValueError(f"{path}: {why}; close quotation marks, save as “CSV UTF-8”") from None
        if (first := seen.setdefault(content, path)) is not path:
            again = "give each sheet once; if coders agree on every row, add a note to one"
            faults.append(f"{path}: the same as {first}; {again}")
        wrong = list(_faults(sheet, key))
        faults += [f"{path}: {fault}" for fault in wrong[:_MOST_FAULTS]]
        if len(wrong) > _MOST_FAULTS:
            faults.append(f"{path}: and {len(wrong) - _MOST_FAULTS} more rows")
        sheets.append(sheet)
    if faults:
        raise ValueError("\n".join(faults))
    ids = [row["sentence"] for row in key["rows"]]
    codes = [sheet.set_index("sentence").loc[ids, key["categories"]] for sheet in sheets]
    return [table.map(lambda cell: cell.strip() == "1").reset_index(drop=True) for table in codes]


def _faults(sheet, key):
    """What is wrong with a sheet, one line per fault."""
    if list(sheet) != (wanted := ["row", "sentence", "text", *key["categories"], "note"]):
        yield f"line 1: the columns are not {', '.join(wanted)}; restore them"
        return
    rows = {row["sentence"]: (f"row {n}", row["sha256"]) for n, row in enumerate(key["rows"], 1)}
    seen = set()
    for line, cells in enumerate(sheet.to_dict("records"), 2):
        id, text = cells["sentence"], cells["text"]
        place, hash = rows.get(id, (f"line {line}", None))
        codes = {name: cells[name].strip() for name in key["categories"]}
        wrong = [name for name, code in codes.items() if code not in ("0", "1")]
        if not any(cells.values()):
            continue
        if hash is None:
            yield f"{place}: sentence {id or '(empty)'} is not in this sample; restore the row"
        elif id in seen:
            yield f"{place}: sentence {id} occurs twice; keep one"
        elif hash not in (sha256(t) for t in (text, text.removeprefix("'"))):
            yield f"{place}: the text was changed; restore it"
        elif wrong:
            code = codes[wrong[0]]
            yield f"{place}: {wrong[0]} is {repr(code) if code else 'empty'}; write 0 or 1"
        seen.add(id)
    for id, (place, _) in rows.items():
        if id not in seen:
            yield f"{place}: sentence {id} is missing; restore the row"
