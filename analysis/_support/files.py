"""Write files completely or not at all, write tables reproducibly, and hash files."""

import hashlib
import io
import json
import os
import zipfile
import zlib
from importlib.metadata import version
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[2]
DRAFT = ".add-{}.part"
LARGEST = 100_000_000  # bytes of what a stranger may have made


class About(dict):
    """Facts that pandas does not copy with each column and table that it makes."""

    def __deepcopy__(self, memo):
        return self


def write(files):
    """Write a dict of path → bytes: all files as drafts first, which are then renamed in order."""
    # Other threads and machines write too.
    drafts = {path.with_name(DRAFT.format(uuid4().hex)): path for path in files}
    try:
        for draft, path in drafts.items():
            with draft.open("wb") as out:
                out.write(files[path])
                out.flush()
                os.fsync(out.fileno())
        for draft, path in drafts.items():
            os.replace(draft, path)
    except OSError as error:  # of the file, not of its draft
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def read(path):
    """A file's bytes. Raises OSError, also for a pipe or device, which might never end."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(None, "a pipe or device, not a file", str(path))
    return path.read_bytes()


def sha256(content):
    """Hash of bytes, or of a text in UTF-8, as hexadecimal digits."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def checksum(record):
    """Hash of the rest of a record: it reveals mistakes and damaged bytes, but not forgery."""
    rest = {name: value for name, value in record.items() if name != "checksum"}
    return sha256(json.dumps(rest, sort_keys=True))


def project_version():
    """Version of this project as installed."""
    return version("media-analysis")


def rounded(table):
    """A table rounded to six decimals (p and q below .001 to three digits), for any machine."""
    exact = table.select_dtypes("float").astype("float64")
    decimals = exact.round(6) + 0.0  # −0.0 becomes 0.0
    for name in {"p", "q"} & {*exact}:  # so that a small p is not written as 0
        digits = exact[name].map("{:.3g}".format).astype("float64")
        decimals[name] = decimals[name].mask(exact[name] < 0.001, digits)
    return table.assign(**decimals)


def csv_bytes(table):
    """A table as CSV, with `rounded` decimals: the same bytes on any machine."""
    return rounded(table).to_csv(index=False, lineterminator="\n").encode()


def word_parts(path, content, beginning):
    """Parts of a Word file, by ``beginning`` of the name: name → bytes. ValueError if unusable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            parts = [part for part in word.infolist() if part.filename.startswith(beginning)]
            if sum(part.file_size for part in parts) > LARGEST:
                raise ValueError(f"{path}: larger than {LARGEST // 1_000_000} MB when unpacked")
            return {part.filename: word.read(part) for part in parts}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        raise ValueError(f"{path}: not a Word file; save it as .docx") from None
