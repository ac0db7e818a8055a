"""Notebooks: thin, and kept without outputs. That they run is in test_lab."""

import ast
import json
import re
from collections import Counter
from pathlib import Path

import pytest

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
    assert sum(len(cells(path)) for path in NOTEBOOKS) <= 137


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
