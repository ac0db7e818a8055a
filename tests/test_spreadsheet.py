"""CSV files with long cells, broken rows and cells that a spreadsheet would run."""

import csv

import pytest

from analysis._support.spreadsheet import read_csv
from analysis.corpus import add, audit, check, load
from analysis.lexicon import LexiconError
from analysis.lexicon.reading import read
from analysis.pages import Block, from_csv, to_csv

TEXT = "It rained on the town, and what will be done about it is not known. " * 8


@pytest.fixture(autouse=True)
def limit():
    """As in a process that has read no table yet."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


def test_a_long_block_is_added_checked_and_shown(tmp_path):
    (tmp_path / "x.txt").write_text(f"A storm\n\n{TEXT * 400}\n")
    [(_, status, id)] = add([tmp_path / "x.txt"], tmp_path / "c")
    assert status == "added" and check(tmp_path / "c") == []
    assert max(len(block.text) for block in audit(tmp_path / "c", id).blocks) > 131_072


def test_a_long_term_is_one_line_and_no_traceback(tmp_path):
    (tmp_path / "list.csv").write_text("category,term\na,bad\nb," + "x" * 200_000 + "\n")
    assert len(read(tmp_path / "list.csv").terms) == 2
    (tmp_path / "list.csv").write_text('category,term\na,"bad\n')
    with pytest.raises(LexiconError, match="list.csv:2:1: invalid CSV .*not closed"):
        read(tmp_path / "list.csv")


def test_a_broken_record_is_told_in_one_line(tmp_path):
    (tmp_path / "x.txt").write_text(f"A storm\n\n{TEXT}\n")
    [(_, _, id)] = add([tmp_path / "x.txt"], tmp_path / "c")
    record = tmp_path / f"c/articles/{id}.blocks.csv"
    record.write_text(record.read_text() + '"')
    [problem] = check(tmp_path / "c")
    assert "row 4: invalid CSV" in problem and problem.endswith("restore the file")
    assert len(load(tmp_path / "c")) == 1


@pytest.mark.parametrize("text", ["=1+1", "\n=1+1", "'tis", "'=1", "''tis", "@a", "-"])
def test_no_cell_of_a_record_runs(text):
    block = Block(1, 1, text, "body", "paragraph")
    cell = list(csv.reader(to_csv([block]).splitlines(keepends=True)))[1][-1]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert from_csv(to_csv([block])) == [block]


def test_a_record_of_0_1_0_is_read():
    block = Block(1, 1, "'tis wet", "body", "paragraph")
    assert from_csv(to_csv([block]).replace("'tis", "''tis")) == [block]


def test_rows_after_a_broken_one_are_read():
    rows = [cells for _, cells in read_csv('a;b\n"c"d;e\nf;g\n')]
    assert rows[::2] == [["a", "b"], ["f", "g"]] and rows[1].startswith("invalid CSV")
