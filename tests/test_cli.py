"""The command line, as a user types it."""

import csv
import html
import io
import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from inspect import signature
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from lab import save_quickly
from typer.testing import CliRunner

import analysis
from analysis.cli import app
from analysis.counting import passages
from analysis.measures import WORD_FACTS

ROOT = Path(__file__).parents[1]
PAGE = (
    "Skip to main content\n\nHarbour closed for a week\n\n"
    + "The harbour was closed on Monday, and the boats of the town stayed in it for a week. " * 3
    + "\n\nDid you like this?\nYes (3)\nNo (1)\n"
)


@pytest.fixture(autouse=True)
def in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def run(*arguments, **env):
    """A command in this process; ``returncode``, ``stdout`` and ``stderr`` as of another one."""
    env = {"COLUMNS": "1000", **{name: str(value) for name, value in env.items()}}
    done = CliRunner().invoke(app, list(map(str, arguments)), env=env)
    return SimpleNamespace(returncode=done.exit_code, stdout=done.stdout, stderr=done.stderr)


def python(*arguments, **env):
    """Another Python, with its output."""
    env = {**os.environ, **{name: str(value) for name, value in env.items()}}
    return subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True)


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['media-analysis', '--help']\n"
        "from analysis.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print({'pandas', 'numpy', 'matplotlib', 'rich'} & set(sys.modules))"
    )
    done = python("-c", code)
    assert done.stdout.splitlines()[-1] == "set()"
    lines = done.stdout.partition("Commands:\n")[2].splitlines()
    assert not [line for line in lines if line.endswith("...")]  # each says all, in 80 columns
    assert [line.split()[0] for line in lines[:-1]] == (
        "add check show measure concordance tone sample agree cite verify trace export study report"
    ).split()


@pytest.mark.parametrize("command", app.registered_commands, ids=lambda c: c.callback.__name__)
def test_each_command_has_an_example_and_takes_a_corpus_by_one_option(command):
    name = command.callback.__name__
    assert f"Example: media-analysis {name}" in command.callback.__doc__
    options = signature(command.callback).parameters
    if name == "agree":  # it reads sheets
        assert "path" not in options
    else:
        assert options["path"].default.param_decls == ("--corpus",)
        assert options["path"].default.envvar == "CORPUS"


def test_from_a_page_to_measures(tmp_path):
    page, corpus = tmp_path / "page.txt", tmp_path / "mine"
    page.write_text(PAGE, encoding="utf-8")
    done = run("add", page, "--corpus", corpus)
    assert done.returncode == 0 and done.stdout.startswith("added: ")
    assert (corpus / "pages/page.txt").read_bytes() == page.read_bytes()
    again = run("add", page, "--corpus", corpus)
    assert again.returncode == 0 and again.stdout.startswith("unchanged: ")
    done = run("check", CORPUS=corpus)
    assert done.returncode == 0 and done.stdout.endswith("1 article, 0 problems\n")
    out = tmp_path / "m.csv"
    by = ["--by", "article", "--by", "section", "--by", "voice"]
    assert run("measure", "--corpus", corpus, *by, "--out", out).returncode == 0
    table = pd.read_csv(out)
    assert table["section"].tolist() == ["headline", "body", "body"]
    words = table.groupby("section", sort=False)["words"].sum()
    assert words.to_dict() == {"headline": 5, "body": 54}
    assert table["selection"].tolist() == ["all articles"] * 3
    done = run("measure", "--responses", CORPUS=corpus)
    assert done.returncode == 0
    [row] = csv.DictReader(done.stdout.splitlines())
    assert (row["question"], row["yes_share"]) == ("Did you like this?", "0.75")
    # Answers to different questions are not added.
    done = run("measure", "--responses", "--by", "outlet", CORPUS=corpus)
    [row] = csv.DictReader(done.stdout.splitlines())
    assert done.returncode == 0 and row["articles"] == "1" and "yes" not in row


def test_a_terminal_shows_the_measures_most_asked_for():
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "analysis", "measure", "--by", "voice"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    head, *rows = os.read(ours, 100_000).decode().splitlines()
    os.close(ours)
    assert head.split()[:5] == ["voice", "articles", "words", "coverage", "flesch_kincaid_grade"]
    assert [row.split()[0] for row in rows] == ["quoted", "attributed", "unattributed"]
    assert re.fullmatch(r"3 of 3 rows and 8 of 7\d columns .* --out FILE writes all\n", done.stderr)
    piped = run("measure", "--by", "voice").stdout
    assert len(piped.splitlines()[0].split(",")) > 70


def test_add_prints_what_it_made_and_what_to_check(tmp_path):
    page = tmp_path / "page.txt"
    text = PAGE.replace("for a week\n\n", "for a week\n\nBy Jane Smith\n\n12 March 2025\n\n", 1)
    page.write_text(text + "\nSubscribe to continue reading\n", encoding="utf-8")
    done = run("add", page, "--corpus", tmp_path / "mine")
    assert done.returncode == 0, done.stderr
    for fact in (
        "title: Harbour closed for a week",
        "2 blocks kept, 5 dropped; ",
        "analysis show harbour-closed-",
        "authors: Jane Smith",
        "published: 2025-03-12",
        "not recorded: outlet, url",
        "the text is incomplete (`complete: no`): the page ends in a subscription prompt",
    ):
        assert fact in done.stdout
    assert re.search(r"in doubt +1  check with `show ID`: ", done.stdout)
    assert "check line" not in done.stdout  # byline and date were read
    page.write_text(text.replace("By Jane Smith", "By Our Staff"), encoding="utf-8")
    assert "check line 5 (byline): By Our" in run("add", page, "--corpus", tmp_path / "d").stdout


def test_faults_in_a_table_of_fields_are_not_counted_as_files(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "side.csv").write_text("file,published,outlet\na.txt,3/4/2026,CNN\nb.txt,,CNN\n")
    options = ("--fields", tmp_path / "side.csv", "--corpus", tmp_path / "mine")
    done = run("add", tmp_path / "a.txt", *options)
    numbers = dict(re.findall(r"(?m)^(added|failed|not used) +(\d+) ", done.stdout))
    assert numbers == {"added": "1", "failed": "0", "not used": "2"} and done.returncode == 1


def test_add_ends_with_a_table(tmp_path):
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.txt").write_text(PAGE, encoding="utf-8")
    (saved / "b.txt").write_text(PAGE.replace("closed for a week", "shut again"), encoding="utf-8")
    (saved / "c.txt").write_bytes(b"caf\xe9")
    (saved / "d.csv").write_text("title,text\nT,\nU,It rained.\n")
    done = run("add", saved, "--corpus", tmp_path / "mine")
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 2  # and no bar
    assert not [line for line in lines if "d.csv: row" in line]  # a table may have thousands
    numbers = {line.split()[0]: line.split()[1] for line in lines[lines.index("") + 1 :]}
    assert [numbers[key] for key in ("added", "unchanged", "failed")] == ["3", "0", "2"]
    assert any(line.endswith("not added: 1 file, 1 table row") for line in lines)
    whys, missing = lines[-7:-5], lines[-5:-2]
    assert lines[-2].split()[:2] == ["near-duplicates", "2"]
    assert lines[-1].split()[:3] == ["in", "doubt", "1"]  # three words, one of them in the text
    checked = run("check", "--corpus", tmp_path / "mine").stdout
    assert all(f"without {name}: 3 articles (" in checked for name in ("outlet", "date", "author"))
    assert [line.split()[0] for line in whys] == ["1", "1"]  # why the two failed
    assert [line.split()[1:3] for line in missing] == [
        ["outlet", "3"],
        ["date", "3"],
        ["author", "3"],
    ]
    rows = {}
    for option in ("--deduplicate", "--without-wire-copy"):
        one = run("measure", "--corpus", tmp_path / "mine", option)
        rows[option] = list(csv.DictReader(one.stdout.splitlines()))
    assert [len(each) for each in rows.values()] == [1, 2]
    assert "(1 left out)" in rows["--deduplicate"][0]["selection"]


def test_a_note_on_a_tables_encoding_is_printed_once(tmp_path):
    rows = "title,text,language\nCafé,It rained.,en\n"
    (tmp_path / "old.csv").write_bytes(rows.encode("cp1252"))
    for arguments in (("measure", "--corpus"), ("add",)):
        done = run(*arguments, tmp_path / "old.csv", CORPUS=tmp_path / "c")
        assert done.stderr.count("old.csv: not UTF-8, so read as Windows-1252") == 1


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
    done = run("export", tmp_path / "c.csv", "--corpus", corpus)
    assert (done.returncode, done.stdout) == (0, f"1 article in {tmp_path / 'c.csv'}\n")
    assert run("check", "--corpus", tmp_path / "c.csv").stdout.endswith("1 article, 0 problems\n")


def test_no_cell_of_a_measured_table_runs(tmp_path):
    table = tmp_path / "x.csv"
    text = "It rained, and it was not known whether the town would be dry by the end of it all."
    table.write_text(f'Titel,text,outlet\nT,"{text * 2}",=1+1\n')
    done = run("measure", "--corpus", table, "--column", "Titel=title", "--by", "outlet")
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
    done = run("check", "--corpus", tmp_path)
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert "1 article, " in done.stdout
    for name in ("a-broken", "b-no-text", "c-bytes", "d-empty", "z-twice"):
        assert len([line for line in lines if f"{tmp_path}/articles/{name}.md" in line]) == 1, name
    assert "Traceback" not in done.stderr
    measured = run("measure", "--corpus", tmp_path)
    assert measured.returncode == 1
    assert len(measured.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("arguments", "facts"),
    [
        ("check --corpus nowhere", "nowhere: no "),
        ("measure --corpus nowhere", "nowhere: no "),
        ("measure --by colour", "colour"),
        ("measure --by words", "words"),
        ("measure --corpus corpus/pages", "corpus/pages: no article"),
        ("measure --section boddy", "boddy headline"),
        ("measure --lexicon none.yml", "none.yml"),
        ("measure --out nowhere/m.csv", "nowhere: this folder"),
        ("measure --column x", "--column x NAME=FIELD"),
        ("cite nowhere.svg", "nowhere.svg"),
        ("add nowhere.txt", "nowhere.txt"),
        ("add none*.html", "none*.html"),
        ("add README.md --column x", "--column x NAME=FIELD"),
        ("add README.md --set outlet", "--set outlet FIELD=VALUE"),
        ("add README.md --set url=a --set url=b", "--set url= was given twice"),
        ("add README.md --set url=foo", "url 'foo' https://"),
        ("add README.md --fields none.csv", "none.csv: No such file"),
        ("add README.md --fields LICENSE", "LICENSE: no column 'file'"),
        ("add README.md --corpus LICENSE", "LICENSE: a file"),
        ("show nothing", "'nothing' corpus"),
        ("measure --corpus analysis/reference/validation.csv", "text measure"),
        ("check --corpus analysis/reference/validation.csv", "text measure"),
        ("export c.xlsx", "c.xlsx .csv .parquet"),
        ("concordance *x", "'*x'"),
        ("concordance corpus", "corpus term --corpus"),
        ("concordance analysis/reference/validation.csv", "term --corpus"),
    ],
)
def test_a_users_mistake_is_one_clear_line(arguments, facts, tmp_path):
    arguments = arguments.split()
    if arguments[0] == "add" and "--corpus" not in arguments:
        arguments += ["--corpus", tmp_path / "c"]
    done = run(*arguments)
    assert done.returncode in (1, 2)
    assert all(fact in done.stderr for fact in facts.split())
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_concordance_prints_and_writes_hits(tmp_path):
    done = run("concordance", "betray*", "--section", "all")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert (
        f"{len(lines)} match" in done.stderr
        and "in 1 of 1 article (all sections)\n" in done.stderr
        and lines
    )
    assert all("  Betrayal  " in line or "  betrayal  " in line for line in lines)
    assert {tuple(line.split()[-2:]) for line in lines} == {("headline", "term")}
    narrow = run("concordance", "betray*", "--section", "all", COLUMNS=130).stdout.splitlines()
    assert len(narrow) == len(lines) and max(map(len, narrow)) <= 130 < max(map(len, lines))
    out = tmp_path / "hits.csv"
    assert run("concordance", "betray*", "--section", "all", "--out", out).returncode == 0
    assert len(pd.read_csv(out)) == len(lines)


def test_tone_says_what_an_interval_and_a_q_require(tmp_path):
    actors = tmp_path / "actors.yml"
    actors.write_text("Iran: [Iran]\n", encoding="utf-8")
    done = run("tone", "--actors", actors)
    assert "Iran" in done.stdout and "; q needs 5 articles\n" in done.stderr


def test_concordance_without_a_hit_counts_the_articles():
    done = run("concordance", "zebra")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "0 matches in 1 article (body)\n")


def test_without_the_environment_one_line_says_how_to_get_it(tmp_path):
    for package in ("typer", "pandas"):
        (tmp_path / f"{package}.py").write_text(
            f"raise ModuleNotFoundError('No module', name='{package}')"
        )
        done = python("-m", "analysis", "measure", PYTHONPATH=tmp_path)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
        assert package in done.stderr and ". .venv/bin/activate" in done.stderr
        (tmp_path / f"{package}.py").unlink()


def test_nothing_but_notebooks_needs_jupyter():
    """The modules of the extra `notebooks` are loaded by nothing when each room is imported."""
    code = (
        "import pkgutil, sys, analysis\n"
        "for name in ('IPython', 'jupyterlab', 'nbconvert', 'nbformat'): sys.modules[name] = None\n"
        "for module in pkgutil.walk_packages(analysis.__path__, 'analysis.'):\n"
        "    if not module.name.startswith(('analysis.reference.', 'analysis.text.data')):\n"
        "        __import__(module.name)\n"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [("measure", "--out"), ("export",)])
def test_no_output_takes_the_place_of_the_corpus(tmp_path, command):
    table = tmp_path / "mine.csv"
    table.write_text("title,text\nRain,It rained on the town.\n", encoding="utf-8")
    before = table.read_bytes()
    done = run(*command, table, "--corpus", table)
    assert done.returncode == 2 and "mine.csv" in done.stderr and len(done.stderr.splitlines()) == 1
    assert table.read_bytes() == before


def test_escape_codes_in_file_names_are_not_printed(tmp_path):
    text = "It rained on the town for nine days, and nobody knew when it would end. " * 5
    odd = tmp_path / "a\x1b[31mb.txt"
    odd.write_text(f"A storm\n\n{text}")
    (tmp_path / "c\x1b]0;x\x07.txt").write_text("")
    (tmp_path / "c/articles").mkdir(parents=True)
    (tmp_path / "c/articles/\x1b[31mx.md").write_text("x")
    for words in (["add", tmp_path], ["check"], ["measure"], ["export", tmp_path / "\x1b.txt"]):
        done = run(*words, CORPUS=str(tmp_path / "c"))
        assert "\x1b" not in done.stdout + done.stderr and "Traceback" not in done.stderr
    with pytest.warns(UserWarning) as warned:
        analysis.load(tmp_path / "c")
    assert "\x1b" not in str(warned[0].message)


ODD = ["=1+1", "@SUM(A1)", "+cmd", "-cmd", "$\\frac$", "\ufffe\uffff", "\x1b[31m", "\x00"]


def cites_what_it_saved(page, corpus):
    """The line that cites a figure leads to where it was saved, from beside the corpus."""
    assert re.search(r"\ba0\b", page) and "<figure" in page
    cited = re.findall(r"analysis cite (.*?)</code>", page)
    files = [corpus.parent / shlex.split(html.unescape(line))[0] for line in cited]
    assert files[0].samefile(corpus / "figures/poll.svg")
    published = ["engagement-buzzfeed_facebook.svg", "shares-by-rating-buzzfeed_facebook.svg"]
    assert [file.name for file in files[1:]] == published
    assert all(file.is_file() for file in files)
    assert str(corpus.parent) not in page and str(ROOT) not in page
    assert "(set by the environment variable CORPUS)" in page


def test_text_from_pages_is_text_in_every_file_that_is_written(tmp_path):
    """No formula in a CSV, no non-character or control character anywhere, images that draw."""
    body = "\n\n".join(
        f"{odd} “{odd} A brutal regime,” said {odd} Ann Lee, as it rained in 2026. "
        + "The terrorist regime rained on the town for nine days, and it was a betrayal. "
        for odd in ODD
    )
    rows = []
    for n, odd in enumerate(ODD * 2):
        options = [{"label": label, "count": 8} for label in ("Yes", "No", odd)]
        poll = {"kind": "poll", "question": f"{odd}?", "snippet": odd, "options": options}
        row = dict.fromkeys(("news_section", "deck", "=1+1"), odd) | {"authors": [odd]}
        row |= {"id": f"a{n}", "title": f"{odd} storm", "kicker": f"{odd} kicker", "text": body}
        rows.append(row | {"outlet": ODD[n % 2], "responses": [poll]})
    (tmp_path / "x.jsonl").write_text("\n".join(map(json.dumps, rows)))
    out = tmp_path / "out"
    out.mkdir()
    corpus = tmp_path / "my corpus"
    commands = (
        ["add", tmp_path / "x.jsonl"],
        ["export", out / "export.csv"],
        ["measure", "--out", out / "measure.csv", "--by", "outlet", "--by", "title"],
        ["measure", "--responses", "--out", out / "responses.csv"],
        ["concordance", "regime", "--out", out / "concordance.csv"],
        ["sample", "-n", "5", "--out", out / "sample.csv"],
    )
    for words in commands:
        done = run(*words, CORPUS=corpus)
        assert done.returncode in (0, 1) and "error" not in done.stderr, done.stderr
    loaded = analysis.load(corpus)
    assert len(loaded) == len(rows)
    table = analysis.count(loaded)
    totals = analysis.totals(table, loaded.metadata)
    for figure in (
        analysis.figures.poll(loaded, "a4"),
        analysis.figures.marked_article(loaded, table, "a4"),
        analysis.figures.outlets(totals, "loaded_any_per_1000"),
        analysis.figures.headlines(totals),
    ):
        figure.save(out)
    # As `make figures CORPUS=path` does.
    convert = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html"]
    convert += ["--ExecutePreprocessor.record_timing=False"]
    convert += ["--KernelManager.transport_encryption=auto"]
    convert += ["--log-level=ERROR", "--template", "notebook", "--output-dir", corpus / "figures"]
    convert += [f"--TemplateExporter.extra_template_basedirs={ROOT / 'analysis/report'}"]
    env = {**os.environ, "CORPUS": str(corpus), "IPYTHONDIR": str(tmp_path / "ipython")}
    save_quickly(tmp_path / "ipython")
    subprocess.run([*convert, ROOT / "notebooks/5-engagement.ipynb"], env=env, check=True)
    cites_what_it_saved((corpus / "figures/5-engagement.html").read_text("utf-8"), corpus)
    done = run("report", "--no-pdf", "--out", out / "report", CORPUS=corpus)
    assert done.returncode == 0, done.stderr
    files = [*corpus.rglob("*"), *out.rglob("*")]
    files = [path for path in files if path.is_file()]
    texts = {".md", ".csv", ".json", ".svg", ".html", ".bib", ".cff"}
    assert texts | {".png", ".pdf"} <= {path.suffix for path in files}
    for path in files:
        if path.suffix in texts:
            text = path.read_bytes().decode("utf-8-sig")
            if path.suffix == ".html":
                assert not re.search("<script[^>]*(mathjax|src=.?http)", text, re.IGNORECASE), path
                text = html.unescape(text)  # also as a reference to a character
            assert not re.search("[\x00-\x08\x0b\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff]", text), path
        if path.suffix == ".csv":
            for cells in csv.reader(io.StringIO(text)):
                formulas = [c for c in cells if re.match(r"[=+@\t\r\n]|-(?![\d.]+(?:e-\d+)?$)", c)]
                assert formulas == [], path


def test_a_process_that_is_killed_ends_a_command_with_one_line(tmp_path, monkeypatch):
    rows = "".join(f"A storm {n},It rained on day {n}.,en\n" for n in range(4))
    (tmp_path / "x.csv").write_text(f"headline,body,language\n{rows}")
    monkeypatch.setattr(passages, "_LARGE", -1)
    monkeypatch.setattr(passages, "_START", "fork")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setitem(WORD_FACTS, "dies", lambda word: os.kill(os.getpid(), signal.SIGKILL))
    done = run("measure", "--corpus", tmp_path / "x.csv")
    assert done.returncode == 2 and done.stdout == ""
    [line] = [line for line in done.stderr.splitlines() if not line.startswith("warning: ")]
    assert line.startswith("error: a process ended before it had finished counting")


def test_add_names_the_first_articles_of_a_table_and_show_what_was_edited(tmp_path):
    rows = "".join(f"a{n},A storm {n},It rained on day {n}.,en\n" for n in range(5))
    (tmp_path / "x.csv").write_text(f"id,headline,body,language\n{rows}")
    done = run("add", tmp_path / "x.csv", "--corpus", tmp_path / "c")
    assert re.search(r"added +5 .*: a0, a1, a2 and 2 more$", done.stdout, re.M)
    shown = run("show", "a1", "--corpus", tmp_path / "c")
    assert shown.returncode == 0 and "edited" not in shown.stdout
    file = tmp_path / "c/articles/a1.md"
    file.write_text(file.read_text().replace("rained", "snowed"))
    for id, lines in (("a1", 1), ("a2", 0)):
        shown = run("show", id, "--corpus", tmp_path / "c")
        assert shown.stdout.count("edited by hand since it was added") == lines


def test_a_file_that_a_command_reads_is_not_overwritten(tmp_path):
    terms, actors = tmp_path / "my.csv", tmp_path / "a.yml"
    terms.write_text("category,term\nthreat,war\n")
    actors.write_text("Iran: [Iran]\n")
    for file, *given in ((terms, "measure", "--lexicon"), (actors, "tone", "--actors")):
        before = file.read_text()
        done = run(*given, file, "--out", file)
        assert done.stderr == (
            f"error: {file}: the command reads this file; give the output another name\n"
        )
        assert done.returncode == 2 and file.read_text() == before
    done = run("agree", "x.csv", "--out", terms)
    assert "already exists and is not a table of scores" in done.stderr
    assert terms.read_text() == "category,term\nthreat,war\n"
