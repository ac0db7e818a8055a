"""Whether a figure is genuine: its record, its files, and its picture against a redrawn one."""

import re
from collections import namedtuple
from pathlib import Path

from analysis._support import short
from analysis._support.files import LARGEST, checksum, project_version, read, sha256, word_parts

from .cite import IMAGES, KEY, UNCHECKED, Verdict, citation, read_record, record_in
from .pixels import NEAR, by_pixels, difference, svg_differs

FINE = ("right", "consistent", "found", "skipped")
# How each kind of image begins and what its end holds.
_ENDS = {".svg": (b"<?xml", b"</svg>"), ".pdf": (b"%PDF", b"%%EOF")}
_ENDS[".png"] = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
_PHOTOS = (".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff")
_INPUTS = {"version": "this package", "lexicon": "the term list", "passages": "the counts"}
_INPUTS |= {"reference": "the published counts", "environment": "the libraries", "by": "corpus.yml"}
OTHER_LIST = "counted with the list {}; to check it, give that list with --lexicon"
ANOTHER_TABLE = "drawn from a table other than the study's"
LATER = "changed after the figure was drawn"
ELSEWHERE = f"{LATER}, or the figure is of a different corpus; see --corpus"
_DIGEST = re.compile(r"(\s+v?\d\S*)?\s+(\(terms )?[\da-f]{8,}\)?$")  # and version, of a list
_NUMBER = re.compile(r"(?<![\d-])(?!\d{4}\b)\d+")  # not of a date
_CHANGES = {"corpus": "the corpus", "by": "corpus.yml", "metadata": "outlets or dates"}
# ``checks`` are what was looked at → what was found; ``why`` is their sum in words.
Verified = namedtuple("Verified", "file figure verdict why checks")


def verify(path, redraw=None, folder=None):
    """Check a figure against its record, its data and a new drawing.

    ``path`` is a .svg, .png or .pdf, with its .csv and .md beside it if they are there, another
    image, or a Word file (.docx), each image of which is checked. ``redraw`` draws a figure again
    from its record (``partial(analysis.notebook.redraw, study=study)``); if not given, only files
    are compared. ``folder`` holds figures with which images without a record are compared.

    Returns a list of ``Verified``: file, figure (its id, or None), verdict, why, and checks (what
    was checked → result). Verdicts: right (redrawn and identical), consistent (not redrawn, but its
    files match), recognised (a copy, whose pixels prove nothing), renamed, stale (its corpus,
    counts or code have changed), other corpus, other list, altered, truncated, not ours. Raises
    OSError; ValueError for a file that is too large or a .docx that is broken or has no images.
    Nothing in a record is run or opened. Only a hash published elsewhere reveals a forgery.
    """
    path = Path(path)
    if path.suffix in IMAGES and not path.exists():
        read_record(path)  # says which figures there are
    content = read(path)
    if len(content) > LARGEST:
        raise ValueError(f"{path}: larger than {LARGEST // 1_000_000} MB")
    if path.suffix.lower() != ".docx":
        return [_verified(path, content, redraw, folder)]
    if not (images := word_parts(path, content, "word/media/")):
        raise ValueError(f"{path}: contains no image; give the figure files")
    return [_verified(path / name, images[name], redraw, folder) for name in sorted(images)]


def outdated(record, corpus):
    """What of a corpus, or of an article of it, changed since a figure of it was drawn, or ""."""
    id, kind, now = record.get("article"), record.get("selection"), corpus.described
    if kind != "all articles" and (kind != "chosen by id" or not id or corpus.counts):
        return _CHANGES["by"] if kind and record.get("by", now["by"]) != now["by"] else ""
    here = corpus.select(*{id} & {*corpus.metadata.index}) if kind == "chosen by id" else corpus
    now, then = now | {"corpus": here.fingerprint}, {"by": {}, "metadata": now["metadata"]} | record
    return next((what for name, what in _CHANGES.items() if then[name] != now[name]), "")


def list_name(label):
    """The name of a term list in its label."""
    return _DIGEST.sub("", label or "")


def other_list(terms, here):
    """The verdict on a figure that was counted with another list, or this one before it changed."""
    if list_name(terms) == list_name(here):
        return "stale", f"the term list {LATER}"
    return "other list", OTHER_LIST.format(" ".join(str(terms).split()))


def _verified(path, content, redraw, folder):
    ending, record, checks = path.suffix.lower(), {}, {}
    try:
        record |= _record(ending, content, folder, checks)
        verdict, why = _drawn_again(path, content, record, redraw, checks)
        why = f"not redrawn: {why}" if verdict == "consistent" else why
        checks |= {"picture": why} | _beside(path, record)
        wrong = [name for name in ("data", "caption") if checks[name] == "differs from the record"]
        whole = checks["record"] == "read" and "missing" not in checks.values()
        if verdict in FINE and path.is_file() and path.stem != record["figure"]:
            verdict, why = "renamed", f"this is figure {record['figure']}"
        elif verdict in FINE and wrong:
            differ = f"differ{'s' * (len(wrong) == 1)} from the record"
            verdict, why = "altered", f"the {' and '.join(wrong)} beside it {differ}"
        elif verdict == "consistent" and not whole:
            verdict, why = "recognised", f"{why}; its data, caption or record is missing"
    except Verdict as found:
        verdict, why = found.args
    return Verified(str(path), record.get("figure"), verdict, why, checks)


def _record(ending, content, folder, checks):
    """The record in an image, or of the figure whose pixels it has."""
    begin, end = _ENDS.get(ending, (b"", b""))
    if ending not in (*_ENDS, *_PHOTOS) or not content.lstrip().startswith(begin):
        raise Verdict("not ours", "not an image of this package; give a .svg, .png or .pdf")
    if end not in content[-1000:]:
        raise Verdict("truncated", "the end of the file is missing")
    try:
        record = record_in(content, ending)
    except ValueError:
        if KEY.encode() in content and ending == ".png" or b'"checksum"' in content:
            raise Verdict("altered", "the record cannot be read") from None
        if ending not in (".png", *_PHOTOS):
            raise Verdict("not ours", "it contains no record") from None
        record, exact = by_pixels(content, folder) if folder else (None, False)
        if record is None:
            raise Verdict("not ours", "it has no record and matches no figure here") from None
        checks["record"] = f"removed; {'pixels match' if exact else 'a copy of'} {record['figure']}"
        return record
    checks["record"] = "read"
    if record.get("checksum", checksum(record)) != checksum(record):
        checks["record"] = "altered: its checksum does not match"
        raise Verdict("altered", "the record was changed or damaged")
    return record


def _beside(path, record):
    """Whether the data and the caption beside a figure are its own: name → what was found."""
    own = record.get("function") is None and record["version"] == project_version()
    cited, found = [citation(record), *[UNCHECKED] * own], {}
    for name, ending, lines in (("data", ".csv", []), ("caption", ".md", cited)):
        found[name] = "missing"
        if (twin := path.with_suffix(ending)).is_file():
            content = read(twin)
            same = sha256(content) == record[name]
            same &= all(f"{line}\n".encode() in content for line in lines)
            found[name] = "as recorded" if same else "differs from the record"
    return found


def _drawn_again(path, content, record, redraw, checks):
    """Redraw the figure and compare it → verdict and why."""
    try:
        if redraw is None:
            raise Verdict("consistent", "no corpus was given")
        fresh = redraw(record)
    except Verdict as found:
        verdict, why = found.args
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        verdict, why = "altered", f"the figure cannot be redrawn: {error}"
    else:
        differs = _against(record, fresh, checks, path.with_suffix(".md"))
        return differs or _picture(path.suffix.lower(), content, record, fresh)
    is_old = verdict == "altered" and record["version"] != project_version()
    return "stale" if is_old else verdict, why


def _against(record, family, checks, page):
    """How the record differs from that of the redrawn figure: a verdict and why, or None."""
    fresh = family.record
    changed = {name for name in {*record, *fresh} if record.get(name) != fresh.get(name)}
    stale = [name for name in _INPUTS if name in changed]
    for n in ("corpus", *_INPUTS):
        if n in changed or record.get(n) and n in ("corpus", "version", "lexicon", "environment"):
            differs = f"{record.get(n) or 'none'}; here {fresh.get(n) or 'none'}"
            differs = f"corpus.yml {LATER}" if n == "by" else differs
            checks[n] = differs if n in changed else "the same"
    if "corpus" not in changed and "metadata" in {*record} & changed:
        return "stale", f"outlets or dates {LATER}"
    if not changed & {"data", "caption"}:
        changed -= {"checksum", "environment", "passages", "table", "metadata"}
        if changed != {"lexicon"}:
            return ("altered", f"record changed: {', '.join(sorted(changed))}") if changed else None
    if "corpus" in changed:
        published, by = not fresh["selection"], record.get("by")
        if not (published or "article" in record or (by and by == fresh.get("by"))):
            return "other corpus", f"the corpus {ELSEWHERE}"
        return "stale", f"the {'published counts' if published else 'corpus'} {LATER}"
    if stale and not (stale == ["by"] and "data" in changed):
        if "lexicon" in stale:
            return other_list(record.get("lexicon"), fresh.get("lexicon"))
        return "stale", f"{', '.join(map(_INPUTS.get, stale))} {LATER}"
    if "table" in changed:
        return "consistent", ANOTHER_TABLE
    changed &= {"figure", "title", "data", "caption", "comparisons"}
    if changed == {"caption"}:  # metadata of an article, or hand coding
        old = page.read_text("utf-8", "replace") if page.is_file() else family.page
        lines = family.page.replace("\n- ", "\n").splitlines()
        new = next((line for line in lines if line not in old), "the caption differs")
        is_reworded = "by hand" in new or _NUMBER.sub("", new) not in _NUMBER.sub("", old)
        if fresh["selection"] and is_reworded:
            return "stale", f"metadata, corpus.yml or hand coding {LATER}; now: {short(new)}"
    return "altered", f"this corpus gives different values for {', '.join(sorted(changed))}"


def _picture(ending, content, record, fresh):
    """Compare the picture with the redrawn one → verdict and why."""
    drawn = fresh.files.get(ending[1:], fresh.files["png"])
    elsewhere = record.get("environment") != fresh.record["environment"]
    if content == drawn:
        return "right", "redrawn: identical bytes"
    if ending not in (".svg", ".pdf"):
        return difference(content, drawn, elsewhere)
    if ending == ".pdf" and elsewhere:
        return (
            "consistent",
            "made with other library versions, so the bytes of the PDF cannot be compared",
        )
    differs = svg_differs(content, drawn) if ending == ".svg" else None
    if differs or not elsewhere:
        return "altered", f"the picture: {differs or 'its bytes differ from a redrawn one'}"
    return "right", f"redrawn with other libraries: matches within {NEAR} points"
