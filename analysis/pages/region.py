"""Where the text of an article begins and ends among the lines of a dump; deck and labels."""

import re

from .block import drop_open
from .boilerplate import BYLINE, COMMENTS, DATE, REPLY, SHARE, wording
from .names import is_dated, labelled

ITEM = re.compile(r"(?:[•·*▪–—-]|\d{1,2}[.)])\s+\S")  # of a list
_IS = wording("region", flags=0)
_AFTER = "line directly after the headline"
_LONGEST = 45  # words of a deck that is a sentence


def region(lines, spoken=False):
    """First and last index of the article's text, or None: the run of lines worth most.

    Maximum subsequence segmentation (Pasternack and Roth 2009); a paragraph is worth its words,
    also one that speaks to readers if all do (``spoken``).
    """
    best, worth, first = (0, 0, 0), 0, 0
    for n, line in enumerate(lines):
        if worth <= 0:
            worth, first = 0, n
        is_prompt = line.speaks_to_reader and (not spoken or _IS.prompt.search(line.text))
        worth += -2 if line.open and line.is_paragraph and is_prompt else _worth(line)
        last = line.ends and not line.asks and not is_prompt
        if worth > best[0] or last and (worth, first) == best[:2]:
            best = worth, first, n
    if not best[0]:
        return None if spoken else region(lines, spoken=True)
    return best[1:]


def _worth(line):
    if not line.open:
        return -40 if line.reason == COMMENTS else -2
    if not line.is_paragraph:
        return 0 if line.ends or ITEM.match(line.text) else -4
    return min(line.words, 80) if line.ends and line.words >= 8 else 5


def opening(lines, first):
    """Decide deck and short lines between headline and text.

    ``lines`` are those below the headline, ``first`` is the index of their first paragraph.
    """
    following = [line.text for line in lines[first + 1 :] if line.open and line.is_paragraph]
    signs = (BYLINE,) if first else (BYLINE, DATE, SHARE)
    is_signed = any(line.reason == BYLINE for line in lines[:first])
    for line, after in zip(lines[first : first + 1], lines[first + 1 :], strict=False):
        is_apart = after.reason in signs or not first and after.section
        if not is_signed and (is_apart or _begins(following, line)):
            line.keep("deck", "paragraph set apart from the text" if first else _AFTER)
            first += 1
    if first and lines[0].open and lines[0].words >= 8 and not labelled([lines[0].text]):
        lines[0].keep("deck", _AFTER)
    long = (n for n in range(1, first) if lines[n].open and lines[n].ends and lines[n].words >= 15)
    first = next(long, first)  # before a list, say
    drop_open(lines[:first], "line between headline and text: a name, a place or a label")


def _begins(texts, line):
    """Whether an article begins below a line: the only dateline is there, or the same words."""
    if not texts or line.words > _LONGEST:
        return False
    dated = [text for text in [line.text, *texts] if _IS.dateline.match(text)]
    return dated == texts[:1] or texts[0].startswith(line.text.rstrip(" .…"))


def drop_thread(lines):
    """Drop readers' comments: what is between reply buttons, or below names, days and times."""
    buttons = [n for n, line in enumerate(lines) if line.reason == REPLY]
    starts, end = [], len(lines)
    # Above a button is the comment, above that its author and day; a subhead is between texts.
    beside = [line for n in buttons for line in (lines[n - 1], *lines[n + 1 : n + 2])]
    if len(buttons) > 2 and not all(line.is_paragraph for line in beside):
        start, end = buttons[0], buttons[-1]
        for is_text in (True, False):
            while start and (lines[start - 1].is_paragraph or lines[start - 1].ends) == is_text:
                start -= 1
        starts.append(start)
    # Below the last button is the page's end, or the article if it is longer than the thread.
    sizes = [line.words * (line.open and line.is_paragraph) for line in lines]
    for n, says in _signed(lines):  # what is longer than the text above may be a text of its own
        starts += [n] if says or sum(sizes[:n]) > sum(sizes[n:]) else []
    if starts and any(sizes[: (start := min(starts))]):
        is_article = sum(sizes[end:]) > sum(sizes[start:end])
        drop_open(lines[start : end if is_article else None], "comments of readers")


def _signed(lines):
    """Where a comment begins: a name, then a day and time, or how long ago; then its words."""
    aliases = {}
    for n, (name, day, words) in enumerate(zip(lines, lines[1:], lines[2:], strict=False)):
        says = _IS.says.fullmatch(name.text)
        replied = says or REPLY in [line.reason for line in lines[n + 3 : n + 5]]
        # A letter has a day alone.
        is_day = _IS.ago.search(day.text) or replied and _IS.time.search(day.text)
        is_name = says or name.open and name.is_title and _IS.alias.fullmatch(name.text)
        if is_name and is_day and is_dated(day.text) and words.is_paragraph:
            aliases.setdefault(name.text, (n, replied, says))
    for n, replied, says in aliases.values():
        # One alone may be a byline, and several of one person the entries of a live blog.
        if replied or len(aliases) > 1 or sum(line.is_paragraph for line in lines[n:]) < 2:
            yield n, says
