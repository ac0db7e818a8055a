"""The lines around a headline that say who wrote the text, and when it was published."""

import re

from .block import key
from .boilerplate import DATE, RELATED, SHARE, WORDING, boilerplate, has_credit
from .dates import MONTH, day_in, days_in

_WORDS = {kind: "|".join(words) for kind, words in WORDING["byline"].items()}
_LISTED = re.compile(r"[\"']\s*,\s*[\"']|\s*[;\n]\s*")  # between names; a comma may be before a job
_SPLIT = re.compile(r"(,?\s+(?i:and|&|\+|with)\s+|\s*[,|/•·]\s*|\s+[–—-]\s+)")
_JOINS = re.compile(r"\W*(?:\band|[&+…])\s*$", re.IGNORECASE)  # more names are to follow
_JOB = rf"(?i:\b(?:{_WORDS['writer']}|{_WORDS['job']}|{_WORDS['body']})s?\b)"
_WRITER = rf"\b(?:{_WORDS['writer']})s?\b"
# Behind a comma: a degree, or whom somebody writes for.
_BEHIND = re.compile(r"\W+(?:[A-Z][a-z]{0,2}\.?[A-Z]{1,4}c?\.?|Esq\.?|[A-Z].* Post)")
_NO_PERSON = re.compile(
    rf"{_JOB}|^[A-Z]{{2,3}}$|^[A-Z]{{3,4}} [A-Z][a-z]|\b(?:{_WORDS['outlet']})\b"
    rf"|^(?:{_WORDS['place']})\b(?!-)"
)
# An address; the comma in "Martin Vega, Jr."
_NO_NAME = re.compile(r"(?i:\S*(?:www\.|://|@|\.(?:com|org|net)\b)\S*|,(?=\s*(?:[JS]r|I{2,3})\b))")
_WORD = r"(?:(?:al|el)-)?[A-ZÀ-ÖØ-ÞČĐŁŞŠŻŽİ][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|{_WORDS['particle']})){{1,3}}"
_PLACED = rf"{_NAME}(?: in {_WORD}(?: {_WORD})?)?"
_ONLY_NAMES = re.compile(rf"(?:[Bb][Yy]:? )?{_PLACED}(?:(?:,| and| &|, and| \|) {_PLACED}){{0,5}}")
_LABEL = re.compile(
    rf"^\W*(?:(?i:{_WORDS['label']}) )?(?:By(?=[A-Z])|(?i:by)(?:\W+|$))"
    r"|^\W*(?i:(?:words|text|reporters?):|authors?(?: of the article)?\b)\W*"
)
# "3 May 2026 by Ann Lee"
_DATED = re.compile(r"[^.!?]{0,60}\b(?:19|20)\d\d\b[^.!?]{0,20}\b[Bb]y (?=[A-Z])")
# What stands behind a name without a mark: "Ann Lee Political Editor", "Mary Ann Lee Reporter",
# "Ann Lee of The Example", "Ann Lee Example News", "Ann Lee USA TODAY".
_ROLE = re.compile(
    rf"((?:^|\b(?i:by:?|and) |& )(?!The |New |B[Yy]\b){_WORD}(?: {_WORD}){{1,3}}?) "
    rf"(?:(?i:{_WORDS['field']})\b[\w &]{{0,40}}?{_JOB}|(?!(?i:{_WORDS['body']})){_JOB}"
    r"|(?:of )?[Tt]he [A-Z]|[A-Z]\w+ (?:News|Press|Times|Post)\b|Reuters\b"
    r"|(?<=[a-z] )(?![IV]+\b)(?:MS)?[A-Z]{2,4}\b)[^,|]*?(?=,|\||(?i: and )|$)"
)
# Where two elements of a page met: "Ann LeeStaff Writer", but "McDonald".
_GLUED = re.compile(
    r"(?<=[a-z])(?<!\b[DLM][aec])(?<!\bMac)(?=C[EFT]O$|Published|Updated|Posted|[A-Z]{3}"
    rf"|[A-Z][\w &,]{{0,40}}?{_JOB}|(?=[A-Z])(?i:{MONTH})\.? ?\d)"
)
# What follows the names in a line: a date, a count, a call to follow.
_AFTER = re.compile(
    rf"(?:\s+(?:{_WORDS['call']})\b|\s*(?:[•·/–—-]\s|@|\[|(?:\s(?:on|for|in|at)\s+)?\d)"
    rf"|(?:^|\s+)\w+ by\b|\s+(?:on )?(?:{_WORDS['weekday']})(?:day)?[ ,.]+(?=\d|{MONTH})"
    rf"|\s+(?:(?:on|at) )?{MONTH}\.? ?\d+(?!\d| ?{MONTH})).*",
    re.IGNORECASE,
)
# "Ann Lee in Rome", "Ann Lee (Reuters)", "Bob Day (photography)"
_TAIL = re.compile(r"\s+(?:in|at) (?:the )?[A-Z].*|.*\((?i:photo|video|picture|illust).*|\s*\(.*")
_MOST = 1000  # characters of a list of names; longer texts are not searched
_MOST_WORDS, _LONGEST = 20, 200  # words and characters of a byline or a date line
# "By Ann Lee, a reporter who has ..."
_LONG = re.compile(r"(?:, an? | \| )(?=(?:\S+ ){15}).*")
_PUBLISHED = re.compile(r"\W*(?:\w+ )?(?:published|posted|written|created)\b.*\d", re.IGNORECASE)
_AGO = re.compile(r"\b\d+ ?(?:min(?:ute)?|hour|hr|day|week)s? ago\b", re.IGNORECASE)
_WAYS = (0, 1, -1, 2, 3, -2)  # from a name's line to its date's, the likeliest first
_SIGNED = r"^(?:(?:\w+ )?by|(?:more|all|stories|articles|posts) by|authors?|text)\W+"
_ABOUT = rf"(?: \([^()]*\))? (?:is (?:an?|the)\b.{{0,60}}?{_WRITER}|(?:writes|reports|covers)\b)"
_POST = re.compile(rf"(?i)\s*(?:@\w+\W*|(?!.*[.!?]$)(?:\S+ ){{0,5}}\S*{_WRITER}.{{0,30}})$")


def name_key(name):
    """A key that is the same for all spellings of an outlet's or person's name."""
    return key(re.sub(r"^the\s+", "", name.lower()))


def names(texts, outlets=()):
    """The distinct names in bylines, without jobs; an outlet's only if no person is named."""
    outlet_keys = set(map(name_key, filter(None, outlets)))
    people, companies = {}, {}
    for name, mark in (pair for text in texts if len(text) <= _MOST for pair in _split(text)):
        # "Ann Lee, Senior Reporter", "Ann Lee, MD", but "Ann Lee and Emily Post"
        is_job = mark and (_BEHIND.fullmatch(mark + name) or _NO_PERSON.search(name))
        if (spelled := name_key(name)) and not is_job:
            (companies if spelled in outlet_keys else people).setdefault(spelled, name)
    return list(people.values()) or list(companies.values())[:1]


def _split(text):
    """Yield each name in a text and the mark or word before it."""
    for listed in _LISTED.split(text.strip("[]\"'")):
        parts = ["", *_SPLIT.split(_NO_NAME.sub(" ", _bare(_LABEL.sub("", listed))))]
        for mark, name in zip(parts[::2], parts[1::2], strict=True):
            name = _TAIL.sub("", name).strip(" .,:;*-–—|")
            name += "." * bool(re.search(r"\b(?:Jr|Sr|[A-Z])$", name))
            if re.search(r"[^\W\d_]{2}", name):
                yield " ".join(name.split()), mark


def _bare(text):
    """A text without what follows the names in it, such as "Ann Lee2 | 3 May"."""
    text = re.sub(r"(?<=[a-z])\d{1,2}(?=\s*(?:[,;&|]|and\b|$))|\S+@\S+\.\S+", "", text.strip())
    text = _JOINS.sub("", _AFTER.sub("", _GLUED.sub(" ", text))).strip(" ,|/–-")
    # "Ann Lee Reporter", but "Example News Reporter"
    text = _ROLE.sub(lambda role: role[0 if _NO_PERSON.search(role[1]) else 1], text)
    return re.sub(r"^(.{5,}?) ?\1$", r"\1", text)  # "Ann LeeAnn Lee"


def byline(below, above=(), after=(), page=""):
    """The authors and the day that lines around a headline name, as an article's fields."""
    long = [n for n, line in enumerate(below) if not _is_short(line.text)]
    end = [*long, *3 * [len(below)]][2]  # the third paragraph
    below, text, above, after = map(_short, (below[:end], below[end:], above, after))
    lines = [*below, *above, *filter(_PUBLISHED.match, after)]
    # In the head of a page may be the day on which it was saved.
    days = map(days_in, sorted(lines, key=lambda line: not _PUBLISHED.match(line)))
    values = {"authors": _authors(below, above, [*text, *after], page)}
    # In "5 May 2020 3 May 2020" one is the day of an update.
    values["published"] = next(map(min, filter(None, days)), None)
    fields = {name: value for name, value in values.items() if value}
    return fields | {"origins": dict.fromkeys(fields, "page")}


def _short(lines):
    """The texts of lines, or "" for those that cannot be a byline or a date line."""
    texts = (_LONG.sub("", line.text) if _LABEL.match(line.text) else line.text for line in lines)
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
    people = _labelled(near) or _alone(near, below, page) or _labelled(after)
    people = people or _labelled(near, _is_agency)
    # "By Ann Lee Jerusalem" names a place, or a person whose name is one; "By Ann Jordan" does not.
    last = (re.escape(name.split()[-1]) for name in people if name.count(" ") > 1)
    return [] if any(re.search(rf"\bin {name}\b", page) for name in last) else people


def _is_person(name):
    """Whether a name can be a person's: no outlet, agency, job or place, nor a phrase."""
    return bool(re.fullmatch(rf"{_NAME}|{_WORD}", name)) and not _NO_PERSON.search(name)


def _is_agency(name):
    """Whether a name behind "By" may be that of an agency or a single name."""
    return name[0].isupper() and not re.search("(?i)staff writer|agencies", name)


def _labelled(lines, is_kept=_is_person):
    for n, line in enumerate(lines):
        if label := _LABEL.match(line) or _DATED.match(line):
            texts = [line[label.end() :].strip()]
            for below in lines[n + 1 :]:
                is_name = _ONLY_NAMES.fullmatch(_bare(below)) or re.fullmatch("and|[,&+…]", below)
                if not is_name or texts[0] and not _JOINS.search(texts[-1]):
                    break
                texts.append(below)
            people = filter(is_kept, names(texts))
            # "Ann Lee, Rome", but "Ann Lee and Bono"
            people = [n for n in people if " " in n or line.split(n)[0][-2:] not in (", ", "| ")]
            if people:
                return people
    return []


def _alone(near, below, page):
    """The names in a line of their own: confirmed by the page, or else the nearest to a date."""
    dated = [n for n, line in enumerate(below) if is_dated(line) or _AGO.search(line)]
    found = {}
    for n, line in enumerate(near):
        name = "" if boilerplate(line) in (SHARE, RELATED) else _bare(line)  # "Copy Link"
        if _ONLY_NAMES.fullmatch(name) and (people := list(filter(_is_person, names([name])))):
            spelled, first = re.escape(people[0]), re.escape(people[0].split()[0])
            about = rf"(?im){_SIGNED}{spelled}(?-i:(?![a-z]))|^(?:{spelled}|{first}){_ABOUT}"
            if re.search(about, page):
                return people
            ways = [rank for rank, way in enumerate(_WAYS) if n + way in dated and n < len(below)]
            if n < 4 and any(map(_POST.match, [line.removeprefix(name), *below[n + 1 : n + 2]])):
                ways.append(len(_WAYS))
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
