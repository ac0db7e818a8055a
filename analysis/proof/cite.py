"""Where a figure comes from: fingerprints, the record inside it, captions and citations."""

import hashlib
import json
import re
from pathlib import Path
from xml.etree import ElementTree

REFERENCES = Path(__file__).parent / "references.bib"
KEY = "media-analysis"
_WHERE = ("journal", "booktitle", "volume", "pages", "institution", "publisher", "number")
YEAR = "2026"  # of this version
TITLE = (
    "media-analysis: readability, sentiment, loaded terms and reader engagement of news articles"
)


class CiteError(ValueError):
    """A figure whose record cannot be read or does not fit its data; the message says which."""


def citation(record):
    """How to cite a figure, in one line."""
    return (
        f"The media-analysis authors ({YEAR}). “{record['title']}” [figure {record['figure']}]. "
        f"In: {TITLE}, version {record['version']}. "
        f"Corpus {record['corpus'][:12]}, data {record['data'][:12]}."
    )


def bibtex(record):
    """The figure as a BibTeX entry."""
    key = re.sub(r"\W+", "-", f"{record['figure']}-{record['data'][:8]}")
    title = re.sub(r"([%&#_$])", r"\\\1", record["title"])
    return (
        f"@misc{{{key},\n"
        f"  author = {{{{The media-analysis authors}}}},\n"
        f"  title = {{{title}}},\n"
        f"  year = {{{YEAR}}},\n"
        f"  howpublished = {{Figure {record['figure']} of media-analysis {record['version']}}},\n"
        f"  note = {{Corpus {record['corpus'][:12]}, data {record['data'][:12]}}}\n}}"
    )


def reference_line(key):
    """The entry of ``analysis/proof/references.bib`` with this key as one line of plain text.

    Raises
    ------
    KeyError
        If there is no such entry.
    """
    fields = _entries()[key]
    parts = [fields["author"].replace(" and ", "; "), f"({fields.get('year', 'n.d.')})"]
    parts.append(fields["title"].rstrip(".") + ".")
    where = [fields[name] for name in _WHERE if name in fields]
    parts += [", ".join(where) + "."] if where else []
    if "doi" in fields:
        parts.append(f"doi:{fields['doi']}")
    return " ".join(parts)


def _entries():
    found = {}
    text = REFERENCES.read_text(encoding="utf-8")
    for entry in re.split(r"^@\w+\{", text, flags=re.M)[1:]:
        key, _, body = entry.partition(",")
        fields = re.findall(r"(\w+)\s*=\s*[{\"](.*?)[}\"],?\s*$", body, flags=re.M)
        found[key.strip()] = {
            name.lower(): re.sub(r"[{}]", "", value).replace("--", "–") for name, value in fields
        }
    return found


def read_record(path):
    """The record inside a figure's .svg, .png or .pdf.

    Raises
    ------
    CiteError
        If the file is not a figure of this project.
    """
    path = Path(path)
    if path.suffix not in _READERS:
        raise CiteError(f"{path}: not a figure; give its .svg, .png or .pdf")
    if not path.is_file():
        raise CiteError(f"{path}: there is no such file")
    try:
        record = json.loads(_READERS[path.suffix](path))
        return {**record, "data": record["data"], "caption": record["caption"]}
    except (ValueError, KeyError, LookupError, TypeError, OSError, ElementTree.ParseError):
        raise CiteError(f"{path}: holds no record of this project; was it edited?") from None


def cite(path):
    """Caption, citation and BibTeX of a figure, after a check that its data are its own.

    Parameters
    ----------
    path : path
        A figure's .svg, .png or .pdf, with its .csv and .md beside it.

    Returns
    -------
    str

    Raises
    ------
    CiteError
        If the record cannot be read, the .csv or .md beside the figure is not its own, or its
        other images were made apart from it. What is drawn in an image is not checked.
    """
    path = Path(path)
    record = read_record(path)
    data, caption = path.with_suffix(".csv"), path.with_suffix(".md")
    for twin in (data, caption):
        if not twin.is_file():
            raise CiteError(f"{twin}: missing; a figure is cited with its whole family")
    if hashlib.sha256(data.read_bytes()).hexdigest() != record["data"]:
        raise CiteError(f"{data}: not the data that {path.name} was drawn from; run the notebook")
    if hashlib.sha256(caption.read_bytes()).hexdigest() != record["caption"]:
        raise CiteError(
            f"{caption}: not the caption that {path.name} was made with; run the notebook"
        )
    text = caption.read_text(encoding="utf-8")
    alike = [path.with_suffix(ending) for ending in _READERS if path.with_suffix(ending).is_file()]
    if not text.startswith(f"# {record['title']}\n") or any(
        read_record(other) != record for other in alike
    ):
        raise CiteError(f"{path}: made or changed apart from its family; run the notebook")
    return f"{text.strip()}\n\n## BibTeX\n\n{bibtex(record)}"


def _from_svg(path):
    names = {"dc": "http://purl.org/dc/elements/1.1/"}
    found = ElementTree.parse(path).find(".//dc:description", names)
    return found.text if found is not None else ""


def _from_png(path):
    from PIL import Image

    with Image.open(path) as image:
        return image.text[KEY]


def _from_pdf(path):
    found = re.search(rb"/Keywords \(((?:[^()\\]|\\.)*)\)", path.read_bytes())
    return re.sub(rb"\\([()\\])", rb"\1", found.group(1)).decode("ascii") if found else ""


_READERS = {".svg": _from_svg, ".png": _from_png, ".pdf": _from_pdf}
