"""What a user names, files, folders and patterns → the files to add."""

import collections
import glob
import os
from pathlib import Path

from .rows import ENDINGS

PAGES = (".html", ".htm", ".xhtml", ".gz", ".txt", ".text", ".md", ".markdown")
_LINK = "link to a folder; give that folder itself"


def expand(given, corpus_dir):
    """Files of what is given, as a list of (path, None), or (path, (status, why)) for the others.

    A folder gives every page and table in it and in its folders, by name. What a browser keeps
    beside a page (X_files), hidden files, records of blocks and the corpus itself are left out; all
    else that is not read is named.

    >>> expand(["no*.html"], "corpus")
    [('no*.html', ('failed', 'no file fits this pattern; check it'))]
    """
    found = []
    for path in given:
        matches = [path]
        if not os.path.lexists(path) and glob.has_magic(str(path)):
            matches = sorted(glob.glob(str(path), recursive=True))
            if not matches:
                found.append((path, ("failed", "no file fits this pattern; check it")))
        for match in matches:
            if os.path.isdir(match):
                found += _walk(match, Path(corpus_dir).resolve())
            elif os.path.exists(match) and not os.path.isfile(match):
                found.append((match, ("failed", "not a file or folder; check the path")))
            else:
                found.append((match, None))
    return found


def _walk(top, corpus):
    files, others, unread = [], collections.Counter(), []
    inside = Path(top).resolve().is_relative_to(corpus)
    for folder, folders, names in os.walk(top, onerror=unread.append):
        beside = {Path(name).stem for name in names if name.lower().endswith((".htm", ".html"))}
        links = [name for name in folders if Path(folder, name).is_symlink()]
        files += [(Path(folder, name), ("skipped", _LINK)) for name in sorted(links)]
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not (name.endswith("_files") and name.removesuffix("_files") in beside)
            and (inside or Path(folder, name).resolve() != corpus)
        )
        for name in sorted(names):
            path = Path(folder, name)
            record = name.endswith(".blocks.csv") and f"{name[:-11]}.md" in names
            if name.startswith(".") or record:
                continue
            if why := _unlike_a_page(path):
                files.append((path, ("skipped", why)))
            elif path.suffix.lower() in (*PAGES, *ENDINGS):
                files.append((path, None))
            else:
                others[path.suffix.lower() or "no ending"] += 1
    for error in unread:
        why = f"folder that cannot be read ({error.strerror}); check its permissions"
        files.append((Path(error.filename), ("failed", why)))
    if others:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items()))
        files.append((top, ("skipped", f"files of other kinds: {kinds}")))
    if not files:
        files = [(top, ("failed", f"no page in this folder ({', '.join((*PAGES, *ENDINGS))})"))]
    return files


def _unlike_a_page(path):
    """Why what stands in a folder is not read, or None."""
    if path.is_symlink() and not path.exists():
        return "link to a file that is not there"
    if not path.is_file():
        return "no plain file"
    if path.name.lower() == "readme.md" and path.parent.name == "articles":
        return "a corpus's notes, and no article"
    return None
