"""Published corpora, counted: what one article's number can stand against."""

import hashlib
import json
import re
from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).parent
ABOUT = b"about"
TIMES = 3
# Names of a country and its people. An article that has three or more (TIMES) is about the country.
COUNTRIES = {
    "about_iran": r"\bIran(?:ian|ians)?\b",
    "about_israel": r"\bIsrael(?:i|is)?\b",
    "about_us": r"(?<!Latin )(?<!South )(?<!North )(?<!Central )"
    r"(?:\b(?:United States|USA?|America|American|Americans)\b|\bU\.S\.)",
}


def reference_corpus(name):
    """The counts of a published corpus; its sentences are not here.

    Parameters
    ----------
    name : str
        "newsarticles", "polnear", "nyt_editorials" or "buzzfeed_facebook".

    Returns
    -------
    DataFrame
        Totals (`analysis.totals`) with columns such as outlet and published; of
        "buzzfeed_facebook" one row a post. ``analysis/reference/README.md`` has every column,
        source, licence and limit. ``attrs["about"]`` says how the file was made; for counts of
        texts, ``attrs["lexicon"]`` names the term list that they were counted with.

    Raises
    ------
    ValueError
        If there is no such reference; the message lists those that there are.

    >>> posts = reference_corpus("buzzfeed_facebook")
    >>> posts.loc[posts["outlet"] == "Right Wing News", "shares"].median().item()
    266.0
    """
    # pyarrow takes a while to import, and few need it.
    from pyarrow import parquet

    paths = {path.stem: path for path in sorted(REFERENCE.glob("*.parquet"))}
    if name not in paths:
        raise ValueError(f"no reference {name!r}; there are: {', '.join(paths) or 'none'}")
    held = parquet.read_table(paths[name])
    about = json.loads(held.schema.metadata[ABOUT])
    table = held.to_pandas()
    fingerprint = hashlib.sha256(paths[name].read_bytes()).hexdigest()
    about = {"name": name, "cite": [], "limits": [], "fingerprint": fingerprint, **about}
    table.attrs = {"about": about}
    if "lexicon" in about:
        table.attrs["lexicon"] = about["lexicon"]
    return table


def validation():
    """How our cuts and scores agree with human labels: a DataFrame, one row a comparison.

    >>> validation()["published"].notna().any()
    True
    """
    return pd.read_csv(REFERENCE / "validation.csv")


def countries(text):
    """The columns of references, such as about_iran, that a text would have yes in.

    >>> countries("Iran and Iraq. Iranians said that Iran had it; the U.S. had not.")
    ['about_iran']
    """
    return [name for name, names in COUNTRIES.items() if len(re.findall(names, text)) >= TIMES]
