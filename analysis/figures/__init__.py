"""Figures that can be cited: one function per file, each saved as five files with one name."""

from .comparisons import comparisons
from .engagement import engagement
from .funnel import funnel
from .loaded_terms import loaded_terms
from .outlets import outlets
from .over_time import over_time
from .poll import poll
from .readability import readability
from .sentiment_arc import sentiment_arc
from .shares_by_rating import shares_by_rating
from .standing import standing
from .voices import voices

__all__ = [
    "comparisons",
    "engagement",
    "funnel",
    "loaded_terms",
    "outlets",
    "over_time",
    "poll",
    "readability",
    "sentiment_arc",
    "shares_by_rating",
    "standing",
    "voices",
]
