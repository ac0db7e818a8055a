"""Term and valence lists as data: read, check, match, write."""

from .model import Lexicon, LexiconError
from .reading import as_lexicon, default, read
from .term import normalise
from .valence import ValenceList, read_valence
from .yaml_lists import to_quanteda

__all__ = [
    "Lexicon",
    "LexiconError",
    "ValenceList",
    "as_lexicon",
    "default",
    "normalise",
    "read",
    "read_valence",
    "to_quanteda",
]
