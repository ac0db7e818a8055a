"""Link the short names of speakers to the full names in an article."""

import re
from itertools import dropwhile
from pathlib import Path

from analysis._support import patterns

from .speaker import WORDS

PRONOUNS, _NO_NAME = (frozenset(WORDS[kind].split("|")) for kind in ("pronouns", "no_name"))
_IS = patterns(Path(__file__).with_name("data") / "named.yml", **WORDS)
_ENDS = '.!?:…"“”'  # of a sentence
_STOPS = (".", "!", "?", '"', "”", "’", "'")  # of a line of prose
_LONGEST = 200  # characters of a speaker; longer words are no name
_MOST = 300  # speakers of an article that are looked up in its text


def people(speakers, text=None):
    """For each speaker, the fullest name of that person; "" if the speaker is not named.

    A name that two people could have is left unchanged. If the article's text is given, a single
    word is a name only if the text has it capitalised inside a sentence and never in lower case. A
    family name is expanded to the full name in the text, even if no speaker is named in full.

    >>> people(["Rep. Steve Cohen", "Cohen", "he", "Ray"], "Today Cohen met a foe, Bo Ray.")
    {'Rep. Steve Cohen': 'Steve Cohen', 'Cohen': 'Steve Cohen', 'he': '', 'Ray': 'Bo Ray'}
    """
    # A heading may have a capital on each word.
    prose = "\n".join(x for x in (text or "").split("\n") if x.endswith(_STOPS)) or text or ""
    asked = {*sorted(speakers)[:_MOST]}
    names = {speaker: _name(speaker, prose if speaker in asked else "") for speaker in speakers}
    fullest = _fullest(set(filter(None, names.values())))
    for name in sorted(name for name, longest in fullest.items() if name == longest)[:_MOST]:
        fullest[name] = _in_full(name, prose)
    full = {n: name if name and not _shared(n, name, prose) else n for n, name in fullest.items()}
    return {speaker: name and full[name] for speaker, name in names.items()}


def _name(speaker, prose):
    """The name in a speaker's words, without titles; "" for a pronoun or a description."""
    if len(speaker) > _LONGEST:
        return ""
    words = _IS.brackets.sub("", speaker).rstrip(' !?…,;:)”"')
    words = _IS.title.sub("", words).removesuffix("’s").removesuffix("'s")
    # "officials in Jerusalem", "aides like Ann Lee": the name is not the speaker's.
    words = _IS.others.split(words)[0]
    # "Ann Lee, the mayor of Oslo": the name, where one stands before an apposition.
    match = _IS.name.search(words.partition(",")[0]) or _IS.name.search(words)
    if not match or words.lower() in PRONOUNS:
        return ""
    name = " ".join(dropwhile(lambda word: word.lower() in _NO_NAME, match.group().split()))
    return name if _is_name(name, speaker, prose) else ""


def _is_name(name, speaker, prose):
    """Whether what begins a name has its capital for that, not as the first word of a sentence."""
    first, _, rest = name.partition(" ")
    lone = not rest or rest.startswith("of ")  # "Critics", "Critics of Trump"
    if not prose or not first or not lone or first.isupper() or not speaker.startswith(first):
        return True
    before = [prose[max(at - 30, 0) : at] for at in _places(f" {first}", prose)]
    is_name = any(map(_IS.name_or_title.search, before))
    # "…," Lee said: the comma tells that it is inside.
    inside = any(words and words.rstrip("”’\"'")[-1:] not in _ENDS for words in before)
    return is_name or inside and next(_places(first.lower(), prose), None) is None


def _in_full(name, prose):
    """A family name with the given names that it is introduced by; else the name alone."""
    place = None if " " in name else next(_places(f" {name}", prose), None)
    is_led = place is not None and prose[prose.rfind(" ", 0, place) + 1].isupper()
    if not (found := is_led and _IS.given.search(prose, max(place - 60, 0), place + 1)):
        return name
    given = found[1]
    follows = re.compile(rf"(?: [A-Z]\.)? {re.escape(name)}\b")
    is_whole = all(follows.match(prose, at + len(given)) for at in _places(given, prose))
    return f"{given} {name}" if is_whole else name


def _shared(name, full, prose):
    """Whether a family name also follows another given name than that of the full name."""
    for at in _places(f" {name}", prose) if name != full and " " not in name else ():
        begins = prose.rfind(" ", 0, at) + 1
        given, before = prose[begins:at], prose[:begins].rstrip()[-1:]
        is_name = _IS.one_given.fullmatch(given) and given[:3] not in [x[:3] for x in full.split()]
        if is_name and before and before not in _ENDS:
            return True
    return False


def _places(word, text):
    """Where a whole word, or a space and a word, occurs in a text."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        before = text[at - 1 : at] if word[0] != " " else ""
        if not before.isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(word, end)


def _fullest(names):
    """For each end of a name the one longest name that has it, or "" where they end otherwise."""
    fullest = {}
    for name in sorted(names, key=len, reverse=True):
        words = name.split()
        for n in range(len(words)):
            longest = fullest.setdefault(" ".join(words[n:]), name)
            # Whole words: "JoAnn Lee" does not end in "Ann Lee".
            if not f" {longest}".endswith(f" {name}"):
                fullest[" ".join(words[n:])] = ""
    return fullest
