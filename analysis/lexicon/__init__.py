"""Term and valence lists as data: read, check, match."""

from .model import Lexicon, LexiconError
from .reading import ValenceList, as_lexicon, default, read, read_valence
from .term import normalise
