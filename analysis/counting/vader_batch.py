"""VADER on many sentences at once: the library's scores, and each word's valence.

Few words are in VADER's lexicon. Only these are scored, by the library's own function on the words
around them, and once for each distinct window. Words that the library's rules treat alike share an
id, so that few windows are distinct: scored words by their valence, neighbours by their part in
the rules.
"""

import functools
import re

import numpy as np

from . import vader

_BEFORE, _AFTER = 3, 2
_SHIFTS = 10 * np.arange(_BEFORE + 1 + _AFTER) + 1  # of the ids in the number of a window
_MEMO = 300_000
_CHUNK = re.compile(r"\S+")
# Words that change a valence only beside one of the rarer words of their idiom or rule.
_IDIOM = frozenset("the to for of at or enough".split())
_RARE = frozenset("shit bomb die kiss death kind sort just least never no".split())
# Words that the library's rules name, besides its lists.
_NAMED = _IDIOM | _RARE | frozenset("so this without doubt nor very".split())


class Tokens:
    """How VADER reads each chunk, and the scores of sentences made of them.

    By chunk code: ``centre`` (an id if the word is scored, else 0), ``beside`` (an id if it may
    change the valence of another, else 0), ``upper`` (all capitals) and ``but``.
    """

    def __init__(self):
        self.centre, self.beside, self.upper, self.but = np.empty((4, 0), dtype="int64")
        self.words, self._ids = [""], {}  # by id, the first of those alike; 0 changes nothing
        self._lower = [0]  # of each id that of its lower case
        self._valence = functools.lru_cache(_MEMO)(self._valence_of)

    def extend(self, chunks):
        """Add new chunks, in the order of their codes."""
        (_, matters), facts = _special(), []
        for chunk in chunks:
            token = chunk if chunk.isalpha() else vader.token(chunk)
            word, upper = token.lower(), token.isupper()
            both = self._both(word, upper) if word in matters or "n't" in word else (0, 0)
            facts.append((*both, upper, word == "but"))
        old = self.centre, self.beside, self.upper, self.but
        new = np.array(facts, dtype="int64").reshape(-1, 4).T
        self.centre, self.beside, self.upper, self.but = np.hstack([old, new])

    def _both(self, word, upper):
        """The ids of a word that is scored, and beside a word that is."""
        rules, named = vader.rules(), word in _special()[0]
        valence, booster = vader.analyzer().lexicon.get(word), word in rules.BOOSTER_DICT
        scored, negates = valence is not None, word in rules.NEGATE or "n't" in word
        own = named or booster or scored and negates
        beside = self._id(word if own else (scored, negates), word, upper and booster)
        if not scored or booster:
            return 0, beside
        return self._id(word if named else valence, word, upper), beside

    def _id(self, like, word, upper):
        for capital in (False, True)[: 1 + upper]:
            if (like, capital) not in self._ids:
                self._ids[like, capital] = len(self.words)
                self.words.append(word.upper() if capital else word)
                self._lower.append(self._ids[like, False])
        return self._ids[like, upper]

    def score(self, codes, starts, texts):
        """Compound scores of sentences, and the places in ``codes`` and valences of their words.

        ``starts`` are where each sentence begins in the chunk codes (none is empty).
        """
        ends = np.append(starts[1:], len(codes))
        capitals = np.add.reduceat(self.upper[codes], starts, dtype="int64")
        differs = (capitals > 0) & (capitals < ends - starts)
        places = np.flatnonzero(self.centre[codes])
        sentence = np.searchsorted(starts, places, side="right") - 1
        windows = self._windows(codes, places, starts[sentence], ends[sentence], differs[sentence])
        distinct, which = np.unique(windows, return_inverse=True)
        valences = np.array([self._valence(window) for window in distinct.tolist()])
        valences = valences[which].tolist()
        buts = np.flatnonzero(self.but[codes])[::-1]
        of_buts = np.searchsorted(starts, buts, "right") - 1
        first_but = dict(zip(of_buts.tolist(), buts.tolist(), strict=True))
        compound = np.zeros(len(starts))
        edges = np.flatnonzero(np.diff(sentence, prepend=-1, append=len(starts))).tolist()
        positions, owners = places.tolist(), sentence.tolist()
        for low, high in zip(edges, edges[1:], strict=False):
            number = owners[low]
            if number in first_but:
                pairs = zip(positions[low:high], valences[low:high], strict=True)
                scored = [(place, valence) for place, valence in pairs if valence]
                changed = dict(vader.but_rule(scored, first_but[number]))
                valences[low:high] = [changed.get(p, 0) for p in positions[low:high]]
            compound[number] = vader.compound(valences[low:high], texts[number])
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
        ids = np.where(differs[:, None], ids, np.array(self._lower)[ids])
        return (np.where(inside, ids + 1, 0) << _SHIFTS).sum(axis=1) + differs

    def _valence_of(self, window):
        ids = (window >> _SHIFTS) % (1 << 10)
        words = tuple(self.words[number - 1] for number in ids if number)
        return vader.window_valence(words, np.count_nonzero(ids[:_BEFORE]), bool(window % 2))


@functools.cache
def _special():
    """Words that a rule of the library names, so that they need their own ids; all that matter."""
    rules = vader.rules()
    phrases = [*rules.SPECIAL_CASES, *(words for words in rules.BOOSTER_DICT if " " in words)]
    named = _NAMED | {word for phrase in phrases for word in phrase.split()}
    return named, named.union(vader.analyzer().lexicon, rules.BOOSTER_DICT, rules.NEGATE)


def score(sentence, tokens=None):
    """Compound score of a sentence, −1 to 1, and (start, end, valence) of each word that has one.

    The valences are those before the emphasis of "!" and "?", which is the whole sentence's.
    ``tokens`` remember what was found for other sentences.
    """
    spoken, origin = vader.speak_emoji(sentence)
    spans, words = [match.span() for match in _CHUNK.finditer(spoken)], []
    if not spans:
        return 0.0, []
    tokens = tokens or Tokens()
    codes = np.arange(len(spans)) + len(tokens.but)
    tokens.extend([spoken[start:end] for start, end in spans])
    [compound], *scored = tokens.score(codes, np.array([0]), [spoken])
    for place, valence in zip(*scored, strict=True):
        start, end = spans[place]
        token = vader.token(spoken[start:end])
        start += spoken[start:end].index(token)
        if valence:
            words.append((origin[start], origin[start + len(token) - 1] + 1, valence))
    return float(compound), words
