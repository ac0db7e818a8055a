"""Where words, sentences and quotations begin and end, as offsets in a text."""

from .boundaries import paragraphs, sentences, straighten, words
from .mark import read_quotations
from .speaker import Quotation
