"""A report of folders that hold copies, empty pages, or are the articles of a corpus."""

import pytest
from test_report import drawn

from analysis.corpus import add
from analysis.proof.cite import CiteError
from analysis.report import build


@pytest.fixture
def figures(tmp_path):
    drawn().save(tmp_path / "my figures")
    return tmp_path / "my figures"


def test_a_copy_of_a_figure_is_no_figure_of_its_own(figures, tmp_path):
    for path in list(figures.iterdir()):
        path.with_stem("copy").write_bytes(path.read_bytes())
    with pytest.raises(CiteError, match="copy.svg: renamed or copied; rename it to odd"):
        build(figures, tmp_path / "report", with_pdf=False)


def test_pages_without_text_or_in_another_encoding(figures, tmp_path):
    page, out = figures / "1-own.html", tmp_path / "report"
    page.write_bytes(b"")
    assert build(figures, out, with_pdf=False).notebooks == 1
    page.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="1-own.html: not a UTF-8 text"):
        build(figures, out, with_pdf=False)
    page.unlink()
    (out / "SHA256SUMS").write_bytes(b"\xff")
    with pytest.raises(ValueError, match="SHA256SUMS: not a UTF-8 text"):
        build(figures, out, with_pdf=False)


def test_the_articles_of_a_corpus_are_no_earlier_report(figures, tmp_path):
    (tmp_path / "a.txt").write_text(
        "Harbour closed\n\nThe harbour was closed for a week, she said."
    )
    add(tmp_path / "a.txt", tmp_path / "mine")
    articles = tmp_path / "mine/articles"
    sums = (articles / "SHA256SUMS").read_bytes()
    with pytest.raises(ValueError, match="articles: already exists and is not a report"):
        build(figures, articles, with_pdf=False)
    assert (articles / "SHA256SUMS").read_bytes() == sums
