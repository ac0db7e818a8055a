"""Make .venv, with the packages of requirements.lock and this project in it.

    python3 .ci/environment.py                   make .venv; do nothing if it is up to date
    python3 .ci/environment.py lock [--upgrade]  write requirements.lock and environment.yml

Standard library only. The syntax is plain enough for an older Python to read, so that it can
say that it is too old.
"""

import collections
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
# pip keeps away from the user's own packages. setuptools warns at every editable install.
ENV = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
ENV.update(PYTHONWARNINGS="ignore", PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
ENV.update(PIP_DISABLE_PIP_VERSION_CHECK="1")
STEP = 25  # packages between two lines of progress


def stop(message):
    sys.exit(f"environment: {message}")


def say(message):
    print(f"environment: {message}", flush=True)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def program(venv, name):
    windows = os.name == "nt"
    return os.path.join(venv, "Scripts" if windows else "bin", name + ".exe" * windows)


def check_version(version, requires):
    """Stop unless `version`, as (3, 12), is in a range such as '>=3.11,<3.15'."""
    low, end = (int(minor) for minor in re.findall(r"3\.(\d+)", requires))
    if not (3, low) <= tuple(version) < (3, end):
        stop(
            f"needs Python 3.{low} to 3.{end - 1}, not {version[0]}.{version[1]} ({BASE}). "
            "Name another one, as in: PYTHON=python3.12 make figures"
        )


def wanted_stamp():
    """What .venv depends on; a change in any line but the last calls for a new one."""
    files = [hashlib.sha256(read(path).encode()).hexdigest() for path in (LOCK, PROJECT)]
    return [sys.version.split()[0], sysconfig.get_platform(), ROOT, *files]


def run(command, quiet=False):
    """Run a command; return whether it went well."""
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, env=ENV, stdout=output, stderr=output).returncode == 0


def make_venv(venv):
    """Make a virtual environment; return the command that runs pip for it."""
    python = program(venv, "python")
    if not run([BASE, "-m", "venv", "--without-pip", venv]) or not os.path.exists(python):
        stop(f"{BASE} could not make a virtual environment; install its venv module")
    # The pip that is there saves the seconds of another; `--python` came with pip 22.3.
    # Some systems ship Python without pip, some without ensurepip.
    pip = [BASE, "-m", "pip", "--python", python]
    if run([*pip, "--version"], quiet=True):
        return pip
    if not run([python, "-m", "ensurepip"], quiet=True):
        stop(f"{BASE} has no pip; install it (Debian, Ubuntu: apt-get install python3-venv)")
    return [python, "-m", "pip"]


def install_lock(pip, total):
    """Install the packages of the lock, with a line of progress now and then.

    The lock is complete, so pip need not look for what packages depend on; and Python compiles
    a module when it is first imported, which most are never.
    """
    command = [*pip, "install", "--progress-bar", "off", "--no-deps", "--no-compile"]
    command += ["--require-hashes", "-r", LOCK]
    count, last = 0, collections.deque(maxlen=20)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, env=ENV, text=True, **streams) as process:
        for line in process.stdout:
            last.append(line)
            # "Processing" is a file on this machine, "Ignoring" a package for other systems.
            if line.startswith(("Collecting ", "Processing ", "Ignoring ")):
                count += 1
                if count % STEP == 0 or count == total:
                    say(f"{count} of {total} packages found")
            elif line.startswith("Installing collected"):
                say("unpacking them, the longer half")
    if process.returncode:
        stop("the packages could not be installed:\n" + "".join(last))


def install():
    """Bring .venv up to date."""
    want = wanted_stamp()
    have = read(STAMP).split("\n") if os.path.exists(STAMP) else []
    intact = all(os.path.exists(program(VENV, name)) for name in ("python", "jupyter"))
    if intact and have == want:
        return
    import lock

    if lock.stored_digest(read(LOCK)) != lock.digest(lock.load()):
        stop("requirements.lock does not fit pyproject.toml; run make lock")
    if intact and have[:-1] == want[:-1]:
        os.remove(STAMP)
    else:
        if os.path.islink(VENV) or os.path.isfile(VENV):
            os.remove(VENV)
        elif os.path.exists(VENV):
            shutil.rmtree(VENV)
        total = len(lock.pins(read(LOCK)))
        say(f"installing {total} packages into .venv; this takes a minute or two")
        install_lock(make_venv(VENV), total)
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
    """Write requirements.lock and environment.yml, with uv from a temporary environment."""
    import lock

    say("choosing versions; this takes about a quarter of a minute")
    with tempfile.TemporaryDirectory() as venv:
        pip = make_venv(venv)
        # -qq: what pip warns of, such as an index without this package, is no fault.
        if not run([*pip, "install", "-qq", "uv"]):
            stop("uv could not be installed: see above")
        if not lock.make(program(venv, "uv"), lock.index_of(pip), upgrade):
            stop("requirements.lock could not be made: see above")
    say("wrote requirements.lock and environment.yml")


if __name__ == "__main__":
    check_version(sys.version_info[:2], re.search(r"requires-python = (.*)", read(PROJECT))[1])
    if sys.argv[1:] == []:
        install()
    elif sys.argv[1:] in (["lock"], ["lock", "--upgrade"]):
        make_lock(upgrade="--upgrade" in sys.argv)
    else:
        stop("usage: environment.py [lock [--upgrade]]")
