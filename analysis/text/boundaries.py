"""Where words, sentences (by nupunkt, within paragraphs) and paragraphs begin and end."""

import copy
import functools
import re
from pathlib import Path

import numpy as np
import nupunkt

from analysis._support import patterns, require

from .speaker import TITLES

# One character for one, so that offsets in the straightened text hold in the original.
_STRAIGHT = [*zip("‘’ʼ＇“”„‟«»″＂‐‑", "'" * 4 + '"' * 8 + "-" * 2, strict=True)]
_DATA = Path(__file__).parent / "data"
IS = patterns(_DATA / "patterns.yml", titles=TITLES)
# Of ends that are certain: a numeral, if it is not the first; any other word; one before a figure.
_ITEM, _PLAIN, _NUMBER = 1, 2, 3
_NUMBERED = {"art", "ca", "fig", "figs", "jul", "jun", "no", "para"}  # before a figure
_LONGEST = 1_000  # characters between white space; more take the model time quadratic in them
_LONG_WORD = 40  # characters; no end after so long a word is certain
_LONG = re.compile(rf"(\S{{{_LONGEST},}})(\S{{50}})")


def straighten(text):
    """The text with straight quotation marks, apostrophes (also don´t) and hyphens; same length.

    >>> straighten("don’t say “war-torn”")
    'don\\'t say "war-torn"'
    """
    require((str, type(None)), "a text", text=text)
    text = IS.accent.sub("'", text) if text and ("`" in text or "´" in text) else text or ""
    marks = () if text.isascii() else _STRAIGHT
    return functools.reduce(lambda straight, pair: straight.replace(*pair), marks, text)


def words(text):
    """Words of a text as (start, end) offsets.

    A word is a run of letters or digits in any script, including apostrophes and hyphens inside it
    and points and commas between digits. A contraction, a possessive, a compound or a number is
    therefore one word. Punctuation marks, currency symbols and emoji are not words.

    >>> text = "The U.S. didn’t pay $1.5bn to war-torn Iran—why?"
    >>> [text[start:end] for start, end in words(text)]
    ['The', 'U.S', 'didn’t', 'pay', '1.5bn', 'to', 'war-torn', 'Iran', 'why']
    """
    require((str, type(None)), "a text", text=text)
    return [match.span() for match in IS.word.finditer(text or "")]


def sentences(text):
    """Sentences of a text as (start, end) offsets, without the white space around them.

    Sentences are not empty. A blank line always ends a sentence, and so does the end of a sentence
    in a quotation; a closing mark belongs to the sentence that it closes. Boundaries are found by
    nupunkt (Punkt; Kiss and Strunk 2006) with a list of abbreviations in news (U.S., a.m., Sen.).

    >>> text = "He asked, “Is he still with us? I am worried.” Nobody in the U.S. spoke."
    >>> [text[start:end] for start, end in sentences(text)]
    ['He asked, “Is he still with us?', 'I am worried.”', 'Nobody in the U.S. spoke.']
    """
    return [span for start, end in paragraphs(text) for span in _of_line(text, start, end)]


def _of_line(text, start, end):
    # Most ends are certain from their form: letters that no rule of the model names, a stop, and
    # a capital after white space. The model reads what lies between two if it has another stop.
    spans, doubt, low = [], False, start
    for match in IS.stop.finditer(text, start, end):
        stop, (sentence_end, following) = match.start(), match.span("gap")
        word = text[max(low, stop - _LONG_WORD) : stop].rpartition(" ")[2]
        kind = _kind(word, text[stop]) if following > 0 else 0
        if kind > (low == start) and not (kind == _NUMBER and IS.figure.match(text, following)):
            spans += _read(text, low, sentence_end) if doubt else [(low, sentence_end)]
            low, doubt = following, False
        elif match.end() < end:
            doubt = True
    return spans + (_read(text, low, end) if doubt else [(low, end)] * (low < end))


def _kind(word, stop):
    """Whether a word and a stop end a sentence: 0, or `_ITEM`, `_PLAIN` or `_NUMBER`."""
    word = word.lstrip("\"'“”‘’—–([?").lower()
    if stop == "…" or not (1 < len(word) < _LONG_WORD and word.isalpha()):
        return 0
    if word in _model()[1]:
        return _NUMBER * (word in _NUMBERED)
    return _ITEM if IS.numeral.fullmatch(word) else _PLAIN


def form(chunk):
    """How a chunk ends or begins a sentence: its stops, whether one ends it, `_kind`, an opener."""
    opens = bool(IS.opens.match(chunk))
    if chunk.isalpha() or not (stops := [*IS.stop.finditer(chunk)]):
        return 0, False, 0, opens
    stop, closes = stops[-1].start(), stops[-1].end() == len(chunk)
    kind = _kind(chunk[max(stop - _LONG_WORD, 0) : stop], chunk[stop]) if closes else 0
    return len(stops), closes, kind, opens


def sentences_of_lines(text, begins, ends, last, forms):
    """`sentences` of many lines, from where chunks between white space begin and end: two arrays.

    ``last`` says which chunks end a line; ``forms`` are the columns of the `form` of each.
    """
    stops, closes, kind, opens = forms
    certain = (kind > 0) & np.append(opens > 0, False)[1:] & ~last
    for n in np.flatnonzero(certain & (kind == _NUMBER)).tolist():
        certain[n] = not IS.figure.match(text, begins[n + 1])
    # The number of an item is certain only behind another end in its line.
    firm = certain & (kind != _ITEM)
    before, first = np.cumsum(firm) - firm, np.append(True, last)[:-1]
    certain = firm | certain & (before > np.maximum.accumulate(np.where(first, before, 0)))
    edges = certain | last
    lows = np.flatnonzero(np.append(True, edges)[:-1])
    doubt = np.logical_or.reduceat(stops > (edges & closes), lows)
    lows, highs = begins[lows], ends[edges]
    spans = np.stack([lows, highs], axis=1)
    read = [one for span in spans[doubt].tolist() for one in _read(text, *span)]
    spans = np.concatenate([spans[~doubt], np.array(read, dtype="int64").reshape(-1, 2)])
    return spans[np.argsort(spans[:, 0], kind="stable")].T


def _read(text, start, end):
    spans, piece = [], IS.opening.sub(lambda run: '"' * len(run[0]), text[start:end])
    if len(piece) > _LONGEST:
        piece = _LONG.sub(lambda run: "x" * len(run[1]) + run[2], piece)
    for low, high in _model()[0].spans(piece, paragraph_breaks=False):
        low, high = start + low, start + high
        if spans and IS.going_on.search(text, max(0, spans[-1][1] - 6), low + 1):
            low = spans.pop()[0]
        if spans and low == spans[-1][1] and (closes := IS.closing.match(text, low, high)):
            low = closes.end() if closes[1] is None else high
            spans[-1] = spans[-1][0], low
        spans += [(low, high)] * (low < high)
    return spans


def paragraphs(text):
    """Stretches between blank lines as (start, end) offsets.

    >>> paragraphs("One.\\n\\nTwo\\nlines. ")
    [(0, 4), (6, 16)]
    """
    require((str, type(None)), "a text", text=text)
    found = IS.paragraph.finditer(text or "")
    return [(match.start(), match.start() + len(match.group().rstrip())) for match in found]


@functools.cache
def _model():
    """nupunkt with abbreviations of news, and openers after them; words it may not end after."""
    model = copy.copy(nupunkt.load("default").parameters)
    dotted = {word for word in model.abbrev_types if "." in word or len(word) == 1}
    model.abbrev_types = dotted.union((_DATA / "abbreviations.txt").read_text().split())
    model.sent_starters = set((_DATA / "starters.txt").read_text().split())
    named = model.abbrev_types.union(word for word, _ in model.collocations)
    return nupunkt.PunktSentenceTokenizer(model), named
