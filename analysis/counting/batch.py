"""Passages of several articles at once: chunks to codes, codes to a table."""

import re
from bisect import bisect_right
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.article import SECTIONS
from analysis.text import straighten

from . import vader
from .segments import ONE_SENTENCE, lay_out

VOICES = ("quoted", "unquoted")
QUOTES = ("none", "speech", "fragment")
# Facts of a whole sentence: on its first row, and 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
_DECIMALS = 6
_EMPHASIS = re.compile("[!?]")


class Batch:
    """Passages of several articles: their places and, in the end, the table.

    A row is a sentence, or a stretch of one that a quotation cuts.
    """

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.rows = []  # the text of each
        self.size = 0  # characters
        self.articles = []  # (id, number of sentences, whether its marks can be read)
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
        table, firsts, initial, articles = self._placed()
        row = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(codes)))
        # A heading may have a capital on each word.
        doubtful = table["section"].isin(ONE_SENTENCE)[row]
        doubtful[starts[initial]] = True
        read = vocabulary.capitals.lowered(codes, doubtful, articles[row])
        vocabulary.update()
        compound, up, down = self._sentiment(codes, starts, firsts, table["start"])
        facts = np.zeros((len(SENTENCE_FACTS), len(starts)))
        facts[:, firsts] = np.ones(len(firsts)), compound, compound >= 0.05, compound <= -0.05
        table |= dict(zip(SENTENCE_FACTS, facts, strict=True))
        for name in set(SENTENCE_FACTS) - {"compound"}:
            table[name] = table[name].astype("int64")
        counts = _sums(vocabulary.facts, read, starts)
        table |= dict(zip(vocabulary.columns, counts.T, strict=True))
        table |= {"valence_up": up, "valence_down": down}
        hits = self._hits(codes, starts).T
        table |= dict(zip(vocabulary.lexicon.columns, hits, strict=True))
        for name, counts in (("quoted_words", "words"), ("quoted_hits", "loaded_any")):
            table[name] = _if_quoted(table["voice"], table[counts])
        return pd.DataFrame(table)

    def _placed(self):
        """Columns that say where each row is; of the rows, the first of each sentence, whether each
        begins a sentence or quotation, and the number of its article."""
        ids, sizes, readable = zip(*self.articles, strict=True) if self.articles else ((),) * 3
        size = np.ones(len(self.spans), dtype="int64")  # rows of each sentence
        size[list(self.cut)] = [len(stretches) for stretches in self.cut.values()]
        firsts = np.cumsum(size) - size
        kinds, parts, paragraphs, n = np.array(self.sections, dtype="int64").reshape(-1, 4).T
        section, part, paragraph = (
            np.repeat(np.repeat(column, n), size) for column in (kinds, parts, paragraphs)
        )
        start, end = np.repeat(np.array(self.spans, dtype="int64").reshape(-1, 2), size, axis=0).T
        known = np.repeat(np.repeat(np.array(readable, dtype=bool), sizes), size)
        voice = np.where(known, VOICES.index("unquoted"), -1)
        quote = np.where(known, QUOTES.index("none"), -1)
        speaker = np.full(len(start), "", dtype=object)
        whole = np.ones(len(start), dtype=bool)
        initial = np.isin(np.arange(len(start)), firsts)
        for number, stretches in self.cut.items():
            first = firsts[number]
            one_voice = len({mark is None for *_, mark in stretches}) == 1
            whole[first : first + len(stretches)] = one_voice
            for row, (low, high, mark) in enumerate(stretches, first):
                start[row], end[row] = low, high
                if mark:
                    initial[row] |= low >= mark.start
                    voice[row], quote[row] = VOICES.index("quoted"), QUOTES.index(mark.kind)
                    speaker[row] = mark.speaker
        sizes = np.array(sizes, dtype="int64")
        articles = np.repeat(np.arange(len(ids)), sizes)
        sentence = np.arange(len(self.spans)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        articles = np.repeat(articles, size)
        table = {
            "article": pd.array(ids, dtype="str").take(articles),
            "section": pd.Categorical.from_codes(section, SECTIONS),
            "part": part,
            "paragraph": paragraph,
            "sentence": np.repeat(sentence, size),
            "voice": pd.Categorical.from_codes(voice, VOICES),
            "quote": pd.Categorical.from_codes(quote, QUOTES),
            "speaker": pd.array(speaker, dtype="str"),
            "whole": whole,
            "start": start,
            "end": end,
        }
        return table, firsts, initial, articles

    def _sentiment(self, codes, starts, firsts, offsets):
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
        for number, text in self.odd.items():
            compound[number], words = vader.score(text)
            lows = offsets[firsts[number] : last[number]] - self.spans[number][0]
            for low, _, valence in words:
                row = firsts[number] + np.searchsorted(lows, low, side="right") - 1
                (up if valence > 0 else down)[row] += abs(valence)
        return compound, np.round(up, _DECIMALS), np.round(down, _DECIMALS)

    def _hits(self, codes, starts):
        vocabulary = self.vocabulary
        hits = _sums(vocabulary.hits, codes, starts)
        worded = np.flatnonzero(vocabulary.facts[codes, 0])
        _, rare, beside = vocabulary.roles[codes[worded]].T > 0
        beside = np.concatenate([[False], beside, [False]])
        near = worded[rare & (beside[:-2] | beside[1:-1] | beside[2:])]
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
