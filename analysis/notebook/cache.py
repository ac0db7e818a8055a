"""Counts of a large corpus, saved with its figures and counted again when anything changes."""

import functools
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis._support.files import sha256, write
from analysis._support.fingerprint import fingerprint
from analysis.counting.passages import count
from analysis.tables.totals import totals

FEW = 200  # articles; counting fewer takes no longer than reading a file
_BATCH = 500  # articles whose passages are in memory at once
_LIBRARIES = ("nupunkt", "pandas", "pyphen", "textstat", "vaderSentiment")
_ROOMS = ("text", "article", "lexicon", "measures", "corpus", "counting", "tables")


def cached_table(corpus, file, make, terms=""):
    """The table that `make` returns; for a large corpus saved in a Parquet file.

    It is regenerated when the corpus, ``terms`` (a term list's fingerprint), the code or a library
    changes.
    """
    if len(corpus) < FEW:
        return make()
    metadata = fingerprint(corpus.metadata[["language", "outlet", "published"]].reset_index())
    libraries = map(version, _LIBRARIES)
    key = " ".join([corpus.fingerprint, metadata, _code_digest(), terms, *libraries])
    try:
        table = pd.read_parquet(file)
        if table.attrs.pop("key", None) == key:
            return table
    except (OSError, ValueError):
        pass  # no file, or one that is not ours
    table = make()
    table.attrs["key"] = key
    write({file: table.to_parquet()})
    del table.attrs["key"]
    return table


def totals_in_batches(corpus, lexicon, groups):
    """`analysis.totals` of the English articles, with a few hundred articles in memory at a time.

    ``groups`` are the corpus's near-duplicates (`analysis.corpus.clusters`).
    """
    about = corpus.metadata[["outlet", "published"]].join(groups["cluster"])
    english = [article for article in corpus if article.language == "en"]
    batches = [english[n : n + _BATCH] for n in range(0, max(1, len(english)), _BATCH)]
    tables = [totals(count(batch, lexicon), about) for batch in batches]
    table = pd.concat(tables, ignore_index=True).astype({"article": "str"})
    table.attrs = tables[0].attrs
    return table


@functools.cache
def _code_digest(package=Path(__file__).parents[1]):
    """sha256 of the code and data that the counts depend on."""
    files = (path for room in _ROOMS for path in (package / room).rglob("*.*"))
    return sha256(b"".join(path.read_bytes() for path in sorted(files) if path.suffix != ".pyc"))
