"""Where the figures of a corpus go."""

import os

from analysis._support.fingerprint import ROOT
from analysis.corpus.store import parted
from analysis.corpus.table_files import is_table

_ELSEWHERE = "figures go beside the corpus, so copy it to a folder of your own"


def beside(path):
    """The folder for the figures of a corpus: that of the project for the shipped one.

    >>> from pathlib import Path
    >>> beside(Path("mine")).as_posix(), beside(Path("mine.csv")).as_posix()
    ('mine-figures', 'mine-figures')
    """
    if path.is_dir():
        home = path.parent if path.name == "articles" else path
        return ROOT / "notebooks/figures" if home == ROOT / "corpus" else home / "figures"
    stem = parted(path.name)[0] if is_table(path) else path.stem
    return path.with_name(f"{stem}-figures")


def writable(folder):
    """The folder, made if it is not there.

    Raises ValueError where nothing can be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{folder}: cannot be made ({error.strerror}); {_ELSEWHERE}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ValueError(f"{folder}: nothing can be written there; {_ELSEWHERE}")
    return folder
