"""Published corpora, counted: what one article's number can stand against."""

import json
from pathlib import Path

REFERENCE = Path(__file__).parents[1] / "corpus/reference"
ABOUT = b"about"


def reference(name):
    """The counts of a published corpus; its sentences are not here.

    Parameters
    ----------
    name : str
        "newsarticles", "polnear", "nyt_editorials" or "buzzfeed_facebook".

    Returns
    -------
    DataFrame
        Totals (`analysis.totals`) with columns such as outlet and published; of
        "buzzfeed_facebook" one row a post. ``corpus/reference/README.md`` has every column,
        source, licence and limit. ``attrs["about"]`` says how the file was made; for counts of
        texts, ``attrs["lexicon"]`` names the term list that they were counted with.

    Raises
    ------
    ValueError
        If there is no such reference; the message lists those that there are.

    >>> reference("buzzfeed_facebook").groupby("outlet")["shares"].median()["Right Wing News"]
    439.0
    """
    # pyarrow takes a while to import, and few need it.
    from pyarrow import parquet

    paths = {path.stem: path for path in sorted(REFERENCE.glob("*.parquet"))}
    if name not in paths:
        raise ValueError(f"no reference {name!r}; there are: {', '.join(paths) or 'none'}")
    held = parquet.read_table(paths[name])
    about = json.loads(held.schema.metadata[ABOUT])
    table = held.to_pandas()
    table.attrs = {"about": about}
    if "lexicon" in about:
        table.attrs["lexicon"] = about["lexicon"]
    return table
