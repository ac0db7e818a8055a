"""A page's bylines → a list of authors' names."""

import re

from .alignment import key

_BY = re.compile(
    r"^(?:(?:written|reported|reporting|story|stories|words|text|posted|published|analysis|opinion|"
    r"review|commentary|perspective) )?by\b[:\s]+"
    r"|^(?:authors?|reporters?|words)\s*:\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;|/•·\n]\s*|\s+(?:and|&|with)\s+|\s+[–—-]\s+")
_TAIL = re.compile(r"\s+(?:[Ff]or|in|at)\s+(?:the\s+)?[A-Z].*$|\s*\(.*$")
_JOB = re.compile(
    r"\b(?:editor|reporter|correspondent|writer|journalist|columnist|producer|chief|bureau|"
    r"contributor|photographer|analyst|professor|lecturer|fellow|director|staff|newsroom|admin|"
    r"administrator|desk|team|author)s?\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\d{2}|^\d|^(?:about|and|by|print|share|comments?)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:https?:|www\.|://|@|\.(?:com|org|net)\b)\S*", re.IGNORECASE)
_NAME = r"[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|der|bin|al|du|da|la|le)){1,3}"
ONLY_NAMES = re.compile(rf"(?:[Bb][Yy]:? )?{_NAME}(?:(?:,| and| &|, and) {_NAME}){{0,5}}")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
_LONGEST = 60  # characters of a name
_MOST = 1000  # characters of a byline; longer texts are not searched


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
        for n, name in enumerate(_split(text) if len(text) <= _MOST else ()):
            spelled = name_key(name)
            is_job = n and _JOB.search(name)  # "Ann Lee, Senior Reporter"
            too_long = len(name) > _LONGEST or len(name.split()) > 7
            if not spelled or is_job or too_long or _SLUG.fullmatch(name) or _NO_NAME.search(name):
                continue
            (companies if spelled in outlet_keys else people).setdefault(spelled, name)
    return list(people.values()) or list(companies.values())[:1]


def _split(text):
    text = _ADDRESS.sub(" ", _BY.sub("", text.strip()))
    for name in _SPLIT.split(_BY.sub("", text.strip())):
        name = _TAIL.sub("", name).strip(" .,:;*-–—|")
        if re.search(r"[^\W\d_]{2}", name):
            yield " ".join(name.split())
