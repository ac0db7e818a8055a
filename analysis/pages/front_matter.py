"""The front matter of a Markdown page: what stands in YAML before the text."""

import re
from datetime import date

import yaml

from analysis.article import fold
from analysis.article.header import safe_yaml

from .dates import iso_date
from .names import names
from .source import PageError
from .structured import first, plain

_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELDS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "site", "publisher", "publication", "site_name"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date", "pubdate", "published_at"),
    "modified": ("modified", "updated", "lastmod"),
    "url": ("url", "source_url", "link", "permalink", "source"),
    "language": ("language", "lang"),
}


def front_matter(text):
    """The mapping before the text, and how many lines it takes."""
    match = _FRONT.match(text)
    if not match:
        return {}, 0
    try:
        found = safe_yaml(match[1])
    except (yaml.YAMLError, ValueError) as error:
        what = fold(getattr(error, "problem", None) or str(error))
        raise PageError(f"broken front matter ({what}); correct it, or take it away") from None
    if not isinstance(found, dict):
        return {}, 0  # two rules with text between them
    return {str(key).lower(): value for key, value in found.items()}, match[0].count("\n")


def value_of(front, field):
    """What it says for a field under any of its names, or None."""
    return next((front[name] for name in _FIELDS[field] if front.get(name)), None)


def fields_of(front):
    """What it says of the article, as fields, each with its origin."""
    fields = {}
    for field in ("outlet", "url", "language"):
        if value := plain(value_of(front, field)):
            fields[field] = value
    if not re.match(r"https?://\S+$", fields.get("url", "https://x")):
        del fields["url"]
    if not re.match(r"[A-Za-z]{2}(?:[-_]|$)", fields.get("language", "en")):
        del fields["language"]
    elif "language" in fields:
        fields["language"] = fields["language"][:2].lower()
    for field in ("published", "modified"):
        value = first(value_of(front, field))
        value = value.isoformat() if isinstance(value, date) else plain(value)
        if value := iso_date(value):
            fields[field] = value
    authors = value_of(front, "authors")
    authors = authors if isinstance(authors, list) else [authors]
    if authors := names([plain(name) for name in authors if isinstance(name, str)]):
        fields["authors"] = authors
    return fields | {"origins": dict.fromkeys(fields, "front matter")}
