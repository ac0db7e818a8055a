"""Sentences by offset: nupunkt within paragraphs."""

import functools
import re

from analysis._support.arguments import require

_BLANK_LINE = re.compile(r"\n\s*\n")
_GOES_ON = re.compile(r"[\"'”’»]+,")  # “Is it true?”, she asked.


def sentences(text):
    """Sentences of a text as (start, end) offsets, without the white space around them.

    None is no text. A blank line always ends a sentence. A sentence end inside a quotation ends
    the sentence; a closing mark belongs to the sentence that it closes. Boundaries are nupunkt's
    (Punkt, Kiss & Strunk 2006), which knows abbreviations such as U.S., a.m. and Sen.

    >>> text = "He asked, “Is he still with us? I am worried.” Nobody in the U.S. spoke."
    >>> [text[start:end] for start, end in sentences(text)]
    ['He asked, “Is he still with us?', 'I am worried.”', 'Nobody in the U.S. spoke.']
    """
    spans = []
    tokenizer = _tokenizer()
    for start, end in paragraphs(text):
        for low, high in tokenizer.span_tokenize(text[start:end]):
            if span := trim(text, start + low, start + high):
                if spans and _GOES_ON.match(text, span[0]):
                    span = spans.pop()[0], span[1]
                spans.append(span)
    return spans


def paragraphs(text):
    """Stretches between blank lines as (start, end) offsets.

    >>> paragraphs("One.\\n\\nTwo\\nlines. ")
    [(0, 4), (6, 16)]
    """
    require((str, type(None)), "a text", text=text)
    text = text or ""
    edges = [0, *(edge for match in _BLANK_LINE.finditer(text) for edge in match.span()), len(text)]
    return [
        trimmed
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if (trimmed := trim(text, start, end))
    ]


def trim(text, start, end):
    """The span without white space at its ends, or None if nothing is left."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (start, end) if start < end else None


@functools.cache
def _tokenizer():
    # Imported here so that `--help` does not wait for the model.
    import nupunkt

    return nupunkt.load("default")
