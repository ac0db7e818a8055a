"""What the package offers is in its README."""

import re
from pathlib import Path

import analysis
from analysis.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TASKS = (ROOT / "notebooks/README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
DICTIONARY = "".join(page.read_text("utf-8") for page in (ROOT / "docs").glob("*.md"))


def test_every_command_is_documented():
    names = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert len(names) > 8
    missing = [name for name in names if not re.search(rf"`{name}[` ]", COMMANDS)]
    assert missing == [], "docs/commands.md"


def test_every_public_name_is_in_the_readme_or_a_notebook_or_the_data_dictionary():
    notebooks = "".join(path.read_text() for path in (ROOT / "notebooks").glob("*.ipynb"))
    said = README + TASKS + notebooks + DICTIONARY
    missing = [name for name in analysis.__all__ if not re.search(rf"analysis[. ]{name}\b", said)]
    assert missing == []
