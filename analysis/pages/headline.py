"""Which line of a text dump is its headline: the one for which most evidence speaks.

The points are rounded coefficients of a conditional logit (McFadden 1974) of the headline among
the lines above the text, fitted to dumps of saved pages whose titles are known.
"""

import re
from collections import Counter

from .boilerplate import has_credit
from .byline import is_byline, is_dated

_ABOVE = 45  # lines above the text among which the headline is looked for
_LONGEST = 45  # words
_WORD, _STEM = re.compile(r"[^\W\d_]{4,}"), 6  # words are compared by their first letters
_PROMPT = re.compile(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|newsletter|cookies?|browser|click|search|menu|skip|"
    r"navigation|read more|follow|advert\w*|e-?mail|account|password|privacy|terms)\b",
    re.IGNORECASE,
)


def headline(lines, first, last):
    """The index of the headline of the text in ``lines[first : last + 1]``, or None."""
    paragraphs = [line.text for line in lines[first : last + 1] if line.is_paragraph]
    lead = set().union(*map(_stems, paragraphs[:3]))
    counts = Counter(stem for text in paragraphs for stem in _stems(text))
    points = {
        n: _points(lines, n, lead, counts) - (2 if n >= first else 0)
        for n in range(max(0, first - _ABOVE), min(first + 2, len(lines)))
        if lines[n].open and lines[n].words <= _LONGEST and re.search(r"[^\W\d_]", lines[n].text)
    }
    return max(points, key=points.get, default=None)


def _points(lines, n, lead, counts):
    line, before, below = lines[n], lines[n - 1] if n else None, lines[n + 1 : n + 5]
    stems = _stems(line.text)
    points = 0.5 * min(len(stems & lead), 4)  # words of the first paragraphs
    points += 1.5 * len(stems & counts.keys()) / max(1, len(stems))
    points += 0.4 * min(sum(counts[stem] > 1 for stem in stems), 4)
    points += 1.5 if 5 <= line.words <= 18 else -1 if line.words <= 2 else 0
    points += 1.5 * any(map(is_byline, below))
    points += 1.5 * any(map(is_dated, below))
    points -= 1.5 * line.text.endswith(".")
    points -= bool(has_credit(line.text)) + bool(_PROMPT.search(line.text))
    points -= 0.15 * sum(near.open and near.is_title for near in lines[max(0, n - 6) : n])
    if before:
        is_headline_of_deck = before.open and before.is_title and 4 <= before.words < line.words
        points += before.dropped - 0.5 * before.is_paragraph - is_headline_of_deck
    return points


def _stems(text):
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}
