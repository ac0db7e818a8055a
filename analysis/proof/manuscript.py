"""Look up the numbers of a manuscript in the data of the figures that it cites."""

import re
from collections import namedtuple
from functools import cache
from itertools import groupby
from operator import ge, le
from pathlib import Path

from lxml import etree, html

from analysis._support import read
from analysis.pages.source import decode_html
from analysis.pages.text_lines import text_lines

from .cite import checked_files, read_data
from .numbers import FALL, NUMBER, UNREAD, WORDING, normalised, written

# ``verdict`` is "found", "wrongly rounded", "other row", "other unit", "other sign", "not found" or
# "skipped"; ``where`` says which cell.
Number = namedtuple("Number", "figure number verdict where sentence")
_PLACES = ["part", "paragraph", "sentence", "start", "end"]  # of a row, not values
# How far a cell is from a number, whether it is of the number's row, and what else is wrong.
_Cell = namedtuple("_Cell", "away near fault column value where")
# Absent is a figure that is not among those given: its file, its key, or "figure poll".
_NAMES = "compared", "code", "sentence end", "absent", "thousands"
_COMPARED, _CODE, _SENTENCE, _ABSENT, _THOUSANDS = (re.compile(WORDING[name]) for name in _NAMES)


def verify_text(path, figures):
    """Look up each number of a manuscript in the data of the figure that its sentence names.

    ``path`` is a text (Markdown, LaTeX) or .html; ``figures`` are paths of figures, each with its
    .csv and .md beside it, or the folder that holds them. A sentence names a figure by its file
    (poll.svg), its citation key ([@poll-e24dbd6e], \\cite{poll-e24dbd6e}), or as in "figure poll",
    "Figure 3: poll" or `poll`. If it names rows of the data, such as outlets, a number must belong
    to the row named beside it, otherwise to any row. If it names several figures, a number must
    belong to one of them. A number must have the sign and the unit of its cell: 88 is not 88%, and
    10 is not 10 per 1,000. Years, dates, numbers of figures and pages, and code are left out.

    Returns a list of ``Number``. Numbers in sentences that name no figure, or one not given, are
    "skipped", as are 12.5k, ½ and number words except eleven to ninety-nine. Raises OSError if a
    file cannot be read, ValueError if it is not of these kinds or names none of the figures,
    CiteError if a figure has no record or its data do not match the record.
    """
    sentences, home = _sentences(Path(path)), "the list given"
    if isinstance(figures, str | Path):
        home, figures = figures, sorted(Path(figures).glob("*.svg"))
    if not figures:
        raise ValueError(f"{home}: contains no figure (.svg); give a folder of figures")
    paths = {Path(one).stem: Path(one) for one in figures}
    for one in map(Path, figures):
        if one.parent != paths[one.stem].parent:
            raise ValueError(f"{one} and {paths[one.stem]} have the same name; give only one")
    names = "|".join(map(re.escape, sorted(paths, key=len, reverse=True)))
    cue = r"(?P<cue>[Ff]ig(?:ure|\.)?\s+(?:\d[\d.]*\s*[:,(–—-]?\s*)?|[`@{:(/\[])?"
    end = r"(?:-(?P<data>[0-9a-f]{8})|\.(?P<file>[a-z]{3}))?(?![\w-])"
    named = re.compile(rf"{cue}(?<![\w-])(?P<figure>{names}){end}")
    found, cited, absent, data_of = [], False, "", cache(_data)
    for sentence in sentences:
        mentions = [m for m in named.finditer(sentence) if any(m.group("cue", "data", "file"))]
        cited |= bool(mentions)
        here, bare = [], named.sub(" ", sentence)
        others = ", ".join({"".join(one): 0 for one in _ABSENT.findall(bare) if not mentions})
        absent = f"; it names {others} instead" if others else absent
        bare = normalised(_ABSENT.sub(" ", bare))
        skipped = [one[0] for one in UNREAD.finditer(NUMBER.sub(" ", bare))]
        if not mentions:
            skipped += (written(one[0]).text for one in NUMBER.finditer(bare))
        where = f"figure {others} is not given" if others else ""
        found += (Number(others, number, "skipped", where, sentence) for number in skipped)
        for name in dict.fromkeys(one["figure"] for one in mentions):
            *data, digits = data_of(paths[name])
            keys = {one["data"] for one in mentions if one["figure"] == name} - {None, digits}
            old = "; the citation is of an earlier version" * bool(keys)
            here += (Number(name, *of, at + old, sentence) for *of, at in _looked_up(bare, *data))
        right = [one for one in here if one.verdict == "found"]
        for one in here:
            elsewhere = any(o.number == one.number and o.figure != one.figure for o in right)
            if one in right or not elsewhere:
                found.append(one)
    if not cited:
        name = next(iter(paths))
        todo = f"write “figure {name}” or {name}.svg"
        raise ValueError(f"{path}: names none of the figures in {home}{absent}; {todo}")
    return found


def _sentences(path):
    """The sentences of a text or an HTML page."""
    content, ending = read(path), path.suffix.lower()
    try:
        if ending in (".html", ".htm"):
            content, parser = decode_html(content).encode(), html.HTMLParser(encoding="utf-8")
            page = html.document_fromstring(content, parser=parser)
            etree.strip_elements(page, "pre", "sup", with_tail=False)  # code, numbers of notes
            text = "".join((" " if x.soft else "\n\n") + x.text for x in text_lines(page))
        elif b"\0" in content or content.startswith((b"PK\3\4", b"%PDF", b"{\\rtf")):
            raise ValueError(ending)
        else:
            text = _CODE.sub("", content.decode("utf-8-sig").replace("\r\n", "\n"))
            text = re.sub(r"!\[[^\]]*\]", "", text).replace("\\", "")
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not UTF-8; save it as UTF-8") from None
    except (ValueError, etree.LxmlError):
        raise ValueError(f"{path}: not a text or an HTML page; save it as .md or .html") from None
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#]+|\d+[.)])\s)", text)
    blocks = (" ".join(_THOUSANDS.sub(",", block).split()) for block in blocks)
    return [one for block in blocks for one in _SENTENCE.split(block)]


def _data(path):
    """A figure's data, the numbers that its caption begins with, and how its key ends."""
    record, files = checked_files(path)  # else it might be data that someone changed
    table, page = read_data(files[".csv"]), files[".md"].decode().partition("\n## ")[0]
    said = [written(one[0]) for one in NUMBER.finditer(normalised(page))]
    said = {(one.sign < 0, one.size, one.unit) for one in said}
    unit = page.partition("\n- unit: ")[2].partition("\n")[0]
    numbers = table.select_dtypes("number").drop(columns=_PLACES, errors="ignore")
    return table, {name: _scale(table[name], unit) for name in numbers}, said, record["data"][:8]


def _scale(column, unit):
    """What a column's numbers are parts of: 1, 100, 1,000; None if it counts."""
    if named := re.search("percent|1000", column.name):
        return 100 if named[0] == "percent" else 1000
    if (column.dropna() % 1 == 0).all() and column.max() > 1:
        return None
    each = not _COMPARED.match(column.name) and re.search(r"per (1,000|100)\b", unit)
    return int(each[1].replace(",", "")) if each else 1


def _looked_up(sentence, table, scales, said):
    """Each number of a sentence with a verdict and the place where it is found."""
    texts = table.select_dtypes(exclude="number").astype("object")
    labels = {str(one) for one in texts.to_numpy().ravel() if isinstance(one, str) and one.strip()}
    labels = "|".join(map(re.escape, sorted(labels, key=len, reverse=True))) or "$^"
    parts = re.compile(rf"(?<!\w)(?P<label>{labels})(?!\w)|{NUMBER.pattern}", re.I)
    found = groupby(parts.finditer(sentence), lambda one: "label" if one["label"] else "number")
    runs = [(kind, [one[0] for one in run]) for kind, run in found]
    rows = [{str(cell).casefold() for cell in row} for row in texts.to_numpy()]
    # "A 1 and B 2" and "1 in A and 2 in B" alternate to the end; in "for A it is 1, and 2 for B" it
    # cannot be told.
    ends = (runs[0][0], runs[-1][0]) if runs else ()
    sides = {("label", "number"): [-1], ("number", "label"): [1]}.get(ends, [-1, 1])
    falls = bool(FALL.search(sentence))
    for place, (kind, run) in enumerate(runs):
        if kind == "number":
            beside = [runs[place + side][1] for side in sides if 0 <= place + side < len(runs)]
            near = {label.casefold() for labels in beside for label in labels}
            hits = [len(row & near) for row in rows]
            fits = [hit == max(hits) and (hit > 0 or not near) for hit in hits]
            for number in map(written, run):
                cells = sorted(_cells(number, table, scales, fits, falls))
                yield number.text, *_verdict(number, cells, said)


def _cells(number, table, scales, fits, falls):
    """Each cell as a `_Cell`, in each unit that the number might have."""
    for name, scale in scales.items():
        readings = dict.fromkeys([1, 100 / (scale or 100)], "other unit")
        if scale or not number.unit:
            readings[number.unit / scale if number.unit else 1] = ""
        for row, value in table[name].dropna().items():
            against = value * number.sign < 0 or value < 0 and not (number.sign or falls)
            counts = number.text == "1" and 0 < abs(value) < 1 and not _COMPARED.match(name)
            for factor, fault in readings.items():
                away = abs(abs(value) * factor - number.size)
                fault = fault or "other sign" * against or "other unit" * counts
                yield _Cell(away, fits[row], fault, name, value, f"{name} of row {row}: {value}")


def _verdict(number, cells, said):
    """Verdict on a number, and the cell that it is."""
    right = [one for one in cells if one.near and not one.fault]
    exact = [one for one in cells if one.away <= number.last / 2 + 1e-9]
    met = {"<": le, "≤": le, ">": ge, "≥": ge}.get(number.bound)
    bounded = [x for x in right if met and x.column in ("p", "q") and met(x.value, number.size)]
    if found := bounded or [one for one in right if one in exact]:
        return "found", found[0].where
    in_caption = (number.sign < 0, number.size, number.unit) in said
    if in_caption and number.last == 1 and not number.unit:  # such as how many outlets there are
        return "found", "the caption"
    if right and right[0].away < number.last:
        return "wrongly rounded", right[0].where
    own = [one for one in exact if one.near]
    if (other := [one for one in exact if not one.fault]) and not own:
        return "other row", other[0].where
    if in_caption:
        return "found", "the caption"
    return next(((one.fault, one.where) for one in own or exact), ("not found", ""))
