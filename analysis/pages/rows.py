"""A parsed HTML page → rows of its visible text, and what stands around each.

A row is what a reader sees as one line: the text of a block element up to the next block element
or line break. All visible text lies in exactly one row.
"""

import re
from dataclasses import dataclass

from lxml import etree

from analysis.article import fold

from .context import Place, place_in
from .options import NUMBER, PERCENT
from .source import PageError

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hr html label legend "
    "li main menu nav ol option p pre section select summary table tbody td textarea tfoot th "
    "thead tr ul input".split()
)
# Not text that a reader sees: code, drawings, what stands for a film or for missing scripts.
_UNSEEN = frozenset(
    "script style template head title noscript svg canvas iframe object audio video".split()
)
_SIGNED = re.compile(r"\(@\w+\)|^A post shared by\b")
_TOUCHING = re.compile(r"(?<=[^\W\d_])\0(?=\d)|(?<=\d)\0(?=[^\W\d_])")
_ONE = rf"(?:{NUMBER}(?:\s+votes?)?|\(?{PERCENT}\)?)"
_FIGURE = re.compile(rf"{_ONE}(?:\s+{_ONE})?", re.IGNORECASE)
_DEEPEST = 250  # the parser cuts what lies deeper than 256 elements
_MOST_IN_POLL = 40  # rows; what is longer is not a poll, whatever its element is called


@dataclass(slots=True)
class Row:
    """A row of text. ``parts`` are its texts as they stood, with the elements' edges between."""

    first: int
    last: int
    text: str
    parts: list
    tag: str
    parent: object
    place: Place
    soft: bool  # a single line break stands before it
    linked: int  # characters in links
    bold: bool = False
    posted: bool = False  # in a post that was taken over from a network

    @property
    def reply(self):
        """The text for the reader of polls: "Yes" and "88" in two elements are not "Yes88"."""
        if len(self.parts) == 1:
            return self.text
        return fold(_TOUCHING.sub(" ", "\0".join(self.parts)))


def rows(root):
    """All rows of a parsed page, in order. Raises PageError where it is nested too deep."""
    return _Walk(root).rows


class _Walk:
    def __init__(self, root):
        self.rows, self.parts, self.linked, self.soft = [], [], 0, False
        self.bolds = self.strong = 0
        self.lined = bool(root.sourceline)
        self.line, self.polls, self.sizes = 1, 0, {}
        body = root if root.tag == "body" else root.find(".//body")
        self.walk(root if body is None else body)

    def walk(self, body):
        """Go through the elements in the page's order."""
        stack, places, marks = [body], [Place()], []
        events = etree.iterwalk(body, events=("start", "end"))
        for event, element in events:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "start":
                if len(stack) > _DEEPEST:
                    raise PageError(
                        f"elements nested more than {_DEEPEST} deep; save the page anew"
                    )
                stack.append(element)
                if tag == "input" and element.get("type") == "radio":
                    self.ask(places)
                place = place_in(element, tag, places[-1], self.polls)
                self.polls = max(self.polls, place.poll)
                places.append(place)
                if tag in _UNSEEN:
                    events.skip_subtree()
                    marks.append(len(self.rows))
                    continue
                if tag in _BLOCKS:
                    if self.parts:
                        self.flush(stack[-2], places[-2])
                    self.soft = False
                elif tag == "br":
                    # Two breaks running are the end of a paragraph.
                    self.soft = self.flush(stack[-2], places[-2])
                marks.append(len(self.rows))
                self.strong += tag in ("b", "strong")
                self.add(element.text, element, place)
            else:
                stack.pop()
                place = places.pop()
                start = marks.pop()
                if tag not in _UNSEEN:
                    self.strong -= tag in ("b", "strong")
                    if tag in _BLOCKS:
                        if self.parts:
                            self.flush(element, place)
                        self.soft = False
                        self.join(start, tag)
                    if tag == "blockquote" and any(
                        _SIGNED.search(r.text) for r in self.rows[start:]
                    ):
                        for row in self.rows[start:]:
                            row.posted = True
                    if place.poll and place.poll != places[-1].poll:
                        self.close_poll(start, place.poll)
                if element is not body:
                    self.add(element.tail, element, places[-1])
        self.flush(body, places[0])

    def ask(self, places):
        """A form in which one answer can be chosen is a poll, if it asks a question."""
        asked = [place for place in places if "form" in place.regions and not place.poll]
        self.polls += bool(asked)
        for place in asked:
            place.poll = -self.polls

    def add(self, text, element, place):
        """Add a piece of text to the row that is being made."""
        if not text:
            return
        if not self.parts and not text.isspace():
            self.line = element.sourceline or 0
        if self.parts or not text.isspace():
            self.parts.append(text)
            size = len(text) - text.count(" ")
            self.linked += size if place.href else 0
            self.bolds += size if self.strong else 0

    def flush(self, element, place):
        """End the row that is being read; return whether there was one."""
        if not self.parts:
            return False
        text = fold("".join(self.parts))
        if text:
            n = len(self.rows) + 1
            first = (self.line if self.lined else n) or n
            last = first
            if self.lined:
                last += sum(part.count("\n") for part in self.parts[:-1])
                last += self.parts[-1].rstrip().count("\n")
            tag = element.tag if isinstance(element.tag, str) else ""
            dense = len(text) - text.count(" ")
            self.rows.append(
                Row(
                    first,
                    last,
                    text,
                    self.parts,
                    tag,
                    element,
                    place,
                    self.soft,
                    self.linked,
                    self.bolds >= 0.9 * dense,
                )
            )
        self.parts, self.linked, self.bolds = [], 0, 0
        return bool(text)

    def join(self, start, tag):
        """Make one row of a label and its numbers, or of the cells of a table's row."""
        inside = self.rows[start:]
        if not 2 <= len(inside) <= 8 or any(len(row.text.split()) > 8 for row in inside):
            return
        labels = [n for n, row in enumerate(inside) if not _FIGURE.fullmatch(row.text)]
        labelled = len(inside) <= 3 and labels in ([0], [len(inside) - 1])
        if not (labelled or tag == "tr") or inside[0].place.poll != inside[-1].place.poll:
            return
        parts = [part for row in inside for part in (" ", "|", " ", *row.parts)][3:]
        one = inside[0]
        one.text, one.parts = fold(" ".join(row.text for row in inside)), parts
        one.last, one.linked = max(row.last for row in inside), sum(row.linked for row in inside)
        self.rows[start:] = [one]

    def close_poll(self, start, poll):
        """A long element is not a poll, whatever it is called."""
        if len(self.rows) - start > _MOST_IN_POLL:
            for row in self.rows[start:]:
                if row.place.poll == poll:
                    row.place.poll = 0
