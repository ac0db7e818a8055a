"""A line of labels and numbers only → a poll's options."""

import re

from .boilerplate import boilerplate

NUMBER = (
    r"(?<![\d.,])(?:\d{1,3}(?:[.,'’\u00a0\u202f]\d{3})+|\d{1,6}(?:[.,]\d)?\s?[KkMm]|\d{1,9})"
    r"\b(?!\s?%)"
)
_COUNT = rf"(?P<count>{NUMBER})(?:\s+(?:votes?|voters))?"
PERCENT = r"\d{1,3}(?:[.,]\d+)?\s?%"
_TEXT = r"(?P<label>[^\W\d_][^()\[\]:|=?!;%\n]{0,60}?)"
_YES_NO = r"\b(?P<label>yes|no)\b"
# A line is options if one of these patterns, again and again, covers all of it.
_OPTIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_TEXT}\s*(?:{PERCENT})?\s*[(\[]\s*{_COUNT}(?:\s*[,;·]\s*{PERCENT})?\s*[)\]]",
        rf"{_TEXT}\s*(?:[:=|]|\s[-–—])\s*{_COUNT}(?:\s*(?:\(\s*{PERCENT}\s*\)|[|,·]?\s*{PERCENT}))?",
        rf"{_TEXT}\s*\|\s*{PERCENT}\s*[|,·]?\s*{_COUNT}",
        rf"{_YES_NO}\s+{_COUNT}(?:\s*\(\s*{PERCENT}\s*\))?",
        rf"{_COUNT}\s*\|\s*{_TEXT}(?=$|\s*\|)",
        rf"{_COUNT}\s+{_YES_NO}",
        # Shares without counts: the options are known, the counts are not.
        rf"{_TEXT}\s*(?:[:=|]|\s[-–—])?\s*\(?(?:{PERCENT}\s*)(?P<count>)\)?",
    )
]
TOTAL = re.compile(
    rf"(?:total(?: votes?)?|votes?|voters)\s*[:(|]?\s*{NUMBER}\)?"
    rf"|{NUMBER}\s+(?:total )?(?:votes?|voters)(?: cast)?",
    re.IGNORECASE,
)
_VOTES = re.compile(rf"(?P<count>{NUMBER})(?:\s+votes?)?", re.IGNORECASE)
_SHARE = re.compile(rf"\(?{PERCENT}\)?")
_LABEL = re.compile(r"[^\W\d_][^\s?:|%]*(?:\s+[^\s?:|%]+){0,7}")
_SEPARATORS = " \t\u00a0,;|/·•–—-"
LONGEST = 300  # characters of a line of options; a longer line is prose


def number(text):
    """A count such as "1,204" or "1.2K", as an int."""
    if text[-1] in "KkMm":
        thousands = 1000 if text[-1] in "Kk" else 1_000_000
        return round(float(text[:-1].replace(",", ".")) * thousands)
    return int(re.sub(r"\D", "", text))


def covering(patterns, line):
    """The matches of the first pattern that covers the whole line, or an empty list."""
    # A line with many words to a number is prose.
    if len(line) <= LONGEST and 0 < len(line.split()) <= 12 * len(re.findall(r"\d+", line)):
        start = re.search(r"\w", line).start()
        for pattern in patterns:
            # A pattern that covers the line also matches at its first word, which is cheap to test.
            matches = list(pattern.finditer(line)) if pattern.match(line, start) else []
            if matches and not re.search(r"[\w.?!%$€£]", pattern.sub("", line)):
                return matches
    return []


def options_in(line):
    """The (label, count) pairs in a line of nothing else, or (); a percentage is not a count."""
    line = line.strip()
    matches = [] if TOTAL.fullmatch(line) else covering(_OPTIONS, line)
    labels = [match["label"].strip(_SEPARATORS) for match in matches]
    counts = [number(match["count"]) if match["count"] else None for match in matches]
    return tuple(zip(labels, counts, strict=True))


def is_bare(row, any_label):
    """Whether a row is only a label ("yes" or "no", unless ``any_label``), a number or a share."""
    if _VOTES.fullmatch(row) or _SHARE.fullmatch(row):
        return True
    label = _LABEL if any_label else re.compile("(?i)yes|no")
    is_other = boilerplate(row) or TOTAL.fullmatch(row)
    return len(row) <= 80 and not is_other and label.fullmatch(row) is not None


def pair(rows):
    """Bare rows as (label, count) pairs, if labels and numbers alternate; otherwise ()."""
    rows = [row for row in rows if not _SHARE.fullmatch(row)]
    if any(map(_VOTES.fullmatch, rows)):
        return options_in(" | ".join(rows))
    return tuple((label, None) for label in rows)
