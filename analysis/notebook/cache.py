"""What is kept of a large corpus beside its figures, so that a notebook need not read its texts."""

import json
from collections import namedtuple
from functools import cached_property

import pandas as pd

from analysis._support.files import sha256, write
from analysis._support.wording import few
from analysis.article import Response
from analysis.corpus import Corpus
from analysis.corpus.about import about_file, describe, html
from analysis.corpus.load import corpus_at
from analysis.corpus.model import METADATA, as_metadata, as_responses
from analysis.corpus.rows import exported, read_table
from analysis.tables.parts import counting_key

FEW = 200  # articles; counting fewer takes no longer than reading a file
_Row = namedtuple("_Row", "id outlet published title language", defaults=(None, "en"))


class Kept(Corpus):
    """A corpus of which only tables are in memory; its articles are read when they are needed.

    ``file`` has the text of one article; a folder of counts has none, but ``counts``, its files.
    ``english`` has the first article with an English body (or None) and their number.
    """

    def __len__(self):
        return len(self.metadata)

    def _repr_html_(self):
        return self.page

    @cached_property
    def articles(self):
        """All articles. Raises ValueError for a folder of counts."""
        if self.counts:
            raise ValueError(f"{self.path.name}: counts, not texts; open the corpus for its texts")
        return corpus_at(self.path).articles

    def __getitem__(self, id):
        if self.counts or id not in self.metadata.index:
            return super().__getitem__(id)
        row = pd.read_parquet(self.file, filters=[("id", "==", id)])
        if "articles" in vars(self) or row["text"].isna().all():
            return super().__getitem__(id)
        return next(read_table(self.file, data=row.to_parquet())[1]).article


def _kept(path, file, table, responses, facts, counts=()):
    corpus, more = object.__new__(Kept), {"selection": "all articles", "origin": None, "steps": ()}
    facts = facts | {"fingerprint": facts["described"]["fingerprint"], "responses": responses}
    vars(corpus).update(path=path, file=file, metadata=table, counts=counts, **more, **facts)
    return corpus


def keep_corpus(corpus, article, file, digest):
    """Keep what tables hold of a large corpus, and one article, not to copy all texts."""
    if len(corpus) >= FEW:
        table = exported(corpus)
        table.loc[table["id"] != article, ["deck", "text", "article_sections"]] = None
        table.attrs = {"problems": corpus.problems, "english": english(corpus)}
        table.attrs |= {"described": corpus.described, "page": html(corpus)}
        _write(table, file, _corpus_key(corpus.path, digest))


def kept_corpus(path, file, digest):
    """The corpus as it was kept; None if it was not, or has changed."""
    table = _read(file, _corpus_key(path, digest), ["id", *METADATA, "responses"])
    if table is None:
        return None
    cells = table[["id", "responses"]].dropna().itertuples(index=False)
    pairs = ((id, Response.of(one)) for id, cell in cells for one in json.loads(cell))
    return _kept(path, file, as_metadata(table), as_responses(pairs), table.attrs)


def counted_corpus(path):
    """A folder of counts (`analysis.count_parts`) as a corpus without texts; None for another.

    Raises ValueError if an article is in two of its files.
    """
    columns, files = ["article", "outlet", "published"], sorted(path.glob("*.parquet"))
    if not files:
        return None
    table = pd.concat(pd.read_parquet(f, columns=columns).drop_duplicates("article") for f in files)
    if twice := few(table["article"][table["article"].duplicated()]):
        fault = "counts of several runs; count into a new folder, for two files have"
        raise ValueError(f"{path.name}: {fault} {twice}")
    table["published"] = table["published"].dt.strftime("%Y-%m-%d")
    table = table.astype(object).where(table.notna(), None).sort_values("article")
    rows = Corpus(tuple(_Row(*row) for row in table.itertuples(index=False, name=None)), (), path)
    vars(rows)["fingerprint"] = sha256(" ".join(file.name for file in files))
    facts = {"problems": (), "english": [None, 0], "described": describe(rows), "page": html(rows)}
    table = table.rename(columns={"article": "id"}).assign(language="en")
    metadata = as_metadata(table.reindex(columns=["id", *METADATA]))
    return _kept(path, None, metadata, as_responses(()), facts, files)


def english(corpus):
    """The id of the first article with an English body (or None), and how many have one."""
    ids = [a.id for a in corpus if a.language == "en" and "body" in {s.kind for s in a.sections}]
    return [ids[0] if ids else None, len(ids)]


def cached_table(corpus, file, make, key):
    """The table that ``make`` returns; for a large corpus saved in a file under this key."""
    table = _read(file, key) if len(corpus) >= FEW else make()
    if table is None:
        table = make()
        _write(table, file, key)
    return table


def _corpus_key(path, digest):
    about = about_file(path)
    return counting_key(digest, path.name, sha256(about.read_bytes() if about.is_file() else b""))


def _read(file, key, columns=None):
    """The table in a file, if it was saved under this key; else None."""
    try:
        table = pd.read_parquet(file, columns=columns)
        return table if table.attrs.pop("key", None) == key else None
    except (OSError, ValueError):  # no file, or one that is not ours
        return None


def _write(table, file, key):
    table.attrs["key"] = key
    write({file: table.to_parquet(row_group_size=1_000)})
    del table.attrs["key"]
