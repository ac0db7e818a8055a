"""Where words, sentences and quotations begin and end: text in, offsets out."""

from .boundaries import paragraphs, sentences, sentences_of_line, straighten, words
from .mark import read_quotations
from .speaker import Quotation
