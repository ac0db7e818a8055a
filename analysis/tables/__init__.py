"""Tables of counts and measures: by group, in total, for each article, and of readers."""

from .parts import count_parts, tabulate_parts
from .per_article import article_values
from .tabulate import tabulate
from .totals import reader_counts, totals
