"""pyproject.toml, requirements.lock and environment.yml agree; checked without a network."""

import os
import subprocess
import sys
from pathlib import Path

import environment
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
    for line in [*lock.requirements(PYPROJECT), *PYPROJECT["build-system"]["requires"]]
]
DIRECT = [Requirement(line).name for line in lock.requirements(PYPROJECT)]


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


def test_conda_installs_the_direct_dependencies_in_order_then_the_project_with_its_extras():
    *lines, last = conda_pip()
    assert last == "-e .[notebooks,dask,test]"
    assert list(dict.fromkeys(Requirement(line).name for line in lines)) == DIRECT
    assert {"jupyterlab", "pandas", "textstat", "vaderSentiment", "matplotlib"} <= set(DIRECT)


def test_conda_has_the_versions_of_the_lock():
    listed = {
        (lock.canonical(need.name), str(need.specifier), str(need.marker or ""))
        for need in map(Requirement, conda_pip()[:-1])
    }
    direct = {lock.canonical(name) for name in DIRECT}
    assert listed == {
        (pin.name, f"=={pin.version}", str(Marker(pin.marker)) if pin.marker else "")
        for pin in PINS
        if pin.name in direct
    }


def test_ranges_allow_what_others_pin():
    needs = {need.name: need.specifier for need in NEEDED}
    for name, *versions in (
        ("pandas", "3.0.0", "3.1.1"),
        ("matplotlib", "3.10.0", "3.11.2"),
        ("numpy", "2.1.0", "2.5.0"),
        ("scipy", "1.15.0", "1.18.0"),
        ("textstat", "0.7.10", "0.7.13"),
        ("pyphen", "0.17.0", "0.18.1"),
    ):
        assert all(version in needs[name] for version in versions), name
    extras = PYPROJECT["project"]["optional-dependencies"]
    assert [Requirement(line).name for line in extras["notebooks"]] == ["jupyterlab", "nbconvert"]


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


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 15), (4, 0)])
def test_another_python_is_refused_in_one_line(version):
    with pytest.raises(SystemExit, match="Python 3.11 to 3.14") as stopped:
        environment.check_version(version, str(PYPROJECT["project"]["requires-python"]))
    assert "\n" not in str(stopped.value)


@pytest.mark.parametrize("python", PYTHONS)
def test_a_python_in_range_is_taken(python):
    version = tuple(int(part) for part in python.split("."))
    environment.check_version(version, PYPROJECT["project"]["requires-python"])


def test_the_index_of_a_pip_file_is_found(tmp_path, monkeypatch):
    pip = [sys.executable, "-m", "pip"]
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://one.example/index\n", "utf-8")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    assert lock.index_of(pip) is None
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    assert lock.index_of(pip) == "https://one.example/index"
    monkeypatch.setenv("PIP_INDEX_URL", "https://two.example/index")
    assert lock.index_of(pip) == "https://two.example/index"


def test_setting_up_says_how_far_it_is_and_what_failed(tmp_path, monkeypatch, capsys):
    """A stand-in for pip, which finds 50 packages among lines that nobody needs."""
    fake = tmp_path / "pip.py"
    fake.write_text(
        "import sys\n"
        "for n in range(50):\n"
        "    print(f'WARNING: Location {n} is ignored', file=sys.stderr)\n"
        "    print('Collecting' if n % 2 else 'Processing', n)\n"
        "print('Installing collected packages: a, b')\n"
        "sys.exit('ERROR: disk full' if 'fails' in sys.argv else 0)\n"
    )
    environment.install_lock([sys.executable, str(fake)], 50)
    lines = capsys.readouterr().out.splitlines()
    assert ["25 of 50" in lines[0], "50 of 50" in lines[1], len(lines)] == [True, True, 3]
    with pytest.raises(SystemExit, match="disk full"):
        environment.install_lock([sys.executable, str(fake), "fails"], 50)
