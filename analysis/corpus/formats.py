"""What is in a file that is not a page: the lines of a document, the pages of a web archive."""

import io
import re
import zipfile
from http.client import HTTPException, HTTPResponse, parse_headers
from types import SimpleNamespace

from lxml import etree, html
from striprtf.striprtf import rtf_to_text

from analysis.article import one_line
from analysis.pages.source import PageError, decode_html
from analysis.pages.text_lines import text_lines

_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WORD = {f"{_XML}p": "\n\n", f"{_XML}br": "\n", f"{_XML}cr": "\n", f"{_XML}tab": "\t"}


def lines_of(data):
    """The lines of a page, text, rich-text or Word file, without white space around them."""
    if b"articleParagraph" in data:
        text = _page_text(data)
    elif data.startswith(b"PK") and b"word/document.xml" in data:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                body = etree.fromstring(file.open("word/document.xml").read(200_000_000))  # no bomb
        except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
            raise PageError("unreadable or very large Word document; save it again") from None
        pieces = body.iter(f"{_XML}t", *_WORD)
        text = "".join(_WORD.get(piece.tag) or piece.text or "" for piece in pieces)
    elif data.startswith(b"{\\rtf"):
        text = rtf_to_text(data.decode("latin-1"), errors="ignore")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:  # as older downloads are
            text = data.decode("cp1252", "replace")
    return [line.strip() for line in text.splitlines()]


def _page_text(data):
    """Factiva's HTML, laid out as its plain text."""
    root = html.document_fromstring(re.sub(r"^\s*<\?xml.*?\?>", "", decode_html(data)))
    for author in root.find_class("author"):
        author.text = f"By {re.sub('(?i)^by ', '', one_line(author.text))}"
    lines = text_lines(root)
    return "\n".join(f"\n{one.text}\n" if one.parent.tag == "p" else one.text for one in lines)


def pages_of(data):
    """Address, day and bytes of each HTML page in a web archive (WARC, ISO 28500)."""
    file = io.BytesIO(data)
    while line := file.readline():
        if not line.startswith(b"WARC/"):
            continue  # an empty line between records
        try:
            about = parse_headers(file)
            record = file.read(int(about["Content-Length"]))
            if len(record) < int(about["Content-Length"]):
                raise ValueError
        except (HTTPException, TypeError, ValueError):
            raise PageError("broken or very large web archive; split it by record") from None
        address = (about["WARC-Target-URI"] or "").strip("<>")
        if about["WARC-Type"] != "response" or not address.startswith("http"):
            continue
        response = HTTPResponse(SimpleNamespace(makefile=lambda _, r=record: io.BytesIO(r)))
        try:
            response.begin()
            is_page = response.status == 200 and "html" in response.getheader("Content-Type", "")
            page = response.read() if is_page else None
        except HTTPException:
            page = b""  # which will be refused
        if page is not None:
            yield address, (about["WARC-Date"] or "")[:10], page
