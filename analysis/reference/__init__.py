"""Published corpora as counts."""

from .reference_corpus import about, reference_corpus, topics, validation
