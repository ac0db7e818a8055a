"""Texts that occur twice: in the page and the extracted text, or twice in the page."""

import re

_LONG = 40  # letters and digits; a shorter text must be a line of its own
_MOST = 5_000_000_000  # comparisons; a page full of repetitions would take hours
_QUOTATION = range(5, 61)  # words of a quotation that is set apart


def key(text):
    """A text's letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def drop_repeats(lines, is_apart):
    """Drop repeated captions, and pull quotes: body lines for which ``is_apart(line)`` holds."""
    captions, text, apart = set(), "", []
    for line in lines:
        spelled = key(line.text)
        if line.section == "caption":
            if spelled in captions:
                line.drop("repeats a caption")
            captions.add(spelled)
        elif line.section == "body" and line.words in _QUOTATION and is_apart(line):
            apart.append((line, spelled))
        elif line.section == "body":
            text += f"\n{spelled}"
    for line, spelled in apart:
        if spelled and spelled in text and len(text) * len(apart) <= _MOST:
            line.drop("quotation that repeats words of a paragraph")


def matched(texts, extracted):
    """For each text, whether it is an extracted line, or is long and in the extracted text."""
    keys, lines = [key(text) for text in texts], dict.fromkeys(map(key, extracted))
    text = "".join(lines) if len(keys) * len(extracted) <= _MOST else ""
    return [bool(k) and (k in lines or len(k) >= _LONG and k in text) for k in keys]
