"""Published corpora as counts, and the scripts that made them."""

from .reference_corpus import reference_corpus, validation
from .topics import about, topics
