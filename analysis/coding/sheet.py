"""Write coding sheets and their keys; read completed sheets and name their faults."""

import io
import json
import re
from contextlib import suppress
from pathlib import Path

import pandas as pd

from analysis._support.files import checksum, project_version, read, sha256
from analysis._support.spreadsheet import SEPARATOR, protect
from analysis.counting.passages import same_list
from analysis.lexicon import as_lexicon
from analysis.text import straighten

COUNTS = ["words", "loaded_any", "expected_words", "expected_loaded_any"]  # of voices
# As spreadsheets and pandas write them.
_CODES = {"TRUE": "1", "FALSE": "0", "True": "1", "False": "0", "1.0": "1", "0.0": "0"}
_MOST_FAULTS = 10  # listed for one sheet


def with_any(table):
    """A table of categories, with a last column ``any`` if there are several."""
    return table if len(table.columns) == 1 else table.assign(any=table.max(axis=1))


def begin(out, passages, lexicon):
    """The passages' term list, and the paths of sheet and key; ValueError if a file exists."""
    lexicon, out = as_lexicon(lexicon), Path(out)
    same_list(passages, lexicon)
    if out.suffix != ".csv":
        raise ValueError(f"{out}: the name must end in .csv")
    files = out, out.with_suffix(".key.json")
    if taken := [path for path in files if path.exists()]:
        raise ValueError(f"{taken[0]}: this file exists and is not overwritten; give another name")
    return lexicon, files


def texts(corpus, rows):
    """The texts of sentences; ValueError if they were counted in another corpus."""
    of = {article.id: article.text for article in corpus}
    found = [of.get(row.article, "")[row.start : row.end].strip() for row in rows.itertuples()]
    if not all(found):
        raise ValueError("the passages are not from this corpus; count the corpus again")
    return found


def hashes(corpus):
    """Of a corpus, and of its bodies alone: metadata may be completed after coding."""
    bodies = sorted(str([one.language, one.texts("body")]) for one in corpus)
    return {"corpus": corpus.fingerprint, "bodies": sha256(str(bodies))}


def write(files, corpus, lexicon, rows, key):
    """Write a sheet of sentences and its key."""
    seed, shown = key["seed"], texts(corpus, rows)
    ids = [f"s{sha256(f'{seed} {r.article} {r.number}')[:12]}" for r in rows.itertuples()]
    rows.insert(0, "sentence", ids)
    rows["sha256"] = [sha256(text) for text in shown]
    about = {name: getattr(lexicon, name) for name in ("name", "version", "fingerprint")}
    key = {"version": project_version(), "lexicon": about, **hashes(corpus), **key}
    key["rows"] = rows.to_dict("records")
    content = json.dumps(key | {"checksum": checksum(key)}, indent=1, ensure_ascii=False)
    cells = {"row": range(1, len(ids) + 1), "sentence": ids, "text": list(map(protect, shown))}
    sheet = pd.DataFrame(cells, columns=[*cells, *key["categories"], "note"])
    out, key_path = files
    out.parent.mkdir(parents=True, exist_ok=True)
    # With a byte order mark, or spreadsheets misread UTF-8.
    sheet.to_csv(out, index=False, encoding="utf-8-sig", lineterminator="\n")
    key_path.write_text(content + "\n", encoding="utf-8", newline="")


def read_key(path):
    """A key as it was written; raises ValueError if the file is not a key, or was changed."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        key = json.loads(read(Path(path)))
        if key.pop("checksum") == checksum(key):
            return {"groups": [], "totals": {}} | key
    raise ValueError(f"{path}: not a key written by `sample`, or edited; give the original key")


def key_beside(sheets, key, voices=False):
    """The key to some sheets, by default the only one beside the first sheet."""
    if not sheets:
        raise ValueError("no sheets given; give the completed sheets")
    keys = [key] if key else sorted(Path(sheets[0]).parent.glob("*.key.json"))
    if len(keys) != 1:
        raise ValueError(f"{sheets[0]}: {len(keys)} *.key.json files beside it; say which to use")
    key = read_key(keys[0])
    if bool(key["totals"]) != voices:
        how = "without" if voices else "with"
        raise ValueError(f"{keys[0]}: the sample was drawn {how} --voice; use agree {how} --voice")
    return key


def holds_for(key):
    """The terms, corpus, section and categories to which scores apply."""
    of = {"lexicon": key["lexicon"]["fingerprint"], "corpus": key["corpus"]}
    of["bodies"] = key.get("bodies", "")  # which earlier keys lack
    return of | {"section": key["section"] or "all", "coded": "; ".join(key["categories"])}


def read_table(path):
    """The cells of a CSV file as texts; raises ValueError if it cannot be read."""
    try:
        data = read(path)
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        text = SEPARATOR.sub("", text).lstrip()
        mark = max(",;\t", key=text.partition("\n")[0].count)
        return pd.read_csv(io.StringIO(text), sep=mark, dtype="str", keep_default_na=False)
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}; check the path") from None
    except ValueError as error:  # pandas' own errors are ValueErrors
        why = f"cannot be read ({str(error).strip().rpartition('C error: ')[2]})"
        raise ValueError(f"{path}: {why}; close quotation marks, or save as “CSV UTF-8”") from None


def read_sheets(paths, key):
    """For each sheet, a table of codes with the key's rows; raises ValueError with all faults."""
    faults, sheets, coded = [], {}, key["categories"]
    for path in map(Path, paths):
        sheet = read_table(path)
        sheet = sheet.replace({name: _CODES for name in {*coded} & {*sheet}})
        if twin := next((name for name, of in sheets.items() if of.equals(sheet)), None):
            again = "give each sheet once, or add a note to one if two coders agree on every row"
            faults.append(f"{path}: same content as {twin}; {again}")
        wrong = list(_faults(sheet, key))
        faults += [f"{path}: {fault}" for fault in wrong[:_MOST_FAULTS]]
        if len(wrong) > _MOST_FAULTS:
            faults.append(f"{path}: {len(wrong) - _MOST_FAULTS} more faulty rows")
        sheets[path] = sheet
    if faults:
        raise ValueError("\n".join(faults))
    ids = [row["sentence"] for row in key["rows"]]
    codes = [sheet.set_index("sentence").loc[ids, coded] for sheet in sheets.values()]
    return [table.map(str.strip).reset_index(drop=True) for table in codes]


def stretches(cell, text):
    """Where a text contains the stretches of a cell, separated by |; None if one is missing."""
    spans, start, text = [], 0, straighten(text)
    for part in straighten(cell).split("|"):
        # Whole words: "he" is not in "the". [2] after words says that the second are meant.
        part, number = re.fullmatch(r"(.*?)(?:\s*\[([1-9]\d*)\])?", part.strip(), re.S).groups()
        wanted = rf"(?:\b|(?!\w)){re.escape(part)}(?:\b|(?<!\w))"
        places = [found.span() for found in re.finditer(wanted, text)]
        places = places[int(number) - 1 :][:1] if number else places
        places = [place for place in places if place[0] >= start]
        if len(places) != 1 or not re.search(r"\w", part):
            return None
        spans += places
        start = places[0][0]
    return spans


def _faults(sheet, key):
    """What is wrong with a sheet, one line per fault."""
    if list(sheet) != (wanted := ["row", "sentence", "text", *key["categories"], "note"]):
        yield f"line 1: the columns must be {', '.join(wanted)}; restore them"
        return
    rows = {row["sentence"]: (f"row {n}", row["sha256"]) for n, row in enumerate(key["rows"], 1)}
    seen, voices = set(), bool(key["totals"])
    for line, cells in enumerate(sheet.to_dict("records"), 2):
        id, text = cells["sentence"], cells["text"]
        place, hash = rows.get(id, (f"line {line}", None))
        codes = {name: cells[name].strip() for name in key["categories"]}
        wrong = [(name, code) for name, code in codes.items() if code not in ("0", "1")]
        if not any(cells.values()):
            continue
        if hash is None:
            yield f"{place}: sentence {id or '(empty)'} is not in this sample; restore the row"
        elif id in seen:
            yield f"{place}: sentence {id} occurs twice; keep one"
        elif hash not in (sha256(t) for t in (text, text.removeprefix("'"))):
            yield f"{place}: the text was changed; restore it"
        elif wrong and not (voices and all(stretches(code, text) for _, code in wrong)):
            todo = "copy words of the sentence, in order, with [1] or [2] after words that occur "
            todo = (todo + "twice, or ") * voices
            name, code = wrong[0]
            yield f"{place}: {name} is {repr(code) if code else 'empty'}; {todo}write 0 or 1"
        seen.add(id)
    for id, (place, _) in rows.items():
        if id not in seen:
            yield f"{place}: sentence {id} is missing; restore the row"
