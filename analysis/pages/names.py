"""A page's bylines → a list of authors' names."""

import re
from itertools import chain

from .alignment import key
from .dates import MONTH

_LISTED = re.compile(r"[\"']\s*,\s*[\"']|\s*[;\n]\s*")  # between names; a comma may be before a job
_SPLIT = re.compile(r"(,?\s+(?i:and|&|with)\s+|\s*[,|/•·]\s*|\s+[–—-]\s+)")
_SUFFIX = re.compile(r"\s*,\s*(?=(?:[JS]r|I{2,3}|IV)\b)")
_TAIL = re.compile(r"\s+(?:[Ff]or|in|at)\s+(?:the\s+)?[A-Z].*$|\s*\(.*$")
_PICTURED = re.compile(r"\((?:photo|video|picture|graphic|illustrat)", re.IGNORECASE)
JOB = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|producer|chief|bureau|"
    r"contributor|photographer|analyst|professor|lecturer|fellow|director|staff|newsroom|admin|"
    r"administrator|desk|team|author)s?\b",
    re.IGNORECASE,
)
# Behind a comma: a degree, or whom somebody writes for.
_BEHIND = re.compile(
    r"(?:Ph\.?D|M\.?[DAS]c?|B\.?[AS]c?|R\.?[DN]|J\.?D|MBA|MPH|LLM|Esq)\.?|[A-Z]{2,5}|.* Post"
)
_ORGANISATION = re.compile(
    r"\b(?:News|Press|Times|Tribune|Herald|Magazine|Journal|Media|Agenc(?:y|ies|e)|Wires?|Reuters|All|"
    r"Network|Program|Today|Daily|Bloomberg|Associated|Getty|Images?|Services?|Board|World|Live|Video|"
    r"National|International|Report|Stories|TASS|Xinhua)\b|^[A-Z]{2,3}$"
    r"|^(?:New|North|South|East|West|Middle|Central|United|San|Los|Las|Tel|Hong|The|Our|On|At|In)\b(?!-)"
)
# "Department of Health and Care" is one name.
_OFFICE = re.compile(
    r"(?:\w+ ){0,3}(?:Agency|Association|Cent(?:er|re)s?|Commission|Committee|Council|Department|"
    r"Foundation|Institutes?|Ministry|Office|Society|Union|University) (?:of|for|on) .*"
)
_NO_NAME = re.compile(r"\d{2}|^\d|^(?:about|and|by|print|share|comments?)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|://|@|\.(?:com|org|net)\b)\S*", re.IGNORECASE)
_WORD = r"(?:(?:al|el)-)?[A-ZÀ-ÖØ-ÞČĐŁŞŠŻŽİ][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|de|van|von|der|bin|al|el|du|da|di|la|le)){{1,3}}"
_PERSON = re.compile(rf"{_NAME}|{_WORD}")
ONLY_NAMES = re.compile(rf"(?:[Bb][Yy]:? )?{_NAME}(?:(?:,| and| &|, and) {_NAME}){{0,5}}")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
_LONGEST = 60  # characters of a name
_MOST = 1000  # characters of a byline; longer texts are not searched

LABEL = re.compile(
    r"^\W*(?:(?i:written|report(?:ed|ing)|stor(?:y|ies)|words|text|posted|published|analysis|opinion|"
    r"review|commentary|perspective) )?(?:By(?=[A-Z])|(?i:by)(?:\W+|$))"
    r"|^\W*(?i:(?:words|text|reporters?):|authors?(?: of the article)?\b)\W*"
)
_GLUED = re.compile(rf"(?<=[a-z])(?=[A-Z])[\w &,]{{0,40}}?(?i:{JOB.pattern}).*")
# "Ann Lee Political Editor", "Ann Lee Example News"
_ROLE = re.compile(
    r"^((?:[Bb][Yy]:? )?(?!The |New )[A-Z][\w.'’-]* [A-Z][\w.'’-]*) (?:(?:Senior|Deputy|Chief|"
    r"Staff|Managing|Special|Foreign|Political|Parliamentary|Security|Health|Science|Sports?|Business|"
    rf"World|National|News)\b[\w &]{{0,40}}?(?i:{JOB.pattern}).*|[A-Z]\w+ (?:News|Press|Times))"
)
# What follows the names in a line: an address, a date, a count, a call to follow.
_AFTER = re.compile(
    r"\s*\|(?=.*[\d@]).*|\s*[•·/–—-]\s.*|(?:\s+(?:on|for|in))?\s*\d.*|\s*@.*|\s+(?:on|for|in)\s*$"
    r"|\s+(?:published|updated|posted|follow|contact|for|is)\b.*"
    r"|\s+(?:on )?\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*"
    r"|\s+(?:on )?\b(?:mon|tues?|wed|thurs?|fri|sat|sun)\b[ ,.]+(?=\d|" + MONTH + r").*"
    r"|\s+(?:on )?" + MONTH + r"\.? ?\d+(?!\d| ?" + MONTH + r").*",
    re.IGNORECASE,
)


def bare(text):
    """A text without what follows the names in it: "Ann LeeStaff Writer", "Ann Lee2 | 3 May"."""
    text = re.sub(r"(?<=[a-z])\d{1,2}(?=\W|$)|\S+@\S+\.\S+", "", text.strip())
    text = _AFTER.sub("", _GLUED.sub("", text)).strip(" ,|/–-")
    text = _ROLE.sub(r"\1", text)
    return re.sub(r"^(.{5,}?)\1$", r"\1", text)  # "Ann LeeAnn Lee"


def name_key(name):
    """A key that is the same for all spellings of an outlet's or person's name."""
    return key(re.sub(r"^the\s+", "", name.lower()))


def names(texts, outlets=()):
    """The distinct names in bylines, without jobs; an outlet's only if no person is named."""
    outlet_keys = set(map(name_key, filter(None, outlets)))
    people, companies = {}, {}
    listed = [part for text in texts if len(text) <= _MOST for part in _listed(text)]
    for name, mark in chain.from_iterable(map(_split, listed)):
        # "Ann Lee, Senior Reporter", "Ann Lee, MD", but "Ann Lee and Emily Post"
        is_behind = re.fullmatch(r"\W+", mark) and _BEHIND.fullmatch(name)
        is_job = mark and (is_behind or JOB.search(name) or _ORGANISATION.search(name))
        spelled = name_key(name)
        too_long = len(name) > _LONGEST or len(name.split()) > 7
        if spelled and not (is_job or too_long or _SLUG.fullmatch(name) or _NO_NAME.search(name)):
            (companies if spelled in outlet_keys else people).setdefault(spelled, name)
    return list(people.values()) or list(companies.values())[:1]


def is_person(name):
    """Whether a printed name can be a person's: no outlet, agency, job or place, nor a phrase."""
    return bool(_PERSON.fullmatch(name)) and not (JOB.search(name) or _ORGANISATION.search(name))


def _listed(text):
    """The texts of a list such as "['Ann Lee', 'Bob Day']" or "By Ann Lee; By Bob Day"."""
    return _LISTED.split(text.strip("[]\"'") if re.fullmatch(r"\[.*\]", text) else text)


def _split(text):
    """Yield each name and the mark or word before it."""
    is_office = _OFFICE.fullmatch(text)
    text = LABEL.sub("", text.strip() if is_office else bare(text))
    text = _SUFFIX.sub(" ", _ADDRESS.sub(" ", text))
    parts = ["", text] if is_office else ["", *_SPLIT.split(text)]
    for mark, name in zip(parts[::2], parts[1::2], strict=True):
        name = "" if _PICTURED.search(name) else _TAIL.sub("", name).strip(" .,:;*-–—|")
        name += "." * bool(re.search(r"\b(?:Jr|Sr|[A-Z])$", name))
        if re.search(r"[^\W\d_]{2}", name):
            yield " ".join(name.split()), mark
