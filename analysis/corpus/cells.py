"""A cell of a table → text, names, a date, paragraphs; or one line that says what it is not."""

import json
import math
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from numbers import Number

from analysis.article import one_line

_DATES = ("%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y")


def paragraphs(text):
    r"""Paragraphs of a cell: between blank lines; where there are none, its lines.

    >>> paragraphs("One\nline.\n\nTwo."), paragraphs("One.\nTwo.")
    (['One line.', 'Two.'], ['One.', 'Two.'])
    """
    text = re.sub(r"\r\n?|\u2028", "\n", text).replace("\u2029", "\n\n").strip()
    blank = re.split(r"\n[^\S\n]*\n\s*", text)
    return [
        piece for piece in map(one_line, blank if len(blank) > 1 else text.split("\n")) if piece
    ]


def as_text(value, name):
    """A cell as text, or None where it is empty. Raises ValueError for what is no text."""
    if value is None or isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime):
        whole_day = value.tzinfo is None and (value.hour, value.minute, value.second) == (0, 0, 0)
        return (value.date() if whole_day else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Number):
        return str(int(value) if value == int(value) else value)
    if name == "article_sections" and isinstance(value, list):
        return json.dumps(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text; write it as text")
    if re.search("[\udc80-\udcff]", value):
        raise ValueError(f"{name} is not UTF-8; save the file as UTF-8")
    return value if value.strip() else None


def as_json(value, name):
    """A cell that holds a list or an object, or None."""
    if not isinstance(value, str):
        return value or None
    try:
        return json.loads(as_text(value, name) or "null")
    except RecursionError:
        raise ValueError(f"{name} is nested too deep; correct it") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"{name} is not JSON ({error.msg}); correct it") from None


def as_names(value):
    """Authors of a cell: a list, or names with ";" between them."""
    if isinstance(value, list | tuple):
        return [as_text(name, "authors") or "" for name in value]
    return [name.strip() for name in (as_text(value, "authors") or "").split(";") if name.strip()]


def as_date(text):
    """An ISO date, if the text can be read in one way only; else the text, to be refused.

    >>> as_date("Feb 3, 2026"), as_date("2026/02/03"), as_date("03/02/2026")
    ('2026-02-03', '2026-02-03', '03/02/2026')
    """
    text = one_line(text)
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            pass
    try:
        return (
            parsedate_to_datetime(text).isoformat() if re.match("[A-Z][a-z]{2}, ", text) else text
        )
    except (ValueError, OverflowError):
        return text
