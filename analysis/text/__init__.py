"""Where words, sentences and quotations begin and end: text in, offsets out."""

from analysis.text.quotation import Quotation, quotations, read_quotations
from analysis.text.sentence import paragraphs, sentences
from analysis.text.word import straighten, words

__all__ = [
    "Quotation",
    "paragraphs",
    "quotations",
    "read_quotations",
    "sentences",
    "straighten",
    "words",
]
