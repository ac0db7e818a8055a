"""Which counts in the references this version would make differently: fingerprints of columns.

They are of the counts of every entry of the lists in which words are looked up, and of quotations,
marks and headings of every shape.
"""

from pathlib import Path

import yaml

from analysis import lexicon as term_lists
from analysis._support.fingerprint import fingerprint
from analysis.article import SECTIONS, Article, Section
from analysis.counting.passages import count
from analysis.counting.vader import analyzer, rules
from analysis.tables.totals import KEYS, additive, totals
from analysis.text.syllables import easy_words, table

_ENDS = ("", "s"), ("ed", "ing"), ("er", "'s"), ("ly", "es")


def column_fingerprints(lexicon=None):
    """sha256 of each count column of the probe's totals: a dict by column."""
    sums = totals(count(articles(), lexicon))
    return {name: fingerprint(sums[[*KEYS, name]]) for name in sums.columns if additive(sums, name)}


def articles():
    """The texts whose counts show whether a reference is out of date."""
    special = yaml.safe_load(Path(__file__).with_name("probe.yml").read_text(encoding="utf-8"))
    scored = list(analyzer().lexicon)
    boosters, negations = sorted(rules().BOOSTER_DICT), sorted(rules().NEGATE)
    terms = [term for _, term in term_lists.default().terms]
    phrases = [
        *(term.replace("*", "") for term in terms),
        *(term.replace("*", "ing") + "'s" for term in terms),
        *(f"{boosters[n % len(boosters)]} {word}" for n, word in enumerate(scored)),
        *(f"{negations[n % len(negations)]} so {word} but" for n, word in enumerate(scored[::5])),
        *boosters,
        *rules().SPECIAL_CASES,
    ]
    words = sorted(table())
    # Capitalised and hyphenated, inflected, or not in the table: for the other rules.
    words += [f"{word.title()}-{word[::-1]}y" for word in words[::9]]
    words += [easy + end for n, easy in enumerate(sorted(easy_words())) for end in _ENDS[n % 4]]
    heading = "The Cruel Truth About “Peace”: A Day in Oslo"
    texts = {
        "phrases": [f"The {phrase} came." for phrase in phrases],
        "words": [" ".join(words[n : n + 25]) + "." for n in range(0, len(words), 25)],
        "quoted": [f"“The {phrase} came,” he said." for phrase in phrases[::9]],
        "quotations": special["quotations"].splitlines(),
        "broken": [special["broken"]],
        "hostile": special["hostile"],
    }
    sections = {name: [Section("body", text) for text in lines] for name, lines in texts.items()}
    # Not embed, the last, which is counted as a caption is.
    sections["kinds"] = [Section(kind, f"{heading} {kind}. It rained.") for kind in SECTIONS[:-1]]
    return [Article(name, tuple(parts), language="en") for name, parts in sections.items()]
