"""Texts that occur twice: in the page and the extracted text, or twice in the page."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate

_SHORT = 8  # letters and digits; a shorter text must be a line of its own
_LONG = 40  # a text of this length is searched for everywhere
# Without limits, a page full of repetitions would take hours.
_WINDOW, _TRIES, _MOST, _MOST_QUOTED = 100_000, 50, 5_000_000_000, 1_000_000_000
_QUOTATION = range(5, 61)  # words of a quotation that is set apart


def key(text):
    """A text's letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def drop_repeats(lines, is_apart):
    """Drop repeated captions, and pull quotes: body lines for which ``is_apart(line)`` holds."""
    captions, text, apart = set(), "", []
    for line in lines:
        spelled = key(line.text)
        if line.section == "caption":
            if spelled in captions:
                line.drop("repeats a caption")
            captions.add(spelled)
        elif line.section == "body" and line.words in _QUOTATION and is_apart(line):
            apart.append((line, spelled))
        elif line.section == "body":
            text += f"\n{spelled}"
    for line, spelled in apart:
        if spelled and spelled in text and len(text) * len(apart) <= _MOST_QUOTED:
            line.drop("quotation that repeats words of a paragraph")


def matched(texts, extracted):
    """For each text, in order, whether it is in the extracted lines. Each place counts once."""
    keys, lines = [key(text) for text in texts], [k for k in map(key, extracted) if k]
    return _Matching(keys, lines).run()


class _Matching:
    def __init__(self, keys, lines):
        self.keys, self.lines, self.text = keys, lines, "".join(lines)
        self.starts = [0, *accumulate(map(len, lines))]
        self.edges = set(self.starts)
        self.free = bytearray(b"\1") * len(self.text)
        self.places = [None] * len(keys)  # a key's offset in the text

    def run(self):
        """Whether each key was found, as a list."""
        self.anchor()
        self.between()
        if len(self.keys) * len(self.text) < _MOST:
            for n, k in enumerate(self.keys):
                if self.places[n] is None and len(k) >= _LONG:
                    self.take(n, self.find(k, 0, len(self.text)))
        return [place is not None for place in self.places]

    def anchor(self):
        """Place keys that occur once on both sides; a teaser is not the same paragraph below."""
        of_page, of_text, low = Counter(self.keys), Counter(self.lines), 0
        start = dict(zip(self.lines, self.starts, strict=False))
        for n, k in enumerate(self.keys):
            if of_page[k] == 1 == of_text[k] and start[k] >= low:
                self.take(n, start[k])
                low = start[k] + len(k) if len(k) > _LONG else low

    def between(self):
        """Place the others between neighbours already placed."""
        highs, high = [], len(self.text)
        for place in reversed(self.places):
            highs.append(high)
            high = high if place is None else place
        low = 0
        for n, (k, high) in enumerate(zip(self.keys, reversed(highs), strict=True)):
            if self.places[n] is None:
                place = self.find(k, low, min(high, low + _WINDOW))
                if place is None and self.holds_lines(k, low, high):
                    self.places[n] = low
                self.take(n, place)
            place = self.places[n]
            if place is not None and self.free[place : place + 1] != b"\1":
                low = max(low, place + len(k))

    def holds_lines(self, k, low, high):
        """Whether a key consists of several extracted lines."""
        start = bisect_left(self.starts, low)
        near = zip(self.starts[start:], self.lines[start : start + _TRIES], strict=False)
        lines = [line for at, line in near if at < high and len(line) >= _SHORT and line in k]
        return bool(k) and sum(map(len, lines)) >= 0.6 * len(k)

    def find(self, k, low, high):
        """The first free offset of ``k`` between two offsets, or None."""
        place = low - 1
        for _ in range(_TRIES):
            place = self.text.find(k, place + 1, high) if k else -1
            if place < 0:
                return None
            is_line = place in self.edges and place + len(k) in self.edges
            if self.free[place] and (is_line or len(k) >= _SHORT):
                return place
        return None

    def take(self, n, place):
        """Record a key's place; no other key can take it."""
        if place is not None:
            self.places[n] = place
            self.free[place : place + len(self.keys[n])] = bytes(len(self.keys[n]))
