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
# `make lock UPGRADE=1` takes the newest of each. Not edited by hand.
"""
CONDA = """\
# Made by `make lock` from pyproject.toml and requirements.lock. Not edited by hand.
name: {name}
channels:
  - conda-forge
dependencies:
  - python {python}
  - pip
  - pip:
"""

Pin = namedtuple("Pin", "name version marker hashes")


def load():
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        return tomllib.load(file)


def fields(pyproject):
    """What the lock depends on."""
    project = pyproject["project"]
    return {
        "build": pyproject["build-system"]["requires"],
        "dependencies": project["dependencies"],
        "requires-python": project["requires-python"],
        "test": project["optional-dependencies"]["test"],
    }


def digest(pyproject):
    text = json.dumps(fields(pyproject), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def stored_digest(lock):
    found = re.match(r"# fits pyproject.toml with sha256 ([0-9a-f]{64})$", lock, re.M)
    return found[1] if found else None


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


def direct(pyproject):
    """The names of the direct dependencies, as pyproject.toml spells them."""
    needed = fields(pyproject)
    return [re.match(r"[\w.-]+", line)[0] for line in needed["dependencies"] + needed["test"]]


def conda_environment(pyproject, lock):
    """The text of environment.yml."""
    found, project = pins(lock), pyproject["project"]
    lines = []
    for name in direct(pyproject):
        for pin in found:
            if pin.name == canonical(name):
                lines.append(f"{name}=={pin.version}" + (f" ; {pin.marker}" * bool(pin.marker)))
    head = CONDA.format(name=project["name"], python=project["requires-python"])
    return head + "".join(f"      - {line}\n" for line in [*lines, "-e ."])


def make(uv, index, upgrade):
    """Write both files; return a message if that fails."""
    pyproject = load()
    path = os.path.join(ROOT, "requirements.lock")
    lowest = re.search(r">=(3\.\d+)", pyproject["project"]["requires-python"])[1]
    command = [uv, "--no-config", "pip", "compile", "--universal", "--python-version", lowest]
    command += ["--generate-hashes", "--extra", "test", "--no-header", "--quiet"]
    command += ["--output-file", "requirements.lock", "pyproject.toml", "-"]
    command += ["--upgrade"] if upgrade else []
    command += ["--default-index", index] if index else []
    # The build backend is in the lock too, so that nothing is installed unpinned.
    also = "\n".join([*ALSO, *fields(pyproject)["build"]])
    done = subprocess.run(command, input=also, text=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    if done.returncode:
        return "requirements.lock could not be made: see above"
    with open(path, encoding="utf-8") as file:
        body = "".join(line for line in file if not line.startswith("# "))
    lock = HEAD.format(digest=digest(pyproject)) + body
    for name, text in (
        ("requirements.lock", lock),
        ("environment.yml", conda_environment(pyproject, lock)),
    ):
        with open(os.path.join(ROOT, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return None
