"""The same bytes for the same table: rounding, CSV, sha256, and the version of the project."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]


def project_version():
    """Version of this project, or "unknown" when it is not installed."""
    try:
        return version("media-analysis")
    except PackageNotFoundError:
        return "unknown"


def tidy(table):
    """A table with its decimals rounded to six places, so that it is the same on any machine."""
    decimal = table.select_dtypes("float").columns
    # Adding 0 turns −0.0 into 0.0.
    return table.assign(
        **{name: np.round(table[name].astype("float64"), 6) + 0.0 for name in decimal}
    )


def csv_bytes(table):
    """A table as the CSV that a figure's family holds."""
    return tidy(table).to_csv(index=False, lineterminator="\n").encode()


def fingerprint(table):
    """sha256 of a table's CSV."""
    return hashlib.sha256(csv_bytes(table)).hexdigest()
