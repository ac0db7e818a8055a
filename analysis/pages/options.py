"""A line of labels and numbers only → a poll's options."""

import re

from .boilerplate import WORDING, boilerplate, compiled, wording

POLL = wording("poll")
_OPTIONS = [compiled([pattern]) for pattern in WORDING["options"]]
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
    matches = [] if POLL.total.fullmatch(line) else covering(_OPTIONS, line)
    labels = [match["label"].strip(_SEPARATORS) for match in matches]
    counts = [number(match["count"]) if match["count"] else None for match in matches]
    return tuple(zip(labels, counts, strict=True))


def is_bare(row, any_label):
    """Whether a row is only a label ("yes" or "no", unless ``any_label``), a number or a share."""
    if POLL.votes.fullmatch(row) or POLL.share.fullmatch(row):
        return True
    label = POLL.label if any_label else POLL.yes_no
    is_other = boilerplate(row) or POLL.total.fullmatch(row)
    return len(row) <= 80 and not is_other and label.fullmatch(row) is not None


def pair(rows):
    """Bare rows as (label, count) pairs, if labels and numbers alternate; otherwise ()."""
    rows = [row for row in rows if not POLL.share.fullmatch(row)]
    if any(map(POLL.votes.fullmatch, rows)):
        return options_in(" | ".join(rows))
    return tuple((label, None) for label in rows)
