"""Where the text of an article begins and ends among the lines of a dump."""

import re

from .block import READER
from .boilerplate import COMMENTS, WORDING, compiled

ITEM = re.compile(r"(?:[•·*▪–—-]|\d{1,2}[.)])\s+\S")  # of a list
_QUOTATION = re.compile(r"[\"“][^\"”]*[\"”]?")
_PROMPT = compiled(WORDING["prompt"])


def region(lines):
    """First and last index of the article's text, or None: the run of lines worth most.

    Maximum subsequence segmentation (Pasternack and Roth 2009); a paragraph is worth its words.
    """
    best, worth, first = (0, 0, 0), 0, 0
    for n, line in enumerate(lines):
        if worth <= 0:
            worth, first = 0, n
        worth += _worth(line)
        last = line.ends and not line.asks and not line.speaks_to_reader
        if worth > best[0] or last and (worth, first) == best[:2]:
            best = worth, first, n
    return (best[1], _closing(lines, *best[1:])) if best[0] else None


def _worth(line):
    if not line.open:
        return -40 if line.reason == COMMENTS else -2
    if not line.is_paragraph:
        return 0 if line.ends or ITEM.match(line.text) else -4
    if line.speaks_to_reader:
        return -2
    return min(line.words, 80) if line.ends and line.words >= 8 else 5


def _closing(lines, first, last):
    """The end of a text: "We urge …" closes one that has spoken so, outside quotation marks."""
    texts = [line.text for line in lines[first : last + 1] if line.open and line.is_paragraph]
    if sum(bool(READER.search(_QUOTATION.sub("", text))) for text in texts) > 1:
        for line in lines[last + 1 :]:
            if not (line.open and line.is_paragraph and line.ends) or _PROMPT.search(line.text):
                break
            last += 1
    return last
