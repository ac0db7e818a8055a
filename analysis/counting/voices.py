"""Words outside quotation marks that are attributed to a source: which, in what words, to whom."""

from bisect import bisect

import numpy as np

from analysis.article import SECTIONS
from analysis.text.attribution import ATTRIBUTED, LABELS, attribute

from .segments import VOICES

READ = ("deck", "body")  # sections in which words are attributed
_NUMBERS = [SECTIONS.index(kind) for kind in READ]
_LONGEST = 12  # words of a source
_AROUND = " .,;:!?()[]\"“”„'‘–—"


def attributed(vocabulary, codes, row, table):
    """Of each chunk the probability that it is attributed, in thousandths, and its label."""
    probability, label = np.zeros(len(codes), dtype="int64"), np.zeros(len(codes), dtype="int8")
    asked = np.flatnonzero(((table["voice"] >= 0) & np.isin(table["section"], _NUMBERS))[row])
    if not len(asked):
        return probability, label
    span, owner, quotation = (table[name][row[asked]] for name in ("span", "owner", "quotation"))
    starts = [np.flatnonzero(np.diff(numbers, prepend=-1)) for numbers in (span, owner)]
    known = vocabulary.network(), codes[asked]
    probability[asked], label[asked] = attribute(*known, *starts, quotation)
    # A chunk without a word has the label of the word before it in its row, or else after it.
    worded = np.flatnonzero(vocabulary.facts[codes, 0])
    before = np.searchsorted(worded, np.arange(len(codes)), "right") - 1
    alone = (before < 0) | (row[worded[before]] != row)
    return probability, label[worded[np.minimum(before + alone, len(worded) - 1)]]


def cut(table, starts, label, matches, offsets, texts):
    """Rows cut where attributed words begin or end: the columns of `placed`, and where rows begin.

    ``starts`` are the chunks that rows begin with, ``offsets`` where each chunk begins and ends in
    its article's text. Words of the source and the cue are not attributed. No term of several
    chunks is cut: ``matches`` has the first and last chunk of each.
    """
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
    span, before = np.repeat(table["span"], ends - begins), {}
    runs = np.flatnonzero(np.diff(label, prepend=-1) | np.diff(span, prepend=-1))
    for kind, name in (("source", "speaker"), ("cue", "cue")):
        which = np.flatnonzero(label[runs] == LABELS.index(kind))
        spans = runs[which], np.append(runs, len(label))[which + 1], span[runs[which]]
        spans = [column.tolist() for column in spans]
        columns = (rows, begins[rows], ends[rows], table["owner"][rows], table["span"][rows])
        for number, begin, end, owner, sentence in np.stack(columns, axis=1).tolist():
            if run := _nearest(*spans, begin, end, sentence):
                text = texts[owner][offsets[0, run[0]] : offsets[1, run[1] - 1]]
                table[name][number] = " ".join(text.strip(_AROUND).split()[:_LONGEST])
            elif kind == "source":
                found = before.get((owner, sentence)) or before.get((owner, sentence - 1))
                table[name][number] = found or ""
            before[owner, sentence] = table["speaker"][number]
    return table, begins


def _nearest(begins, ends, spans, begin, end, sentence):
    """Which of some runs in a sentence is nearest to the chunks from ``begin`` to ``end``."""
    after = bisect(begins, begin)
    near = [
        (max(begin - ends[n], begins[n] - end), begins[n], ends[n])
        for n in (after - 1, after)
        if 0 <= n < len(spans) and spans[n] == sentence
    ]
    return min(near)[1:] if near else None
