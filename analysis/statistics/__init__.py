"""Intervals, summaries, comparisons, contrasts, tone, trends, slopes, percentiles."""

from .compare import compare, contrast
from .interval import interval, median_ratio, percentile, summarise
from .specification import specifications
from .tone import tone
from .trend import slope, trend

__all__ = ["compare", "contrast", "interval", "median_ratio", "percentile", "slope"]
__all__ += ["specifications", "summarise", "tone", "trend"]
