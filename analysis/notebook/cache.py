"""Counts of a large corpus, saved with its figures and counted again when anything changes."""

import pandas as pd

from analysis._support.files import write
from analysis._support.fingerprint import fingerprint
from analysis.tables.parts import counting_key

FEW = 200  # articles; counting fewer takes no longer than reading a file


def cached_table(corpus, file, make, terms=""):
    """What `make` returns; of a large corpus saved, until corpus, terms or code change."""
    if len(corpus) < FEW:
        return make()
    metadata = fingerprint(corpus.metadata[["language", "outlet", "published"]].reset_index())
    key = counting_key(corpus.fingerprint, metadata, terms)
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
