"""Where each row of a passages table is, and in which voice."""

import numpy as np

VOICES = ("quoted", "attributed", "unattributed")
MARKS_ALONE = ("quoted", "unquoted")  # the voices without attribution
QUOTES = ("none", "speech", "fragment")


def placed(articles, sections, spans, cut, voices):
    """Columns of rows that are sentences, or stretches of those that a quotation cuts.

    The arguments are those of `Batch`; voice and quote are codes, −1 where the marks cannot be
    read. Beside the columns of the table there are span and owner (numbers of sentence and article)
    and quotation (its number, or 0). Then come, of the rows, the first of each sentence, and
    whether each begins a sentence or quotation.
    """
    _, sizes, readable = zip(*articles, strict=True) if articles else ((),) * 3
    size = np.ones(len(spans), dtype="int64")  # rows of each sentence
    size[list(cut)] = [len(stretches) for stretches in cut.values()]
    firsts = np.cumsum(size) - size
    kinds, parts, paragraphs, n = np.array(sections, dtype="int64").reshape(-1, 4).T
    sizes = np.array(sizes, dtype="int64")
    span, owner = np.arange(len(spans)), np.repeat(np.arange(len(sizes)), sizes)
    readable = np.array(readable, dtype=bool)[owner]
    start, end = np.array(spans, dtype="int64").reshape(-1, 2).T
    columns = {
        "span": span,
        "owner": owner,
        "section": np.repeat(kinds, n),
        "part": np.repeat(parts, n),
        "paragraph": np.repeat(paragraphs, n),
        "sentence": span - np.repeat(np.cumsum(sizes) - sizes, sizes),
        "voice": np.where(readable, len(voices) - 1, -1),
        "quote": np.where(readable, QUOTES.index("none"), -1),
        "speaker": np.full(len(spans), "", dtype=object),
        "cue": np.full(len(spans), "", dtype=object),
        "whole": np.ones(len(spans), dtype=bool),
        "start": start,
        "end": end,
        "quotation": np.zeros(len(spans), dtype="int64"),
    }
    table = {name: np.repeat(column, size) for name, column in columns.items()}
    initial = np.isin(np.arange(len(table["span"])), firsts)
    numbers = {}  # of quotations
    for number, stretches in cut.items():
        first = firsts[number]
        one_voice = len({mark is None for *_, mark in stretches}) == 1
        table["whole"][first : first + len(stretches)] = one_voice
        for row, (low, high, mark) in enumerate(stretches, first):
            table["start"][row], table["end"][row] = low, high
            if mark:
                initial[row] |= low >= mark.start
                table["voice"][row] = voices.index("quoted")
                table["quote"][row] = QUOTES.index(mark.kind)
                table["speaker"][row], table["cue"][row] = mark.speaker, mark.cue
                table["quotation"][row] = numbers.setdefault(id(mark), len(numbers) + 1)
    return table, firsts, initial
