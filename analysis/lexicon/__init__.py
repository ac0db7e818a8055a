"""Term and valence lists as data: read, check, match."""

from .model import Lexicon, LexiconError
from .reading import as_lexicon, default, read
from .term import normalise
from .valence import ValenceList, read_valence
