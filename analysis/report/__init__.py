"""The report: one folder with all figures, notebooks, citations, data and their hashes."""

from analysis.report.folder import build

__all__ = ["build"]
