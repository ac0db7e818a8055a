"""The record inside a figure, and the citation made from it."""

from .cite import CiteError, cite
