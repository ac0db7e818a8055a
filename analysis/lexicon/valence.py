"""Valence lists as data: words with a number for how positive or negative they are."""

from pathlib import Path

from analysis._support.arguments import require
from analysis._support.spreadsheet import read_csv

from .model import LexiconError, text_of
from .term import normalise, words_of

_SHIPPED = {"afinn": Path(__file__).with_name("afinn.txt")}


class ValenceList(dict):
    """Normalised words and their valence; called with a word, it gives the number, else 0.

    ``unit`` is "points" or "tenths of a point"; ``skipped``, how many entries were left out.
    """

    unit, skipped = "points", 0

    def __call__(self, word):
        return self.get(normalise(word), 0)


def read_valence(path):
    """Read a valence list from a file.

    ======  ======================================================================================
    .txt    AFINN's or VADER's: word, tab, valence, and what else the line has
    .tsv    the same
    .csv    two columns, word and valence, whatever their names
    ======  ======================================================================================

    A list with decimals is kept in tenths, because counts are whole numbers. Entries that are not
    one word (phrases, emoticons) are left out. "afinn" is the shipped list (Nielsen 2011;
    AFINN-en-165, under the Open Database License).

    Returns
    -------
    ValenceList
        A dict from normalised word to whole number, and a function of a word: in a notebook,
        ``@per_word def hu_liu(word): return my_list(word)`` makes a count column of it.

    Raises
    ------
    LexiconError
        One line with the file, the line, what is wrong and what to do.

    >>> afinn = read_valence("afinn")
    >>> afinn("Betrayal"), afinn("good"), afinn("table")
    (-3, 3, 0)
    """
    require((str, Path), "a path", path=path)
    path = _SHIPPED.get(str(path), Path(path))
    text = text_of(path)
    if path.suffix.lower() == ".csv":
        rows = [*read_csv(text)]
        if rows and _value(rows[0][1]) is None:
            del rows[0]  # the names of the columns
    else:
        rows = [(n, line.split("\t")) for n, line in enumerate(text.splitlines(), 1)]
    values, skipped = {}, 0
    for number, cells in rows:
        if not "".join(cells).strip():
            continue
        if (value := _value(cells)) is None:
            raise LexiconError(f"{path}:{number}: not a word and a number; correct the line")
        parts = words_of(cells[0])
        if len(parts) != 1 or "*" in parts[0]:
            skipped += 1
        elif values.setdefault(parts[0], value) != value:
            skipped += 1  # the same word in other letters; the first is kept
    if not values:
        raise LexiconError(f"{path}: no words; list at least one with its valence")
    out = ValenceList(values)
    if any(value != int(value) for value in values.values()):
        out = ValenceList((word, 10 * value) for word, value in values.items())
        out.unit = "tenths of a point"
    out.update((word, round(value)) for word, value in out.items())
    out.skipped = skipped
    return out


def _value(cells):
    """The number in a row's second cell, or None; a row that cannot be read is a text."""
    try:
        return float(cells[1]) if isinstance(cells, list) else None
    except (ValueError, IndexError):
        return None
