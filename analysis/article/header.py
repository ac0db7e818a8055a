"""The YAML header of an article's file: text ↔ dict, and what can be wrong with it."""

import re
from datetime import date, datetime

import yaml

from analysis._support.safe_yaml import safe_yaml

from .model import DATES, PLAIN, ArticleError, one_line

KEYS = (
    *("id", "title", "kicker", "outlet", "authors", "published", "modified", "accessed", "url"),
    *("language", "news_section", "origins", "responses", "source", "sha256", "rights"),
)
_MOST = 10**15  # more readers than there are, and still a 64-bit number
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_FORMS = (
    ("id", r"(?a:[^\W_][\w.-]*)", "may contain only letters a-z, digits, dots, - and _; rename it"),
    ("language", r"[a-z]{2}", "is not a two-letter code; write it as 'en'"),
    ("source", r"(?!\.+$)[^/\\]+", "is not the name of a file in pages/; leave out folders"),
    ("sha256", r"[0-9a-f]{64}", "is not 64 hexadecimal digits; copy it from sha256sum"),
)
_LISTS = (
    ("authors", str, "names; write one name per line after '- '"),
    ("responses", dict, "polls and counters; see the data dictionary"),
)


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines unchanged, under ``|``."""


def _represent(dumper, text):
    style = "|" if "\n" in text and not re.search(r"^\s|\s$|[ \t]\n", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)


def dump(header):
    """A header's dict as YAML: keys in order, no value wrapped."""
    return yaml.dump(header, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


def parse(lines, name):
    """The dict in a header's lines (from the file's second on), every key present."""
    numbers = {}
    for number, line in enumerate(lines, 2):
        if match := re.match(r"(\w+)\s*:", line):
            if numbers.setdefault(match[1], number) != number:
                raise ArticleError(f"{name}:{number}: duplicate key {match[1]}; keep one")
    try:
        header = safe_yaml("\n".join(lines))
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-31
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        place = f":{mark.line + 2}" if mark else ""
        what = one_line(getattr(error, "problem", None) or str(error))
        raise ArticleError(f"{name}{place}: broken YAML header ({what}); correct it") from None
    if not isinstance(header, dict):
        raise ArticleError(f"{name}:2: the header has no 'key: value' lines; correct it")
    for key in DATES:
        if isinstance(header.get(key), date):
            header[key] = header[key].isoformat()
    for key, fault in faults(header):
        raise ArticleError(f"{name}:{numbers.get(key, 1)}: {fault}")
    return dict.fromkeys(KEYS) | header


def faults(header):
    """Yield (key, "what is wrong; what to do") for the faults of a header's dict.

    Texts are checked for their type first: what follows relies on it.
    """
    for key in header:
        if key not in KEYS:
            yield key, f"unknown key {one_line(str(key))!r}; available: {', '.join(KEYS)}"
    for key in (*PLAIN, "title", "kicker"):
        if not isinstance(header.get(key), str | None):
            yield key, f"{key} is not text; put it in quotation marks"
    for key in ("id", "title"):
        if not one_line(str(header.get(key) or "")):
            yield key, f"{key} is missing; add it to the header"
    for key, pattern, fault in _FORMS:
        if header.get(key) and not re.fullmatch(pattern, header[key]):
            yield key, f"{key} {fault}"
    for key in DATES:
        if header.get(key) and not _is_date(header[key]):
            why = "is not an ISO date; write year-month-day, such as 2026-02-26 for 26 February"
            yield key, f"{key} {header[key]!r} {why}"
    origins = header.get("origins") or {}
    if not isinstance(origins, dict) or not _is_list([*origins, *origins.values()], str):
        yield "origins", "origins does not have the form 'field: origin'; see the data dictionary"
    for key, kind, what in _LISTS:
        if not _is_list(header.get(key), kind):
            yield key, f"{key} is not a list of {what}"
            return
    for n, response in enumerate(header.get("responses") or (), 1):
        yield from (("responses", f"response {n}{fault}") for fault in _response_faults(response))


def _is_list(value, kind):
    return not value or isinstance(value, list) and all(isinstance(item, kind) for item in value)


def _is_date(text):
    """Whether both Python and pandas read a text as a date; each alone reads more."""
    try:
        return bool(_DATE.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _response_faults(response):
    texts = ("question", "snippet", "where")
    for key in set(response) - {"kind", "options", *texts}:
        yield f" has an unknown key {key!r}; see the data dictionary"
    if not isinstance(response.get("kind"), str):
        yield " has no kind; add one, such as poll"
    if not all(isinstance(response.get(key), str | None) for key in texts):
        yield f": {', '.join(texts)}: not all are text; use quotation marks"
    if not _is_list(response.get("options"), dict):
        yield ": options is not a list of labels and counts; see the data dictionary"
        return
    for option in response.get("options") or ():
        label, count = option.get("label"), option.get("count", 0)
        if set(option) - {"label", "count"} or not isinstance(label, str):
            yield ": an option's label is not text; put it in quotation marks"
        if count is not None and (type(count) is not int or not 0 <= count < _MOST):
            yield f": count of {label!r} is not a whole number from 0; correct it"
