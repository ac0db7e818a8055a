"""Numbers as people write them, in digits or words, with signs and units."""

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
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_WORDS = dict(zip(_TEENS, range(11, 20), strict=True))  # lower ones count things in the text
for _tens, _word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2):
    _WORDS |= {_word: 10 * _tens} | {f"{_word}-{o}": 10 * _tens + n for n, o in enumerate(_ONES, 1)}
# Not the 88 of "one hundred and eighty-eight", nor the 19 of "nineteen hundred".
_IN_WORDS = re.compile(
    r"(?<!hundred )(?<!hundred and )(?<!hundred-and-)\b"
    rf"(?:{'|'.join(sorted(_WORDS, reverse=True))})(?![\w-]| hundred)",
    re.I,
)
# What is not looked up: 12.5k, ½, and other numbers in words; "one" is more often a pronoun.
_SMALL = [*_ONES[1:], "zero", "ten", "half", *(word for word in _WORDS if "-" not in word)]
_WORD = rf"(?:{'|'.join(_SMALL)}|(?:dozen|hundred|thousand|million|billion)s?)\b"
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
    """A text without numbers of other things, units next to their numbers, words as digits."""
    text = _IN_WORDS.sub(lambda word: str(_WORDS[word[0].lower()]), _OTHERS.sub(" ", text))
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
