"""Factiva's three layouts: plain text, text with codes, HTML."""

import re

from lxml import html

from analysis.article import one_line
from analysis.pages.dates import day_in
from analysis.pages.names import names
from analysis.pages.source import decode_html

COLUMNS = ("title", "outlet", "published", "authors", "news_section", "deck", "text")
COPYRIGHT = re.compile(r"(?:copyright|©|\(c\)|all rights reserved)", re.IGNORECASE)
_WORDS = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
_CODE = re.compile(  # of a field, in the layout with codes
    r"(SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN)"
    r"(?:(?:\t|\s\s)\s*(.*))?"
)


def factiva(lines):
    """Headline and byline, the number of words, then day, outlet and rights; the text is last."""
    if {"HD", "PD"} <= {line[:2] for line in lines if _CODE.fullmatch(line)}:
        return _factiva_codes(lines)
    filled = [n for n, line in enumerate(lines) if line]
    words = next((n for n in filled if _WORDS.fullmatch(lines[n])), None)
    if words is None:
        return {"text": None}  # an article that cannot be read
    head = [lines[n] for n in filled if n < words]
    rest = [n for n in filled if n > words]
    rights = next((n for n in rest if COPYRIGHT.match(lines[n])), words)
    about = [lines[n] for n in rest if n < rights]
    return _factiva_head(head, about) | {"text": "\n\n".join(blocks(lines[rights + 1 :]))}


def _factiva_head(head, about):
    by = next((n for n, line in enumerate(head) if re.match(r"(?i)by\s", line)), len(head))
    about = [line for line in about if not re.fullmatch(r"\d\d?:\d\d.*", line)]  # the time
    return {
        "title": " ".join(head[by - 1 : by]) if by else None,
        "authors": names(head[by : by + 1]),
        "published": day_in(" ".join(about[:1])),
        "outlet": " ".join(about[1:2]),
        "news_section": head[0] if by == 2 else None,
        "above": " ".join(head[: by - 1]) if by > 2 else None,
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
        "text": "\n\n".join(blocks([*fields.get("LP", ()), "", *fields.get("TD", ())])),
        "above": one.get(None),
    }


def factiva_page(data):
    """The articles of Factiva's HTML, and the texts of the page that are in none."""
    parser = html.HTMLParser(encoding="utf-8")
    root, rows = html.document_fromstring(decode_html(data).encode(), parser), []
    for node in root.xpath("//div[p[contains(@class, 'articleParagraph')]]"):
        about = [one_line(div.text_content()) for div in node.iterchildren("div")]
        words = next((n for n, text in enumerate(about) if _WORDS.fullmatch(text)), len(about))
        heads = node.xpath(".//*[contains(@class, 'Headline')]//text()")
        paragraphs = node.xpath("./p[contains(@class, 'articleParagraph')]")
        row = _factiva_head([], about[words + 1 :])
        row |= {"title": " ".join(map(one_line, heads))}
        row["authors"] = names([node.xpath("string(./div[@class='author'])")])
        row["text"] = "\n\n".join(one_line(p.text_content()) for p in paragraphs)
        rows.append({name: row.get(name) for name in COLUMNS})
        node.drop_tree()
    return rows, root.xpath("//body//text()[not(ancestor::script or ancestor::style)]")


def blocks(lines, starts=()):
    """Lines → paragraphs: between empty lines (or each line), after a long line, at ``starts``."""
    parts, is_new = [], True
    for n, line in enumerate(lines):
        if line and (is_new or n in starts):
            parts.append(line)
        elif line:
            parts[-1] += f" {line}"
        is_new = not line or len(line) >= 120 or "" not in lines
    return list(map(one_line, parts))
