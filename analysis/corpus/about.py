"""What its authors say of a corpus: ``corpus.yml`` in its folder."""

import re
from pathlib import Path

import yaml

from analysis.article.header import safe_yaml

FILE = "corpus.yml"
_KEYS = ("title", "authors", "year", "doi", "licence", "period")
_ORCID = re.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])")


class AboutError(ValueError):
    """A ``corpus.yml`` that cannot be used; one line says what is wrong and what to do."""


def read_about(path):
    """What the ``corpus.yml`` of a corpus says: a dict, empty if there is none.

    ``path`` is that of the corpus: its folder, or a table beside whose ``x.csv`` lies ``x.yml``.
    Keys, each optional: title; authors (names, or {name, orcid}); year; doi; licence; period. A
    figure's citation names these authors, and this package as the software. Raises AboutError.

    >>> read_about("no such folder")
    {}
    """
    if path is None:  # made in memory
        return {}
    path = Path(path)
    folder = path.parent if path.name == "articles" else path
    file = folder / FILE if folder.is_dir() else path.with_suffix(".yml")
    if not file.is_file():
        return {}
    try:
        about = safe_yaml(file.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, ValueError, OSError) as error:
        why = str(error).splitlines()[0]
        raise AboutError(f"{file.name}: cannot be read ({why}); correct it") from None
    if not isinstance(about, dict):
        raise AboutError(f"{file.name}: not 'key: value' lines; write title: and authors:")
    if unknown := [str(key) for key in about if key not in _KEYS]:
        raise AboutError(f"{file.name}: unknown key {unknown[0]}; the keys are {', '.join(_KEYS)}")
    authors = about.get("authors") or []
    authors = authors if isinstance(authors, list) else [authors]
    authors = [_author(author, file.name) for author in authors]
    out = {key: str(value) for key, value in about.items() if value and key != "authors"}
    return out | ({"authors": authors} if authors else {})


def _author(author, name):
    """An author as a dict of name and maybe orcid."""
    author = {"name": author} if isinstance(author, str) else author
    if not isinstance(author, dict) or not isinstance(author.get("name"), str):
        raise AboutError(f"{name}: an author is not a name; write one name per line after '- '")
    if "orcid" not in author:
        return {"name": author["name"]}
    if not (match := _ORCID.fullmatch(str(author["orcid"]))):
        raise AboutError(f"{name}: {author['orcid']} is no ORCID iD; write 0000-0002-1825-0097")
    return {"name": author["name"], "orcid": match[1]}
