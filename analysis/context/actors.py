"""Passages that name an actor, and those that do not."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis._support.arguments import require
from analysis._support.safe_yaml import read_yaml
from analysis.reference.topics import any_of
from analysis.tables.tabulate import select


def actor_passages(corpus, passages, actors, section="body"):
    """Passages once for each actor, with whether their sentence names the actor.

    A sentence that names two actors counts for both. A pronoun names nobody.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame, from `analysis.count`
    actors : dict or path
        For each actor the forms of its name, as they are written: ``{"Netanyahu": ["Netanyahu",
        "Bibi"]}``, or a YAML file of such lines. An actor without forms is found by its own name.
    section : str, or None for all

    Returns
    -------
    DataFrame
        The passages with two more columns: actor, and named ("named" or "others").
        `analysis.tabulate`, `analysis.summarise` and `analysis.statistics.contrast` group by them.

    Raises
    ------
    ValueError
        If the actors are not names with lists of forms, or the passages are of another corpus.

    >>> from analysis import count, tabulate
    >>> from analysis.article import Article, Section
    >>> text = "Iran praised the deal. The war went on."
    >>> article = Article("a", (Section("body", text),), language="en")
    >>> table = actor_passages({"a": article}, count([article]), {"Iran": ["Iran", "Tehran"]})
    >>> tabulate(table, ["actor", "named"])["mean_compound"].tolist()
    [0.4939, -0.5994]
    """
    patterns = {name: any_of(forms) for name, forms in read_actors(actors).items()}
    passages = select(passages, [], section).reset_index(drop=True)
    spans = passages.groupby(["article", "sentence"], sort=False).agg(
        start=("start", "min"), end=("end", "max")
    )
    texts = [corpus[id].text[row.start : row.end] for (id, _), row in spans.iterrows()]
    keys = pd.MultiIndex.from_frame(passages[["article", "sentence"]])
    tables = []
    for name, pattern in patterns.items():
        found = pd.Series([bool(pattern.search(text)) for text in texts], spans.index)
        named = np.where(found.reindex(keys), "named", "others")
        tables.append(passages.assign(actor=name, named=named))
    out = pd.concat(tables, ignore_index=True)
    out.attrs = dict(passages.attrs)
    return out


def read_actors(actors):
    """For each actor the forms of its name, from a dict or a YAML file."""
    require((dict, str, Path), "names with lists of forms, or a file of them", actors=actors)
    what = "actors"
    if not isinstance(actors, dict):
        what, actors = Path(actors).name, read_yaml(actors)
    if not isinstance(actors, dict) or not actors:
        raise ValueError(f"{what}: no actors; write lines such as Netanyahu: [Netanyahu, Bibi]")
    out = {}
    for name, forms in actors.items():
        forms = [forms] if isinstance(forms, str) else forms or [name]
        if not isinstance(forms, list) or not all(isinstance(f, str) and f.strip() for f in forms):
            raise ValueError(f"{what}: {name}: give a list of names, such as [Netanyahu, Bibi]")
        out[str(name)] = forms
    return out
