"""Where words, sentences and quotations begin and end: text in, offsets out."""

from .boundaries import paragraphs, sentences, straighten, words
from .mark import read_quotations
from .speaker import Quotation
