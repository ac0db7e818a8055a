"""Where words, sentences and quotations begin and end: text in, offsets out."""

from .mark import read_quotations
from .sentence import paragraphs, sentences
from .speaker import Quotation
from .word import straighten, words
