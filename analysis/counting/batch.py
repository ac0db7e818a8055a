"""Passages of several articles at once: chunks to codes, codes to a table."""

from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.article import SECTIONS
from analysis.text import straighten
from analysis.text.casing import respelt

from . import vader
from .segments import ONE_SENTENCE, UNREAD, lay_out
from .vocabulary import ROW

VOICES = ("quoted", "unquoted")
QUOTES = ("none", "speech", "fragment")
# Facts of a whole sentence: on its first row, and 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
_DECIMALS = 6
# The numbers of the categories that a row may have.
_SECTION = {section: number for number, section in enumerate(SECTIONS)}
_QUOTED = {kind: (VOICES.index("quoted"), QUOTES.index(kind)) for kind in ("speech", "fragment")}
# By the kind of quotation; −1 where the article's marks cannot be read.
_VOICE = {None: (VOICES.index("unquoted"), QUOTES.index("none")), UNREAD.kind: (-1, -1), **_QUOTED}


class Batch:
    """Passages of several articles: their places, and the codes of their chunks in order."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.codes = []  # the code of ROW before each row, then those of its chunks
        self.articles = []  # (id, number of rows)
        self.places = []  # of each row the numbers that `_placed` reads
        self.speakers = []
        self.sentence_rows = []  # the first row of each sentence
        self.respelt = {}  # position in codes of a capital that may be no name's → lower-case code
        self.emphatic = []  # a sentence's text, if it holds a "!" or "?", else None
        self.odd = {}  # sentences that VADER must read as text: number → (start, text)

    def add(self, article):
        """Cut one article into rows and chunks."""
        text = straighten(article.text)
        pieces, asked = [], []  # of each row its text, and how many capitals may be no name's
        emoji = vader.has_emoji(text)
        for number, sentence in enumerate(lay_out(article)):
            section, part, paragraph, start, end, stretches = sentence
            self.sentence_rows.append(len(self.places))
            whole = len({mark is None for _, _, mark in stretches}) == 1
            place = part, paragraph, number, _SECTION[section], whole
            heading = section in ONE_SENTENCE
            for low, high, mark in stretches:
                piece = text[low:high]
                pieces.append(piece)
                initial = low == start or (mark is not None and low >= mark.start)
                # A heading may have a capital on each word.
                asked.append(len(piece.split()) if heading else initial)
                self.places.append(place + _VOICE[mark and mark.kind] + (low, high))
                self.speakers.append("" if mark is None else mark.speaker)
            # A stretch may begin inside a chunk.
            inside = (text[low - 1 : low + 1] for low, _, _ in stretches[1:])
            odd = len(stretches) > 1 and any(not (a.isspace() or b.isspace()) for a, b in inside)
            sentence_text = text[start:end]
            if odd or (emoji and vader.has_emoji(sentence_text)):
                self.odd[len(self.sentence_rows) - 1] = (start, sentence_text)
            marked = "!" in sentence_text or "?" in sentence_text
            self.emphatic.append(sentence_text if marked else None)
        self.articles.append((article.id, len(pieces)))
        self._add_chunks(f" {ROW} ".join(["", *pieces]).split(), asked)

    def _add_chunks(self, chunks, asked):
        doubtful, place = [], -1
        for number in asked:
            place = chunks.index(ROW, place + 1)
            doubtful += range(place + 1, place + 1 + number)
        code_of, first = self.vocabulary.codes, len(self.codes)
        self.codes += map(code_of.__getitem__, chunks)
        for place, chunk in respelt(chunks, doubtful):
            self.respelt[first + place] = code_of[chunk]

    def table(self):
        """The rows as a passages table."""
        self.vocabulary.update()
        codes = np.array(self.codes, dtype="int64")
        read = codes.copy()
        read[list(self.respelt)] = list(self.respelt.values())
        rows = codes == self.vocabulary.codes[ROW]
        codes, read = codes[~rows], read[~rows]
        starts = np.flatnonzero(rows) - np.arange(len(self.places))
        firsts = np.array(self.sentence_rows, dtype="int64")
        compound, up, down = self._sentiment(codes, starts, firsts)
        facts = np.zeros((len(SENTENCE_FACTS), len(starts)))
        facts[:, firsts] = np.ones(len(firsts)), compound, compound >= 0.05, compound <= -0.05
        table = self._placed() | dict(zip(SENTENCE_FACTS, facts, strict=True))
        for name in set(SENTENCE_FACTS) - {"compound"}:
            table[name] = table[name].astype("int64")
        counts = _sums(self.vocabulary.facts, read, starts)
        table |= dict(zip(self.vocabulary.columns, counts.T, strict=True))
        table |= {"valence_up": up, "valence_down": down}
        hits = self._hits(codes, starts).T
        table |= dict(zip(self.vocabulary.lexicon.columns, hits, strict=True))
        for name, counts in (("quoted_words", "words"), ("quoted_hits", "loaded_any")):
            table[name] = _if_quoted(table["voice"], table[counts])
        return pd.DataFrame(table)

    def _placed(self):
        numbers = np.fromiter(chain.from_iterable(self.places), "int64").reshape(-1, 9).T
        part, paragraph, sentence, section, whole, voice, quote, start, end = numbers
        ids, sizes = zip(*self.articles, strict=True) if self.articles else ((), ())
        return {
            "article": pd.array(ids, dtype="str").repeat(sizes),
            "section": pd.Categorical.from_codes(section, SECTIONS),
            "part": part,
            "paragraph": paragraph,
            "sentence": sentence,
            "voice": pd.Categorical.from_codes(voice, VOICES),
            "quote": pd.Categorical.from_codes(quote, QUOTES),
            "speaker": pd.array(self.speakers, dtype="str"),
            "whole": whole.astype(bool),
            "start": start,
            "end": end,
        }

    def _sentiment(self, codes, starts, firsts):
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
            row_offsets = [row[7] for row in self.places[firsts[number] : last[number]]]
            for low, _, valence in words:
                row = firsts[number] + np.searchsorted(row_offsets, start + low, side="right") - 1
                (up if valence > 0 else down)[row] += abs(valence)
        return compound, np.round(up, _DECIMALS), np.round(down, _DECIMALS)

    def _hits(self, codes, starts):
        vocabulary = self.vocabulary
        hits = _sums(vocabulary.hits, codes, starts)
        near = np.flatnonzero(vocabulary.phrases[codes])
        ends = np.append(starts[1:], len(codes))
        for row in np.unique(np.searchsorted(starts, near, side="right") - 1).tolist():
            of_row = codes[starts[row] : ends[row]].tolist()
            normal = list(chain.from_iterable(vocabulary.normal[code] for code in of_row))
            hits[row] = vocabulary.lexicon.count(normal)
        return hits


def _sums(facts, codes, starts):
    edges = np.append(starts, len(codes))
    shape = (len(starts), len(facts))
    return csr_array((np.ones(len(codes), dtype="int64"), codes, edges), shape=shape) @ facts


def _if_quoted(voice, counts):
    """Counts of quoted rows, 0 in others; <NA> where the voice is unknown."""
    quoted = pd.array(np.where(voice == "quoted", counts, 0), dtype="Int64")
    quoted[voice.isna()] = pd.NA
    return quoted
