"""Where words, sentences and quotations begin and end: text in, offsets out."""

from analysis.text.quotation import Quotation, quotations
from analysis.text.sentence import paragraphs, sentences
from analysis.text.word import straighten, words

__all__ = ["Quotation", "paragraphs", "quotations", "sentences", "straighten", "words"]
