"""What takes long to count, kept beside a corpus and counted again when anything has changed."""

import functools
import hashlib
import os
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis._support.fingerprint import csv_bytes, project_version
from analysis.corpus.duplicates import clusters
from analysis.counting.passages import count
from analysis.tables.totals import totals

FEW = 200  # articles that are counted as fast as a file is looked after
_AT_ONCE = 500  # articles whose passages are in memory
_COUNTERS = ("nupunkt", "pyphen", "textstat", "vaderSentiment")


def kept(file, key, make):
    """The table in a Parquet file, if it was kept under this key; else made, and kept there.

    Parameters
    ----------
    file : Path
        Replaced as a whole, so that it is never half written.
    key : str
        Of all that the table depends on.
    make : callable
        Called without arguments where there is no such table.

    Returns
    -------
    DataFrame

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "x.parquet")
    ...     for n, key in enumerate("aab"):
    ...         print(kept(file, key, lambda: pd.DataFrame({"n": [n]}))["n"].tolist())
    [0]
    [0]
    [2]
    """
    try:
        table = pd.read_parquet(file)
        if table.attrs.pop("key", None) == key:
            return table
    except (OSError, ValueError):
        pass  # none, or not one of ours: it is made anew
    table = make()
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        named = table.copy(deep=False)
        named.attrs = {**table.attrs, "key": key}
        named.to_parquet(draft)
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    return table


def clusters_of(corpus, folder):
    """`analysis.corpus.clusters` of a corpus, kept in a folder where the corpus is large."""
    if len(corpus) < FEW:
        return clusters(corpus)
    return kept(folder / "clusters.parquet", _key(corpus), lambda: clusters(corpus))


def totals_of(corpus, lexicon, folder):
    """`analysis.totals` of a corpus's English articles, kept where the corpus is large.

    Passages of only a few hundred articles are held at a time.
    """
    if len(corpus) < FEW:
        return _totals(corpus, lexicon, clusters(corpus))
    key = f"{_key(corpus)} {lexicon.label} {lexicon.fingerprint}"
    leaders = clusters_of(corpus, folder)
    return kept(folder / "counts.parquet", key, lambda: _totals(corpus, lexicon, leaders))


def _totals(corpus, lexicon, leaders):
    about = corpus.metadata[["outlet", "published"]].join(leaders["cluster"])
    english = [article for article in corpus if article.language == "en"]
    batches = [english[n : n + _AT_ONCE] for n in range(0, max(1, len(english)), _AT_ONCE)]
    tables = [totals(count(batch, lexicon), about) for batch in batches]
    table = pd.concat(tables, ignore_index=True).astype({"article": "str"})
    table.attrs = tables[0].attrs
    return table


def _key(corpus):
    """What a count of a corpus depends on: texts, what is known of them, and the code."""
    about = hashlib.sha256(csv_bytes(corpus.metadata.reset_index())).hexdigest()
    versions = [project_version(), pd.__version__, *map(version, _COUNTERS)]
    return " ".join([corpus.fingerprint, about, _code(), *versions])


@functools.cache
def _code():
    """sha256 of the package's own files: a new measure or a mended rule counts anew."""
    digest, home = hashlib.sha256(), Path(__file__).parents[1]
    for path in sorted([*home.rglob("*.py"), *home.rglob("*.gz")]):
        digest.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
