"""The reference of measures and columns is that of the code; the tasks name what there is."""

import re
from pathlib import Path

import analysis
from analysis.__main__ import app
from analysis.article import Article, Section
from analysis.cli import dictionary

ROOT = Path(__file__).parents[1]
REFERENCE = (ROOT / "docs/measures.md").read_text(encoding="utf-8")
TASKS = (ROOT / "notebooks/README.md").read_text(encoding="utf-8")


def test_the_reference_is_up_to_date():
    assert dictionary.page() == REFERENCE, "python -m analysis measures > docs/measures.md"


def test_the_reference_has_every_measure_and_column():
    for name, measure in analysis.MEASURES.items():
        assert measure.per_column or f"### `{name}`" in REFERENCE
    table = analysis.count([Article("a", (Section("body", "It rained."),), language="en")])
    said = (ROOT / "corpus/README.md").read_text(encoding="utf-8")
    for name in table:
        if not name.startswith("loaded_"):
            assert f"| `{name}` |" in REFERENCE
            assert f"`{name}`" in said, "the data dictionary says what each column means"


def test_the_tasks_name_commands_and_targets_that_are_there():
    commands = {c.name or c.callback.__name__ for c in app.registered_commands}
    named = set(re.findall(r"python -m analysis (\w+)", TASKS))
    assert named <= commands and {"add", "sample", "agree", "cite"} <= named
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert {"figures", "lab"} <= set(re.findall(r"\bmake (\w+)", TASKS)) <= targets
