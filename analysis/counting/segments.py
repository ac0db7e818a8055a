"""An article cut into sentences, and each sentence where a quotation begins or ends."""

import re
from bisect import bisect_right

from analysis.text import read_quotations
from analysis.text.sentence import sentences_of_line

# One sentence each, whatever marks they hold.
ONE_SENTENCE = ("kicker", "headline", "subhead")
_WORD = re.compile(r"[^\W_]")


def lay_out(article):
    """Sentences of an article in reading order; one without words is left out.

    Gives four things, with offsets in ``article.text``: of each section (kind, part, paragraph,
    number of sentences); of each sentence (start, end); for the number of each sentence that holds
    a quotation or part of one its stretches, each (start, end, quotation or None) with a word in
    it, which cover it; and whether the marks can be read.

    >>> from analysis.article import Article, Section
    >>> _, spans, cut, _ = lay_out(Article("a", (Section("body", 'It rained. A "soft" line.'),)))
    >>> spans, [(start, end, mark and mark.kind) for start, end, mark in cut[1]]
    ([(0, 10), (11, 25)], [(11, 13, None), (13, 19, 'fragment'), (19, 25, None)])
    """
    text, part, start = article.text, 0, 0
    sections, spans = [], []
    for paragraph, section in enumerate(article.sections):
        part += section.kind == "subhead"
        end = start + len(section.text)
        whole = section.kind in ONE_SENTENCE
        found = [(start, end)] if whole else sentences_of_line(text, start, end)
        found = [span for span in found if _WORD.search(text, *span)]
        sections.append((section.kind, part, paragraph, len(found)))
        spans += found
        start = end + 2
    marks, readable = read_quotations(text)
    touched = {}
    ends = [end for _, end in spans]
    for mark in marks if readable else ():
        number = bisect_right(ends, mark.start)
        while number < len(spans) and spans[number][0] < mark.end:
            touched.setdefault(number, []).append(mark)
            number += 1
    cut = {n: _worded(text, _cut(*spans[n], inside)) for n, inside in touched.items()}
    return sections, spans, cut, readable


def _cut(start, end, marks):
    """A sentence cut at the edges of its quotations."""
    for mark in marks:
        if mark.start > start:
            yield start, mark.start, None
        yield max(start, mark.start), min(mark.end, end), mark
        start = min(mark.end, end)
    if start < end:
        yield start, end, None


def _worded(text, stretches):
    """Stretches with words; what has none (a mark, a full stop) joins its neighbour."""
    worded, lead = [], None
    for start, end, mark in stretches:
        if _WORD.search(text, start, end):
            worded.append((start if lead is None else lead, end, mark))
            lead = None
        elif worded:
            worded[-1] = (worded[-1][0], end, worded[-1][2])
        elif lead is None:
            lead = start
    return worded
