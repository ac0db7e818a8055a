"""The package as others get it: a wheel, in a new environment, used in an empty folder."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (
    "Harbour closed for a week\n\n"
    + "The harbour was closed on Monday, and the boats of the town stayed in it. " * 4
    + "“We had no choice but to close it,” said the mayor, Ann Smith.\n"
    + "\nDid you like this?\nYes (30)\nNo (10)\n"
)


def run(*command, cwd=None):
    env = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "CORPUS")
    }
    done = subprocess.run([*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy, so that nothing is left in the checkout."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "analysis", source / "analysis")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", source]
    run(sys.executable, "-m", "pip", "wheel", *options, source)
    [path] = source.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The programs of a new environment with the wheel; dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    paths = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    programs = Path(sysconfig.get_path("scripts", "venv", vars=paths))
    # Files *.pth of a folder that is named in one are not read: the checkout stays out.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = programs / Path(sys.executable).name
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", python]
    run(*pip, "install", "--no-deps", "--no-index", "--no-compile", wheel)
    return programs, site


def test_the_wheel_holds_every_data_file_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "analysis").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if not name.startswith("media_analysis-")} == files


def test_its_metadata_are_complete(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = message_from_string(archive.read(name).decode())
        [name] = [name for name in archive.namelist() if name.endswith("/entry_points.txt")]
        assert "media-analysis = analysis.__main__:main" in archive.read(name).decode()
    for field in ("Author", "Summary", "Keywords", "License-Expression", "Requires-Python"):
        assert metadata[field], field
    assert metadata["Description-Content-Type"] == "text/markdown" and metadata.get_payload()
    assert len(metadata.get_all("Classifier")) > 5
    assert set(metadata.get_all("Provides-Extra")) == {"notebooks", "dask", "test"}
    needs = [need for need in metadata.get_all("Requires-Dist") if "extra" not in need]
    assert not [need for need in needs if need.startswith(("jupyter", "nbconvert"))]


def test_from_a_page_to_a_cited_figure_in_an_empty_folder(installed, tmp_path):
    programs, site = installed
    python, command = programs / Path(sys.executable).name, programs / "media-analysis"
    where = run(python, "-c", "import analysis; print(analysis.__file__)", cwd=tmp_path)
    assert Path(where.strip()).resolve() == (site / "analysis/__init__.py").resolve()
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert run(command, "add", "page.txt", cwd=tmp_path).startswith("added: page.txt: ")
    assert run(command, "check", cwd=tmp_path).endswith("1 article, 0 problems\n")
    table = run(command, "measure", "--by", "voice", cwd=tmp_path).splitlines()
    assert [row.split(",")[0] for row in table] == ["voice", "quoted", "attributed", "unattributed"]
    draw = (
        "import analysis\n"
        "study = analysis.study('corpus')\n"
        "figure = analysis.figures.poll(study.corpus, study.id)\n"
        "figure.save('drawn')\n"
        "assert len(analysis.reference_corpus('newsarticles')) > 3000\n"
        "assert len(analysis.reference.validation()) > 100\n"
    )
    run(python, "-c", draw, cwd=tmp_path)
    cited = run(command, "cite", "drawn/poll.svg", cwd=tmp_path)
    assert "@misc{poll-" in cited and "Wilson" in cited and "unknown" not in cited
