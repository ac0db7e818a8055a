"""Articles: load them from a folder or a table, add pages to a folder, check it, export it.

    corpus/pages/      saved pages and tables, as they came
    corpus/articles/   ID.md, the article; ID.blocks.csv, what was kept of its page, and why

>>> import tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder:
...     page = pathlib.Path(folder, "page.txt")
...     _ = page.write_text("A storm\\n\\n" + "It rained, and the town was wet for days. " * 4)
...     [(_, status, id)] = add([page], folder)
...     load(folder)[id].title, status
('A storm', 'added')
"""

from .adding import RIGHTS, add, add_each
from .audit import audit, listing, summary
from .checking import check, examine
from .duplicates import choose, clusters, deduplicate, without_wire_copy
from .export import export
from .inputs import expand
from .loading import load
from .model import COUNTERS, Corpus, plural, slug
from .rows import TableError
from .wire import wire_copy

__all__ = [
    "COUNTERS",
    "RIGHTS",
    "Corpus",
    "TableError",
    "add",
    "add_each",
    "audit",
    "check",
    "choose",
    "clusters",
    "deduplicate",
    "examine",
    "expand",
    "export",
    "listing",
    "load",
    "plural",
    "slug",
    "summary",
    "wire_copy",
    "without_wire_copy",
]
