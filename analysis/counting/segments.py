"""An article cut into sentences, and each sentence where a quotation begins or ends."""

import re

from analysis.text import Quotation, read_quotations, sentences

# One sentence each, whatever marks they hold.
ONE_SENTENCE = ("kicker", "headline", "subhead")
# In place of the quotation where an article's marks cannot be read.
UNREAD = Quotation(0, 0, "unread")
_WORD = re.compile(r"[^\W_]")


def lay_out(article):
    """Sentences of an article in reading order; one without words is left out.

    Each is (section, part, paragraph, start, end, stretches), with offsets in ``article.text``.
    The stretches, each (start, end, quotation or None) with a word in it, cover the sentence;
    where the marks cannot be read, there is a single one with UNREAD for its quotation.

    >>> from analysis.article import Article, Section
    >>> [only] = lay_out(Article("a", (Section("body", 'A "soft" line.'),)))
    >>> [(start, end, mark and mark.kind) for start, end, mark in only[-1]]
    [(0, 2, None), (2, 8, 'fragment'), (8, 14, None)]
    """
    text = article.text
    marks, readable = read_quotations(text)
    marks, none = (marks, None) if readable else ([], UNREAD)
    part = offset = mark = 0
    laid_out = []
    for paragraph, section in enumerate(article.sections):
        part += section.kind == "subhead"
        length = len(section.text)
        spans = [(0, length)] if section.kind in ONE_SENTENCE else sentences(section.text)
        for start, end in spans:
            start, end = start + offset, end + offset
            if not _WORD.search(text, start, end):
                continue
            while mark < len(marks) and marks[mark].end <= start:
                mark += 1
            if mark == len(marks) or marks[mark].start >= end:
                stretches = [(start, end, none)]
            else:
                stretches = _worded(text, _cut(start, end, marks, mark))
            laid_out.append((section.kind, part, paragraph, start, end, stretches))
        offset += length + 2
    return laid_out


def _cut(start, end, marks, mark):
    """A sentence cut at the edges of its quotations; ``mark`` is the number of the first."""
    while mark < len(marks) and marks[mark].start < end:
        quotation = marks[mark]
        if quotation.start > start:
            yield start, quotation.start, None
        yield max(start, quotation.start), min(quotation.end, end), quotation
        start = min(quotation.end, end)
        mark += 1
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
