"""Exports of news databases: each article is one, with its own outlet, day and text.

The samples are written here after public descriptions of the layouts; none is a real export.
"""

import io
import zipfile
from html import escape

import pytest

from analysis.corpus import add, check, load
from analysis.corpus.table_files import export_in

TEXT = (
    "The harbour of the small town was closed on Monday after a storm broke two of its gates.",
    "Section: the quay is in two parts.",
    'Nobody was hurt, the mayor said. "We will build a new gate," she said, "and soon."',
)
ARTICLES = [
    ("Harbour closed after storm", "The Coast Post", "January 11, 2010 Monday", "Ann Lee", TEXT),
    ("Who pays for the gates?", "The Sun (England)", "12 January 2010", "Bob Day", TEXT[:1]),
    ("Boats back at sea", "Daily Ship", "February 3, 2017 Friday", None, TEXT[::-1]),
]


def nexis(n, title, outlet, day, author, text):
    by = f"BYLINE: {author}\n\n" if author else ""
    body = "\n\n".join(text).replace(" the ", "\nthe ")  # hard-wrapped, as these files are
    return (
        f"\n{n} of 3 DOCUMENTS\n\n\n          {outlet}\n\n          {day}\n          Edition 1;\n"
        f"\n{title}\n\n{by}SECTION: NEWS; Pg. 3\n\nLENGTH: 355 words\n\n{body}\n\nLOAD-DATE: "
        f"January 13, 2010\n\nLANGUAGE: ENGLISH\n\n     Copyright 2010 {outlet}\n"
    )


def nexis_uni(n, title, outlet, day, author, text):
    by = [f"Byline: {author}"] if author else []
    head = [title, outlet, day, f"Copyright 2010 {outlet} All Rights Reserved"]
    about = ["Section: NEWS; Pg. 3", "Length: 355 words", *by, "Body"]
    return [*head, *about, *text, "Load-Date: January 13, 2010", "End of Document"]


def factiva(n, title, outlet, day, author, text):
    by = f"By {author}\n" if author else ""
    body = "\n\n".join(text)
    return (
        f"News\n{title}\n{by}355 words\n{day}\n09:12\n{outlet}\nTCP\n3\nEnglish\n"
        f"Copyright 2010 {outlet}.  All Rights Reserved.\n\n{body}\n\n"
        f"Document TCP000002010011{n}e61b\n\n"
    )


def factiva_codes(n, title, outlet, day, author, text):
    by = f"BY    By {author}\n" if author else ""
    return (
        f"SE    News\nHD    {title}\n{by}WC    355 words\nPD    {day}\nSN    {outlet}\nSC    TCP\n"
        f"LA    English\nCY    Copyright 2010\nLP\n{text[0]}\n\nTD\n"
        + "\n\n".join(text[1:])
        + f"\n\nIN    iport : Ports\nAN    Document TCP000002010011{n}e61b\n\n"
    )


def factiva_page(n, title, outlet, day, author, text):
    by = f'<div class="author">By {author}</div>' if author else ""
    paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{t}</p>' for t in text)
    return (
        f'<div class="article"><div class="article enArticle"><div>News</div><div id="hd"><span '
        f'class="enHeadline">{escape(title)}</span></div>{by}<div>355 words</div><div>{day}</div>'
        f"<div>{outlet}</div><div>TCP</div><div>English</div><div>Copyright 2010</div>"
        f"{paragraphs}<p>Document TCP000002010011{n}e61b</p></div></div>"
    )


def proquest(n, title, outlet, day, author, text):
    by = f"Author: {', '.join(author.split()[::-1])}\n\n" if author else ""
    return (
        f"____________________________________________________________\n\nDocument {n} of 3\n\n"
        f"{title}\n\n{by}Publication info: {outlet} ; London [London]. {day}: 3.\n\nLinks: \n\n"
        "Full text: " + "\n\n".join(text) + f"\n\nSubject: Ports\n\nPublication title: {outlet}\n\n"
        f"Publication date: {day}\n\nCopyright: Copyright {outlet} 2010\n\n"
    )


def docx(lines):
    """The bytes of a Word document with these paragraphs."""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        xml = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
        made.writestr("word/document.xml", xml)
    return file.getvalue()


def rtf(text):
    """The bytes of a rich-text file with these lines."""
    return (r"{\rtf1\ansi " + text.replace("\n", "\\par\n") + "}").encode()


def joined(layout):
    return "".join(layout(n, *article) for n, article in enumerate(ARTICLES, 1))


EXPORTS = {
    "nexis.txt": joined(nexis),
    "factiva.txt": joined(factiva),
    "codes.txt": joined(factiva_codes),
    "factiva.html": f"<html><head><title>Factiva</title></head><body>{joined(factiva_page)}",
    "proquest.txt": joined(proquest),
}
EXPORTS = {name: text.encode() for name, text in EXPORTS.items()} | {
    "uni.docx": docx(line for n, a in enumerate(ARTICLES, 1) for line in nexis_uni(n, *a)),
    "nexis.rtf": rtf(joined(nexis)),
    "factiva.rtf": rtf(joined(factiva)),
}
DAYS = ["2010-01-11", "2010-01-12", "2017-02-03"]


@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_of_an_export_is_one(tmp_path, name):
    (tmp_path / name).write_bytes(EXPORTS[name])
    results = add(tmp_path / name, tmp_path / "c")
    assert [status for _, status, _ in results] == ["added"] * 3
    corpus = load(tmp_path / "c")
    articles = sorted(corpus, key=lambda article: article.published)
    assert [a.title for a in articles] == [title for title, *_ in ARTICLES]
    assert [a.outlet for a in articles] == [outlet for _, outlet, *_ in ARTICLES]
    assert [a.published for a in articles] == DAYS
    assert [a.authors for a in articles] == [("Ann Lee",), ("Bob Day",), ()]
    texts = [tuple(s.text for s in a.sections if s.kind == "body") for a in articles]
    assert texts == [text for *_, text in ARTICLES]
    assert check(tmp_path / "c") == []
    assert {status for _, status, _ in add(tmp_path / name, tmp_path / "c")} == {"unchanged"}


def test_a_word_document_of_another_kind_is_refused(tmp_path):
    (tmp_path / "letter.docx").write_bytes(docx(["Dear Ann,", "It rained."]))
    [(_, status, why)] = add(tmp_path / "letter.docx", tmp_path / "c")
    assert status == "failed" and "letter.docx" in why and "Nexis" in why


def test_a_page_that_is_no_export_is_not_taken_for_one():
    assert export_in(b"A storm\n\nIt rained on the town for nine days.") is None
    assert export_in(b"<html><body><p>It rained.</p>") is None
    for bound in (b"_" * 40, b"1 of 3 documents", b"End of Document", b"Document TCP0000020100111"):
        assert export_in(b"A storm\n\nIt rained.\n" + bound + b"\nIt stopped.\n") is None


def test_capitals_in_the_text_are_no_codes_and_old_encodings_are_read():
    text = EXPORTS["codes.txt"].replace(b"Nobody was hurt", b"UN and US men met: nobody was hurt")
    assert [row["text"].count("UN and US men met") for row in export_in(text).rows] == [1, 0, 1]
    old = EXPORTS["nexis.txt"].replace(b"The harbour", "The café".encode("cp1252"))
    assert "The café" in export_in(old).rows[0]["text"]


def test_a_page_with_such_a_class_is_no_export():
    page = b'<h1>A storm</h1><div><p class="articleParagraph">It rained for days.</p></div>'
    assert export_in(page) is None


def test_text_outside_the_articles_is_named(tmp_path):
    cover = "Client: none\n\nSearch Terms: harbour\n\n"
    uni = "\n\n".join(line for n, a in enumerate(ARTICLES, 1) for line in nexis_uni(n, *a))
    cut = "\n\nA fourth article\n\nThe Coast Post\n\nMay 2, 2017\n\nLength: 9 words"
    for name, text, words in (
        ("uni.txt", cover + uni + cut, "Client: none Search Terms: harbour A fourth article"),
        (
            "codes.txt",
            "Summary of it\n\n" + joined(factiva_codes) + "Search Summary",
            "Summary of it",
        ),
        ("p.txt", joined(proquest) + "_" * 60 + "\n\nContact us at: x", "Contact us at: x"),
        ("f.html", "<body><p>Search Summary" + joined(factiva_page), "Search Summary"),
        ("nexis.txt", "Terms: harbour\n" + joined(nexis), "Terms: harbour"),
    ):
        (tmp_path / name).write_text(text)
        with pytest.warns(UserWarning, match=f"{name}: .* outside the articles.*: {words}"):
            results = add(tmp_path / name, tmp_path / name.partition(".")[0])
        assert [status for _, status, _ in results] == ["added"] * 3


def test_wrapped_labels_and_headings_below_the_text_are_no_text():
    title, outlet, day, author, text = ARTICLES[0]
    record = nexis(
        1, "Storm: the harbour\nis closed again", outlet, day, f"{author} and\nBob Day", text
    )
    record = record.replace(
        "NEWS; Pg. 3", "NEWS; a section with a name that takes\ntwo lines; Pg. 3"
    )
    record = record.replace(
        "\nLOAD-DATE",
        "\nSUBJECT: PORTS (90%);\nA LONG LIST OF WORDS THAT GOES ON AND "
        "ON OVER LINES (90%)\n\nLOAD-DATE",
    )
    record = record.replace("LENGTH: 355 words", "LENGTH: 355 words\n\nDATELINE: LONDON")
    [row] = export_in(record.encode()).rows
    assert row["title"] == "Storm: the harbour is closed again"
    assert row["authors"] == ["Ann Lee", "Bob Day"]
    assert row["news_section"].endswith("takes two lines; Pg. 3")
    assert tuple(row["text"].split("\n\n")) == text
    lines = nexis_uni(1, *ARTICLES[0])
    lines[-1:] = [
        "Classification",
        "Subject: a",
        "It rained and rained on all of the town's harbour.",
        lines[-1],
    ]
    [row] = export_in("\n\n".join(lines).encode()).rows
    assert tuple(row["text"].split("\n\n")) == text


def test_an_article_with_such_lines_is_no_export():
    head = b"A storm\n\nThe Post\n\n3 May 2010\n\nWarning: rain\n\n"
    assert export_in(head + b"It rained for days.\n\nEnd of document\n") is None


def test_packed_exports_and_pages_without_an_encoding_are_read(tmp_path):
    import gzip

    (tmp_path / "n.txt.gz").write_bytes(gzip.compress(joined(nexis).encode()))
    assert [status for _, status, _ in add(tmp_path / "n.txt.gz", tmp_path / "c")] == ["added"] * 3
    page = EXPORTS["factiva.html"].decode().replace("The harbour", "The café")
    for head in ("", '<?xml version="1.0" encoding="utf-8"?>'):
        assert "The café" in export_in((head + page).encode()).rows[0]["text"]


def test_an_export_that_overlaps_or_grew_adds_what_is_new(tmp_path):
    records = [nexis(n, *article) for n, article in enumerate(ARTICLES, 1)]
    for name, some in (("a.txt", records[:2]), ("b.txt", records[1:]), ("a.txt", records)):
        (tmp_path / name).write_text("".join(some))
        results = add(tmp_path / name, tmp_path / "c")
        expected = {"a.txt": ["added", "added"], "b.txt": ["unchanged", "added"]}[name]
        expected = ["unchanged"] * 3 if len(some) == 3 else expected
        assert [status for _, status, _ in results] == expected
    assert check(tmp_path / "c") == []


def test_line_breaks_and_tabs_of_a_word_document_part_words():
    data = docx([line.replace("boats", "BR") for line in nexis_uni(1, *ARTICLES[0])])
    for sign in ("br", "tab"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            xml = file.read("word/document.xml").decode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            broken = xml.replace("harbour of", f"harbour</w:t><w:{sign}/><w:t>of")
            made.writestr("word/document.xml", broken)
        [row] = export_in(out.getvalue()).rows
        assert row["text"].startswith("The harbour of the small town")


def test_articles_without_a_line_between_them_are_refused_not_merged(tmp_path):
    text = "The Paper\n\nJanuary 3, 2017\n\nStorm\n\nLENGTH: 9 words\n\nIt rained on the town.\n\n"
    (tmp_path / "n.txt").write_text(f"{text}LOAD-DATE: January 4, 2017\n\n" * 2)
    [(_, status, reason)] = add(tmp_path / "n.txt", tmp_path / "c")
    assert status == "failed" and "several articles" in reason


@pytest.mark.parametrize("code", ["J0000000", "WP000000", "NYTF0000", "GRDN0000"])
def test_a_papers_code_of_any_length_ends_its_article(code, tmp_path):
    one = "Harbour closed\n\n120 words\n3 February 2026\nThe Paper\nEnglish\nCopyright 2026\n\n"
    one += f"{TEXT[0]}\n\nDocument {code}20260203em2300001\n\n"
    (tmp_path / "f.txt").write_text(
        one + one.replace("Harbour", "Bridge").replace("001\n", "002\n")
    )
    statuses = [status for _, status, _ in add(tmp_path / "f.txt", tmp_path / "c")]
    assert statuses == ["added", "added"]


def test_exports_that_no_reader_splits_are_refused(tmp_path):
    text = "The harbour of the small town was closed on Monday after a storm broke its gates."
    factiva = f"<tr><td>HD</td><td>Storm</td></tr><tr><td>WC</td><td>603 words</td></tr><p>{text}"
    proquest = f"<p>Storm</p><p>ProQuest document link</p><p>Full text: {text}</p>"
    for page in (f"<table>{factiva}</table>" * 2, proquest * 2):
        (tmp_path / "x.html").write_text(f"<title>Storm</title><h1>Storm</h1>{page}")
        [(_, status, reason)] = add(tmp_path / "x.html", tmp_path / "c")
        assert status == "failed" and "several articles" in reason


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
def test_the_label_of_a_body_is_no_text(tmp_path, gap):
    head = "The Paper\n\nJanuary 3, 2017\n\nLENGTH: 9 words\n\nHEADLINE: Storm\n\nBODY:" + gap
    text = f"{head}It rained on the town for all of nine days.\n\n"
    (tmp_path / "n.txt").write_text(f"1 of 2 DOCUMENTS\n\n{text}2 of 2 DOCUMENTS\n\n{text}Snow.\n")
    rows = export_in((tmp_path / "n.txt").read_bytes()).rows
    assert [row["text"][:9] for row in rows] == ["It rained"] * 2


def test_lines_without_gaps_between_them_are_read(tmp_path):
    """As in rich text: a cover page, headline, outlet and day, and a picture below the text."""
    cover = "User Name: Ann\nDate and Time: Monday, May 1, 2017\nDocuments (1)\n1. Harbour\n\n"
    lines = nexis_uni(1, *ARTICLES[0])
    below = ["", "Graphic", "A boat in the harbour of the small town on a day in May.", lines[-2]]
    text = cover + "\n".join([*lines[:8], "", "\n\n".join(TEXT), *below, lines[-1]])
    export = export_in(text.encode())
    [row] = export.rows
    assert (row["title"], row["outlet"]) == ARTICLES[0][:2]
    assert row["published"] == "2010-01-11"
    assert tuple(row["text"].split("\n\n")) == TEXT
    assert export.outside.startswith("User Name: Ann")
