"""An article cut into rows of one voice: sentences, quotations, and words that are attributed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict, namedtuple
from itertools import pairwise

import numpy as np

from analysis.article import SECTIONS
from analysis.text import Quotation, read_quotations, sentences_of_line
from analysis.text.attribution import ATTRIBUTED, CUE, SOURCE, attribute, name_sources
from analysis.text.boundaries import IS

VOICES = ("quoted", "attributed", "unattributed")
MARKS_ALONE = ("quoted", "unquoted")  # the voices without attribution
QUOTES = ("none", "speech", "fragment")
ONE_SENTENCE = ("kicker", "headline", "subhead")  # of each, whatever marks it holds
_UNMARKED = Quotation(0, 0, "none")
READ = ("deck", "body")  # sections in which words are attributed
_NUMBERS = [SECTIONS.index(kind) for kind in READ]
_LONGEST = 12  # words of a source
_AROUND = " .,;:!?()[]\"“”„'‘–—"
# A sentence, or a stretch of one that a quotation cuts; offsets in ``article.text``.
Row = namedtuple("Row", "section part paragraph sentence whole start end mark")


def lay_out(article):
    """Rows (`Row`) in reading order for each sentence with a word; whether marks can be read."""
    text, part, start, rows, sentence = article.text, 0, 0, [], 0
    marks, readable = read_quotations(text)
    marks = marks if readable else []
    begins, ends = [mark.start for mark in marks], [mark.end for mark in marks]
    for paragraph, section in enumerate(article.sections):
        part += section.kind == "subhead"
        end, one = start + len(section.text), section.kind in ONE_SENTENCE
        for span in [(start, end)] if one else sentences_of_line(text, start, end):
            if IS.letter.search(text, *span):
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
    columns = {name: [row[n] for row in rows] for n, name in enumerate(Row._fields)}
    marks = columns.pop("mark")
    columns["owner"] = np.repeat(np.arange(len(sizes)), np.array(sizes, dtype="int64"))
    columns["section"] = [SECTIONS.index(kind) for kind in columns["section"]]
    columns["quote"] = [QUOTES.index(mark.kind) for mark in marks]
    columns["opened"] = [mark.start for mark in marks]
    columns["quotation"] = [mark.end for mark in marks]
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
        last, place = place, min(mark.end, end)
        pieces += [(last, mark.start, _UNMARKED), (max(last, mark.start), place, mark)]
    pieces.append((place, end, _UNMARKED))
    worded = [(low, mark) for low, high, mark in pieces if IS.letter.search(text, low, high)]
    lows = [start, *(low for low, _ in worded[1:])]
    return zip(lows, [*lows[1:], end], [mark for _, mark in worded], strict=True)


def attributed(vocabulary, codes, row, table):
    """For each chunk, the probability that it is attributed, in thousandths, and its label."""
    probability, label = np.zeros(len(codes), dtype="int64"), np.zeros(len(codes), dtype="int8")
    asked = np.flatnonzero(((table["voice"] >= 0) & np.isin(table["section"], _NUMBERS))[row])
    places = (table[name][row[asked]] for name in ("span", "owner", "quotation"))
    probability[asked], label[asked] = attribute(vocabulary.network(), codes[asked], *places)
    # A chunk without a word has the label of the word before it in its row, or else after it.
    worded = np.flatnonzero(vocabulary.facts[codes, 0])
    before = np.searchsorted(worded, np.arange(len(codes)), "right") - 1
    alone = (before < 0) | (row[worded[before]] != row)
    return probability, label[worded[np.minimum(before + alone, len(worded) - 1)]]


def cut(table, starts, label, matches, offsets, texts):
    """Rows cut where attributed words begin or end: the columns of `placed`, and where rows begin.

    ``starts`` are the chunks that rows begin with, ``offsets`` where each chunk begins and ends in
    its article's text, ``matches`` the first and last chunk of terms, of which none is cut.
    """
    owners, firsts = np.unique(table["owner"], return_index=True)
    edges = pairwise([*starts[firsts].tolist(), len(label)])
    for owner, (first, last) in zip(owners.tolist(), edges, strict=True):
        name_sources(label[first:last], offsets[0, first:last], texts[owner])
    said = label == ATTRIBUTED
    for first, last, _ in matches:
        said[first + 1 : last + 1] = said[first]
    begins = np.diff(said, prepend=False)
    begins[starts] = True
    begins = np.flatnonzero(begins)
    base = np.searchsorted(starts, begins, "right") - 1
    table = {name: column[base] for name, column in table.items()}
    later = np.flatnonzero(np.diff(base, prepend=-1) == 0)
    table["start"][later] = table["end"][later - 1] = offsets[0, begins[later]]
    rows = np.flatnonzero(said[begins])
    table["voice"][rows] = VOICES.index("attributed")
    table["reporting"] = np.isin(table["span"], table["span"][rows])
    ends = np.append(begins[1:], len(label))
    span, runs = np.repeat(table["span"], ends - begins), defaultdict(list)
    edges = np.flatnonzero(np.diff(label, prepend=-1) | np.diff(span, prepend=-1))
    columns = np.stack([span[edges], label[edges], edges, np.append(edges, len(label))[1:]], 1)
    for sentence, kind, *run in columns[np.isin(label[edges], [SOURCE, CUE])].tolist():
        runs[sentence, kind].append(run)
    columns = rows, begins[rows], ends[rows], table["owner"][rows], table["span"][rows]
    for number, begin, end, owner, sentence in np.stack(columns, 1).tolist():
        text, sources, cues = texts[owner], runs[sentence, SOURCE], runs[sentence, CUE]
        last = offsets[1, end - 1]
        according_to = text[last : last + 12].lower().startswith(" according")
        source = source_of(sources, cues, begin, end, according_to)
        for name, run in (("speaker", source), ("cue", _nearest(cues, begin, end))):
            words = text[offsets[0, run[0]] : offsets[1, run[1] - 1]] if run else ""
            words = IS.relative.sub("", words.strip(_AROUND)).split()
            table[name][number] = " ".join(words[:_LONGEST])
    return table, begins


def source_of(sources, cues, begin, end, according_to):
    """The source in a sentence, one of its ``sources``, that said the chunks from begin to end.

    It is the last one before them with a cue between, else the first one after them with a cue;
    after "according to", that one. A source directly after another source's cue is only addressed
    or named: in "Bucher told the AP on Monday that …", the source is Bucher.
    """
    before = [run for run in sources if run[1] <= begin]
    after = [run for run in sources if run[0] >= end]
    if after and according_to:
        return after[0]
    if before and any(before[-1][1] <= cue[0] and cue[1] <= begin for cue in cues):
        while before[1:] and any(before[-2][1] <= c[0] and c[1] == before[-1][0] for c in cues):
            before.pop()
        return before[-1]
    if after and any(cue[0] >= end for cue in cues):
        return after[0]
    return _nearest(sources, begin, end)


def _nearest(runs, begin, end):
    return min(runs, key=lambda run: max(begin - run[1], run[0] - end), default=None)
