"""Figures that can be cited: one function a file, each saved as a family of files."""

from analysis.figures.engagement import engagement
from analysis.figures.funnel import funnel
from analysis.figures.loaded_terms import loaded_terms
from analysis.figures.outlets import outlets
from analysis.figures.over_time import over_time
from analysis.figures.poll import poll
from analysis.figures.readability import readability
from analysis.figures.sentiment_arc import sentiment_arc
from analysis.figures.shares_by_rating import shares_by_rating
from analysis.figures.standing import standing
from analysis.figures.voices import voices

__all__ = [
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
