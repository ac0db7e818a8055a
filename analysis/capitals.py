"""Which capitals are a name's: the first word of a sentence has one, and so may all of a heading.

A capital means a name to the word facts, so a word that may have it for another reason is asked in
lower case, unless the article shows that it is a name.
"""

import functools

_ENDS = ("", ",", ".", "'s", ";", ":")


def respelt(chunks, rows):
    """Chunks to be read in lower case: a list of (position, chunk in lower case).

    ``chunks`` are an article's, rows one after another. ``rows`` is a list of (first, last): the
    positions in ``chunks`` at which a capital may be no name's.

    A capital is a name's if the word is all capitals, or if the article writes it with a capital
    elsewhere and never in lower case.

    >>> respelt("The storm hit. Rain fell. Near Rain the".split(), [(0, 1), (3, 4)])
    [(0, 'the')]
    """
    elsewhere = chunks.copy()
    for first, last in rows:
        elsewhere[first:last] = [""] * (last - first)
    elsewhere = set(elsewhere)
    found = []
    for first, last in rows:
        for place in range(first, last):
            chunk = chunks[place]
            if not chunk.islower() and (forms := _forms(chunk)):
                lower, capital, small = forms
                if elsewhere.isdisjoint(capital) or not elsewhere.isdisjoint(small):
                    found.append((place, lower))
    return found


@functools.lru_cache(maxsize=1 << 16)
def _forms(chunk):
    """A chunk in lower case and its forms with a capital and without; None if nothing changes."""
    lower = chunk.lower()
    if chunk.isupper() or lower == chunk:
        return None
    core = chunk.strip(".,;:!?\"'()[]…").removesuffix("'s")
    small = core.lower()
    return lower, [core + end for end in _ENDS], [small + end for end in _ENDS]
