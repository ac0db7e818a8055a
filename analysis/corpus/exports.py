"""Exports of news databases, which hold many articles → rows of a table.

The layouts are those that public readers of such files describe (LexisNexisTools and newspapers,
both in R). To read another database, add its layout to ``_LAYOUTS``.
"""

import io
import re
import zipfile

from lxml import etree, html

from analysis.article import one_line
from analysis.pages.dates import day_in
from analysis.pages.names import names
from analysis.pages.source import PageError

COLUMNS = ("title", "outlet", "published", "authors", "news_section", "deck", "text")
_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORDS = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
_CODE = re.compile(  # of a field, in Factiva's layout with codes
    r"(SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN)(?:(?:\t|\s\s)\s*(.*))?"
)
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))", re.IGNORECASE)
_LABEL = re.compile(r"([A-Za-z][A-Za-z -]{2,30}):\s*(.*)")
# Labels that follow the text: of Nexis, and of ProQuest.
_AFTER = re.compile(
    r"(?:load-date|language|publication-type|journal-code|graphic|classification|url|subject|title|"
    r"location|people|company.*|geographic|organization|person|state|country|city|industry|ticker|"
    r"publication .*|pages|section|issn|proquest .*|document .*|last updated|database|copyright|"
    r"links|credit|identifier.*|source type|place of .*)",
    re.IGNORECASE,
)


def documents(data):
    """The articles in an export as dicts of ``COLUMNS``; None for other files. Raises PageError."""
    if b"articleParagraph" in data:
        return _factiva_page(data)
    lines = _lines(data)
    for bound, ends, read in _LAYOUTS:
        at = [n for n, line in enumerate(lines) if re.fullmatch(bound, line, re.IGNORECASE)]
        if at:
            firsts, lasts = ([-1, *at[:-1]], at) if ends else (at, [*at[1:], len(lines)])
            parts = [lines[low + 1 : high] for low, high in zip(firsts, lasts, strict=True)]
            rows = [dict.fromkeys(COLUMNS) | read(part) for part in parts]
            if any(row["outlet"] and row["text"] for row in rows):  # else a line like a bound
                return rows
    return None


def _lines(data):
    """The lines of a text, rich-text or Word file, without white space around them."""
    if data.startswith(b"PK") and b"word/document.xml" in data:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                body = etree.fromstring(file.read("word/document.xml"))
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
            raise PageError("unreadable Word document; save it again") from None
        text = "\n\n".join("".join(p.itertext(f"{_XML}t")) for p in body.iter(f"{_XML}p"))
    elif data.startswith(b"{\\rtf"):
        from striprtf.striprtf import rtf_to_text

        text = rtf_to_text(data.decode("latin-1"), errors="ignore")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:  # as older downloads are
            text = data.decode("cp1252", "replace")
    return [line.strip() for line in text.splitlines()]


def _labelled(lines):
    """Label, in lower case → the rest of the first line that begins with it, and its number."""
    found = {}
    for n, line in enumerate(lines):
        if match := _LABEL.fullmatch(line):
            found.setdefault(match[1].lower(), (match[2], n))
    return found


def _text(lines, first):
    """The lines from a number on, up to the first label after the last line of prose."""
    prose = [n for n in range(first, len(lines)) if _is_prose(lines[n])]
    end = prose[-1] + 1 if prose else first
    while end < len(lines) and not _is_label(lines[end]):
        end += 1
    return _paragraphs(lines[first:end])


def _is_prose(line):
    return len(line.split()) >= 8 and not _is_label(line)


def _is_label(line):
    match = _LABEL.fullmatch(line)
    return bool(match and _AFTER.fullmatch(match[1]) or _COPYRIGHT.match(line))


def _paragraphs(lines):
    """Lines with empty ones between paragraphs; without any, each long line is a paragraph."""
    text = "\n".join(lines).strip()
    between = "\n\n" if "\n\n" in text or max(map(len, lines), default=0) < 120 else "\n"
    return "\n\n".join(map(one_line, re.split(rf"{between}+", text)))


def _value(found, *labels):
    return next((found[label][0] for label in labels if label in found), None)


def _nexis(lines):
    """Outlet, day and headline stand above the labels, in either order (old and Nexis Uni)."""
    found = _labelled(lines)
    first = 1 + found["length"][1] if "length" in found else 0
    body = next((n for n, line in enumerate(lines) if line == "Body" and n >= first), None)
    head = lines[: min([n for _, n in found.values()], default=0)]
    head = [line for line in head if line and not _COPYRIGHT.match(line)]
    dated = next((n for n, line in enumerate(head) if day_in(line)), len(head))
    above, below = head[:dated], head[dated + 1 :]
    # Nexis Uni: headline, outlet, day. Before: outlet, day, edition, headline.
    title, outlet = (above[0], above[-1]) if len(above) > 1 else (below[-1:], above[:1])
    return {
        "title": title if isinstance(title, str) else " ".join(title),
        "outlet": outlet if isinstance(outlet, str) else " ".join(outlet),
        "published": day_in(" ".join(head[dated : dated + 1])),
        "authors": names([_value(found, "byline") or ""]),
        "news_section": _value(found, "section"),
        "deck": _value(found, "highlight"),
        "text": _text(lines, first if body is None else body + 1),
    }


def _factiva(lines):
    """Headline and byline, the number of words, then day, outlet and rights; the text is last."""
    if {"HD", "PD"} <= {line[:2] for line in lines if _CODE.fullmatch(line)}:
        return _factiva_codes(lines)
    filled = [n for n, line in enumerate(lines) if line]
    words = next((n for n in filled if _WORDS.fullmatch(lines[n])), None)
    if words is None:
        return {}
    head = [lines[n] for n in filled if n < words]
    rest = [n for n in filled if n > words]
    rights = next((n for n in rest if _COPYRIGHT.match(lines[n])), words)
    about = [lines[n] for n in rest if n < rights]
    return _factiva_head(head, about) | {"text": _paragraphs(lines[rights + 1 :])}


def _factiva_head(head, about):
    by = next((n for n, line in enumerate(head) if re.match(r"(?i)by\s", line)), len(head))
    about = [line for line in about if not re.fullmatch(r"\d\d?:\d\d.*", line)]  # the time
    return {
        "title": " ".join(head[by - 1 : by]) if by else None,
        "authors": names(head[by : by + 1]),
        "published": day_in(" ".join(about[:1])),
        "outlet": " ".join(about[1:2]),
    }


def _factiva_codes(lines):
    fields, code = {}, None
    for line in lines:
        if match := _CODE.fullmatch(line):
            code, line = match[1], match[2] or ""
        fields.setdefault(code, []).append(line)
    one = {code: one_line(" ".join(value)) for code, value in fields.items()}
    return {
        "title": one.get("HD"),
        "authors": names([one.get("BY", "")]),
        "published": day_in(one.get("PD", "")),
        "outlet": one.get("SN"),
        "news_section": one.get("SE"),
        "text": "\n\n".join(_paragraphs(fields[c]) for c in ("LP", "TD") if c in fields),
    }


def _factiva_page(data):
    rows = []
    for node in html.fromstring(data).iterfind(".//div"):
        paragraphs = node.xpath("./p[contains(@class, 'articleParagraph')]")
        if paragraphs:
            about = [one_line(div.text_content()) for div in node.iterchildren("div")]
            words = next((n for n, text in enumerate(about) if _WORDS.fullmatch(text)), len(about))
            title = " ".join(
                one_line(s) for s in node.xpath(".//*[contains(@class,'Headline')]//text()")
            )
            authors = node.xpath("string(./div[@class='author'])")
            texts = "\n\n".join(one_line(p.text_content()) for p in paragraphs)
            row = _factiva_head([], about[words + 1 :])
            row |= {"title": title, "authors": names([authors]), "text": texts}
            rows.append(dict.fromkeys(COLUMNS) | row)
    return rows if any(row["outlet"] and row["text"] for row in rows) else None


def _proquest(lines):
    found = _labelled(lines)
    heads = (line for line in lines if line and not re.fullmatch(r"Document \d+ of \d+", line))
    people = (_value(found, "author") or "").rstrip(".").split(";")
    info = _value(found, "publication info") or ""
    text = ""
    if "full text" in found:
        first, n = found["full text"]
        text = f"{first}\n\n{_text(lines, n + 1)}".strip()
    return {
        "title": _value(found, "title") or next(heads, None),
        # "Lee, Ann; Day, Bob"
        "authors": [" ".join(name.strip().split(", ", 1)[::-1]) for name in people],
        "outlet": _value(found, "publication title") or info.partition(";")[0].strip() or None,
        "published": day_in(_value(found, "publication date") or info),
        "news_section": _value(found, "section"),
        "text": text,
    }


# The line between articles, whether it ends one (or else begins one), and how one is read.
_LAYOUTS = (
    (r"(?:document )?\d+ of \d+ documents?", False, _nexis),
    (r"end of document", True, _nexis),
    (r"(?:AN\s+)?document [a-z]{3,}[a-z0-9]{10,}", True, _factiva),
    (r"_{20,}", False, _proquest),
)
