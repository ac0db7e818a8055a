"""Which capitals are a name's: the first word of a sentence has one, and so may all of a heading.

To the word facts a capital means a name, so a word that may have it for another reason is passed
in lower case, unless the article shows that it is a name.
"""

import functools

_ENDS = ("", ",", ".", "'s", ";", ":")


def respelt(chunks, doubtful):
    """Chunks to be read in lower case: a list of (position, chunk in lower case).

    ``chunks`` are an article's, and ``doubtful`` the positions in it at which a capital may be no
    name's. It is a name's if the word is all capitals, or if the article writes it with a capital
    elsewhere and never in lower case.

    >>> respelt("The storm hit. Rain fell. Near Rain the".split(), [0, 3])
    [(0, 'the')]
    """
    certain = chunks.copy()
    for place in doubtful:
        certain[place] = ""
    elsewhere, lowered = set(certain), []
    for place in doubtful:
        if forms := _forms(chunks[place]):
            lower, capital, small = forms
            if elsewhere.isdisjoint(capital) or not elsewhere.isdisjoint(small):
                lowered.append((place, lower))
    return lowered


@functools.lru_cache(maxsize=1 << 16)
def _forms(chunk):
    """A chunk in lower case and its forms with a capital and without; None if nothing changes."""
    lower = chunk.lower()
    if chunk.isupper() or lower == chunk:
        return None
    core = chunk.strip(".,;:!?\"'()[]…").removesuffix("'s")
    small = core.lower()
    return lower, [core + end for end in _ENDS], [small + end for end in _ENDS]
