"""The bytes of a saved page → its text: unpacked, decoded, and not larger than a page can be."""

import codecs
import re
import zlib

# The longest article of a newspaper has a hundredth of this.
_LARGEST, _MOST_LINES, _MOST_TAGS = 10_000_000, 100_000, 100_000  # bytes, lines, tags
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.I
)
_TAG = r"!doctype\s+html|html|head|body|\?xml|meta|title|link|script|div|article|section|main|h1|p"
_HTML = re.compile(rf"\s*(?:<!--.{{0,2000}}?-->\s*)*<(?:{_TAG})\b".encode(), re.I | re.S)
_LATER = re.compile(rb"<(?:html|head|body)[\s>]", re.I)


class PageError(ValueError):
    """A page from which no article can be made; its message is one line: fault; remedy."""


def unpack(data):
    """The bytes, unpacked if they are gzip's. Raises PageError where they are broken or too many.

    >>> import gzip
    >>> unpack(gzip.compress(b"A storm")), unpack(b"A storm")
    (b'A storm', b'A storm')
    """
    return _sized(gunzip(data, _LARGEST))


def gunzip(data, most):
    """As ``unpack``, for any file; what has more than ``most`` bytes is cut after one more."""
    if data[:2] != b"\x1f\x8b":
        return data
    out = b""
    try:
        while data[:2] == b"\x1f\x8b":  # a file may hold several parts
            part = zlib.decompressobj(wbits=31)
            out += part.decompress(data, most + 1 - len(out))
            if len(out) > most:
                break
            if not part.eof:
                raise PageError("gzip file that breaks off; save it again")
            data = part.unused_data
    except zlib.error:
        raise PageError("broken gzip file; save it again") from None
    return out


def _sized(data):
    if len(data) > _LARGEST or data.count(b"\n") > _MOST_LINES:
        most = f"{_LARGEST // 1_000_000} MB or {_MOST_LINES:,} lines"
        raise PageError(f"more than {most}; save only the article's page")
    return data


def is_html(data):
    """Whether bytes are those of an HTML page.

    >>> is_html(b"<!DOCTYPE html><p>It rained."), is_html(b"A storm <on the coast>")
    (True, False)
    """
    start = data[:20_000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_HTML.match(start) or _LATER.search(start))


def decode_html(data):
    """The text of an HTML page, whatever encoding it declares. Raises PageError for too many tags.

    UTF-8 is tried first, since few other texts are valid in it; then what the page declares.

    >>> decode_html('<meta charset="latin-1"><p>Café'.encode())[-4:]
    'Café'
    """
    if data.count(b"<") > _MOST_TAGS:
        raise PageError(f"more than {_MOST_TAGS:,} tags; save only the article's page")
    return _decode(data).replace("\0", "")


def _decode(data):
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    if data[:200].count(b"\0") > 20:  # every other byte of plain letters
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    beyond = sum(map(text.count, set(re.findall(r"[^\x00-\x7f]", text))))
    if text.count("\ufffd") * 4 <= beyond:
        return text  # UTF-8 but for a few broken signs
    declared = _DECLARED.search(data[:5000])
    name = declared[1].decode().lower() if declared else "cp1252"
    try:
        name = codecs.lookup(name).name
    except (LookupError, UnicodeError):
        name = "cp1252"
    # As browsers do: pages that say Latin-1 mean the code page of Windows.
    if name in ("iso8859-1", "ascii", "utf-8") or not codecs.lookup(name)._is_text_encoding:
        name = "cp1252"
    return data.decode(name, "replace")
