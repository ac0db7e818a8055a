"""Which files are added: pages and tables in folders and patterns."""

import glob
import os
from collections import Counter
from pathlib import Path

from .table_files import FORMATS

_ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht", ".warc", ".gz")
_ENDINGS += (".txt", ".text", ".md", ".markdown", *FORMATS)


def expand(pages, corpus_dir):
    """The files to add as a list of (path, None); (path, (status, reason)) for what is not added.

    A folder stands for every page and table in it and its subfolders, by name. What a browser saves
    beside a page (X_files), hidden files, the articles of a corpus and the corpus to which files
    are added are left out; anything else that is not read is named.
    """
    files = []
    for given in pages:
        paths = [given]
        if not os.path.lexists(given) and glob.has_magic(str(given)):
            paths = sorted(glob.glob(str(given), recursive=True))
            if not paths:
                files.append((given, ("failed", "no file matches this pattern; check it")))
        for path in paths:
            is_folder = os.path.isdir(path)
            files += _folder(path, Path(corpus_dir).resolve()) if is_folder else [(path, None)]
    return files


def _folder(top, corpus):
    files, others, errors = [], Counter(), []
    inside = Path(top).resolve().is_relative_to(corpus)
    for folder, folders, names in os.walk(top, onerror=errors.append):
        left_out = {f"{Path(name).stem}_files" for name in names if ".htm" in name.lower()}
        if "articles" in folders and "pages" in folders:
            left_out.add("articles")
            articles = Path(folder, "articles")
            files.append((articles, ("skipped", "a corpus's articles; its pages are added")))
        copies = [name for name in ("singlefile.html", "output.html") if name in names]
        if copies and "index.json" in names:
            files.append((Path(folder, copies[0]), None))
            files.append((folder, ("skipped", f"copies in an ArchiveBox of {copies[0]}")))
            folders[:] = names[:] = []
        if not inside:
            left_out |= {name for name in folders if Path(folder, name).resolve() == corpus}
        folders[:] = sorted(name for name in set(folders) - left_out if name[0] != ".")
        for path in filter(os.path.islink, (Path(folder, name) for name in folders)):
            files.append((path, ("skipped", "link to a folder; give that folder itself")))
        for path in (Path(folder, name) for name in sorted(names) if name[0] != "."):
            if path.suffix.lower() in _ENDINGS:
                files.append((path, None))
            else:
                others[path.suffix.lower() or "no ending"] += 1
    for error in errors:
        reason = f"the folder cannot be read ({error.strerror}); check its permissions"
        files.append((Path(error.filename), ("failed", reason)))
    if others:
        kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items()))
        files.append((top, ("skipped", f"unsupported file types: {kinds}")))
    return files or [(top, ("failed", f"this folder contains no page ({', '.join(_ENDINGS)})"))]
