"""PolNeAR counted by voice, and by whether an annotator attributed the words to a source.

The texts are counted as they are, and cut at each Content (what a source said or thought). What is
outside is the difference, so that the rows of a voice add up to the ordinary count.
"""

import re
from itertools import pairwise
from unittest import mock

import numpy as np
import pandas as pd

from analysis.article import Article, Section
from analysis.article.model import one_line
from analysis.counting import segments
from analysis.counting.batch import SENTENCE_FACTS
from analysis.counting.passages import count
from analysis.tables.tabulate import additive
from analysis.tables.totals import KEYS, totals
from analysis.text import Quotation, read_quotations

# Lines that an archive put into some texts, around the summary.
_SUMMARY, _REST = "ABSTRACT.", "FULL TEXT."
_IF_QUOTED = {"quoted_words": "words", "quoted_hits": "loaded_any"}


def read(folder, outlets):
    """Articles of a folder of PolNeAR; and for each text which characters lie in a Content."""
    about = pd.read_csv(folder / "metadata.tsv", sep="\t", dtype="str", keep_default_na=False)
    about = about.drop_duplicates("filename").set_index("filename")
    articles, contents = [], {}
    for number, path in enumerate(sorted(folder.glob("*.txt")), 1):
        publisher, day = about.loc[path.stem, ["publisher", "publication_date"]]
        sections, spans = _sections(path.read_text(encoding="utf-8"), _contents(path))
        facts = {"outlet": outlets.get(publisher, publisher), "published": day, "language": "en"}
        articles.append(Article(f"polnear-{number:04}", sections, **facts))
        text = articles[-1].text
        contents[text] = _whole_words(text, spans)
    return articles, contents


def counted(articles, contents, facts=None):
    """Totals with the column attributed: in a Content or not; empty for counts of sentences."""
    ordinary, keys = totals(count(articles), facts), list(KEYS)
    unread = ordinary.loc[ordinary["voice"].isna(), "article"]
    others, no_sentences = {*SENTENCE_FACTS, *_IF_QUOTED}, dict.fromkeys(SENTENCE_FACTS, 0)
    words = [name for name in ordinary if additive(ordinary, name) and name not in others]
    with mock.patch.object(segments, "read_quotations", lambda text: _cut(text, contents[text])):
        cut = count(articles)
    readable, quoted = ~cut["article"].isin(unread), cut["speaker"].str.contains("quoted", na=False)
    voice = quoted.map({True: "quoted", False: "unquoted"}).where(readable)
    voices = quoted.groupby([cut["article"], cut["sentence"]], sort=False).transform("nunique")
    cut["voice"], cut["whole"] = voice.astype(ordinary["voice"].dtype), (voices == 1) | ~readable
    inside = totals(cut[cut["speaker"].str.contains("content", na=False)])
    inside = ordinary[keys].merge(inside[[*keys, *words]], on=keys, how="left")[words]
    # A cut may split a phrase, or make a capital doubtful: no part exceeds the whole.
    inside = inside.fillna(0).astype(ordinary[words].dtypes)
    counts = [name for name in words if (ordinary[name] >= 0).all()]
    inside[counts] = inside[counts].clip(upper=ordinary[counts])
    outside = (ordinary[words] - inside).round(6)
    parts = [
        ordinary.assign(**inside, attributed=True, **no_sentences),
        ordinary.assign(**outside, attributed=False, **no_sentences),
        ordinary.assign(attributed=None, **dict.fromkeys(words, 0)),
    ]
    table = pd.concat([part.astype(ordinary.dtypes) for part in parts], ignore_index=True)
    for name, column in _IF_QUOTED.items():
        counts = table[column].where(table["voice"] == "quoted", 0).astype("Int64")
        table[name] = counts.mask(table["voice"].isna())
    table["attributed"] = table["attributed"].astype("boolean")
    table = table[(table[["words", "sentences", "compound"]] != 0).any(axis=1)]
    table = table.sort_values([*keys, "attributed"], kind="stable", ignore_index=True)
    table.insert(len(keys), "attributed", table.pop("attributed"))
    return table


def _cut(text, inside):
    """Replaces `read_quotations`: cuts at quotations and Contents; the speaker says in which."""
    marks, readable = read_quotations(text)
    quotation = np.zeros(len(text), dtype=int)  # its number, or 0
    for number, mark in enumerate(marks if readable else (), 1):
        quotation[mark.start : mark.end] = number
    changes = np.diff(2 * quotation + inside, prepend=-1, append=-1)
    stretches = []
    for low, high in pairwise(np.flatnonzero(changes).tolist()):
        if label := "quoted" * bool(quotation[low]) + "content" * bool(inside[low]):
            stretches.append(Quotation(low, high, "speech", label))
    return stretches, True


def _contents(path, role="Content"):
    """Spans of a role in a text's brat file: lines of T1, TAB, Content 3 9;12 15, …"""
    lines = path.with_suffix(".ann").read_text(encoding="utf-8")
    contents = ";".join(re.findall(rf"^T\d+\t{role} ([\d ;]+)", lines, re.M))
    return [tuple(map(int, pair.split())) for pair in filter(str.strip, contents.split(";"))]


def _sections(text, contents):
    """Headline, deck and body of a text; and Contents, moved to the article's text."""
    sections, spans, offset, place, deck = [], [], 0, 0, False
    for block in text.split("\n\n"):
        start, place = place, place + len(block) + 2
        folded = one_line(block)
        if folded in (_SUMMARY, _REST):
            deck = folded == _SUMMARY
        elif folded:
            kind = "headline" if not sections else "deck" if deck else "body"
            sections.append(Section(kind, block))
            edges = np.clip(np.array(contents, dtype=int) - start, 0, len(block))
            spans += [[len(one_line(block[:edge])) + offset for edge in pair] for pair in edges]
            offset += len(folded) + 2
    return tuple(sections), spans


def _whole_words(text, spans):
    """Whether each character lies in a span, these moved out to the white space around them."""
    inside = np.zeros(len(text), dtype=bool)
    for low, high in spans:
        # White space before the first word is left out.
        inside[high - len(text[low:high].lstrip()) : high] = True
    for chunk in re.finditer(r"\S+", text):
        letters = inside[chunk.start() : chunk.end()]
        letters |= letters.any()
    return inside
