"""check notices what was changed by hand since add, by the corpus's own list of hashes."""

import subprocess

import pytest

from analysis import lexicon
from analysis._support.files import sha256
from analysis.corpus import add
from analysis.corpus.check import examine

PAGE = """Harbour closed for a week

By Jane Smith

The harbour of the town was closed for a week after the storm, the mayor said on Monday.

Boats were lost, and nobody was hurt in the night, she said, but the pier is gone for good.
"""


@pytest.fixture
def corpus(tmp_path):
    for n, text in enumerate((PAGE, PAGE.replace("Harbour", "River").replace("pier", "bridge"))):
        (tmp_path / f"page{n}.txt").write_text(text, encoding="utf-8")
        add(tmp_path / f"page{n}.txt", tmp_path / "mine")
    return tmp_path / "mine"


def notes(corpus):
    report = examine(corpus)
    return [*report.problems, *report.notes]


def articles(corpus):
    return sorted((corpus / "articles").glob("*.md"))


def rewrite(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


def test_as_added_there_is_nothing_to_note_also_after_a_second_run(corpus):
    assert notes(corpus) == []
    add(corpus.parent / "page0.txt", corpus)
    assert notes(corpus) == []
    done = subprocess.run(["sha256sum", "--check", "--quiet", "articles/SHA256SUMS"], cwd=corpus)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rights: ©", "rights: none ©"),
        ("accessed: null", "accessed: '2026-01-02'"),
        ("published: null", "published: '2026-01-02'"),
        ("\nid: ", "\nid: x"),
        ("mayor", "major"),
        ("\ntitle: ", "\ntitle: x"),
    ],
)
def test_a_field_changed_by_hand(corpus, old, new):
    file = articles(corpus)[0]
    rewrite(file, old, new)
    [note] = [one for one in notes(corpus) if one.startswith(f"articles/{file.name}: ")]
    fields = {"published": "its page (published);", "mayor": "its page (body);"}
    fields |= {
        "\ntitle": "its page (headline);",
        "rights": "(its header, not its text); nothing to do",
    }
    assert fields.get(old.partition(":")[0], "") in note


def test_a_line_of_the_record_changed_by_hand(corpus):
    record = next((corpus / "articles").glob("*.blocks.csv"))
    text = record.read_text("utf-8")
    record.write_text(text.replace("byline", "navigation"), "utf-8", newline="")
    assert [note.partition(";")[0] for note in notes(corpus)] == [
        f"articles/{record.name}: changed since it was added"
    ]


def test_a_page_changed_with_its_hash(corpus):
    file, page = articles(corpus)[0], sorted((corpus / "pages").iterdir())[0]
    old = sha256(page.read_bytes())
    page.write_bytes(page.read_bytes() + b"\n")
    rewrite(file, old, sha256(page.read_bytes()))
    assert any(note.startswith(f"pages/{page.name}: changed since") for note in notes(corpus))


def test_an_article_deleted_with_its_files(corpus):
    file = articles(corpus)[0]
    page = next(
        p for p in (corpus / "pages").iterdir() if sha256(p.read_bytes()) in file.read_text()
    )
    for path in (file, file.with_suffix(".blocks.csv"), page):
        path.unlink()
    names = {note.partition(":")[0] for note in notes(corpus) if "deleted since" in note}
    assert names == {
        f"articles/{file.name}",
        f"articles/{file.stem}.blocks.csv",
        f"pages/{page.name}",
    }


def test_another_term_list(corpus):
    rewrite(corpus / "articles/SHA256SUMS", lexicon.default().fingerprint, "0" * 64)
    assert ["term list other than" in note for note in notes(corpus)] == [True]


def test_a_corpus_without_the_list_or_with_a_damaged_one(corpus):
    (corpus / "articles/SHA256SUMS").write_bytes(b"\xff\n\n  \n" + b"0" * 64 + b"  ../../\x00\n")
    [note] = notes(corpus)
    assert note.startswith("articles/SHA256SUMS: 2 unreadable lines (1")
    (corpus / "articles/SHA256SUMS").unlink()
    [note] = notes(corpus)
    assert note.startswith("articles/SHA256SUMS: missing")
    assert note.endswith(f"media-analysis add {corpus}/pages --corpus {corpus}")
    add(corpus / "pages", corpus)
    assert notes(corpus) == []


def test_the_list_is_made_again_of_articles_whose_fields_were_given(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    known = {"outlet": "The Post", "authors": "Ann Lee", "published": "2026-02-03"}
    add(tmp_path / "page.txt", tmp_path / "c", known=dict(reversed(known.items())))
    (tmp_path / "c/articles/SHA256SUMS").unlink()
    [(_, status, _)] = add(tmp_path / "c/pages", tmp_path / "c")
    assert status == "unchanged" and notes(tmp_path / "c") == []


def test_the_list_of_hashes_may_come_from_windows_and_what_is_unreadable_is_said(corpus):
    sums, (file, *_) = corpus / "articles/SHA256SUMS", articles(corpus)
    text = sums.read_text("utf-8")
    rewrite(file, "\n", "\r\n")
    [said] = notes(corpus)
    assert "changed since it was added" in said
    for other in (text.replace("\n", "\r\n"), "\ufeff" + text):
        sums.write_bytes(other.encode())
        assert notes(corpus) == [said]
    sums.write_text(text.upper() + text[:30])
    [unread] = [note for note in notes(corpus) if note != said]
    assert unread.startswith("articles/SHA256SUMS: 8 unreadable lines (1, ")
