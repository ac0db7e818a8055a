"""PolNeAR counted as its annotators, not the network, attributed words; quotations by our rules."""

import re
from unittest import mock

import numpy as np
import pandas as pd

from analysis.article import Article, Section, one_line
from analysis.counting import count, voices
from analysis.counting.vocabulary import Vocabulary
from analysis.lexicon import default
from analysis.text.attribution import ATTRIBUTED

ROLES = ("Source", "Cue", "Content")  # the annotators' names of the labels 1, 2 and 3
# Lines that an archive put into some texts, around the summary.
_SUMMARY, _REST = "ABSTRACT.", "FULL TEXT."


def read(folder, outlets):
    """Articles of a folder of PolNeAR; and for each text the label of each character, or 0."""
    about = pd.read_csv(folder / "metadata.tsv", sep="\t", dtype="str", keep_default_na=False)
    about = about.drop_duplicates("filename").set_index("filename")
    articles, labels = [], {}
    for number, path in enumerate(sorted(folder.glob("*.txt")), 1):
        publisher, day = about.loc[path.stem, ["publisher", "publication_date"]]
        text = path.read_text(encoding="utf-8")
        moved = [_sections(text, _contents(path, role)) for role in ROLES]
        facts = {"outlet": outlets.get(publisher, publisher), "published": day, "language": "en"}
        article = Article(f"polnear-{number:04}", moved[0][0], **facts)
        labels[article.text] = label = np.zeros(len(article.text), dtype="int8")
        for role in (3, 2, 1):
            label[_whole_words(article.text, moved[role - 1][1])] = role
        articles.append(article)
    return articles, labels


def annotated(articles, labels):
    """Passages of the articles (`analysis.count`), attributed as the annotators have it."""
    known = [label for article in articles for label in _of_chunks(article, labels[article.text])]
    known, place = np.array(known, dtype="int64"), 0

    def attribute(rows, codes, sentence_starts, article_starts, quotation):
        nonlocal place
        label = known[place : place + len(codes)]
        place += len(codes)
        return 1000 * (label == ATTRIBUTED), label

    with mock.patch.object(voices, "attribute", attribute):
        return count(articles)


def _of_chunks(article, labels):
    """Labels of the chunks that the network would read: the first role that a character has."""
    laid = voices.lay_out([article], Vocabulary(default()))
    row = np.searchsorted(laid.starts, np.arange(len(laid.chunks.codes)), "right") - 1
    asked = np.isin(laid.table["section"], voices.NUMBERS) & (laid.table["voice"] >= 0)
    quoted = laid.table["quotation"] > 0
    for number, low, high in zip(row, *laid.chunks[1:], strict=True):
        if asked[number]:
            marked = labels[low:high]
            label = marked[marked > 0].min(initial=len(ROLES) + 1) % (len(ROLES) + 1)
            yield 0 if quoted[number] else label


def _contents(path, role):
    """Spans of a role in a text's brat file: lines of T1, TAB, Content 3 9;12 15, …"""
    lines = path.with_suffix(".ann").read_text(encoding="utf-8")
    spans = ";".join(re.findall(rf"^T\d+\t{role} ([\d ;]+)", lines, re.M)).split(";")
    return [tuple(map(int, span.split())) for span in spans if span.strip()]


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
