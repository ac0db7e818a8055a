"""Term lists as data: read, check, match, write."""

from .model import Lexicon, LexiconError
from .reading import chosen, default, read
from .term import fold, words_of
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
