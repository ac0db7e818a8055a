"""Which articles of a corpus have a value, a date, or a date within a period."""

import re
from datetime import date

AFTER = "~"  # sorts after the rest of a date, so "2017~" is the end of 2017


def values_of(article, name):
    """An article's values of a field: authors are several."""
    value = getattr(article, name)
    return value or (None,) if name == "authors" else (value,)


def having(articles, name, wanted):
    """The articles with one of these values."""
    return [article for article in articles if not wanted.isdisjoint(values_of(article, name))]


def is_date(text):
    """Whether a text is a year, a month or a day in ISO form."""
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return bool(re.fullmatch("[0-9]{4}(-[0-9]{2}){,2}", text))


def dated(articles):
    """The articles with a date."""
    return [article for article in articles if article.published]


def within(articles, first, last):
    """The articles published within a period, both ends included."""
    for article in dated(articles):
        if first <= article.published[:10] <= last + AFTER:
            yield article
