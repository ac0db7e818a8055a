"""A date as pages write it → an ISO date, with its time where the page gives one."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?P<month>[A-Z][a-z]{2,8})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b"
    r"|\b(?P<day2>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month2>[A-Z][a-z]{2,8})\.?,?\s+(?P<year2>\d{4})\b"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def iso_date(text):
    """The ISO date, or date and time, in a text that holds nothing but them; else None.

    Days and months in figures ("3/4/2026") are read nowhere the same, so they are not read.

    >>> iso_date("2026-02-03T08:15:00.000Z"), iso_date("Tue, 03 Feb 2026 08:15:00 GMT")
    ('2026-02-03T08:15:00+00:00', '2026-02-03T08:15:00+00:00')
    >>> iso_date("February 3, 2026"), iso_date("3/4/2026")
    ('2026-02-03', None)
    >>> iso_date("0001-01-01T00:00:00"), iso_date("1970-01-01T00:00:00Z")
    (None, None)
    """
    text = text.strip()
    try:
        if match := _ISO.match(text):
            day, time, zone = match.groups()
            zone = (zone or "").upper().replace("Z", "+00:00")
            return _written(datetime.fromisoformat(f"{day}T{time}{zone}")) if time else _day(day)
        if re.fullmatch(r"\d{8}", text):
            return _day(f"{text[:4]}-{text[4:6]}-{text[6:]}")
        if re.match(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:", text):
            return _written(parsedate_to_datetime(text))
    except ValueError:
        return None
    return day_in(text) if len(text) <= 80 else None


def day_in(text):
    """The first day in a text that is written with its month's name, as an ISO date, or None.

    >>> day_in("Posted on 3 Feb 2026 at noon"), day_in("3rd of the month")
    ('2026-02-03', None)
    """
    for match in _WORDS.finditer(text):
        parts = match.groupdict()
        month = (parts["month"] or parts["month2"])[:3].lower()
        if month in _MONTHS:
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
