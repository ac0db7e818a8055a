"""An article cut into rows of one voice: sentences, quotations, and words that are attributed."""

from collections import defaultdict, namedtuple

import numpy as np

from analysis.article import SECTIONS
from analysis.text import Quotation, read_quotations
from analysis.text.attribution import ATTRIBUTED, CUE, SOURCE, attribute, name_sources
from analysis.text.boundaries import IS, sentences_of_lines

from .vocabulary import Chunks

VOICES = ("quoted", "attributed", "unattributed")
MARKS_ALONE = ("quoted", "unquoted")  # the voices without attribution
QUOTES = ("none", "speech", "fragment")
ONE_SENTENCE = ("kicker", "headline", "subhead")  # of each, whatever marks it holds
HEADINGS = [SECTIONS.index(kind) for kind in ONE_SENTENCE]
_UNMARKED = Quotation(0, 0, "none")
NUMBERS = [SECTIONS.index(kind) for kind in ("deck", "body")]  # in which words are attributed
_LONGEST = 12  # words of a source
_AROUND = " .,;:!?()[]\"“”„'‘–—"
# The text of some articles and where each begins; chunks of sentences, and with which a sentence
# begins; chunks of rows, and with which a row begins; columns of rows.
Layout = namedtuple("Layout", "text bases sentences firsts chunks starts table")


def lay_out(articles, vocabulary, voices=VOICES):
    """The `Layout` of articles: rows in reading order for each sentence with a word.

    The table has the columns of the passages table, but voice and quote as codes (−1 if unknown)
    and offsets in the text; also span and owner (numbers of sentence and article), quotation (where
    it ends, or 0), and initial (whether the row begins a sentence or quotation).
    """
    texts = [section.text for article in articles for section in article.sections]
    text, table = "\n\n".join(texts), _sections(articles)
    chunks, first, forms = vocabulary.encode(texts)
    one = np.isin(table["section"], HEADINGS)[np.repeat(np.arange(len(texts)), np.diff(first))]
    last = np.isin(np.arange(len(one)), first[1:] - 1)
    low, high = sentences_of_lines(text, *chunks[1:], last, [form * ~one for form in forms])
    spans = zip(low.tolist(), high.tolist(), strict=True)
    worded = np.array([IS.letter.search(text, *span) is not None for span in spans], dtype=bool)
    low, high = low[worded], high[worded]
    place = np.searchsorted(chunks.begins[first[:-1]], low, side="right") - 1
    sizes = np.array([len(a.text) + 2 if a.sections else 0 for a in articles], dtype="int64")
    bases = np.cumsum(sizes) - sizes
    marks, readable, opened, closed = _quotations(articles, bases)
    span, start, mark = _stretches(text, low, high, opened, closed)
    quoted, new, owner = mark >= 0, np.diff(span, prepend=-1) > 0, table["owner"][place]
    table = {name: column[place][span] for name, column in table.items()}
    table["sentence"] = (np.arange(len(low)) - np.searchsorted(owner, owner))[span]
    n_quoted = np.bincount(span, quoted)
    table["whole"] = ((n_quoted == 0) | (n_quoted == np.bincount(span)))[span]
    end = np.where(np.append(new, True)[1:], high[span], np.append(start, 0)[1:])
    table |= {"start": start, "end": end, "span": span, "quotation": closed[mark]}
    table["initial"] = new | quoted & (start >= opened[mark])
    known = readable[table["owner"]]
    table["voice"] = np.where(known, np.where(quoted, 0, len(voices) - 1), -1)
    table["quote"] = np.where(known, np.array([QUOTES.index(one.kind) for one in marks])[mark], -1)
    for name in ("speaker", "cue"):
        table[name] = np.array([getattr(one, name) for one in marks], dtype=object)[mark]
    chunks = vocabulary.cut(chunks, np.union1d(low, high))
    within = np.searchsorted(np.stack([low, high], axis=1).ravel(), chunks.begins, "right") % 2 > 0
    sentences = Chunks(*(column[within] for column in chunks))
    firsts = np.searchsorted(sentences.begins, low)
    chunks = vocabulary.cut(sentences, start)
    starts = np.searchsorted(chunks.begins, start)
    return Layout(text, bases, sentences, firsts, chunks, starts, table)


def _sections(articles):
    """Columns of sections: article, kind, part and paragraph, as numbers."""
    sizes = np.array([len(article.sections) for article in articles], dtype="int64")
    kinds = [SECTIONS.index(one.kind) for article in articles for one in article.sections]
    owner, kinds = np.repeat(np.arange(len(sizes)), sizes), np.array(kinds, dtype="int64")
    first, part = (np.cumsum(sizes) - sizes)[owner], kinds == SECTIONS.index("subhead")
    part = np.cumsum(part) - (np.cumsum(part) - part)[first]
    paragraph = np.arange(len(owner)) - first
    return {"owner": owner, "section": kinds, "part": part, "paragraph": paragraph}


def _quotations(articles, bases):
    """Quotations, behind them one for none; whose marks can be read; where they begin and end."""
    found = [read_quotations(article.text) for article in articles]
    readable = np.array([readable for _, readable in found], dtype=bool)
    marks = [mark for of, readable in found if readable for mark in of]
    sizes = [len(of) * readable for of, readable in found]
    places = np.array([(mark.start, mark.end) for mark in marks], dtype="int64").reshape(-1, 2)
    places += np.repeat(bases, sizes)[:, None]
    return [*marks, _UNMARKED], readable, *np.append(places, [[0, 0]], axis=0).T


def _stretches(text, low, high, opened, closed):
    """Sentences, cut where quotations begin and end: sentence, beginning and quotation or −1."""
    first, last = np.searchsorted(closed[:-1], low, "right"), np.searchsorted(opened[:-1], high)
    alone, rows = first >= last, []
    spans = [*zip(opened.tolist(), closed.tolist(), strict=True)]
    columns = np.stack([np.arange(len(low)), low, high, first, last])
    for sentence, start, end, *marks in columns[:, ~alone].T.tolist():
        pieces, place = [], start
        for mark in range(*marks):
            begin, close = spans[mark]
            before, place = place, min(close, end)
            pieces += [(before, begin, -1), (max(before, begin), place, mark)]
        pieces.append((place, end, -1))
        # What has no word joins its neighbour.
        worded = [(a, mark) for a, b, mark in pieces if IS.letter.search(text, a, b)]
        rows.append((sentence, start, worded[0][1]))
        rows += [(sentence, a, mark) for a, mark in worded[1:]]
    whole = np.pad(columns[:2, alone], [(0, 1), (0, 0)], constant_values=-1)
    rows = np.hstack([whole, np.array(rows, dtype="int64").reshape(-1, 3).T])
    return rows[:, np.argsort(rows[1], kind="stable")]


def attributed(vocabulary, codes, row, table):
    """For each chunk, the probability that it is attributed, in thousandths, and its label."""
    probability, label = np.zeros(len(codes), dtype="int64"), np.zeros(len(codes), dtype="int8")
    asked = np.flatnonzero(((table["voice"] >= 0) & np.isin(table["section"], NUMBERS))[row])
    places = (table[name][row[asked]] for name in ("span", "owner", "quotation"))
    probability[asked], label[asked] = attribute(vocabulary.network(), codes[asked], *places)
    # A chunk without a word has the label of the word before it in its row, or else after it.
    worded = np.flatnonzero(vocabulary.facts[codes, 0])
    before = np.searchsorted(worded, np.arange(len(codes)), "right") - 1
    alone = (before < 0) | (row[worded[before]] != row)
    return probability, label[worded[np.minimum(before + alone, len(worded) - 1)]]


def cut(laid, label, matches):
    """Rows cut where attributed words begin or end: columns of rows, and where they begin.

    ``matches`` are the first and last chunks of terms, of which none is cut.
    """
    text, (_, low, high), starts, table = laid.text, laid.chunks, laid.starts, laid.table
    name_sources(label, low, text)
    said = label == ATTRIBUTED
    for first, last, _ in matches:
        said[first + 1 : last + 1] = said[first]
    begins = np.union1d(starts, np.flatnonzero(np.diff(said, prepend=False)))
    base = np.searchsorted(starts, begins, "right") - 1
    table = {name: column[base] for name, column in table.items()}
    later = np.flatnonzero(np.diff(base, prepend=-1) == 0)
    table["start"][later] = table["end"][later - 1] = low[begins[later]]
    rows = np.flatnonzero(said[begins])
    table["voice"][rows] = VOICES.index("attributed")
    table["reporting"] = np.isin(table["span"], table["span"][rows])
    ends = np.append(begins[1:], len(label))
    span, runs = np.repeat(table["span"], ends - begins), defaultdict(list)
    edges = np.flatnonzero(np.diff(label, prepend=-1) | np.diff(span, prepend=-1))
    columns = np.stack([span[edges], label[edges], edges, np.append(edges, len(label))[1:]], 1)
    for sentence, kind, *run in columns[np.isin(label[edges], [SOURCE, CUE])].tolist():
        runs[sentence, kind].append(run)
    columns = rows, begins[rows], ends[rows], table["span"][rows]
    for number, begin, end, sentence in np.stack(columns, 1).tolist():
        sources, cues, last = runs[sentence, SOURCE], runs[sentence, CUE], high[end - 1]
        according_to = text[last : last + 12].lower().startswith(" according")
        source = source_of(sources, cues, begin, end, according_to)
        for name, run in (("speaker", source), ("cue", _nearest(cues, begin, end))):
            words = text[low[run[0]] : high[run[1] - 1]] if run else ""
            words = IS.relative.sub("", words.strip(_AROUND)).split()
            table[name][number] = " ".join(words[:_LONGEST])
    return table, begins


def source_of(sources, cues, begin, end, according_to):
    """The source in a sentence, one of its ``sources``, that said the chunks from begin to end.

    It is the last one before them with a cue between, else the first one after them with a cue;
    after "according to", that one. A source directly after another source's cue is only addressed
    or named: in "Bucher told the AP on Monday that …", the source is Bucher.
    """
    before = [run for run in sources if run[1] <= begin]
    after = [run for run in sources if run[0] >= end]
    if after and according_to:
        return after[0]
    if before and any(before[-1][1] <= cue[0] and cue[1] <= begin for cue in cues):
        while before[1:] and any(before[-2][1] <= c[0] and c[1] == before[-1][0] for c in cues):
            before.pop()
        return before[-1]
    if after and any(cue[0] >= end for cue in cues):
        return after[0]
    return _nearest(sources, begin, end)


def _nearest(runs, begin, end):
    return min(runs, key=lambda run: max(begin - run[1], run[0] - end), default=None)
