"""Published corpora as counts, for comparison with an article's values; and their topics."""

import functools
import json
import re

import pandas as pd
from pyarrow import parquet

from analysis._support import ROOT, About, read_yaml, sha256

REFERENCE = ROOT / "analysis/reference"
ABOUT = b"about"  # the key of a Parquet file's metadata that says how it was made
BETWEEN = "|"  # joins topics in the column `topics`


def reference_corpus(name):
    """The counts of a published corpus, without its sentences.

    ``name`` is "newsarticles", "polnear", "polnear_speakers", "nyt_editorials" or
    "buzzfeed_facebook", else ValueError. Returns a DataFrame of totals (`analysis.totals`) with
    columns such as outlet and published; for "buzzfeed_facebook", one row per post. The README of
    this folder lists columns, sources and limits; in ``attrs``, "about" says how the file was made
    and "lexicon" names the term list.

    >>> posts = reference_corpus("buzzfeed_facebook")
    >>> posts.loc[posts["outlet"] == "Right Wing News", "shares"].median().item()
    266.0
    """
    paths = {path.stem: path for path in sorted(REFERENCE.glob("*.parquet"))}
    if name not in paths:
        raise ValueError(f"no reference {name!r}; available: {', '.join(paths)}")
    table, fingerprint, about = _stored(paths[name])
    table, about = table.copy(), json.loads(about)  # the caller's own
    table.attrs = {"lexicon": about["lexicon"]} if "lexicon" in about else {}
    table.attrs["about"] = About({"name": name, "fingerprint": fingerprint, **about})
    return table


@functools.cache
def _stored(path):
    stored = parquet.read_table(path)
    return stored.to_pandas(), sha256(path.read_bytes()), stored.schema.metadata[ABOUT]


def validation():
    """How well our methods agree with human labels: a DataFrame, one row per comparison.

    >>> bool(validation()["published"].notna().any())
    True
    """
    return pd.read_csv(REFERENCE / "validation.csv")


def topics(text):
    """Topics whose names occur three times or more in a text, in the order of ``topics.yml``.

    >>> topics("Iran and Iraq. Iranians said that Iran had it; the U.S. had not.")
    ['Iran']
    """
    return [topic for topic, name in _patterns().items() if sum(map(bool, name.findall(text))) >= 3]


def about(table, topic):
    """The rows of a reference corpus ("newsarticles" or "polnear") about a topic.

    ``topic`` is a name in ``analysis/reference/topics.yml``, such as "Brexit", "Iran" or "the US".
    Raises ValueError if the table has no topics, or if there is no such topic (it lists them all).

    >>> from analysis import reference_corpus
    >>> about(reference_corpus("newsarticles"), "Brexit")["article"].nunique()
    91
    """
    if "topics" not in table:
        raise ValueError("no column topics; use the reference corpus newsarticles or polnear")
    if topic not in _patterns():
        raise ValueError(f"no topic {topic!r}; available: {', '.join(_patterns())}")
    topics_of = table["topics"].fillna("").str.split(BETWEEN, regex=False)
    return table[topics_of.map(lambda names: topic in names).astype(bool)]


@functools.cache
def _patterns():
    """For each topic a pattern whose group is a name; exceptions are matched outside it."""
    patterns = {}
    for topic, entry in read_yaml(REFERENCE / "topics.yml").items():
        names, others = (any_of(entry.get(key, ())).pattern for key in ("names", "except"))
        patterns[topic] = re.compile(f"{others}|({names})" if others else f"({names})")
    return patterns


def any_of(names):
    """A pattern that matches any of these names, as written and as whole words."""
    # After the full stop of "U.S." there is no word boundary.
    return re.compile("|".join(rf"\b{re.escape(n)}" + r"\b" * n[-1].isalnum() for n in names))
