"""Where words, sentences and quotations begin and end: text in, offsets out."""

from .quotation import Quotation, quotations, read_quotations
from .sentence import paragraphs, sentences
from .word import straighten, words
