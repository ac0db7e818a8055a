"""Where words, sentences and quotations begin and end, as offsets in a text."""

from .boundaries import paragraphs, sentences, sentences_of_line, straighten, words
from .mark import read_quotations
from .speaker import Quotation
