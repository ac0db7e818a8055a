"""The report: one folder with all figures, notebooks, citations, data and their hashes."""

from .folder import build
