"""What goes in comes out: every letter of an input is in a block that is kept or dropped."""

import csv
import io
import re
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_exports import EXPORTS

from analysis.article import one_line
from analysis.corpus import add, check, examine
from analysis.corpus.load import blocks_of
from analysis.corpus.table_files import export_in
from analysis.pages import PageError, read_page
from analysis.pages.block import Block, complete, letters

TITLE = "Harbour closed after storm"
BODY = "Nobody was hurt, the mayor said, but the boats will stay where they are until the spring."
LINE = st.sampled_from(
    [BODY, BODY + " Again.", "Home", "Who pays?", "Yes (3)", "No (1)", "Follow us", "12 shares", ""]
    + ["The quay (Photo: Ann Lee)", "The quay", "By Bob Day", "3 May 2026", "Comments", "NA"]
    + ["Cafe\u0301 ﬁnds \u00adit", "½ of x² © 2026", "*one* two", "> three", "# Four", "- five"]
    + [TITLE, "# " + TITLE, "[six](x)", "| a | b |", "---", "<b>seven</b>", "`eight`", "1. nine"]
)
TAGS = st.sampled_from("p div li td h1 h2 span a b br blockquote figcaption table section".split())

CLASSES = st.sampled_from(["", "caption", "poll", "byline", "deck"])


@st.composite
def markup(draw, depth=3):
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        parts.append(
            draw(LINE).replace("<", "&lt;") + draw(st.sampled_from([" ", "", "<!-- x -->"]))
        )
        if depth:
            tag = draw(TAGS)
            parts.append(f"<{tag} class='{draw(CLASSES)}'>{draw(markup(depth - 1))}</{tag}>")
    return "".join(parts)


def recorded(name, data):
    """Of all that `add` reads in a file: the status, and the blocks that it records."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        results = add(path, Path(folder, "c"))
        assert not Path(folder, "c").exists() or check(Path(folder, "c")) == []
        files = {file.stem: file for file in Path(folder, "c/articles").glob("*.md")}
        return [(status, blocks_of(files[id]) if id in files else id) for _, status, id in results]


def joined(blocks):
    return "\n".join(block.text for block in blocks)


@settings(max_examples=40)
@given(st.lists(LINE, max_size=12))
def test_of_a_text(lines):
    text = "\n".join([TITLE, "", BODY, *lines]).replace("#", "")
    [(status, blocks)] = recorded("page.txt", text.encode())
    assert status == "failed" or letters(joined(blocks)) == letters(text)


@settings(max_examples=40)
@given(markup())
def test_of_a_page(inside):
    page = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{BODY}</p>{inside}"
    text = re.sub("<[^>]+>", "", page.split("<body>")[1].replace("<!-- x -->", ""))
    blocks = read_page(page.encode()).blocks
    assert letters(joined(blocks)) == letters(text.replace("&lt;", "<"))


@settings(max_examples=80)
@given(st.lists(LINE, max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_of_markdown(lines, gap):
    text = f"# {TITLE}\n\n{BODY}\n\n{gap.join(lines)}\n"
    plain = re.sub(r"\]\(x\)|</?b>|^1\.", "", text, flags=re.MULTILINE)
    words = Counter(re.findall(r"\w+", one_line(plain)))
    assert words <= Counter(re.findall(r"\w+", joined(read_page(text.encode(), "x.md").blocks)))


@settings(max_examples=40)
@given(st.lists(st.tuples(LINE, LINE, LINE, LINE), min_size=1, max_size=4))
def test_of_a_table(rows):
    out = io.StringIO()
    rows = [
        (title, deck, f"{text}\n\n{n}", note) for n, (title, deck, text, note) in enumerate(rows)
    ]
    csv.writer(out).writerows([("title", "deck", "text", "remark"), *rows])
    plain = [letters(re.sub("</?b>", "", " ".join(row[:3])) + row[3]) for row in rows]
    results = recorded("table.csv", out.getvalue().encode())
    assert len(results) == len(rows)
    for (status, blocks), number in zip(results, plain, strict=True):
        assert status == "added" and letters(joined(blocks)) == number


@pytest.mark.parametrize("name", EXPORTS)
def test_of_an_export(name):
    found = export_in(EXPORTS[name])
    results = recorded(name, EXPORTS[name])
    assert [status for status, _ in results] == ["added"] * len(found.rows) == ["added"] * 3
    if name.endswith(".txt"):
        words = Counter(re.findall(r"\w+", EXPORTS[name].decode()))
        kept = Counter(re.findall(r"\w+", " ".join(joined(blocks) for _, blocks in results)))
        assert words <= kept
    assert all("other_lines" in blocks[-1].reason for _, blocks in results)


def test_a_page_that_would_lose_letters_is_refused(monkeypatch):
    block = Block(1, 1, "A storm", "body", "")
    assert complete([block], "A—storm!") == (block,)
    with pytest.raises(PageError, match="5 letters of text would be lost"):
        complete([block], "A storm, again")
    monkeypatch.setattr("analysis.pages.dump._drop_doubled", lambda lines: [lines.pop()])
    with pytest.raises(PageError, match="15 letters of text would be lost"):
        read_page(f"{TITLE}\n\n{BODY}\n\nThe boats are safe\n".encode())


def test_check_compares_the_record_with_the_page(tmp_path):
    (tmp_path / "page.txt").write_text(f"Home\n\n{TITLE}\n\n{BODY}\n")
    [(_, _, id)] = add(tmp_path / "page.txt", tmp_path / "c")
    assert examine(tmp_path / "c").notes == ()
    record = tmp_path / "c/articles" / f"{id}.blocks.csv"
    header, _, *rows = record.read_text().splitlines(keepends=True)
    record.write_text("".join([header, *rows]))
    [note] = examine(tmp_path / "c").notes
    assert "the record of its blocks" in note


def test_an_article_that_would_not_read_back_is_not_added(tmp_path, monkeypatch):
    (tmp_path / "page.txt").write_text(f"{TITLE}\n\n{BODY}\n")
    monkeypatch.setattr("analysis.article.markdown.IS.markup", re.compile("^(N)"))
    monkeypatch.setattr("analysis.article.markdown.IS.escaped", re.compile("^(Never)"))
    [(_, status, why)] = add(tmp_path / "page.txt", tmp_path / "c")
    assert status == "failed" and "would change when read back" in why
    assert not list((tmp_path / "c").glob("*/*"))
