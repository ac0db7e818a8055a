"""Facts of each distinct chunk between white space, computed once and kept as arrays."""

from collections import defaultdict, namedtuple
from itertools import count, filterfalse, islice, pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from analysis.lexicon import normalise
from analysis.measures import WORD_FACTS, facts_of
from analysis.text import straighten, words
from analysis.text.attribution import token_rows
from analysis.text.boundaries import form

from .vader import Tokens

LARGEST = 500_000  # distinct chunks and words of a vocabulary, so that memory stays bounded
_AFTER = ",.;:!?…)\"'"  # with any of these, or 's before them, a name is the same name
_AROUND = ".,;:!?\"'()[]…"
# Codes of chunks, and where they begin and end in the text.
Chunks = namedtuple("Chunks", "codes begins ends")
kept = []  # the vocabulary of the last batch, for the next one


def borrow(lexicon):
    """The vocabulary of the last batch, or a new one if the terms or word facts have changed."""
    # Taken out until given back, so that an interrupted count leaves nothing half done.
    last = kept.pop() if kept else None
    same = last and (last.lexicon, last.word_facts) == (lexicon, WORD_FACTS)
    return last if same and len(last.codes) + len(last.words) <= LARGEST else Vocabulary(lexicon)


class Vocabulary:
    """Codes for (straightened) chunks, assigned on demand, and after ``update`` facts by code.

    ``facts`` has a column for words and for each word fact, ``hits`` those of the lexicon, of terms
    in this chunk alone; ``roles`` has the words in each role (`Lexicon.roles`).
    """

    def __init__(self, lexicon):
        self.lexicon = lexicon
        self.word_facts = dict(WORD_FACTS)
        self.columns = ("words", *self.word_facts)
        # A new string gets the next number, without a reference cycle.
        self.codes = defaultdict(count().__next__)
        self.names = defaultdict(count().__next__)  # of chunks without what is in _AFTER
        self.name_of = np.empty(0, dtype="int64")  # its number, by code
        self._small = {}  # `_in_lower_case`, by code
        self.tokens = Tokens()
        self.normal, self._phrased = [], {}
        self._network = token_rows([""])[:0]
        # Chunks as written, and their codes, sizes and forms.
        self._written, self._forms = defaultdict(count().__next__), np.empty((6, 0), "int64")
        self.words, self._normal = defaultdict(count().__next__), []  # the same of each word
        sizes = len(self.columns), len(lexicon.columns), 3, len(self.columns) + 3
        facts = (np.empty((0, size), dtype="int64") for size in sizes)
        self.facts, self.hits, self.roles, self._of_words = facts

    def encode(self, texts):
        """`Chunks` of texts joined by blank lines, where texts begin in them, and their forms.

        Forms are the columns of `analysis.text.boundaries.form`.
        """
        chunks = pc.split_pattern(pa.array(texts, pa.large_string()), " ")
        first = chunks.offsets.to_numpy().astype("int64")
        encoded = chunks.flatten().dictionary_encode()
        codes = [self._written[chunk] for chunk in encoded.dictionary.to_pylist()]
        if new := [*islice(self._written, self._forms.shape[1], None)]:
            pairs = zip(straighten(" ".join(new)).split(" "), new, strict=True)
            added = [(self.codes[straight], len(chunk), *form(chunk)) for straight, chunk in pairs]
            self._forms = np.hstack([self._forms, np.array(added, dtype="int64").T])
        codes = np.array(codes, dtype="int64")[encoded.indices.to_numpy()]
        codes, sizes, *forms = (column[codes] for column in self._forms)
        ends = np.cumsum(sizes + 1) - 1 + np.repeat(np.arange(len(texts)), np.diff(first))
        return Chunks(codes, ends - sizes, ends), first, forms

    def cut(self, chunks, places):
        """Chunks, of which those are cut in two within which a place (in order) lies."""
        codes, begins, ends = chunks
        at = np.searchsorted(begins, places, side="right") - 1
        inside = (begins[at] < places) & (places < ends[at])
        at, places = at[inside], places[inside]
        changed = np.unique(np.add.outer(at + np.arange(len(at)), (0, 1)))
        codes, whole = np.insert(codes, at, codes[at]), np.insert(begins, at, begins[at])
        begins, ends = np.insert(begins, at + 1, places), np.insert(ends, at, places)
        known = list(self.codes)
        edges = zip(codes[changed], (begins - whole)[changed], (ends - whole)[changed], strict=True)
        codes[changed] = [self.codes[known[code][low:high]] for code, low, high in edges]
        return Chunks(codes, begins, ends)

    def update(self):
        """Compute the facts of chunks that are new since the last time."""
        chunks = [*islice(self.codes, len(self.normal), None)]
        joined = " ".join(chunks)
        spans = words(joined)
        ids = [self.words[joined[start:end]] for start, end in spans]
        limits = np.cumsum([0, *(len(chunk) + 1 for chunk in chunks)])
        edges = np.searchsorted([start for start, _ in spans], limits)
        new = [*islice(self.words, len(self._normal), None)]
        self._normal += map(normalise, new)
        roles = [self.lexicon.roles(word) for word in self._normal[len(self._of_words) :]]
        facts = np.ones(len(new), "int64"), *facts_of(new).values()
        added = np.stack([*facts, *np.array(roles, "int64").reshape(-1, 3).T], axis=1)
        self._of_words = np.append(self._of_words, added, 0)
        cut = csr_array((np.ones(len(ids), "int64"), ids, edges), (len(chunks), len(self.words)))
        facts, roles = np.split(cut @ self._of_words, [len(self.columns)], axis=1)
        normal = [self._normal[number] for number in ids]
        normal = [tuple(normal[low:high]) for low, high in pairwise(edges.tolist())]
        hits = np.zeros((len(chunks), len(self.lexicon.columns)), dtype="int64")
        for number in np.flatnonzero(roles[:, 0]).tolist():
            hits[number] = self.lexicon.count(normal[number])
        self.normal += normal
        self.facts, self.hits = np.append(self.facts, facts, 0), np.append(self.hits, hits, 0)
        self.roles = np.append(self.roles, roles, 0)
        self.tokens.extend(chunks)

    def phrased(self, first, second):
        """Which pairs of chunks may hold a phrase, or its rarest word and the one beside it."""
        pairs, which = np.unique(first << 32 | second, return_inverse=True)
        for pair in filterfalse(self._phrased.__contains__, pairs := pairs.tolist()):
            words = self.normal[pair >> 32] + self.normal[pair & 0xFFFFFFFF]
            self._phrased[pair] = self.lexicon.may_hold_phrase(words)
        return np.array([self._phrased[pair] for pair in pairs], dtype=bool)[which]

    def network(self):
        """The features of each chunk for the network that attributes words."""
        new = islice(self.codes, len(self._network), None)
        self._network = np.concatenate([self._network, token_rows(new)])
        return self._network

    def lowered(self, codes, doubtful, articles):
        """Codes, with lower case for each word with a doubtful capital that is not a name's."""
        # A name's is one that its article has elsewhere too, and nowhere without it.
        new = islice(self.codes, len(self.name_of), None)
        new = [self.names[chunk.rstrip(_AFTER).removesuffix("'s")] for chunk in new]
        self.name_of = np.append(self.name_of, np.array(new, dtype="int64"))
        places, chunks = np.flatnonzero(doubtful), list(self.codes)
        asked, which = np.unique(codes[places], return_inverse=True)
        for code in filterfalse(self._small.__contains__, asked := asked.tolist()):
            self._small[code] = self._in_lower_case(chunks[code])
        forms = np.array([self._small[code] for code in asked], dtype="int64").reshape(-1, 3)[which]
        places, (lower, *names) = places[forms[:, 0] >= 0], forms[forms[:, 0] >= 0].T
        wanted = np.isin(np.arange(len(self.names)), np.concatenate(names))
        name = self.name_of[codes]
        elsewhere = np.flatnonzero(wanted[name] & ~doubtful)
        column = np.cumsum(wanted) - 1
        seen = np.zeros((articles.max(initial=0) + 1, wanted.sum()), dtype=bool)
        seen[articles[elsewhere], column[name[elsewhere]]] = True
        capital, small = (seen[articles[places], column[form]] for form in names)
        common, lowered = small | ~capital, codes.copy()
        lowered[places[common]] = lower[common]
        return lowered

    def _in_lower_case(self, chunk):
        """The code in lower case (−1 if nothing changes), and the numbers of name and word."""
        lower = chunk.lower()
        # İ and HTTP:// are cut otherwise in lower case.
        if chunk.isupper() or lower == chunk or words(lower) != words(chunk):
            return -1, 0, 0
        core = chunk.strip(_AROUND).removesuffix("'s")
        return self.codes[lower], self.names[core], self.names[core.lower()]
