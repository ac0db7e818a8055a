"""No test may reach the network: a socket to another machine raises."""

import gc
import os
import socket
import sys
from pathlib import Path

import pytest
from browser import browser, skip_as_one  # noqa: F401
from hypothesis import HealthCheck, settings

# Scripts for other environments: they need torch, or the validator of RO-Crate.
collect_ignore = ["attribution_model.py", "attribution_teachers.py", "train_attribution.py"]
collect_ignore += ["validate_crate.py"]

# The same examples on every machine and every run, however slow the machine is.
settings.register_profile(
    "project", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")

_connect, _getaddrinfo = socket.socket.connect, socket.getaddrinfo
_HERE = ("127.0.0.1", "::1", "localhost")
# All tests of a file run in one process, for they share what is costly to make. The files
# that take longest come first, so that all processes end together.
_LONGEST = (
    "lab verify own_corpus figures_many report reference cli figures parts trace wheel passages "
    "coding text html linked table study recomputed coding_voices summaries adding duplicates "
    "page readers own_figure voices loading"
).split()


def pytest_xdist_auto_num_workers(config):
    """One for each processor, hyper-threads included: each costs four seconds to start."""
    return os.cpu_count()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    skip_as_one(config, items)
    places = {name: place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem.removeprefix("test_"), len(places)))


def pytest_collection_finish(session):
    """What importing made stays; looking through it for garbage again and again takes time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Sockets connect to this machine only (a notebook's kernel is reached so)."""

    def connect(self, address):
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in _HERE:
            raise RuntimeError(f"a test reached for the network: {address}")
        return _connect(self, address)

    def refuse(*arguments, **named):
        raise RuntimeError(f"a test reached for the network: {arguments}")

    def getaddrinfo(host, *arguments, **named):
        return (_getaddrinfo if host in _HERE else refuse)(host, *arguments, **named)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket.socket, "sendto", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


@pytest.fixture
def svg_alone(monkeypatch):
    """Figures are drawn as SVG alone: numbers and words are the same in a third of the time."""
    draw_svg_alone(monkeypatch)


@pytest.fixture
def unrendered(monkeypatch):
    """Figures are laid out and drawn, but their SVG holds the record alone: half the work."""
    draw_unrendered(monkeypatch)


@pytest.fixture
def no_image(monkeypatch):
    """Figures are made without an image, where others like them are drawn."""
    draw_no_image(monkeypatch)


class _Doctests:
    """Doctests show numbers and words, no images; no fixture of this folder is theirs."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        with pytest.MonkeyPatch.context() as patch:
            if not isinstance(item, pytest.Function):
                draw_unrendered(patch)
            return (yield)


def pytest_configure(config):
    config.pluginmanager.register(_Doctests())
    # Commands that tests start would else compile all packages anew, where Python is told to
    # keep no bytecode.
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        sys.dont_write_bytecode = False
        bytecode = Path(__file__).parents[1] / ".pytest_cache/bytecode"
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(bytecode)


def draw_unrendered(monkeypatch):
    from matplotlib.figure import Figure

    savefig = Figure.savefig

    def save(self, file, format, **options):
        if format == "svg":
            self.draw_without_rendering()
            savefig(Figure((0.1, 0.1)), file, format=format, **options)
        else:
            file.write(b"image")

    monkeypatch.setattr(Figure, "savefig", save)


def draw_no_image(monkeypatch):
    from matplotlib.figure import Figure

    monkeypatch.setattr(Figure, "savefig", lambda self, file, **_: file.write(b"image"))


def draw_svg_alone(monkeypatch):
    from matplotlib.figure import Figure

    savefig = Figure.savefig

    def save(self, file, format, **options):
        if format == "svg":
            savefig(self, file, format=format, **options)
        else:
            file.write(b"image")

    monkeypatch.setattr(Figure, "savefig", save)
