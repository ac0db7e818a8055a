"""Wire copy: articles that an outlet took from a news agency."""

import re
from collections import namedtuple

from analysis._support import ROOT, compiled, read_yaml, require

from .duplicates import DEDUPLICATED
from .model import Corpus

_WIRE = read_yaml(ROOT / "analysis/corpus/agencies.yml")
_AGENCIES = _WIRE["agencies"]
# Any agency; the longer names first, or "AP" would hide "AAP".
_SHORT = "|".join(short for short, _ in _AGENCIES.values() if short)
_LONG = "|".join(sorted((name for _, name in _AGENCIES.values() if name), key=len)[::-1])
_PARTS = {"name": rf"((?:{_SHORT})(?![\w.])|(?i:{_LONG})\b)"} | _WIRE["parts"]
_IS = {kind: compiled(of, _PARTS, flags=re.DOTALL) for kind, of in _WIRE["marks"].items()}
_NEAR, _LINE = 3, 90  # paragraphs from the top or the end; characters of a byline in the text
# An agency (None if the mark names none), where its mark is, and the mark's words.
Wire = namedtuple("Wire", "agency where words")


def wire(article):
    """The agency that wrote an article → ``Wire``, or None.

    None for an agency's own publication, or if an agency is only quoted or credited with a part.
    """
    body = article.texts("body")
    top = article.texts("deck") + body[:_NEAR]
    short = [t.rstrip(".") for t in top if len(t) <= _LINE and t[-1] not in "?!"]
    bylines = [*article.authors, *(text for text in short if text.lower().startswith("by "))]
    marks = [("byline", _IS["byline"].fullmatch(name)) for name in bylines]
    marks += [("byline", _IS["run together"].fullmatch(name)) for name in article.authors]
    marks += [("dateline", _IS["dateline"].match(text)) for text in top]
    marks += [("sign-off", _IS["sign-off"].match(text)) for text in body[-_NEAR:]]
    own = {_agency(match) for match in _IS["own"].finditer(article.outlet or "")}
    for where, match in marks:
        if match and ((agency := _agency(match)) is None or agency not in own):
            return Wire(agency, where, match[0].strip()[:_LINE])
    return None


def _agency(match):
    name = next(filter(None, match.groups()), "")
    forms = ((a, rf"{short or a}|(?i:{long or a}|{a})") for a, (short, long) in _AGENCIES.items())
    return next((agency for agency, form in forms if re.fullmatch(form, name)), None)


def without_wire_copy(corpus):
    """Return the corpus without the articles that ``wire`` attributes to an agency.

    ``selection`` says how many articles were left out. TypeError if ``corpus`` is not a corpus;
    ValueError after `deduplicate`, which may have kept only the agency's copy of a story.
    """
    require(Corpus, "a Corpus, as returned by load()", corpus=corpus)
    if DEDUPLICATED in corpus.selection:
        raise ValueError("leave out wire copy before near-duplicates, not after")
    return corpus.keep("without wire copy", {a.id for a in corpus if wire(a) is None})
