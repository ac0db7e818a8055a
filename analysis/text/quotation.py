"""Quotations by offset, their kind and who is quoted."""

import re
from dataclasses import dataclass

from analysis.text import speaker as attribution
from analysis.text.sentence import paragraphs, sentences


@dataclass(frozen=True)
class Quotation:
    """A stretch in quotation marks, marks included.

    ``kind`` is ``"speech"`` (someone is speaking) or ``"fragment"`` (a word or phrase set in
    marks). ``speaker`` and ``cue`` are the words of the text that name who speaks and say that
    they do, or "" where it does not say.
    """

    start: int
    end: int
    kind: str
    speaker: str = ""
    cue: str = ""


_LONGEST = 2_000  # characters of a sentence
_DOUBLE = re.compile(r"''|``|[\"“”„‟«»″＂]")
_SINGLE = re.compile(r"['‘’]")
_SINGLE_OPENS = re.compile(r"(?<!\w)['‘](?=\w)")
_OPENS_AFTER = set(" \t\n\r\u00a0([{—–-/‘'“\"…")
_ELISION = re.compile(r"['’‘](?:\d|em\b|tis\b|twas\b|til\b|cause\b|n['’]|cos\b|round\b)", re.I)


def quotations(text):
    """Quotations of a text, in reading order, as a list of `Quotation`.

    Straight, curly, doubled (two apostrophes, two backticks), angle and single marks are read.
    A quotation that the next paragraph opens again runs to the end of its paragraph. A mark that
    never closes ends with its sentence, so that it cannot swallow the article. Marks inside a
    quotation stay inside it. Apostrophes, feet and inches are not marks.

    >>> [(q.kind, q.speaker) for q in quotations('"I am worried," Netanyahu said. A "soft" line.')]
    [('speech', 'Netanyahu'), ('fragment', '')]
    """
    found = []
    blocks = paragraphs(text)
    for number, (start, end) in enumerate(blocks):
        following = blocks[number + 1][0] if number + 1 < len(blocks) else len(text)
        found += _doubles(text, start, end, following)
    for start, end in _between(blocks, found):
        found += _singles(text, start, end)
    return attribution.attribute(text, sorted(found), blocks, Quotation)


def _doubles(text, start, end, following):
    """Spans between double marks in one paragraph."""
    spans, opened = [], None
    for match in _DOUBLE.finditer(text, start, end):
        low, high = match.span()
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        can_open = before in _OPENS_AFTER and not after.isspace()
        can_close = not before.isspace() and low > start
        mark = match.group()
        if mark in "“„«``":
            can_open, can_close = True, False
        elif mark in "”»":
            can_open, can_close = False, True
        if opened is None:
            if can_open:
                opened = low
        elif can_close and not (can_open and after.isalnum() and before != "-"):
            if high - opened > 2:
                spans.append((opened, high))
            opened = None
        elif can_open and mark not in "“„«``":
            spans.append((opened, _sentence_end(text, opened, low)))
            opened = low
        elif can_open and before.isspace():
            # A curly opening inside an open quotation: the first one never closed.
            spans.append((opened, _sentence_end(text, opened, low)))
            opened = low
    if opened is not None:
        if _DOUBLE.match(text, following):
            spans.append((opened, end))
        else:
            spans.append((opened, _sentence_end(text, opened, end)))
    return spans


def _between(blocks, spans):
    """What the paragraphs hold outside the spans, which are in order and cross no paragraph."""
    number, gaps = 0, []
    for start, end in blocks:
        while number < len(spans) and spans[number][0] < end:
            gaps.append((start, spans[number][0]))
            start = spans[number][1]
            number += 1
        gaps.append((start, end))
    return gaps


def _sentence_end(text, position, limit):
    """End of the sentence that begins at a position, at most the limit, without white space."""
    # Looked for near by: many marks that never close must not read the rest again and again.
    spans = sentences(text[position : min(limit, position + _LONGEST)])
    return position + max(1, spans[0][1])


def _singles(text, start, end):
    """Spans between single marks in a stretch that no double marks cross."""
    spans, opened = [], None
    first = _SINGLE_OPENS.search(text, start, end)
    for match in _SINGLE.finditer(text, first.start(), end) if first else ():
        low, high = match.span()
        before = text[low - 1] if low > start else " "
        after = text[high] if high < end else " "
        if opened is None:
            opens = before in _OPENS_AFTER and after.isalnum() and match.group() != "’"
            if opens and not _ELISION.match(text, low):
                opened = low
        elif not after.isalnum() and not before.isspace() and not _plural(text, low, after):
            spans.append((opened, high))
            opened = None
    return spans


def _plural(text, low, after):
    """Whether the mark is the apostrophe of "the players' union" rather than a closing mark."""
    return text[low - 1] == "s" and after == " " and text[low + 2 : low + 3].islower()
