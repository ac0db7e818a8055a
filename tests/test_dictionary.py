"""The reference of measures and columns is that of the code; the tasks name what there is."""

import re
from pathlib import Path
from runpy import run_path

import analysis
from analysis.article import Article, Section
from analysis.cli import app

ROOT = Path(__file__).parents[1]
page = run_path(ROOT / "docs/make_measures.py")["page"]
REFERENCE = (ROOT / "docs/measures.md").read_text(encoding="utf-8")
TASKS = (ROOT / "notebooks/README.md").read_text(encoding="utf-8")


def test_the_reference_is_up_to_date():
    assert page() == REFERENCE, "run: make measures"


def test_the_reference_explains_every_measure_and_column():
    """Of the code's own page, so that only the test above turns red for what is new."""
    reference = page()
    for name, measure in analysis.MEASURES.items():
        assert measure.per_column or f"### `{name}`" in reference
    table = analysis.count([Article("a", (Section("body", "It rained."),), language="en")])
    for name in table:
        if not name.startswith(("loaded_", "expected_loaded_")):
            assert re.search(rf"^\| `{name}` \| \w+ \| \S.* \|$", reference, flags=re.M), name


def test_the_tasks_name_commands_and_targets_that_are_there():
    commands = {c.name or c.callback.__name__ for c in app.registered_commands}
    named = set(re.findall(r"(?:python -m |media-)analysis (\w+)", TASKS))
    assert named <= commands and {"add", "sample", "agree", "cite"} <= named
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert {"figures", "lab"} <= set(re.findall(r"\bmake (\w+)", TASKS)) <= targets
