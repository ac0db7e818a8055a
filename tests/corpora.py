"""Corpora of made-up articles, for tests and for `make bench-own`; the same for the same seed."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from analysis.article import Article, Response, Section, to_markdown
from analysis.corpus import Corpus, export

# Made-up words: as many as a large corpus has, a few of them frequent and most of them rare.
_SYLLABLES = [c + v for c in "b c d f g l m n p r s t v".split() for v in "a e i o u".split()]
_WORDS = 300_000
_PLAIN = "good bad war peace betrayal regime failed great hope crisis support angry".split()
_FRAMES = (
    "The {} of the {} was {} when they said it to the {}.",
    "It is not {} that the {} and the {} have been {} for {} days.",
    "“We will not {} the {} of {},” said {} in the {}.",
    "He called the {} a “{} {}” before the {} came.",
    "They were {} and the {} did not {} with her {}.",
)


def article(number, words=300, seed=1):
    """One article of about so many words, with outlet, date, subheads and sometimes a poll."""
    random = np.random.default_rng([seed, number])
    paragraphs = [_paragraph(random) for _ in range(max(1, words // 60))]
    sections = [Section("headline", f"The {_word(random)} and the {_word(random)} of {number}")]
    for place, text in enumerate(paragraphs):
        if place in (2, 5):
            sections.append(Section("subhead", f"What the {_word(random)} said"))
        sections.append(Section("body", text))
    counts = [int(count) for count in random.integers(0, 300, 2)]
    options = tuple(zip(("Yes", "No"), counts, strict=True))
    polls = (Response("poll", "Was it right?", options, ""),) if number % 3 == 0 else ()
    return Article(
        f"made-{number:05}",
        tuple(sections),
        outlet=f"Paper {'ABCDE'[number % 5]}",
        published=str(np.datetime64("2026-01-01") + number % 200),
        language="en",
        responses=polls,
    )


def _word(random):
    if random.random() < 0.15:
        return _PLAIN[int(random.random() * len(_PLAIN))]
    number, syllables = int(_WORDS ** random.random()), []
    while number:
        number, syllable = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables)


def _paragraph(random):
    frames = [_FRAMES[n] for n in random.integers(len(_FRAMES), size=5)]
    return " ".join(f.format(*(_word(random) for _ in range(f.count("{}")))) for f in frames)


def many(number, words=300, seed=1):
    """So many articles, one in ten of them a near-duplicate of the one before."""
    for n in range(number):
        if n % 10 == 9:
            yield replace(article(n - 1, words, seed), id=f"made-{n:05}")
        else:
            yield article(n, words, seed)


def body(*paragraphs):
    """An article with these paragraphs alone."""
    sections = (Section("headline", "A title"), *(Section("body", text) for text in paragraphs))
    return Article("made-body", sections, language="en")


def cases():
    """Name → the articles of a small corpus with which something is amiss."""
    few = list(many(12))
    quoted = "“The {} was good,” “It is a betrayal of the {}.”"
    return {
        "none": [],
        "one": [article(0)],
        "two": list(many(2)),
        "thirty": list(many(30)),
        "undated": [replace(a, published=None) for a in few],
        "without polls": [replace(a, responses=()) for a in few],
        "one outlet": [replace(a, outlet="Paper A") for a in few],
        "without outlet": [replace(a, outlet=None) for a in few],
        "only quoted": [body(*(quoted.format(w, w) for w in "abc"))],
        "not in English": [replace(a, language="de") for a in few],
        "without words": [body("…")],
        "broken marks": [body(*(f'He said?" no." Then {w}?" It" was so." And' for w in "abcdef"))],
        "one sentence": [body("It rained.")],
    }


def write_folder(articles, folder):
    """A corpus folder of these articles."""
    home = Path(folder, "articles")
    home.mkdir(parents=True)
    for one in articles:
        (home / f"{one.id}.md").write_text(to_markdown(one), encoding="utf-8")
    return Path(folder)


def write_table(articles, path):
    """A table of these articles: .csv or .parquet."""
    return export(Corpus(tuple(articles), (), Path()), path)
