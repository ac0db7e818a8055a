"""Which of a page's blocks are in the text that an extractor took from it."""

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate

_SHORT = 8  # letters and digits; a shorter text must be a line of its own
_LONG = 40  # a text so long is looked for everywhere
# Without bounds a page of nothing but repetitions would take hours.
_WINDOW, _TRIES, _MOST = 100_000, 50, 5_000_000_000


def key(text):
    """What two spellings of a text share: its letters and digits.

    >>> key("“Gate” broken, 2 hurt") == key('"Gate" broken – 2 hurt')
    True
    """
    return re.sub(r"[\W_]+", "", text).casefold()


def matched(texts, extracted):
    """For each text, in order, whether it lies in the extracted lines. Each place counts once.

    Texts that stand once on both sides are found first; what stands more often is then looked for
    between its neighbours, so that a teaser on top is not taken for the paragraph below.

    >>> matched(["Menu", "It rained.", "Menu", "It stopped."], ["It rained.", "Menu"])
    [False, True, True, False]
    """
    keys, lines = [key(text) for text in texts], [k for k in map(key, extracted) if k]
    return _Match(keys, lines).run()


class _Match:
    def __init__(self, keys, lines):
        self.keys, self.lines, self.whole = keys, lines, "".join(lines)
        self.starts = [0, *accumulate(map(len, lines))]
        self.edges = set(self.starts)
        self.free = bytearray(b"\1") * len(self.whole)
        self.found = [None] * len(keys)  # a text's offset in the whole

    def run(self):
        """Find the places; a list of bools, whether each text was found."""
        self.anchor()
        self.between()
        if len(self.keys) * len(self.whole) < _MOST:
            for n, k in enumerate(self.keys):
                if self.found[n] is None and len(k) >= _LONG:
                    self.take(n, self.find(k, 0, len(self.whole)))
        return [at is not None for at in self.found]

    def anchor(self):
        """Texts that stand once among the texts and once among the lines."""
        mine, theirs, low = Counter(self.keys), Counter(self.lines), 0
        at = dict(zip(self.lines, self.starts, strict=False))
        for n, k in enumerate(self.keys):
            if mine[k] == 1 == theirs[k] and at[k] >= low:
                self.take(n, at[k])
                low = at[k] + len(k) if len(k) > _LONG else low

    def between(self):
        """The others, between the neighbours that were found."""
        highs, high = [0] * len(self.keys), len(self.whole)
        for n in range(len(self.keys) - 1, -1, -1):
            highs[n] = high
            high = high if self.found[n] is None else self.found[n]
        low = 0
        for n, k in enumerate(self.keys):
            if self.found[n] is None:
                at = self.find(k, low, min(highs[n], low + _WINDOW))
                if at is None and self.holds_lines(k, low, highs[n]):
                    self.found[n] = low
                self.take(n, at)
            if self.found[n] is not None and self.free[self.found[n] : self.found[n] + 1] != b"\1":
                low = max(low, self.found[n] + len(k))

    def holds_lines(self, k, low, high):
        """Whether a text is made of several extracted lines."""
        first = bisect_left(self.starts, low)
        inside = 0
        for n in range(first, min(first + _TRIES, len(self.lines))):
            line = self.lines[n]
            if self.starts[n] < high and len(line) >= _SHORT and line in k:
                inside += len(line)
        return bool(k) and inside >= 0.6 * len(k)

    def find(self, k, low, high):
        """The offset of a free place of ``k`` between two offsets, or None."""
        at = self.whole.find(k, low, high) if k else -1
        for _ in range(_TRIES):
            if at < 0:
                return None
            whole_line = at in self.edges and at + len(k) in self.edges
            if self.free[at] and (whole_line or len(k) >= _SHORT):
                return at
            at = self.whole.find(k, at + 1, high)
        return None

    def take(self, n, at):
        """Note where a row stands, and that no other row can stand there."""
        if at is not None:
            self.found[n] = at
            self.free[at : at + len(self.keys[n])] = bytes(len(self.keys[n]))
