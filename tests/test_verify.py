"""verify: what was altered is found with the right reason; what was not is right."""

import json
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from alterations import alterations, forged, untouched
from test_cli import run
from typer.testing import CliRunner

import analysis
from analysis.cli import app
from analysis.proof import verify
from analysis.proof.pixels import svg_differs

ROOT = Path(__file__).parents[1]


def by(study):
    """What draws a figure again, by a study."""
    return partial(analysis.notebook.redraw, study=study)


@pytest.fixture(scope="module")
def study():
    return analysis.study(ROOT / "corpus")


@pytest.fixture(scope="module")
def folder(study, tmp_path_factory):
    out, news = (
        tmp_path_factory.mktemp("drawn") / "figures",
        analysis.reference_corpus("newsarticles"),
    )
    one, figures = (study.one, study.passages, study.id), analysis.figures
    figures.poll(study.one, study.id).save(out)
    figures.readability(*one).save(out)
    figures.standing(*one, news, "mean_compound").save(out)
    return out


def test_a_hundred_alterations_are_found_with_the_right_reason(study, folder, tmp_path):
    cases, wrong = alterations(), []
    for name, verdict, reason, alter in cases:
        home = tmp_path / name
        shutil.copytree(folder, home)
        [found] = verify(alter(home), by(study), folder)
        if found.verdict != verdict or not re.search(reason, found.why):
            wrong.append(f"{name}: {found.verdict} ({found.why}), not {verdict} ({reason})")
    assert not wrong, "\n".join(wrong)
    assert len(cases) >= 100


def test_a_hundred_untouched_files_raise_no_alarm(study, folder):
    found = [one for path in untouched(folder) for one in verify(path, by(study), folder)]
    assert [f"{one.file}: {one.why}" for one in found if one.verdict != "right"] == []
    assert len(found) >= 100


def command(*arguments, cwd):
    line = [sys.executable, "-m", "analysis", "verify", *map(str, arguments)]
    env = os.environ | {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT)}
    return subprocess.run(line, cwd=cwd, env=env, umask=0o077, capture_output=True, text=True)


def test_the_command_in_another_folder_locale_and_umask(folder, tmp_path):
    done = command("--all", folder, "--json", "--corpus", ROOT / "corpus", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [one["verdict"] for one in found] == ["right"] * 9
    assert found[0]["checks"]["data"] == found[0]["checks"]["caption"] == "as recorded"


def test_the_command_says_what_it_found_a_line_a_figure(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        arguments = ["verify", *map(str, arguments), "--corpus", str(ROOT / "corpus")]
        return CliRunner().invoke(app, arguments, env={"COLUMNS": "1000"})

    shutil.copy(folder / "poll.svg", tmp_path / "no.svg")
    done = run("no.svg", folder / "poll.png")
    assert done.exit_code == 1 and "poll.png: right: " in done.stdout
    assert done.stdout.startswith("no.svg: renamed: this is figure poll\n")
    shutil.copy(folder / "poll.svg", tmp_path / "a\npoll.svg: right.svg")
    done = run("a\npoll.svg: right.svg")
    first, *checks = done.stdout.splitlines()
    assert first == "a poll.svg: right.svg: renamed: this is figure poll"
    assert "  picture: redrawn: identical bytes" in checks and "  corpus: the same" in checks
    assert all(line.startswith("  ") for line in checks)
    for wrong in ([], ["nowhere.svg"]):
        done = run(*wrong)
        assert done.exit_code == 2 and done.stderr.startswith("error: ")
    done = run(folder / "no.svg")
    assert "; its folder has: poll, readability-by-part, standing-" in done.stderr
    assert "choose it with ARTICLE" in done.stderr


@pytest.mark.usefixtures("svg_alone")
def test_all_of_a_folder_is_checked_with_its_figures(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(folder, tmp_path / "r/figures")
    for ending in ("svg", "csv", "md"):
        shutil.move(f"r/figures/poll.{ending}", f"r/poll.{ending}")
    Path("r/report.pdf").write_bytes(b"%PDF %%EOF")
    Path("img").write_bytes(b"no image")
    done = run("verify", "--all", "r", "--corpus", ROOT / "corpus")
    names = [line.partition(":")[0] for line in done.stdout.splitlines() if line[0] != " "]
    assert "r/poll.svg" in names and "r/figures/readability-by-part.svg" in names
    assert not any("report.pdf" in name for name in names)
    done = run("verify", "img", "--corpus", ROOT / "corpus")
    assert done.returncode == 1 and done.stdout.startswith("img: not ours: ")
    assert "no: No such file" in run("verify", "--all", "no", "--corpus", ROOT / "corpus").stderr


def test_one_bad_file_does_not_end_the_checks(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(folder, tmp_path / "all")
    (tmp_path / "all/a.svg").mkdir()
    (tmp_path / "all/b.png").symlink_to("gone.png")
    done = run("verify", "--all", tmp_path / "all")
    assert done.returncode == 2 and done.stdout.count("consistent") == 9
    assert "error: " in done.stderr and "a.svg: Is a directory" in done.stderr
    assert (
        "b.png: this file does not exist" in done.stderr and "no corpus found here" in done.stderr
    )


@pytest.mark.parametrize("command", ["verify", "trace", "report"])
def test_a_corpus_or_list_that_is_not_there_is_an_error(folder, tmp_path, command):
    file, out = folder / "poll.svg", ["--no-pdf", "--out", tmp_path / "report"]
    words = [command, *([folder, *out] if command == "report" else [file])]
    wrong = (
        ["--corpus", "typo"],
        ["--article", "typo"] if command == "report" else ["--lexicon", "typo"],
    )
    for option in wrong:
        done = run(*words, *option, CORPUS=ROOT / "corpus")
        assert done.returncode == 2 and done.stdout == "" and "typo" in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_without_its_corpus_a_figure_is_checked_by_its_data(folder, tmp_path):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for redraw, why in (
        (None, "no corpus was given"),
        (analysis.notebook.redraw, "corpus is missing"),
    ):
        [found] = verify(tmp_path / "poll.svg", redraw)
        assert found.verdict == "consistent" and why in found.why
    data = tmp_path / "poll.csv"
    data.write_text(data.read_text("utf-8").replace("88", "89"), "utf-8")
    assert verify(tmp_path / "poll.svg")[0].verdict == "altered"
    data.unlink()
    assert verify(tmp_path / "poll.svg")[0].verdict == "recognised"


@pytest.mark.usefixtures("svg_alone")
def test_a_figure_of_own_code_is_not_drawn_again(study, tmp_path):
    data = study.totals[["section", "words"]]
    draw = lambda figure, data: figure.subplots().plot(data["words"])  # noqa: E731
    analysis.figure(draw, data, "Words", "words", source=study.corpus).save(tmp_path)
    [found] = verify(tmp_path / "words.svg", by(study))
    assert found.verdict == "consistent" and "authors' own code" in found.why
    assert "version" not in found.why and "own code or" not in found.why
    rows = "id,headline,body,outlet\na,A,It rained.,The Post\n"
    for name, about in (("x", "authors: Ann Lee"), ("y", "")):
        table = tmp_path / f"{name}.csv"
        table.write_text(rows)
        table.with_suffix(".yml").write_text(about)
        now = analysis.study(table)
        analysis.figure(draw, now.totals[["words"]], name, "x", source=now.corpus).save(tmp_path)
        assert verify(tmp_path / f"{name}.svg", by(now))[0].verdict == "consistent"
        table.write_text(rows.replace("The Post", "The Mail"))
        [found] = verify(tmp_path / f"{name}.svg", by(analysis.study(table)))
        assert found.verdict == "stale" and "outlets or dates changed after" in found.why
        table.write_text(rows.replace("rained", "snowed"))
        [found] = verify(tmp_path / f"{name}.svg", by(analysis.study(table)))
        assert found.verdict == "stale" and "the corpus changed after the figure was" in found.why


@pytest.mark.usefixtures("svg_alone")
def test_an_outlet_that_was_filled_in_is_no_alteration(folder, tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "c")
    [file] = (tmp_path / "c/articles").glob("*.md")
    text = file.read_text("utf-8")
    file.write_text(re.sub("outlet: .*", "outlet: The Post", text), "utf-8")
    for ending in ("svg", "png"):
        [found] = verify(folder / f"poll.{ending}", by(analysis.study(tmp_path / "c")))
        assert found.verdict == "stale" and "now: source: “" in found.why


@pytest.mark.usefixtures("svg_alone")
def test_the_checks_are_plain_words(folder, tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "c")
    (tmp_path / "c/corpus.yml").write_text("title: A storm\nauthors: Ann Lee\n")
    done = run("verify", folder / "poll.svg", "--corpus", tmp_path / "c")
    assert "{" not in done.stdout and "None" not in done.stdout
    assert "  by: corpus.yml changed after the figure was drawn\n" in done.stdout


@pytest.mark.usefixtures("svg_alone")
def test_a_changed_corpus_is_stale_and_another_is_another(study, folder, tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    [file] = (tmp_path / "corpus/articles").glob("*.md")
    text = file.read_text("utf-8")
    file.write_text(text.replace("count: 88", "count: 87"), "utf-8")
    changed = analysis.study(tmp_path / "corpus")
    assert changed.corpus.fingerprint != study.corpus.fingerprint
    [found] = verify(folder / "poll.svg", by(changed))
    assert (found.verdict, found.why) == ("stale", "the corpus changed after the figure was drawn")
    (tmp_path / "x.csv").write_text("headline,body\nA,It rained.\n")
    other = analysis.study(tmp_path / "x.csv")
    assert verify(folder / "poll.svg", by(other))[0].verdict == "other corpus"


@pytest.mark.usefixtures("svg_alone")
def test_figures_of_the_whole_corpus_and_of_a_part_of_it(tmp_path):
    chance, rows = random.Random(1), []
    for n in range(12):
        words = "the storm was in a town and people of that river said it is a betrayal".split()
        words = chance.choices(words, k=150)
        rows.append(f"H{n},{' '.join(words)}.,{'AB'[n % 2]}")
    (tmp_path / "x.csv").write_text("\n".join(["headline,body,outlet", *rows]))
    study = analysis.study(tmp_path / "x.csv")
    draw, rate = analysis.figures.outlets, "loaded_any_per_1000"
    draw(study.totals, rate).save(tmp_path)
    file = tmp_path / "outlets-loaded-terms-corpus.svg"
    assert verify(file, by(study))[0].verdict == "right"
    [found] = verify(file, by(analysis.study(ROOT / "corpus")))
    assert found.verdict == "other corpus" and found.why.endswith("; see --corpus")
    mix = analysis.figures.composition(study.totals)
    assert (mix.data.loc[mix.data["voice"] == "quoted", "share"] == [0, 0]).all()
    mix.save(tmp_path)
    other = replace(study, lexicon=analysis.lexicon.as_lexicon({"weather": ["storm"]}))
    [found] = verify(tmp_path / "composition-corpus.svg", by(other))
    assert found.why.endswith("); to check it, give that list with --lexicon")
    draw(study.totals.iloc[:-1], rate).save(tmp_path)
    assert "other than the study's" in verify(file, by(study))[0].why
    part = study.corpus.select(*[article.id for article in study.corpus][:10]).where(
        outlet=["A", "B"]
    )
    table = analysis.totals(analysis.count(part), part.metadata[["outlet"]])
    [path, *_] = draw(table, rate).save(tmp_path)
    assert "part of a corpus: chosen by id, outlet A or B" in verify(path, by(study))[0].why


def test_older_figures_and_damaged_archives(folder, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK no archive")
    with pytest.raises(ValueError, match="a.docx: not a Word file"):
        verify(tmp_path / "a.docx")
    [found] = verify(folder / "poll.csv")
    assert found.verdict == "not ours"


def test_files_made_to_break_the_check_get_a_verdict(study, folder, tmp_path):
    png, svg = ((folder / f"poll.{ending}").read_bytes() for ending in ("png", "svg"))
    start = png.index(b"IHDR")
    for side in (8_000, 50_000):
        head = b"IHDR" + struct.pack(">II", side, side) + png[start + 12 : start + 17]
        end = struct.pack(">I", zlib.crc32(head)) + png[start + 21 :]
        (tmp_path / "poll.png").write_bytes(png[:start] + head + end)
        [found] = verify(tmp_path / "poll.png", by(study), folder)
        assert found.verdict == "altered", side
    half = svg.replace(b"clear majority", rb"\ud83d")
    assert half != svg
    (tmp_path / "poll.svg").write_bytes(half)
    assert verify(tmp_path / "poll.svg", by(study))[0].verdict in ("altered", "not ours")
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as word:
        word.writestr("word/document.xml", "")
    with pytest.raises(ValueError, match="a.docx: contains no image"):
        verify(tmp_path / "a.docx")


def test_an_svg_whose_numbers_are_more_is_altered():
    assert svg_differs(b"<svg>M 1-23.9</svg>", b"<svg>M 123.9</svg>") == "its numbers differ"
    assert svg_differs(b"<svg>M 123.9</svg>", b"<svg>M 123.9</svg>") is None


def test_a_folder_of_counts_draws_no_figure_of_texts(study, folder, tmp_path):
    rows = "".join(f"a{n},Storm {n},It rained on day {n}.,en\n" for n in range(3))
    (tmp_path / "x.csv").write_text(f"id,headline,body,language\n{rows}")
    analysis.count_parts([tmp_path / "x.csv"], tmp_path / "counts")
    counts = analysis.study(tmp_path / "counts")
    [found] = verify(folder / "poll.svg", by(counts))
    assert found.verdict == "consistent" and "drawn from texts" in found.why


@pytest.mark.usefixtures("svg_alone")
def test_why_a_figure_is_stale_says_what_to_give(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "corpus", tmp_path / "c")
    (tmp_path / "own.csv").write_text("category,term\nthreat,threat*\nthreat,iran\n")
    study = analysis.study(tmp_path / "c", lexicon=tmp_path / "own.csv")
    analysis.figures.loaded_terms(study.one, study.passages, study.id, study.lexicon).save(tmp_path)
    done = run("verify", "loaded-terms.svg", "--corpus", "c")
    assert done.returncode == 1 and ": other list: counted with the list own " in done.stdout
    assert "; to check it, give that list with --lexicon" in done.stdout
    done = run("verify", "loaded-terms.svg", "--corpus", "c", "--lexicon", "own.csv")
    assert done.returncode == 0 and ": right: " in done.stdout
    (tmp_path / "own.csv").write_text("category,term\nthreat,threat*\n")
    done = run("verify", "loaded-terms.svg", "--corpus", "c", "--lexicon", "own.csv")
    assert "svg: stale: the term list changed after the figure was drawn" in done.stdout
    for authors in ("Ann Lee", "Ann Lee\ndoi: 10.5/x"):
        (tmp_path / "c/corpus.yml").write_text(f"title: A storm\nauthors: {authors}\n")
        done = run("verify", folder / "poll.svg", "--corpus", "c")
        assert done.returncode == 1 and "poll.svg: stale: corpus.yml changed after" in done.stdout
    (tmp_path / "x.csv").write_text("headline,body\nA,It rained.\n")
    done = run("verify", folder / "poll.svg", "--corpus", "x.csv")
    assert re.search(
        r"(?m)other corpus: the article \S+ is not in \S*x.csv; see --corpus$", done.stdout
    )


@pytest.mark.usefixtures("svg_alone")
def test_data_that_were_changed_are_no_matter_of_corpus_yml(study, folder, tmp_path):
    shutil.copytree(ROOT / "corpus", tmp_path / "c")
    (tmp_path / "c/corpus.yml").write_text("authors: Ann Lee\n")
    shutil.copytree(folder, tmp_path / "f")
    path = forged("svg", "poll", tmp_path / "f")
    [found] = verify(path, by(analysis.study(tmp_path / "c")))
    assert found.verdict == "altered" and "different values" in found.why and "data" in found.why
