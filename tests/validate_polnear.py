"""Quotations, fragments and speakers against PolNeAR's hand-coded attributions."""

import collections
import re

import numpy as np
from rows import bootstrap, f1, row, share, unseen

from analysis.text import read_quotations, straighten, words

_MARKS = re.compile(r"^(?:\"|“|''|``)"), re.compile(r"(?:\"|”|'')[.,]?$")
_PRONOUNS = {"he", "she", "they", "we", "i", "it"}
_PART = "half not looked at"


def polnear(data):
    """Rows of the half of the articles that no rule was shaped on."""
    files = [path for path in sorted(data.glob("polnear/*.txt")) if unseen(path)]
    coded = [(path.read_text(encoding="utf-8"), *_coded(path)) for path in files]
    yield from _quoted(coded)
    yield from _damaged(coded)
    yield from _fragments(coded)
    yield from _speakers(coded)


def _annotations(path):
    """Spans by id, and attributions as dicts of role → ids, of a brat file."""
    spans, events = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("T"):
            kind, rest = fields[1].split(" ", 1)
            offsets = [tuple(map(int, part.split())) for part in rest.split(";")]
            spans[fields[0]] = (kind, offsets, fields[2])
        elif fields[0].startswith("E"):
            roles = collections.defaultdict(list)
            for role in fields[1].split():
                name, target = role.split(":")
                roles[re.sub(r"\d+$", "", name)].append(target)
            events.append(roles)
    return spans, events


def _coded(path):
    """Of an article: characters in any Content, those of direct speech, and who says each."""
    text = path.read_text(encoding="utf-8")
    spans, events = _annotations(path.with_suffix(".ann"))
    content, direct = np.zeros((2, len(text)), dtype=bool)
    said = []
    for roles in events:
        for key in roles["Content"]:
            offsets = spans[key][1]
            for a, b in offsets:
                content[a:b] = True
            if _direct([text[a:b].strip() for a, b in offsets]):
                for a, b in offsets:
                    direct[a:b] = True
                said.append((offsets[0], " ".join(spans[name][2] for name in roles["Source"])))
    return content, direct, said


def _direct(pieces):
    """Whether every piece of a Content stands in quotation marks of its own."""
    opening, closing = _MARKS
    inner = [closing.sub("", opening.sub("", piece)) for piece in pieces]
    return all(
        opening.search(piece) and closing.search(piece) and not re.search(r"\"|“|''", rest)
        for piece, rest in zip(pieces, inner, strict=True)
    )


def _characters(text, content, direct, found):
    """Inked characters: direct, direct and found, found, found and in a Content."""
    quoted = np.zeros(len(text), dtype=bool)
    for quotation in found:
        quoted[quotation.start : quotation.end] = True
    ink = np.array([not character.isspace() for character in text], dtype=bool)
    return [(a & ink).sum() for a in (direct, direct & quoted, quoted, quoted & content)]


def _quoted(coded, change=None, part=_PART, baselines=(0.958, 0.973)):
    """Recall and precision by character, of the articles that can be read."""
    chars, unread = [], 0
    for text, content, direct, _ in coded:
        text = change(text) if change else text
        found, readable = read_quotations(text)
        unread += not readable
        if readable:
            chars.append(_characters(text, content, direct, found))
    direct, direct_hit, quoted, quoted_hit = np.sum(chars, axis=0)
    names = ["bare regex, other half" if np.isfinite(value) else "" for value in baselines]
    yield row(
        "quoted characters, recall of direct Contents",
        "polnear",
        part,
        int(direct),
        direct_hit / direct,
        bootstrap(chars, lambda a, b, c, d: b / a),
        (baselines[0], names[0]),
    )
    yield row(
        "quoted characters, precision: inside any Content",
        "polnear",
        part,
        int(quoted),
        quoted_hit / quoted,
        bootstrap(chars, lambda a, b, c, d: d / c),
        (baselines[1], names[1]),
    )
    yield row(
        "articles whose marks cannot be read, share",
        "polnear",
        part,
        len(coded),
        unread / len(coded),
    )


def _damaged(coded):
    """The same on texts damaged as exports damage them; no character moves."""
    random = np.random.default_rng(1)

    def lost(text):
        return re.sub(r"[\"“”]", lambda mark: " " if random.random() < 0.03 else mark[0], text)

    def one_line(text):
        return re.sub(r"\s", " ", text)

    def broken(text):
        # A closing mark and the space after it have become "?
        return re.sub(r"(?<=\S)[\"”]\s(?=\S)", '"?', one_line(text).replace("“", '"'))

    for change, name in (
        (one_line, "no paragraphs"),
        (broken, 'no paragraphs, closing marks written "?'),
        (lost, "3 of 100 marks lost"),
    ):
        yield from _quoted(coded, change, f"{_PART}; {name}", (np.nan, np.nan))


def _fragments(coded):
    """Marked stretches outside every Content: F1, and the table of errors."""
    units, cells = [], collections.Counter()
    for text, content, _, _ in coded:
        hits = np.zeros(3)
        for quotation in read_quotations(text)[0]:
            outside = content[quotation.start : quotation.end].mean() < 0.5
            fragment = quotation.kind == "fragment"
            hits += (outside and fragment, fragment, outside)
            length = len(words(text[quotation.start : quotation.end]))
            size = "1 word" if length < 2 else "2–4 words" if length < 5 else "5 words or more"
            cells[outside, fragment, size] += 1
        units.append(hits)
    total = np.sum(units, axis=0)
    n = int(total[2])
    yield row("fragments, F1", "polnear", _PART, n, f1(*total), bootstrap(units, f1))
    precision = bootstrap(units, lambda a, b, c: share(a, b))
    yield row(
        "fragments, precision", "polnear", _PART, int(total[1]), total[0] / total[1], precision
    )
    recall = bootstrap(units, lambda a, b, c: share(a, c))
    yield row("fragments, recall", "polnear", _PART, n, total[0] / n, recall)
    for size in ("1 word", "2–4 words", "5 words or more"):
        for outside, fragment, name in (
            (False, True, "somebody's words read as a fragment"),
            (True, False, "nobody's words read as speech"),
        ):
            of_kind = cells[outside, True, size] + cells[outside, False, size]
            wrong = cells[outside, fragment, size]
            yield row(f"{name}, {size}, share", "polnear", _PART, of_kind, share(wrong, of_kind))


def _head(name):
    """The head word of a name: the last before a preposition or comma."""
    core = re.split(r" (?:of|for|from|in|at|with|to|on|who) |,", name)[0]
    found = [core[a:b] for a, b in words(core)] or [name[a:b] for a, b in words(name)]
    return straighten(found[-1]).lower().removesuffix("'s") if found else ""


def _speakers(coded):
    """Whether the head word of the speaker of direct speech is in the gold Source."""
    units = []
    for text, _, _, said in coded:
        found, counts = read_quotations(text)[0], np.zeros(5)
        for (a, b), source in said:
            counts[0] += 1
            named = next((q for q in found if q.start < b and q.end > a and q.speaker), None)
            if named:
                right = _head(named.speaker) in {
                    straighten(source[a:b]).lower().removesuffix("'s") for a, b in words(source)
                }
                pronoun = named.speaker.lower() in _PRONOUNS
                counts[1 + 2 * pronoun] += 1
                counts[2 + 2 * pronoun] += right
        units.append(counts)
    n, named, right, pronouns, pronouns_right = np.sum(units, axis=0)
    for measure, part, whole, statistic, published in (
        (
            "direct speech with a speaker named, share",
            named + pronouns,
            n,
            lambda n, a, b, c, d: (a + c) / n,
            "",
        ),
        (
            "speaker right, of those named",
            right + pronouns_right,
            named + pronouns,
            lambda n, a, b, c, d: (b + d) / (a + c),
            ".86–.87 (Gender Gap Tracker, other data)",
        ),
        ("speaker right, names only", right, named, lambda n, a, b, c, d: b / a, ""),
        (
            "speaker right, pronouns only",
            pronouns_right,
            pronouns,
            lambda n, a, b, c, d: share(d, c),
            "",
        ),
    ):
        yield row(
            measure,
            "polnear",
            _PART,
            int(whole),
            part / whole,
            bootstrap(units, statistic),
            published=published,
        )
