"""Words by offset, and the one-for-one straightening of quotation marks."""

import re

from analysis._support.arguments import require

# One character for one, so that offsets in the straightened text hold in the original.
_STRAIGHT = str.maketrans(
    {**dict.fromkeys("‘’ʼ＇", "'"), **dict.fromkeys("“”„‟«»″＂", '"'), **dict.fromkeys("‐‑", "-")}
)

_WORD = re.compile(
    r"""
    (?:https?://|www\.)\S*[^\s.,;:!?'"”’)\]]       # an address is one word
    | [^\W\d_](?:\.[^\W\d_])+\b                       # U.S, a.m (the last stop is no letter)
    | [^\W_]+
      (?: (?:['’‘ʼ＇\-‐‑&@+]|(?<=\d)[.,:/](?=\d)) [^\W_]+ )*
    """,
    re.VERBOSE,
)


def straighten(text):
    """Curly quotation marks, apostrophes and hyphens as straight ones; the length is kept.

    >>> straighten("don’t say “war-torn”")
    'don\\'t say "war-torn"'
    """
    require((str, type(None)), "a text", text=text)
    return text.translate(_STRAIGHT) if text and not text.isascii() else text or ""


def words(text):
    """Words of a text as (start, end) offsets.

    A word is a run of letters or digits in any script, with the apostrophes and hyphens inside it
    and the points and commas between digits: a contraction, a possessive, a compound and a number
    are one word each. Punctuation, currency symbols and emoji are not words.

    >>> text = "The U.S. didn’t pay $1.5bn to war-torn Iran—why?"
    >>> [text[start:end] for start, end in words(text)]
    ['The', 'U.S', 'didn’t', 'pay', '1.5bn', 'to', 'war-torn', 'Iran', 'why']
    """
    require((str, type(None)), "a text", text=text)
    return [match.span() for match in _WORD.finditer(text or "")]
