"""Where a figure comes from: fingerprints, the record inside it, captions and citations."""

import functools
import html
import io
import json
import re
import struct
import zlib
from pathlib import Path
from string import Template

import jinja2
import pandas as pd
from PIL import Image

from analysis._support import as_path, few, map_texts, read_yaml, sha256, unprotect

REFERENCES = Path(__file__).parent / "references.bib"
_LINE = jinja2.Template(REFERENCES.with_name("reference.j2").read_text("utf-8"))
FORMS = read_yaml(REFERENCES.with_name("forms.yml"))
KEY, AUTHORS = "media-analysis", "The media-analysis authors"
IMAGES = (".svg", ".png", ".pdf")
_LONGEST = 1_000_000  # characters of a record
# What readers of images and of JSON raise on bytes of strangers.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError)
UNREADABLE += (EOFError, SyntaxError, struct.error, zlib.error, Image.DecompressionBombError)
_LATEX = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_LATEX |= {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# The last limit of each figure of a user's own code.
UNCHECKED = "This package has checked neither the method nor the drawing."
YEAR = "2026"  # of this version
TITLE = f"{KEY}: readability, sentiment, loaded terms and reader engagement of news articles"


class Verdict(ValueError):
    """Ends the checks of a figure with a verdict and the reason for it."""


class CiteError(ValueError):
    """Raised if a figure's record cannot be read or does not match the figure's data."""


def citation(record):
    """The citation of a figure, in one line: by the authors that ``corpus.yml`` names, if any."""
    by, software = record.get("by", {}), f"{TITLE}, version {record['version']}"
    names, year, *_ = cited_as(record)
    names = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    home = f"Data: {_data(by)}. Made with {software}" if by else f"In: {software}"
    what = f"{names} ({year}). “{record['title']}” [figure {record['figure']}]"
    return f"{what}. {home}. Corpus {record['corpus'][:12]}, data {record['data'][:12]}."


def cited_as(record):
    """A figure's authors, year and citation key, and the title of the work that it belongs to."""
    by = record.get("by", {})
    names = [author["name"] for author in by.get("authors", ())] or [AUTHORS]
    key = re.sub(r"\W+", "-", f"{record['figure']}-{record['data'][:8]}", flags=re.ASCII)
    software = f"media-analysis {record['version']}"
    home = f"{_data(by)}, made with {software}" if by else software
    return names, str(by.get("year", YEAR)), key, home


def _data(by):
    """A corpus by its title and DOI."""
    return ", doi:".join(filter(None, [by.get("title", "an unnamed corpus"), by.get("doi")]))


def person(name, family="family", given="given", whole="literal"):
    """A name as CSL has it: a person's family and given names, or an organisation's whole name.

    The last word is the family name, with particles before it or Jr. after it, unless "Family,
    Given" is written. One word, or a name with "of", "for", "the", "and", "&", is an organisation.

    >>> person("Ludwig van Beethoven"), person("The Morning Post")
    ({'family': 'van Beethoven', 'given': 'Ludwig'}, {'literal': 'The Morning Post'})
    """
    last, _, first = (part.strip() for part in name.partition(","))
    if "," not in name:
        words = name.split()
        at = len(words) - 1 - bool(re.search(r"\s(?:[JS]r\.?|I{2,3}|IV)\s*$", name))
        while at > 1 and words[at - 1][0].islower():
            at -= 1
        first, last = " ".join(words[:at]), " ".join(words[at:])
    if not (first and last) or {"of", "for", "the", "and", "&"} & {*name.lower().split()}:
        return {whole: name}
    return {family: last, given: first}


def latex(text):
    """A text in LaTeX and BibTeX, where even an escaped brace would count as one."""
    return re.sub(r"[\\{}^~%&#_$]", lambda found: _LATEX.get(found[0], f"\\{found[0]}"), text)


def bibtex(record):
    """The figure as a BibTeX entry."""
    names, year, key, home = cited_as(record)
    # In braces a name is not taken apart.
    names = [f"{{{latex(n)}}}" if " " in n and "literal" in person(n) else latex(n) for n in names]
    facts = {"title": record["title"], "figure": record["figure"], "year": year, "home": home}
    facts = {name: latex(text) for name, text in facts.items()} | {"names": " and ".join(names)}
    ids = {name: record[name][:12] for name in ("corpus", "data")}
    return Template(FORMS["bibtex"]).substitute(facts, key=key, **ids)


@functools.cache
def reference_line(key):
    """An entry of ``references.bib`` as journals print it; a key without an entry is returned."""
    _, _, after = REFERENCES.read_text("utf-8").partition(f"{{{key},\n")
    # Fields are on a line each, as the file's head says.
    fields = re.findall(r"^\s*(\w+) = \{(.*)\},?$", after.partition("\n}")[0], re.M)
    entry = {n: re.sub(r"[{}]|\\(?=&)", "", v).replace("--", "–") for n, v in fields}
    return " ".join(_LINE.render(entry).split()) if entry else key


def read_record(path):
    """The record inside a figure's .svg, .png or .pdf; CiteError if the file holds none."""
    path = as_path(path, "path")
    if path.suffix not in IMAGES:
        raise CiteError(f"{path}: not a figure; give a figure's .svg, .png or .pdf")
    if not path.is_file():
        there = few(sorted(one.stem for one in path.parent.glob("*.svg")), 12) or "none"
        which = "figures such as poll show one article; choose it with ARTICLE"
        raise CiteError(f"{path}: this file does not exist; its folder has: {there} ({which})")
    try:
        return record_in(path.read_bytes(), path.suffix)
    except (ValueError, OSError):
        raise CiteError(f"{path}: contains no record of a figure; run the notebook again") from None


def record_in(content, ending):
    """The record in an image's bytes; ValueError if there is none. Nothing in it is run."""
    try:
        text = _embedded(content, ending)
        record = json.loads(text) if len(text) < _LONGEST else {}
        # Nothing that they need is missing, and it is text: half a surrogate pair is not.
        (citation(record) + bibtex(record) + json.dumps(record, ensure_ascii=False)).encode()
        return {**record, "caption": record["caption"]}
    except UNREADABLE:
        raise ValueError("contains no record") from None


def cite(path):
    """Caption, citation and BibTeX of a figure, after a check that its files belong together.

    ``path`` is a figure's .svg, .png or .pdf, with its .csv and .md beside it. Raises CiteError if
    the record cannot be read, or files do not match or were renamed. The image is not checked.
    """
    record, files = checked_files(path)
    return f"{files['.md'].decode().strip()}\n\n## BibTeX\n\n{bibtex(record)}"


def checked_files(path):
    """A figure's record, and its files (ending → bytes), after the checks of `cite`."""
    record, path = read_record(path), Path(path)
    if path.stem != record["figure"]:
        own = f"{record['figure']}{path.suffix}"
        raise CiteError(f"{path}: renamed or copied; rename it to {own}, or delete it")
    twins = {ending: path.with_suffix(ending) for ending in (*IMAGES, ".csv", ".md")}
    files = {ending: twin.read_bytes() for ending, twin in twins.items() if twin.is_file()}
    for name, ending in (("data", ".csv"), ("caption", ".md")):
        twin = twins[ending]
        if ending not in files:
            raise CiteError(f"{twin}: missing; keep all files of a figure together")
        if sha256(files[ending]) != record[name]:
            raise CiteError(f"{twin}: not the {name} of {path.name}; run the notebook again")
    text = files[".md"].decode()
    own = text.startswith(f"# {record['title']}\n") and f"\n{citation(record)}\n" in text
    if not own or any(read_record(twins[one]) != record for one in IMAGES if one in files):
        raise CiteError(f"{path}: its files were not made together; run the notebook again")
    return record, files


def read_data(csv):
    """The data in the bytes of a figure's CSV."""
    return map_texts(pd.read_csv(io.BytesIO(csv), na_values=[""], keep_default_na=False), unprotect)


def _embedded(content, ending):
    """The record's text inside an image."""
    if ending == ".svg":
        text = re.search(rb"<dc:description>([^<]*)</dc:description>", content)
        return html.unescape(text[1].decode()) if text else ""
    if ending == ".png":
        with Image.open(io.BytesIO(content)) as image:
            return image.info.get(KEY) or image.text[KEY]  # the latter reads all pixels
    text = re.search(rb"/Keywords \(((?:[^()\\]|\\.)*)\)", content)
    return re.sub(rb"\\([()\\])", rb"\1", text[1]).decode("ascii") if text else ""
