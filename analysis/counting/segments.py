"""An article cut into sentences, and each sentence where a quotation begins or ends."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

import numpy as np

from analysis.article import SECTIONS
from analysis.text import Quotation, read_quotations
from analysis.text.sentence import sentences_of_line

VOICES = ("quoted", "attributed", "unattributed")
MARKS_ALONE = ("quoted", "unquoted")  # the voices without attribution
QUOTES = ("none", "speech", "fragment")
# One sentence each, whatever marks they hold.
ONE_SENTENCE = ("kicker", "headline", "subhead")
_WORD = re.compile(r"[^\W_]")
_UNMARKED = Quotation(0, 0, "none")


class Row(NamedTuple):
    """A sentence, or a stretch of one that a quotation cuts; offsets in ``article.text``."""

    section: str
    part: int
    paragraph: int
    sentence: int
    whole: bool
    start: int
    end: int
    mark: Quotation


def lay_out(article):
    """Rows (`Row`) in reading order that cover each sentence with a word; can marks be read?"""
    text, part, start, rows, sentence = article.text, 0, 0, [], 0
    marks, readable = read_quotations(text)
    marks = marks if readable else []
    begins, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    for paragraph, section in enumerate(article.sections):
        part += section.kind == "subhead"
        end = start + len(section.text)
        one = section.kind in ONE_SENTENCE
        for span in [(start, end)] if one else sentences_of_line(text, start, end):
            if _WORD.search(text, *span):
                inside = marks[bisect_right(ends, span[0]) : bisect_left(begins, span[1])]
                stretches = [*_stretches(text, *span, inside)] if inside else [(*span, _UNMARKED)]
                whole = len({mark is _UNMARKED for *_, mark in stretches}) == 1
                place = section.kind, part, paragraph, sentence, whole
                rows += [Row(*place, *stretch) for stretch in stretches]
                sentence += 1
        start = end + 2
    return rows, readable


def placed(articles, rows, voices):
    """Columns of rows (both as in `Batch`): the table's, voice and quote as codes, −1 if unknown.

    Also span and owner (numbers of sentence and article), quotation (where it ends, or 0), and
    initial (whether the row begins a sentence or quotation).
    """
    *_, sizes, readable = zip(*articles, strict=True) if articles else ((),) * 4
    columns = zip(*rows, strict=True) if rows else ((),) * len(Row._fields)
    columns = dict(zip(Row._fields, columns, strict=True))
    marks = columns.pop("mark")
    columns |= {
        "owner": np.repeat(np.arange(len(sizes)), np.array(sizes, dtype="int64")),
        "section": [SECTIONS.index(kind) for kind in columns["section"]],
        "quote": [QUOTES.index(mark.kind) for mark in marks],
        "opened": [mark.start for mark in marks],
        "quotation": [mark.end for mark in marks],
    }
    table = {name: np.array(column, dtype="int64") for name, column in columns.items()}
    new = np.diff([table["owner"], table["sentence"]], prepend=-1).any(axis=0)
    quoted = table["quotation"] > 0
    table["initial"] = new | quoted & (table["start"] >= table["opened"])
    readable = np.array(readable, dtype=bool)[table["owner"]]
    table["voice"] = np.where(readable, np.where(quoted, 0, len(voices) - 1), -1)
    table["quote"] = np.where(readable, table["quote"], -1)
    for name in ("speaker", "cue"):
        table[name] = np.array([getattr(mark, name) for mark in marks], dtype=object)
    return table | {"span": np.cumsum(new) - 1, "whole": table["whole"] > 0}


def _stretches(text, start, end, marks):
    """A sentence cut where its quotations begin and end; what has no word joins its neighbour."""
    pieces, place = [], start
    for mark in marks:
        pieces.append((place, mark.start, _UNMARKED))
        pieces.append((max(place, mark.start), min(mark.end, end), mark))
        place = min(mark.end, end)
    pieces.append((place, end, _UNMARKED))
    worded = [(low, mark) for low, high, mark in pieces if _WORD.search(text, low, high)]
    lows = [start, *(low for low, _ in worded[1:])]
    return zip(lows, [*lows[1:], end], [mark for _, mark in worded], strict=True)
