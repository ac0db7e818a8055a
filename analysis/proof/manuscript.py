"""Numbers of a manuscript looked up in the data of the figures that it cites."""

import re
from collections import namedtuple
from functools import cache
from itertools import groupby
from pathlib import Path

import pandas as pd
from lxml import etree, html

from analysis._support.files import read, word_parts
from analysis._support.spreadsheet import map_texts, unprotect

from .cite import cite, read_record

# ``verdict`` is "found", "rounded wrong", "other row" or "not found"; ``where`` says which cell.
Number = namedtuple("Number", "figure number verdict where sentence")
_BOUNDS = "<≤>≥ "
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = "//p | //li | //td | //figcaption | //h1 | //h2 | //h3 | //h4"
_CODE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.MULTILINE | re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?])[)\"”]?\s+(?=[A-Z“\"(\[*`])")
# "p < .001" is a bound; the 19 of COVID-19 is a name's.
_NUMBER = re.compile(
    r"(?:[<≤>≥]\s?)?(?<![\w.,])(?<![A-Z][-–])[−-]?"
    r"(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?!\w)(?:\s?%|\sper\s?cent)?"
)
# What is no number of a figure: levels of intervals, units, dates, and numbers of things.
_DAY = r"\b(?:[12]?\d|3[01])"
_MONTH = (
    r"(?-i:\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"
)
_OTHERS = re.compile(
    r"\d+ ?(?:%|per ?cent) (?:\w+ )?(?:interval|CI|confidence|limit)s?|(?:per|every) [\d,]+"
    rf"|of 1,000 |\d{{4}}-\d\d(?:-\d\d)?|(?:{_DAY} )?{_MONTH}\.?(?: {_DAY},)?(?: \d{{4}})?"
    r"|\b(?:19|20)\d\d\b(?!,)|\b(?:figure|fig\.|table|section|chapter|page|version) [\d.]*\d",
    re.I,
)


def verify_text(path, folder):
    """Numbers of a manuscript that are in one sentence with a figure, looked up in its data.

    ``path`` is a text (Markdown, LaTeX), .html or .docx; ``folder`` holds the figures. A sentence
    names a figure by its file (poll.svg), its citation key (@poll-e24dbd6e), or as in "figure poll"
    or `poll`. Where it names rows of the data, such as outlets, a number must be of the row that it
    is beside; where none, of any. Where it names several figures, a number must be of one of them.
    Blocks of code are skipped. Returns a list of ``Number``. Raises OSError if a file cannot be
    read, ValueError if it is not of these kinds or names none of the figures, CiteError if a figure
    has no record or other data than its own.
    """
    names = sorted((one.stem for one in Path(folder).glob("*.svg")), key=len, reverse=True)
    named = re.compile(
        r"(?P<cue>[Ff]ig(?:ure|\.)?\s+|[`@{:(/\[])?(?<![\w-])"
        rf"(?P<figure>{'|'.join(map(re.escape, names)) or '$^'})"
        r"(?:-(?P<data>[0-9a-f]{8})|\.(?P<file>[a-z]{3}))?(?![\w-])"
    )
    if not names:
        raise ValueError(f"{folder}: contains no figure (.svg); give their folder")
    found, cited, data_of = [], False, cache(_data)
    for sentence in _sentences(Path(path)):
        mentions = [
            one for one in named.finditer(sentence) if any(one.group("cue", "data", "file"))
        ]
        cited |= bool(mentions)
        here, bare = [], _OTHERS.sub(" ", named.sub(" ", sentence))
        for name in dict.fromkeys(one["figure"] for one in mentions):
            *data, digits = data_of(Path(folder) / f"{name}.svg")
            keys = {one["data"] for one in mentions if one["figure"] == name} - {None, digits}
            old = "; the citation is of an earlier version" * bool(keys)
            for number, verdict, where in _looked_up(bare, *data):
                here.append(Number(name, number, verdict, where + old, sentence))
        right = {(one.number, one.figure) for one in here if one.verdict == "found"}
        for one in here:
            others = any(number == one.number and name != one.figure for number, name in right)
            if one.verdict == "found" or not others:
                found.append(one)
    if not cited:
        how = f"write “figure {names[0]}”, {names[0]}.svg or a citation key"
        raise ValueError(f"{path}: names no figure of {folder}; {how} beside its numbers")
    return found


def _sentences(path):
    """The sentences of a text, an HTML page or a Word file."""
    content, ending = read(path), path.suffix.lower()
    try:
        if ending == ".docx":
            parts = word_parts(path, content, "word/document.xml")
            parser = etree.XMLParser(resolve_entities=False)
            root = etree.fromstring(parts["word/document.xml"], parser)
            blocks = ["".join(one.itertext(f"{_WORD}t")) for one in root.iter(f"{_WORD}p")]
        elif ending in (".html", ".htm"):
            page = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
            blocks = [one.text_content() for one in page.xpath(_BLOCKS)]
        else:
            if b"\0" in content or content.startswith((b"%PDF", b"{\\rtf")):
                raise KeyError(ending)
            text = _CODE.sub("", content.decode("utf-8-sig").replace("\r\n", "\n"))
            text = re.sub(r"!\[[^\]]*\]", "", text).replace("\\", "")
            blocks = re.split(r"\n\s*\n|\n(?=\s*[-*|#\d]+[. ])", text)
    except (ValueError, KeyError, etree.LxmlError):
        raise ValueError(f"{path}: not a text, HTML or Word file; save it as one") from None
    return [one for block in blocks for one in _SENTENCE.split(" ".join(block.split()))]


def _data(path):
    """A figure's data, the numbers that its caption begins with, and how its key ends."""
    cite(path)  # else a number would be looked up in data that someone changed
    try:
        table = map_texts(pd.read_csv(path.with_suffix(".csv")), unprotect)
    except ValueError as error:  # pandas' own errors are ValueErrors
        raise ValueError(f"{path.with_suffix('.csv')}: cannot be read: {error}") from None
    page = path.with_suffix(".md").read_text("utf-8").partition("\n## ")[0]
    said = {one[0].lstrip(_BOUNDS) for one in _NUMBER.finditer(_OTHERS.sub(" ", page))}
    return table, said, read_record(path)["data"][:8]


def _looked_up(sentence, table, said):
    """Each number of a sentence with a verdict and the place where it is found."""
    texts = table.select_dtypes(exclude="number").astype("object")
    labels = {str(one) for one in texts.to_numpy().ravel() if isinstance(one, str) and one.strip()}
    labels = "|".join(map(re.escape, sorted(labels, key=len, reverse=True))) or "$^"
    parts = re.compile(rf"(?<!\w)(?P<label>{labels})(?!\w)|(?P<number>{_NUMBER.pattern})", re.I)
    found = groupby(parts.finditer(sentence), lambda one: one.lastgroup)
    runs = [(kind, [one[0] for one in run]) for kind, run in found]
    rows = [{str(cell).casefold() for cell in row} for row in texts.to_numpy()]
    # "A 1 and B 2" and "1 in A and 2 in B" alternate to the end; in "for A it is 1, and 2 for B" it
    # cannot be told.
    ends = (runs[0][0], runs[-1][0]) if runs else ()
    sides = {("label", "number"): [-1], ("number", "label"): [1]}.get(ends, [-1, 1])
    for place, (kind, run) in enumerate(runs):
        if kind == "number":
            beside = [runs[place + side][1] for side in sides if 0 <= place + side < len(runs)]
            near = {label.casefold() for labels in beside for label in labels}
            hits = [len(row & near) for row in rows]
            fits = [hit == max(hits) and (hit > 0 or not near) for hit in hits]
            for number in run:
                yield number, *_in_table(number, table, fits, said)


def _in_table(text, table, fits, said):
    """Verdict on a number, and the cell that it is."""
    bound, text = text[0], text.lstrip(_BOUNDS)
    share, digits = text[-1] in "%t", re.sub(r"[^\d.]", "", text)
    sign = -1 if text[0] in "−-" else 0
    unit = 10.0 ** -len(digits.partition(".")[2])
    cells = [
        (abs(drawn - float(digits)), bool(near), f"{column} of row {row}: {value}")
        for column in table.select_dtypes("number")
        for row, (value, near) in enumerate(zip(table[column], fits, strict=True))
        for drawn in ([abs(value), abs(value) * 100] if share else [abs(value)])
        if sign * value >= 0
    ]
    for column in {"p", "q"} & {*table} if bound in _BOUNDS else ():
        for row, (value, near) in enumerate(zip(table[column], fits, strict=True)):
            if near and (value <= float(digits) if bound in "<≤" else value >= float(digits)):
                return "found", f"{column} of row {row}: {value}"
    away, _, where = min((one for one in cells if one[1]), default=(unit, True, ""))
    if away <= unit / 2 + 1e-9:
        return "found", where
    if away < unit:
        return "rounded wrong", where
    others = min((one for one in cells if not one[1]), default=(unit, False, ""))
    if others[0] <= unit / 2 + 1e-9:
        return "other row", others[2]
    return ("found", "the caption") if text in said else ("not found", "")
