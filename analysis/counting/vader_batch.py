"""VADER on many sentences at once: the same rules and numbers as `analysis.counting.vader.score`.

Few words are in VADER's lexicon. Only these are scored, by the library's own function on the words
around them, and once for each distinct window. Words that the library's rules treat alike share an
id, so that few windows are distinct: scored words by their valence, neighbours by their part in
the rules.
"""

import functools

import numpy as np

from . import vader

_BEFORE, _AFTER = 3, 2
_SHIFTS = 10 * np.arange(_BEFORE + 1 + _AFTER) + 1  # of the ids in the number of a window
_MEMO = 300_000
_PLAIN = "-"  # any neighbour that changes nothing
# Words that the library's rules name, besides its lists.
_NAMED = frozenset("never so this without doubt no or nor least at very kind of".split())
# Words that change a valence only beside one of the rarer words of their idiom or rule.
_IDIOM = frozenset("the to for of at or enough".split())
_RARE = frozenset("shit bomb die kiss death kind sort just least never no".split())


class Tokens:
    """How VADER reads each chunk: arrays by chunk code.

    ``centre`` (an id if the word is scored, else 0), ``beside`` (an id if it may change the
    valence of another, else 0), ``upper`` (all capitals) and ``but``.
    """

    def __init__(self):
        self.centre, self.beside = np.empty((2, 0), dtype="int64")
        self.upper, self.but = np.empty((2, 0), dtype=bool)
        self.words = [_PLAIN]  # by id
        self._ids, self._lower = {_PLAIN: 0}, [0]  # ids by word; of each id that of its lower case
        self._valence = functools.lru_cache(_MEMO)(self._valence_of)

    def extend(self, chunks):
        """Add new chunks, in the order of their codes."""
        tokens = [chunk if chunk.isalpha() else vader.token(chunk) for chunk in chunks]
        lower = [token.lower() for token in tokens]
        upper = [token.isupper() for token in tokens]
        self.upper = np.concatenate([self.upper, np.array(upper, dtype=bool)])
        self.but = np.concatenate([self.but, np.array([w == "but" for w in lower], dtype=bool)])
        matters = _matters()
        ids = [
            self._both(word, capital) if word in matters or "n't" in word else (0, 0)
            for word, capital in zip(lower, upper, strict=True)
        ]
        centre, beside = np.array(ids, dtype="int64").reshape(-1, 2).T
        self.centre = np.concatenate([self.centre, centre])
        self.beside = np.concatenate([self.beside, beside])

    def _both(self, word, capital):
        booster = word in vader.rules().BOOSTER_DICT
        scored = word in vader.analyzer().lexicon and not booster
        centre = self._id(_scored_like(word), capital) if scored else 0
        return centre, self._id(_beside_like(word), capital and booster)

    def _id(self, word, capital):
        for form in (word, word.upper()) if capital else (word,):
            if form not in self._ids:
                self._ids[form] = len(self.words)
                self.words.append(form)
                self._lower.append(self._ids[word])
        return self._ids[form]

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
def _named():
    """Every word that a rule of the library names: each needs an id of its own."""
    rules = vader.rules()
    phrases = [*rules.SPECIAL_CASES, *(words for words in rules.BOOSTER_DICT if " " in words)]
    return _NAMED | _IDIOM | _RARE | {word for phrase in phrases for word in phrase.split()}


@functools.cache
def _matters():
    rules = vader.rules()
    return frozenset({*vader.analyzer().lexicon, *rules.BOOSTER_DICT, *rules.NEGATE, *_named()})


@functools.cache
def _of_valence():
    """For each valence in the lexicon a word that has it and that no rule names."""
    rules = vader.rules()
    apart = {*rules.BOOSTER_DICT, *rules.NEGATE, *_named()}
    lexicon = vader.analyzer().lexicon.items()
    plain = [item for item in lexicon if item[0].isascii() and item[0].isalpha()]
    return {valence: word for word, valence in reversed(plain) if word not in apart}


# Words that the library's rules score, or let change their neighbours, as they do this one.
def _scored_like(word):
    if word in _named():
        return word
    return _of_valence().get(vader.analyzer().lexicon[word], word)


def _beside_like(word):
    rules, scored = vader.rules(), word in vader.analyzer().lexicon
    negates = word in rules.NEGATE or "n't" in word
    if word in _named() or word in rules.BOOSTER_DICT or negates and scored:
        return word
    if scored:
        # A word in the lexicon keeps words further away from changing the valence.
        return next(iter(_of_valence().values()))
    return "not" if negates else _PLAIN
