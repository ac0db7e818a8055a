"""Texts of a page that are there twice: in an extractor's text as well, or twice in the page."""

import re
from collections import Counter
from itertools import accumulate

_SHORT = 8  # letters and digits; a shorter text must be a line of its own
_LONG = 40  # a text so long is looked for everywhere
# Without bounds a page of nothing but repetitions would take hours.
_WINDOW, _TRIES, _MOST, _MOST_QUOTED = 100_000, 50, 5_000_000_000, 1_000_000_000
_QUOTATION = range(5, 61)  # words of a quotation that is set apart


def key(text):
    """What two spellings of a text share: its letters and digits.

    >>> key("“Gate” broken, 2 hurt") == key('"Gate" broken – 2 hurt')
    True
    """
    return re.sub(r"[\W_]+", "", text).casefold()


def drop_repeats(lines, is_apart):
    """Drop captions that are there already, and quotations that are part of a longer paragraph.

    ``is_apart(line)`` says whether a line of the body is set apart from the text.
    """
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
    """For each text, in order, whether it is in the extracted lines. Each place counts once.

    Texts that occur once on both sides are found first; the others are then looked for between
    their neighbours, so that a teaser on top is not taken for the paragraph below.

    >>> matched(["Menu", "It rained.", "Menu", "It stopped."], ["It rained.", "Menu"])
    [False, True, True, False]
    """
    keys, lines = [key(text) for text in texts], [k for k in map(key, extracted) if k]
    text, starts = "".join(lines), [0, *accumulate(map(len, lines))]
    edges, free = set(starts), bytearray(b"\1") * len(text)
    places = _anchors(keys, lines, starts)

    def take(n, low, high):
        """Search for key n, whole lines if it is short, in a place that is still free."""
        size, place = len(keys[n]), low - 1
        for _ in range(_TRIES):
            place = text.find(keys[n], place + 1, high) if size else -1
            if place < 0:
                return
            if free[place] and (size >= _SHORT or {place, place + size} <= edges):
                places[n] = place
                free[place : place + size] = bytes(size)
                return

    for n, place in enumerate(places):
        if place is not None:
            free[place : place + len(keys[n])] = bytes(len(keys[n]))
    anchors = [(len(text) if place is None else place) for place in reversed(places)]
    highs, low = list(accumulate(anchors, min))[::-1], 0
    for n, high in enumerate(highs):
        if places[n] is None:
            take(n, low, min(high, low + _WINDOW))
        if places[n] is not None:
            low = max(low, places[n] + len(keys[n]))
    for n, k in enumerate(keys):
        if places[n] is None and len(k) >= _LONG and len(keys) * len(text) < _MOST:
            take(n, 0, len(text))
    return [place is not None for place in places]


def _anchors(keys, lines, starts):
    """The offset of each key that occurs once among the keys and once among the lines, or None."""
    n_keys, n_lines, low = Counter(keys), Counter(lines), 0
    start = dict(zip(lines, starts, strict=False))
    places = [None] * len(keys)
    for n, k in enumerate(keys):
        if n_keys[k] == 1 == n_lines[k] and start[k] >= low:
            places[n] = start[k]
            low = start[k] + len(k) if len(k) > _LONG else low
    return places
