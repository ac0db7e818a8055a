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

    ``passages`` are counted from the corpus (`analysis.count`); ``actors`` has for each actor the
    forms of its name, as they are written: ``{"Netanyahu": ["Netanyahu", "Bibi"]}``, or is a YAML
    file of such lines. An actor without forms is found by its own name. A ``section`` of None is
    all. Returns the passages with two more columns to group by: actor, and named ("named" or
    "others"). Raises ValueError if the actors are not names with lists of forms.

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
    sentences = passages.groupby(["article", "sentence"], sort=False)
    number, spans = sentences.ngroup(), sentences.agg({"start": "min", "end": "max"})
    texts = [corpus[id].text[row.start : row.end] for (id, _), row in spans.iterrows()]
    tables = []
    for name, pattern in patterns.items():
        found = np.array([bool(pattern.search(text)) for text in texts])
        tables.append(passages.assign(actor=name, named=np.where(found[number], "named", "others")))
    return pd.concat(tables, ignore_index=True)


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
