"""requirements.lock and environment.yml, made from pyproject.toml and compared with it."""

import hashlib
import json
import os
import re
import subprocess
import tomllib
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# In the lock besides what pyproject.toml asks for.
ALSO = [
    "pip",  # so that each environment is installed by a pip whose hash is known
    "argon2-cffi-bindings<26",  # later ones have no wheel for Macs with an Intel processor
]
HEAD = """\
# fits pyproject.toml with sha256 {digest}
# Made by `make lock`, which keeps each version that still fits pyproject.toml;
# `make lock UPGRADE=1` takes the newest of each. Do not edit by hand.
"""
CONDA = """\
# Made by `make lock` from pyproject.toml and requirements.lock. Do not edit by hand.
name: {name}
channels:
  - conda-forge
dependencies:
  - python {python}
  - pip
  - pip:
{pins}
      - -e .[{extras}]
"""

Pin = namedtuple("Pin", "name version marker hashes")


def load():
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        return tomllib.load(file)


def requirements(pyproject):
    """What the project needs, with all of its extras, as pyproject.toml says it."""
    project = pyproject["project"]
    return [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]


def digest(pyproject):
    """sha256 of what the lock depends on."""
    build, python = pyproject["build-system"]["requires"], pyproject["project"]["requires-python"]
    needs = [requirements(pyproject), build, python]
    return hashlib.sha256(json.dumps(needs).encode()).hexdigest()


def stored_digest(lock):
    head = re.match(r"# fits pyproject.toml with sha256 ([0-9a-f]{64})$", lock, re.M)
    return head[1] if head else None


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock):
    """Each entry of the lock. A name has more than one where versions depend on a marker.

    >>> pins("a-b==1.0 ; os_name == 'nt' \\\\\\n    --hash=sha256:00\\n    # via c\\n")
    [Pin(name='a-b', version='1.0', marker="os_name == 'nt'", hashes=['00'])]
    """
    entry = r"^([\w.-]+)(?:\[.*?\])?==([^\s;]+)(?: ; (.*?))? \\\n((?:    --hash.*\n)+)"
    return [
        Pin(canonical(name), version, marker, re.findall("sha256:([0-9a-f]+)", hashes))
        for name, version, marker, hashes in re.findall(entry, lock, re.M)
    ]


def conda_environment(pyproject, lock):
    """The text of environment.yml: direct dependencies as locked, then the project itself."""
    locked, project = pins(lock), pyproject["project"]
    lines = []
    for requirement in requirements(pyproject):
        name = re.match(r"[\w.-]+", requirement)[0]
        for pin in locked:
            if pin.name == canonical(name):
                marker = f" ; {pin.marker}" if pin.marker else ""
                lines.append(f"      - {name}=={pin.version}{marker}")
    return CONDA.format(
        name=project["name"],
        python=project["requires-python"],
        pins="\n".join(lines),
        extras=",".join(project["optional-dependencies"]),
    )


def index_of(pip):
    """The package index that the user set for pip, which uv does not read, or None."""
    settings = subprocess.run([*pip, "config", "list"], capture_output=True, text=True).stdout
    named = dict(re.findall(r"^(global|install|:env:)\.index-url='(.*)'$", settings, re.M))
    return named.get(":env:") or named.get("install") or named.get("global")


def make(uv, index, upgrade):
    """Write both files; return whether that went well."""
    pyproject = load()
    lowest = re.search(r">=(3\.\d+)", pyproject["project"]["requires-python"])[1]
    command = [uv, "--no-config", "pip", "compile", "--universal", "--python-version", lowest]
    command += ["--generate-hashes", "--all-extras", "--no-header", "--quiet"]
    command += ["--output-file", "requirements.lock", "pyproject.toml", "-"]
    command += ["--upgrade"] if upgrade else []
    command += ["--default-index", index] if index else []
    # The build backend is in the lock too, so that nothing is installed unpinned.
    also = "\n".join([*ALSO, *pyproject["build-system"]["requires"]])
    done = subprocess.run(command, input=also, text=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    if done.returncode:
        return False
    with open(os.path.join(ROOT, "requirements.lock"), encoding="utf-8") as file:
        body = "".join(line for line in file if not line.startswith("# "))
    lock = HEAD.format(digest=digest(pyproject)) + body
    texts = {"requirements.lock": lock, "environment.yml": conda_environment(pyproject, lock)}
    for name, text in texts.items():
        with open(os.path.join(ROOT, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return True
