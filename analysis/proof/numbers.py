"""Numbers as people write them, in digits or words, with signs and units."""

import re
from collections import namedtuple
from functools import partial
from pathlib import Path

from analysis._support.safe_yaml import compiled, read_yaml

# ``bound`` is < or its like, or None; ``sign`` −1, 1, or 0 if there is none; ``size`` has no sign;
# ``unit`` is 100 for percent, 1,000 for "per 1,000", else None; ``last`` is a 1 in the last digit.
Written = namedtuple("Written", "text bound sign size unit last")
WORDING = read_yaml(Path(__file__).with_name("numbers.yml"))
NUMBER = re.compile(WORDING["number"].replace("{digits}", WORDING["parts"]["digits"]))
_UNITS = {"%": 100, "‰": 1000, "": None, " thousand": 1e3, " million": 1e6}
_NAMES = "|".join(WORDING["parts"][name] for name in ("ones", "teens", "tens")).split("|")
_VALUES = dict(zip(_NAMES, [*range(1, 10), *range(11, 20), *range(20, 100, 10)], strict=True))
_COMPILED = partial(compiled, parts=WORDING["parts"])
_IN_WORDS, UNREAD, FALL = (_COMPILED(WORDING[name]) for name in ("in words", "unread", "fall"))
_OTHERS = _COMPILED(WORDING["others"])
_READ_AS = [(_COMPILED(pattern), read) for pattern, read in WORDING["units"]]


def normalised(text):
    """A text without dates and the like, with units next to numbers and number words as digits."""
    text = _OTHERS.sub(" ", text)
    text = _IN_WORDS.sub(lambda word: str(sum(map(_VALUES.get, word[0].lower().split("-")))), text)
    for pattern, read in _READ_AS:
        text = pattern.sub(read, text)
    return text


def written(text):
    """The parts of a match of `NUMBER`."""
    one = NUMBER.fullmatch(text)
    thousands = re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", one["digits"])
    digits = one["digits"].replace(",", "" if thousands else ".")
    times = _UNITS[one["times"]] or 1
    last = 10.0 ** -len(digits.partition(".")[2]) * times
    sign = {"": 0, "+": 1}.get(one["sign"] or "", -1)
    shown = text.strip().replace("‰", " per 1,000")
    return Written(shown, one["bound"], sign, float(digits) * times, _UNITS[one["unit"]], last)
