"""Which capitals are a name's: the first word of a sentence has one, and so may all of a heading.

To the word facts a capital means a name, so a word that may have it for another reason is passed
in lower case, unless the article shows that it is a name.
"""

import re
from itertools import islice

import numpy as np

from analysis.text import words

_AFTER = re.compile(r"(?:'s)?[,.;:!?…)\"']*\Z")  # with any of these a name is the same name
_AROUND = ".,;:!?\"'()[]…"


class Capitals:
    """What capitals mean, by the codes of a vocabulary; ``codes`` maps a chunk to its code."""

    def __init__(self, codes):
        self.codes = codes
        self.names = {}  # a chunk without what is in _AFTER → its number
        self.name_of = []  # its number, by code
        self.forms = {}  # by code, what `_forms` gives

    def lowered(self, codes, doubtful, articles):
        """Codes with those of doubtful capitals that are no name's replaced by their lower case's.

        A capital is a name's if the word is all capitals, or if its article writes it with a
        capital elsewhere and never in lower case.

        >>> from analysis.counting.vocabulary import Codes
        >>> known, words = Codes(), "The storm hit. Rain fell near Rain again".split()
        >>> codes = np.array([known[word] for word in words])
        >>> lowered = Capitals(known).lowered(codes, np.isin(np.arange(8), [0, 3]), 0 * codes)
        >>> [list(known)[code] for code in lowered]
        ['the', 'storm', 'hit.', 'Rain', 'fell', 'near', 'Rain', 'again']
        """
        new = islice(self.codes, len(self.name_of), None)
        self.name_of += [self._number(_AFTER.sub("", chunk)) for chunk in new]
        places, chunks = np.flatnonzero(doubtful), list(self.codes)
        asked, which = np.unique(codes[places], return_inverse=True)
        forms = [self._forms(code, chunks[code]) for code in asked.tolist()]
        forms = np.array(forms, dtype="int64").reshape(-1, 3)[which]
        places, (lower, *names) = places[forms[:, 0] >= 0], forms[forms[:, 0] >= 0].T
        wanted = np.zeros(len(self.names), dtype=bool)
        wanted[np.concatenate(names)] = True
        name = np.array(self.name_of, dtype="int64")[codes]
        elsewhere = np.flatnonzero(wanted[name] & ~doubtful)
        column = np.cumsum(wanted) - 1
        seen = np.zeros((articles.max(initial=0) + 1, wanted.sum()), dtype=bool)
        seen[articles[elsewhere], column[name[elsewhere]]] = True
        capital, small = (seen[articles[places], column[form]] for form in names)
        common = small | ~capital
        lowered = codes.copy()
        lowered[places[common]] = lower[common]
        return lowered

    def _forms(self, code, chunk):
        """The code in lower case (−1 if nothing changes), and the numbers of name and word."""
        if code not in self.forms:
            lower = chunk.lower()
            # İ and HTTP:// are cut otherwise in lower case.
            if chunk.isupper() or lower == chunk or words(lower) != words(chunk):
                self.forms[code] = (-1, 0, 0)
            else:
                core = chunk.strip(_AROUND).removesuffix("'s")
                numbers = self._number(core), self._number(core.lower())
                self.forms[code] = (self.codes[lower], *numbers)
        return self.forms[code]

    def _number(self, name):
        return self.names.setdefault(name, len(self.names))
