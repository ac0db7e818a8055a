"""Passages of several articles at once: chunks to codes, codes to a table."""

import re
from bisect import bisect_right
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.article import SECTIONS
from analysis.text import straighten
from analysis.text.person import people

from . import vader, voices
from .places import MARKS_ALONE, QUOTES, VOICES, placed
from .segments import ONE_SENTENCE, lay_out

# Facts of a whole sentence: on its first row, and 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
EXPECTED = "expected_"  # the twin of a count adds up probabilities, in thousandths
_PLACES = "section part paragraph sentence voice quote speaker person cue whole reporting start end"
_HEADINGS = [SECTIONS.index(kind) for kind in ONE_SENTENCE]
_SCALE = 1_000_000  # decimals are rounded to this part
_EMPHASIS = re.compile("[!?]")


class Batch:
    """Passages of several articles: their places and, in the end, the table.

    A row is a sentence, or a stretch of one in one voice.
    """

    def __init__(self, vocabulary, attribution=True):
        self.vocabulary = vocabulary
        self.voices = VOICES if attribution else MARKS_ALONE
        self.rows = []  # the text of each sentence, or stretch of one that a quotation cuts
        self.size = 0  # characters
        self.articles = []  # (id, number of sentences, whether its marks can be read)
        self.texts = []  # of articles
        self.sections = []  # (number of its kind, part, paragraph, number of sentences)
        self.spans = []  # of each sentence
        self.cut = {}  # number of a sentence that quotations cut → its stretches
        self.emphatic = {}  # number of a sentence with a "!" or "?" → its text
        self.odd = {}  # number of a sentence that VADER must read as text → its text

    def add(self, article):
        """Cut one article into rows and chunks."""
        text, first = straighten(article.text), len(self.spans)
        sections, spans, cut, readable = lay_out(article)
        self.articles.append((article.id, len(spans), readable))
        self.texts.append(article.text)
        self.sections += [(SECTIONS.index(kind), *rest) for kind, *rest in sections]
        self.spans += spans
        rows = [[span] for span in spans] if cut else spans
        for number, stretches in cut.items():
            self.cut[first + number] = stretches
            rows[number] = [(low, high) for low, high, _ in stretches]
            # A stretch may begin inside a chunk.
            inside = (text[low - 1 : low + 1] for low, _ in rows[number][1:])
            if any(not (a.isspace() or b.isspace()) for a, b in inside):
                self.odd[first + number] = text[slice(*spans[number])]
        if vader.has_emoji(text):
            pieces = enumerate((text[low:high] for low, high in spans), first)
            self.odd |= {number: piece for number, piece in pieces if vader.has_emoji(piece)}
        starts = [low for low, _ in spans]
        for match in _EMPHASIS.finditer(text):
            number = bisect_right(starts, match.start()) - 1
            if number >= 0 and match.start() < spans[number][1]:
                self.emphatic[first + number] = text[slice(*spans[number])]
        rows = chain.from_iterable(rows) if cut else rows
        self.rows += [text[low:high].strip() for low, high in rows]
        self.size += len(text)

    def table(self):
        """The rows as a passages table."""
        vocabulary = self.vocabulary
        codes, starts = vocabulary.encode(self.rows)
        table, firsts, initial = placed(
            self.articles, self.sections, self.spans, self.cut, self.voices
        )
        row = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(codes)))
        # A heading may have a capital on each word.
        doubtful = np.isin(table["section"], _HEADINGS)[row]
        doubtful[starts[initial]] = True
        read = vocabulary.capitals.lowered(codes, doubtful, table["owner"][row])
        vocabulary.update()
        matches, uncut = self._matches(codes, starts, row), starts
        if attributes := self.voices == VOICES:
            probability, label = voices.attributed(vocabulary, codes, row, table)
            texts, offsets = self.texts, self._offsets(codes, starts, table)
            table, starts = voices.cut(table, starts, label, matches[1], offsets, texts)
            firsts = np.searchsorted(starts, uncut[firsts])
        compound, up, down = self._sentiment(codes, starts, uncut, firsts, table["start"])
        table = self._labelled(table)
        facts = np.zeros((len(SENTENCE_FACTS), len(starts)))
        facts[:, firsts] = np.ones(len(firsts)), compound, compound >= 0.05, compound <= -0.05
        table |= dict(zip(SENTENCE_FACTS, facts, strict=True))
        for name in set(SENTENCE_FACTS) - {"compound"}:
            table[name] = table[name].astype("int64")
        counts = _sums(vocabulary.facts, read, starts)
        table |= dict(zip(vocabulary.columns, counts.T, strict=True))
        table |= {"valence_up": up, "valence_down": down}
        columns = vocabulary.lexicon.columns
        hits = self._hits(codes, starts, matches, np.ones(len(codes), dtype="int64"))
        table |= dict(zip(columns, hits.T, strict=True))
        for name, counts in (("quoted_words", "words"), ("quoted_hits", "loaded_any")):
            table[name] = _if_quoted(table["voice"], table[counts])
        if attributes:
            hits = self._hits(codes, starts, matches, probability)
            words = _sums(vocabulary.facts[:, :1], codes, starts, probability)
            table |= {EXPECTED + "words": words[:, 0]}
            table |= {EXPECTED + name: of for name, of in zip(columns[:-1], hits.T, strict=False)}
        return pd.DataFrame(table)

    def _offsets(self, codes, starts, table):
        """Where each chunk begins, and where it ends, in the text of its article."""
        sizes = np.fromiter(map(len, self.vocabulary.codes), "int64")[codes]
        begins = np.cumsum(sizes + 1) - sizes - 1
        pairs = zip(table["owner"].tolist(), table["start"].tolist(), strict=True)
        blank = [self.texts[owner][start] == " " for owner, start in pairs]
        shift = table["start"] + np.array(blank, dtype=bool) - begins[starts]
        begins += np.repeat(shift, np.diff(starts, append=len(codes)))
        return np.stack([begins, begins + sizes])

    def _labelled(self, table):
        """The columns as the passages table has them."""
        owner, ids = table.pop("owner"), [id for id, *_ in self.articles]
        ids = pd.array(ids, dtype="str")
        pairs = list(zip(owner.tolist(), table["speaker"].tolist(), strict=True))
        speakers = {}
        for number, speaker in dict.fromkeys(pairs):
            speakers.setdefault(number, []).append(speaker)
        of = {number: people(names) for number, names in speakers.items()}
        table["person"] = np.array([of[number][name] for number, name in pairs], dtype=object)
        labels = {"section": SECTIONS, "voice": self.voices, "quote": QUOTES}
        table |= {n: pd.Categorical.from_codes(table[n], values) for n, values in labels.items()}
        table |= {name: pd.array(table[name], dtype="str") for name in ("speaker", "person", "cue")}
        kept = [name for name in _PLACES.split() if name in table]
        return {"article": ids.take(owner)} | {name: table[name] for name in kept}

    def _sentiment(self, codes, starts, uncut, firsts, offsets):
        """Compound scores of sentences, and of rows the sums of valences above and below 0."""
        if not len(codes):
            return np.zeros((3, 0))
        compound, places, valences = self.vocabulary.tokens.score(
            codes, starts[firsts], self.emphatic
        )
        rows = np.searchsorted(starts, places, side="right") - 1
        valences = np.array(valences, dtype="float64")
        odd_rows = np.zeros(len(starts), dtype=bool)
        last = np.append(firsts[1:], len(starts))
        for number in self.odd:
            odd_rows[firsts[number] : last[number]] = True
        valences[odd_rows[rows]] = 0
        odd = []
        for number, text in self.odd.items():
            compound[number], words = vader.score(text)
            lows = offsets[firsts[number] : last[number]] - self.spans[number][0]
            for low, _, valence in words:
                row = firsts[number] + np.searchsorted(lows, low, side="right") - 1
                odd.append((row, valence))
        more, values = np.array(odd).reshape(-1, 2).T
        rows, valences = np.append(rows, more.astype("int64")), np.append(valences, values)
        base = np.searchsorted(uncut, starts, side="right") - 1
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


def _sums(facts, codes, starts, weights=None):
    edges = np.append(starts, len(codes))
    weights = np.ones(len(codes), dtype="int64") if weights is None else weights
    return csr_array((weights, codes, edges), shape=(len(starts), len(facts))) @ facts


def _rounded(rows, values, base):
    """Values added up by row; the rows of one uncut row (``base``) add up to its rounded sum."""
    # `bincount` adds in order, so the sums do not depend on what else is counted.
    sums = np.rint(np.bincount(rows, values, len(base)) * _SCALE)
    wanted = np.rint(np.bincount(base[rows], values, base[-1] + 1) * _SCALE)
    order = np.lexsort((sums, base))
    largest = order[np.diff(base, append=base[-1] + 1) > 0]
    sums[largest] += wanted - np.bincount(base, sums)
    return sums / _SCALE


def _if_quoted(voice, counts):
    """Counts of quoted rows, 0 in others; <NA> where the voice is unknown."""
    quoted = pd.array(np.where(voice == "quoted", counts, 0), dtype="Int64")
    quoted[voice.isna()] = pd.NA
    return quoted
