"""Imports run one way, and the package imports nothing heavy before it is asked."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

PACKAGE = Path(analysis.__file__).parent
# From what reads to what shows; a module imports only from those before it.
ORDER = (
    "nothing spreadsheet display progress "
    "article page text corpus wire duplicates lexicon vader syllables measures valence vocabulary "
    "capitals layout batch passages table sums published units uncertainty ranks permutation "
    "summaries trends rising comparison percentiles readership polls beside sentiment_words kwic "
    "annotation parts spread keywords provenance kept outputs studies dictionary coding_sheet "
    "error_rate agreement coding validity figures report commands __main__"
).split()
FILES = sorted(PACKAGE.rglob("*.py"))


def layer(path):
    name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return name


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            here = path.relative_to(PACKAGE).parts
            base = here[: len(here) - node.level]
            yield base[0] if base else (node.module or node.names[0].name).split(".")[0]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
            if node.module == "analysis":
                yield from (alias.name for alias in node.names)
            else:
                yield node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            assert "analysis" not in [n.name for n in node.names], f"{path}: name what is imported"
            yield from (n.name.split(".")[1] for n in node.names if n.name.startswith("analysis."))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    here = layer(path)
    if here in ("__init__", "data"):
        return
    for name in imported(path):
        assert name in ORDER, f"{name} has no place in the order"
        assert ORDER.index(name) <= ORDER.index(here), f"{path} imports {name}, a step back"


def test_every_file_has_a_place_in_the_order():
    assert {layer(path) for path in FILES} - {"__init__", "data"} == set(ORDER)


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, analysis; print({'pandas', 'textstat', 'nltk'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_all_public_names_are_there():
    for name in analysis.__all__:
        assert getattr(analysis, name) is not None
    with pytest.raises(AttributeError, match="analysis has no 'nonsense'; it has load"):
        analysis.nonsense  # noqa: B018
