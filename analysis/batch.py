"""Passages of some articles at once: chunks to codes, codes to a table."""

from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis import vader
from analysis.article import SECTIONS
from analysis.layout import ONE_SENTENCE, lay_out
from analysis.text import straighten

VOICES = ("quoted", "unquoted")
QUOTES = ("none", "speech", "fragment")
# Facts of a whole sentence: they stand on its first row and are 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
PLACES = {
    "article": "str",
    "section": pd.CategoricalDtype(SECTIONS),
    "part": "int64",
    "paragraph": "int64",
    "sentence": "int64",
    "voice": pd.CategoricalDtype(VOICES),
    "quote": pd.CategoricalDtype(QUOTES),
    "speaker": "str",
    "whole": "bool",
    "start": "int64",
    "end": "int64",
}
_DECIMALS = 6


class Batch:
    """Passages of some articles: their places, and the codes of their chunks one after another."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.codes = []
        self.rows = []  # the places of each row
        self.row_starts = []  # where it begins in codes
        self.sentence_rows = []  # the first row of each sentence
        self.respelt = {}  # position in codes of a capital that may be no name's → its small code
        self.emphatic = []  # its text, if it holds a "!" or "?", else None
        self.odd = {}  # sentences that VADER must read as text: number → (start, text)

    def add(self, article):
        """Cut one article into rows and chunks."""
        text = straighten(article.text)
        known = self.vocabulary.codes
        sentences = lay_out(article)
        chunked = [text[sentence.start : sentence.end].split() for sentence in sentences]
        inner = set().union(
            *(
                chunks[1:]
                for sentence, chunks in zip(sentences, chunked, strict=True)
                if sentence.section not in ONE_SENTENCE
            )
        )
        emoji = vader.has_emoji(text)
        emphatic = "!" in text or "?" in text
        for number, (sentence, chunks) in enumerate(zip(sentences, chunked, strict=True)):
            section, part, paragraph, start, end, stretches = sentence
            self.sentence_rows.append(len(self.rows))
            begins = len(self.codes)
            place = (article.id, section, part, paragraph, number)
            if len(stretches) == 1 and stretches[0][2] is None:
                self.row_starts.append(len(self.codes))
                self.codes += map(known.__getitem__, chunks)
                self.rows.append((*place, "unquoted", "none", "", True, start, end))
                odd = False
            else:
                odd = self._add_stretches(place, text, stretches, inner)
                chunks = text[slice(*stretches[0][:2])].split()
            # A heading may have a capital on each word, a sentence has one on its first.
            for place_of, chunk in enumerate(chunks if section in ONE_SENTENCE else chunks[:1]):
                self.respelt[begins + place_of] = known[_initial(chunk, inner)]
            if odd or (emoji and vader.has_emoji(text[start:end])):
                self.odd[len(self.sentence_rows) - 1] = (start, text[start:end])
            shown = text[start:end] if emphatic else ""
            self.emphatic.append(shown if "!" in shown or "?" in shown else None)

    def _add_stretches(self, place, text, stretches, inner):
        """Add the rows of a sentence; say whether one begins inside a chunk."""
        whole = len({mark is None for _, _, mark in stretches}) == 1
        odd = False
        for low, high, mark in stretches:
            voice = (
                ("unquoted", "none", "") if mark is None else ("quoted", mark.kind, mark.speaker)
            )
            chunks = text[low:high].split()
            if mark is not None and low >= mark.start:
                small = _initial(chunks[0], inner)
                self.respelt[len(self.codes)] = self.vocabulary.codes[small]
            self.row_starts.append(len(self.codes))
            self.codes += map(self.vocabulary.codes.__getitem__, chunks)
            self.rows.append((*place, *voice, whole, low, high))
            inside = low > stretches[0][0] and not (text[low - 1].isspace() or text[low].isspace())
            odd = odd or inside
        return odd

    def table(self):
        """The rows as a passages table."""
        self.vocabulary.update()
        places = zip(*self.rows, strict=True) if self.rows else [()] * len(PLACES)
        table = pd.DataFrame(dict(zip(PLACES, places, strict=True))).astype(PLACES)
        codes = np.array(self.codes, dtype="int64")
        starts = np.array(self.row_starts, dtype="int64")
        firsts = np.array(self.sentence_rows, dtype="int64")
        compound, up, down = self._sentiment(codes, starts, firsts)
        on_first = np.zeros(len(table), dtype=bool)
        on_first[firsts] = True
        table["sentences"] = on_first.astype("int64")
        table["compound"] = 0.0
        table.loc[on_first, "compound"] = compound
        table["positive"] = (table["compound"] >= 0.05).astype("int64")
        table["negative"] = (table["compound"] <= -0.05).astype("int64")
        as_asked = codes.copy()
        as_asked[list(self.respelt)] = list(self.respelt.values())
        facts = _sums(self.vocabulary.facts, as_asked, starts)
        counts = dict(zip(self.vocabulary.columns, facts.T, strict=True))
        quoted = np.where(table["voice"] == "quoted", counts["words"], 0)
        hits = self._hits(codes, starts)
        counts |= {"quoted_words": quoted, "valence_up": up, "valence_down": down}
        counts |= dict(zip(self.vocabulary.lexicon.columns, hits.T, strict=True))
        return table.assign(**counts)

    def _sentiment(self, codes, starts, firsts):
        """Compound score of each sentence, positive and negative valence of each row."""
        up, down = np.zeros((2, len(starts)))
        if not len(codes):
            return np.zeros(0), up, down
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
        # `bincount` adds in order, so the sums do not depend on what else is counted.
        up += np.bincount(rows, np.maximum(valences, 0), len(starts))
        down += np.bincount(rows, np.maximum(-valences, 0), len(starts))
        for number, (start, text) in self.odd.items():
            compound[number], words = vader.score(text)
            row_offsets = [row[-2] for row in self.rows[firsts[number] : last[number]]]
            for low, _, valence in words:
                row = firsts[number] + np.searchsorted(row_offsets, start + low, side="right") - 1
                (up if valence > 0 else down)[row] += abs(valence)
        return compound, np.round(up, _DECIMALS), np.round(down, _DECIMALS)

    def _hits(self, codes, starts):
        """Hits of the term list in each row."""
        vocabulary = self.vocabulary
        hits = _sums(vocabulary.hits, codes, starts)
        near = np.flatnonzero(vocabulary.phrases[codes])
        ends = np.append(starts[1:], len(codes))
        for row in np.unique(np.searchsorted(starts, near, side="right") - 1).tolist():
            of_row = codes[starts[row] : ends[row]].tolist()
            folded = list(chain.from_iterable(vocabulary.folded[code] for code in of_row))
            hits[row] = vocabulary.lexicon.count(folded)
        return hits


def _sums(facts, codes, starts):
    """Facts of the chunks of each row, added up."""
    edges = np.append(starts, len(codes))
    shape = (len(starts), len(facts))
    return csr_array((np.ones(len(codes), dtype="int64"), codes, edges), shape=shape) @ facts


def _initial(chunk, inner):
    """A chunk that begins a sentence or quotation, in lower case unless its capital is a name's.

    It is kept if it is all capitals, or if the article writes the word with a capital inside a
    sentence and never in lower case. ``inner`` holds the chunks inside sentences, headings apart.
    """
    if chunk.isupper():
        return chunk
    lower = chunk.lower()
    if lower == chunk:
        return chunk
    core = chunk.strip(".,;:!?\"'()[]…").removesuffix("'s")
    if inner.isdisjoint(_forms(core)) or not inner.isdisjoint(_forms(core.lower())):
        return lower
    return chunk


def _forms(word):
    return [word + tail for tail in ("", ",", ".", "'s", ";", ":")]
