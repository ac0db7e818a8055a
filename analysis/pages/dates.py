"""A date as pages write it → an ISO date, with its time where the page gives one."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
_ISO = re.compile(
    rf"(?P<day>\d{{4}}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*{_ZONE})?"
    r"(?:\s*\[[\w/+-]+\]|\s+[A-Z]{2,5})?",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_WORDS = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>\d{{4}})\b",
    re.IGNORECASE,
)
# What may stand around the day: its weekday before it, a time with its zone after it.
_BEFORE = re.compile(
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W+)?", re.IGNORECASE
)
_AFTER = re.compile(
    r"(?:[\s,|·–-]*(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"\s*(?:[ap]\.?m\.?)?\s*(?:\(?[a-z]{1,5}\)?)?)?\W*",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def iso_date(text):
    """The ISO date, or date and time, in a text that holds nothing but them; else None.

    Days and months in figures ("3/4/2026") are read nowhere the same, so they are not read.

    >>> iso_date("2026-02-03T08:15:00.000Z"), iso_date("Tue, 03 Feb 2026 08:15:00 GMT")
    ('2026-02-03T08:15:00+00:00', '2026-02-03T08:15:00+00:00')
    >>> iso_date("February 3, 2026"), iso_date("3/4/2026")
    ('2026-02-03', None)
    >>> iso_date("Marble 3, 2026"), iso_date("A storm on February 3, 2026")
    (None, None)
    >>> iso_date("0001-01-01T00:00:00"), iso_date("1970-01-01T00:00:00Z")
    (None, None)
    """
    text = text.strip()
    try:
        if match := _ISO.fullmatch(text):
            day, time, zone = match["day"], match["time"], (match["zone"] or "").upper()
            zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
            return _written(datetime.fromisoformat(f"{day}T{time}{zone}")) if time else _day(day)
        if re.fullmatch(r"\d{8}", text):
            return _day(f"{text[:4]}-{text[4:6]}-{text[6:]}")
        if re.match(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:", text):
            return _written(parsedate_to_datetime(text))
    except (ValueError, OverflowError):  # a zone may be beyond what a date can have
        return None
    match = _WORDS.search(text) if len(text) <= 80 else None
    if match and _BEFORE.fullmatch(text, 0, match.start()) and _AFTER.fullmatch(text, match.end()):
        return day_in(text)
    return None


def day_in(text):
    """The first day in a text that is written with its month's name, as an ISO date, or None.

    >>> day_in("Posted on 3 Feb 2026 at noon"), day_in("3rd of the month")
    ('2026-02-03', None)
    """
    for match in _WORDS.finditer(text):
        parts = match.groupdict()
        month = (parts["month"] or parts["month2"])[:3].lower()
        day, year = parts["day"] or parts["day2"], parts["year"] or parts["year2"]
        try:
            return _day(f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}")
        except ValueError:
            return None
    return None


def _day(text):
    return _known(datetime.fromisoformat(text)).date().isoformat()


def _written(moment):
    return _known(moment).replace(microsecond=0).isoformat()


def _known(moment):
    """A moment, unless it is what programs write for an unknown one."""
    if moment.year < 1600 or moment.replace(tzinfo=None) == datetime(1970, 1, 1):
        raise ValueError
    return moment
