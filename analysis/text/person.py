"""Which person the words for a speaker name: short names linked to the full ones of an article."""

import re
from collections import defaultdict
from itertools import dropwhile

from .speaker import TITLES

PRONOUNS = frozenset("he she they i we it one who his her their him them that which".split())
_FUNCTION_WORDS = frozenset(
    "a all an and as at both but even few for from in like many most of on other several so some "
    "that the these this those when while".split()
)
_TITLES = re.compile(
    rf"\b(?:(?:{TITLES})\.?|Sir|Lord|Lady|Senator|Governor|Mayor|Councill?or|Judge|Ambassador|"
    r"Congress(?:wo)?man|Sheriff|(?:Police )?Chief|Attorney General|Secretary of State|Chancellor|"
    r"(?:Vice )?President|(?:[A-Z]\w+ )?Minister)\s+"
)
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_OTHERS = re.compile(rf"\s(?:in|from|at|like|with|on)\s|(?:^|\s){_DAY}\b")
_BRACKETS = re.compile(r"\s\([^)]*\)?")  # "Sen. Ann Lee (D-Ohio)"
# The last run of words with capitals: "Clinton's aide Jake Sullivan" is Jake Sullivan.
_NAME = re.compile(
    r"[^\W\d_a-z][\w.'’-]*(?:\s(?:(?:of|de|van|von|bin|al|el|der)\s)?[^\W\d_a-z][\w.'’-]*)*$"
)
# A word with a capital behind a title or another name; inside a sentence; and in small letters.
_BEHIND = re.compile(rf"\b(?:[A-Z][\w'’-]+|(?:{TITLES}|[A-Z])\.) (?=([^\W\d_a-z][\w.'’-]*))")
_INSIDE = re.compile(r"[^\s.!?:…\"“”] (?=([^\W\d_a-z][\w.'’-]*))")
_SMALL = re.compile(r"\b[a-z][\w'’-]*")
_END = re.compile(r"(?:['’]s)?[.'’-]*$")
_STOPS = (".", "!", "?", '"', "”", "’", "'")


def people(speakers, text=None):
    """The fullest name among some speakers that each of them stands for, "" for one without a name.

    A name that could be two people's stands for itself. With the article's text, one word is a
    name only if the text has it with a capital inside a sentence, and never without.

    >>> people(["Rep. Steve Cohen", "Cohen", "Critics", "he"], "Critics met Steve Cohen.")
    {'Rep. Steve Cohen': 'Steve Cohen', 'Cohen': 'Steve Cohen', 'Critics': '', 'he': ''}
    """
    # A heading may have a capital on each word.
    prose = "\n".join(line for line in (text or "").split("\n") if line.endswith(_STOPS))
    behind, inside, small = (
        {_END.sub("", word) for word in set(kind.findall(prose))}
        for kind in (_BEHIND, _INSIDE, _SMALL)
    )
    written = behind | {word for word in inside if word.lower() not in small} if prose else None
    names = {speaker: _name(speaker, written) for speaker in speakers}
    ending = defaultdict(set)
    for name in filter(None, names.values()):
        ending[name.split()[-1]].add(name)
    return {speaker: name and _fullest(name, ending) for speaker, name in names.items()}


def _name(speaker, written):
    """The name in a speaker's words, without titles; "" for a pronoun or a description."""
    words = _BRACKETS.sub("", speaker).rstrip(' !?…,;:)”"')
    words = _TITLES.sub("", words).removesuffix("’s").removesuffix("'s")
    # "officials in Jerusalem", "aides like Ann Lee": the name is not the speaker's.
    words = _OTHERS.split(words)[0]
    # "Ann Lee, the mayor of Oslo": the name, where one stands before an apposition.
    match = _NAME.search(words.partition(",")[0]) or _NAME.search(words)
    if not match or words.lower() in PRONOUNS:
        return ""
    name = dropwhile(lambda word: word.lower() in _FUNCTION_WORDS, match.group().split())
    name = " ".join(name)
    return name if _is_name(name, speaker, written) else ""


def _is_name(name, speaker, written):
    """Whether what begins a name has its capital for that, not as the first word of a sentence."""
    first, _, rest = name.partition(" ")
    lone = not rest or rest.startswith("of ")  # "Critics", "Critics of Trump"
    if written is None or not lone or first.isupper() or not speaker.startswith(first):
        return True
    return first in written


def _fullest(name, ending):
    # Whole words: "JoAnn Lee" does not end in "Ann Lee".
    same = {n for n in ending[name.split()[-1]] if f" {n}".endswith(f" {name}")}
    longest = max(same, key=len)
    return longest if all(f" {longest}".endswith(f" {n}") for n in same) else name
