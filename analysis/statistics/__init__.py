"""Intervals, summaries, comparisons, contrasts, tone, trends, slopes, percentiles, funnels."""

from .compare import compare
from .contrast import contrast
from .interval import interval
from .median import median_ratio
from .percentile import percentile
from .polls import funnel
from .slope import slope
from .specification import specifications
from .summarise import summarise
from .tone import tone
from .trend import trend

__all__ = [
    "compare",
    "contrast",
    "funnel",
    "interval",
    "median_ratio",
    "percentile",
    "slope",
    "specifications",
    "summarise",
    "tone",
    "trend",
]
