"""The lines of a text dump between its headline and its text: deck and labels."""

import re

from .block import drop_open
from .boilerplate import BYLINE, DATE, SHARE
from .names import labelled

_AGENCY = r"\([A-Z][\w .-]{1,30}\)"
_PLACE = r"[A-Z]{3}[A-Z .'’/-]*"
_NAMED = rf"{_PLACE}, [^—–:-]{{2,30}}?(?: ?{_AGENCY})?|(?:{_PLACE})?{_AGENCY}"
# "HANNIBAL, Mo. – ", "DOVER (KTTT) -- ", "(Reuters) – ", "CHICAGO – ", but not "NATO – "
_DATELINE = re.compile(rf"(?:{_NAMED}|(?=[A-Z ]{{5}}){_PLACE})(?: ?—| ?--| [–-]) ?[“\"A-Z\d]")
_AFTER = "line directly after the headline"
_LONGEST = 45  # words of a deck that is a sentence


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
    dated = [text for text in [line.text, *texts] if _DATELINE.match(text)]
    return dated == texts[:1] or texts[0].startswith(line.text.rstrip(" .…"))
