"""Tables of counts and measures by group, totals, values by article, and reader counts."""

from .parts import count_parts, counting_key, digest, tabulate_parts, totals_in_batches
from .per_article import article_values, long_enough, unit_sums
from .tabulate import expected, listed, select, tabulate
from .totals import grouped, reader_counts, totals
