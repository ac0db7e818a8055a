"""Make .venv, with the packages of requirements.lock and this project in it.

    python3 .ci/environment.py                   make .venv, or do nothing when it is up to date
    python3 .ci/environment.py lock [--upgrade]  make requirements.lock and environment.yml anew

Standard library only. The syntax is plain enough for an older Python to read, so that it can
say that it is too old.
"""

import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
LOCK = os.path.join(ROOT, "requirements.lock")
PROJECT = os.path.join(ROOT, "pyproject.toml")
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "stamp.txt")
# The interpreter behind a virtual environment, so that one that is active can be replaced.
BASE = getattr(sys, "_base_executable", None) or sys.executable


def stop(message):
    sys.exit(f"environment: {message}")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def program(venv, name):
    windows = os.name == "nt"
    return os.path.join(venv, "Scripts" if windows else "bin", name + ".exe" * windows)


def check_version(found, requires):
    """Stop unless `found`, as (3, 12), is in a range such as '>=3.11,<3.15'."""
    low, end = (int(minor) for minor in re.findall(r"3\.(\d+)", requires))
    if not (3, low) <= tuple(found) < (3, end):
        stop(
            f"Python 3.{low} to 3.{end - 1} is needed, and this is {found[0]}.{found[1]} ({BASE}). "
            "Name another, as in: PYTHON=python3.12 make figures"
        )


def wanted_stamp():
    """What .venv depends on; a change in any line but the last calls for a new one."""
    files = [hashlib.sha256(read(path).encode()).hexdigest() for path in (LOCK, PROJECT)]
    return [sys.version.split()[0], sysconfig.get_platform(), ROOT, *files]


def run(command, quiet=False, **options):
    """Run a command away from the user's own packages; say whether it went well."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    # setuptools remarks on every editable install.
    env.update(PYTHONWARNINGS="ignore")
    env.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if quiet:
        options.update(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return subprocess.run(command, env=env, **options).returncode == 0


def make_venv(venv, folder):
    """Make a virtual environment; return the command that runs a pip for it.

    Some systems ship Python without ensurepip, so pip is looked for in four places.
    """
    python = program(venv, "python")
    if not run([BASE, "-m", "venv", "--without-pip", venv]) or not os.path.exists(python):
        stop(f"{BASE} could not make a virtual environment: is its venv module installed?")
    if run([python, "-m", "ensurepip"], quiet=True):
        return [python, "-m", "pip"]
    # `--python` came with pip 22.3. A wheel can be run as a program.
    wheels = sorted(glob.glob("/usr/share/python-wheels/pip-*.whl"))
    pips = [[BASE, "-m", "pip", "--python", python], *([python, w + "/pip"] for w in wheels)]
    for pip in pips:
        if run([*pip, "--version"], quiet=True):
            return pip
    import index

    try:
        return [python, os.path.join(index.fetch_pip(folder, read(LOCK)), "pip")]
    except (OSError, LookupError) as error:
        stop(f"no pip was found, and none could be fetched: {error}")


def install():
    """Bring .venv up to date."""
    want = wanted_stamp()
    have = read(STAMP).split("\n") if os.path.exists(STAMP) else []
    whole = all(os.path.exists(program(VENV, name)) for name in ("python", "jupyter"))
    if whole and have == want:
        return
    import lock

    if lock.stored_digest(read(LOCK)) != lock.digest(lock.load()):
        stop("requirements.lock does not fit pyproject.toml: run make lock")
    if whole and have[:-1] == want[:-1]:
        os.remove(STAMP)
    else:
        if os.path.islink(VENV) or os.path.isfile(VENV):
            os.remove(VENV)
        elif os.path.exists(VENV):
            shutil.rmtree(VENV)
        print("environment: installing into .venv, which takes a minute", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            pip = make_venv(VENV, folder)
            if not run([*pip, "install", "--quiet", "--require-hashes", "-r", LOCK]):
                stop("the packages could not be installed: see above")
    # A second step, because pip takes no folder beside hashes. The lock holds the build
    # backend, so nothing is downloaded here; and the project is truly installed, so its
    # version can be asked for and only `analysis` can be imported from it.
    pip = [program(VENV, "python"), "-m", "pip"]
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    if not run([*pip, "install", *options, "--editable", ROOT]):
        stop("the project itself could not be installed: see above")
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write("\n".join(want))


def make_lock(upgrade):
    """Make requirements.lock and environment.yml anew, with uv from a passing environment."""
    import index
    import lock

    with tempfile.TemporaryDirectory() as folder:
        venv = os.path.join(folder, "venv")
        if not run([*make_venv(venv, folder), "install", "--quiet", "uv"]):
            stop("uv could not be installed: see above")
        message = lock.make(program(venv, "uv"), index.setting("index-url"), upgrade)
    if message:
        stop(message)


if __name__ == "__main__":
    check_version(sys.version_info[:2], re.search(r"requires-python = (.*)", read(PROJECT))[1])
    if sys.argv[1:] == []:
        install()
    elif sys.argv[1:] in (["lock"], ["lock", "--upgrade"]):
        make_lock(upgrade="--upgrade" in sys.argv)
    else:
        stop("usage: environment.py [lock [--upgrade]]")
