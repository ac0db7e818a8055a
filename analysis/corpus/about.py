"""What authors state about a corpus and its pages; how captions and notebooks describe it."""

import re
from collections import Counter
from pathlib import Path
from unicodedata import normalize

from analysis._support import csv_bytes, few, file_name, plural, read_yaml, sha256, short, template
from analysis.article import faults, one_line

from .cells import IS, as_date, as_names, as_text
from .table_files import is_table, read_rows

FILE = "corpus.yml"
_KEYS = ("title", "authors", "year", "doi", "licence", "period")
_KNOWN = ("outlet", "authors", "published", "url", "language", "news_section")


def read_about(path):
    """The content of a corpus's ``corpus.yml``, or of the ``x.yml`` beside a table x.csv."""
    if path is None:  # made in memory
        return {}
    path = Path(path)
    file = path / FILE if path.is_dir() else path.with_suffix(".yml")
    if not file.exists():
        return {}
    about = read_yaml(file) or {}
    if not isinstance(about, dict):
        raise ValueError(f"{file.name}: no 'key: value' lines; write lines such as 'title: …'")
    if unknown := [str(key) for key in about if key not in _KEYS]:
        raise ValueError(f"{file.name}: unknown key {unknown[0]}; available: {', '.join(_KEYS)}")
    authors = about.pop("authors", None) or []
    authors = [*filter(str.strip, authors.split(";"))] if isinstance(authors, str) else authors
    authors = authors if isinstance(authors, list) else [authors]
    authors = [_author(author, file.name) for author in authors]
    if odd := [key for key, v in about.items() if isinstance(v, list | dict | set | bool | bytes)]:
        raise ValueError(f"{file.name}: {odd[0]} is not text; put it in quotation marks")
    about = {key: one_line(str(value)) for key, value in about.items() if value}
    about |= {key: IS.before_doi.sub("", about[key]) for key in about if key == "doi"}
    for key, example in {"doi": "10.5281/zenodo.1234567", "year": "2026"}.items():
        if key in about and not vars(IS)[key].fullmatch(about[key]):
            raise ValueError(f"{file.name}: {key} {about[key]!r} is not valid; write {example}")
    return about | ({"authors": authors} if authors else {})


def _author(author, name):
    author = {"name": one_line(author)} if isinstance(author, str) else author
    if not isinstance(author, dict) or not isinstance(author.get("name"), str):
        raise ValueError(f"{name}: an author has no name; write one name per line after '- '")
    if unknown := [key for key in author if key not in ("name", "orcid")]:
        raise ValueError(f"{name}: an author has the key {unknown[0]}; use only name and orcid")
    match = IS.orcid.fullmatch(str(author.get("orcid", "")))
    if "orcid" in author and not match:
        raise ValueError(f"{name}: {author['orcid']} is not an ORCID iD like 0000-0002-1825-0097")
    return {"name": author["name"]} | ({"orcid": match[1]} if match else {})


def checked(known):
    """The given values as an article's fields; ValueError for another field or a wrong value."""
    if wrong := [name for name in known if name not in _KNOWN]:
        raise ValueError(f"the field {wrong[0]!r} cannot be set; available: {', '.join(_KNOWN)}")
    known = known | {"authors": tuple(as_names(known.get("authors")))}
    if isinstance(known.get("published"), str):
        known["published"] = as_date(known["published"])
    for _, fault in faults({"id": "a"} | known | {"authors": None}):
        raise ValueError(fault)
    if not re.match("https?://|$", known.get("url") or ""):
        raise ValueError(f"url {known['url']!r} is not a web address; begin it with https://")
    return {n: v if n == "authors" else one_line(v) for n, v in known.items() if v}


def with_fields(files, table, known):
    """Yield (file, outcome, values given for it here or in a table); faulty rows come first."""
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
        file, wrong = values.pop("file", ""), []
        path = path_of.get(_composed(file))
        if path is None:
            wrong = [f"file {file!r} matches no file to be added, or more than one; correct it"]
        elif path in said:
            wrong = [f"file {file!r} occurs in two rows; delete one of them"]
        else:
            said[path] = {}
            for name, value in values.items():
                try:
                    said[path] |= checked({name: value})
                except ValueError as error:
                    wrong.append(str(error))
        yield from ((f"{table}: row {number}", ("failed", fault), known) for fault in wrong)
    for path, outcome in files:
        if not table or Path(path).resolve() != table.resolve():
            yield path, outcome, said.get(_composed(path), {}) | known


def _composed(path):
    """A path as text. macOS may write é as e and an accent, a spreadsheet as one letter."""
    return normalize("NFC", str(Path(path)))


def outlet_names(path):
    """Spelling → outlet, from the file outlets.csv. Raises ValueError with a line per fault."""
    if not (file := path / "outlets.csv").exists():
        return {}
    try:
        _, rows = _texts(file, "spelling", "outlet")
    except OSError as error:  # a folder
        raise ValueError(f"{file.name}: {error.strerror}; check the path") from None
    pairs = [(one_line(row.get("spelling")), one_line(row.get("outlet"))) for _, row in rows]
    outlets, spellings = dict(pairs), Counter(spelling for spelling, _ in pairs)
    chained = {name for name in outlets.values() if outlets.get(name, name) != name}
    empty = [number for number, row in rows if not {"spelling", "outlet"} <= set(row)]
    wrong = [f"row {number} has an empty cell; fill it in, or delete the row" for number in empty]
    wrong += (f"spelling {x!r} has several rows; keep one" for x, n in spellings.items() if n > 1)
    listed = "outlet {0!r} is itself listed as a spelling of {1!r}; use {1!r}"
    wrong += (listed.format(name, outlets[name]) for name in sorted(chained))
    if wrong:
        raise ValueError("\n".join(f"outlets.csv: {fault}" for fault in wrong))
    return outlets


def _texts(table, *required):
    """A table's columns, and (number, its cells that are not empty) for each row."""
    columns, rows = read_rows(table) if is_table(table) else ([], [])
    columns = [str(name).lower() for name in columns]
    if missing := [name for name in required if name not in columns]:
        raise ValueError(f"{Path(table).name}: no column {missing[0]!r}; add it")
    texts = []
    for number, cells in rows:
        try:
            if isinstance(cells, str):
                raise ValueError(cells)
            row = {str(name).lower(): as_text(cell, name) for name, cell in cells.items()}
        except ValueError as error:
            raise ValueError(f"{Path(table).name}: row {number}: {error}") from None
        texts.append((number, {name: text for name, text in row.items() if text}))
    return columns, texts


def describe(corpus):
    """How captions and citations describe a corpus or a part of it, and how it was selected."""
    title = corpus.about.get("title", "")
    outlets = sorted(corpus.metadata["outlet"].dropna().unique())
    days = sorted(corpus.metadata["published"].dropna().dt.strftime("%Y-%m-%d"))
    n = plural(len(corpus), "article")
    parts = [f"{title}: {n}" if title else f"{n} of this corpus"]
    parts += [", ".join(outlets) if len(outlets) < 4 else f"{len(outlets)} outlets"]
    parts += [corpus.about.get("period") or (f"{days[0]} to {days[-1]}" if days else "")]
    chosen = re.sub(r" \([\d,]+ left out\)|^all articles$", "", corpus.selection)
    said = {"name": file_name(" ".join([title or "corpus", chosen])), "cite": [], "limits": []}
    said["by"] = corpus.about if "authors" in corpus.about else {}
    said["source"] = "; ".join(filter(None, [*parts, chosen]))
    said["metadata"] = sha256(csv_bytes(corpus.metadata[["outlet", "published"]].reset_index()))
    return said | {"fingerprint": corpus.fingerprint, "selection": corpus.selection}


def html(corpus):
    """A corpus's outlets, dates and languages with counts, its first articles and its problems."""
    tools = {"counted": Counter, "few": few, "short": short}
    return template("corpus/corpus.html.j2").render(tools, corpus=corpus, about=corpus.metadata)
