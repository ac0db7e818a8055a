"""Numbers as people write them, with signs and units."""

import re
from collections import namedtuple

# ``bound`` is < or its like, or None; ``sign`` −1, 1, or 0 if there is none; ``size`` has no sign;
# ``unit`` is 100 for percent, 1,000 for "per 1,000", else None; ``last`` is a 1 in the last digit.
Written = namedtuple("Written", "text bound sign size unit last")
_DIGITS = r"(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d+|\d+|\.\d+)"
# "p < .001" is a bound; the 19 of COVID-19 is a name's; the dash of 2–3 is no sign.
NUMBER = re.compile(
    rf"(?:(?P<bound>[<≤>≥])\s?)?(?<![\w.,])(?<![A-Z][-–])(?P<sign>(?<![%‰)])[−–+-])?"
    rf"(?P<digits>{_DIGITS})(?!\w|[.,]\d)(?P<unit>[%‰]?)(?P<times>(?: (?:thousand|million)\b)?)"
)
_UNITS = {"%": 100, "‰": 1000, "": None, " thousand": 1e3, " million": 1e6}
# Units as they are written, and how `NUMBER` reads them: next to each number of a range.
_WRITTEN = [
    ("-{2,3}", "–"),
    (r"(?<=\d) ?(?:%|per ?cent\b|percentage points?)", "%"),
    (rf"({_DIGITS})((?: [a-z-]+){{0,3}}) (?:per|of|every) 1,?000\b", r"\1‰\2"),
    (rf"({_DIGITS})((?: [a-z-]+){{0,3}}) (?:per|every) 100\b", r"\1%\2"),
    (r"(?:per|every) [\d,]+", " "),
    (rf"(\bbetween {_DIGITS}) and ", r"\1 to "),
    (rf"(?<![\w.,])({_DIGITS})(?= ?(?:to|–|-) ?[−-]?{_DIGITS}([%‰]))", r"\1\2"),
]
# What is not looked up: 12.5k, ½, and numbers in words, of which "one" is more often a pronoun.
_NAMES = (
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half"
)
_WORD = rf"(?:{'|'.join(_NAMES.split())}|(?:dozen|hundred|thousand|million|billion)s?)\b"
UNREAD = re.compile(
    rf"(?<![\w.,])[\d.,]+(?:k|m|bn?)\b|\d*[¼-¾⅐-⅞]|(?<![\w-]){_WORD}(?:[ -](?:one\b|{_WORD}))*",
    re.I,
)
_DAY = r"\b(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_MONTH = (
    r"(?-i:\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"
)
_THING = r"figure|fig\.|table|section|chapter|page|pp?\.|version|equation|eq\.|appendix|footnote"
# Addresses, levels of intervals, dates, times, notes, years, and numbers of things.
_OTHERS = [
    r"https?://\S+|\bdoi:\S+",
    r"[\d.]+[ -]?(?:%|per ?cent)[ -](?:[\w-]+ ){0,2}(?:interval|CI|confidence|limit)s?\b",
    rf"\d{{4}}-\d\d(?:-\d\d)?|(?:{_DAY} )?{_MONTH}\.?(?: {_DAY}\b,?)?(?: \d{{4}})?",
    r"\b\d{1,4}([./])\d{1,2}\1\d{1,4}\b|\b\d{1,2}:\d\d\b|\[\^?\d+\]",
    r"(?<![\d.,])(?:19|20)\d\d(?:[–/-]\d\d(?:\d\d)?)?(?!\w|[.,]\d| ?(?:%|per ?cent))",
    rf"\b(?:{_THING})(?:s [\d.]+(?:[–-]| and )\d+|s? ?\(?\d[\d.]*(?:[–-]\d+)?)\b",
]
_OTHERS = re.compile("|".join(_OTHERS), re.I)


def normalised(text):
    """A text without numbers of other things, and with units next to their numbers."""
    text = _OTHERS.sub(" ", text)
    for pattern, replacement in _WRITTEN:
        text = re.sub(pattern, replacement, text, flags=re.I)
    return text


def written(text):
    """What `NUMBER` matched, taken apart."""
    one = NUMBER.fullmatch(text)
    thousands = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", one["digits"])
    digits = one["digits"].replace(",", "" if thousands else ".")
    times = _UNITS[one["times"]] or 1
    last = 10.0 ** -len(digits.partition(".")[2]) * times
    sign = {"": 0, "+": 1}.get(one["sign"] or "", -1)
    shown = text.strip().replace("‰", " per 1,000")
    return Written(shown, one["bound"], sign, float(digits) * times, _UNITS[one["unit"]], last)
