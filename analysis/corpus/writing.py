"""Files written all or none, by one writer at a time, whenever it is stopped."""

import errno
import os
import re
from contextlib import contextmanager, suppress

_DRAFT = re.compile(r"\.[0-9a-f]{16}-\d+\.part")


@contextmanager
def alone(corpus_dir):
    """Hold a corpus folder (made if missing) for one writer; remove what a stopped one left.

    Raises OSError where it cannot be made, and BlockingIOError where another writer is at work.
    """
    if corpus_dir.is_file():
        fault = "a file, and no folder; give the corpus folder"
        raise NotADirectoryError(errno.ENOTDIR, fault, str(corpus_dir))
    folders = [corpus_dir, corpus_dir / "pages", corpus_dir / "articles"]
    made = [folder for folder in folders if not folder.exists()]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    handle = _lock(corpus_dir)
    try:
        for folder in folders[1:]:
            for file in folder.iterdir():
                if _DRAFT.fullmatch(file.name):
                    file.unlink()
        yield
    finally:
        for folder in reversed(made):
            with suppress(OSError):  # not empty
                folder.rmdir()
        if handle is not None:
            os.close(handle)


def _lock(folder):
    """A lock on the folder itself, which ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        error.filename = str(folder)
        error.strerror = "another `add` is at work on it; wait until that ends"
        raise
    return handle


def write(files, digest):
    """Write a dict of path → bytes: all as drafts first, and only then under their names.

    The names come in the dict's order, so what comes last is there only with all the others.
    """
    drafts = []
    try:
        for path, content in files.items():
            draft = path.with_name(f".{digest[:16]}-{len(drafts)}.part")
            drafts.append((draft, path))
            with draft.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
        for draft, path in drafts:
            os.replace(draft, path)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)
