"""Notebooks: thin, kept without outputs, and they run."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from accessible import SCREENS, problems
from browser import watched

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def test_there_are_six():
    assert [path.stem for path in NOTEBOOKS] == [
        "1-corpus",
        "2-readability",
        "3-sentiment",
        "4-loaded-terms",
        "5-engagement",
        "6-limitations",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_thin_and_kept_without_outputs(path):
    code = [cell for cell in cells(path) if cell["cell_type"] == "code"]
    assert code
    for cell in code:
        assert cell["outputs"] == [] and cell["execution_count"] is None
        lines = "".join(cell["source"]).splitlines()
        assert len([line for line in lines if line.strip()]) <= 10
        assert not any(line.split(" ")[0] in ("def", "class", "for", "while") for line in lines)
    assert any(
        cell["cell_type"] == "markdown" and "imit" in "".join(cell["source"])
        for cell in cells(path)
    )


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """All notebooks executed in a copy of the project's data."""
    home = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "corpus", home / "corpus")
    (home / "notebooks").mkdir()
    for path in NOTEBOOKS:
        shutil.copy(path, home / "notebooks")
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "notebook"]
    command += ["--inplace", "--ExecutePreprocessor.record_timing=False", "--log-level=ERROR"]
    command += ["--KernelManager.transport_encryption=auto"]
    names = [path.name for path in NOTEBOOKS]
    env = {**os.environ, "IPYTHONDIR": str(home / "ipython")}
    done = subprocess.run(
        [*command, *names], cwd=home / "notebooks", env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return home / "notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_without_error_or_warning(run, path):
    outputs = [
        output
        for cell in cells(run / path.name)
        if cell["cell_type"] == "code"
        for output in cell["outputs"]
    ]
    assert outputs
    assert {output["output_type"] for output in outputs} <= {"execute_result", "display_data"}


def test_figures_are_shown_with_alt_text_and_saved(run):
    shown = [
        "".join(output["data"].get("text/html", ""))
        for path in NOTEBOOKS
        for cell in cells(run / path.name)
        for output in cell.get("outputs", [])
        if "data" in output
    ]
    figures = [text for text in shown if text.startswith("<figure")]
    assert len(figures) == len(list((ROOT / "notebooks/figures").glob("*.svg")))
    assert all('alt="' in text and "<figcaption" in text for text in figures)
    folder = run.parent / "corpus/figures"  # beside the copy, which is not the shipped corpus
    saved = {path.name for path in folder.iterdir()}
    kept = {p.name for p in (ROOT / "notebooks/figures").iterdir() if p.suffix != ".html"}
    assert saved == kept
    for name in sorted(kept):
        if name.endswith(".csv"):
            kept_bytes = (ROOT / "notebooks/figures" / name).read_bytes()
            assert (folder / name).read_bytes() == kept_bytes


def test_exported_pages_are_open_to_everybody(run, browser):
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--log-level=ERROR"]
    command += ["--template", "notebook"]
    command += [f"--TemplateExporter.extra_template_basedirs={ROOT / 'analysis/report'}"]
    subprocess.run([*command, *(path.name for path in NOTEBOOKS)], cwd=run, check=True)
    for path in NOTEBOOKS:
        for screen in (SCREENS[0], SCREENS[-1]):  # small and light, large and dark
            with watched(browser, **screen) as page:
                page.goto((run / path.with_suffix(".html").name).as_uri())
                assert problems(page) == [], path.name
                assert page.abroad == page.failed == page.errors == []
