"""What is known of each distinct chunk between white space, found once and kept as arrays."""

import numpy as np
from scipy.sparse import csr_array

from analysis.lexicon import fold
from analysis.measures import WORD_FACTS
from analysis.text import words

from .vader_batch import Tokens

# Above this many distinct chunks a vocabulary is begun anew, so that memory stays bounded.
LARGEST = 500_000
_current = {}
# Stands among the chunks where a row begins; no text holds it.
ROW = "\x00"


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
        # The same of each distinct word.
        self._words = _Codes()
        self._facts, self._hits = self.facts, self.hits
        self._phrases = np.empty(0, dtype="int64")
        self._folded, self._begins = [], []

    def __len__(self):
        return len(self.codes)

    def update(self):
        """Find the facts of chunks that have come since the last time."""
        chunks, self.codes.new = self.codes.new, []
        if not chunks:
            return
        ids, edges = [], [0]
        for chunk in chunks:
            # A chunk that is all letters is its own only word.
            if chunk.isalpha():
                ids.append(self._words[chunk])
            else:
                ids += [self._words[chunk[a:b]] for a, b in words(chunk)]
            edges.append(len(ids))
        self._learn(self._words.new)
        self._words.new = []
        cut = csr_array(
            (np.ones(len(ids), dtype="int64"), ids, edges), (len(chunks), len(self._words))
        )
        self.facts = np.concatenate([self.facts, cut @ self._facts])
        of_chunk = [ids[low:high] for low, high in zip(edges, edges[1:], strict=False)]
        self.folded += [tuple(self._folded[word] for word in found) for found in of_chunk]
        hits = cut @ self._hits
        for number in np.flatnonzero(np.diff(edges) > 1).tolist():
            if any(self._begins[word] for word in of_chunk[number]):
                hits[number] = self.lexicon.count(self.folded[len(self.phrases) + number])
        self.hits = np.concatenate([self.hits, hits])
        self.phrases = np.concatenate([self.phrases, cut @ self._phrases > 0])
        self.tokens.extend(chunks)

    def _learn(self, new):
        """Find the facts of new words, a fact at a time."""
        facts = [np.ones(len(new), dtype="int64")]
        facts += [np.fromiter(map(fact, new), "int64", len(new)) for _, fact in self.word_facts]
        self._facts = np.concatenate([self._facts, np.stack(facts, axis=1)])
        folded = [fold(word) for word in new]
        self._folded += folded
        begins = [self.lexicon.may_begin(word) for word in folded]
        self._begins += begins
        hits = np.zeros((len(new), len(self.lexicon.columns)), dtype="int64")
        for number in np.flatnonzero(begins).tolist():
            hits[number] = self.lexicon.count((folded[number],))
        self._hits = np.concatenate([self._hits, hits])
        phrases = [self.lexicon.in_phrase(word) for word in folded]
        self._phrases = np.concatenate([self._phrases, np.array(phrases, dtype="int64")])


class _Codes(dict):
    def __init__(self):
        super().__init__()
        self.new = []

    def __missing__(self, chunk):
        code = self[chunk] = len(self)
        self.new.append(chunk)
        return code
