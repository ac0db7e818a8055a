"""Tables in, tables out: other people's columns, bad rows, hostile cells, and the way back."""

import csv
import json
import random
import textwrap
import warnings
import zipfile
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_cli import run
from work import lines

import analysis
from analysis._support.spreadsheet import protect, unprotect
from analysis.article import Article, Response, Section
from analysis.corpus import Corpus, TableError, add, cells, export, load, source_table

TEXT = "The harbour was closed on Monday, and it is not known who will pay for it.\n\nIt rained."
GOOD = {"id": "a1", "title": "Harbour closed", "outlet": "The Post", "published": "2026-02-26"}
GOOD |= {"text": TEXT}


def table(path, rows, kind=None):
    """Rows (dicts) as a file; its ending says how."""
    columns = list(rows[0])
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    else:
        mark = {".tsv": "\t"}.get(path.suffix, kind or ",")
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, delimiter=mark)
            writer.writerows([columns, *([row[name] for name in columns] for row in rows)])
    return path


def workbook(path, lines, more=""):
    """The least that is an Excel file: rows of text, numbers and dates on a sheet."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packed = "http://schemas.openxmlformats.org/package/2006/relationships"
    rows = ""
    for number, line in enumerate(lines, 1):
        cells = ""
        for letter, value in zip("ABCDEFG", line, strict=False):
            kind = {str: "inlineStr", date: "d"}.get(type(value), "n")
            inner = f"<v>{value}</v>" if kind != "inlineStr" else f"<is><t>{escape(value)}</t></is>"
            cells += f'<c r="{letter}{number}" t="{kind}">{inner}</c>' if value is not None else ""
        rows += f'<row r="{number}">{cells}</row>'
    links = '<Relationships xmlns="{0}"><Relationship Id="r1" Type="{1}" Target="{2}"/>'
    links += "</Relationships>"
    sheets = f'<sheets><sheet name="a" sheetId="1" r:id="r1"/>{more}</sheets>'
    parts = {
        "_rels/.rels": links.format(packed, f"{relations}/officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": links.format(
            packed, f"{relations}/worksheet", "worksheets/sheet1.xml"
        ),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{sheets}</workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)


def quiet(*arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load(*arguments)


def test_objects_of_newsapi_and_mongodb_formula_errors_and_shortcodes(tmp_path):
    row = {"_id": {"$oid": "b1"}, "source": {"id": None, "name": "The Post"}, "title": "#N/A"}
    row["content"] = "It rained. [caption id=1]A boat. By Bo[/caption] [gallery ids=2] It froze."
    (tmp_path / "x.json").write_text(json.dumps([row]))
    [article] = quiet(tmp_path / "x.json")
    assert (article.id, article.outlet, article.title) == ("b1", "The Post", None)
    assert article.text == "It rained. It froze."


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".jsonl", ".parquet"])
def test_the_same_corpus_from_every_kind_of_table(tmp_path, ending):
    more = GOOD | {"id": "a2", "title": "Harbour open"}
    corpus = load(table(tmp_path / f"x{ending}", [GOOD, more]))
    assert [article.id for article in corpus] == ["a1", "a2"]
    assert corpus["a1"] == Article(
        "a1",
        (
            Section("headline", "Harbour closed"),
            Section("body", TEXT.split("\n\n")[0]),
            Section("body", "It rained."),
        ),
        outlet="The Post",
        published="2026-02-26",
        language=corpus["a1"].language,
    )
    assert corpus.problems == () and corpus.metadata.loc["a2", "title"] == "Harbour open"


def test_language_is_detected_only_where_it_is_not_given(tmp_path):
    english = "It was not known who had sent them, or whether they would be back before the end. "
    rows = [GOOD | {"id": "a", "text": english * 2, "language": ""}]
    rows += [rows[0] | {"id": "b", "language": "de-AT"}]
    rows += [rows[0] | {"id": "c", "text": "Zwei Worte."}]
    corpus = load(table(tmp_path / "x.csv", rows))
    assert [article.language for article in corpus] == ["en", "de", None]


def test_other_peoples_names_and_a_map(tmp_path):
    row = {"Headline": "T", "Body": "It rained.", "source": "The Post", "Date": "Feb 3, 2026"}
    corpus = load(table(tmp_path / "x.csv", [row]))
    [article] = corpus
    assert (article.title, article.outlet, article.published) == ("T", "The Post", "2026-02-03")
    assert article.source is None
    row = {"Titel": "T", "Artikel": "It rained.", "text": "no text", "Blatt": "The Post"}
    path = table(tmp_path / "y.csv", [row])
    names = {"Titel": "title", "Artikel": "text", "Blatt": "outlet"}
    [article] = load(path, names)
    assert article.text == "T\n\nIt rained." and article.outlet == "The Post"


def test_a_needed_column_that_is_missing_lists_what_was_found(tmp_path):
    path = table(tmp_path / "x.csv", [{"title": "T", "Wortlaut": "It rained."}])
    with pytest.raises(TableError) as error:
        load(path)
    for fact in ("x.csv: no text column;", "title, Wortlaut", "columns={'NAME': 'text'}"):
        assert fact in str(error.value)
    with pytest.raises(TableError, match="x.csv: no column 'Wort'; .* title, Wortlaut"):
        load(path, {"Wort": "text"})
    with pytest.raises(TableError, match="x.csv: no field 'txt'; available: id, title, "):
        load(path, {"Wortlaut": "txt"})
    (tmp_path / "x.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(TableError, match="x.parquet: not a readable Parquet file"):
        load(tmp_path / "x.parquet")
    (tmp_path / "e.csv").write_text("")
    with pytest.raises(TableError, match="e.csv: the table has no rows"):
        load(tmp_path / "e.csv")
    (tmp_path / "t.csv").write_text("title,title,text\na,b,c\n")
    with pytest.raises(TableError, match="t.csv: duplicate column 'title'"):
        load(tmp_path / "t.csv")
    with pytest.raises(FileNotFoundError, match="no such file"):
        load(tmp_path / "nowhere.csv")
    with pytest.raises(TypeError, match="^columns must be a dict such as .*, not list$"):
        load(path, ["title"])


def test_every_bad_row_is_named_and_the_rest_is_loaded(tmp_path):
    head = b"id,title,text,published\n"
    lines = [
        b"a,T,It r\xc3\xa9ained.,2026-02-26",
        b"b,,It rained.,",
        b"c,T, ,",
        b"d,T,It rained.,02/03/2026",
        b"../../x,T,It rained.,",
        b"a,Other,It rained.,",
        b"f,T,caf\xe9,",
        b"g,T",
        b"",
        b"h,T,\x00It \x07rained.,",
        b'i,T,"It rained.',
    ]
    path = tmp_path / "x.csv"
    path.write_bytes(head + b"\n".join(lines))
    with pytest.warns(UserWarning, match=r"^7 problems in .*; the first is: x.csv: row 4 \(c\): "):
        corpus = load(path)
    assert [article.id for article in corpus] == ["a", "b", "d", "h"]
    assert corpus["d"].published is None
    assert (corpus["b"].title, corpus["b"].text) == (None, "It rained.")
    assert corpus["h"].text == "T\n\nIt rained."
    assert [problem.split(";")[0] for problem in corpus.problems] == [
        "x.csv: row 4 (c): text is missing",
        "x.csv: row 5 (d): published '02/03/2026' cannot be read as a date",
        "x.csv: row 6 (../../x): id must begin with a letter or digit and contain at most "
        "200 characters from A-Z, a-z, 0-9, dot, - and _",
        "x.csv: row 7 (a): row 2 has the same id",
        "x.csv: row 8 (f): text is not UTF-8",
        "x.csv: row 9 (no id): 2 cells, but the header has 4",
        "x.csv: row 12 (no id): invalid CSV (a quotation mark is not closed, so no later row was "
        "read)",
    ]


def test_other_sheets_of_a_workbook_are_named_in_a_warning(tmp_path):
    lines = [["id", "body"], ["a", "It rained."]]
    workbook(tmp_path / "x.xlsx", lines, '<sheet name="b" sheetId="2" r:id="r1"/>')
    with pytest.warns(UserWarning, match="x.xlsx: only its first sheet is read"):
        load(tmp_path / "x.xlsx")


def test_an_id_too_long_for_a_file_costs_its_row_alone(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"id,text\na,It rained.\n{'b' * 250},It rained.\nc,It rained.\n")
    results = add(path, tmp_path / "c")
    assert [status for _, status, _ in results] == ["added", "failed", "added"]
    assert "row 3" in str(results[1][0]) and "at most 200" in results[1][2]


def test_a_copied_row_without_an_id_is_said_to_be_identical(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("id,title,text,x\na,T,It rained.,\n,U,It snowed.,1\n,U,It snowed.,2\n")
    [problem] = quiet(path).problems
    assert "the same article as in row 3, but not in all columns; delete one" in problem


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<table><tr><td>It rained.</td></tr></table>", "It rained."),
        ("<script>var war = 1;</script><p>It rained.</p><style>p {}</style>", "It rained."),
        ('It <font color="red">rained</font>.<!-- war -->', "It rained."),
        ("if a<b and c>d then it rained", "if a<b and c>d then it rained"),
        ("He wrote <i am sorry for it all> in the letter.", None),
        ('He <a href="x">wrote</a> it<br/>down.', "He wrote it\n\ndown."),
        ('<p hidden>It rained.</p><script async src="x">var war;</script>', "It rained."),
        ('<p data-x id="y">It rained.</p><p>If a<b and c>d.</p>', "It rained.\n\nIf a<b and c>d."),
    ],
)
def test_markup_in_a_cell_goes_and_what_only_looks_like_it_stays(tmp_path, cell, text):
    path = tmp_path / "x.csv"
    pd.DataFrame({"id": ["a"], "text": [cell]}).to_csv(path, index=False)
    assert quiet(path)["a"].text == (text or cell)


def test_columns_of_counts_are_the_readers_and_unused_columns_are_named(tmp_path):
    rows = {"text": "It rained.", "Shares": "1,204", "Likes": 12.0, "Views": "1e3", "Mood": "sad"}
    (tmp_path / "x.json").write_text(json.dumps([rows | {"Comments": ["Good", "Bad"]}]))
    with pytest.warns(
        UserWarning, match="x.json: columns not used: Mood, Comments; .*article id \\(docs/own"
    ):
        [(_, _, id), (_, status, why)] = add([tmp_path / "x.json"], tmp_path / "c")
    assert status == "not used" and "views is not a count: '1e3'; " in why
    article = load(tmp_path / "c")[id]
    assert [r.options for r in article.responses] == [(("shares", 1204),), (("likes", 12),)]
    audit = (tmp_path / f"c/articles/{id}.blocks.csv").read_text()
    assert "column Shares: used as shares" in audit
    assert "column Comments: not a field" in audit and "column Mood: not a field" in audit
    given = '"[{""kind"": ""likes""}]"'
    (tmp_path / "y.csv").write_text(
        f"text,responses,shares,likes,views\nIt rained.,{given},12,,NA\nIt snowed.,, 1.204,3,nan\n"
    )
    with pytest.warns(UserWarning, match="y.csv: columns not used: shares; "):
        *_, (_, status, why) = add([tmp_path / "y.csv"], tmp_path / "d")
    assert status == "not used" and "shares is not a count: '1.204'; " in why
    assert [r.kind for one in load(tmp_path / "d") for r in one.responses] == ["likes", "likes"]
    add([tmp_path / "y.csv"], tmp_path / "d")  # no warning again of what is there
    (tmp_path / "y.csv").write_text("text,shares\nIt rained.,1.2K\nIt snowed.,many\nIt froze.,-\n")
    for status in ("added", "unchanged"):
        first, second, (where, word, why), third = add([tmp_path / "y.csv"], tmp_path / "e")
        assert [row[1] for row in (first, second, third)] == [status] * 3 and word == "not used"
        assert "y.csv: row 3 (" in where and "shares is not a count: 'many'; " in why
    assert "shares is not a count: 'many'; " in quiet(tmp_path / "y.csv").problems[0]
    assert [r.options for one in load(tmp_path / "e") for r in one.responses] == [
        (("shares", 1200),)
    ]
    export(load(tmp_path / "e"), tmp_path / "out.csv")
    assert [word for _, word, _ in add([tmp_path / "out.csv"], tmp_path / "f")] == ["added"] * 3
    assert load(export(load(tmp_path / "c"), tmp_path / "z.csv")).articles == (article,)


@pytest.mark.parametrize(
    ("cells", "counts", "faults"),
    [
        (["10 years ago I lived there", "2nd time this year!", ""], [], 0),
        (["12", "many", "7"], [12, 7], 1),
        (["2.000", "3.0", "7"], [3, 7], 1),
        (["1 204", "2\u00a0310", "15 000"], [1204, 2310, 15000], 0),
        (["12 comments", "3 comments", "7"], [7], 2),
        (["12", "too many to count", "7"], [12, 7], 1),
        (["I think this is fine", "-", "NA"], [], 0),
    ],
)
@pytest.mark.parametrize("kind", ["comments", "views"])
def test_a_column_of_texts_is_no_count_and_a_text_among_counts_is_named(
    tmp_path, kind, cells, counts, faults
):
    path = tmp_path / "x.csv"
    pd.DataFrame({"text": ["It rained.", "It snowed.", "It froze."], kind: cells}).to_csv(path)
    with warnings.catch_warnings(action="ignore"):
        corpus = load(path)
    found = [count for one in corpus for r in one.responses for _, count in r.options]
    assert (sorted(found), len(corpus.problems)) == (sorted(counts), faults)


def test_authors_of_a_list_written_as_text_and_utf_16_without_its_mark(tmp_path):
    path = tmp_path / "x.csv"
    rows = ["id;authors;text", "a;['Ann Lee', 'Bob Day'];It rained.", "b;[];It rained."]
    path.write_bytes("\n".join(rows).encode("utf-16-le"))
    assert [article.authors for article in quiet(path)] == [("Ann Lee", "Bob Day"), ()]


@pytest.mark.parametrize(
    ("cell", "authors"),
    [
        ("Ann Lee, Bob Day", ["Ann Lee", "Bob Day"]),
        ("Ann Lee | Bob van Day", ["Ann Lee", "Bob van Day"]),
        ("Ann Lee/Bob Day", ["Ann Lee", "Bob Day"]),
        ("Ann Lee, Staff Writer", ["Ann Lee"]),
        ("Lee, Ann Marie", ["Lee, Ann Marie"]),
        ("Martin Luther King, Jr.", ["Martin Luther King, Jr."]),
        ("Lee, Ann; Day, Bob", ["Lee, Ann", "Day, Bob"]),
    ],
)
def test_names_of_a_cell_are_split_as_on_pages(cell, authors):
    assert cells.as_names(cell) == authors


def test_an_excel_sheet_is_read_like_csv(tmp_path):
    lines = [
        ["id", "Headline", "body", "date", "note"],
        [7, "Harbour closed", TEXT, "Feb 3, 2026", "x"],
        [],
        [8, "Harbour open", TEXT, date(2026, 2, 26), None],
        [9, "Harbour", None, None, None],
    ]
    workbook(tmp_path / "x.xlsx", lines)
    corpus = quiet(tmp_path / "x.xlsx")
    assert [(a.id, a.title, a.published) for a in corpus] == [
        ("7", "Harbour closed", "2026-02-03"),
        ("8", "Harbour open", "2026-02-26"),
    ]
    assert len(corpus["7"].sections) == 3
    assert [problem.split(";")[0] for problem in corpus.problems] == [
        "x.xlsx: row 5 (9): text is missing"
    ]
    results = add(tmp_path / "x.xlsx", tmp_path / "c")
    assert [status for _, status, _ in results] == ["added", "added", "failed"]
    assert load(tmp_path / "c").fingerprint == corpus.fingerprint
    (tmp_path / "y.xlsx").write_bytes(b"PK\x03\x04zzzz")
    with pytest.raises(TableError, match="y.xlsx: not an Excel workbook .*CSV"):
        load(tmp_path / "y.xlsx")
    (tmp_path / "z.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(TableError, match="z.pdf: not a corpus; .*CSV"):
        load(tmp_path / "z.pdf")


def test_bad_lines_of_json_are_named(tmp_path):
    deep = b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    lines = [json.dumps(GOOD).encode(), b"{", b'"a text"', deep, b'{"title": "T", "text": ["x"]}']
    lines += [b'{"title": "T", "text": "It rained.", "responses": [{"kind": "poll", "x": 1}]}']
    lines += [b'{"title": "\\ud800 T", "text": "It rained\\u0000.", "authors": ["Ann", "Bo"]}']
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\n".join(lines))
    corpus = quiet(path)
    assert [problem.split(";")[0] for problem in corpus.problems] == [
        "x.jsonl: row 2 (no id): not JSON (Expecting property name enclosed in double quotes)",
        "x.jsonl: row 3 (no id): not a JSON object",
        "x.jsonl: row 4 (no id): not JSON (nesting too deep, or a number too long)",
        "x.jsonl: row 5 (no id): text is not text",
        "x.jsonl: row 6 (no id): response 1 has an unknown key 'x'",
    ]
    [other] = [article for article in corpus if article.id != "a1"]
    assert other.title == "\ufffd T" and other.authors == ("Ann", "Bo")


def test_parquet_types_and_files_that_cannot_be_read(tmp_path):
    rows = [
        GOOD | {"id": 7, "published": datetime(2026, 2, 26), "accessed": date(2026, 2, 27)},
        GOOD | {"id": 8, "published": datetime(2026, 2, 26, 9, 30), "accessed": None},
    ]
    corpus = load(table(tmp_path / "x.parquet", rows))
    assert [(a.id, a.published, a.accessed) for a in corpus] == [
        ("7", "2026-02-26", "2026-02-27"),
        ("8", "2026-02-26T09:30:00", None),
    ]
    cells = pa.array([b"It rained.", b"caf\xe9"]).cast(pa.binary())
    text = pa.StringArray.from_buffers(2, *cells.buffers()[1:])
    bad = pa.table({"id": ["a", "b"], "title": ["T", "T"], "text": text})
    pq.write_table(bad, tmp_path / "b.parquet")
    with pytest.raises(TableError, match="^b.parquet: not a readable Parquet file .*utf-8.*"):
        load(tmp_path / "b.parquet")


def test_dates_beyond_all_dates_are_named_and_the_rest_is_loaded(tmp_path):
    late = "Tue, 03 Feb 2026 08:15:00 +99999999999999999"
    corpus = quiet(table(tmp_path / "x.csv", [GOOD, GOOD | {"id": "b", "published": late}]))
    assert len(corpus) == 2 and "row 3 (b): published 'Tue, 03 Feb" in corpus.problems[0]


def test_a_cell_that_is_no_date_or_language_does_not_cost_its_row(tmp_path):
    good = GOOD | {"accessed": "2026-02-27", "language": "en"}
    odd = good | {"id": "b", "published": "last week", "accessed": "?", "language": "English"}
    path = table(tmp_path / "x.csv", [good, odd])
    corpus = quiet(path)
    assert (corpus["b"].published, corpus["b"].accessed, corpus["b"].language) == (None, None, "en")
    [problem] = corpus.problems
    assert "row 3 (b): " in problem
    assert all(name in problem for name in ("published 'last week'", "accessed '?'", "language"))
    results = add(path, tmp_path / "c")
    assert [status for _, status, _ in results] == ["added", "added", "not used"]
    assert results[-1][2].endswith("create a second article)")
    audit = repr(analysis.audit(tmp_path / "c", "b"))
    assert "column published: cannot be used as published" in audit and "last week" in audit
    again = [status for _, status, _ in add(path, tmp_path / "c")]
    assert again == ["unchanged", "unchanged", "not used"]
    done = run("add", path, "--corpus", tmp_path / "d")
    assert done.returncode == 1 and "not used: " in done.stderr and "row 3 (b): " in done.stderr


@pytest.mark.parametrize("end", ["… [+2345 chars]", "[…]", "[...]", "... Read more »"])
def test_the_beginning_of_a_text_is_flagged(tmp_path, end):
    rows = [GOOD | {"text": f"{TEXT} {end}"}, GOOD | {"id": "b", "text": f"{end} {TEXT}"}]
    [problem] = quiet(table(tmp_path / "x.csv", rows)).problems
    assert "row 2 (a1): the text is incomplete (`complete: no`): it ends in" in problem


def test_a_row_that_stands_twice_is_told_as_such(tmp_path):
    row = {"title": "Harbour closed", "text": TEXT}
    path = table(tmp_path / "x.csv", [row, row])
    with pytest.warns(UserWarning, match="x.csv: row 3 \\(harbour-closed-.*skipped: same as row 2"):
        assert load(path).problems == ()
    why = "same as row 2"
    assert [(status, what) for _, status, what in add([path], tmp_path / "c")][1] == (
        "skipped",
        why,
    )
    done = run("add", path, "--corpus", tmp_path / "c")
    assert done.returncode == 0 and "skipped: " in done.stdout and f"): {why}\n" in done.stdout
    other = table(tmp_path / "y.csv", [row | {"id": "a"}, row | {"id": "a", "title": "Harbour"}])
    assert [status for _, status, _ in add([other], tmp_path / "d")] == ["added", "failed"]


def test_sections_that_are_no_texts_are_named(tmp_path):
    rows = [GOOD | {"article_sections": '[["headline", "Harbour closed"], ["body", 5]]'}]
    [problem] = quiet(table(tmp_path / "x.csv", rows)).problems
    assert "row 2 (a1): article_sections is not a JSON list of [kind, text] pairs; clear" in problem


def test_encodings_that_a_mark_names_and_semicolons(tmp_path):
    lines = "title;text\nCafé;Es regnete, und wie.\n"
    for name, data in (("u.csv", lines.encode("utf-16")), ("b.csv", lines.encode("utf-8-sig"))):
        (tmp_path / name).write_bytes(data)
        assert load(tmp_path / name).articles[0].title == "Café"


def test_ids_are_made_from_the_article_and_not_from_its_place(tmp_path):
    rows = [{"title": f"T {n}", "text": "It rained.", "url": f"https://x.org/{n}"} for n in (1, 2)]
    first = [a.id for a in load(table(tmp_path / "x.csv", rows))]
    second = [a.id for a in load(table(tmp_path / "y.csv", rows[::-1]))]
    assert first == second == ["t-1-a0db78d3", "t-2-4f722221"]
    corpus = quiet(table(tmp_path / "z.csv", [rows[0], rows[0]]))
    assert [one.id for one in corpus] == first[:1] and corpus.problems == ()


WORD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
NONE = {"na", "n/a", "nan", "none", "null"}
CELL = st.one_of(WORD, st.sampled_from(["=1+1", "'=x", "''@", "'tis", "-", "+a", "a\r\nb", "x;y"]))


@given(CELL)
def test_what_a_spreadsheet_would_run_is_protected_and_comes_back(text):
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unprotect(protect(text)) == text


@st.composite
def articles(draw, id):
    kinds = draw(
        st.lists(st.sampled_from(["deck", "subhead", "body", "caption", "embed", "kicker"]))
    )
    sections = [Section("headline", draw(CELL)), Section("body", draw(CELL))]
    sections += [Section(kind, draw(CELL)) for kind in kinds if kind != "kicker"]
    sections += [Section("kicker", draw(CELL))] if "kicker" in kinds else []
    more = {"news_section": draw(CELL), "modified": "2026-02-27", "origins": {"url": draw(CELL)}}
    more = {f.name: more[f.name] for f in fields(Article) if f.name in more}
    poll = Response("poll", draw(CELL), (("Yes", 3), (draw(CELL), None)), draw(CELL))
    return Article(
        id,
        tuple(sections),
        outlet=draw(st.none() | CELL),
        authors=tuple(draw(st.lists(st.sampled_from(["Ann Lee", "=Bo", "Ö. Ek"])))),
        published=draw(st.sampled_from([None, "2026-02-26", "2026-02-26T10:00:00+02:00"])),
        language=draw(st.sampled_from(["en", "de"])),
        url=draw(st.none() | CELL),
        responses=draw(st.sampled_from([(), (poll,)])),
        source=draw(st.sampled_from([None, "page.txt"])),
        sha256="0" * 64,
        **more,
    )


@given(article=articles("a"))
def test_an_export_loads_as_the_same_articles(tmp_path_factory, article):
    kinds = {section.kind for section in article.sections}  # a cell of invisible signs is none
    assume({"headline", "body"} <= kinds)
    assume(not any(one.text.lower() in NONE for one in article.sections if one.kind != "body"))
    folder = tmp_path_factory.mktemp("export")
    corpus = Corpus((article,), (), folder)
    # A field that says NA or none says nothing, in any table.
    facts = {name: getattr(article, name) for name in ("outlet", "url", "news_section", "rights")}
    empty = {name: None for name, fact in facts.items() if fact and fact.strip().lower() in NONE}
    expected = Corpus((replace(article, **empty),), (), folder)
    for name in ("c.csv", "c.parquet"):
        found = quiet(export(corpus, folder / name))
        assert found.problems == () and found.articles == expected.articles
        assert found.fingerprint == expected.fingerprint


def test_no_cell_of_an_export_runs(tmp_path):
    body = (Section("headline", "=cmd"), Section("body", "@SUM(1)"), Section("body", "-2"))
    corpus = Corpus((Article("a", body, outlet="+x", authors=("=y",)),), (), tmp_path)
    export(corpus, tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    frame = pd.read_csv(tmp_path / "c.csv")
    assert {"id", "text", "outlet"} <= set(frame)
    assert frame.loc[0, "text"] == "'@SUM(1)\n\n-2"
    with pytest.raises(TableError, match="c.xlsx: the file name must end in .csv or .parquet"):
        export(corpus, tmp_path / "c.xlsx")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.csv"]


def test_an_exports_text_that_was_changed_alone_is_reported(tmp_path):
    corpus = Corpus((Article("a", (Section("headline", "T"), Section("body", "x"))),), (), tmp_path)
    path = export(corpus, tmp_path / "c.csv")
    path.write_text(path.read_text().replace(",x,", ",y,"))
    assert quiet(path).problems == (
        "c.csv: row 2 (a): article_sections does not match the other cells; clear this cell",
    )


def test_many_rows_take_time_in_proportion(tmp_path):
    random.seed(1)
    words = [f"word{n}" for n in range(500)]
    row = [" ".join(random.choices(words, k=30)) for _ in range(4000)]
    work = []
    for n in (250, 1000, 4000):
        path = table(tmp_path / f"{n}.csv", [{"title": t, "text": t} for t in row[:n]])
        assert len(load(path)) == n
        if n < 4000:
            work.append(lines(lambda path=path: load(path)))
    assert work[1] < 4.2 * work[0]  # four times the rows


def test_the_names_in_the_data_dictionary_are_those_that_are_known():
    from analysis.corpus.rows import FIELDS, OTHERS

    text = (Path(__file__).parents[1] / "docs/corpus.md").read_text(encoding="utf-8")
    for field, names in OTHERS.items():
        if field in FIELDS:
            assert f"| `{field}` | " + ", ".join(f"`{name}`" for name in names.split()) in text


PARAGRAPH = (
    "The council voted on Monday to close two of the town's five libraries, although more than "
    "nine thousand residents had signed a petition against it. Readers will have to travel."
)


@pytest.mark.parametrize(
    ("cell", "paragraphs"),
    [
        (
            "<p>It rained.</p><p>He said &quot;no&quot; &amp; left.</p>",
            ["It rained.", 'He said "no" & left.'],
        ),
        ("It rained.<br>He left.", ["It rained.", "He left."]),
        (textwrap.fill(PARAGRAPH, 66), [PARAGRAPH]),
        ("Profits < 3 and costs > 2.", ["Profits < 3 and costs > 2."]),
    ],
)
def test_a_cell_is_read_like_a_page(tmp_path, cell, paragraphs):
    path = table(tmp_path / "x.jsonl", [{"title": "A storm", "text": cell, "language": "en"}])
    [article] = load(path)
    assert [s.text for s in article.sections if s.kind == "body"] == paragraphs


def test_json_excel_separators_epochs_and_na_are_read(tmp_path):
    rows = [{"title": "A storm", "text": "It rained.", "date": 1486080000000, "source": "NA"}]
    (tmp_path / "x.json").write_text(json.dumps(rows))
    [article] = load(tmp_path / "x.json")
    assert (article.published, article.outlet) == ("2017-02-03", None)
    for first in ("sep=;", '"sep=;"', "sep=;;"):  # as Excel reads it, and as it saves it
        (tmp_path / "x.csv").write_text(f"{first}\ntitle;text\nA storm;It rained.\n")
        assert [article.title for article in load(tmp_path / "x.csv")] == ["A storm"]
    (tmp_path / "y.json").write_text('{"title": 1}')
    with pytest.raises(TableError, match="y.json: no text column"):
        load(tmp_path / "y.json")


def test_a_tag_or_an_entity_leaves_paragraphs_and_addresses_as_they_are():
    paragraphs = ["It rained & <ann@x.org> wrote.", "Then it stopped.", "All was dry."]
    for text in (
        "It rained &amp; <ann@x.org> wrote.\n\nThen it stopped.\n\nAll was dry.",
        "It <b>rained</b> &amp; <ann@x.org> wrote.\n\nThen it stopped.\n\nAll was dry.",
        "It rained &amp; <ann@x.org> wrote.\n\nThen it stopped.<p>All was <i>dry</i>.</p>",
    ):
        assert cells.paragraphs(cells.unmarked(text)) == paragraphs
    assert cells.unmarked("a&copy=2 &eacute;") == "a&copy=2 é"


@pytest.mark.parametrize("text", ["The [audio garbled] plan", "A [caption contest] [/caption]"])
def test_brackets_in_prose_are_no_shortcodes(text):
    assert cells.unmarked(text) == text


def test_lines_that_are_sentences_are_paragraphs():
    lines = [f"The harbour was closed on day {n} and nobody knew why it was so." for n in range(5)]
    assert cells.paragraphs("\n".join(lines)) == lines


def test_a_day_and_hour_in_one_number_is_no_count_of_seconds():
    assert cells.as_date("2026020310") == "2026020310"
    assert cells.as_date("1770106500") == "2026-02-03T08:15:00+00:00"
    excel = [cells.as_date(day) for day in ("44230.5", "40217")]
    assert excel == ["2021-02-03", "40217"]  # the second may be 4 February 2017


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ({"$date": "2026-02-03"}, "2026-02-03"),
        ({"$date": {"$numberLong": "1770076800000"}}, "2026-02-03"),
        (["2026-02-03"], "2026-02-03"),
        ({"$oid": "45000"}, None),
    ],
)
def test_a_date_that_is_not_text_costs_no_row(tmp_path, cell, day):
    row = {"title": "A storm", "text": "It rained.", "published": cell}
    corpus = quiet(table(tmp_path / "x.jsonl", [row]))
    assert [article.published for article in corpus] == [day]
    assert bool(corpus.problems) == (day is None)


def test_a_table_in_windows_1252_is_read_with_a_note(tmp_path):
    path = tmp_path / "old.csv"
    path.write_bytes("title,text\nCafé,“It rained.”\n".encode("cp1252"))
    with pytest.warns(UserWarning, match="old.csv: not UTF-8, so read as Windows-1252"):
        [article] = load(path)
    assert article.text == "Café\n\n“It rained.”"


def test_spaces_after_commas_belong_to_no_cell_and_na_is_no_text(tmp_path):
    rows = 'id, language, text\n1, en, "The mayor said, that it rained."\n2, en, NA\n'
    (tmp_path / "x.csv").write_text(rows)
    with warnings.catch_warnings(action="ignore"):
        corpus = load(tmp_path / "x.csv")
    assert [(one.language, one.text) for one in corpus] == [
        ("en", "The mayor said, that it rained.")
    ]
    assert "row 3" in corpus.problems[0] and "text is missing" in corpus.problems[0]
    pairs = ("a", "NA"), ("b", "-")
    articles = tuple(Article(id, (Section("body", text),)) for id, text in pairs)
    ours = export(Corpus(articles, (), tmp_path), tmp_path / "ours.csv")  # where it is a text
    assert load(ours).articles == articles


def test_a_missing_list_of_responses_costs_no_row(tmp_path):
    path = tmp_path / "x.jsonl"  # as Python writes what pandas calls missing
    path.write_text(json.dumps(GOOD | {"responses": float("nan"), "shares": 5}) + "\n")
    assert load(path).responses["shares"].tolist() == [5]


def test_a_date_entered_by_hand_is_asked_for_no_more_and_its_note_needs_no_action(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("title,date,text\nA storm,02/11/2026,It rained on the town.\n")
    home, [(_, _, id), (_, status, why)] = tmp_path / "c", add([path], tmp_path / "c")
    assert status == "not used" and why.startswith("published ")
    file = home / f"articles/{id}.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("published: null", "published: '2026-11-02'"), "utf-8")
    assert [status for _, status, _ in add([path], home)] == ["kept"]
    done = run("check", "--corpus", home)
    assert done.returncode == 0 and "added (its header, not its text); nothing to do" in done.stdout
    assert "SHA256SUMS" not in done.stdout and f"without outlet: 1 article ({id})" in done.stdout


def test_a_table_is_indexed_by_the_ids_that_its_rows_get(tmp_path):
    path = tmp_path / "x.csv"
    rows = "Harbour,A,It rained.,mixed", "Harbour,B,It snowed.,true", "Harbour,B,It snowed.,true"
    path.write_text("\n".join(["title,Artikel,text,Rating", *rows, ",,,lost"]))
    results = add([path], tmp_path / "c", known={"outlet": "CNN"})
    ids = [id for _, status, id in results if status == "added"]
    found = source_table(tmp_path / "c/pages/x.csv")["Rating"]
    assert found.to_dict() == dict(zip(ids, ["mixed", "true"], strict=True))
    assert (
        load(tmp_path / "c").metadata.join(found)["Rating"].tolist() == found[sorted(ids)].tolist()
    )
    renamed = source_table(path, {"Artikel": "outlet"})
    assert len(renamed) == 2 and not {*renamed.index} & {*ids}
