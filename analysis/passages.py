"""Articles in, one row for each stretch of one sentence in one voice out: the counting pass."""

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis import lexicon as term_lists
from analysis import vader
from analysis.article import SECTIONS
from analysis.measures import WORD_FACTS, discover
from analysis.text import quotations, sentences, straighten, words

VOICES = ("quoted", "unquoted")
QUOTES = ("none", "speech", "fragment")
# Facts of a whole sentence: they stand on its first row and are 0 on its others.
SENTENCE_FACTS = ("sentences", "compound", "positive", "negative")
# One sentence each, whatever marks they hold.
_ONE_SENTENCE = ("kicker", "headline", "subhead")
_DECIMALS = 6
_MARKS = ".,;:!?\"'()[]…"


def count(corpus, lexicon=None):
    """Count what is in the articles: the only step that reads text.

    Parameters
    ----------
    corpus : iterable of Article
        Articles whose language is not English are left out, with a warning that names them.
    lexicon : Lexicon or path, optional
        A term list; the shipped one if not given.

    Returns
    -------
    DataFrame
        The passages table (columns in ``corpus/README.md``), one row a passage, articles in the
        order given and passages in reading order. All count columns are additive:
        ``count(a + b)`` is ``count(a)`` followed by ``count(b)``.
    """
    discover()
    if not isinstance(lexicon, term_lists.Lexicon):
        lexicon = term_lists.read(lexicon or term_lists.DEFAULT)
    articles = list(corpus)
    skipped = [article.id for article in articles if article.language != "en"]
    if skipped:
        warnings.warn(
            f"{len(skipped)} not counted, since their language is not en: {', '.join(skipped)}",
            stacklevel=2,
        )
    facts = _WordFacts()
    rows = [
        row
        for article in articles
        if article.language == "en"
        for row in _rows(article, facts, lexicon)
    ]
    return _table(rows, facts, lexicon)


@dataclass(slots=True)
class _Row:
    place: tuple
    chunks: list
    sentence_facts: tuple = (0, 0.0, 0, 0)
    valence_up: float = 0.0
    valence_down: float = 0.0
    loaded: tuple = ()


def _rows(article, facts, lexicon):
    """The passages of one article."""
    text = straighten(article.text)
    marks = quotations(article.text)
    spans = [span for span in _sentences(article) if words(text[span[2] : span[3]])]
    inner = {chunk for *_, start, end in spans for chunk in text[start:end].split()[1:]}
    for number, (paragraph, part, start, end) in enumerate(spans):
        section = article.sections[paragraph].kind
        stretches = _worded(text, _stretches(start, end, marks))
        whole = len({mark is None for _, _, mark in stretches}) == 1
        rows = []
        for low, high, mark in stretches:
            voice = "unquoted" if mark is None else "quoted"
            kind, speaker = (mark.kind, mark.speaker) if mark else ("none", "")
            place = (article.id, section, part, paragraph, number, voice, kind, speaker)
            chunks = text[low:high].split()
            if not rows:
                chunks[0] = _initial(chunks[0], inner)
            rows.append(_Row((*place, whole, low, high), [facts.code(chunk) for chunk in chunks]))
            rows[-1].loaded = _loaded(text[low:high], lexicon)
        _add_sentiment(rows, text[start:end], start)
        yield from rows


def _sentences(article):
    """Sentences of an article: (paragraph, part, start, end), offsets in its text."""
    part = offset = 0
    for paragraph, section in enumerate(article.sections):
        part += section.kind == "subhead"
        length = len(section.text)
        whole = section.kind in _ONE_SENTENCE
        for start, end in [(0, length)] if whole else sentences(section.text):
            yield paragraph, part, offset + start, offset + end
        offset += length + 2


def _initial(chunk, inner):
    """The first chunk of a sentence, in lower case unless its capital is a name's.

    It is kept if it is all capitals, or if the article writes the word with a capital inside a
    sentence and never in lower case. ``inner`` holds the chunks inside sentences.
    """
    core = chunk.strip(_MARKS).removesuffix("'s")
    if core.isupper() or (_forms(core) & inner and not _forms(core.lower()) & inner):
        return chunk
    return chunk.lower()


def _forms(word):
    return {word + tail for tail in ("", ",", ".", "'s", ";", ":")}


def _stretches(start, end, marks):
    """A sentence cut where a quotation begins or ends: (start, end, quotation or None)."""
    position = start
    for mark in marks:
        if mark.end <= position or mark.start >= end:
            continue
        if mark.start > position:
            yield position, mark.start, None
        yield max(position, mark.start), min(mark.end, end), mark
        position = min(mark.end, end)
    if position < end:
        yield position, end, None


def _worded(text, stretches):
    """Stretches with words; what has none (a mark, a full stop) joins its neighbour."""
    worded, lead = [], None
    for start, end, mark in stretches:
        if words(text[start:end]):
            worded.append((start if lead is None else lead, end, mark))
            lead = None
        elif worded:
            worded[-1] = (worded[-1][0], end, worded[-1][2])
        elif lead is None:
            lead = start
    return worded


def _add_sentiment(rows, sentence, start):
    compound, valences = vader.score(sentence)
    rows[0].sentence_facts = (1, compound, int(compound >= 0.05), int(compound <= -0.05))
    for low, _, valence in valences:
        row = next(row for row in reversed(rows) if row.place[-2] <= start + low)
        if valence > 0:
            row.valence_up += valence
        else:
            row.valence_down -= valence


def _loaded(text, lexicon):
    hits = lexicon.find(text)
    counts = dict.fromkeys(lexicon.categories, 0)
    for _, _, category, _ in hits:
        counts[category] += 1
    stretches = limit = 0
    for start, end, _, _ in hits:
        stretches += start >= limit
        limit = max(limit, end)
    return (*counts.values(), stretches)


class _WordFacts:
    """Each word fact asked once for each distinct chunk between white space."""

    def __init__(self):
        self.names = ("words", *WORD_FACTS)
        self.known = {}
        self.values = []

    def code(self, chunk):
        """The row of ``values`` that holds the facts of a chunk."""
        code = self.known.get(chunk)
        if code is None:
            code = self.known[chunk] = len(self.values)
            found = [chunk[start:end] for start, end in words(chunk)]
            self.values.append(
                (len(found), *(sum(fact(word) for word in found) for fact in WORD_FACTS.values()))
            )
        return code


def _table(rows, facts, lexicon):
    places = ("article", "section", "part", "paragraph", "sentence", "voice", "quote", "speaker")
    columns = dict(
        zip(
            (*places, "whole", "start", "end"),
            zip(*(row.place for row in rows), strict=True) if rows else [()] * 11,
            strict=True,
        )
    )
    table = pd.DataFrame(columns).astype(
        {
            "article": "str",
            "section": pd.CategoricalDtype(SECTIONS),
            "voice": pd.CategoricalDtype(VOICES),
            "quote": pd.CategoricalDtype(QUOTES),
            "speaker": "str",
            "whole": "bool",
            **dict.fromkeys(("part", "paragraph", "sentence", "start", "end"), "int64"),
        }
    )
    sentence_facts = np.array([row.sentence_facts for row in rows]).reshape(-1, 4)
    for name, values in zip(SENTENCE_FACTS, sentence_facts.T, strict=True):
        table[name] = values if name == "compound" else values.astype("int64")
    values = np.array(facts.values, dtype="int64").reshape(-1, len(facts.names))
    lengths = np.array([len(row.chunks) for row in rows], dtype="int64")
    codes = np.fromiter((code for row in rows for code in row.chunks), "int64")
    # Every row has a word, so no stretch of codes is empty.
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype("int64")
    sums = np.add.reduceat(values[codes], starts) if rows else values[:0]
    for name, column in zip(facts.names, sums.T, strict=True):
        table[name] = column
    table["quoted_words"] = table["words"].where(table["voice"] == "quoted", 0)
    for name in ("valence_up", "valence_down"):
        table[name] = np.round([getattr(row, name) for row in rows], _DECIMALS).astype("float64")
    loaded = np.array([row.loaded for row in rows], dtype="int64").reshape(-1, len(lexicon.columns))
    for name, column in zip(lexicon.columns, loaded.T, strict=True):
        table[name] = column
    return table
