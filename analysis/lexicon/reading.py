"""Read term lists from files (in our YAML or other formats) or a dict; read valence lists."""

import functools
import math
import re
import warnings
from pathlib import Path

from analysis._support import few, read_csv, require

from .model import Lexicon, LexiconError, text_of
from .term import fault_of, name_of, normalise, words_of
from .yaml_lists import read_yaml

DEFAULT = Path(__file__).parent / "loaded-language.yml"
_MEASURES = re.compile("(quoted|attributed)_share|.+_per_1000")  # end their names


def as_lexicon(lexicon=None):
    """Make a Lexicon from a Lexicon, a path or a dict of lists; None gives the shipped list.

    >>> as_lexicon({"threat": ["menace*", "grave danger"]}).terms
    (('threat', 'menace*'), ('threat', 'grave danger'))
    """
    kinds = Lexicon, str, Path, dict, type(None)
    require(kinds, "a Lexicon, a path or a dict of lists", lexicon=lexicon)
    if not isinstance(lexicon, dict):
        return lexicon if isinstance(lexicon, Lexicon) else read(lexicon) if lexicon else default()
    for category, terms in lexicon.items():
        texts = [category, *terms] if isinstance(terms, list | tuple) else [None]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError(f"lexicon: the terms of {category!r} must be a list of texts")
    located = [((name,), term, "lexicon") for name, terms in lexicon.items() for term in terms]
    return _made("lexicon", "unnamed list", located)


def read(path=DEFAULT):
    """Read a term list from a file.

    .yml files have our format (``name``, ``version``, and ``categories``, each with ``terms``,
    ``rationale`` and inner ``categories``) or quanteda's (keys, inner keys and lists). .dic files
    have LIWC's format, .lc3 files Lexicoder's; .csv files have columns ``category`` and ``term``.

    "loaded-language" and "hedging" are the shipped lists. A list without a name is named after its
    file and has no version: cite it with its fingerprint. In our format, ``language`` is the list's
    language (en if absent). A term without a letter or digit, such as an emoticon, is left out with
    a warning. Raises LexiconError; its message is one line with the file, the line or category,
    what is wrong and what to do.
    """
    require((str, Path), "a path", path=path)
    path = {file.stem: file for file in DEFAULT.parent.glob("*.yml")}.get(str(path), Path(path))
    text, suffix = text_of(path), path.suffix.lower()
    if suffix in (".yml", ".yaml"):
        return _made(path, path.stem, *read_yaml(text, path))
    if suffix not in _READERS:
        raise LexiconError(f"{path}: not a term list; give a .yml, .dic, .lc3 or .csv file")
    return _made(path, path.stem, _READERS[suffix](text, path))


default = functools.cache(read)  # the shipped list, read once


class ValenceList(dict):
    """Normalised words and their valences.

    When called with a word, the list returns its valence, or 0 if the word is not in the list.
    """

    def __call__(self, word):
        return self.get(normalise(word), 0)


def read_valence(path):
    """Read a valence list from a file.

    A .txt or .tsv file has AFINN's or VADER's format (word, tab, valence, then anything); a .csv
    file has two columns, word and valence, with any names. Warnings report a header that may be
    data; words with several values (the first is used); entries that are not a single word (left
    out); values rounded to tenths; and a third column (not used). "afinn" is the shipped list
    (Nielsen 2011; AFINN-en-165, under the Open Database License). Returns a ValenceList; valences
    with decimals are multiplied by 10, because counts are whole numbers. In a notebook,
    ``@per_word def hu_liu(word): return my_list(word)`` makes a count column of the list. Raises
    LexiconError; its message is one line with the file, the line, what is wrong and what to do.
    """
    require((str, Path), "a path", path=path)
    is_shipped = str(path) == "afinn"
    path = Path(__file__).with_name("afinn.txt") if is_shipped else Path(path)
    text, is_csv = text_of(path), path.suffix.lower() == ".csv"
    values, several, others, unused = {}, [], [], []
    rows = ((n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1))
    rows = (row for row in (read_csv(text) if is_csv else rows) if "".join(row[1]).strip())
    for place, (number, cells) in enumerate(rows):
        try:
            value = float(cells[1].replace(",", "."))
        except (ValueError, IndexError):
            value = math.nan
        unused = unused or [*filter(str.strip, cells[2:])] * is_csv
        if is_csv and not place and re.match(r"[\s#$(]*[^\W\d_]", "".join(cells[1:2])):
            if not re.fullmatch(r"\W*(?:word|term|token|lemma)s?\W*", cells[0], re.I):
                _warn(path, f"line {number} read as a header", cells, 3)
            continue
        if not math.isfinite(value):
            raise LexiconError(f"{path}:{number}: not a word and a number; fix that line")
        parts = words_of(cells[0])
        if len(parts) != 1 or "*" in parts[0]:
            others.append(cells[0])
        elif values.setdefault(parts[0], value) != value:  # perhaps in other letters
            several.append(f"{parts[0]} ({values[parts[0]]:g}, not {value:g})")
    if not values:
        raise LexiconError(f"{path}: no words; list at least one with its valence")
    notes = {"the first of several values is used": several, "not single words, left out": others}
    finer = [f"{word} ({n:g})" for word, n in values.items() if n != round(n, 1)]
    notes |= {"rounded to tenths": finer, "a third column is not used": unused[:1]}
    for what, found in notes.items():
        _warn(path, what, found if not is_shipped else (), 3)
    whole = all(map(float.is_integer, values.values()))
    return ValenceList((word, round(n if whole else 10 * n)) for word, n in values.items())


def _made(path, name, located, head=(), reasons=()):
    """A list from located terms: (names of the categories, term, place in the file)."""
    terms, category_of, useless = {}, {}, []
    for names, term, place in located:
        parts = [name_of(name) for name in names]
        category = ".".join(parts)
        if not all(parts) or parts[0] == "any" or _MEASURES.fullmatch("_".join(parts)):
            raise LexiconError(f"{place}: category {'.'.join(names)!r} is not allowed; rename it")
        for depth in range(1, len(parts) + 1):
            outer = names[:depth]
            if (other := category_of.setdefault("_".join(parts[:depth]), outer)) != outer:
                both = " and ".join(repr(".".join(category)) for category in (outer, other))
                raise LexiconError(f"{place}: categories {both} give the same column; rename one")
        if not words_of(term):
            useless.append(term)
        elif fault := fault_of(term):
            raise LexiconError(f"{place}: category {category}: term {term!r} {fault}")
        else:
            terms[category, term.strip()] = None
    _warn(path, "left out because they are not words", [*map(repr, useless)], 4)
    phrases = [repr(term) for _, term in terms if re.search(r"[,;\n]", term)]
    _warn(path, "each read as one phrase (write separate terms in separate rows)", phrases, 4)
    if not terms:
        raise LexiconError(f"{path}: no terms; list at least one word in a category")
    notes = {"name": name, "version": "", "caution": ""} | dict(head)
    name, version, caution = map(notes.pop, ("name", "version", "caution"))
    return Lexicon(name, version, tuple(terms), caution, tuple(notes.items()), tuple(reasons))


def _warn(path, what, found, depth):
    if found:
        warnings.warn(f"{path}: {what}: {few(found)}", stacklevel=depth)


def _dic(text, path):
    """LIWC's format: 1<TAB>name lines between two %, then word<TAB>numbers; or with spaces."""
    categories, part, conditional = {}, 0, []
    for number, line in enumerate(text.splitlines(), 1):
        mark = "\t" if "\t" in line.strip() else None
        cells = [cell.strip() for cell in line.split(mark) if cell.strip()]
        place = f"{path}:{number}:1"
        if line.strip() == "%":
            part += 1
        elif cells and part == 1:
            if len(cells) < 2 or not cells[0].isdigit():
                raise LexiconError(f"{place}: not a number, a tab and a name; fix that line")
            depth = len(line) - len(line.lstrip("\t "))
            outer = [names for shallower, names in categories.values() if shallower < depth] or [()]
            key = cells[0].lstrip("0")  # 1 and 01 are one number
            name = " ".join(cells[1 : 2 if mark else None])
            names = (*outer[-1], name.split("(")[0].strip() or name)
            if key in categories or names in (of for _, of in categories.values()):
                raise LexiconError(f"{place}: number {cells[0]} or its name occurs twice; fix it")
            categories[key] = depth, names
        elif part == 2 and re.search("[(<]", "".join(cells[1:])):
            conditional.append(cells[0])  # LIWC 2007: a category only beside some other word
        elif cells and part == 2:
            for key in [key.lstrip("0") for key in " ".join(cells[1:]).split()] or ["no number"]:
                if key not in categories:
                    what = f"{cells[0]!r} has no defined category ({key})"
                    raise LexiconError(f"{place}: {what}; fix that line")
                yield categories[key][1], cells[0], place
    if part < 2:
        raise LexiconError(f"{path}: no pair of % lines; put the categories between two of them")
    _warn(path, "left out because their categories depend on other words", conditional, 5)


def _csv(text, path):
    """Columns category (inner ones after a full stop) and term."""
    columns = []
    for line, cells in read_csv(text):
        place = f"{path}:{line}:1"
        if isinstance(cells, str):
            raise LexiconError(f"{place}: {cells}")
        if cells and not columns:
            columns = [name.strip().lower() for name in cells]
            if odd := [name for name in ("category", "term") if columns.count(name) != 1]:
                what = "several columns" if {*odd} & {*columns} else "no column"
                what = f"{what} {' or '.join(odd)}; found: {', '.join(columns) or 'none'}"
                raise LexiconError(f"{place}: {what}; rename one")
            _warn(path, "not used", [n for n in columns if n not in ("category", "term", "")], 5)
        elif cells:
            row = dict(zip(columns, map(str.strip, cells), strict=False))
            if len(cells) > len(columns) or not (row.get("category") and row.get("term")):
                what = "category or term is empty, or has a comma and needs quotation marks"
                raise LexiconError(f"{place}: {what}")
            yield tuple(row["category"].split(".")), row["term"], place


def _lexicoder(text, path):
    category = ""
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if line.startswith("+"):  # perhaps with a colour: +negative#FF0000
            category = re.sub("#[0-9A-Fa-f]{6}$", "", line[1:]).strip()
        elif line:
            yield (category,), line, f"{path}:{number}:1"


_READERS = {".dic": _dic, ".lc3": _lexicoder, ".csv": _csv}
