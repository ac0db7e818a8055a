"""Imports run one way, and the package imports nothing heavy before it is asked."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

PACKAGE = Path(analysis.__file__).parent
# The rooms from the ground up: a module imports from its own room and from those before it.
ROOMS = (
    "_support text article lexicon measures pages corpus counting tables reference context coding "
    "statistics proof figures notebook report cli"
).split()
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE)


def imported_rooms(path):
    """The rooms that a file imports from."""
    package = path.relative_to(PACKAGE.parent).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *filter(None, (node.module or "").split(".")))
            if module == ("analysis",):
                yield from (alias.name for alias in node.names)
            elif module[0] == "analysis":
                yield module[1]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            yield from (name[1] for name in names if name[0] == "analysis" and name[1:])


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_down(path):
    here = ROOMS.index(path.relative_to(PACKAGE).parts[0])
    for room in imported_rooms(path):
        assert room in ROOMS, f"{path} imports {room}, which is no room"
        assert ROOMS.index(room) <= here, f"{path} imports {room}, a room above it"


def test_no_module_lies_loose():
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert rooms == set(ROOMS)


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, analysis; print({'pandas', 'textstat', 'nltk'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_all_public_names_are_there():
    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    with pytest.raises(AttributeError, match="analysis has no 'nonsense'; it has: load"):
        analysis.nonsense  # noqa: B018
