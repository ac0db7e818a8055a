"""What is known of each distinct chunk between white space, computed once and kept as arrays."""

from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from analysis.lexicon import normalise
from analysis.measures import word_facts
from analysis.text import words
from analysis.text.attribution import token_rows

from .capitals import Capitals
from .vader_batch import Tokens

LARGEST = 500_000  # distinct chunks and words of a vocabulary, so that memory stays bounded
_kept = []  # the vocabulary of the last count, for the next one


def borrow(lexicon):
    """The vocabulary of the last count, or a new one if it was for other terms or word facts."""
    # Taken out until given back, so that an interrupted count leaves nothing half done.
    last = _kept.pop() if _kept else None
    wanted = lexicon, tuple(word_facts().items())
    if last and (last.lexicon, last.word_facts) == wanted and last.has_room():
        return last
    return Vocabulary(lexicon)


def give_back(vocabulary):
    """Keep a vocabulary for the next count."""
    _kept[:] = [vocabulary]


class Vocabulary:
    """Codes for chunks, and for each code a row of facts.

    ``codes`` maps a chunk (straightened) to its code and grows as it is asked. Call ``update``
    before the arrays are read:

    - ``facts``: int64, (chunks, 1 + word facts); the first column counts words
    - ``hits``: int64, (chunks, lexicon columns); hits of terms that lie in this chunk alone
    - ``phrases``: bool, (chunks, 2); the chunk may hold the rarest word of a term of several
      words; a word beside it
    - ``tokens``: how VADER reads each chunk (`analysis.counting.vader_batch.Tokens`)
    """

    def __init__(self, lexicon):
        self.lexicon = lexicon
        self.word_facts = tuple(word_facts().items())
        self.codes = Codes()
        self.columns = ("words", *(name for name, _ in self.word_facts))
        self.capitals = Capitals(self.codes)
        self.tokens = Tokens()
        self.facts = np.empty((0, len(self.columns)), dtype="int64")
        self.hits = np.empty((0, len(lexicon.columns)), dtype="int64")
        self.phrases = np.empty((0, 2), dtype=bool)
        self.normal = []
        self._rows, self._has_row = token_rows([""])[:0], np.empty(0, dtype=bool)
        self._lengths = np.empty(0, dtype="int64")
        # The same of each distinct word.
        self._words = Codes()
        self._facts, self._hits = self.facts, self.hits
        self._phrases = np.empty((0, 2), dtype="int64")
        self._normal, self._begins = [], []

    def has_room(self):
        """Whether it may still grow."""
        return len(self.codes) + len(self._words) <= LARGEST

    def encode(self, rows):
        """Codes of the chunks of some texts, and where each text begins in them."""
        chunks = pc.split_pattern(pa.array(rows, pa.large_string()), " ")
        encoded = chunks.flatten().dictionary_encode()
        codes = [self.codes[chunk] for chunk in encoded.dictionary.to_pylist()]
        starts = chunks.offsets.to_numpy()[:-1].astype("int64")
        return np.array(codes, dtype="int64")[encoded.indices.to_numpy()], starts

    def update(self):
        """Compute the facts of chunks that are new since the last time."""
        chunks, self.codes.new = self.codes.new, []
        if not chunks:
            return
        ids, edges = [], [0]
        for chunk in chunks:
            # A chunk that is all letters is its own only word.
            spans = [(0, None)] if chunk.isalpha() else words(chunk)
            ids += [self._words[chunk[start:end]] for start, end in spans]
            edges.append(len(ids))
        self._learn(self._words.new)
        self._words.new = []
        cut = csr_array(
            (np.ones(len(ids), dtype="int64"), ids, edges), (len(chunks), len(self._words))
        )
        self.facts = np.concatenate([self.facts, cut @ self._facts])
        of_chunk = [ids[low:high] for low, high in zip(edges, edges[1:], strict=False)]
        self.normal += [tuple(self._normal[word] for word in of) for of in of_chunk]
        hits = cut @ self._hits
        for number in np.flatnonzero(np.diff(edges) > 1).tolist():
            if any(self._begins[word] for word in of_chunk[number]):
                hits[number] = self.lexicon.count(self.normal[len(self.phrases) + number])
        self.hits = np.concatenate([self.hits, hits])
        self.phrases = np.concatenate([self.phrases, cut @ self._phrases > 0])
        self.tokens.extend(chunks)

    def network(self, codes):
        """What the network that attributes words knows of each chunk; of new ones only of these."""
        more = len(self.codes) - len(self._rows)
        self._rows = np.pad(self._rows, ((0, more), (0, 0)))
        self._has_row = np.pad(self._has_row, (0, more))
        new = np.bincount(codes, minlength=len(self.codes)).astype(bool) & ~self._has_row
        if new.any():
            chunks = list(self.codes)
            self._rows[new] = token_rows([chunks[code] for code in np.flatnonzero(new)])
            self._has_row |= new
        return self._rows

    def lengths(self):
        """Characters of each chunk."""
        new = islice(self.codes, len(self._lengths), None)
        self._lengths = np.append(self._lengths, np.fromiter(map(len, new), "int64"))
        return self._lengths

    def _learn(self, new):
        facts = [np.ones(len(new), dtype="int64")]
        facts += [np.fromiter(map(fact, new), "int64", len(new)) for _, fact in self.word_facts]
        self._facts = np.concatenate([self._facts, np.stack(facts, axis=1)])
        normal = [normalise(word) for word in new]
        begins = [self.lexicon.may_begin(word) for word in normal]
        hits = np.zeros((len(new), len(self.lexicon.columns)), dtype="int64")
        for number in np.flatnonzero(begins).tolist():
            hits[number] = self.lexicon.count((normal[number],))
        self._hits = np.concatenate([self._hits, hits])
        phrases = np.array([self.lexicon.in_phrase(word) for word in normal], dtype="int64")
        self._phrases = np.concatenate([self._phrases, phrases.reshape(-1, 2)])
        self._normal += normal
        self._begins += begins


class Codes(dict):
    """A number for each string asked for, in order; ``new`` are those not yet looked at."""

    def __init__(self):
        super().__init__()
        self.new = []

    def __missing__(self, chunk):
        code = self[chunk] = len(self)
        self.new.append(chunk)
        return code
