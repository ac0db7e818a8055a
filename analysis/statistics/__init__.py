"""Intervals, summaries, comparisons, contrasts, tone, trends, slopes, percentiles."""

from .compare import compare, contrast
from .interval import interval, median_ratio, percentile, summarise
from .specification import specifications
from .tone import tone
from .trend import slope, trend
