"""Quotations by offset, their kind and who is quoted."""

from dataclasses import dataclass

from . import speaker as attribution
from .mark import marked


@dataclass(frozen=True)
class Quotation:
    """A stretch in quotation marks, marks included.

    ``kind`` is ``"speech"`` (someone is speaking) or ``"fragment"`` (a word or phrase in marks).
    ``speaker`` and ``cue`` are the words that name who speaks, and the verb; "" if not given.
    """

    start: int
    end: int
    kind: str
    speaker: str = ""
    cue: str = ""


def quotations(text):
    """Quotations of a text, in reading order, as a list of `Quotation`.

    Straight, curly, doubled (two apostrophes, two backticks), angle and single marks are read.
    A quotation that the next paragraph opens again runs to the end of its paragraph. A mark that
    never closes ends with its sentence, so that it cannot swallow the article. Marks inside a
    quotation stay inside it. Apostrophes, feet and inches are not marks.

    >>> [(q.kind, q.speaker) for q in quotations('"I am worried," Netanyahu said. A "soft" line.')]
    [('speech', 'Netanyahu'), ('fragment', '')]
    """
    return read_quotations(text)[0]


def read_quotations(text):
    """The quotations in a text, and whether its marks can be read (`analysis.text.mark.marked`)."""
    spans, readable = marked(text)
    return attribution.attribute(text, spans, Quotation), readable
