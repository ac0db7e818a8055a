"""A parsed HTML page → the lines of its visible text, and what surrounds each."""

from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import compress, islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree

from analysis._support.safe_yaml import read_yaml
from analysis.article import clean_lines, one_line

from .block import Block
from .boilerplate import compiled, wording
from .source import PageError

_HTML = read_yaml(Path(__file__).with_suffix(".yml"))
_LINES, _UNSEEN = frozenset(_HTML["lines"]), frozenset(_HTML["unseen"])
_CLASSES = {kind: compiled(patterns) for kind, patterns in _HTML["classes"].items()}
_POST, _TOUCHING, _HIDDEN = (compiled(_HTML[name]) for name in ("post", "touching", "hidden"))
_FIGURES = wording("poll").figures
_ICON = {kind: pattern.fullmatch for kind, pattern in vars(wording("icon")).items()}
_DEEPEST = 250  # the parser cuts off what is deeper than 256 elements


class Place(NamedTuple):
    """What surrounds a line: ``kinds`` (of text_lines.yml, or "hidden"), a link, a poll."""

    kinds: frozenset = frozenset()
    href: str | None = None
    poll: object = None


@lru_cache(4096)
def _named(names):
    """The kinds that an element's names mean."""
    return {kind for kind, pattern in _CLASSES.items() if pattern.search(names)}


def _place_in(element, outer):
    """The place inside an element."""
    tag = element.tag
    kinds = {_HTML["elements"].get(tag)} - {None}
    if tag not in ("html", "body", "main", "article"):
        names = " ".join(map(element.attrib.get, ("class", "id", "itemprop"), ("", "", "")))
        kinds |= _named(names)
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        kinds.add("hidden")
    is_poll = outer.poll is None and "poll" in kinds
    href = tag == "a" and element.get("href") or outer.href
    return Place(outer.kinds | kinds, href, object() if is_poll else outer.poll)


@dataclass(kw_only=True)
class TextLine(Block):
    """A line of text; ``parts`` are its texts before joining, split where an element ends."""

    parts: tuple
    parent: object
    place: Place
    soft: bool  # follows a single line break
    in_links: int  # characters
    bold: bool
    target: str | None  # of the link that the whole line is
    post: object = None  # the embedded post of a social network that it is in

    @property
    def linked(self):
        """The share of its characters that are in links."""
        return self.in_links / max(1, len(self.text.replace(" ", "")))

    @property
    def reply(self):
        """The text in which polls are found: "Yes" and "88" in two elements are not "Yes88"."""
        if _FIGURES.fullmatch(self.text):  # a heart and "88" are likes
            for outer in [self.parent, *islice(self.parent.iterancestors(), 2)]:
                if one_line("".join(outer.itertext())) != self.text:
                    break
                names = ("aria-label", "alt", "title")
                said = {one.get(name, "") for one in outer.iter() for name in names}
                for kind in (kind for kind, is_named in _ICON.items() if any(map(is_named, said))):
                    return f"{self.text} {kind}"
        return one_line(_TOUCHING.sub(" ", "\0".join(self.parts)))

    def leads_away(self, address):
        """Whether it links to a page other than that at ``address``, as a teaser does."""
        try:
            target = urljoin(address or "", self.target or "")
            path, own = (urlsplit(one).path.strip("/") for one in (target, address or ""))
        except ValueError:
            return False
        return bool(address and path) and not path.startswith(own) and "comment" not in path


def merged(lines, match=None):
    """Several lines joined into one; those of a poll or counter (``match``) stay apart in it."""
    text = clean_lines(("\n" if match else " ").join(line.text for line in lines))
    parts = tuple(part for line in lines for part in (" ", "|", " ", *line.parts))[3:]
    about = {"last": max(line.last for line in lines), "bold": all(line.bold for line in lines)}
    about["in_links"] = sum(line.in_links for line in lines)
    return replace(lines[0], text=text, match=match, parts=parts, **about)


def text_lines(root):
    """All lines of a parsed page, in order. Raises PageError if it is nested too deeply."""
    return _Walk(next(root.iter("body"), root)).lines


def visible(root):
    """The visible text of a parsed page, to compare with that of its lines."""
    body = deepcopy(next(root.iter("body"), root))
    etree.strip_elements(body, etree.Comment, etree.PI, *_UNSEEN, with_tail=False)
    return "".join(body.itertext())


class _Walk:
    def __init__(self, body):
        self.lines, self.soft, self.parts = [], False, []
        self.enter(body, Place())

    def enter(self, element, place, depth=0):
        """Add the lines of an element. Raises PageError if it is nested too deeply."""
        if depth > _DEEPEST:
            raise PageError(f"elements nested more than {_DEEPEST} deep; save the page again")
        start = len(self.lines)
        self.add(element.text, element, place)
        for child in element:
            if child.tag in _LINES or child.tag == "br":
                # Two breaks in a row end a paragraph.
                self.soft = self.flush(element, place) and child.tag == "br"
            if isinstance(child.tag, str) and child.tag not in _UNSEEN:
                self.enter(child, _place_in(child, place), depth + 1)
            self.add(child.tail, child, place)
        if element.tag in _LINES:
            self.flush(element, place)
            self.soft = False
            self.join(start, element.tag)
        if element.tag == "blockquote":
            lines = self.lines[start:]
            if _POST.search("\n".join([element.get("class", ""), *(line.text for line in lines)])):
                for line in lines:
                    line.post = element

    def add(self, text, element, place):
        """Add text to the line."""
        if text and (self.parts or not text.isspace()):
            self.parts.append((text, element.sourceline, place))

    def flush(self, element, place):
        """End the line, if there is one; return whether there was."""
        parts, self.parts = self.parts, []
        texts, rows, places = zip(*parts, strict=True) if parts else [()] * 3
        if text := one_line("".join(texts)):
            first = rows[0] or len(self.lines) + 1
            last = first + "".join(texts).rstrip().count("\n")
            sizes = [len(text) - text.count(" ") for text in texts]
            links = sum(compress(sizes, (one.href is not None for one in places)))
            strong = sum(compress(sizes, ("bold" in one.kinds for one in places)))
            targets = {one.href for one in compress(places, sizes)}
            about = {"parts": texts, "parent": element, "place": place, "in_links": links}
            about["target"] = targets.pop() if len(targets) == 1 else None
            about |= {"soft": self.soft, "bold": strong >= 0.9 * (len(text) - text.count(" "))}
            self.lines.append(TextLine(first, last, text, **about))
        return bool(text)

    def join(self, start, tag):
        """Join a label and its numbers, or the cells of a table row, into one line."""
        lines = self.lines[start:]
        if not 2 <= len(lines) <= 8 or any(len(line.text.split()) > 8 for line in lines):
            return
        labels = [n for n, line in enumerate(lines) if not _FIGURES.fullmatch(line.text)]
        labelled = len(lines) <= 3 and labels in ([0], [len(lines) - 1])
        if (labelled or tag == "tr") and lines[0].place.poll == lines[-1].place.poll:
            self.lines[start:] = [merged(lines)]
