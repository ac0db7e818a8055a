"""The command line: `media-analysis COMMAND`."""

import sys


def main():
    """Run the command line; if a dependency is missing, say in one line how to install it."""
    try:
        from analysis.cli import app

        app()
    except ModuleNotFoundError as error:
        package = (error.name or "analysis").partition(".")[0]
        if package == "analysis":
            raise
        advice = "run `. .venv/bin/activate` or `pip install .`"
        sys.exit(f"error: {package} is not installed; {advice}")


if __name__ == "__main__":
    main()
