"""The folder of a report, the hashes of its files, and its PDF."""

import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
from collections import namedtuple
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path

from lxml import html

from analysis._support import read_yaml, sha256, template
from analysis.figures.captions import parse
from analysis.figures.trace import published
from analysis.lexicon import as_lexicon
from analysis.proof.cite import IMAGES, REFERENCES, TITLE, bibtex, checked_files, read_record

from .deposit import deposit
from .linked import PAGE, article_page, behind, in_notebook, with_links
from .stale import refuse_stale

SUMS = "SHA256SUMS"
_CHROMIUM = read_yaml(Path(__file__).with_name("chromium.yml"))
# What a report holds; ``no_pdf`` says why it has no PDF, where it has none.
Made = namedtuple("Made", "figures notebooks no_pdf")
# A figure whose files (name → bytes) belong together; ``rows`` are those of its .csv, ``behind``
# the sentences that some of them were made of.
_Figure = namedtuple("_Figure", "name record caption bibtex rows files behind")


def build(source, out, with_pdf=True, study=None, lexicon=None):
    """Make a report from a folder of figures and exported notebooks.

    ``source`` holds figures (.svg, .png, .pdf, .csv, .md) and notebooks (.html), as ``make
    figures`` writes them. ``index.html``, ``figures/``, ``notebooks/``, ``references.bib``,
    the files for a deposit (`analysis.report.deposit`), ``SHA256SUMS`` and, if Chromium is
    installed, ``report.pdf`` are written to ``out``. Files already in ``out`` are
    replaced only if they belong to an earlier report. ``lexicon`` is the
    user's own term list, if figures were counted with one.

    Raises CiteError if the files of a figure do not belong together, and ValueError if there is
    nothing to report, ``out`` contains something else, or figures are stale: one line for each.
    In these cases nothing is written.
    """
    source, out = Path(source), Path(out)
    if not source.is_dir():
        raise ValueError(f"{source}: this folder does not exist; run `make figures`")
    names = {path.stem for path in source.iterdir() if path.suffix in IMAGES}
    lexicon = as_lexicon(lexicon)
    studies = [study, study and replace(study, lexicon=lexicon, drawings={})]
    figures = [_read(source, name, studies) for name in sorted(names, key=_place)]
    refuse_stale(source, figures, study, lexicon)
    notebooks = {path.name: _text(path) for path in sorted(source.glob("*.html"))}
    if not figures and not notebooks:
        raise ValueError(f"{source}: contains no figure or notebook; run `make figures`")
    files = {f"figures/{name}": content for one in figures for name, content in one.files.items()}
    if marked := [one for one in figures if one.behind]:
        files[PAGE] = _render(f"{PAGE}.j2", **article_page(figures, study))
    back = template("report/back.html.j2").render()
    for name, text in notebooks.items():
        text = reduce(in_notebook, marked, text)
        files[f"notebooks/{name}"] = text.replace("<main>", back, 1).encode()
    entries = [*(one.bibtex for one in figures), REFERENCES.read_text("utf-8")]
    files["references.bib"] = "\n\n".join(entries).encode()
    _clear(out)
    titles = {name: _title(name, text) for name, text in notebooks.items()}
    described = next(filter(None, (one.record.get("by") for one in figures)), {})
    page = partial(_page, figures, titles, by=described or (study.corpus.about if study else {}))
    printed = {"index.html": page(printed=True)}  # without links to files
    pdf, no_pdf = _print(files | printed) if with_pdf else (None, "not requested")
    files["index.html"] = page(has_pdf=pdf, linked={one.name: with_links(one) for one in marked})
    files |= {"report.pdf": pdf} if pdf else {}
    files |= deposit(files, {one.name: one.record for one in figures})
    files[SUMS] = "".join(f"{sha256(files[name])}  {name}\n" for name in sorted(files)).encode()
    _write(out, files)
    return Made(len(figures), len(notebooks), no_pdf)


def _place(name):
    """Figures of the article come first, then of the whole corpus, then of published ones."""
    others = published({"figure": name}) is not None and not name.startswith("standing-")
    return others, name.endswith("-corpus"), name


def _read(folder, name, studies):
    """A figure's five files; CiteError if one is missing or of another figure."""
    record, files = checked_files(folder / f"{name}.svg")
    for ending in sorted({*IMAGES} - {*files}):
        read_record(folder / f"{name}{ending}")  # says that it is missing
    terms, known = record.get("lexicon", ""), filter(None, studies)
    known = [x for x in known if terms[:5] in ("", "VADER") or x.lexicon.fingerprint[:8] in terms]
    study = known[0] if known else None
    caption, sentences = parse(files[".md"].decode()), behind(record, files[".csv"], study)
    rows = list(csv.reader(io.StringIO(files[".csv"].decode())))
    files = {f"{name}{ending}": content for ending, content in files.items()}
    return _Figure(name, record, caption, bibtex(record), rows, files, sentences)


def _page(figures, notebooks, **facts):
    corpora = {}
    for record, name in ((one.record, one.name) for one in figures):
        name = "article" not in record and published(record) or "this corpus"
        name = "the article" if record.get("selection") == "chosen by id" else name
        corpora[name, record["corpus"]] = None
    corpora = sorted(corpora, key=lambda one: (one[0] != "this corpus", one))
    facts |= {"about": TITLE.partition(": ")[2], "corpora": corpora, "sums": SUMS}
    return _render("index.html.j2", figures=figures, notebooks=notebooks, **facts)


def _render(name, **facts):
    return (template(f"report/{name}").render(facts) + "\n").encode()


def _title(name, text):
    """The first heading of a notebook."""
    page = html.fromstring(text.encode() or b"<p>", parser=html.HTMLParser(encoding="utf-8"))
    headings = [one.text_content().removesuffix("¶").strip() for one in page.xpath("//h1")]
    return next(filter(None, headings), name)


def _text(path):
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not a UTF-8 text file; make it again, or delete it") from None


def _clear(out):
    """Delete an earlier report, file by file as it lists them."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    sums = out / SUMS  # the articles of a corpus have a list of this name too
    names = [line.partition("  ")[2] for line in _text(sums).splitlines()] if sums.is_file() else []
    if "index.html" not in names:
        raise ValueError(f"{out}: already exists and is not a report; choose another folder")
    for old in map(out.joinpath, [*names, SUMS]):
        if out.resolve() in old.resolve().parents:
            old.unlink(missing_ok=True)


def _write(out, files):
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def installed():
    """The path of a browser of Chromium's family, or None."""
    return next(filter(None, map(shutil.which, _CHROMIUM["browsers"])), None)


def _print(files):
    """Print the index.html among some files, without the time of printing → its PDF, or why not."""
    if not (browser := installed()):
        return None, "no browser was found to print the report; install Chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        _write(Path(home), files)
        pdf, profile = Path(home, "report.pdf"), Path(home, "profile")
        command = [browser, *_CHROMIUM["flags"]]
        command += [f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"]
        # Chromium refuses its sandbox to root.
        command += ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        command.append(Path(home, "index.html").as_uri())
        # A home of its own: no one's fonts, locale or time zone.
        env = {**os.environ, "HOME": home, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        try:
            subprocess.run(command, env=env, capture_output=True, timeout=120, check=True)
            content = pdf.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            return None, f"{browser} could not print the report ({type(error).__name__})"
    # Of the same length, since a PDF holds offsets.
    return re.sub(rb"(/(?:Creation|Mod)Date \(D:)\d{14}", rb"\g<1>19800101000000", content), None
