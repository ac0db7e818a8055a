"""Valence lists as data: words with a number for how positive or negative they are."""

import math
from pathlib import Path

from analysis._support.arguments import require
from analysis._support.spreadsheet import read_csv

from .model import LexiconError, text_of
from .term import normalise, words_of


class ValenceList(dict):
    """Normalised words and their valence; called with a word, it gives the number, else 0."""

    def __call__(self, word):
        return self.get(normalise(word), 0)


def read_valence(path):
    """Read a valence list from a file.

    A .txt or .tsv file is AFINN's or VADER's (word, tab, valence, and what else the line has), a
    .csv file has two columns, word and valence, whatever their names.
    "afinn" is the shipped list (Nielsen 2011; AFINN-en-165, under the Open Database License).
    Entries that are not one word (phrases, emoticons) are left out. Returns a ValenceList; a list
    with decimals is in tenths, because counts are whole numbers. In a notebook,
    ``@per_word def hu_liu(word): return my_list(word)`` makes a count column of it.
    Raises LexiconError: one line with the file, the line, what is wrong and what to do.

    >>> afinn = read_valence("afinn")
    >>> afinn("Betrayal"), afinn("good"), afinn("table")
    (-3, 3, 0)
    """
    require((str, Path), "a path", path=path)
    path = Path(__file__).with_name("afinn.txt") if str(path) == "afinn" else Path(path)
    text = text_of(path)
    if path.suffix.lower() == ".csv":
        rows = [*read_csv(text)]
        if rows and _value(rows[0][1]) is None:
            del rows[0]  # the names of the columns
    else:
        rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1)]
    values = {}
    for number, cells in rows:
        if not "".join(cells).strip():
            continue
        if (value := _value(cells)) is None:
            raise LexiconError(f"{path}:{number}: not a word and a number; correct the line")
        parts = words_of(cells[0])
        if len(parts) == 1 and "*" not in parts[0]:
            values.setdefault(parts[0], value)  # the same word in other letters: the first is kept
    if not values:
        raise LexiconError(f"{path}: no words; list at least one with its valence")
    whole = all(map(float.is_integer, values.values()))
    return ValenceList((word, round(n if whole else 10 * n)) for word, n in values.items())


def _value(cells):
    """The number in a row's second cell, or None; a row that cannot be read is a text."""
    try:
        value = float(cells[1]) if isinstance(cells, list) else math.nan
    except (ValueError, IndexError):
        return None
    return value if math.isfinite(value) else None
