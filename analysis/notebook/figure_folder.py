"""The folder in which the figures of a corpus are saved."""

import os

from analysis._support.fingerprint import ROOT
from analysis.corpus.store import parted
from analysis.corpus.table_files import is_table


def beside(path):
    """The folder for the figures of a corpus; of the shipped one, ``notebooks/figures``."""
    if path.is_dir():
        home = path.parent if path.name == "articles" else path
        return ROOT / "notebooks/figures" if home == ROOT / "corpus" else home / "figures"
    stem = parted(path.name)[0] if is_table(path) else path.stem
    return path.with_name(f"{stem}-figures")


def writable(folder):
    """The folder, made if need be; ValueError if nothing can be written in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(0, "no permission to write")
    except OSError as error:
        advice = "figures are saved beside the corpus; copy it to a folder of your own"
        raise ValueError(f"{folder}: {error.strerror}; {advice}") from None
    return folder
