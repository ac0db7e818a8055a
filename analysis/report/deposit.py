"""What makes a report a deposit: RO-Crate metadata, a citation, the environment, the records."""

import json
from importlib.metadata import distributions
from pathlib import PurePosixPath

import yaml
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from rocrate.model.person import Person
from rocrate.model.softwareapplication import SoftwareApplication
from rocrate.rocrate import ROCrate

from analysis._support.files import sha256
from analysis.proof.cite import AUTHORS, KEY, TITLE, YEAR

METADATA, CITATION = "ro-crate-metadata.json", "CITATION.cff"
ENVIRONMENT, RECORDS = "environment.txt", "records.json"
_TYPES = {
    ".bib": "application/x-bibtex",
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
_ORCID = "https://orcid.org/"
_RIGHTS = (
    "Not stated. Sentences and articles that are shown belong to their publishers; "
    "the numbers of the figures are facts."
)


def deposit(files, records):
    """The files that a repository wants beside a report's own.

    ``files`` are those of the report (path in it → bytes), ``records`` those inside its figures
    (name → dict). Returns a dict of path → bytes: the records, the versions of all installed
    packages, a CITATION.cff and the metadata of RO-Crate 1.1, which lists every file. Title,
    authors, DOI and licence are those of ``corpus.yml``; the same input gives the same bytes.
    """
    by = next((record["by"] for record in records.values() if record.get("by")), {})
    installed = {f"{one.name}=={one.version}" for one in distributions()}
    ours = {
        RECORDS: json.dumps(records, indent=1, sort_keys=True, ensure_ascii=False),
        ENVIRONMENT: "\n".join(sorted(installed, key=str.lower)),
        CITATION: yaml.safe_dump(_citation(by, records), sort_keys=False, allow_unicode=True),
    }
    ours = {name: f"{text.strip()}\n".encode() for name, text in ours.items()}
    crate = _crate({**files, **ours}, records, by)
    return ours | {METADATA: f"{json.dumps(crate, indent=1, ensure_ascii=False)}\n".encode()}


def _title(by):
    return f"Figures of {by['title']}" if "title" in by else "Figures of a corpus of news articles"


def _citation(by, records):
    """The study as the Citation File Format 1.2 has it; a licence only if SPDX knows it."""
    authors = by.get("authors", [{"name": AUTHORS}])
    orcids = ({"orcid": f"{_ORCID}{one['orcid']}"} if "orcid" in one else {} for one in authors)
    software = {"type": "software", "title": TITLE, "authors": [{"name": AUTHORS}]}
    versions = sorted({record["version"] for record in records.values()})
    out = {
        "cff-version": "1.2.0",
        "message": "If you use these figures, please cite them as below.",
        "title": _title(by),
        "type": "dataset",
        "authors": [one | orcid for one, orcid in zip(authors, orcids, strict=True)],
        "references": [software | {"version": version} for version in versions] or [software],
    }
    try:
        out["license"] = str(canonicalize_license_expression(by.get("licence", "")))
    except InvalidLicenseExpression:
        pass
    return out | ({"doi": by["doi"]} if "doi" in by else {})


def _crate(files, records, by):
    crate = ROCrate(version="1.1")
    crate.name, crate.datePublished = _title(by), by.get("year", YEAR)
    crate.description = f"{len(records)} figures with their data, captions and records; notebooks"
    licence = {"@id": "#licence", "@type": "CreativeWork", "name": by.get("licence", _RIGHTS)}
    crate.license = crate.add_jsonld(licence)
    authors, tools = [], []
    for number, author in enumerate(by.get("authors", [{"name": AUTHORS}]), 1):
        orcid = author.get("orcid")
        identifier = f"{_ORCID}{orcid}" if orcid else f"#author-{number}"
        authors.append(crate.add(Person(crate, identifier, {"name": author["name"]})))
    for version in sorted({record["version"] for record in records.values()}):
        facts = {"name": KEY, "description": TITLE, "version": version}
        tools.append(crate.add(SoftwareApplication(crate, f"#{KEY}-{version}", facts)))
    for name, linked in (("author", authors), ("mentions", tools)):
        if linked:
            crate.root_dataset[name] = linked if len(linked) > 1 else linked[0]
    if "doi" in by:
        crate.root_dataset["identifier"] = f"https://doi.org/{by['doi']}"
    for name, content in sorted(files.items()):
        path = PurePosixPath(name)
        record = records.get(path.stem, {}) if path.parts[0] == "figures" else {}
        facts = {"name": record.get("title", path.name), "sha256": sha256(content)}
        facts |= {"encodingFormat": _TYPES.get(path.suffix, "application/octet-stream")}
        crate.add_file(dest_path=name, properties=facts | {"contentSize": str(len(content))})
    return crate.metadata.generate()
