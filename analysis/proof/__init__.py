"""The record inside a figure: the citation made from it, and the check whether it is true."""

from .cite import CiteError, cite
from .manuscript import verify_text
from .snippets import snippet
from .verify import verify
