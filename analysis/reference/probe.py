"""A fingerprint of the counting: when it changes, the counts kept here are out of date.

Sentences that ask for everything the counting pass knows are counted, and the table is hashed. They
are made of the lists that words are looked up in, and of quotations and marks of every shape.
"""

import hashlib
from pathlib import Path

from analysis import lexicon as term_lists
from analysis._support.fingerprint import csv_bytes
from analysis.article import SECTIONS, Article, Section, read
from analysis.counting.passages import count
from analysis.counting.vader import analyzer, rules
from analysis.text.syllables import easy_words, table

ARTICLE = "is-he-still-with-us-why-netanyahu-left-0f3ec3d0"
_STEP = 9  # of the words of the syllable table, whose every entry is hashed as well
QUOTATIONS = r"""
"We will not go," Anna Berg said. "Not now."
“We will go,” said Mr. Berg, “if it rains.” He did not.
He told the council that the plan was “a gift” to "nobody at all".
''It was cold,'' the driver told a reporter. ``So we left,'' she added.
According to Berg, «the door was open». Cole: "No." Dunn: "Yes!"
"Who pays?" asked the U.S. envoy. "You do. We all do," she replied, according to Lt. Gen. Ito.
“The first day was long. Nobody slept.
“The second day was longer,” recalled Farid Aziz, a nurse.
She wrote: "They said 'never' and meant 'soon', but came late." It was so-called "peace".
'We waited,' he says. 'Then we didn't.' The boys' room was 6'2" wide; the '90s weren't.
The film "Long Roads" opened. "Short Roads," the book, did not. He “left" and she "came”.
"A mark that never closes ends here. The next sentence is free.
“I can’t,” Dr. O’Neill-Smith said at 4 p.m. “won’t, and shan’t.” (“Really?”) “…” —“Yes”—
It was "good, "bad" and "ugly", they "say.
"""
BROKEN = 'It" was said" that nobody" knew. A bad day" came." Then" it rained" on" us.'
HOSTILE = """
GREAT NEWS!!! Is it? Is it??? not good, NOT GOOD, never so good; kind of good but VERY bad...
It isn't terrible at all, however it's the least awful, without doubt :) :-( 😀 💔 lol
The U.S. Rep. A. B. Cole Jr. of St. Paul, Minn., paid $3.5 million (2.1%) on Jan. 5, 2016, at No. 7.
co-operate e-mail war-torn state-of-the-art www.example.org name@example.org 10,000 1/2 24/7 AT&T
naïve café Zürich ﬁnal İzmir ß Ωmega 中文 עברית é e\u0301 x\u200by soft\u00adhyphen \u00a0 \ufffd
Hmm. Sh! A. I. 1. 2) -- * _ [sic] {x} <b>bold</b> C:\\path \t tab no\x00null aaaaaaaaaaaaa
The Red Cross walked, talked, tried and wishes; THE RED CROSS WALKED. iPhone McDonald EU NATO's
"""


def fingerprint(lexicon=None):
    """sha256 of the counts of the probe's texts, and of the lists that words are looked up in."""
    lists = sorted(table().items()), sorted(analyzer().lexicon.items()), sorted(easy_words())
    digest = hashlib.sha256(repr(lists).encode())
    digest.update(csv_bytes(count(articles(), lexicon)))
    return digest.hexdigest()


def articles():
    """The probe's texts."""
    scored = list(analyzer().lexicon)
    boosters = sorted(rules().BOOSTER_DICT)
    negations = sorted(rules().NEGATE)
    terms = [term for _, term in term_lists.default().terms]
    phrases = [
        *(term.replace("*", "") for term in terms),
        *(f"{term.replace('*', 'ing')}'s" for term in terms),
        *(f"{boosters[n % len(boosters)]} {word}" for n, word in enumerate(scored)),
        *(f"{negations[n % len(negations)]} so {word} but" for n, word in enumerate(scored[::5])),
        *boosters,
        *rules().SPECIAL_CASES,
    ]
    known = sorted(table())[::_STEP]
    # Written with a capital, inflected, joined and not in the table, for the other rules.
    words = [form(word) for word in known for form in (str, _joined)]
    words += [easy + end for n, easy in enumerate(sorted(easy_words())) for end in _ENDS[n % 4]]
    yield read(Path(__file__).parents[2] / "corpus" / f"articles/{ARTICLE}.md")
    yield _article("phrases", (f"The {phrase} came." for phrase in phrases))
    yield _article("words", (" ".join(words[n : n + 25]) + "." for n in range(0, len(words), 25)))
    yield _article("quotations", QUOTATIONS.splitlines())
    yield _article("quoted", (f"“The {phrase} came,” he said." for phrase in phrases[::9]))
    yield _article("broken", [BROKEN])
    yield _article("hostile", HOSTILE.splitlines())
    mixed = "The Cruel Truth About “Peace”: A Day in Oslo"
    sections = tuple(Section(kind, f"{mixed} {kind}. It rained.") for kind in SECTIONS)
    yield Article("sections", sections, language="en")


_ENDS = ("", "s"), ("ed", "ing"), ("er", "'s"), ("ly", "es")


def _joined(word):
    return f"{word.title()}-{word[::-1]}y"


def _article(name, paragraphs):
    return Article(name, tuple(Section("body", text) for text in paragraphs), language="en")
