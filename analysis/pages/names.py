"""The lines around a headline that say who wrote the text, and when it was published."""

import re
from itertools import takewhile

from .block import key
from .boilerplate import DATE, RELATED, SHARE, boilerplate, has_credit
from .dates import MONTH, day_in, days_in

_LISTED = re.compile(r"[\"']\s*,\s*[\"']|\s*[;\n]\s*")  # between names; a comma may be before a job
_SPLIT = re.compile(r"(,?\s+(?i:and|&|with)\s+|\s*[,|/•·]\s*|\s+[–—-]\s+)")
_TAIL = re.compile(r"\s+(?:[Ff]or|in|at)\s+(?:the\s+)?[A-Z].*$|\s*\(.*$")
_PICTURED = re.compile(r"\((?:photo|video|picture|graphic|illustrat)", re.IGNORECASE)
_JOB = (
    r"(?i:\b(?:editor|reporter|correspondent|writer|journalist|columnist|producer|chief|bureau|"
    r"contributor|photographer|analyst|professor|lecturer|fellow|director|staff|newsroom|admin|"
    r"administrator|desk|team|author)s?\b)"
)
# Behind a comma: a degree, or whom somebody writes for.
_BEHIND = re.compile(r"[A-Z][a-z]{0,2}\.?[A-Z]{1,4}c?\.?|Esq\.?|.* Post")
_NO_PERSON = re.compile(
    rf"{_JOB}|^[A-Z]{{2,3}}$|\b(?:News|Press|Times|Tribune|Herald|Magazine|Journal|Media|Agenc(?:y|"
    r"ies|e)|Wires?|Reuters|All|Network|Program|Today|Daily|Bloomberg|Associated|Getty|Images?|"
    r"Services?|Board|World|Live|Video|National|International|Report|Stories|Posts|TASS|Xinhua)\b"
    r"|^(?:New|North|South|East|West|Middle|Central|United|San|Los|Las|Tel|Hong|The|Our|On|At|In)\b(?!-)"
)
# An address; the comma in "Martin Vega, Jr."
_NO_NAME = re.compile(
    r"\S*(?:https?:|www\.|://|@|\.(?:com|org|net)\b)\S*|,(?=\s*(?:[JS]r|I{2,3})\b)", re.IGNORECASE
)
_WORD = r"(?:(?:al|el)-)?[A-ZÀ-ÖØ-ÞČĐŁŞŠŻŽİ][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|de|van|von|der|bin|al|el|du|da|di|la|le)){{1,3}}"
_PERSON = re.compile(rf"{_NAME}|{_WORD}")
_PLACED = rf"{_NAME}(?: in {_WORD}(?: {_WORD})?)?"
_ONLY_NAMES = re.compile(rf"(?:[Bb][Yy]:? )?{_PLACED}(?:(?:,| and| &|, and) {_PLACED}){{0,5}}")
_LABEL = re.compile(
    r"^\W*(?:(?i:written|report(?:ed|ing)|stor(?:y|ies)|words|text|posted|published|analysis|opinion|"
    r"review|commentary|perspective) )?(?:By(?=[A-Z])|(?i:by)(?:\W+|$))"
    r"|^\W*(?i:(?:words|text|reporters?):|authors?(?: of the article)?\b)\W*"
)
# "3 May 2026 by Ann Lee"
_DATED = re.compile(r"[^.!?]{0,60}\b(?:19|20)\d\d\b[^.!?]{0,20}\b[Bb]y (?=[A-Z])")
# "Ann Lee Political Editor", "Mary Ann Lee Reporter", "Ann Lee Example News"
_ROLE = re.compile(
    r"^((?:[Bb][Yy]:? )?(?!The |New |B[Yy]\b)[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}?) "
    r"(?:(?:Senior|Deputy|Chief|Staff|Managing|Special|Foreign|Political|Parliamentary|Security|"
    rf"Health|Science|Sports?|Business|World|National|News)\b[\w &]{{0,40}}?{_JOB}.*"
    r"|(?:Reporter|Correspondent|Columnist|Editor)\b.*|[A-Z]\w+ (?:News|Press|Times))"
)
# What follows the names in a line: "Ann LeeStaff Writer", a date, a count, a call to follow.
_AFTER = re.compile(
    rf"(?-i:(?<=[a-z])(?=[A-Z])(?:C[EFT]O$|[\w &,]{{0,40}}?{_JOB}.*))"
    r"|\s*(?:[•·/–—-]\s|@|(?:\s(?:on|for|in)\s+)?\d).*"
    r"|\s+(?:published|updated|posted|follow|contact|for|is)\b.*"
    r"|\s+(?:on )?\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day\b"
    rf"|[ ,.]+(?=\d|{MONTH})).*"
    rf"|(?:\s+(?:on )?|(?-i:(?<=[a-z])(?=[A-Z]))){MONTH}\.? ?\d+(?!\d| ?{MONTH}).*",
    re.IGNORECASE,
)
_MOST = 1000  # characters of a list of names; longer texts are not searched
_MOST_WORDS, _LONGEST = 20, 200  # words and characters of a byline or a date line
# "By Ann Lee, a reporter who has ..."
_LONG = re.compile(r"(?:, an? | \| )(?=(?:\S+ ){15}).*")
_PUBLISHED = re.compile(r"\W*(?:\w+ )?(?:published|posted|written|created)\b.*\d", re.IGNORECASE)
_AGO = re.compile(r"\b\d+ ?(?:min(?:ute)?|hour|hr|day|week)s? ago\b", re.IGNORECASE)
_WAYS = (0, 1, -1, 2, 3, -2)  # from a name's line to its date's, the likeliest first
_SIGNED = r"^(?:(?:\w+ )?by|(?:more|all|stories|articles|posts) by|authors?|text)\W+"
_ABOUT = (
    r"(?: \([^()]*\))? is (?:an?|the)\b.{0,60}?\b"
    r"(?:editor|reporter|correspondent|writer|journalist|columnist|author|contributor)\b"
)


def name_key(name):
    """A key that is the same for all spellings of an outlet's or person's name."""
    return key(re.sub(r"^the\s+", "", name.lower()))


def names(texts, outlets=()):
    """The distinct names in bylines, without jobs; an outlet's only if no person is named."""
    outlet_keys = set(map(name_key, filter(None, outlets)))
    people, companies = {}, {}
    for name, mark in (pair for text in texts if len(text) <= _MOST for pair in _split(text)):
        # "Ann Lee, Senior Reporter", "Ann Lee, MD", but "Ann Lee and Emily Post"
        is_behind = re.fullmatch(r"\W+", mark) and _BEHIND.fullmatch(name)
        is_job = mark and (is_behind or _NO_PERSON.search(name))
        if (spelled := name_key(name)) and not is_job:
            (companies if spelled in outlet_keys else people).setdefault(spelled, name)
    return list(people.values()) or list(companies.values())[:1]


def _split(text):
    """Yield each name in a text and the mark or word before it."""
    for listed in _LISTED.split(text.strip("[]\"'")):
        parts = ["", *_SPLIT.split(_NO_NAME.sub(" ", _LABEL.sub("", _bare(listed))))]
        for mark, name in zip(parts[::2], parts[1::2], strict=True):
            name = "" if _PICTURED.search(name) else _TAIL.sub("", name).strip(" .,:;*-–—|")
            name += "." * bool(re.search(r"\b(?:Jr|Sr|[A-Z])$", name))
            if re.search(r"[^\W\d_]{2}", name):
                yield " ".join(name.split()), mark


def _bare(text):
    """A text without what follows the names in it, such as "Ann Lee2 | 3 May"."""
    text = re.sub(r"(?<=[a-z])\d{1,2}(?=\W|$)|\S+@\S+\.\S+", "", text.strip())
    text = _AFTER.sub("", text).strip(" ,|/–-")
    return re.sub(r"^(.{5,}?)\1$", r"\1", _ROLE.sub(r"\1", text))  # "Ann LeeAnn Lee"


def byline(below, above=(), after=(), page=""):
    """The authors and the day that lines around a headline name, as an article's fields."""
    below, above, after = map(_short, (below, above, after))
    days = map(days_in, [*below, *above, *filter(_PUBLISHED.match, after)])
    values = {"authors": _authors(below, above, after, page)}
    # In "5 May 2020 3 May 2020" one is the day of an update.
    values["published"] = next(map(min, filter(None, days)), None)
    fields = {name: value for name, value in values.items() if value}
    return fields | {"origins": dict.fromkeys(fields, "page")}


def _short(lines):
    """The texts of lines, or "" for those that cannot be a byline or a date line."""
    texts = [line.text for line in lines]
    texts = [_LONG.sub("", text) if _LABEL.match(text) else text for text in texts]
    return [text if _is_short(text) and not has_credit(text) else "" for text in texts]


def _is_short(text):
    return len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS


def is_byline(text):
    """Whether a line names its author by "By" or "Author"."""
    return _is_short(text) and _LABEL.match(text) is not None


def is_dated(text):
    """Whether a short line holds a day."""
    return _is_short(text) and (boilerplate(text) == DATE or day_in(text) is not None)


def _authors(below, above, after, page):
    """The names behind "By" in lines below a headline, above it and after the text, or alone."""
    near = [*below, *above]
    people = (
        _labelled(near)
        or _alone(near, below, page)
        or _labelled(after)
        or _labelled(near, _is_agency)
    )
    # "By Ann Lee Jerusalem" names a place, or a person whose name is one.
    placed = (re.search(rf"\bin {re.escape(name.split()[-1])}\b", page) for name in people)
    return [] if any(placed) else people


def _is_person(name):
    """Whether a name can be a person's: no outlet, agency, job or place, nor a phrase."""
    return bool(_PERSON.fullmatch(name)) and not _NO_PERSON.search(name)


def _is_agency(name):
    """Whether a name behind "By" may be that of an agency or a single name."""
    return name[0].isupper() and not re.search("(?i)staff writer|agencies", name)


def _labelled(lines, is_kept=_is_person):
    for n, line in enumerate(lines):
        if label := _LABEL.match(line) or _DATED.match(line):
            text = line[label.end() :]
            if not text.strip():
                text = ", ".join(takewhile(_ONLY_NAMES.fullmatch, map(_bare, lines[n + 1 :])))
            if people := list(filter(is_kept, names([text]))):
                return people
    return []


def _alone(near, below, page):
    """The names in a line of their own: confirmed by the page, or else the nearest to a date."""
    dated = [n for n, line in enumerate(below) if is_dated(line) or _AGO.search(line)]
    found = {}
    for n, line in enumerate(near):
        name = "" if boilerplate(line) in (SHARE, RELATED) else _bare(line)  # "Copy Link"
        if _ONLY_NAMES.fullmatch(name) and (people := list(filter(_is_person, names([name])))):
            spelled = re.escape(people[0])
            if re.search(rf"(?im){_SIGNED}{spelled}(?-i:(?![a-z]))|^{spelled}{_ABOUT}", page):
                return people
            ways = [rank for rank, way in enumerate(_WAYS) if n + way in dated and n < len(below)]
            if ways and not _is_phrase(name, page, ways[0] == 0):
                found.setdefault(ways[0], people)
    return found[min(found)] if found else []


def _is_phrase(name, page, is_dated):
    """Whether a name's words are ordinary words, or it stands in a sentence or is the outlet's."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    before = r"\b(?:in|at|near|across) " if is_dated else r"(?<!\b[Bb]y )(?<=[a-z,] )"
    return (
        any(re.search(rf"(?<![\w.@]){word}(?![\w@])", page) for word in words if len(word) > 3)
        or re.search(rf"{before}(?i:{re.escape(name)})\b", page)
        or re.search(rf"(?m)(?:\||©| [–—-] )[\w .]{{0,20}}{re.escape(name)}[^\w\n]*$", page)
    )
