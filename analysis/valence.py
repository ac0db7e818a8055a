"""VADER on many sentences at once: the same rules and numbers as `analysis.vader.score`.

Few words are in VADER's lexicon. Only these are scored, each by the library's own function on the
words around it, and once for each distinct window.
"""

import numpy as np

from analysis import vader

_BEFORE, _AFTER = 3, 2
_MEMO = 300_000
# Words that change a valence only beside one of the rarer words of their idiom or rule.
_IDIOM = frozenset("the to for of at or enough".split())
_RARE = frozenset("shit bomb die kiss death kind sort just least never no".split())


class Tokens:
    """How VADER reads each chunk: arrays by chunk code.

    ``scored`` (in the lexicon and no intensifier), ``upper`` (all capitals), ``but``, and
    ``active``: an id, 0 for a word that changes no valence.
    """

    def __init__(self):
        self.scored = np.empty(0, dtype=bool)
        self.upper = np.empty(0, dtype=bool)
        self.but = np.empty(0, dtype=bool)
        self.active = np.empty(0, dtype="int64")
        # By id: the token, the id of its lower case, and whether it is of an idiom, or rare.
        self.words = ["-"]
        self._ids = {"-": 0}
        self._lower, self._idiom, self._rare = [0], [False], [False]
        self._memo = {}

    def extend(self, chunks):
        """Learn new chunks, in the order of their codes."""
        lexicon, boosters = vader.analyzer().lexicon, vader.rules().BOOSTER_DICT
        tokens = [vader.token(chunk) for chunk in chunks]
        lower = [token.lower() for token in tokens]
        scored = [word in lexicon and word not in boosters for word in lower]
        self.scored = np.concatenate([self.scored, np.array(scored, dtype=bool)])
        upper = [token.isupper() for token in tokens]
        self.upper = np.concatenate([self.upper, np.array(upper, dtype=bool)])
        self.but = np.concatenate([self.but, np.array([w == "but" for w in lower], dtype=bool)])
        active = [self._id(*pair) for pair in zip(tokens, lower, strict=True)]
        self.active = np.concatenate([self.active, np.array(active, dtype="int64")])

    def _id(self, token, lower):
        if not _is_active(lower):
            return 0
        form = token if token.isupper() else lower
        if form not in self._ids:
            # The lower case comes first, so that its id is there to be named.
            small = self._ids[lower] if lower in self._ids else self._new(lower)
            if form != lower:
                self._new(form, small)
        return self._ids[form]

    def _new(self, form, small=None):
        number = self._ids[form] = len(self.words)
        self.words.append(form)
        self._lower.append(number if small is None else small)
        self._idiom.append(form.lower() in _IDIOM)
        self._rare.append(form.lower() in _RARE)
        return number

    def score(self, codes, starts, emphasis):
        """Compound scores of sentences, and the words that made them.

        Parameters
        ----------
        codes : int array
            Chunk codes of all sentences, one after another.
        starts : int array
            Where each sentence begins in ``codes``; none is empty.
        emphasis : list of str or None
            For each sentence its "!" and "?"; None where it has none.

        Returns
        -------
        compound : float array, one a sentence
        places : int array
            Positions in ``codes`` of the words with a valence.
        valences : list of float
        """
        ends = np.append(starts[1:], len(codes))
        capitals = np.add.reduceat(self.upper[codes], starts, dtype="int64")
        differs = (capitals > 0) & (capitals < ends - starts)
        places = np.flatnonzero(self.scored[codes])
        sentence = np.searchsorted(starts, places, side="right") - 1
        windows = self._windows(codes, places, starts[sentence], ends[sentence], differs[sentence])
        valences = [self._memo.get(window) for window in windows]
        for index, valence in enumerate(valences):
            if valence is None:
                valences[index] = self._valence(windows[index])
        buts = np.flatnonzero(self.but[codes])
        first_but = dict(
            zip(
                (np.searchsorted(starts, buts[::-1], "right") - 1).tolist(),
                buts[::-1].tolist(),
                strict=True,
            )
        )
        compound = np.zeros(len(starts))
        edges = np.flatnonzero(np.diff(sentence, prepend=-1, append=len(starts))).tolist()
        positions, owners = places.tolist(), sentence.tolist()
        for low, high in zip(edges, edges[1:], strict=False):
            number = owners[low]
            if number in first_but:
                scored = [
                    (p, v)
                    for p, v in zip(positions[low:high], valences[low:high], strict=True)
                    if v
                ]
                changed = dict(vader.but_rule(scored, first_but[number]))
                valences[low:high] = [changed.get(p, 0) for p in positions[low:high]]
            compound[number] = vader.compound(valences[low:high], emphasis[number] or "")
        return compound, places, valences

    def _windows(self, codes, places, starts, ends, differs):
        """For each place the ids around it, −1 outside the sentence, and whether case differs."""
        around = places[:, None] + np.arange(-_BEFORE, _AFTER + 1)
        inside = (around >= starts[:, None]) & (around < ends[:, None])
        ids = self.active[codes[np.where(inside, around, places[:, None])]]
        rare = np.array(self._rare)[ids] & inside
        ids = np.where(np.array(self._idiom)[ids] & ~rare.any(axis=1)[:, None], 0, ids)
        ids = np.where(differs[:, None], ids, np.array(self._lower)[ids])
        ids = np.where(inside, ids, -1)
        return list(zip(*ids.T.tolist(), differs.tolist(), strict=True))

    def _valence(self, window):
        *ids, differs = window
        if len(self._memo) > _MEMO:
            self._memo.clear()
        before = [self.words[number] for number in ids[:_BEFORE] if number >= 0]
        others = [self.words[number] for number in ids[_BEFORE:] if number >= 0]
        valence = vader.window_valence((*before, *others), len(before), differs)
        self._memo[window] = valence
        return valence


def _is_active(lower):
    rules = vader.rules()
    return (
        lower in vader.analyzer().lexicon
        or lower in rules.BOOSTER_DICT
        or lower in rules.NEGATE
        or "n't" in lower
        or lower in _IDIOM
        or lower in _RARE
        or lower in _OF_IDIOMS
        or lower == "this"  # before a word it strengthens it, with or without "never"
    )


# Every word of the library's idioms and of its two-word intensifiers.
_OF_IDIOMS = frozenset(
    word
    for phrase in [*vader.rules().SPECIAL_CASES, *vader.rules().BOOSTER_DICT]
    if " " in phrase
    for word in phrase.split()
)
