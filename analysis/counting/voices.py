"""Words outside quotation marks that are attributed to a source: which, in what words, to whom."""

from bisect import bisect

import numpy as np

from analysis.article import SECTIONS
from analysis.text.attribution import ATTRIBUTED, LABELS, attribute

from .places import VOICES

READ = ("deck", "body")  # sections in which words are attributed
_NUMBERS = [SECTIONS.index(kind) for kind in READ]
_LONGEST = 12  # words of a source
_AROUND = " .,;:!?()[]\"“”„'‘–—"


def attributed(vocabulary, codes, row, table):
    """Of each chunk the probability that it is attributed, in thousandths, and its label.

    ``row`` is the number of its row in ``table`` (`placed`). A chunk without a word has the label
    of the word before it in its row, or else after it.
    """
    probability, label = np.zeros(len(codes), dtype="int64"), np.zeros(len(codes), dtype="int8")
    asked = np.flatnonzero(((table["voice"] >= 0) & np.isin(table["section"], _NUMBERS))[row])
    if not len(asked):
        return probability, label
    near, of = codes[asked], row[asked]
    starts = [np.flatnonzero(np.diff(table[name][of], prepend=-1)) for name in ("span", "owner")]
    known = vocabulary.network(near)
    probability[asked], label[asked] = attribute(known, near, *starts, table["quotation"][of])
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
    span = np.repeat(table["span"], np.diff(begins, append=len(label)))
    runs = {kind: _runs(label == LABELS.index(kind), span) for kind in ("source", "cue")}
    ends, before = np.append(begins[1:], len(label)), (None, None, "")
    for number in rows.tolist():
        owner, sentence = table["owner"][number], table["span"][number]
        for kind, name in (("source", "speaker"), ("cue", "cue")):
            if run := _nearest(runs[kind], begins[number], ends[number], sentence):
                text = texts[owner][offsets[0, run[0]] : offsets[1, run[1] - 1]]
                table[name][number] = " ".join(text.strip(_AROUND).split()[:_LONGEST])
        if not table["speaker"][number] and before[:2] in (
            (owner, sentence),
            (owner, sentence - 1),
        ):
            table["speaker"][number] = before[2]
        before = owner, sentence, table["speaker"][number]
    return table, begins


def _runs(chosen, span):
    """Runs of chosen chunks within a sentence: where they begin and end, and its number."""
    inside = np.where(chosen, span + 1, 0)
    edges = np.diff(inside, prepend=0, append=0) != 0
    begins, ends = (np.flatnonzero(of & chosen) for of in (edges[:-1], edges[1:]))
    return begins.tolist(), (ends + 1).tolist(), span[begins].tolist()


def _nearest(runs, begin, end, sentence):
    """The run in a sentence that is nearest to the chunks from ``begin`` to ``end``, or None."""
    begins, ends, spans = runs
    after = bisect(begins, begin)
    near = [
        (max(begin - ends[n], begins[n] - end), begins[n], ends[n])
        for n in range(max(after - 1, 0), min(after + 1, len(begins)))
        if spans[n] == sentence
    ]
    return min(near)[1:] if near else None
