"""Term lists from files: our YAML, quanteda's YAML, LIWC's .dic, CSV."""

import functools
import re
import warnings
from itertools import zip_longest
from pathlib import Path

from analysis._support.spreadsheet import read_csv

from .model import Lexicon, LexiconError
from .term import fault_of, words_of
from .yaml_lists import read_yaml

DEFAULT = Path(__file__).parent / "loaded-language.yml"
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_MOST_TERMS = 200_000


def chosen(lexicon=None):
    """A lexicon as it is, one read from a path, or the shipped one where none is given."""
    if isinstance(lexicon, Lexicon):
        return lexicon
    return read(lexicon) if lexicon else default()


@functools.cache
def default():
    """The shipped list, read once."""
    return read()


def read(path=DEFAULT):
    """Read a term list from a file.

    ========  ====================================================================================
    ending    what is read
    ========  ====================================================================================
    .yml      ours (``name``, ``version``, ``categories``: each with ``terms``, ``rationale`` and
              inner ``categories``), or quanteda's (keys, inner keys and lists of words)
    .dic      LIWC's: numbered categories between two lines of %, then words with their numbers
    .csv      columns ``category`` and ``term``
    ========  ====================================================================================

    A list that gives no name and version has its file's name, and no version: cite it with its
    fingerprint. A term without a letter or digit, such as an emoticon, matches nothing and is
    left out with a warning.

    Raises
    ------
    LexiconError
        One line with file, line, column where there is one, what is wrong and what to do.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise LexiconError(f"{path}: cannot be read ({why}); give a UTF-8 file") from None
    readers = {".dic": _dic, ".csv": _csv, ".yml": read_yaml, ".yaml": read_yaml}
    if path.suffix.lower() not in readers:
        raise LexiconError(f"{path}: not a term list; give a .yml, .dic or .csv file")
    head, reasons, located = readers[path.suffix.lower()](text, path)
    terms = _checked(located, path)
    if not terms:
        raise LexiconError(f"{path}: no terms; list at least one word in a category")
    return Lexicon(
        head.pop("name", path.stem),
        head.pop("version", ""),
        terms,
        head.pop("caution", ""),
        tuple(head.items()),
        tuple(reasons.items()),
    )


def _checked(located, path):
    """(category, term) of located terms: (names of the categories, term, place in the file)."""
    terms, named, useless = {}, {}, []
    for names, term, place in located:
        parts = [_NOT_IN_NAMES.sub("_", name.lower()).strip("_") for name in names]
        category = ".".join(parts)
        if not all(parts) or parts[0] == "any":
            raise LexiconError(f"{path}:{place}: category {'.'.join(names)!r}; name it by letters")
        for depth in range(1, len(parts) + 1):
            outer = names[:depth]
            if (other := named.setdefault("_".join(parts[:depth]), outer)) != outer:
                raise LexiconError(
                    f"{path}:{place}: categories {'.'.join(outer)!r} and {'.'.join(other)!r} "
                    "would share a column; rename one"
                )
        if not words_of(term):
            useless.append(term)
        elif fault := fault_of(term):
            raise LexiconError(f"{path}:{place}: term {term!r} {fault}")
        else:
            terms[category, term.strip()] = None
        if len(terms) > _MOST_TERMS:
            raise LexiconError(f"{path}:{place}: more than {_MOST_TERMS:,} terms; split the list")
    if useless:
        few = ", ".join(map(repr, useless[:5])) + (", …" if len(useless) > 5 else "")
        warnings.warn(
            f"{path}: {len(useless)} without a letter or digit left out: {few}", stacklevel=3
        )
    return tuple(terms)


def _dic(text, path):
    """LIWC's format: 1<TAB>name lines between two %, then word<TAB>numbers."""
    names, located, part = {}, [], 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() == "%":
            part += 1
        elif line.strip() and part == 1:
            key, _, name = line.strip().partition("\t")
            if not key.isdigit() or not name.strip():
                raise LexiconError(f"{path}:{number}:1: not a number, a tab and a name; mend it")
            depth = len(line) - len(line.lstrip("\t "))
            outer = [n for n in names.values() if n[0] < depth][-1:] if depth else []
            names[key] = (depth, (*(outer[0][1] if outer else ()), name.split("(")[0].strip()))
        elif line.strip() and part == 2:
            word, *keys = [cell.strip() for cell in line.strip().split("\t") if cell.strip()]
            if not keys or any(key not in names for key in keys):
                wrong = next((key for key in keys if key not in names), "no number")
                raise LexiconError(
                    f"{path}:{number}:{len(word) + 2}: {word!r} is in {wrong!r}, which is no "
                    "category; mend the line"
                )
            located += [(names[key][1], word, f"{number}:1") for key in keys]
    if part < 2:
        raise LexiconError(f"{path}: no two lines of %; not a .dic list of LIWC's kind")
    return {}, {}, located


def _csv(text, path):
    head = text.split("\n", 1)[0]
    rows = list(read_csv(text, ";" if ";" in head and "," not in head else ","))
    for line, cells in rows:
        if isinstance(cells, str):
            raise LexiconError(f"{path}:{line}:1: {cells}")
    columns = [name.strip().lower() for name in rows[0][1]] if rows else []
    if missing := [name for name in ("category", "term") if name not in columns]:
        raise LexiconError(
            f"{path}:1: no column {' or '.join(missing)}; there are: {', '.join(columns) or 'none'}"
        )
    located = []
    for line, cells in rows[1:]:
        if not any(cells):
            continue  # an empty line
        if len(cells) > len(columns):
            raise LexiconError(
                f"{path}:{line}:1: more cells than columns; put quotation marks around a comma"
            )
        row = dict(zip_longest(columns, cells))
        if not (row["category"] or "").strip() or not (row["term"] or "").strip():
            raise LexiconError(f"{path}:{line}:1: category or term is empty; fill it")
        names = tuple(row["category"].strip().split("."))
        located.append((names, row["term"].strip(), f"{line}:1"))
    return {}, {}, located
