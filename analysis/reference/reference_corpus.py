"""Published corpora, counted: what one article's number can be compared with."""

import json
from pathlib import Path

import pandas as pd
from pyarrow import parquet

from analysis._support.files import sha256

REFERENCE = Path(__file__).parent
ABOUT = b"about"  # the key of a Parquet file's metadata that says how it was made


def reference_corpus(name):
    """The counts of a published corpus, without its sentences.

    ``name`` is "newsarticles", "polnear", "polnear_speakers", "nyt_editorials" or
    "buzzfeed_facebook", else ValueError.
    Returns a DataFrame of totals (`analysis.totals`) with columns such as outlet and published; for
    "buzzfeed_facebook", one row per post. ``analysis/reference/README.md`` has columns, sources and
    limits, ``attrs["about"]`` how the file was made, ``attrs["lexicon"]`` the term list.

    >>> posts = reference_corpus("buzzfeed_facebook")
    >>> posts.loc[posts["outlet"] == "Right Wing News", "shares"].median().item()
    266.0
    """
    paths = {path.stem: path for path in sorted(REFERENCE.glob("*.parquet"))}
    if name not in paths:
        raise ValueError(f"no reference {name!r}; available: {', '.join(paths)}")
    stored = parquet.read_table(paths[name])
    about = json.loads(stored.schema.metadata[ABOUT])
    table, fingerprint = stored.to_pandas(), sha256(paths[name].read_bytes())
    table.attrs = {"lexicon": about["lexicon"]} if "lexicon" in about else {}
    table.attrs["about"] = {"name": name, "fingerprint": fingerprint, **about}
    return table


def validation():
    """How well our methods agree with human labels: a DataFrame, one row per comparison.

    >>> bool(validation()["published"].notna().any())
    True
    """
    return pd.read_csv(REFERENCE / "validation.csv")
