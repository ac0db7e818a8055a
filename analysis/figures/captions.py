"""Captions: pages of Markdown made from ``templates/``, and the wordings that they need."""

import re
from collections import namedtuple

import jinja2

from analysis._support import ROOT, bare, plural
from analysis.coding.validity import error_by_kind, voice_error, voice_errors
from analysis.proof.cite import reference_line
from analysis.statistics.interval import MIN_ARTICLES, MIN_SENTENCES

from .inputs import LEVEL, MIN_WORDS

NOT_KNOWN = "not known (broken quotation marks)"
# Control characters, halves of a surrogate pair and two noncharacters: no XML may hold them.
_NOT_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(value):
    """A text on one line, with U+FFFD for invalid characters; other values unchanged."""
    return _NOT_TEXT.sub("\ufffd", re.sub(r"\s+", " ", value)) if isinstance(value, str) else value


def signed(value, decimals=2, plus=""):
    """A number with a true minus sign; a number that rounds to 0 has no sign."""
    return f"{round(value, decimals) + 0.0:{plus}.{decimals}f}".replace("-", "−")


def first_within(texts, longest):
    """The first text that is short enough, on one line; else the last."""
    lines = [" ".join(text.split()) for text in texts]
    return next((line for line in lines if len(line) <= longest), lines[-1])


def quoted(text):
    """A text, perhaps cut, in quotation marks; inner pairs become single, others are dropped."""
    paired = re.sub('“([^“”]*)”|"([^"]*)"', lambda pair: f"‘{pair[1] or pair[2]}’", text)
    return "“" + re.sub('["“”]', "", paired) + "”"


def bounds(low, high):
    """An interval in words, with a third decimal where an end would round to 0."""
    if low != low or high != high:
        return "no interval: too few values, or all equal"
    decimals = 2 if round(low, 2) and round(high, 2) else 3
    return f"{signed(low, decimals)} to {signed(high, decimals)}"


_FOLDER = jinja2.FileSystemLoader(ROOT / "analysis/figures/templates")
_LOOKS = {"trim_blocks": True, "lstrip_blocks": True, "undefined": jinja2.StrictUndefined}
# Whatever a template prints is cleaned: no title or question can begin a heading or a list.
_PAGES = jinja2.Environment(loader=_FOLDER, finalize=clean, **_LOOKS)
_PAGES.globals |= {f.__name__: f for f in (plural, signed, bounds, voice_error, voice_errors)}
_PAGES.globals |= dict(error_by_kind=error_by_kind, NOT_KNOWN=NOT_KNOWN, level=bare(f"{LEVEL}"))
_PAGES.globals |= dict(MIN_ARTICLES=MIN_ARTICLES, MIN_SENTENCES=MIN_SENTENCES, min_words=MIN_WORDS)
_PAGES.filters |= dict(reference_line=reference_line, first_within=first_within)
_PAGES.filters |= dict(number="{:,}".format, quoted=quoted, bare=bare)


def page(function, **facts):
    """A figure's title and caption; what the title compares and by which criterion, or ""."""
    module = _PAGES.select_template([f"{function}.md.j2", "page.md.j2"]).make_module(facts)
    words = [clean(getattr(module, name, "")) for name in ("compared", "criterion")]
    # Each paragraph and each list item becomes one line.
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n|\n(?=- )", str(module)))
    return "\n\n".join(filter(None, blocks)).replace("\n\n- ", "\n- ") + "\n", words


# A caption page taken apart: what a notebook shows below the image; (name, value) of n, section,
# unit and source; (heading, whether its text is a list, items or paragraphs); alt; citation.
Caption = namedtuple("Caption", "visible facts parts alt citation")


def parse(page):
    """Parse a caption page into a `Caption`."""
    head, *sections = re.split(r"^## ", page, flags=re.M)
    texts = dict(section.split("\n", 1) for section in sections)
    alt, citation = (texts.pop(name).strip() for name in ("Text alternative", "Citation"))
    parts = []
    for name, text in texts.items():
        lines = text.strip().removeprefix("- ").split("\n- " if text[:2] == "- " else "\n\n")
        parts.append((name, text.startswith("- "), lines))
    facts = re.findall(r"^- ([^:\n]+): (.+)$", head, re.M)
    return Caption(head.split("\n\n")[1], facts, parts, alt, citation)
