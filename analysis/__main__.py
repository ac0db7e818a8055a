"""The command line: python -m analysis COMMAND; `--help` lists them."""

from analysis.cli import collect, handcoding, measuring, reporting  # noqa: F401 (they add their commands to it)
from analysis.cli.terminal import app

if __name__ == "__main__":
    app()
