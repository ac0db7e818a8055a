"""The command line: `media-analysis COMMAND`, or `python -m analysis COMMAND`."""

import sys


def main():
    """Run the command line; if a dependency is missing, say in one line how to get it."""
    try:
        from analysis.cli import app

        app()
    except ModuleNotFoundError as error:
        package = (error.name or "analysis").partition(".")[0]
        if package == "analysis":
            raise
        sys.exit(
            f"error: {package} is not installed; run `. .venv/bin/activate` or `pip install .`"
        )


if __name__ == "__main__":
    main()
