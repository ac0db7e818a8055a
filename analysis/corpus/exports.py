"""Exports of news databases, which hold many articles → rows of a table.

The layouts are those that public readers of such files describe (LexisNexisTools and newspapers,
both in R). To read another database, add its layout to ``_LAYOUTS``.
"""

import io
import re
import zipfile
from collections import namedtuple
from functools import lru_cache

from lxml import etree

from analysis.article import one_line
from analysis.pages.dates import day_in
from analysis.pages.names import names
from analysis.pages.source import PageError

from .factiva import COLUMNS, COPYRIGHT, blocks, factiva, factiva_page

# Articles as dicts of ``COLUMNS``, and the text of the file that is in none of them.
Export = namedtuple("Export", "rows outside")
_LARGEST = 200_000_000  # bytes of a Word document that is unpacked
_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = {f"{_XML}br": "\n", f"{_XML}cr": "\n", f"{_XML}tab": "\t"}
_HEADINGS = re.compile("Body|Graphic|Classification")  # of Nexis Uni
# Labels above the text, of Nexis and of ProQuest; labels below it, of both.
_NEXIS = re.compile(r"(byline|dateline|headline|highlight|length|section|series):\s*(.*)", re.I)
_PROQUEST = re.compile(
    r"(author|full text|links|publication (?:date|info|title)|section|title):\s*(.*)", re.IGNORECASE
)
_AFTER = re.compile(
    r"(?:load-date|language|publication-type|journal-code|graphic|classification|url|subject|title|"
    r"location|people|company[a-z -]*|geographic|organization|person|state|country|city|industry|"
    r"ticker|publication [a-z -]*|pages|section|issn|proquest [a-z -]*|document [a-z -]*|database|"
    r"last updated|copyright|links|credit|identifier[a-z -]*|source type|place of [a-z -]*):.*",
    re.IGNORECASE,
)


@lru_cache(1)  # a file is first recognised, then read
def documents(data):
    """The articles in an export → ``Export``; None for other files. Raises PageError."""
    if b"articleParagraph" in data:
        return _export(*factiva_page(data))
    lines = _lines(data)
    short = [(n, line) for n, line in enumerate(lines) if 0 < len(line) < 200]
    for bound, ends, read in _LAYOUTS:
        at = [n for n, line in short if bound.fullmatch(line)]
        if at:
            firsts, lasts = ([-1, *at[:-1]], at) if ends else (at, [*at[1:], len(lines)])
            parts = [lines[low + 1 : high] for low, high in zip(firsts, lasts, strict=True)]
            outside = lines[at[-1] + 1 :] if ends else lines[: at[0]]
            if export := _export(map(read, parts), outside):
                return export
    return None


def _export(rows, outside):
    """The ``Export`` of rows, if one has an outlet and a text; otherwise a line is like a bound."""
    rows = list(rows)
    outside = [row.pop("above", None) for row in rows] + list(outside)
    rows = [dict.fromkeys(COLUMNS) | row for row in rows if row]
    if any(row["outlet"] and row["text"] for row in rows):
        return Export(rows, one_line(" ".join(filter(None, outside))))
    return None


def _lines(data):
    """The lines of a text, rich-text or Word file, without white space around them."""
    if data.startswith(b"PK") and b"word/document.xml" in data:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                if file.getinfo("word/document.xml").file_size > _LARGEST:
                    raise PageError(f"more than {_LARGEST // 1_000_000} MB unpacked; split it")
                body = etree.fromstring(file.read("word/document.xml"))
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
            raise PageError("unreadable Word document; save it again") from None
        pieces = body.iter(f"{_XML}p", f"{_XML}t", *_WORD)
        text = "".join(
            "\n\n" if piece.tag == f"{_XML}p" else _WORD.get(piece.tag) or piece.text or ""
            for piece in pieces
        )
    elif data.startswith(b"{\\rtf"):
        from striprtf.striprtf import rtf_to_text

        text = rtf_to_text(data.decode("latin-1"), errors="ignore")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:  # as older downloads are
            text = data.decode("cp1252", "replace")
    return [line.strip() for line in text.splitlines()]


def _blocks(lines):
    """Labels with the lines on which they go on, headings and paragraphs, each on one line."""
    own = (_HEADINGS, _NEXIS, _PROQUEST, _AFTER)
    return blocks(lines, {n for n, line in enumerate(lines) if any(p.fullmatch(line) for p in own)})


def _labels(parts, pattern):
    """Label, in lower case → its first value."""
    matches = filter(None, map(pattern.fullmatch, reversed(parts)))
    return {match[1].lower(): match[2] for match in matches}


def _text(parts):
    """The text in blocks, up to the labels that follow the last paragraph of eight words."""
    after = [bool(_AFTER.fullmatch(part) or COPYRIGHT.match(part)) for part in parts] + [True]
    prose = [n for n, part in enumerate(parts) if len(part.split()) >= 8 and not after[n]]
    return "\n\n".join(parts[: after.index(True, prose[-1] if prose else 0)])


def _nexis(lines):
    """Outlet, day and headline are above the labels, in either order (old and Nexis Uni)."""
    tops = (n for n, line in enumerate(lines) if line == "Body" or _NEXIS.fullmatch(line))
    if (first := next(tops, None)) is None:
        return {"text": None}  # an article that cannot be read
    head = [line for line in lines[:first] if not COPYRIGHT.match(line)]
    parts = _blocks(lines[first:])
    is_uni = "Body" in parts
    length = next((n for n, part in enumerate(parts) if part.lower().startswith("length:")), 0)
    labels = [bool(_NEXIS.fullmatch(part)) for part in parts] + [False]
    start = 1 + parts.index("Body") if is_uni else labels.index(False, length)
    found = _labels(parts[:start], _NEXIS)
    dated = [n for n, line in enumerate(head) if day_in(line)] or [len(head)]
    day = dated[-1] if is_uni else dated[0]
    above = blocks("\n".join(head[:day]).strip().split("\n"))
    below = blocks(head[day + 1 :])
    if is_uni or len(above) > 1:  # headline, outlet, day
        title, outlet, above = above[-2:-1], above[-1:], above[:-2]
    else:  # outlet, day, edition, headline
        title, outlet, above = below[-1:], above, []
    ends = [n for n, part in enumerate(parts) if n >= start and _HEADINGS.fullmatch(part)]
    return {
        "title": found.get("headline") or "".join(title),
        "outlet": "".join(outlet),
        "published": day_in("".join(head[day : day + 1])),
        "authors": names([found.get("byline", "")]),
        "news_section": found.get("section"),
        "deck": found.get("highlight"),
        "text": _text(parts[start : min(ends, default=None)]),
        "above": " ".join(above),
    }


def _proquest(lines):
    parts = [part for part in _blocks(lines) if not re.fullmatch(r"Document \d+ of \d+", part)]
    found, labels = _labels(parts, _PROQUEST), [bool(_PROQUEST.fullmatch(part)) for part in parts]
    if not found:  # the lines below the last article
        return {"above": " ".join(lines)}
    people = found.get("author", "").rstrip(".").split(";")
    info = found.get("publication info", "")
    texts = [n for n, part in enumerate(parts) if part.lower().startswith("full text:")]
    text = [found["full text"], *parts[texts[0] + 1 :]] if texts else []
    return {
        "title": found.get("title") or " ".join(parts[: [*labels, True].index(True)]),
        # "Lee, Ann; Day, Bob"
        "authors": [" ".join(name.strip().split(", ", 1)[::-1]) for name in people],
        "outlet": found.get("publication title") or info.partition(";")[0].strip() or None,
        "published": day_in(found.get("publication date") or info),
        "news_section": found.get("section"),
        "text": _text(text),
    }


# The line between articles, whether it ends one (or else begins one), and how one is read.
_LAYOUTS = (
    (re.compile(r"(?:document )?\d+ of \d+ documents?", re.IGNORECASE), False, _nexis),
    (re.compile(r"end of document", re.IGNORECASE), True, _nexis),
    (re.compile(r"(?:AN\s+)?document [a-z]{3,}[a-z0-9]{10,}", re.IGNORECASE), True, factiva),
    (re.compile(r"_{20,}"), False, _proquest),
)
