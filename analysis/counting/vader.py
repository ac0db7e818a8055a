"""VADER's own rules for one word or sentence, in time linear in its length.

Hutto, C. J. and Gilbert, E. (2014), VADER: a parsimonious rule-based model for sentiment analysis
of social media text, ICWSM. The scores equal `vaderSentiment.polarity_scores`. The library takes
time quadratic in the length, because each of its rules reads the whole text; but a word's valence
depends only on the three words before it and the two after it.
"""

import functools
import heapq
from types import SimpleNamespace


@functools.cache
def analyzer():
    """The library's analyzer, made once."""
    return rules().SentimentIntensityAnalyzer()


@functools.cache
def rules():
    """The library's module, for its constants."""
    from vaderSentiment import vaderSentiment

    return vaderSentiment


def has_emoji(text):
    """Whether a text holds an emoji that the library replaces by words."""
    return not text.isascii() and not analyzer().emojis.keys().isdisjoint(text)


def token(chunk):
    """A chunk between white space as VADER reads it, without punctuation at its ends."""
    return rules().SentiText._strip_punc_if_word(chunk)


def window_valence(window, index, differs):
    """The library's valence of one word among the three before and the two after it."""
    word = window[index].lower()
    if word == "kind" and index + 1 < len(window) and window[index + 1].lower() == "of":
        return 0
    text = SimpleNamespace(words_and_emoticons=window, is_cap_diff=differs)
    return analyzer().sentiment_valence(0, text, window[index], index, [])[0]


def compound(values, text):
    """The library's compound score of a sentence from the valences of its words."""
    total = float(sum(values))
    if not total:
        return 0.0
    emphasis = analyzer()._punctuation_emphasis(text)
    return round(rules().normalize(total + emphasis if total > 0 else total - emphasis), 4)


def but_rule(scored, but):
    """Halve the valences before the first "but", raise those after it by half.

    The library finds each value by its first equal in the list, so of two equal valences the first
    is changed twice. That is kept: a heap of places for each value finds the same place without
    reading the list again.
    """
    current = [valence for _, valence in scored]
    places = {}
    for place, valence in enumerate(current):
        places.setdefault(valence, []).append(place)
    for turn in range(len(current)):
        queue = places[current[turn]]
        while current[queue[0]] != current[turn]:
            heapq.heappop(queue)
        place = heapq.heappop(queue)
        current[place] *= 0.5 if scored[place][0] < but else 1.5
        heapq.heappush(places.setdefault(current[place], []), place)
    return [(index, valence) for (index, _), valence in zip(scored, current, strict=True)]


def speak_emoji(sentence):
    """The sentence with each emoji as its description, and for each character its old offset."""
    emoji, pieces, origin, after_space = analyzer().emojis, [], [], True
    for offset, character in enumerate(sentence):
        piece = character
        if description := emoji.get(character):
            piece = description if after_space else " " + description
        pieces.append(piece)
        origin += [offset] * len(piece)
        after_space = False if description else character == " "
    return "".join(pieces), origin
