"""Articles: load them from a folder or a table, add pages to a folder, select, check and export.

corpus/pages/      saved pages and tables, unchanged
corpus/articles/   ID.md, the article; ID.blocks.csv, the blocks kept and dropped, and why
"""

from .add import add, add_each, expand
from .audit import audit, summary
from .check import check, examine
from .duplicates import clusters, deduplicate
from .load import load, source_table
from .model import COUNTERS, Corpus
from .rows import export
from .store import RIGHTS, split
from .table_files import TableError
from .wire import without_wire_copy
