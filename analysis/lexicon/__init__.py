"""Term and valence lists: read, check and match them."""

from .model import Lexicon, LexiconError
from .reading import ValenceList, as_lexicon, default, read, read_valence
from .term import normalise
