"""Files for depositing a report: RO-Crate metadata, a citation, the environment, the records."""

import json
from contextlib import suppress
from importlib.metadata import distributions
from mimetypes import MimeTypes
from pathlib import PurePosixPath

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from rocrate.rocrate import ROCrate

from analysis._support import plural, sha256
from analysis.proof.cite import AUTHORS, TITLE, YEAR, person

_TYPES = MimeTypes()  # of Python, whatever else the machine knows
_TYPES.add_type("application/x-bibtex", ".bib")
_TYPES.add_type("application/yaml", ".cff")
_TYPES.add_type("text/markdown", ".md")
_ORCID, _IN_CFF = "https://orcid.org/", ("family-names", "given-names", "name")
_CFF = {"cff-version": "1.2.0", "message": "If you use these figures, please cite them as below."}
_RIGHTS = "Not stated. The texts shown belong to their publishers; the numbers are facts."


def deposit(files, records):
    """The files that a repository expects in a report; the RO-Crate metadata list every file."""
    by = next((record["by"] for record in records.values() if record.get("by")), {})
    title = f"Figures of {by.get('title', 'a corpus of news articles')}"
    authors = by.get("authors", [{"name": AUTHORS}])
    authors = [one | {n: f"{_ORCID}{one[n]}" for n in one if n == "orcid"} for one in authors]
    versions = sorted({record["version"] for record in records.values()})
    installed = {f"{one.name}=={one.version}" for one in distributions()}
    # The Citation File Format 1.2; a licence only if SPDX knows it.
    software = {"type": "software", "title": TITLE, "authors": [{"name": AUTHORS}]}
    cited = _CFF | {"title": title, "type": "dataset"}
    cited["authors"] = [person(one.pop("name"), *_IN_CFF) | one for one in map(dict, authors)]
    cited["references"] = [software | {"version": one} for one in versions] or [software]
    with suppress(InvalidLicenseExpression):
        cited["license"] = str(canonicalize_license_expression(by.get("licence", "")))
    cited |= {"doi": by["doi"]} if "doi" in by else {}
    ours = {"records.json": json.dumps(records, indent=1, sort_keys=True, ensure_ascii=False)}
    ours["environment.txt"] = "\n".join(sorted(installed, key=str.lower))
    ours["CITATION.cff"] = yaml.safe_dump(cited, sort_keys=False, allow_unicode=True)
    ours = {name: f"{text.strip()}\n".encode() for name, text in ours.items()}
    crate = ROCrate(version="1.1")
    crate.name, crate.datePublished = title, by.get("year", YEAR)
    n = plural(len(records), "figure")
    crate.description = f"{n} with data, caption and record, and notebooks"
    licence = {"@id": "#licence", "@type": "CreativeWork", "name": by.get("licence", _RIGHTS)}
    crate.license = crate.add_jsonld(licence)
    for number, author in enumerate(authors, 1):
        kind = "Organization" if "literal" in person(name := author["name"]) else "Person"
        who = {"@id": author.get("orcid", f"#author-{number}"), "@type": kind, "name": name}
        crate.root_dataset.append_to("author", crate.add_jsonld(who), compact=True)
    if "doi" in by:
        crate.root_dataset["identifier"] = f"https://doi.org/{by['doi']}"
    for name, content in sorted({**files, **ours}.items()):
        path = PurePosixPath(name)
        record = records.get(path.stem, {}) if path.parts[0] == "figures" else {}
        facts = {"name": record.get("title", path.name), "sha256": sha256(content)}
        facts |= {"encodingFormat": _TYPES.guess_type(name)[0], "contentSize": str(len(content))}
        crate.add_file(dest_path=name, properties=facts)
    crate = json.dumps(crate.metadata.generate(), indent=1, ensure_ascii=False)
    return ours | {"ro-crate-metadata.json": f"{crate}\n".encode()}
