"""One cell of a table → text, paragraphs, names or a date, read like the text of a page."""

import json
import math
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from html import unescape
from numbers import Number

from lxml import html
from lxml.html import defs

from analysis._support import ROOT, patterns
from analysis.article.model import DATES, one_line
from analysis.pages import decode_html, iso_date
from analysis.pages.dump import runs_on, uncut, wrap_width
from analysis.pages.names import names
from analysis.pages.response import number
from analysis.pages.text_lines import text_lines

NONE = {"", "na", "n/a", "nan", "none", "null"}  # in cells other than text
IS = patterns(ROOT / "analysis/corpus/patterns.yml", tags="|".join(sorted(defs.tags)))


def paragraphs(text):
    """The paragraphs of a cell: between blank lines; else its lines, joined where they wrap."""
    text = re.sub(r"\r\n?|\u2028", "\n", text).replace("\u2029", "\n\n").strip()
    pieces = re.split(r"\n[^\S\n]*\n\s*", text)
    if len(pieces) == 1:
        rows = text.split("\n")
        ended = sum(bool(re.search(r"[.?!][\"'”’)]*\s*$", row)) for row in rows)
        width = 0 if ended * 2 > len(rows) else wrap_width(rows)
        ends = ("" if width and runs_on(rows, n, width) else "\n" for n in range(len(rows)))
        joined = " ".join(map("".join, zip(rows, ends, strict=True)))
        pieces = (uncut(joined) if width else joined).split("\n")
    return [part for part in map(one_line, pieces) if part]


def unmarked(text):
    """The text of a cell that may hold HTML, with blank lines between its blocks."""
    text = IS.shortcode.sub(" ", text)
    if not IS.block.search(text):  # its lines are lines
        return IS.entity.sub(lambda match: unescape(match[0]), IS.inline.sub("", text))
    page = re.sub(r"\n[^\S\n]*\n", "<br><br>", IS.no_tag.sub("&lt;", text))
    page = decode_html(f"<div>{page}</div>".encode("utf-8", "replace"))
    return "\n\n".join(line.text for line in text_lines(html.fromstring(page)))


def as_text(value, name):
    """A cell as text, None if it is empty. Raises ValueError if it does not hold text."""
    if value is None or isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):  # of MongoDB; of NewsAPI
        keys = ("$date", "$numberLong") if name in DATES else ("$oid", "name")
        return as_text(next((value[k] for k in keys if k in value and name != "text"), ()), name)
    if name in DATES and isinstance(value, list) and len(value) == 1:
        return as_text(value[0], name)
    if isinstance(value, date):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, Number):
        return str(int(value) if value == int(value) else value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text; enter it as text")
    if re.search("[\udc80-\udcff]", value):
        raise ValueError(f"{name} is not UTF-8; save the file as UTF-8")
    known = value.strip().lower()
    return None if known in ([""] if name == "text" else NONE) or IS.error.match(known) else value


def as_json(value, name):
    """The JSON value in a cell; ValueError if it cannot be read."""
    if not isinstance(value, str):
        return None if value != value else value or None  # nan
    try:
        return json.loads(as_text(value, name) or "null")
    except (json.JSONDecodeError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise ValueError(f"{name} is not valid JSON ({reason}); correct it") from None


def as_names(value):
    """Authors in a cell: a list, names with ";" between them, or a byline such as "By A and B"."""
    if not isinstance(value, list | tuple):
        text = as_text(value, "authors") or ""
        value = names([text]) if IS.byline.search(text) else text.split(";")
    return [name.strip() for item in value if (name := as_text(item, "authors"))]


def as_date(text):
    """An ISO date unchanged, another date as ``iso_date`` reads it, and other text unchanged."""
    text = one_line(text)
    if re.fullmatch(r"\d{10}(?:\d{3}){0,3}(?:\.\d+)?", text):  # seconds since 1970, or parts of one
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        if moment <= datetime.now(UTC):  # 2026020310 is no such number
            return moment.isoformat().removesuffix("T00:00:00+00:00")
    # Excel's number of a day, 2013 to 2036; others may be such as 4 Feb 17.
    if re.fullmatch(r"4(?:1[3-9]|[2-9]\d)\d\d(?:\.\d+)?", text):
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(text[:5])).isoformat()
    with suppress(ValueError):
        if "-" in text and datetime.fromisoformat(text):
            return text
    return iso_date(text) or text


def short_text(value):
    """A cell's text, cut short; "" if it says that there is none."""
    text = str(value).strip()[:40]
    return "" if text.strip(" -–—").lower() in NONE else text


def as_count(cell):
    """A cell such as 1,204, 1 204 or 1.2K as a number; None for another."""
    text = re.sub(r"\.00?$|(?<=\d)[,\s](?=\d{3}\b)", "", cell)
    return number(text) if IS.count.fullmatch(text) else None
