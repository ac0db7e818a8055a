"""A figure's citation and caption in the forms that reference managers and editors read."""

import html
import json
import re
from functools import partial
from pathlib import Path
from string import Template

from .cite import FORMS, bibtex, checked_files, citation, cited_as, latex, person


def snippet(path, form):
    """A figure's citation, or code that puts it in a manuscript, after the checks of `cite`.

    ``form`` is "text", "bibtex" or "csl" (CSL-JSON), or "latex", "markdown", "html" or "word": the
    image with its caption, citation and text alternative. Raises CiteError as `cite` does, and
    ValueError for another form.
    """
    if form not in _ESCAPES and form not in _CITATIONS:
        raise ValueError(f"no form {form!r}; available: {', '.join([*_CITATIONS, *_ESCAPES])}")
    record, files = checked_files(path)
    if form in _CITATIONS:
        return _CITATIONS[form](record)
    page = files[".md"].decode()
    alt = page.partition("\n## Text alternative\n")[2].partition("\n\n## ")[0].strip()
    texts = {"caption": page.split("\n\n")[1], "alt": alt, "cited": citation(record)}
    texts = {name: _ESCAPES[form](text) for name, text in texts.items()}
    return Template(FORMS[form]).substitute(texts, name=Path(path).stem, key=cited_as(record)[2])


def _csl(record):
    names, year, key, home = cited_as(record)
    item = {"id": key, "type": "figure", "title": record["title"], "container-title": home}
    item["author"] = list(map(person, names))
    item["issued"] = {"date-parts": [[int(year) if year.isdecimal() else year]]}
    item["note"] = f"Corpus {record['corpus']}, data {record['data']}"
    return json.dumps([item], indent=1, ensure_ascii=False)


# A text in which Markdown and the HTML in it find nothing to read.
_plain = partial(re.compile(r"([\\`*_{}\[\]<>#|~$&])").sub, r"\\\1")
_CITATIONS = {"text": citation, "bibtex": bibtex, "csl": _csl}
_ESCAPES = {"latex": latex, "markdown": _plain, "html": html.escape, "word": str}
