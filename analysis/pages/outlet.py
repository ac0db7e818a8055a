"""The outlet of a text dump, where two lines of it agree."""

import re

from .names import name_key

_WORD = r"[A-Z0-9À-Þ&][\w.'’&-]*"
_NAME = rf"((?:[Tt]he )?{_WORD}(?: (?:(?:of|and|the|in|for|on) )?{_WORD}){{0,5}})"
_MARK = r"(?i:©|\(c\)|copyright)"
_YEAR = r"(?:19|20)\d\d(?:\s*[-–—/]\s*(?:\d{4}|\d\d|[Pp]resent))?"
# "© 2026 The Paper", "Copyright © The Paper", "The Paper © 2026", "2026 © The Paper"
_RIGHTS = re.compile(
    rf"{_MARK}[\s:,]*(?:{_MARK}[\s:,]*)?(?:{_YEAR}[\s:,.]*)?(?:by )?{_NAME}"
    rf"|{_NAME}\s*,?\s*{_MARK}\s*{_YEAR}|{_YEAR}\s*{_MARK}\s*{_NAME}"
)
# What follows an owner's name.
_AFTER = re.compile(
    r"(?:\.com\b|,? (?:Inc|LLC|Ltd|Limited|Corp|Corporation|Company|PLC|plc|GmbH|Pty)\b"
    r"|\.? (?:All|Rights|Privacy|Terms)\b).*$"
)
_BETWEEN = re.compile(r"\s+[|–—•·»:-]\s+")
_LONGEST, _MOST_WORDS = 400, 5  # characters of a line of rights; words of a name alone in a line


def outlet(lines, top):
    """The name in a line of rights that is also alone above the headline, or behind it; or None.

    ``top`` is the index of the headline among the page's lines.
    """
    headline = lines[top].text
    names = {name_key(line.text) for line in lines[:top] if line.open and line.words <= _MOST_WORDS}
    for line in lines:
        if line.text != headline and line.text.startswith(headline):  # "Storm | The Paper"
            names.update(map(name_key, _BETWEEN.split(line.text.removeprefix(headline))))
    for line in lines:
        for match in _RIGHTS.finditer(line.text) if len(line.text) <= _LONGEST else ():
            name = _AFTER.sub("", next(filter(None, match.groups()))).strip(" .,")
            if len(name_key(name)) > 2 and name_key(name) in names:
                return name
    return None
