"""A folder of articles: load it, check it, add saved pages to it.

    corpus/pages/      saved pages, as they came
    corpus/articles/   ID.md, the article; ID.blocks.csv, what was kept of its page, and why

>>> import tempfile, pathlib
>>> with tempfile.TemporaryDirectory() as folder:
...     page = pathlib.Path(folder, "page.txt")
...     _ = page.write_text("A storm\\n\\n" + "It rained, and the town was wet for days. " * 4)
...     [(_, status, id)] = add([page], folder)
...     load(folder)[id].title, status
('A storm', 'added')
"""

from .adding import RIGHTS, add, slug
from .folder import check, corrected, load, summary
from .model import COUNTERS, Corpus

__all__ = ["COUNTERS", "RIGHTS", "Corpus", "add", "check", "corrected", "load", "slug", "summary"]
