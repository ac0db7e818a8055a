"""The YAML header of an article's file: text ↔ dict, and what can be wrong with it."""

import re
from datetime import date, datetime

import yaml

from .model import DATES, PLAIN, ArticleError, fold

KEYS = (
    *("id", "title", "kicker", "outlet", "authors", "published", "modified", "accessed", "url"),
    *("language", "news_section", "origins", "responses", "source", "sha256", "rights"),
)
# Only hostile files are longer or deeper, and YAML takes long to say so.
_LONGEST, _DEEPEST = 1_000_000, 10
_MOST = 10**15  # more readers than there are, and still a 64-bit number
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as it stands, under ``|``."""

    def _represent_str(self, text):
        style = "|" if "\n" in text and not re.search(r"^\s|\s$|[ \t]\n", text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper._represent_str)


def dump(header):
    """A header's dict as YAML: keys in their order, a value never wrapped over lines."""
    return yaml.dump(
        header, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )


def parse(lines, name):
    """The dict in a header's lines (the file's lines from its second on), every key present.

    Raises ArticleError with the line of the first fault.
    """
    text = "\n".join(lines)
    at = {}
    for number, line in enumerate(lines, 2):
        if match := re.match(r"(\w+)\s*:", line):
            if match[1] in at:
                raise ArticleError(f"{name}:{number}: {match[1]} stands here twice; keep one")
            at[match[1]] = number
    try:
        refuse_hostile(text)
        header = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        number = f":{mark.line + 2}" if mark else ""
        what = fold(error.problem or "it cannot be read")
        raise ArticleError(f"{name}{number}: broken YAML header ({what}); correct it") from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2026-02-31
        what = fold(str(error))
        raise ArticleError(f"{name}: broken YAML header ({what}); correct it") from None
    if not isinstance(header, dict):
        raise ArticleError(f"{name}:2: the header is not 'key: value' lines; correct it")
    for key in DATES:
        if isinstance(header.get(key), date):
            header[key] = header[key].isoformat()
    for key, fault in faults(header):
        raise ArticleError(f"{name}:{at.get(key, 1)}: {fault}")
    return dict.fromkeys(KEYS) | header


def refuse_hostile(text):
    """Aliases can make a short header fill the memory, nesting can exhaust the stack."""
    if len(text) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST:,} characters")
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if getattr(event, "anchor", None):
            raise ValueError(f"anchor or alias {event.anchor!r}; write the value itself")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError(f"nested deeper than {_DEEPEST} levels")


def faults(header):
    """Yield (key, "what is wrong; what to do") for the faults of a header's dict.

    The types come first: what follows a wrong type relies on it, so stop there.
    """
    for key in header:
        if key not in KEYS:
            yield key, f"unknown key {fold(str(key))!r}; the keys are {', '.join(KEYS)}"
    for key in (*PLAIN, "title", "kicker"):
        if not isinstance(header.get(key), str | None):
            yield key, f"{key} is not text; put it in quotation marks"
    for key in ("id", "title"):
        if not fold(str(header.get(key) or "")):
            yield key, f"{key} is missing; write it in the header"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", header.get("id") or "x"):
        yield "id", "id may hold only letters a-z, digits, dots, - and _; rename it"
    for key in DATES:
        if header.get(key) and not _is_date(header[key]):
            why = "is not an ISO date; write year-month-day, such as 2026-02-26 for 26 February"
            yield key, f"{key} {header[key]!r} {why}"
    if not re.fullmatch(r"[a-z]{2}", header.get("language") or "en"):
        yield "language", "language is not a two-letter code; write it as 'en'"
    if re.search(r"[/\\]|^\.+$", header.get("source") or ""):
        yield "source", "source is not the plain name of a file in pages/; leave out folders"
    if not re.fullmatch(r"[0-9a-f]{64}", header.get("sha256") or "0" * 64):
        yield "sha256", "sha256 is not 64 hexadecimal digits; copy it from sha256sum"
    authors = header.get("authors") or []
    if not isinstance(authors, list) or not all(isinstance(name, str) for name in authors):
        yield "authors", "authors is not a list of names; write one name a line after '- '"
    origins = header.get("origins") or {}
    if not isinstance(origins, dict) or not all(
        isinstance(text, str) for item in origins.items() for text in item
    ):
        yield "origins", "origins is not 'field: where it came from'; see the data dictionary"
    yield from (("responses", fault) for fault in _response_faults(header.get("responses") or []))


def _is_date(text):
    """Whether both Python and pandas read a text as a date; each alone reads more."""
    try:
        return bool(_DATE.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _response_faults(responses):
    if not isinstance(responses, list) or not all(isinstance(r, dict) for r in responses):
        yield "responses is not a list of polls and counters; see the data dictionary"
        return
    for n, response in enumerate(responses, 1):
        for key in response:
            if key not in ("kind", "question", "options", "snippet", "where"):
                yield f"response {n} has an unknown key {key!r}; see the data dictionary"
        if not isinstance(response.get("kind"), str):
            yield f"response {n} has no kind; write one, such as poll"
        plain = ("question", "snippet", "where")
        if not all(isinstance(response.get(key), str | None) for key in plain):
            yield f"response {n}: {', '.join(plain)}: not all are text; use quotation marks"
        options = response.get("options") or []
        if not isinstance(options, list) or not all(isinstance(o, dict) for o in options):
            yield f"response {n}: options is not a list of label and count; see the data dictionary"
            continue
        for option in options:
            label, count = option.get("label"), option.get("count")
            if set(option) - {"label", "count"} or not isinstance(label, str):
                yield f"response {n}: an option's label is not text; put it in quotation marks"
            elif count is not None and (type(count) is not int or not 0 <= count < _MOST):
                yield f"response {n}: count of {label!r} is not a whole number from 0; correct it"
