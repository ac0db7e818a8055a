"""Term lists as data: read, check, match, write."""

from .model import Lexicon, LexiconError
from .reading import as_lexicon, default, read
from .term import normalise, words_of
from .yaml_lists import to_quanteda

__all__ = [
    "Lexicon",
    "LexiconError",
    "as_lexicon",
    "default",
    "normalise",
    "read",
    "to_quanteda",
    "words_of",
]
