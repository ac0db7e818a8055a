"""A page's bylines → a list of authors' names."""

import re

from .alignment import key

_BY = re.compile(
    r"^(?:(?:written|reported|reporting|story|stories|words|text|posted|published|analysis|opinion|"
    r"review|commentary|perspective) )?by\b[:\s]+"
    r"|^(?:authors?|reporters?|words)\s*:\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;|/•·\n]\s*|\s+(?i:and|&|with)\s+|\s+[–—-]\s+")
_TAIL = re.compile(r"\s+(?:[Ff]or|in|at)\s+(?:the\s+)?[A-Z].*$|\s*\(.*$")
JOB = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|producer|chief|bureau|"
    r"contributor|photographer|analyst|professor|lecturer|fellow|director|staff|newsroom|admin|"
    r"administrator|desk|team|author)s?\b",
    re.IGNORECASE,
)
# Behind a name: a degree, or whom somebody writes for.
_BEHIND = re.compile(
    r"(?:Ph\.?D|M\.?[DAS]c?|B\.?[AS]c?|R\.?[DN]|J\.?D|MBA|MPH|LLM|Esq)\.?|[A-Z]{2,5}"
    r"|.*\b(?:News|Post|Times|Press|Tribune|Herald|Magazine|Journal|Media|Agenc(?:y|ies)|Wire|Reuters|"
    r"Network|Program|Today|Daily|All|Stories)\b.*"
)
_NO_NAME = re.compile(r"\d{2}|^\d|^(?:about|and|by|print|share|comments?)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|://|@|\.(?:com|org|net)\b)\S*", re.IGNORECASE)
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|bin|al|du|da|la|le)){1,3}"
ONLY_NAMES = re.compile(rf"(?:[Bb][Yy]:? )?{_NAME}(?:(?:,| and| &|, and) {_NAME}){{0,5}}")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
_LONGEST = 60  # characters of a name
_MOST = 1000  # characters of a byline; longer texts are not searched


LABEL = re.compile(
    r"\W*(?:(?i:written|reported|reporting|story|posted|words|text|analysis|opinion|published) )?"
    r"(?:(?:[Bb]y|BY)(?:\W+|$|(?=[A-Z]))|(?i:authors?(?: of the article)?)\b\W*)"
)
_GLUED = re.compile(rf"(?<=[a-z])(?=[A-Z])[\w &,]{{0,40}}?(?i:{JOB.pattern}).*")
# What follows the names in a line: an address, a date, a count, a call to follow.
_AFTER = re.compile(
    r"\s*\|(?=.*[\d@]).*|\s*[•·/–—-]\s.*|\d.*|\s*@.*|\s+(?:on|for|in)\s*$"
    r"|\s+(?:published|updated|posted|follow|contact|for|is)\b.*"
    r"|\s+(?:on )?\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?\b.*"
    r"|\s+(?:on )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? ?\d.*",
    re.IGNORECASE,
)


def bare(text):
    """A text without what follows the names in it.

    >>> bare("Ann LeeStaff Writer"), bare("Ann Lee2 | 3 May 2026")
    ('Ann Lee', 'Ann Lee')
    """
    text = re.sub(r"(?<=[a-z])\d{1,2}(?=\W|$)|\S+@\S+\.\S+", "", text.strip())
    text = _AFTER.sub("", _GLUED.sub("", text))
    return re.sub(r"^(.{5,}?)\1$", r"\1", text)  # "Ann LeeAnn Lee"


def name_key(name):
    """A key that is the same for all spellings of an outlet's or person's name."""
    return key(re.sub(r"^the\s+", "", name.lower()))


def names(texts, outlets=()):
    """The distinct names in bylines, without "By", addresses and jobs.

    An outlet's name is kept only if no person is named.

    >>> names(["By Ann Lee and BOB DAY, Senior Reporter", "ann-lee"], ["The Paper"])
    ['Ann Lee', 'BOB DAY']
    """
    outlet_keys = set(map(name_key, filter(None, outlets)))
    people, companies = {}, {}
    for text in texts:
        for n, name in enumerate(_split(bare(text)) if len(text) <= _MOST else ()):
            spelled = name_key(name)
            # "Ann Lee, Senior Reporter", "Ann Lee, MD"
            is_job = n and (JOB.search(name) or _BEHIND.fullmatch(name))
            too_long = len(name) > _LONGEST or len(name.split()) > 7
            if not spelled or is_job or too_long or _SLUG.fullmatch(name) or _NO_NAME.search(name):
                continue
            (companies if spelled in outlet_keys else people).setdefault(spelled, name)
    return list(people.values()) or list(companies.values())[:1]


def _split(text):
    text = _ADDRESS.sub(" ", _BY.sub("", text.strip()))
    for name in _SPLIT.split(_BY.sub("", text.strip())):
        name = _TAIL.sub("", name).strip(" .,:;*-–—|")
        name += "." * bool(re.search(r"\b(?:Jr|Sr|[A-Z])$", name))
        if re.search(r"[^\W\d_]{2}", name):
            yield " ".join(name.split())
