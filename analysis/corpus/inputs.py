"""Files, folders and patterns → the files to add."""

import glob
import os
from collections import Counter
from pathlib import Path

from .table_files import FORMATS

ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".gz", ".txt", ".text", ".md", ".markdown")
ENDINGS += tuple(FORMATS)


def expand(pages, corpus_dir):
    """The files to add as a list of (path, None); (path, (status, reason)) for what is not added.

    A folder stands for every page and table in it and its subfolders, by name. What a browser saves
    beside a page (X_files), hidden files, records of blocks and the corpus itself are left out;
    anything else that is not read is named.
    """
    files = []
    for given in pages:
        paths = [given]
        if not os.path.lexists(given) and glob.has_magic(str(given)):
            paths = sorted(glob.glob(str(given), recursive=True))
            if not paths:
                files.append((given, ("failed", "no file matches this pattern; check it")))
        for path in paths:
            if os.path.isdir(path):
                files += _folder(path, Path(corpus_dir).resolve())
            elif os.path.exists(path) and not os.path.isfile(path):
                files.append((path, ("failed", "not a file or folder; check the path")))
            else:
                files.append((path, None))
    return files


def _folder(top, corpus):
    files, others, errors = [], Counter(), []
    inside = Path(top).resolve().is_relative_to(corpus)
    for folder, folders, names in os.walk(top, onerror=errors.append):
        pages = [name for name in names if name.lower().endswith((".htm", ".html"))]
        parts = {f"{Path(page).stem}_files" for page in pages}
        folders[:] = [
            name
            for name in sorted(set(folders) - parts)
            if not name.startswith(".") and (inside or Path(folder, name).resolve() != corpus)
        ]
        records = {f"{Path(name).stem}.blocks.csv" for name in names if name.endswith(".md")}
        visible = {name for name in names if not name.startswith(".")} - records
        links = {name for name in folders if Path(folder, name).is_symlink()}
        for path in (Path(folder, name) for name in sorted(visible | links)):
            if reason := _skipped(path):
                files.append((path, ("skipped", reason)))
            elif path.suffix.lower() in ENDINGS:
                files.append((path, None))
            else:
                others[path.suffix.lower() or "no ending"] += 1
    for error in errors:
        reason = f"the folder cannot be read ({error.strerror}); check its permissions"
        files.append((Path(error.filename), ("failed", reason)))
    if others:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items()))
        files.append((top, ("skipped", f"unsupported file types: {kinds}")))
    return files or [(top, ("failed", f"this folder contains no page ({', '.join(ENDINGS)})"))]


def _skipped(path):
    """Why a file of a folder is not read, or None."""
    if path.is_dir():
        return "link to a folder; give that folder itself"
    if not path.exists():
        return "link to a missing file"
    if not path.is_file():
        return "not a regular file"
    if path.name.lower() == "readme.md" and path.parent.name == "articles":
        return "README of a corpus, not an article"
    return None
