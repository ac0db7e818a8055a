"""Who is quoted, and in which sentences an actor is named."""

import re
from collections import defaultdict
from itertools import dropwhile
from pathlib import Path

import numpy as np
import pandas as pd

from analysis._support.arguments import require
from analysis._support.safe_yaml import read_yaml
from analysis.reference.topics import any_of
from analysis.tables.tabulate import select, tabulate

_PRONOUNS = "he she they i we it one who".split()
_FUNCTION_WORDS = "a an and as at but for from in like of on so that the this when while".split()
_TITLE = re.compile(r"((Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Prof)\.?|Sir|Lord|Lady)\s+")
# The last run of words with capitals: "Clinton's aide Jake Sullivan" is Jake Sullivan.
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:of|de|van|von|bin|al|el|der)\s)?[^\W\d_a-z][\w.'’-]*)*$"
)


def speakers(passages, section="body"):
    """The people and sources whose words each article quotes.

    A short name stands for the fullest name of the same article that ends in it ("Cohen" for "Steve
    Cohen"), unless it could be two people's. Returns a DataFrame with one row per article, naming
    ("named", "unnamed" such as "officials", "pronoun" or "unknown") and person (empty in the last
    two), and the columns of `analysis.tabulate` for their quoted speech.

    >>> passages = pd.DataFrame({"article": "a", "quote": "speech", "words": [9, 4, 2]})
    >>> passages["speaker"] = ["Rep. Steve Cohen", "Cohen", "officials"]
    >>> speakers(passages, None)["words"].to_dict()
    {('a', 'named', 'Steve Cohen'): 13, ('a', 'unnamed', 'officials'): 2}
    """
    return tabulate(spoken(passages, section), ["article", "naming", "person"], None)


def speaker_counts(passages, section="body"):
    """Counts of speakers, one row per article; `analysis.summarise` gives measures of them.

    Returns a DataFrame: article; speakers (named people and sources); words of quoted speech:
    spoken_words (all), named_words, unnamed_words, largest_words (the named speaker's with most).

    >>> passages = pd.DataFrame({"article": "a", "quote": "speech", "words": [9, 4, 2]})
    >>> passages["speaker"] = ["Rep. Steve Cohen", "he", "officials"]
    >>> speaker_counts(passages, None).values.tolist()
    [['a', 1, 15, 9, 2, 9]]
    """
    rows = spoken(passages, section)
    words = rows.groupby(["article", "naming", "person"])["words"].sum()
    named, unnamed = (words[words.index.isin([n], "naming")] for n in ("named", "unnamed"))
    people, articles = named.groupby("article"), words.groupby("article")
    out = pd.DataFrame({"speakers": people.size(), "spoken_words": articles.sum()})
    out["named_words"], out["unnamed_words"] = people.sum(), unnamed.groupby("article").sum()
    return out.assign(largest_words=people.max()).fillna(0).astype("int64").reset_index()


def spoken(passages, section):
    """Passages of quoted speech, with who speaks."""
    rows = select(passages, [], section)
    rows = rows[rows["quote"] == "speech"]
    names = defaultdict(set)
    for article, speaker in rows[["article", "speaker"]].drop_duplicates().itertuples(index=False):
        if name := _named(speaker):
            names[article, name.split()[-1]].add(name)
    people = [_person(*pair, names) for pair in zip(rows["article"], rows["speaker"], strict=True)]
    return rows.assign(**pd.DataFrame(people, rows.index, ["naming", "person"], dtype="str"))


def _named(speaker):
    """The name in a speaker's words, without titles; None for a pronoun or a description."""
    words = _TITLE.sub("", speaker).removesuffix("’s").removesuffix("'s")
    match = _NAME.search(words)
    if not match or words.lower() in _PRONOUNS:
        return None
    name = dropwhile(lambda word: word.lower() in _FUNCTION_WORDS, match.group().split())
    return " ".join(name) or None


def _person(article, speaker, names):
    if not speaker:
        return "unknown", ""
    if speaker.lower() in _PRONOUNS:
        return "pronoun", ""
    if not (name := _named(speaker)):
        return "unnamed", speaker
    # Whole words: "JoAnn Lee" does not end in "Ann Lee".
    same = {n for n in names[article, name.split()[-1]] if f" {n}".endswith(f" {name}")}
    longest = max(same, key=len)
    return "named", longest if all(f" {longest}".endswith(f" {n}") for n in same) else name


def actor_passages(corpus, passages, actors, section="body"):
    """Passages once for each actor, with whether their sentence names the actor.

    A sentence that names two actors counts for both; a pronoun names nobody.
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
