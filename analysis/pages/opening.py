"""The lines of a text dump between its headline and its text: deck, captions, labels."""

import re

from .block import drop_open
from .boilerplate import BYLINE, DATE, SHARE
from .names import labelled

_AGENCY = r"\([A-Z][\w .-]{1,30}\)"
# "HANNIBAL, Mo. – ", "DOVER (KTTT) -- ", "(Reuters) – ", "CHICAGO – ", but not "NATO – "
_PLACE = r"[A-Z]{3}[A-Z .'’/-]*"
_NAMED = rf"{_PLACE}, [^—–:-]{{2,30}}?(?: ?{_AGENCY})?|(?:{_PLACE})?{_AGENCY}"
_DATELINE = re.compile(rf"(?:{_NAMED}|(?=[A-Z ]{{5}}){_PLACE}) ?[–—-]\W*\w")
_CREDIT = re.compile(r"\W*(?:image|photo|picture|credit)s?(?: credit)?\s*:", re.IGNORECASE)
_LONGEST, _OF_CREDIT = 45, 8  # words of a deck that is a sentence, of a credit in its own line
_AFTER = "line directly after the headline"
_SAME = 50  # characters with which a deck may begin that repeats the text


def opening(lines, first):
    """Decide deck, captions and short lines between headline and text.

    ``lines`` are those below the headline, ``first`` is the index of their first paragraph.
    """
    following = [line.text for line in lines[first + 1 :] if line.open and line.is_paragraph]
    for line in lines[first : first + 1]:
        after = next(iter(lines[first + 1 :]), line)
        signs = (BYLINE, DATE) if first else (BYLINE, DATE, SHARE)
        is_apart = after.reason in signs or not first and after.section
        if after.words <= _OF_CREDIT and _CREDIT.match(after.text) and line.words <= _LONGEST:
            line.keep("caption", "line above a photo credit")
        elif is_apart or _begins(following, line):
            line.keep("deck", "paragraph set apart from the text" if first else _AFTER)
        first += line.section is not None
    if first and lines[0].open and lines[0].words >= 8 and not labelled([lines[0].text]):
        lines[0].keep("deck", _AFTER)
    long = (n for n in range(1, first) if lines[n].open and lines[n].ends and lines[n].words >= 15)
    first = next(long, first)  # before a list, say
    drop_open(lines[:first], "line between headline and text: a name, a place or a label")


def _begins(texts, line):
    """Whether an article begins below a line: the only dateline is there, or the same words."""
    if not texts or line.words > _LONGEST:
        return False
    dated = [text for text in [line.text, *texts] if _DATELINE.match(text)]
    return dated == texts[:1] or texts[0].startswith(line.text[:_SAME])
