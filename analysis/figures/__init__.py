"""Figures that can be cited: one function a file, each saved as a family of files."""

from analysis.figures.loaded_terms import loaded_terms
from analysis.figures.poll import poll
from analysis.figures.readability import readability
from analysis.figures.sentiment_arc import sentiment_arc

__all__ = ["loaded_terms", "poll", "readability", "sentiment_arc"]
