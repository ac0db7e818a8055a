"""pyproject.toml, requirements.lock and environment.yml agree; checked without a network."""

import subprocess
from pathlib import Path

import environment
import index
import lock
import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PYPROJECT = lock.load()
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PINS = lock.pins(LOCK)
REQUIRES = SpecifierSet(PYPROJECT["project"]["requires-python"])
PYTHONS = [f"3.{minor}" for minor in range(40) if f"3.{minor}" in REQUIRES]
PLATFORMS = {"linux": "posix", "darwin": "posix", "win32": "nt"}
NEEDED = [
    Requirement(line)
    for group in ("build", "dependencies", "test")
    for line in lock.fields(PYPROJECT)[group]
]


def conda():
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def conda_pip():
    return conda()["dependencies"][-1]["pip"]


def test_lock_fits_pyproject():
    assert lock.stored_digest(LOCK) == lock.digest(PYPROJECT), "run make lock"


def test_every_entry_of_the_lock_has_hashes():
    assert len(PINS) == sum("==" in line and line[0] not in " #" for line in LOCK.splitlines())
    assert all(len(digest) == 64 for pin in PINS for digest in pin.hashes)


def test_pip_is_in_the_lock():
    assert "pip" in {pin.name for pin in PINS}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_one_version_for_each_python(python, platform):
    here = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": platform,
        "os_name": PLATFORMS[platform],
    }
    for need in NEEDED:
        versions = [
            pin.version
            for pin in PINS
            if pin.name == lock.canonical(need.name)
            and (not pin.marker or Marker(pin.marker).evaluate(here))
        ]
        assert len(versions) == 1, need.name
        assert versions[0] in need.specifier, need.name


def test_pythons():
    assert PYTHONS == ["3.11", "3.12", "3.13", "3.14"]


def test_conda_lists_the_direct_dependencies_in_order():
    *lines, last = conda_pip()
    assert last == "-e ."
    names = list(dict.fromkeys(Requirement(line).name for line in lines))
    assert names == lock.direct(PYPROJECT)
    assert names[:5] == ["jupyterlab", "pandas", "textstat", "vaderSentiment", "matplotlib"]


def test_conda_has_the_versions_of_the_lock():
    found = {
        (lock.canonical(need.name), str(need.specifier), str(need.marker or ""))
        for need in map(Requirement, conda_pip()[:-1])
    }
    direct = {lock.canonical(name) for name in lock.direct(PYPROJECT)}
    assert found == {
        (pin.name, f"=={pin.version}", str(Marker(pin.marker)) if pin.marker else "")
        for pin in PINS
        if pin.name in direct
    }


def test_conda_is_as_make_lock_writes_it():
    assert (ROOT / "environment.yml").read_text("utf-8") == lock.conda_environment(PYPROJECT, LOCK)
    assert conda()["name"] == PYPROJECT["project"]["name"]
    assert conda()["channels"] == ["conda-forge"]


def test_no_file_names_a_package_index():
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
    )
    if listing.returncode:
        pytest.skip("not a git repository")
    # Put together here, so that this file does not hold them.
    hosts = ["".join(parts).encode() for parts in (["py", "pi.", "org"], ["python", "hosted"])]
    paths = [ROOT / name.decode() for name in listing.stdout.split(b"\0") if name]
    assert paths
    assert [
        str(path)
        for path in paths
        if path.is_file() and any(host in path.read_bytes().lower() for host in hosts)
    ] == []


@pytest.mark.parametrize("found", [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_another_python_is_refused_in_one_line(found):
    with pytest.raises(SystemExit, match="Python 3.11 to 3.14 is needed") as stopped:
        environment.check_version(found, str(PYPROJECT["project"]["requires-python"]))
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("python", PYTHONS)
def test_a_python_in_range_is_taken(python):
    found = tuple(int(part) for part in python.split("."))
    environment.check_version(found, PYPROJECT["project"]["requires-python"])


def test_the_index_of_a_pip_file_is_found(tmp_path, monkeypatch):
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://one.example/simple\n", "utf-8")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    assert index.setting("index-url") == "https://one.example/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://two.example/simple")
    assert index.setting("index-url") == "https://two.example/simple"


def test_the_link_to_a_wheel_is_found():
    page = '<a href="../../f/pip-1.0.zip">a</a><a href="../../f/pip-1.0-py3-none-any.whl#x">b</a>'
    found = index.wheel_link(page, "https://one.example/simple/pip/", "1.0")
    assert found == "https://one.example/f/pip-1.0-py3-none-any.whl#x"
    assert index.wheel_link(page, "https://one.example/simple/pip/", "2.0") is None
