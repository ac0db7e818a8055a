"""Intervals, summaries, comparisons, trends, percentiles, and funnels of many polls."""

from .compare import compare
from .interval import interval
from .median import median_ratio
from .percentile import percentile
from .polls import funnel
from .summarise import summarise
from .trend import trend

__all__ = ["compare", "funnel", "interval", "median_ratio", "percentile", "summarise", "trend"]
