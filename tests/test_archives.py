"""Pages saved by archivers: web archives (WARC), SingleFile and ArchiveBox."""

import gzip
from pathlib import Path

import pytest

from analysis.corpus import add, check, load

TEXT = "The harbour of the small town was closed on Monday after a storm broke two of its gates. "


def page(title):
    body = f"<p>{TEXT}{title}.</p><p>{TEXT}Nobody was hurt.</p>"
    return f"<html><title>{title}</title><body><h1>{title}</h1>{body}</body></html>".encode()


def record(address, body, kind="response", headers="", status="200 OK", media="text/html"):
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media}; charset=utf-8\r\n{headers}\r\n".encode()
    content = body if kind == "warcinfo" else http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2026-02-03T08:15:00Z\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def chunked(body):
    parts = [body[:50], body[50:]]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


CHUNKED, PACKED = "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n"
HOME = "https://paper.example/"
RECORDS = [
    record("<urn:x>", b"software: x\r\n", "warcinfo"),
    record(HOME + "storm", page("Harbour closed after storm")),
    record(HOME + "x.css", b"p { color: red }", media="text/css"),
    record(HOME + "storm", b"GET", "request"),
    record(HOME + "old", b"Moved", status="301 Moved Permanently"),
    record(HOME + "gates", chunked(page("Who pays for the gates")), headers=CHUNKED),
    record(HOME + "boats", gzip.compress(page("Boats back at sea")), headers=PACKED),
    record("dns:paper.example", b"1.2.3.4"),
    record(HOME + "cut", b"ff\r\nshort", headers=CHUNKED),
    record(HOME + "empty", b"<html><body></body></html>"),
]
TITLES = {"Harbour closed after storm": "storm", "Who pays for the gates": "gates"}
TITLES["Boats back at sea"] = "boats"


@pytest.mark.parametrize("ending", ["warc", "warc.gz"])
def test_each_page_of_a_web_archive_is_an_article(tmp_path, ending):
    # As crawlers do, each record is packed alone.
    pack = gzip.compress if ending == "warc.gz" else bytes
    (tmp_path / "saved").mkdir()
    (tmp_path / f"saved/x.{ending}").write_bytes(b"".join(map(pack, RECORDS)))
    results = add(tmp_path / "saved", tmp_path / "c")
    assert [status for _, status, _ in results] == ["added"] * 3 + ["failed"] * 2
    assert [place.split(": ")[1] for place, _, _ in results[3:]] == [HOME + "cut", HOME + "empty"]
    corpus = load(tmp_path / "c")
    assert {a.title: a.url.removeprefix(HOME) for a in corpus} == TITLES
    assert {a.accessed for a in corpus} == {"2026-02-03"} and check(tmp_path / "c") == []
    assert all(len([s for s in a.sections if s.kind == "body"]) == 2 for a in corpus)
    again = [status for _, status, _ in add(tmp_path / "saved", tmp_path / "c")]
    assert again == ["unchanged"] * 3 + ["failed"] * 2


@pytest.mark.parametrize("rest", ["WARC-Type: response", "Content-Length: x", "Content-Length: 9"])
def test_a_broken_archive_is_refused_in_one_line(tmp_path, rest):
    data = f"WARC/1.0\r\n{rest}\r\n\r\n".encode()
    (tmp_path / "x.warc").write_bytes(data)
    [(_, status, why)] = add(tmp_path / "x.warc", tmp_path / "c")
    assert (status, why) == ("failed", "broken or very large web archive; split it by record")
    (tmp_path / "y.warc.gz").write_bytes(gzip.compress(data)[:-9])
    [(_, status, why)] = add(tmp_path / "y.warc.gz", tmp_path / "c")
    assert (status, why) == ("failed", "broken or incomplete gzip file; save it again")


def test_a_page_saved_by_singlefile_with_its_pictures_inside(tmp_path):
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 1_000_000
    text = page("Harbour closed after storm").decode()
    comment = "<!--\n Page saved with SingleFile \n url: https://paper.example/storm\n-->"
    made = f"<!DOCTYPE html> <html lang=en>{comment}<meta charset=utf-8>" + text.removeprefix(
        "<html>"
    )
    made = made.replace("</h1>", f'</h1><img src="{picture}">')
    (tmp_path / "storm (2-3-2026).html").write_text(made)
    [(_, status, id)] = add(tmp_path, tmp_path / "c")
    assert status == "added"
    assert load(tmp_path / "c")[id].title == "Harbour closed after storm"


def test_of_a_snapshot_of_archivebox_one_copy_is_added(tmp_path):
    snapshot = tmp_path / "archive/1770106500.0"
    (snapshot / "readability").mkdir(parents=True)
    text = page("Harbour closed after storm")
    for name in ("index.html", "singlefile.html", "output.html", "readability/content.html"):
        (snapshot / name).write_bytes(text)
    (snapshot / "index.json").write_text('{"url": "https://paper.example/storm"}')
    results = add(tmp_path / "archive", tmp_path / "c")
    assert [(Path(place).name, status) for place, status, _ in results] == [
        ("singlefile.html", "added"),
        ("1770106500.0", "skipped"),
    ]


SINGLE = (
    "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://paper.example/storm \n"
    " saved date: Tue Feb 03 2026 10:11:12 GMT+0100 (Central European Standard Time)\n-->"
)
WHOLE = "<!-- saved from url=(0027)https://paper.example/storm -->"
MHTML = (
    "Snapshot-Content-Location: https://paper.example/storm\nDate: Tue, 3 Feb 2026 09:11:12 -0000\n"
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    "Content-Type: text/html\nContent-Location: https://paper.example/storm\n\n"
)


@pytest.mark.parametrize(
    ("name", "head", "day"),
    [
        ("s.html", SINGLE, "2026-02-03"),
        ("w.html", WHOLE, None),
        ("m.mhtml", MHTML, "2026-02-03"),
        ("t.html", f"{WHOLE}<!--\nDate: May 3, 2026\n-->", None),
    ],
)
def test_a_saved_page_says_where_it_is_from_and_when_it_was_saved(tmp_path, name, head, day):
    end = b"\n--b--\n" if name == "m.mhtml" else b""
    (tmp_path / name).write_bytes(head.encode() + page("Harbour closed after storm") + end)
    add(tmp_path / name, tmp_path / "c")
    [article] = load(tmp_path / "c")
    assert (article.url, article.accessed) == ("https://paper.example/storm", day)
    assert article.published is None


def test_a_long_address_hides_no_day_of_saving(tmp_path):
    head = SINGLE.replace("/storm", f"/storm?{'a' * 900}").encode()
    (tmp_path / "s.html").write_bytes(head + page("Harbour closed after storm"))
    add(tmp_path / "s.html", tmp_path / "c")
    assert [article.accessed for article in load(tmp_path / "c")] == ["2026-02-03"]
