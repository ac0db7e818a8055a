"""VADER's own rules applied to many sentences at once, in time linear in their length.

Hutto, C. J. and Gilbert, E. (2014), VADER: a parsimonious rule-based model for sentiment analysis
of social media text, ICWSM. The scores equal those of `vaderSentiment.polarity_scores`, in which
each rule reads the whole text. A word's valence depends only on the three words before it and the
two after it. The library's own function therefore scores each word once per distinct window. Words
that the rules treat alike share an id, which keeps the number of distinct windows small.
"""

import functools
import heapq
import re
from types import SimpleNamespace

import numpy as np
from vaderSentiment import vaderSentiment as rules

_BEFORE, _AFTER = 3, 2
_MEMO = 300_000  # windows whose valence is kept
_SHIFTS = 10 * np.arange(_BEFORE + 1 + _AFTER) + 1  # of the ids in the number of a window
_CHUNK = re.compile(r"\S+")
# Words that change a valence only beside one of the rarer words of their idiom or rule.
_IDIOM = frozenset("the to for of at or enough".split())
_RARE = frozenset("shit bomb die kiss death kind sort just least never no".split())
# Words that the library's rules name, so that they need their own ids; all that may be beside.
_PHRASES = [*rules.SPECIAL_CASES, *(words for words in rules.BOOSTER_DICT if " " in words)]
_NAMED = _IDIOM.union(_RARE, "so this without doubt nor very".split(), *map(str.split, _PHRASES))
_BESIDE = _NAMED.union(rules.BOOSTER_DICT, rules.NEGATE)
analyzer = functools.cache(rules.SentimentIntensityAnalyzer)  # the library's, made once
# A chunk between white space as VADER reads it, without punctuation at its ends.
token = rules.SentiText._strip_punc_if_word


class Tokens:
    """How VADER reads each chunk, and the scores of sentences made of them.

    By chunk code: ``centre`` (an id if the word is scored, else 0), ``beside`` (an id if it may
    change the valence of another, else 0), ``upper`` (all capitals), ``but``, ``lead`` (characters
    before the word), ``exclaims`` and ``asks`` (numbers of marks) and ``emoji``.
    """

    def __init__(self):
        self.facts = np.empty((8, 0), dtype="int64")
        # By id one of those alike, and next to it one in capitals; 0 changes nothing.
        self.words, self._ids = ["", ""], {}

    def extend(self, chunks):
        """Add new chunks, in the order of their codes."""
        facts, scored = [], analyzer().lexicon
        for chunk in chunks:
            plain = chunk.isalpha() and chunk.isascii()
            bare = chunk if plain else token(chunk)
            word, upper = bare.lower(), bare.isupper()
            matters = word in scored or word in _BESIDE or "n't" in word
            ids = self._both(word, upper) if matters else (0, 0)
            signs = 0, 0, 0, False
            if not plain:
                signs = chunk.index(bare), chunk.count("!"), chunk.count("?"), has_emoji(chunk)
            facts.append((*ids, upper, word == "but", *signs))
        self.facts = np.hstack([self.facts, np.array(facts, dtype="int64").reshape(-1, 8).T])
        self.centre, self.beside, self.upper, self.but, *marks = self.facts
        self.lead, self.exclaims, self.asks, self.emoji = marks

    def _both(self, word, upper):
        """The ids of a word that is scored, and beside a word that is."""
        named, booster = word in _NAMED, word in rules.BOOSTER_DICT
        negates, scored = word in rules.NEGATE or "n't" in word, word in analyzer().lexicon
        own = named or booster or scored and negates
        beside = self._id(word if own else (scored, negates), word, upper and booster)
        if not scored or booster:
            return 0, beside
        return self._id(word if named else analyzer().lexicon[word], word, upper), beside

    def _id(self, like, word, upper):
        if like not in self._ids:
            self._ids[like] = len(self.words)
            self.words += [word, word]
        if upper:  # a smiley has no capitals
            self.words[self._ids[like] + 1] = word.upper()
        return self._ids[like] + upper

    def score(self, codes, starts):
        """Compound scores of sentences that begin at ``starts``; places and valences of words."""
        ends, upper = np.append(starts[1:], len(codes)), self.upper[codes]
        differs = np.maximum.reduceat(upper, starts) > np.minimum.reduceat(upper, starts)
        places = np.flatnonzero(self.centre[codes])
        sentence = np.searchsorted(starts, places, side="right") - 1
        windows = self._windows(codes, places, starts[sentence], ends[sentence], differs[sentence])
        distinct, which = np.unique(windows, return_inverse=True)
        valences = np.array(self._valences(distinct), dtype="float64")[which]
        buts = np.flatnonzero(self.but[codes])[::-1]
        of_buts = np.searchsorted(starts, buts, "right") - 1
        for number, but in dict(zip(of_buts.tolist(), buts.tolist(), strict=True)).items():
            of = slice(*np.searchsorted(sentence, [number, number + 1]))
            valences[of] = but_rule(places[of].tolist(), valences[of].tolist(), but)
        # `bincount` adds in order, as the library does.
        sums = np.bincount(sentence, valences, len(starts))
        distinct, which = np.unique(sums, return_inverse=True)
        compound = np.array([compound_of([value], "") for value in distinct.tolist()])[which]
        marks = np.add.reduceat(np.stack([self.exclaims, self.asks])[:, codes], starts, axis=1)
        for number in np.flatnonzero(marks.any(axis=0) & (sums != 0)).tolist():
            exclaims, asks = marks[:, number].tolist()
            compound[number] = compound_of([sums[number]], "!" * exclaims + "?" * asks)
        return compound, places, valences

    def _windows(self, codes, places, starts, ends, differs):
        """For each place one number that encodes the ids around it and whether case differs."""
        around = places[:, None] + np.arange(-_BEFORE, _AFTER + 1)
        inside = (around >= starts[:, None]) & (around < ends[:, None])
        near = codes[np.where(inside, around, places[:, None])]
        ids = self.beside[near]
        ids[:, _BEFORE] = self.centre[near[:, _BEFORE]]
        names = [word.lower() for word in self.words]
        idiom, rare = (np.array([n in part for n in names])[ids] for part in (_IDIOM, _RARE))
        ids = np.where(idiom & ~(rare & inside).any(axis=1)[:, None], 0, ids)
        ids -= np.where(differs[:, None], 0, ids % 2)
        return (np.where(inside, ids + 1, 0) << _SHIFTS).sum(axis=1) + differs

    def _valences(self, windows):
        """The valence of the word in the middle of each window."""
        ids = (windows[:, None] >> _SHIFTS) % (1 << 10)
        words = [tuple(self.words[one - 1] for one in of if one) for of in ids.tolist()]
        places = np.count_nonzero(ids[:, :_BEFORE], axis=1).tolist()
        return list(map(valence_of, words, places, (windows % 2 > 0).tolist()))


@functools.lru_cache(_MEMO)
def valence_of(words, place, differs):
    """The library's valence of the word at a place; whether case ``differs`` in its sentence."""
    if [word.lower() for word in words[place : place + 2]] == ["kind", "of"]:
        return 0
    text = SimpleNamespace(words_and_emoticons=words, is_cap_diff=differs)
    return analyzer().sentiment_valence(0, text, words[place], place, [])[0]


def score(sentence):
    """Compound score, −1 to 1; (start, end, valence) of scored words, before rules for ! and ?."""
    if not sentence.strip():
        return 0.0, []
    spoken, origin = speak_emoji(sentence)
    matches, tokens, words = [*_CHUNK.finditer(spoken)], Tokens(), []
    tokens.extend([match.group() for match in matches])
    [compound], *scored = tokens.score(np.arange(len(matches)), np.array([0]))
    for chunk, valence in zip(*(column.tolist() for column in scored), strict=True):
        if valence:
            low = matches[chunk].start() + tokens.lead[chunk]
            high = low + len(token(matches[chunk].group()))
            words.append((origin[low], origin[high - 1] + 1, valence))
    return float(compound), words


def has_emoji(text):
    """Whether a text contains an emoji that the library replaces with words."""
    return not text.isascii() and not analyzer().emojis.keys().isdisjoint(text)


def compound_of(values, text):
    """The library's compound score of a sentence, from the valences of its words."""
    if not (total := float(sum(values))):
        return 0.0
    emphasis = analyzer()._punctuation_emphasis(text) if "!" in text or "?" in text else 0
    return round(rules.normalize(total + emphasis if total > 0 else total - emphasis), 4)


def but_rule(places, valences, but):
    """Halve the valences before the first "but" and increase those after it by half."""
    # The library finds each value by its first equal in the list, so of two equal valences the
    # first is changed twice. A heap of numbers for each value finds that one without a search.
    current, numbers = list(valences), {}
    for number, valence in enumerate(current):
        numbers.setdefault(valence, []).append(number)
    for turn in range(len(current)):
        number = heapq.heappop(numbers[current[turn]])
        current[number] *= 0.5 if places[number] < but else 1.5
        heapq.heappush(numbers.setdefault(current[number], []), number)
    return current


def speak_emoji(sentence):
    """The sentence with each emoji replaced by its description; each character's old offset."""
    if not has_emoji(sentence):
        return sentence, range(len(sentence))
    emoji, pieces, origin = analyzer().emojis, [" "], []
    for offset, character in enumerate(sentence):
        apart = character in emoji and pieces[-1] != " "
        pieces.append(" " * apart + emoji.get(character, character))
        origin += [offset] * len(pieces[-1])
    return "".join(pieces[1:]), origin
