"""Dale and Chall's formula, with their own rules for the words that readers know.

The word list is that of 1948 as shipped with textstat, with the bracketed endings written out.
"""

import numpy as np

from analysis.text.syllables import easy_words, table

from .registry import HARDER, measure, per_word

_SIBILANT = ("s", "x", "z", "ch", "sh", "o")


@per_word
def unfamiliar_words(word):
    """Whether the word, taken out of context, is unfamiliar by Dale and Chall's (1948) rules.

    A word is familiar if it is on their list, or is one of these:

    - a name, or an adjective made from one (Iran, Iranian): any word with a capital;
    - a numeral (1948, 18th, 1.5bn);
    - a listed word with one regular ending: -s, -es, -ies, -'s; -ed, -d, -ied, -ing, with or
      without a doubled consonant; -n in participles (taken); -er, -est in adjectives; -ly;
    - a hyphenated word of which each part is familiar.

    Words with any other ending (burner, -y, -en, -ment, -tion), with two endings (clippings), with
    -ily (easily), irregular forms and contractions other than -'s are familiar only if listed. If
    CMUdict also has the form in -est, -er is an adjective's ending, and -en is not a participle's.

    >>> [unfamiliar_words(word) for word in ("bigger", "burner", "clippings", "Tehran", "war-torn")]
    [False, True, True, False, False]
    """
    parts = filter(None, word.split("-"))
    return not all(part[0].isupper() or part[0].isdigit() or listed(part.lower()) for part in parts)


@measure(unit="Dale–Chall raw score", cite="dale1948", bounds=(3.6365, np.inf), **HARDER)
def dale_chall(words, sentences, unfamiliar_words):
    """0.1579 × 100 × unfamiliar words ÷ words + 0.0496 × words per sentence + 3.6365.

    This is the raw score of 1948, to which the constant is always added. Scores up to 4.9 mean
    grade 4 or below, 5.0–5.9 grades 5–6, 6.0–6.9 grades 7–8, and so on; 9.0–9.9 is grades 13–15.

    >>> round(dale_chall(words=100, sentences=5, unfamiliar_words=10), 4)
    6.2075
    """
    return 0.1579 * 100 * unfamiliar_words / words + 0.0496 * words / sentences + 3.6365


def listed(word):
    """Whether a word in lower case is on the list, or a listed word with one regular ending."""
    # Words arrive without their full stop: "mr." is listed.
    forms = (form for base in (word, *_bases(word)) for form in (base, f"{base}."))
    return any(form in easy_words() for form in forms)


def _bases(word):
    """What the word would be without its regular ending, once for each ending it may have."""
    if word.endswith(("'s", "ly")):
        yield word[:-2]
    elif word.endswith(("ies", "ied")):
        yield word[:-3] + "y"
        yield word[:-1]  # ties, tied
    elif word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
        if word.endswith("es") and word[:-2].endswith(_SIBILANT):
            yield word[:-2]
    elif word.endswith(("ing", "est")):
        yield from _stems(word[:-3])
    elif word.endswith("ed") or word.endswith("er") and word[:-1] + "st" in table():
        yield from _stems(word[:-2])
    elif word.endswith("wn") or word.endswith("en") and word[:-2] + "est" not in table():
        yield word[:-1]  # taken, known; not widen, which has widest beside it


def _stems(stem):
    """A stem unchanged, with its mute e, with one consonant, with y for i."""
    yield stem
    yield stem + "e"
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i"):
        yield stem[:-1] + "y"
