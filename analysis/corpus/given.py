"""What a user says beside the pages: fields of all or of each file, and what outlets are called."""

import re
from collections import Counter
from pathlib import Path
from unicodedata import normalize

from analysis.article import one_line
from analysis.article.markdown import faults

from .cells import as_date, as_names, as_text
from .table_files import is_table, read_rows

_KNOWN = ("outlet", "authors", "published", "url", "language", "news_section")


def checked(known):
    """What is known, as an article has it; ValueError for another field or a wrong value."""
    if wrong := [name for name in known if name not in _KNOWN]:
        raise ValueError(f"no field {wrong[0]!r} to set; available: {', '.join(_KNOWN)}")
    authors, known = tuple(as_names(known.get("authors"))), dict(known)
    if isinstance(known.get("published"), str):
        known["published"] = as_date(known["published"])
    for _, fault in faults({"id": "a"} | known | {"authors": None}):
        raise ValueError(fault)
    if not re.match("https?://|$", known.get("url") or ""):
        raise ValueError(f"url {known['url']!r} is no address; write it from https:// on")
    known = {name: one_line(value) for name, value in known.items() if name != "authors"}
    return known | ({"authors": authors} if authors else {})


def with_fields(files, table, known):
    """Yield (file, outcome, what is known of it, here or in a table); first the rows at fault."""
    columns, rows = _texts(table, "file") if table else ([], [])
    try:
        checked({name: None for name in columns if name not in ("file", "")})
    except ValueError as error:
        raise ValueError(f"{table}: {error}") from None
    paths = {_composed(path) for path, _ in files}
    names, said = Counter(Path(path).name for path in paths), {}
    path_of = {Path(path).name: path for path in paths if names[Path(path).name] == 1}
    path_of |= {path: path for path in paths}
    for number, values in rows:
        row, file = f"{table}: row {number}", values.pop("file", "")
        if not (path := path_of.get(_composed(file))):
            fault = f"file {file!r} is not among those added, or names several"
            yield row, ("failed", fault), known
        elif path in said:
            fault = f"file {file!r} is named twice; delete one of the rows"
            yield row, ("failed", fault), known
        else:
            said[path] = {}
            for name, value in values.items():
                try:
                    said[path] |= checked({name: value})
                except ValueError as error:
                    yield row, ("failed", str(error)), known
    for path, outcome in files:
        if not table or Path(path).resolve() != table.resolve():
            yield path, outcome, said.get(_composed(path), {}) | known


def _composed(path):
    """A path as text. macOS may write é as e and an accent, a spreadsheet as one letter."""
    return normalize("NFC", str(Path(path)))


def outlet_names(path):
    """Spelling → outlet, from a corpus folder's outlets.csv. ValueError with a line per fault."""
    if not (file := path / "outlets.csv").exists():
        return {}
    try:
        _, rows = _texts(file, "spelling", "outlet")
    except OSError as error:  # a folder
        raise ValueError(f"{file.name}: {error.strerror}; check the path") from None
    pairs = [[one_line(row.get(name)) for name in ("spelling", "outlet")] for _, row in rows]
    empty = [number for (number, _), pair in zip(rows, pairs, strict=True) if "" in pair]
    outlets, spellings = dict(pairs), Counter(spelling for spelling, _ in pairs)
    wrong = [f"row {number}: an empty cell; fill it, or delete the row" for number in empty]
    wrong += (f"spelling {x!r} is there twice; delete one" for x, n in spellings.items() if n > 1)
    chained = {name for name in outlets.values() if outlets.get(name, name) != name}
    wrong += (f"outlet {x!r} is itself a spelling; write {outlets[x]!r}" for x in sorted(chained))
    if wrong:
        raise ValueError("\n".join(f"outlets.csv: {fault}" for fault in wrong))
    return outlets


def _texts(table, *required):
    """A table's columns, and (number, its cells that are not empty) for each row."""
    columns, rows = read_rows(table) if is_table(table) else ([], [])
    if missing := [name for name in required if name not in columns]:
        raise ValueError(f"{Path(table).name}: no column {missing[0]!r}; add it")
    if unread := [(number, cells) for number, cells in rows if isinstance(cells, str)]:
        raise ValueError("{}: row {}: {}".format(Path(table).name, *unread[0]))
    texts = []
    for number, cells in rows:
        try:
            row = {name: as_text(cell, name) for name, cell in cells.items()}
        except ValueError as error:
            raise ValueError(f"{Path(table).name}: row {number}: {error}") from None
        texts.append((number, {name: text for name, text in row.items() if text}))
    return columns, texts
