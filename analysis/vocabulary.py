"""What is known of each distinct chunk between white space, found once and kept as arrays."""

import numpy as np

from analysis.lexicon import fold
from analysis.measures import WORD_FACTS, discover
from analysis.text import words
from analysis.valence import Tokens

# Above this many distinct chunks a vocabulary is begun anew, so that memory stays bounded.
LARGEST = 500_000
_current = {}


class Vocabulary:
    """Codes for chunks, and for each code a row of facts.

    ``codes`` maps a chunk (straightened) to its code and grows as it is asked. Call ``update``
    before the arrays are read:

    - ``facts``: int64, (chunks, 1 + word facts); the first column counts words
    - ``hits``: int64, (chunks, lexicon columns); hits of terms that lie in this chunk alone
    - ``phrases``: bool; a term of several words may stand around this chunk
    - ``tokens``: how VADER reads each chunk, see `analysis.valence.Tokens`
    """

    @classmethod
    def of(cls, lexicon):
        """This process's vocabulary: begun anew for other terms or word facts, or when large."""
        discover()
        known = _current.get("vocabulary")
        asked = lexicon, tuple(WORD_FACTS.items())
        if known is None or (known.lexicon, known.word_facts) != asked or len(known) > LARGEST:
            known = _current["vocabulary"] = cls(lexicon)
        return known

    def __init__(self, lexicon):
        self.lexicon = lexicon
        self.word_facts = tuple(WORD_FACTS.items())
        self.codes = _Codes()
        self.columns = ("words", *(name for name, _ in self.word_facts))
        self.tokens = Tokens()
        self.facts = np.empty((0, len(self.columns)), dtype="int64")
        self.hits = np.empty((0, len(lexicon.columns)), dtype="int64")
        self.phrases = np.empty(0, dtype=bool)
        self.folded = []
        self._words = {}

    def __len__(self):
        return len(self.codes)

    def update(self):
        """Find the facts of chunks that have come since the last time."""
        new = self.codes.new
        facts, hits, phrases = [], [], []
        for chunk in new:
            # A chunk that is all letters is its own only word.
            found = [chunk] if chunk.isalpha() else [chunk[a:b] for a, b in words(chunk)]
            known = [self._word(word) for word in found]
            if len(known) == 1:
                word_facts, word_hits, phrase, folded = known[0]
                self.folded.append((folded,))
            else:
                word_facts = [sum(fact[n] for fact, *_ in known) for n in range(len(self.columns))]
                self.folded.append(tuple(folded for *_, folded in known))
                word_hits = self.lexicon.count(self.folded[-1])
                phrase = any(phrase for _, _, phrase, _ in known)
            facts.append(word_facts)
            hits.append(word_hits)
            phrases.append(phrase)
        if new:
            self.facts = np.concatenate([self.facts, np.array(facts, dtype="int64")])
            self.hits = np.concatenate([self.hits, np.array(hits, dtype="int64")])
            self.phrases = np.concatenate([self.phrases, np.array(phrases, dtype=bool)])
            self.tokens.extend(new)
            self.codes.new = []

    def _word(self, word):
        """Facts, hits, whether it may be of a phrase, and folded form of one word."""
        known = self._words.get(word)
        if known is None:
            folded = fold(word)
            facts = (1, *(int(fact(word)) for _, fact in self.word_facts))
            known = (facts, self.lexicon.count((folded,)), self.lexicon.in_phrase(folded), folded)
            self._words[word] = known
        return known


class _Codes(dict):
    def __init__(self):
        super().__init__()
        self.new = []

    def __missing__(self, chunk):
        code = self[chunk] = len(self)
        self.new.append(chunk)
        return code
