"""The front matter of a Markdown page: YAML before the text."""

import re
from datetime import date

import yaml

from analysis.article import one_line
from analysis.article.header import safe_yaml

from .dates import iso_date
from .metadata import address
from .names import names
from .source import PageError
from .structured import first, plain

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def front_matter(text):
    """The mapping before the text, and how many lines it takes."""
    match = _FRONT.match(text)
    if not match:
        return {}, 0
    try:
        front = safe_yaml(match[1])
    except (yaml.YAMLError, ValueError) as error:
        what = one_line(getattr(error, "problem", None) or str(error))
        raise PageError(f"broken front matter ({what}); correct or remove it") from None
    if not isinstance(front, dict):
        return {}, 0  # two rules with text between them
    return {str(key).lower(): value for key, value in front.items()}, match[0].count("\n")


def title_of(front):
    """The title in front matter, or ""."""
    return plain(_value(front, "title headline"))


def fields_of(front):
    """What front matter says of the article, as fields, and the origin of each."""
    values = {name: read(_value(front, keys)) for name, keys, read in _FIELDS}
    fields = {name: value for name, value in values.items() if value}
    return fields | {"origins": dict.fromkeys(fields, "front matter")}


def _value(front, keys):
    return next((front[key] for key in keys.split() if front.get(key)), None)


def _date(value):
    value = first(value)
    return iso_date(value.isoformat() if isinstance(value, date) else plain(value))


def _language(value):
    match = re.match(r"[A-Za-z]{2}(?=[-_]|$)", plain(value))
    return match and match[0].lower()


def _names(value):
    return names([plain(name) for name in (value if isinstance(value, list) else [value])])


_FIELDS = (
    ("outlet", "outlet site publisher publication site_name", plain),
    ("url", "url source_url link permalink source", address),
    ("language", "language lang", _language),
    ("published", "published date pubdate published_at", _date),
    ("modified", "modified updated lastmod", _date),
    ("authors", "authors author byline", _names),
)
