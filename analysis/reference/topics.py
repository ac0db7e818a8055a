"""What an article is about: the topics of topics.yml, each a name and its words."""

import functools
import re
from pathlib import Path

import yaml

BETWEEN = "|"  # joins topics in the column `topics`


def topics(text):
    """The topics of ``topics.yml`` of which a text has three or more names, in that order.

    >>> topics("Iran and Iraq. Iranians said that Iran had it; the U.S. had not.")
    ['Iran']
    """
    patterns = _patterns().items()
    return [topic for topic, names in patterns if sum(map(bool, names.findall(text))) >= 3]


def about(table, topic):
    """The rows of a reference corpus ("newsarticles" or "polnear") about a topic.

    ``topic`` is a name in ``analysis/reference/topics.yml``, such as "Brexit", "Iran" or "the US".
    Raises ValueError if the table has no topics, or there is no such topic; it lists the topics.

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
    file = Path(__file__).with_name("topics.yml")
    for topic, entry in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        exceptions, names = map(any_of, (entry.get("except", ()), entry["names"]))
        exceptions = f"{exceptions.pattern}|" if "except" in entry else ""
        patterns[topic] = re.compile(f"{exceptions}({names.pattern})")
    return patterns


def any_of(names):
    """A pattern of any of these names, as they are written, as whole words."""
    # After the full stop of "U.S." there is no word boundary.
    return re.compile("|".join(rf"\b{re.escape(n)}" + r"\b" * n[-1].isalnum() for n in names))
