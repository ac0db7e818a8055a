"""Term lists as data: read, check, match, write."""

from .model import Lexicon, LexiconError, fold, words_of
from .reading import chosen, default, read
from .writing import to_quanteda

__all__ = [
    "Lexicon",
    "LexiconError",
    "chosen",
    "default",
    "fold",
    "read",
    "to_quanteda",
    "words_of",
]
