"""What an article is about: a topic is a name and its words, kept in topics.yml."""

import functools
import re
from pathlib import Path

import yaml

ENOUGH = 3  # names of a topic that make an article one about it
_BETWEEN = "|"  # what joins the names of topics in the column `topics`
_FILE = Path(__file__).with_name("topics.yml")


def topics(text):
    """The topics of ``topics.yml`` that a text is about, in the order of that file.

    A text is about a topic if it has three or more of the topic's names.

    >>> topics("Iran and Iraq. Iranians said that Iran had it; the U.S. had not.")
    ['Iran']
    """
    return [
        topic
        for topic, pattern in _patterns().items()
        if sum(map(bool, pattern.findall(text))) >= ENOUGH
    ]


def joined(texts):
    """The column `topics` of a reference: the topics of each text, joined by "|"."""
    return [_BETWEEN.join(topics(text)) for text in texts]


def about(table, topic):
    """The rows of a reference corpus whose articles are about a topic.

    Parameters
    ----------
    table : DataFrame
        "newsarticles" or "polnear" (`analysis.reference_corpus`).
    topic : str
        A name in ``analysis/reference/topics.yml``, such as "Brexit", "Iran" or "the US".

    Returns
    -------
    DataFrame
        With the ``attrs`` of the table; no row where no article is about the topic.

    Raises
    ------
    ValueError
        If the table has no topics, or there is no such topic; the message lists the topics.

    >>> from analysis import reference_corpus
    >>> about(reference_corpus("newsarticles"), "Brexit")["article"].nunique()
    91
    """
    if "topics" not in table:
        raise ValueError("no column topics; take the reference newsarticles or polnear")
    if topic not in _patterns():
        raise ValueError(f"no topic {topic!r}; there are: {', '.join(_patterns())}")
    return table[[topic in names.split(_BETWEEN) for names in table["topics"]]]


@functools.cache
def _patterns():
    """For each topic a pattern whose group is a name; what must not count is matched without."""
    entries = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        topic: re.compile("|".join([*map(_whole, entry.get("except", ())), _names(entry)]))
        for topic, entry in entries.items()
    }


def _names(entry):
    return f"({'|'.join(map(_whole, sorted(entry['names'], key=len, reverse=True)))})"


def _whole(name):
    # After the last point of "U.S." there is no boundary of words.
    return rf"\b{re.escape(name)}" + (r"\b" if name[-1].isalnum() else "")
