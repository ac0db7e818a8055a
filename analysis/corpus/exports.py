"""Exports of news databases, which hold many articles → rows of a table.

The layouts are those described by public readers of such files (the R packages LexisNexisTools
and newspapers). To read another database, add its layout to ``_LAYOUTS``.
"""

import re
from collections import Counter, namedtuple
from itertools import pairwise, takewhile

from analysis.article import one_line
from analysis.pages.dates import day_in
from analysis.pages.names import names

from .cells import IS

COLUMNS = ("title", "outlet", "published", "authors", "news_section", "deck", "text", "other_lines")
# Articles as dicts of ``COLUMNS``, and the text of the file that is in none of them.
Export = namedtuple("Export", "rows outside")


def documents(lines):
    """The articles in the lines of an export → ``Export``; None for other files."""
    short = [(n, line) for n, line in enumerate(lines) if 0 < len(line) < 200]
    for bound, ends, read in _LAYOUTS:
        at, rows = [n for n, line in short if bound.fullmatch(line)], []
        edges = [-1, *at] if ends else [*at, len(lines)]
        for low, high in pairwise(edges):
            rows.append(row := read(lines[low + 1 : high]))
            if "text" in row:  # the line between articles too
                row["other_lines"] = _other_lines(lines[low + ends : high + ends], row)
        outside = [row.pop("above", None) for row in rows]
        outside += lines[edges[-1] + 1 :] if ends else lines[: edges[0]]
        rows = [dict.fromkeys(COLUMNS) | row for row in rows if row]
        if any(row["outlet"] and row["text"] for row in rows):  # or else a line is like a bound
            return Export(rows, one_line(" ".join(filter(None, outside))))
    return None


def _other_lines(lines, row):
    """The lines of an article whose words are not all in its fields: labels, rights, a page."""
    words, others = Counter(re.findall(r"\w+", " ".join(map(str, row.values())))), set()
    for n, line in sorted(enumerate(lines), key=lambda pair: -len(pair[1])):  # the text first
        own = Counter(re.findall(r"\w+", line))
        if all(words[word] >= count for word, count in own.items()):
            words.subtract(own)
        else:
            others.add(n)
    return "\n".join(line for n, line in enumerate(lines) if n in others)


def _paragraphs(lines):
    """Lines → labels and paragraphs: between empty lines (or each line), or after a long line."""
    own = (IS.heading, IS.nexis, IS.proquest, IS.below)
    parts, is_new, has_gaps = [], True, "" in lines
    for line in lines:
        if line and (is_new or any(pattern.fullmatch(line) for pattern in own)):
            parts.append(line)
        elif line:
            parts[-1] += f" {line}"
        is_new = not line or len(line) >= 120 or not has_gaps or bool(IS.heading.fullmatch(line))
    return list(map(one_line, parts))


def _labels(parts, pattern):
    matches = filter(None, map(pattern.fullmatch, reversed(parts)))
    return {match[1].lower(): match[2] for match in matches}


def _text(parts):
    """The text in blocks, up to the labels after the last paragraph of eight words or more."""
    after = [bool(IS.below.fullmatch(part) or IS.rights.match(part)) for part in parts] + [True]
    prose = [n for n, part in enumerate(parts) if len(part.split()) >= 8 and not after[n]]
    return "\n\n".join(parts[: after.index(True, prose[-1] if prose else 0)])


def _nexis(lines):
    """Outlet, day and headline are above the labels, in either order (old and Nexis Uni)."""
    tops = (n for n, line in enumerate(lines) if line == "Body" or IS.nexis.fullmatch(line))
    if (first := next(tops, None)) is None:
        return {"text": None}  # an article that cannot be read
    head = [line for line in lines[:first] if not IS.rights.match(line)]
    parts = _paragraphs(lines[first:])
    is_uni = "Body" in parts
    length = next((n for n, part in enumerate(parts) if part.lower().startswith("length:")), 0)
    labels = [IS.nexis.fullmatch(part) and not IS.body.match(part) for part in parts] + [None]
    starts = [n for n, one in enumerate(labels) if n >= length and not one]
    start = 1 + parts.index("Body") if is_uni else starts[0]
    found = _labels(parts[:start], IS.nexis)
    dated = [n for n, line in enumerate(head) if day_in(line)] or [len(head)]
    day = dated[-1] if is_uni else dated[0]
    above = _paragraphs(re.split("\n+" if is_uni else "\n", "\n".join(head[:day]).strip()))
    if is_uni or len(above) > 1:  # headline, outlet, day
        title, outlet, above = above[-2:-1], above[-1:], above[:-2]
    else:  # outlet, day, edition, headline
        title, outlet, above = _paragraphs(head[day + 1 :])[-1:], above, []
    ends = [n for n, part in enumerate(parts) if n >= start and IS.heading.fullmatch(part)]
    row = {"title": found.get("headline") or "".join(title), "outlet": "".join(outlet)}
    row |= {"published": day_in("".join(head[day : day + 1])), "deck": found.get("highlight")}
    row |= {"authors": names([found.get("byline", "")]), "news_section": found.get("section")}
    row["text"] = IS.body.sub("", _text(parts[start : min(ends, default=None)]))
    return row | {"above": " ".join(above)}


def _factiva(lines):
    """Headline and byline, the number of words, then day, outlet and rights; the text is last."""
    if {"HD", "PD"} <= {line[:2] for line in lines if IS.factiva.fullmatch(line)}:
        return _factiva_codes(lines)
    lengths = (n for n, line in enumerate(lines) if re.fullmatch(r"(?i)\d[\d,.]* words", line))
    words = next(lengths, len(lines))
    head, rest = list(filter(None, lines[:words])), lines[words + 1 :]
    rights = next((n for n, line in enumerate(rest) if IS.rights.match(line)), -1)
    # Without the time of day.
    about = [line for line in rest[: max(rights, 0)] if line and not re.match(r"\d\d?:\d\d", line)]
    by = next((n for n, line in enumerate(head) if re.match(r"(?i)by\s", line)), len(head))
    row = {"title": " ".join(head[by - 1 : by]), "authors": names(head[by : by + 1])}
    row |= {"published": day_in(" ".join(about[:1])), "outlet": " ".join(about[1:2])}
    row |= {"news_section": head[0] if by == 2 else None}
    text, above = "\n\n".join(_paragraphs(rest[rights + 1 :])), " ".join(head[: by - 1])
    return row | {"text": text, "above": above if by > 2 else None}


def _factiva_codes(lines):
    fields, code = {}, None
    for line in lines:
        if match := IS.factiva.fullmatch(line):
            code, line = match[1], match[2] or ""
        fields.setdefault(code, []).append(line)
    one = {code: one_line(" ".join(value)) for code, value in fields.items()}
    row = {"title": one.get("HD"), "outlet": one.get("SN"), "news_section": one.get("SE")}
    row |= {"authors": names([one.get("BY", "")]), "published": day_in(one.get("PD", ""))}
    text = _paragraphs([*fields.get("LP", ()), "", *fields.get("TD", ())])
    return row | {"text": "\n\n".join(text), "above": one.get(None)}


def _proquest(lines):
    parts = _paragraphs(["" if re.fullmatch(r"Document \d+ of \d+", x) else x for x in lines])
    if not (found := _labels(parts, IS.proquest)):  # the lines below the last article
        return {"above": " ".join(lines)}
    people = found.get("author", "").rstrip(".").split(";")
    info = found.get("publication info", "")
    texts = [n for n, part in enumerate(parts) if part.lower().startswith("full text:")]
    text = [found["full text"], *parts[texts[0] + 1 :]] if texts else []
    above = takewhile(lambda part: not IS.proquest.fullmatch(part), parts)
    row = {"title": found.get("title") or " ".join(above)}
    # "Lee, Ann; Day, Bob"
    row |= {"authors": [" ".join(name.strip().split(", ", 1)[::-1]) for name in people]}
    row |= {"outlet": found.get("publication title") or info.partition(";")[0].strip() or None}
    row |= {"published": day_in(found.get("publication date") or info), "text": _text(text)}
    return row | {"news_section": found.get("section")}


# The line between articles, whether it ends one (or else begins one), and how one is read.
_LAYOUTS = (IS.nexis_begins, False, _nexis), (IS.nexis_ends, True, _nexis)
_LAYOUTS += (IS.factiva_ends, True, _factiva), (IS.proquest_begins, False, _proquest)
