"""Which line of a text dump is its headline: the one for which most evidence speaks.

The points are rounded coefficients of a conditional logit (McFadden 1974) of the headline among
the lines above the text, fitted to dumps of saved pages whose titles are known.
"""

import re
from collections import Counter

from .names import is_byline, is_dated

_ABOVE, _INTO = 45, 30  # lines above and in the text among which the headline is looked for
# Words of a headline, and of one that is a sentence or seems to begin the text.
_LONGEST, _LONGEST_SENTENCE = 45, 15
_WORD, _STEM = re.compile(r"[^\W\d_]{4,}"), 6  # words are compared by their first letters
_SITE = re.compile(r"\s*[|–—:·-]\s")
PROMPT = re.compile(
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
        for n in range(max(0, first - _ABOVE), max(first, min(first + _INTO, last)))
        if lines[n].open and _fits(lines, n, first)
    }
    best = max(points, key=points.get, default=None)
    # "Bridge closed | The Paper" is the page's title, which repeats the headline.
    for n in points:
        if lines[n].words > 2 and _SITE.match(lines[best].text.removeprefix(lines[n].text)):
            return n
    return best


def _fits(lines, n, first):
    """Whether a line can be a headline; in the text, if it is the first or signed and dated."""
    line, below = lines[n], [near.text for near in lines[n + 1 : n + 5]]
    is_signed = any(map(is_byline, below)) and any(map(is_dated, below))
    longest = _LONGEST if n < first and (line.asks or not line.ends) else _LONGEST_SENTENCE
    is_first = n < first + 2 or is_signed and not line.is_paragraph
    is_text = re.search(r"[^\W\d_]", line.text) and "://" not in line.text
    return is_first and is_text and line.words <= longest


def _points(lines, n, lead, counts):
    line, before, below = lines[n], lines[n - 1] if n else None, lines[n + 1 : n + 5]
    stems = _stems(line.text)
    points = 0.5 * min(len(stems & lead), 4)  # words of the first paragraphs
    points += 1.5 * len(stems & counts.keys()) / max(1, len(stems))
    points += 0.4 * min(sum(counts[stem] > 1 for stem in stems), 4)
    points += 1.5 if 5 <= line.words <= 18 else -1 if line.words <= 2 else 0
    points += 1.5 * any(is_byline(near.text) for near in below)
    points += 1.5 * any(is_dated(near.text) for near in below)
    points -= 1.5 * line.text.endswith(".")
    points -= bool(PROMPT.search(line.text))
    points -= 0.15 * sum(near.open and near.is_title for near in lines[max(0, n - 6) : n])
    if before:
        # A headline and its deck; with capitals in both it may be a kicker and its headline.
        has_deck = before.open and before.is_title and 4 <= before.words < line.words
        words = _WORD.findall(line.text)
        is_title_case = sum(word[0].isupper() for word in words) >= 0.8 * len(words)
        points -= has_deck and not is_title_case
        points += (not before.open and not before.section) - 0.5 * before.is_paragraph
    return points


def _stems(text):
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}
