"""Notebooks: thin, kept without outputs, and they run."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from accessible import problems
from browser import watched

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


def cells(path, kind=None):
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if kind in (None, cell["cell_type"])]


def sources(path, kind):
    return ["".join(cell["source"]) for cell in cells(path, kind)]


def test_there_are_six():
    assert [path.stem for path in NOTEBOOKS] == [
        "1-corpus",
        "2-readability",
        "3-sentiment",
        "4-loaded-terms",
        "5-engagement",
        "6-limitations",
    ]
    assert sum(len(cells(path)) for path in NOTEBOOKS) <= 134


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_thin_and_kept_without_outputs(path):
    for cell in cells(path, "code"):
        assert cell["outputs"] == [] and cell["execution_count"] is None
        lines = "".join(cell["source"]).splitlines()
        assert len([line for line in lines if line.strip()]) <= 10
        assert max(map(len, lines)) <= 100
        nodes = {type(node) for node in ast.walk(ast.parse("\n".join(lines)))}
        assert not nodes & {ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try}
    assert any("imit" in text for text in sources(path, "markdown"))


def test_what_every_notebook_does_is_one_call():
    """Opening is the same everywhere; saving, displaying and formatting are left to the study."""
    opening = {"\n".join(sources(path, "code")[0].split()) for path in NOTEBOOKS}
    assert len(opening) == 1
    code = "\n".join(text for path in NOTEBOOKS for text in sources(path, "code"))
    assert not re.search(r"\.save\(|pd\.options|_context\(|display\(|not_shown|or_why", code)
    assert code.count("study.draw(") == code.count("analysis.figures.") - code.count("comparisons(")


def test_no_paragraph_is_pasted():
    texts = (text for path in NOTEBOOKS for text in sources(path, "markdown"))
    counts = Counter(part for text in texts for part in text.split("\n\n") if len(part) > 60)
    assert [part for part, count in counts.items() if count > 1] == []


RESET = {"cell_type": "code", "id": "reset", "metadata": {}, "source": "%reset -f"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All notebooks executed in a copy of the project's data.

    They run one after another in one kernel, which forgets its names in between, so that one
    process imports what they need. In JupyterLab (test_lab) each has a kernel of its own.
    """
    home = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "corpus", home / "corpus")
    (home / "notebooks").mkdir()
    content = [json.loads(path.read_text(encoding="utf-8")) for path in NOTEBOOKS]
    joined = [[*one["cells"], RESET | {"outputs": [], "execution_count": None}] for one in content]
    for number, cell in enumerate(cell for cells in joined for cell in cells):
        cell["id"] = f"c{number}"
    all_in_one = home / "notebooks/all.ipynb"
    all_in_one.write_text(json.dumps(content[0] | {"cells": sum(joined, [])}), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "notebook"]
    command += ["--inplace", "--ExecutePreprocessor.record_timing=False", "--log-level=ERROR"]
    command += ["--KernelManager.transport_encryption=auto", all_in_one.name]
    env = {**os.environ, "IPYTHONDIR": str(home / "ipython")}
    done = subprocess.run(command, cwd=all_in_one.parent, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    executed = iter(cells(all_in_one))
    for path, one, its_cells in zip(NOTEBOOKS, content, joined, strict=True):
        *one["cells"], _ = islice(executed, len(its_cells))
        (home / "notebooks" / path.name).write_text(json.dumps(one), encoding="utf-8")
    return home / "notebooks"


def outputs(path):
    return [output for cell in cells(path, "code") for output in cell["outputs"]]


def pages(path):
    """The HTML that each cell shows."""
    return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs(path)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_without_error_or_warning(run, path):
    shown = outputs(run / path.name)
    assert len(shown) == len(cells(path, "code"))
    assert {output["output_type"] for output in shown} <= {"execute_result", "display_data"}
    assert all(pages(run / path.name))


def test_counts_are_shown_as_whole_numbers(run):
    readability = "".join(pages(run / "2-readability.ipynb"))
    row = r">(words|sentences|letters)</td><td style='text-align:right[^>]*>([^<]*)<"
    assert dict(re.findall(row, readability)) == {
        "words": "342",
        "sentences": "13",
        "letters": "1821",
    }
    shown = "".join(page for path in NOTEBOOKS for page in pages(run / path.name))
    assert re.findall(r"<td[^>]*>\d\d+\.000</td>", shown) == []


def test_the_marked_article_is_the_first_thing_shown(run):
    marked = pages(run / "1-corpus.ipynb")[1]
    assert "<b style" in marked and "[betrayal]" in marked


def test_figures_are_shown_with_alt_text_and_saved(run):
    shown = [page for path in NOTEBOOKS for page in pages(run / path.name)]
    figures = [page for page in shown if page.startswith("<figure")]
    assert len(figures) == len(list((ROOT / "notebooks/figures").glob("*.svg")))
    assert all('alt="' in page and "<figcaption" in page for page in figures)
    folder = run.parent / "corpus/figures"  # beside the copy, which is not the shipped corpus
    saved = {path.name for path in folder.iterdir()}
    committed = {p.name for p in (ROOT / "notebooks/figures").iterdir() if p.suffix != ".html"}
    assert saved == committed
    for name in sorted(committed):
        if name.endswith(".csv"):
            numbers = (ROOT / "notebooks/figures" / name).read_bytes()
            assert (folder / name).read_bytes() == numbers, name


def test_exported_pages_are_open_to_everybody(run, browser):
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--log-level=ERROR"]
    command += ["--template", "notebook"]
    command += [f"--TemplateExporter.extra_template_basedirs={ROOT / 'analysis/report'}"]
    subprocess.run([*command, *(path.name for path in NOTEBOOKS)], cwd=run, check=True)
    for path in NOTEBOOKS:
        with watched(browser) as page:
            page.goto((run / path.with_suffix(".html").name).as_uri())
            assert problems(page) == [], path.name
            assert page.abroad == page.failed == page.errors == []
