"""Intervals, summaries, comparisons, contrasts, tone, trends, slopes and percentiles."""

from .compare import compare, contrast, corrected, effect
from .interval import MIN_ARTICLES, exact_median, interval, median_ratio, percentile, summarise
from .specification import specifications
from .tone import tone
from .trend import DAYS, days, period_starts, slope, trend
