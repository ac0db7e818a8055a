"""The bytes of a saved page → its text, no larger than a page can be, and its language."""

import codecs
import email
import gzip
import io
import json
import re
import zlib
from http.client import HTTPException, HTTPResponse, parse_headers
from types import SimpleNamespace

from .boilerplate import WORDING
from .dates import day_in

# A hundred times the longest newspaper article.
_LARGEST, _MOST_LINES, _MOST_TAGS = 10_000_000, 100_000, 100_000  # bytes, lines, tags
_OF_BYTES = (WORDING["bytes"][name].encode() for name in ("declared", "html", "later", "embedded"))
_DECLARED, _HTML, _LATER, _EMBEDDED = map(re.compile, _OF_BYTES)
_ATTRIBUTES, _SAVED_FROM, _SAVED_ON = map(re.compile, WORDING["source"].values())
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ENCODINGS = WORDING["encodings"]
_FUNCTION_WORDS = frozenset(WORDING["function words"].split())
_ENGLISH = 0.22  # least share of function words
# PDF, images, compressed files such as .docx, and old Office files.
_NOT_READ = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ENOUGH = 20  # words
_PAGE_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_EDGES = " \t\r\n/;"  # around JSON and the comment that may hold it


class PageError(ValueError):
    """Raised for a page that cannot be read as an article; the message says why in one line."""


def unpack(data):
    """The bytes, decompressed if gzipped. Raises PageError if they are corrupt or too large."""
    data = _EMBEDDED.sub(b"data:", gunzip(data, 10 * _LARGEST))
    if len(data) > _LARGEST or data.count(b"\n") > _MOST_LINES:
        most = f"{_LARGEST // 1_000_000} MB or {_MOST_LINES:,} lines"
        raise PageError(f"more than {most}; save only the article's page")
    return data


def gunzip(data, most):
    """Like ``unpack``, for any file; stops one byte after ``most``."""
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1)
    except (EOFError, OSError, zlib.error):
        raise PageError("broken or incomplete gzip file; save it again") from None


def html_of_archive(data):
    """The main HTML page in a web archive (.mhtml); other data are returned unchanged."""
    if not re.search(rb"^content-type:\s*multipart/related", data[:5000], re.I | re.M):
        return data
    archive = email.message_from_bytes(data)
    parts = [part for part in archive.walk() if "html" in part.get_content_type()]
    page = archive["Snapshot-Content-Location"] or ""
    # Where the archive does not name its page, the longest is it.
    named = [part for part in parts if part["Content-Location"] == page] or parts
    return max((part.get_payload(decode=True) for part in named), key=len, default=data)


def saved(data):
    """Where a browser says that it saved a page from, and when, as fields of its article."""
    head = data[:5000].decode("ascii", "ignore")
    address, day = _SAVED_FROM.search(head), _SAVED_ON.search(head)
    return {"url": address[1], "accessed": day_in(day[1]) if day else None} if address else {}


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


def is_html(data):
    """Whether bytes are an HTML page, and not plain text that contains "<"."""
    start = data[:200_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_HTML.match(start) or _LATER.search(start))


def decode_text(data):
    """The text of a page that is not HTML. Raises PageError if it is empty or not UTF-8 text."""
    if data.startswith(_NOT_READ):
        raise PageError("a PDF, image or Office file; save pages as HTML or text and tables as CSV")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PageError("not UTF-8; save it as UTF-8") from None
    if not text.strip():
        raise PageError("empty page; save it again")
    return text


def decode_html(data):
    """The text of an HTML page: UTF-8 if it is valid, otherwise in the declared encoding."""
    if data.count(b"<") > _MOST_TAGS:
        raise PageError(f"more than {_MOST_TAGS:,} tags; save only the article's page")
    text = data.decode(_encoding(data), "replace").replace("\0", "")
    if _ATTRIBUTES.search(text):
        raise PageError("a tag with 1,000 attributes; save only the article's page")
    return text


def _encoding(data):
    """A page's encoding, as browsers choose it (encoding.spec.whatwg.org)."""
    if marked := next((name for mark, name in _MARKS if data.startswith(mark)), None):
        return marked
    if data[:200].count(b"\0") > 20:  # every other byte of plain letters
        return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    text = data.decode("utf-8", "replace")  # a few characters may be broken
    broken = text.count("\ufffd") - data.count("\ufffd".encode())  # less those saved as such
    if broken * 4 <= len(re.findall(r"[^\x00-\x7f]", text)):
        return "utf-8"
    match = _DECLARED.search(data[:5000])
    declared = match[1].decode().lower().removeprefix("x-") if match else "cp1252"
    try:
        name = codecs.lookup(declared.replace("windows-", "cp").removesuffix("-i")).name
    except (LookupError, UnicodeError):
        return "cp1252"
    name = _ENCODINGS["larger"].get(name, name)
    return name if re.fullmatch(_ENCODINGS["read"], name) else "cp1252"


def language(text):
    """Tell whether a text is in English: return (``"en"`` or None, the reason in words).

    A text of 20 words or more, at least 22% of them function words, is English. In 92 saved news
    pages, function words made up 27% to 43% of English texts and at most 16% of others.

    >>> language("The ships left the harbour at dawn and it was not known who had sent them, "
    ...          "or whether they would be back before the end of the week.")[0]
    'en'
    """
    if len(words := re.findall(r"[^\W\d_]+", text.lower())) < _ENOUGH:
        return None, f"too few words ({len(words)}) to identify the language"
    share = sum(word in _FUNCTION_WORDS for word in words) / len(words)
    reason = f"{share:.0%} of the words are common English function words"
    why = f"only {reason}; for English, {_ENGLISH:.0%} is required"
    return ("en", reason) if share >= _ENGLISH else (None, why)


def parsed_json(text):
    """The value that JSON in a page stands for, or None."""
    text = re.sub(r"^(?:<!--|<!\[CDATA\[)|(?:-->|\]\]>)$", "", text.strip(_EDGES))
    try:
        return json.loads(text.strip(_EDGES), strict=False)
    except (ValueError, RecursionError):
        return None


def nodes(value, depth=0):
    """The objects that describe the page, in its order, without nested ones such as teasers."""
    parts = value[:1000] if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
        parts = map(value.get, _PAGE_PARTS)
    for part in parts if depth < 5 else ():
        yield from nodes(part, depth + 1)
