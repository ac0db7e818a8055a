"""Tables of a large corpus, cached beside its figures, so that no notebook reads its texts."""

from functools import cached_property

import pandas as pd
from pandas.api.types import is_datetime64_any_dtype
from pyarrow import parquet

from analysis._support import few, sha256, write
from analysis.article import from_markdown, to_markdown
from analysis.corpus import Corpus
from analysis.corpus.load import corpus_at
from analysis.tables import counting_key

FEW = 200  # articles; counting fewer takes no longer than reading a file


class CachedCorpus(Corpus):
    """A corpus with only its tables in memory; its articles are read when they are needed."""

    problems = ()
    text = None  # the file of the article that is shown

    def __init__(self, metadata, **facts):
        metadata = metadata.set_axis(metadata.index.astype("string"))
        vars(self).update(facts, metadata=metadata)  # frozen for everyone else

    def __len__(self):
        return len(self.metadata)

    @cached_property
    def articles(self):
        """All articles. Raises ValueError for a folder of counts."""
        if self.counts:
            raise ValueError(f"{self.path.name}: has counts, not texts; open the corpus instead")
        return corpus_at(self.path).articles

    def __getitem__(self, id):
        one = from_markdown(self.text) if self.text else None
        return one if one and one.id == id else super().__getitem__(id)


def cache_corpus(corpus, article, folder, digest):
    """Save the tables of a large corpus and the article shown, without copying all texts."""
    if len(corpus) < FEW:
        return
    key = counting_key(digest, corpus.path.name)
    text = article and to_markdown(article)  # which cannot hold every article
    text = text if text and from_markdown(text) == article else None
    facts = {"problems": corpus.problems, "fingerprint": corpus.fingerprint, "text": text}
    _write(corpus.metadata, folder / "articles.parquet", key, facts)
    _write(corpus.responses, folder / "responses.parquet", key)


def cached_corpus(path, folder, digest):
    """The saved corpus; None if there is none, or the corpus has changed since."""
    key, names = counting_key(digest, path.name), ("articles.parquet", "responses.parquet")
    metadata, responses = (_read(folder / name, key) for name in names)
    if metadata is None or responses is None:
        return None
    facts, metadata.attrs = metadata.attrs, {}
    return CachedCorpus(path=path, metadata=metadata, responses=responses, **facts)


def counted_corpus(path):
    """A folder of counts (`analysis.count_parts`) as a corpus without texts; None for others.

    Raises ValueError if two files contain the same article, or counts of different kinds.
    """
    files = sorted(path.glob("*.parquet"))
    if not files or (path / "articles").is_dir():
        return None
    tables = [_counts(file) for file in files]
    table = pd.concat(table for table, *_ in tables)
    if twice := few(table["article"][table["article"].duplicated()]):
        fault = f"several files contain counts of the same articles ({twice})"
        raise ValueError(f"{path.name}: {fault}; count all parts again, into a new folder")
    for file, (_, *kind) in zip(files, tables, strict=True):
        if kind != [*tables[0][1:]]:
            fault = f"counted with a different term list or version than {files[0].name}"
            raise ValueError(f"{file}: {fault}; count all parts again")
    empty = Corpus((), (), path)
    about = table.set_index("article").sort_index().assign(language="en")
    about = about.reindex(columns=empty.metadata.columns).astype(empty.metadata.dtypes)
    facts = {"counts": files, "fingerprint": sha256(" ".join(file.name for file in files))}
    return CachedCorpus(path=path, metadata=about, responses=empty.responses, **facts)


def _counts(file):
    """What a file of counts says of its articles, its columns and its term list."""
    try:
        schema = parquet.read_schema(file)
        table = pd.read_parquet(file, columns=["article", "outlet", "published"])
        if len(table) and not is_datetime64_any_dtype(table["published"]):
            raise ValueError("published")
    except (OSError, ValueError, KeyError):
        fault = "not written by count_parts; delete this file, or count again"
        raise ValueError(f"{file}: {fault}") from None
    return table.drop_duplicates("article"), {*schema.names}, table.attrs.get("lexicon")


def cached_table(corpus, file, make, key):
    """The table that ``make`` returns; for a large corpus saved in a file under this key."""
    table = _read(file, key) if len(corpus) >= FEW else make()
    if table is None:
        table = make()
        _write(table, file, key)
    return table


def _read(file, key):
    """The table in a file, if it was saved under this key; else None."""
    try:
        table = pd.read_parquet(file)
        return table if table.attrs.pop("key", None) == key else None
    except (OSError, ValueError):  # no file, or one that is not ours
        return None


def _write(table, file, key, facts=()):
    table = table.copy(deep=False)
    table.attrs |= {"key": key, **dict(facts)}
    write({file: table.to_parquet()})
