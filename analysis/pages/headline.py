"""The headline of a text dump: the line with the most evidence for it.

The points are rounded coefficients of a conditional logit (McFadden 1974) of the headline among
the lines above the text, fitted to dumps of saved pages whose titles are known; those for decks
and for the end of a line were set by hand.
"""

import re
from collections import Counter
from itertools import chain

from .boilerplate import BYLINE, wording
from .names import is_byline, is_dated, labelled

_ABOVE, _INTO = 90, 30  # lines above and in the text among which the headline is looked for
# Words of a headline, and of one that is a sentence or seems to begin the text.
_LONGEST, _LONGEST_SENTENCE = 45, 15
_SURE = 3  # points; of 20 dumps with fewer, the headline of 16 was wrong
_STEM = 6  # words are compared by their first letters
_IS = wording("headline")


def headline(lines, first, last):
    """The index of the headline of the text in ``lines[first : last + 1]``, and why it is one.

    Both are None if no line can be one.
    """
    places = range(max(0, first - _ABOVE), max(first, min(first + _INTO, last)))
    evidence = _Evidence(lines, first, last, places)
    points = {n: evidence.points(n) for n in places if lines[n].open and _fits(lines, n, first)}
    if not points:
        return None, None
    best = max(points, key=points.get)
    # "Bridge closed | The Paper" is the page's title, which repeats the headline.
    rests = ((n, lines[best].text.removeprefix(lines[n].text)) for n in points)
    best = next((n for n, rest in rests if lines[n].words > 2 and _IS.site.match(rest)), best)
    doubt = "; in doubt" * (points[best] < _SURE)
    return best, f"the line with the most evidence for a headline{doubt}"


def _fits(lines, n, first):
    """Whether a line can be a headline; in the text, if it is the first or signed and dated."""
    line, below = lines[n], [near.text for near in lines[n + 1 : n + 5]]
    is_signed = any(map(is_byline, below)) and any(map(is_dated, below))
    longest = _LONGEST if n < first and (line.asks or not line.ends) else _LONGEST_SENTENCE
    is_first = n < first + 2 or is_signed and not line.is_paragraph
    is_text = re.search(r"[^\W\d_]", line.text) and "://" not in line.text
    return is_first and is_text and line.words <= longest


class _Evidence:
    """What speaks for the lines at some places being the headline of a text."""

    def __init__(self, lines, first, last, places):
        self.lines, self.first = lines, first
        self.stems = {n: stems(lines[n].text) for n in places}
        paragraphs = [stems(one.text) for one in lines[first : last + 1] if one.is_paragraph]
        self.lead = set().union(*paragraphs[:3])
        self.within = Counter(chain.from_iterable(paragraphs))
        others = (one for n, one in enumerate(lines) if not first <= n <= last)
        self.outside = Counter(stem for one in others for stem in stems(one.text))
        self.spelled = Counter(_spelled(one.text) for one in lines if not one.is_paragraph)
        self.page = "\n".join(self.spelled.elements())
        self.owners = "\n".join(_spelled(x.text) for x in lines if x.reason == "copyright line")

    def points(self, n):
        """The points of one line."""
        line, stems, spelled = self.lines[n], self.stems[n], _spelled(self.lines[n].text)
        below = self.lines[n + 1 : n + 5]
        points = 0.5 * min(len(stems & self.lead), 4)  # words of the first paragraphs
        points += 0.5 * min(sum(self.within[stem] > 1 for stem in stems), 4)
        own = [stem for stem in stems if self.within[stem] >= self.outside[stem]]
        points += 1.4 * len(own) / max(1, len(stems))
        points += 2.1 if 5 <= line.words <= 18 else 1.4 if line.words in (3, 4) else 0
        points += 2.5 * any(is_byline(one.text) or one.reason == BYLINE for one in below)
        points += 1.7 * any(is_dated(one.text) for one in below)
        points += 0.8 * any(is_dated(one.text) for one in below[:1])
        points += 1.1 * any(is_dated(one.text) for one in self.lines[max(0, n - 2) : n])
        points -= 2.8 * line.text.endswith(".") + 4.2 * (n >= self.first)
        points -= 2.5 * (spelled in self.owners)
        points -= 4 * bool(_IS.ended.search(line.text) or labelled([line.text]))
        following = self.lines[n + 1 : min(n + 7, self.first)]
        points -= 0.35 * sum(one.open and one.is_title for one in following)  # a menu
        # A longer line holds all of it: a page's title, a teaser.
        points += 1.9 * (line.words > 2 and self.page.count(spelled) > self.spelled[spelled])
        alike = (len(stems & other) >= 0.6 * len(stems) for other in self.stems.values())
        points += 0.5 * min(sum(alike) - 1, 3) if len(stems) > 2 else 0
        # A line with a capital on each word is no deck.
        decks = (self._on_topic(m) and not self._titled(m) for m in (n + 1, n + 2))
        points += 1.2 * (line.words > 3 and any(decks))
        above = (self.lines[m] for m in (n - 2, n - 1) if self._on_topic(m))
        is_deck = any(one.is_title and spelled not in _spelled(one.text) for one in above)
        return points - 2 * (is_deck and not self._titled(n))

    def _on_topic(self, n):
        """Whether a line above has at least four words, of which at least two are in the lead."""
        near = n in self.stems and n < self.first and self.lines[n].open
        return near and self.lines[n].words > 3 and len(self.stems[n] & self.lead) > 1

    def _titled(self, n):
        words = _IS.long_word.findall(self.lines[n].text)
        return sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def stems(text):
    """The first letters of the longer words of a text, by which words are compared."""
    return {word[:_STEM] for word in _IS.long_word.findall(text.casefold())}


def _spelled(text):
    """A text's letters, digits and single spaces, in lower case."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()
