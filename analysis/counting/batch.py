"""Passages of several articles at once: chunks to codes, codes to a table."""

from itertools import chain, pairwise

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.article import SECTIONS
from analysis.measures import COLUMNS
from analysis.text import straighten
from analysis.text.person import people

from . import voices
from .vader import has_emoji, scores
from .vocabulary import kept
from .voices import MARKS_ALONE, ONE_SENTENCE, QUOTES, VOICES, lay_out, placed

# Facts of a whole sentence: on its first row, and 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
EXPECTED = "expected_"  # the twin of a count adds up probabilities, in thousandths
_HEADINGS = [SECTIONS.index(kind) for kind in ONE_SENTENCE]
_SCALE = 1_000_000  # decimals are rounded to this part


class Batch:
    """Rows of several articles, collected one article at a time and made into a table."""

    def __init__(self, vocabulary, attribution=True):
        self.vocabulary = vocabulary
        self.voices = VOICES if attribution else MARKS_ALONE
        self.size = 0  # characters
        self.articles = []  # (id, text, number of rows, whether its marks can be read)
        self.rows = []  # `Row`: a sentence, or a stretch of one in one voice
        self.texts = []  # of rows, straightened

    def add(self, article):
        """Cut one article into rows."""
        text = straighten(article.text)
        rows, readable = lay_out(article)
        self.articles.append((article.id, article.text, len(rows), readable))
        self.rows += rows
        self.texts += [text[row.start : row.end] for row in rows]
        self.size += len(text)

    def table(self):
        """The rows as a passages table."""
        vocabulary = self.vocabulary
        codes, starts = vocabulary.encode([text.strip() for text in self.texts])
        table = placed(self.articles, self.rows, self.voices)
        row = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(codes)))
        # A heading may have a capital on each word.
        doubtful = np.isin(table["section"], _HEADINGS)[row]
        doubtful[starts[table["initial"]]] = True
        read = vocabulary.lowered(codes, doubtful, table["owner"][row])
        vocabulary.update()
        matches, uncut = self._matches(codes, starts, row), starts
        if attributes := self.voices == VOICES:
            probability, label = voices.attributed(vocabulary, codes, row, table)
            offsets = self._offsets(codes, starts, table["start"], row)
            texts = [text for _, text, *_ in self.articles]
            table, starts = voices.cut(table, starts, label, matches[1], offsets, texts)
        firsts = np.flatnonzero(np.diff(table["span"], prepend=-1))
        compound, up, down = self._sentiment(codes, starts, uncut, firsts, table["start"])
        table = self._labelled(table)
        facts = np.zeros((len(SENTENCE_FACTS), len(starts)))
        facts[:, firsts] = np.ones(len(firsts)), compound, compound >= 0.05, compound <= -0.05
        table |= dict(zip(SENTENCE_FACTS, facts, strict=True))
        once = np.ones(len(codes), dtype="int64")
        counts = _sums(vocabulary.facts, read, starts, once)
        table |= dict(zip(vocabulary.columns, counts.T, strict=True))
        table |= {"valence_up": up, "valence_down": down}
        columns = vocabulary.lexicon.columns
        hits = self._hits(codes, starts, matches, once)
        table |= dict(zip(columns, hits.T, strict=True))
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

    def _offsets(self, codes, starts, first, row):
        """Where each chunk begins, and where it ends, in the text of its article."""
        sizes = np.fromiter(map(len, self.vocabulary.codes), "int64")[codes]
        begins = np.cumsum(sizes + 1) - sizes - 1
        blank = np.array([text[0] == " " for text in self.texts], dtype=bool)
        begins += (first + blank - begins[starts])[row]
        return np.stack([begins, begins + sizes])

    def _labelled(self, table):
        """The columns as the passages table has them."""
        owner, ids = table.pop("owner"), pd.array([id for id, *_ in self.articles], dtype="str")
        pairs, speakers = list(zip(owner.tolist(), table["speaker"], strict=True)), {}
        for number, speaker in pairs:
            speakers.setdefault(number, set()).add(speaker)
        of = {number: people(names, self.articles[number][1]) for number, names in speakers.items()}
        table["person"] = np.array([of[number][name] for number, name in pairs], dtype=object)
        labels = {"section": SECTIONS, "voice": self.voices, "quote": QUOTES}
        table |= {n: pd.Categorical.from_codes(table[n], values) for n, values in labels.items()}
        table |= {name: pd.array(table[name], dtype="str") for name in ("speaker", "person", "cue")}
        table["article"] = ids.take(owner)
        return {name: table[name] for name in COLUMNS if name in table}

    def _sentiment(self, codes, starts, uncut, firsts, offsets):
        """Compound scores of sentences, and of rows the sums of valences above and below 0."""
        if not len(codes):
            return np.zeros((3, 0))
        base = np.searchsorted(uncut, starts, side="right") - 1
        edges = pairwise([*base[firsts].tolist(), len(uncut)])
        pieces = [self.texts[low:high] for low, high in edges]
        texts = list(map("".join, pieces))
        compound, places, valences = self.vocabulary.tokens.score(codes, starts[firsts], texts)
        rows = np.searchsorted(starts, places, side="right") - 1
        valences = np.array(valences, dtype="float64")
        ends, odd, added = np.append(firsts[1:], len(starts)), [], []
        for number, (stretches, text) in enumerate(zip(pieces, texts, strict=True)):
            # A stretch may begin inside a chunk.
            edges = [a[-1] + b[0] for a, b in pairwise(stretches)]
            if has_emoji(text) or any(edge.split() == [edge] for edge in edges):
                odd.append(number)
        again = scores([texts[number] for number in odd]) if odd else []
        for number, (value, words) in zip(odd, again, strict=True):
            low, high = firsts[number], ends[number]
            valences[slice(*np.searchsorted(rows, [low, high]))] = 0
            compound[number] = value
            begins = offsets[low:high] - offsets[low]
            for start, _, valence in words:
                added.append((low + np.searchsorted(begins, start, side="right") - 1, valence))
        more, values = np.array(added).reshape(-1, 2).T
        rows, valences = np.append(rows, more.astype("int64")), np.append(valences, values)
        parts = (np.maximum(sign * valences, 0) for sign in (1, -1))
        return compound, *(_rounded(rows, part, base) for part in parts)

    def _matches(self, codes, starts, row):
        """In which rows a term of several words may be, by chunk; and all hits of these rows.

        A hit is its first and its last chunk, and what it adds to the columns of the list.
        """
        vocabulary, hits = self.vocabulary, []
        worded = np.flatnonzero(vocabulary.facts[codes, 0])
        _, rare, beside = vocabulary.roles[codes[worded]].T > 0
        beside = np.concatenate([[False], beside, [False]])
        near = np.unique(row[worded[rare & (beside[:-2] | beside[1:-1] | beside[2:])]])
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
