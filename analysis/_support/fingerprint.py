"""The same bytes for the same table: rounding, CSV, sha256, and the version of the project."""

from importlib.metadata import version
from pathlib import Path

from .files import sha256

ROOT = Path(__file__).parents[2]


def project_version():
    """Version of this project as installed."""
    return version("media-analysis")


def rounded(table):
    """A table whose decimals have six places: the same on any machine."""
    decimals = table.select_dtypes("float").astype("float64").round(6) + 0.0  # −0.0 becomes 0.0
    return table.assign(**decimals)


def csv_bytes(table):
    """A table as CSV, its decimals rounded to six places: the same bytes on any machine."""
    return rounded(table).to_csv(index=False, lineterminator="\n").encode()


def fingerprint(table):
    """sha256 of a table's CSV."""
    return sha256(csv_bytes(table))
