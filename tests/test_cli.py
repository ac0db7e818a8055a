"""The command line, as a user types it."""

import csv
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[1]
PAGE = (
    "Skip to main content\n\nHarbour closed for a week\n\n"
    + "The harbour was closed on Monday, and the boats of the town stayed in it for a week. " * 3
    + "\n\nDid you like this?\nYes (3)\nNo (1)\n"
)


def run(*arguments, cwd=ROOT):
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def test_help_teaches_and_answers_within_a_second():
    run("--help")
    start = time.perf_counter()
    done = run("--help")
    assert time.perf_counter() - start < 1
    for name in ("add", "check", "show", "export", "measure", "concordance", "cite"):
        assert name in done.stdout
        assert "Example: python -m analysis" in run(name, "--help").stdout


def test_from_a_page_to_measures(tmp_path):
    page, corpus = tmp_path / "page.txt", tmp_path / "mine"
    page.write_text(PAGE, encoding="utf-8")
    done = run("add", page, "--corpus", corpus)
    assert done.returncode == 0 and done.stdout.startswith("added: ")
    assert (corpus / "pages/page.txt").read_bytes() == page.read_bytes()
    again = run("add", page, "--corpus", corpus)
    assert again.returncode == 0 and again.stdout.startswith("unchanged: ")
    done = run("check", corpus)
    assert (done.returncode, done.stdout) == (0, "1 article loaded, 0 problems\n")
    out = tmp_path / "m.csv"
    by = ["--by", "article", "--by", "section", "--by", "voice"]
    assert run("measure", corpus, *by, "--out", out).returncode == 0
    table = pd.read_csv(out)
    assert table["section"].tolist() == ["headline", "body"]
    assert table["words"].tolist() == [5, 54]
    assert table["selection"].tolist() == ["all articles"] * 2
    done = run("measure", corpus, "--responses")
    assert done.returncode == 0
    assert ",0.75," in done.stdout


def test_add_says_what_it_made_and_what_to_look_at(tmp_path):
    page = tmp_path / "page.txt"
    text = PAGE.replace("for a week\n\n", "for a week\n\nBy Jane Smith\n\n12 March 2025\n\n", 1)
    page.write_text(text, encoding="utf-8")
    done = run("add", page, "--corpus", tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    assert "title: Harbour closed for a week" in done.stdout
    assert "2 blocks kept, 4 dropped: python -m analysis show harbour-closed-" in done.stdout
    assert "check line 5 (byline): By Jane Smith" in done.stdout
    assert "check line 7 (date line): 12 March 2025" in done.stdout
    assert "not recorded: outlet, authors, published, url; write them into " in done.stdout


def test_add_ends_with_a_table_and_names_near_duplicates(tmp_path):
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.txt").write_text(PAGE, encoding="utf-8")
    (saved / "b.txt").write_text(PAGE.replace("closed for a week", "shut again"), encoding="utf-8")
    (saved / "c.txt").write_bytes(b"caf\xe9")
    (saved / "d.csv").write_text("title,text\nT,\nU,It rained.\n")
    done = run("add", saved, "--corpus", tmp_path / "mine")
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 2  # and no bar
    [alike] = [line for line in lines if line.startswith("near-duplicate: ")]
    assert alike.startswith("near-duplicate: harbour-shut-again-")
    assert ": 1.00 of harbour-closed-for-a-week-" in alike
    numbers = {line.split()[0]: line.split()[1] for line in lines[lines.index("") + 1 :]}
    assert {key: numbers[key] for key in ("added", "unchanged", "near-duplicates", "failed")} == {
        "added": "3", "unchanged": "0", "near-duplicates": "1", "failed": "2",
    }  # fmt: skip
    assert lines[-2:] == [
        f"{'':<16}      1  not UTF-8; save it as UTF-8",
        f"{'':<16}      1  text is missing; write it, or leave the row out",
    ]
    one = run("measure", tmp_path / "mine", "--articles", "one-a-cluster")
    rows = list(csv.DictReader(one.stdout.splitlines()))
    assert [row["selection"] for row in rows] == ["without near-duplicates (1 left out)"]


def test_show_and_export(tmp_path):
    page, corpus = tmp_path / "page.txt", tmp_path / "mine"
    page.write_text(PAGE, encoding="utf-8")
    run("add", page, "--corpus", corpus)
    id = next((corpus / "articles").glob("*.md")).stem
    done = run("show", id, "--corpus", corpus)
    assert done.returncode == 0
    assert "   1  line 1        dropped            navigation" in done.stdout
    assert "kept     headline" in done.stdout
    assert "poll: Did you like this? Yes 3, No 1" in done.stdout
    done = run("export", corpus, tmp_path / "c.csv")
    assert (done.returncode, done.stdout) == (0, f"1 article in {tmp_path / 'c.csv'}\n")
    assert run("check", tmp_path / "c.csv").stdout == "1 article loaded, 0 problems\n"


def test_no_cell_of_a_measured_table_runs(tmp_path):
    table = tmp_path / "x.csv"
    text = "It rained, and it was not known whether the town would be dry by the end of it all."
    table.write_text(f'title,text,outlet\nT,"{text * 2}",=1+1\n')
    done = run("measure", table, "--by", "outlet")
    assert done.returncode == 0 and done.stdout.splitlines()[1].startswith("'=1+1,all articles,")


def test_check_reports_each_fault_in_one_line_and_loads_the_rest(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    run("add", page, "--corpus", tmp_path)
    articles = tmp_path / "articles"
    good = next(articles.glob("*.md")).read_text(encoding="utf-8")
    (articles / "a-broken.md").write_text("---\nid: [\n---\n\nText.\n")
    (articles / "b-no-text.md").write_text(good.split("---\n\n")[0] + "---\n")
    (articles / "z-twice.md").write_text(good)
    (articles / "c-bytes.md").write_bytes(b"\xff\xfe\x00bad")
    (articles / "d-empty.md").write_text("")
    done = run("check", tmp_path)
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert "1 article loaded, " in done.stdout
    for name in ("a-broken", "b-no-text", "c-bytes", "d-empty", "z-twice"):
        assert len([line for line in lines if f"{name}.md" in line]) == 1, name
    assert "Traceback" not in done.stderr
    measured = run("measure", tmp_path)
    assert measured.returncode == 1
    assert len(measured.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("check", "nowhere"), "nowhere: there is no such folder"),
        (("measure", "nowhere"), "nowhere: there is no such folder"),
        (("measure", "corpus", "--by", "colour"), "no column colour to group by; there are: "),
        (("measure", "corpus", "--by", "words"), "no column words to group by; there are: "),
        (("measure", "corpus/pages"), "corpus/pages: no article could be loaded"),
        (("measure", "corpus", "--section", "boddy"), "no section boddy; there are: kicker"),
        (("measure", "corpus", "--lexicon", "none.yml"), "none.yml: cannot be read"),
        (("measure", "corpus", "--out", "nowhere/m.csv"), "nowhere/m.csv"),
        (("cite", "nowhere.svg"), "nowhere.svg: there is no such file"),
        (("add", "nowhere.txt"), "nowhere.txt"),
        (("add", "none*.html"), "no file matches this pattern"),
        (("add", "README.md", "--column", "x"), "--column x: write it as NAME=FIELD"),
        (("add", "README.md", "--corpus", "LICENSE"), "LICENSE: a file, not a folder"),
        (("show", "nothing"), "no article 'nothing' in corpus"),
        (
            ("measure", "analysis/reference/validation.csv"),
            "no column for title and text; the table has measure, ",
        ),
        (
            ("check", "analysis/reference/validation.csv"),
            "no column for title and text; the table has measure, ",
        ),
        (("export", "corpus", "c.xlsx"), "c.xlsx: give the name the ending .csv or .parquet"),
        (("measure", "corpus", "--articles", "some"), "no selection 'some'; there are: all, "),
    ],
)
def test_a_users_mistake_is_one_clear_line(arguments, says, tmp_path):
    if arguments[0] == "add" and "--corpus" not in arguments:
        arguments = (*arguments, "--corpus", tmp_path / "c")
    done = run(*arguments)
    assert done.returncode != 0
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_concordance_prints_and_writes_hits(tmp_path):
    done = run("concordance", "betray*", "--section", "all")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert f"{len(lines)} hit" in done.stderr and "in 1 article\n" in done.stderr and lines
    assert all("  Betrayal  " in line or "  betrayal  " in line for line in lines)
    out = tmp_path / "hits.csv"
    assert run("concordance", "betray*", "--section", "all", "--out", out).returncode == 0
    assert len(pd.read_csv(out)) == len(lines)
    done = run("concordance", "*x")
    assert (done.returncode, done.stderr) == (
        2,
        "error: term '*x' begins with *; write its beginning\n",
    )
