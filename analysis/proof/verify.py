"""Whether a figure is what it says: its record, its files, and the picture drawn again."""

import io
import re
import zipfile
import zlib
from collections import namedtuple
from pathlib import Path

from PIL import Image

from analysis._support.files import read, sha256
from analysis._support.fingerprint import project_version

from .cite import KEY, checksum, citation, record_in
from .pixels import NEAR, by_pixels, difference, svg_differs

FINE = ("right", "consistent", "found")
# How each kind of image begins and what its end holds.
_ENDS = {".svg": (b"<?xml", b"</svg>"), ".pdf": (b"%PDF", b"%%EOF")}
_ENDS[".png"] = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_PHOTOS = (".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff")
_LARGEST = 100_000_000  # bytes of a file, or of the images in a Word file
_INPUTS = {"version": "this package", "lexicon": "the term list", "passages": "the counts"}
_INPUTS |= {"reference": "the published counts", "environment": "the libraries"}

# ``checks`` are what was looked at → what was found; ``why`` is their sum in words.
Verified = namedtuple("Verified", "file figure verdict why checks")


class NotRedrawn(ValueError):
    """A figure that cannot be drawn again; ``verdict`` is what that makes of it."""

    def __init__(self, verdict, why):
        super().__init__(why)
        self.verdict = verdict


class _Found(Exception):
    """What ends the checks: a verdict and its reason."""


def verify(path, redraw=None, folder=None):
    """Check figures against their records, their data and what is drawn from them again.

    ``path`` is a .svg, .png or .pdf, with its .csv and .md beside it if they are there, another
    image, or a Word file (.docx), each image of which is checked. ``redraw`` (`Study.redraw`) draws
    a figure again from its record; without it only its files are compared. ``folder`` holds
    figures among which images without a record are looked for.

    Returns a list of ``Verified``: file, figure (its id, or None), verdict, why, and checks (what
    was looked at → what was found). Verdicts: right (the same is drawn again), consistent (not
    drawn again, but its files fit), recognised (a copy, whose pixels prove nothing), renamed,
    stale (what it was made from has changed), other corpus, altered, truncated, not ours. Raises
    OSError, and ValueError for a file that is too large or a .docx that is broken or has no images.
    Nothing in a record is run or opened. Someone who forges corpus, data and record together cannot
    be told without a hash published elsewhere.
    """
    path, images = Path(path), {}
    content = read(path)
    if len(content) > _LARGEST:
        raise ValueError(f"{path}: larger than {_LARGEST // 1_000_000} MB")
    if path.suffix.lower() != ".docx":
        return [_verified(path, content, redraw, folder, _twins(path))]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as word:
            media = [one for one in word.infolist() if re.match("word/media/.", one.filename)]
            if sum(one.file_size for one in media) > _LARGEST:
                raise ValueError(f"{path}: its images are larger than {_LARGEST // 1_000_000} MB")
            images = {one.filename: word.read(one) for one in media}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        raise ValueError(f"{path}: not a Word file") from None
    if not images:
        raise ValueError(f"{path}: contains no image; give the figures, or --text for its numbers")
    return [_verified(path / name, images[name], redraw, folder, {}) for name in sorted(images)]


def _twins(path):
    """The CSV and the caption beside a figure, and its name."""
    twins = {"data": path.with_suffix(".csv"), "caption": path.with_suffix(".md")}
    return {"name": path.stem} | {k: read(v) for k, v in twins.items() if v.is_file()}


def _verified(path, content, redraw, folder, twins):
    checks, record = {}, {}
    try:
        record |= _record(path, content, folder, checks)
        verdict, why = _compared(path, content, record, redraw, twins, checks)
    except _Found as found:
        verdict, why = found.args
    return Verified(str(path), record.get("figure"), verdict, why, checks)


def _record(path, content, folder, checks):
    """The record in an image, or of the figure whose pixels it has."""
    ending = path.suffix.lower()
    begin, end = _ENDS.get(ending, (b"", b""))
    if ending not in (*_ENDS, *_PHOTOS) or not content.lstrip().startswith(begin):
        raise _Found("not ours", "not an image as this package saves them")
    if end not in content[-1000:]:
        raise _Found("truncated", "the end of the file is missing")
    try:
        record = record_in(content, ending) if end else None
    except ValueError:
        record = None
    if record:
        whole = record.get("checksum", checksum(record)) == checksum(record)
        checks["record"] = "read" if whole else "altered: its checksum is another"
        if not whole:
            raise _Found("altered", "the record was changed, or damaged")
        return record
    if KEY.encode() in content and ending == ".png" or b'"checksum"' in content:
        raise _Found("altered", "the record cannot be read")
    if ending not in (".png", *_PHOTOS):
        raise _Found("not ours", "it contains no record")
    try:
        record, exact = by_pixels(content, folder) if folder else (None, False)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise _Found("altered", f"the image cannot be read: {error}") from None
    if record is None:
        raise _Found("not ours", "no record, and its pixels are of no figure in the folder")
    checks["record"] = f"removed; {'the pixels' if exact else 'a copy'} of {record['figure']}"
    return record


def _compared(path, content, record, redraw, twins, checks):
    """Verdict and why of an image with a record."""
    fresh, (verdict, why) = _redrawn(record, redraw)
    if fresh:
        verdict, why = _against(record, fresh, checks)
    if not verdict:
        verdict, why = _picture(path.suffix.lower(), content, record, fresh)
    checks["picture"] = why if verdict != "consistent" else f"not drawn again: {why}"
    for name in ("data", "caption"):
        same = name in twins and sha256(twins[name]) == record[name]
        checks[name] = "as recorded" if same else "not as recorded" if name in twins else "not here"
    cited = f"\n{citation(record)}\n".encode()
    if "caption" in twins and cited not in twins["caption"]:
        checks["caption"] = "not as recorded"
    if verdict in FINE and twins.get("name", record["figure"]) != record["figure"]:
        return "renamed", f"it is the figure {record['figure']}"
    wrong = [name for name in ("data", "caption") if checks[name] == "not as recorded"]
    if verdict in FINE and wrong:
        return "altered", f"not its own: the {' and the '.join(wrong)} beside it"
    if verdict == "consistent" and (checks["data"] == "not here" or checks["record"] != "read"):
        return "recognised", f"not drawn again: {why}; its data or its record are missing"
    return verdict, checks["picture"]


def _redrawn(record, redraw):
    """The figure drawn again, or None; and, where it could not be, a verdict and why."""
    try:
        if redraw is None:
            raise NotRedrawn("consistent", "no corpus was given")
        return redraw(record), (None, None)
    except NotRedrawn as error:
        verdict, why = error.verdict, str(error)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        verdict, why = "altered", f"the record draws nothing here: {error}"
    if verdict == "altered" and record["version"] != project_version():
        verdict = "stale"
    return None, (verdict, why)


def _against(record, fresh, checks):
    """Where the record differs from that of the figure drawn again: a verdict and why, or None."""
    fresh = fresh.record
    changed = {name for name in {*record, *fresh} if record.get(name) != fresh.get(name)}
    stale = [name for name in _INPUTS if name in changed]
    checks.update((name, f"{record.get(name)}; here {fresh.get(name)}") for name in stale)
    if not changed & {"data", "caption"}:
        changed -= {"checksum", "environment", "passages", "table"}
        why = f"the record: {', '.join(sorted(changed))}"
        return ("altered", why) if changed else (None, None)
    if "corpus" in changed:
        published, by = not fresh["selection"], record.get("by")
        ours = published or "article" in record or (by and by == fresh.get("by"))
        if not ours:
            return "other corpus", "made from another corpus, or from this one before it changed"
        return "stale", f"{'the published counts' if published else 'the corpus'} changed since"
    if stale:
        return "stale", f"{', '.join(map(_INPUTS.get, stale))} changed since"
    if "table" in changed:
        return "consistent", "drawn from a table that is not the study's"
    changed &= {"figure", "title", "data", "caption", "comparisons"}
    return "altered", f"the record: this corpus gives another {', '.join(sorted(changed))}"


def _picture(ending, content, record, fresh):
    """The picture compared with the one drawn again → verdict and why."""
    elsewhere = record.get("environment") != fresh.record["environment"]
    if content == fresh.files.get(ending[1:]):
        return "right", "drawn again: the same bytes"
    if ending == ".svg" and elsewhere:
        where = svg_differs(content, fresh.files["svg"])
        within = f"drawn again by other libraries: matches within {NEAR} points"
        return ("altered", f"the picture: {where}") if where else ("right", within)
    if ending == ".pdf" and elsewhere:
        return "consistent", "made with other libraries, where a PDF has other bytes"
    if ending in (".svg", ".pdf"):
        pairs = zip(content.splitlines(), fresh.files[ending[1:]].splitlines(), strict=False)
        line = next((n for n, (one, other) in enumerate(pairs, 1) if one != other), "the last")
        return "altered", f"the picture: not the bytes that are drawn again, from line {line}"
    try:
        return difference(content, fresh.files["png"], elsewhere)
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        return "altered", f"the image cannot be read: {error}"
