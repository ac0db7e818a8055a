"""The lines of a page that say who wrote and who published its text, and when."""

import re
from itertools import takewhile

from .block import key
from .boilerplate import DATE, RELATED, SHARE, boilerplate, has_credit, wording
from .dates import day_in, days_in

_BY, _RIGHTS = wording("byline", flags=0), wording("rights", flags=0)
_MOST = 1000  # characters of a list of names; longer texts are not searched
_MOST_WORDS, _LONGEST = 20, 200  # words and characters of a byline or a date line
_LONGEST_RIGHTS, _MOST_IN_NAME = 400, 5  # characters of a line; words of a name alone in a line
_WAYS = (0, 1, -1, 2, 3, -2)  # from a name's line to its date's, the likeliest first


def name_key(name):
    """A key that is the same for all spellings of an outlet's or person's name."""
    return key(re.sub(r"^the\s+", "", name.lower()))


def names(texts, outlets=()):
    """The distinct names in bylines, without job titles; an outlet's only without a person's."""
    outlet_keys = set(map(name_key, filter(None, outlets)))
    people, companies = {}, {}
    for name, mark in (pair for text in texts if len(text) <= _MOST for pair in _split(text)):
        # "Ann Lee, Senior Reporter", "Ann Lee, MD", but "Ann Lee and Emily Post"
        is_job = mark and (_BY.behind_comma.fullmatch(mark + name) or _BY.no_person.search(name))
        if (spelled := name_key(name)) and not (is_job or _BY.nobody.fullmatch(name)):
            (companies if spelled in outlet_keys else people).setdefault(spelled, name)
    return list(people.values()) or list(companies.values())[:1]


def _split(text):
    """Yield each name in a text and the mark or word before it."""
    for listed in _BY.listed.split(text.strip("[]\"'")):
        parts = ["", *_BY.split.split(_BY.no_name.sub(" ", _bare(_BY.label.sub("", listed))))]
        for mark, name in zip(parts[::2], parts[1::2], strict=True):
            name = _BY.tail.sub("", name).strip(" .,:;*-–—|")
            name += "." * bool(re.search(r"\b(?:Jr|Sr|[A-Z])$", name))
            if re.search(r"[^\W\d_]{2}", name):
                yield " ".join(name.split()), mark


def _bare(text):
    """A text without what follows the names in it, such as "Ann Lee2 | 3 May"."""
    text = _BY.day_before.sub("", text.strip())
    text = re.sub(r"(?<=[a-z])\d{1,2}(?=\s*(?:[,;&|]|and\b|$))|\S+@\S+\.\S+", "", text)
    text = _BY.joins.sub("", _BY.after.sub("", _BY.glued.sub(" ", text))).strip(" ,|/–-")
    # "Ann Lee Reporter", but "Example News Reporter"
    text = _BY.role.sub(lambda role: role[0 if _BY.no_person.search(role[1]) else 1], text)
    return re.sub(r"^(.{5,}?) ?\1$", r"\1", text)  # "Ann LeeAnn Lee"


def byline(below, above=(), after=(), page=""):
    """The authors and the days that lines around a headline name, as an article's fields."""
    long = [n for n, line in enumerate(below) if not _is_short(line.text)]
    said = [n for n, line in enumerate(below) if _BY.sentence.match(line.text)]
    end = min([*long, *3 * [len(below)]][2], [*said, *5 * [len(below)]][4])  # third paragraph
    datelines = [found[1] for n in long[:1] if (found := _BY.dateline.match(below[n].text))]
    below, text, above, after = map(_short, (below[:end], below[end:], above, after))
    lines = [*below, *above, *filter(_BY.published.match, after)]
    # In the head of a page may be the day on which it was saved.
    lines = [line for line in lines if _BY.published.match(line) or not _BY.sentence.match(line)]
    changed = [day for line in lines if _BY.changed.search(line) for day in days_in(line)]
    lines = [_BY.other_day.sub("", line) for line in lines]
    lines = sorted(lines, key=lambda line: not _BY.published.match(line)) + datelines
    days = map(days_in, [*lines, *filter(_BY.ends.match, after)])
    values = {"authors": _authors(below, above, [*text, *after], page)}
    # In "5 May 2020 3 May 2020" one is the day of an update.
    values["published"] = next(map(min, filter(None, days)), None)
    values["modified"] = max(changed, default=None)
    fields = {name: value for name, value in values.items() if value}
    return fields | {"origins": dict.fromkeys(fields, "page")}


def outlet(lines, top, last, authors=()):
    """The name in a copyright line that is also alone in a line or after the headline; or None.

    Below the text, a name that two more lines contain will do. ``top`` and ``last`` are the indices
    of the headline and of the text's last line.
    """
    headline = lines[top].text
    alone = {line.text for line in lines if line.open and line.words <= _MOST_IN_NAME}
    for line in lines:
        if line.text != headline and line.text.startswith(headline):  # "Storm | The Paper"
            alone.update(_BY.between.split(line.text.removeprefix(headline)))
    known = set(map(name_key, alone))
    outside = [line.text for line in (*lines[:top], *lines[last:])]
    for line in reversed(lines):
        for match in _RIGHTS.owner.finditer(line.text) if len(line.text) <= _LONGEST_RIGHTS else ():
            name = _RIGHTS.after.sub("", next(filter(None, match.groups()))).strip(" .,")
            if len(name_key(name)) < 3 or _RIGHTS.other.match(name) or name in authors:
                continue
            having = [text for text in outside if re.search(rf"\b{re.escape(name)}\b", text)]
            if name_key(name) in known or line.first >= lines[last].first and len(having) > 2:
                return name
    return None


def _short(lines):
    """The texts of lines, or "" for those that cannot be a byline or a date line."""
    texts = (_BY.clause.sub("", t) if _BY.label.match(t) else t for t in (x.text for x in lines))
    return [text if _is_short(text) and not has_credit(text) else "" for text in texts]


def _is_short(text):
    return len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS


def is_byline(text):
    """Whether a line names an author after "By" or "Author"."""
    return _is_short(text) and _BY.label.match(text) is not None


def is_dated(text):
    """Whether a line is short and contains a date."""
    return _is_short(text) and (boilerplate(text) == DATE or day_in(text) is not None)


def _authors(below, above, after, page):
    """The names behind "By" in lines below a headline, above it and after the text, or alone."""
    near = [*below, *above]
    people = labelled(near) or _alone(near, below, page) or labelled(after)
    people = people or labelled(near, _BY.agency.match)
    # "By Ann Lee Jerusalem" names a place, or a person whose name is one; "By Ann Jordan" does not.
    last = (re.escape(name.split()[-1]) for name in people if name.count(" ") > 1)
    return [] if any(re.search(rf"\bin {name}\b", page) for name in last) else people


def _is_person(name):
    """Whether a name can be a person's: no outlet, agency, job or place, nor a phrase."""
    return bool(_BY.person.fullmatch(name)) and not _BY.no_person.search(name)


def labelled(lines, is_kept=_is_person):
    """The names after "By" in the first of these lines that has one."""
    for n, line in enumerate(lines):
        if label := _BY.label.match(line) or _BY.dated_label.match(line):
            texts = [line[label.end() :].strip()]
            for below in lines[n + 1 :]:
                is_name = _BY.names.fullmatch(_bare(below)) or re.fullmatch("and|[,&+…]", below)
                if not is_name or texts[0] and not _BY.joins.search(texts[-1]):
                    break
                texts.append(below)
            if people := _placeless(filter(is_kept, names(texts)), line, texts[0]):
                return people
    return []


def _placeless(people, line, listed):
    """The people without a place: "Ann Lee, Rome", but "Ann Lee and Bono", "Wu, Li and Chen"."""
    place = () if _BY.surnames.match(listed) else (", ", "| ")
    return [n for n in people if " " in n or not line.split(n)[0].endswith(place)]


def _alone(near, below, page):
    """The names in a line of their own, or of several: confirmed by the page, or near a date."""
    dated = [n for n, line in enumerate(below) if is_dated(line) or _BY.ago.search(line)]
    found, likeliest = {}, {}
    for n, line in enumerate(near):
        name = "" if boilerplate(line) in (SHARE, RELATED) else _bare(line)  # "Copy Link"
        people = filter(_is_person, names([name])) if _BY.names.fullmatch(name) else ()
        if people := _placeless(people, line, name):
            spelled, first = re.escape(people[0]), re.escape(people[0].split()[0])
            signed = rf"{_BY.signed.pattern}{spelled}(?-i:(?![a-z]))"
            about = rf"^(?:{spelled}|{first}){_BY.about.pattern}"
            address = rf"\b[\w.-]*{re.escape(people[0].split()[-1])}[\w.-]*@"
            ways = [rank for rank, way in enumerate(_WAYS) if n + way in dated and n < len(below)]
            after = line.rpartition(people[-1])[2]  # in "Ann Lee, Staff Writer"
            pair = not n and _BY.pair.search(name)
            pair = pair and not any(_is_told_of(one, page.replace(line, "")) for one in people)
            if pair or n < 4 and any(map(_BY.post.match, [after, *below[n + 1 : n + 2]])):
                ways.append(len(_WAYS))
            # Above the text, below a deck at most: a long line is "" here.
            are_text = list(map(bool, map(_BY.text.match, below[: n + 2])))
            is_first = are_text == [False] * (n + 1) + [True] and (pair or len(people) == 1)
            if n < 2 and is_first and page.count(name) == 1 and _BY.full_name.match(line):
                ways.append(len(_WAYS) + 1)
            if re.search(f"(?im){signed}|{about}|{address}", page):
                ways = [-1]  # the page tells who this is
            elif _is_phrase(name, people, page, ways[:1] == [0]):
                continue
            found[n] = people
            if ways:
                likeliest.setdefault(ways[0], n)
    if not likeliest:
        return []
    best, most = likeliest[min(likeliest)], _MOST_IN_NAME if -1 in likeliest else 2
    stacked = {n for n in found if n == best or len(near[n].split()) <= most}
    first = next(n for n in range(best, -1, -1) if n - 1 not in stacked)
    stacked = takewhile(stacked.__contains__, range(first, len(near)))
    return list(dict.fromkeys(name for n in stacked for name in found[n]))


def is_about(text, people):
    """Whether a line is the name of one of these people, or describes one of them."""
    spelled = "|".join(map(re.escape, people))
    return bool(people) and re.match(f"(?:{spelled}){_BY.bio.pattern}", text, re.I) is not None


def _is_told_of(person, page):
    """Whether a name has one word only, or is that of a person of the story."""
    given, _, family = map(re.escape, person.rpartition(" "))
    alone = not given or re.search(rf"(?<!{given} )\b{family}\b", page)
    return bool(alone or _is_phrase(person, [person], page, False))


def _is_phrase(name, people, page, is_dated):
    """Whether a name's words are ordinary words, or it stands in a sentence or is the outlet's."""
    words = re.findall(r"[^\W\d_]+", " ".join(people).lower())
    before = r"\b(?:in|at|near|across) " if is_dated else r"(?<!\b[Bb]y )(?<=[a-z,] )"
    return (
        any(re.search(rf"(?<![\w.@]){word}(?![\w@]|\.\w)", page) for word in words if len(word) > 3)
        or re.search(rf"{before}(?i:{re.escape(name)})\b", page)
        or re.search(rf"(?m)(?:\||©| [–—-] )[\w .]{{0,20}}{re.escape(name)}[^\w\n]*$", page)
    )
