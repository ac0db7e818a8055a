"""Turn dates as pages, texts and tables write them into ISO dates, with the time if certain."""

import re
from datetime import datetime
from functools import lru_cache, partial

from dateutil import parser

from .boilerplate import wording

_DAY = wording("day")
_LONGEST = 80  # characters
_DEFAULTS = datetime(2001, 1, 1), datetime(2004, 12, 31)  # differ in year, month and day


@lru_cache(maxsize=10_000)
def iso_date(text):
    """The ISO date, or date and time, of a text that contains nothing else; otherwise None.

    A date that can be read in two ways ("3/4/2026"), or lacks its day or year, is not read. The
    time is given for ISO dates only: elsewhere its zone is rarely certain.

    >>> iso_date("2026-02-03T08:15:00.000Z"), iso_date("Tue, 03 Feb 2026 08:15:00 GMT")
    ('2026-02-03T08:15:00+00:00', '2026-02-03')
    >>> iso_date("February 3, 2026 Tuesday"), iso_date("2026/02/03"), iso_date("3/4/2026")
    ('2026-02-03', '2026-02-03', None)
    """
    text = text.strip()
    try:
        if match := _DAY.iso.fullmatch(text):
            day, time, zone = match.groups()
            zone = re.sub("(?i)Z|UTC|GMT", "+00:00", zone or "")
            moment = datetime.fromisoformat(f"{day}T{time}{zone}" if time else day)
        else:
            moment, time = _printed(text), False
    except (ValueError, OverflowError):  # a zone may be beyond what a date can have
        return None
    # Placeholders for an unknown date.
    if moment.year < 1600 or moment.replace(tzinfo=None) == datetime(1970, 1, 1):
        return None
    return moment.replace(microsecond=0).isoformat() if time else moment.date().isoformat()


def _printed(text):
    """The day in a text; ValueError unless every order of day and month gives the same one."""
    if len(text) > _LONGEST or not re.search(r"\d{4}", text):
        raise ValueError
    orders = (False,) if re.match(r"\d{4}", text) else (False, True)
    read = partial(parser.parse, text, ignoretz=True)
    days = {read(dayfirst=order, default=day).date() for order in orders for day in _DEFAULTS}
    (day,) = days  # ValueError if there are several
    return datetime.combine(day, datetime.min.time())


def day_in(text):
    """The ISO date of a text that is a date, or of the first one in it with a month's name."""
    return next(iter(days_in(text)), None)


def days_in(text):
    """The ISO dates in a text, in order; a year of two digits is of this century."""
    if whole := iso_date(text):
        return [whole]
    text = re.sub(r"(?<![\w.])(\d\d?([/.])\d\d?\2)(\d\d)(?![\d/.])", r"\g<1>20\3", text)
    return list(filter(None, (iso_date(match[0]) for match in _DAY.printed.finditer(text))))
