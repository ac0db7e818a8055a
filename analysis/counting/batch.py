"""Passages of several articles at once: chunks to codes, codes to a table."""

from collections import defaultdict
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.article import SECTIONS
from analysis.measures import COLUMNS
from analysis.text.person import people

from . import voices
from .vader import score
from .vocabulary import kept
from .voices import HEADINGS, MARKS_ALONE, QUOTES, VOICES

# Facts of a whole sentence: on its first row, and 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
EXPECTED = "expected_"  # the twin of a count adds up probabilities, in thousandths
_SCALE = 1_000_000  # decimals are rounded to this part


class Batch:
    """Several articles, counted at once."""

    def __init__(self, articles, vocabulary, attribution=True):
        self.articles, self.vocabulary = articles, vocabulary
        self.voices = VOICES if attribution else MARKS_ALONE

    def table(self):
        """The rows as a passages table."""
        vocabulary = self.vocabulary
        laid = voices.lay_out(self.articles, vocabulary, self.voices)
        codes, starts, table = laid.chunks.codes, laid.starts, laid.table
        row = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(codes)))
        # A heading may have a capital on each word.
        doubtful = np.isin(table["section"], HEADINGS)[row]
        doubtful[starts[table["initial"]]] = True
        read = vocabulary.lowered(codes, doubtful, table["owner"][row])
        vocabulary.update()
        matches = self._matches(codes, starts, row)
        if attributes := self.voices == VOICES:
            probability, label = voices.attributed(vocabulary, codes, row, table)
            table, starts = voices.cut(laid, label, matches[1])
        firsts = np.flatnonzero(np.diff(table["span"], prepend=-1))
        base = np.searchsorted(laid.starts, starts, side="right") - 1
        compound, up, down = self._sentiment(laid, table["start"], base)
        table = self._labelled(table, laid.bases)
        facts = np.zeros((len(SENTENCE_FACTS), len(starts)))
        facts[:, firsts] = np.ones(len(firsts)), compound, compound >= 0.05, compound <= -0.05
        table |= dict(zip(SENTENCE_FACTS, facts, strict=True))
        once = np.ones(len(codes), dtype="int64")
        counts = _sums(vocabulary.facts, read, starts, once)
        hits, columns = self._hits(codes, starts, matches, once), vocabulary.lexicon.columns
        names = *vocabulary.columns, "valence_up", "valence_down", *columns
        table |= dict(zip(names, [*counts.T, up, down, *hits.T], strict=True))
        quoted, unknown = table["voice"] == "quoted", table["voice"].isna()
        for name, counts in (("quoted_words", "words"), ("quoted_hits", "loaded_any")):
            table[name] = pd.arrays.IntegerArray(np.where(quoted, table[counts], 0), unknown)
        if attributes:
            hits = self._hits(codes, starts, matches, probability)
            words = _sums(vocabulary.facts[:, :1], codes, starts, probability)
            names = [EXPECTED + name for name in ("words", *columns)]
            table |= dict(zip(names[:-1], [*words.T, *hits.T], strict=False))
        kept[:] = [vocabulary]
        return pd.DataFrame(table).astype(dict.fromkeys({*SENTENCE_FACTS} - {"compound"}, "int64"))

    def _labelled(self, table, bases):
        """The columns as the passages table has them."""
        owner, ids = table.pop("owner"), pd.array([a.id for a in self.articles], dtype="str")
        named = table["speaker"] != ""
        speakers = defaultdict(lambda: {""})
        pairs = list(zip(owner[named].tolist(), table["speaker"][named], strict=True))
        for number, speaker in pairs:
            speakers[number].add(speaker)
        of = {n: people(spoken, self.articles[n].text) for n, spoken in speakers.items()}
        table["person"] = np.full(len(owner), "", dtype=object)
        table["person"][named] = [of[number][name] for number, name in pairs]
        table |= {name: table[name] - bases[owner] for name in ("start", "end")}
        labels = {"section": SECTIONS, "voice": self.voices, "quote": QUOTES}
        table |= {n: pd.Categorical.from_codes(table[n], values) for n, values in labels.items()}
        table |= {name: pd.array(table[name], dtype="str") for name in ("speaker", "person", "cue")}
        table["article"] = ids.take(owner)
        return {name: table[name] for name in COLUMNS if name in table}

    def _sentiment(self, laid, starts, base):
        """Compound scores of sentences, and of rows the sums of valences above and below 0.

        ``starts`` are offsets in the text, ``base`` numbers the rows before they were cut.
        """
        if not len(starts):
            return np.zeros((3, 0))
        tokens, firsts, (codes, begins, _) = self.vocabulary.tokens, laid.firsts, laid.sentences
        compound, places, valences = tokens.score(codes, firsts)
        offsets, edges = begins[places] + tokens.lead[codes[places]], np.append(firsts, len(codes))
        odd = np.flatnonzero(np.logical_or.reduceat(tokens.emoji[codes] > 0, firsts))
        chunks, added = list(self.vocabulary.codes) if len(odd) else [], []
        for number in odd.tolist():
            low, high = edges[number : number + 2]
            valences[slice(*np.searchsorted(places, [low, high]))] = 0
            text = " ".join([chunks[code] for code in codes[low:high].tolist()])
            compound[number], words = score(text)
            added += [(begins[low] + start, valence) for start, _, valence in words]
        more, values = np.array(added).reshape(-1, 2).T
        offsets, valences = np.append(offsets, more.astype("int64")), np.append(valences, values)
        rows = np.searchsorted(starts, offsets, side="right") - 1
        parts = (np.maximum(sign * valences, 0) for sign in (1, -1))
        return compound, *(_rounded(rows, part, base) for part in parts)

    def _matches(self, codes, starts, row):
        """In which rows a term of several words may be, by chunk; and all hits of these rows.

        A hit is its first and its last chunk, and what it adds to the columns of the list.
        """
        vocabulary, hits = self.vocabulary, []
        worded = np.flatnonzero(vocabulary.facts[codes, 0])
        _, rare, beside = vocabulary.roles[codes[worded]].T > 0
        same, first = np.flatnonzero(rare & beside), rare[:-1] & beside[1:] | beside[:-1] & rare[1:]
        first = np.append(same, np.flatnonzero(first))
        second = first + (np.arange(len(first)) >= len(same))
        near = vocabulary.phrased(codes[worded[first]], codes[worded[second]])
        near = np.unique(row[worded[np.append(first[near], second[near])]])
        ends = np.append(starts[1:], len(codes))
        for number in near.tolist():
            chunks = range(starts[number], ends[number])
            words = [vocabulary.normal[code] for code in codes[chunks.start : chunks.stop].tolist()]
            of = [chunk for chunk, found in zip(chunks, words, strict=True) for _ in found]
            for first, last, adds in vocabulary.lexicon.tally(list(chain.from_iterable(words))):
                hits.append((of[first], of[last - 1], adds))
        return np.isin(row, near), hits

    def _hits(self, codes, starts, matches, weights):
        """Hits of each row, times the weight of the chunk with which a hit begins."""
        within, found = matches
        hits = _sums(self.vocabulary.hits, codes, starts, np.where(within, 0, weights))
        if found:
            chunks, _, adds = map(np.array, zip(*found, strict=True))
            rows = np.searchsorted(starts, chunks, side="right") - 1
            np.add.at(hits, rows, adds * weights[chunks, None])
        return hits


def _sums(facts, codes, starts, weights):
    edges = np.append(starts, len(codes))
    return csr_array((weights, codes, edges), shape=(len(starts), len(facts))) @ facts


def _rounded(rows, values, base):
    """Values added up by row; the rows of one uncut row (``base``) add up to its rounded sum."""
    # `bincount` adds in order, so the sums do not depend on what else is counted.
    sums = np.rint(np.bincount(rows, values, len(base)) * _SCALE)
    wanted = np.rint(np.bincount(base[rows], values, base[-1] + 1) * _SCALE)
    largest = np.lexsort((sums, base))[np.diff(base, append=base[-1] + 1) > 0]
    sums[largest] += wanted - np.bincount(base, sums)
    return sums / _SCALE
