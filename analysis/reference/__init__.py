"""Published corpora as counts, and the scripts that made them."""

from .reference_corpus import about, reference_corpus, topics, validation
