"""Who is quoted and paraphrased, and in which sentences an actor is named."""

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from analysis._support import read_yaml, require
from analysis.reference.reference_corpus import any_of
from analysis.tables.tabulate import select, tabulate
from analysis.text.person import PRONOUNS


def speakers(passages, section="body"):
    """List the people and other sources whose words each article quotes or paraphrases.

    A short name is expanded to the fullest one that the article uses for the person ("Cohen" to
    "Steve Cohen"), unless two people share it; pronouns are not resolved. Returns a DataFrame with
    one row per article, naming ("named", "unnamed" such as "officials", "pronoun" or "unknown") and
    person (empty for the last two), and the columns of `analysis.tabulate` for their words;
    ``quoted_words`` counts those in quotation marks.

    >>> passages = pd.DataFrame({"article": "a", "quote": "speech", "words": [9, 4, 2]})
    >>> passages["speaker"] = ["Rep. Steve Cohen", "Cohen", "officials"]
    >>> passages["person"] = ["Steve Cohen", "Steve Cohen", ""]
    >>> speakers(passages, None)["words"].to_dict()
    {('a', 'named', 'Steve Cohen'): 13, ('a', 'unnamed', 'officials'): 2}
    """
    return tabulate(spoken(passages, section), ["article", "naming", "person"], None)


def speaker_counts(passages, section="body"):
    """Counts of speakers, one row per article; `analysis.summarise` computes measures from them.

    Returns a DataFrame: article, words, speakers (named sources) and, in quoted or attributed text,
    spoken_words (all), named_words, unnamed_words and largest_words (most of any named source).

    >>> passages = pd.DataFrame({"article": "a", "quote": "speech", "words": [9, 4, 2]})
    >>> people = {"speaker": ["S. Cohen", "he", "officials"], "person": ["S. Cohen", "", ""]}
    >>> speaker_counts(passages.assign(**people), None).values.tolist()
    [['a', 15, 1, 15, 9, 2, 9]]
    """
    words = spoken(passages, section).groupby(["article", "naming", "person"])["words"].sum()
    named, unnamed = (words[words.index.isin([n], "naming")] for n in ("named", "unnamed"))
    people, articles = named.groupby("article"), words.groupby("article")
    out = select(passages[passages["quote"].notna()], [], section)
    out = out.groupby("article")[["words"]].sum()
    out["speakers"], out["spoken_words"] = people.size(), articles.sum()
    out["named_words"], out["unnamed_words"] = people.sum(), unnamed.groupby("article").sum()
    return out.assign(largest_words=people.max()).fillna(0).astype("int64").reset_index()


def spoken(passages, section):
    """Passages of quoted speech and attributed words, with who speaks."""
    rows = select(passages, [], section)
    rows = rows[(rows["quote"] == "speech") | (rows.get("voice") == "attributed")]
    person, speaker = rows["person"], rows["speaker"]
    kinds = [person != "", speaker == "", speaker.str.lower().isin(PRONOUNS)]
    naming = np.select(kinds, ["named", "unknown", "pronoun"], "unnamed")
    person = person.mask(naming == "unnamed", speaker)
    return rows.assign(naming=pd.array(naming, dtype="str"), person=person)


def actor_passages(corpus, passages, actors, section="body"):
    """Repeat passages for each actor, and mark whether their sentence names the actor.

    A sentence that names two actors counts for both; pronouns are ignored.
    ``passages`` are counted from the corpus (`analysis.count`); ``actors`` maps each actor to the
    forms of its name, as in ``{"Netanyahu": ["Netanyahu", "Bibi"]}``, or is a YAML file with
    such lines. A single form may be given as a text; an actor without forms is found by its own
    name. ``section=None`` means all. Returns the passages with two more columns to group by:
    actor, and named ("named" or "others"). Raises ValueError if the actors cannot be used.

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
    """The forms of each actor's name, from a dict or a YAML file."""
    require((dict, str, Path), "a dict of names and their forms, or a YAML file", actors=actors)
    what = "actors"
    if not isinstance(actors, dict):
        what, actors = Path(actors).name, read_yaml(actors, yaml.BaseLoader)
    if not isinstance(actors, dict) or not actors:
        raise ValueError(f"{what}: no actors; write lines such as Netanyahu: [Netanyahu, Bibi]")
    out = {}
    for name, forms in actors.items():
        forms = [forms or str(name)] if isinstance(forms, str) else forms or [str(name)]
        if not isinstance(forms, list) or not all(isinstance(f, str) and f.strip() for f in forms):
            raise ValueError(f"{what}: {name} needs a list of names, such as [Netanyahu, Bibi]")
        out[str(name)] = forms
    return out
