"""The command line: python -m analysis add | check | show | export | measure | cite."""

from analysis.commands import collect, measuring  # noqa: F401 (they add their commands to it)
from analysis.commands.terminal import app

if __name__ == "__main__":
    app()
