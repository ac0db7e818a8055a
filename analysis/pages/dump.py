"""A page saved as text → blocks, by rules about text dumps in general."""

import re
from itertools import groupby, pairwise

from analysis.article import clean_lines, one_line
from analysis.text.syllables import table

from .block import Block, complete, drop_open, drop_repeats, key
from .boilerplate import BYLINE, CAPTION, COMMENTS, RELATED, boilerplate, has_credit, wording
from .headline import headline
from .names import byline, is_byline, labelled, outlet
from .region import ITEM, drop_thread, opening, region
from .response import certain, find

# Lines above and below the headline, and around the text's ends, that may name authors and day.
_ABOVE, _AROUND = 4, 6
_FULL, _FEW = 0.8, 8  # share of the width that a wrapped row fills; rows that show a column
DOUBLED = "repeated by the line beside it"
_IS = wording("dump", flags=0)


def read_dump(text):
    """The blocks of a text dump in order, its responses, and the fields of its article."""
    rows = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    quoted = sum(row.startswith(">") for row in rows)
    if 2 * quoted > sum(map(bool, map(str.strip, rows))):  # a forwarded message
        rows = [_IS.forwarded.sub("", row) for row in rows]
    matches = find(rows)
    responses = certain(matches)
    lines = _lines(rows, {match.first: match for match in matches}, responses)
    _drop_doubled(lines)
    for above, line in pairwise([*lines[:1], *lines]):
        if line.open and (has_credit(line.text) or above.reason == CAPTION and not line.ends):
            line.keep("caption", "line with a photo credit")
    drop_thread(lines)
    _drop_teasers(lines)
    fields = _decide([line for line in lines if line.reason != DOUBLED])
    drop_repeats(lines, lambda line: _IS.quoted.fullmatch(line.text))
    return complete(lines, text), responses, fields


def _lines(rows, matches, responses):
    """Polls and counters, wrapped paragraphs and single lines, in the page's order."""
    width = wrap_width(rows)
    lines, n = [], 0
    while n < len(rows):
        last = n
        if match := matches.get(n):
            last = match.last
            text, reason = clean_lines("\n".join(rows[n : last + 1])), match.reason(responses)
        else:
            while width and last + 1 not in matches and runs_on(rows, last, width):
                last += 1
            text = one_line(" ".join(rows[n : last + 1]))
            text = uncut(text) if last > n else text
            reason = boilerplate(text)
        if rows[n].strip():
            lines.append(Block(n + 1, last + 1, text, reason=reason))
        n = last + 1
    return lines


def uncut(text):
    """Joined rows without the hyphens of words that were cut: "trea- sury" but "long- and"."""
    return _IS.cut.sub(lambda m: m[1] + "-" * ((m[1] + m[2]).lower() not in table()) + m[2], text)


def wrap_width(rows):
    """The width at which a dump was wrapped, or 0 where each paragraph is one line."""
    cut = [n for n, x in enumerate(rows[1:]) if x.lstrip()[:1].islower() and rows[n].strip()]
    width = max((len(rows[n]) for n in cut), default=0)
    wraps = sum(_is_full(rows, n, width) for n in cut)
    # The columns of a PDF have as much on each line, but not as many characters.
    even = sum(len(rows[n]) >= _FULL * width for n in cut)
    longer = sum(len(row) for row in rows if len(row) > width)
    is_wrapped = wraps > 1 and 2 * wraps > len(cut) or even >= max(_FEW, 0.8 * len(cut))
    return width if is_wrapped and 25 <= width <= 100 and 2 * longer < sum(map(len, rows)) else 0


def runs_on(rows, n, width):
    """Whether row n + 1 goes on with row n, which has no room for its first word or no stop."""
    row, following = rows[n], rows[n + 1].lstrip(" \t>") if n + 1 < len(rows) else ""
    if not (row.strip() and following and len(row) <= width + 3):
        return False
    may_go_on = following[0].islower() or len(row) >= _FULL * width and _IS.word.match(following)
    return bool(_is_full(rows, n, width) or may_go_on and _IS.open.search(row))


def _is_full(rows, n, width):
    """Whether the first word of row n + 1 would not have fitted in row n."""
    return len(rows[n]) + len(next(iter(rows[n + 1].split()), "")) >= width


def _drop_doubled(lines):
    """Drop the shorter of "X" and "X (Photo: Y)" or "• X" in succession; those of "X" and "X"."""
    for pair in pairwise(lines):
        short, long = sorted(reversed(pair), key=lambda line: len(line.text))
        rest = long.text.removeprefix(short.text)
        is_credit = rest != long.text and _IS.credit.match(rest) and has_credit(f"({rest})")
        is_credit = is_credit and len(rest.split()) <= 12
        are_lines = all(line.reason in (None, DOUBLED) for line in pair)
        if are_lines and (is_credit or _IS.mark.sub("", short.text) == _IS.mark.sub("", long.text)):
            short.drop(DOUBLED)


def _drop_teasers(lines):
    """Drop titles of other stories, each with one paragraph, two or more below a heading."""
    shown = [line for line in lines if line.open or line.reason == RELATED]
    kinds = "".join("h" if x.reason else "-tp"[x.is_title + 2 * x.is_paragraph] for x in shown)
    sizes = [line.words * line.is_paragraph for line in shown]
    for match in _IS.teasers.finditer(kinds):
        start, end = match.span()
        is_text = "tptptp" in kinds[:start] or sum(sizes[start:end]) >= sum(sizes[:start])
        if match[1].count("p") > 1 and not (match[2] or is_text):
            drop_open(shown[start:end], "under a heading of related links")


def _decide(lines):
    """Decide all lines; what is said of the article, as a dict."""
    text = region(lines)
    top, why = headline(lines, *text) if text else (None, None)
    if top is None:
        _body(lines if text else [], None)
        drop_open(lines, "no paragraph in the page")
        return {"origins": {}}
    first, last = max(text[0], top + 1), text[1]
    above, below = lines[max(0, top - _ABOVE) : top], lines[top + 1 : first + _AROUND]
    for line, below_it in pairwise(lines[: min(3, max(2, top))]):  # the day of the visit
        if _IS.today.match(line.text) and not is_byline(below_it.text) and line in above:
            above.remove(line)
    fields = byline(below, above, lines[last : last + _AROUND], "\n".join(x.text for x in lines))
    if name := outlet(lines, top, last, fields.get("authors", ())):
        fields |= {"outlet": name, "origins": fields["origins"] | {"outlet": "page"}}
    title = lines[top].text
    lines[top].keep("headline", why)
    # The line above the headline may be a kicker, but not in a menu.
    short = [line for line in lines[max(0, top - 3) : top] if line.is_title and line.words <= 3]
    if top and lines[top - 1].open and lines[top - 1].is_title and len(short) < 3:
        lines[top - 1].keep("kicker", "unpunctuated line before the headline")
    drop_open(lines[:top], "line before the headline: a menu or another text")
    for n, line in enumerate(lines[top + 1 : last + 1], top + 1):
        if (of := _IS.responses.match(line.text)) and key(line.text[of.end() :]) == key(title):
            line.drop(COMMENTS)
        is_near = n < first + 3 or _IS.written.match(line.text)  # "Text: Genesis" may be a subhead
        is_byline_alone = line.open and line.is_title and is_byline(line.text)
        if is_near and is_byline_alone and labelled([line.text]):
            line.drop(BYLINE)
    opening(lines[top + 1 : last + 1], first - top - 1)
    _body(lines[top + 1 : last + 1], title)
    drop_open(lines, "after the text")
    return fields


def _body(lines, headline):
    heading = next((n for n, line in enumerate(lines) if line.reason == COMMENTS), len(lines))
    sizes = [line.words if line.open and line.is_paragraph else 0 for line in lines]
    if sum(sizes[heading:]) <= sum(sizes[:heading]):  # not most of the text
        drop_open(lines[heading:], "after the heading of the comments")
    drop_open([line for line in lines if line.text == headline], "repeats the headline")
    _lists(lines)
    for line in [one for one in lines if one.open]:
        if line.is_paragraph:
            reason = "paragraph" if line.ends else "long line not ending in a full stop; in doubt"
            line.keep("body", reason)
        elif line.leads_on or line.words > 12 or line.ends:
            line.keep("body", "looks like neither a paragraph nor a subhead; in doubt")
        else:
            line.keep("subhead", "short unpunctuated line between paragraphs")


def _is_listed(line):
    return (line.open or line.reason == "navigation") and line.is_title and not line.leads_on


def _lists(lines):
    """Related links are dropped, lists that the text announces are kept."""
    before = None
    for is_list, run in groupby(lines, _is_listed):
        run = list(run)
        if is_list and before and before.reason == RELATED:
            drop_open(run, "under a heading of related links")
        for line in run if is_list else ():
            if line.open and (ITEM.match(line.text) or before and before.leads_on):
                line.keep("body", "item of a list in the text")
        if is_list and len(run) > 2:
            drop_open(run, "one of three or more short lines in a row, as in a list of links")
        before = run[-1]
