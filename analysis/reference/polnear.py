"""PolNeAR counted by voice, and by whether an annotator attributed the words to a source.

The texts are counted twice: as they are, and cut also where an annotator's Content (what a source
said or thought) begins or ends. What lies in a Content is summed from the second count; the rest is
the first count less that. So the rows of a voice add up to the ordinary count.
"""

from itertools import pairwise
from unittest import mock

import pandas as pd

from analysis.article import Article, Section
from analysis.article.model import fold
from analysis.counting import segments
from analysis.counting.batch import SENTENCE_FACTS, VOICES
from analysis.counting.passages import count
from analysis.tables.tabulate import additive
from analysis.tables.totals import KEYS, totals
from analysis.text import Quotation, read_quotations

# Lines that an archive put into some texts, around the summary.
_SUMMARY, _REST = "ABSTRACT.", "FULL TEXT."
# What the second count's column `speaker` says of a stretch: (quoted, in a Content).
_LABELS = {(True, True): "both", (True, False): "quoted", (False, True): "content"}
_IF_QUOTED = {"quoted_words": "words", "quoted_hits": "loaded_any"}


def read(folder, outlets):
    """Articles of a folder of PolNeAR, and for the text of each its Contents as spans.

    ``outlets`` has the name of an outlet for what the source's column `publisher` says.
    """
    about = pd.read_csv(folder / "metadata.tsv", sep="\t", dtype="str", keep_default_na=False)
    about = about.drop_duplicates("filename").set_index("filename")
    articles, contents = [], {}
    for number, path in enumerate(sorted(folder.glob("*.txt")), 1):
        text, marked = path.read_text(encoding="utf-8"), _contents(path.with_suffix(".ann"))
        row = about.loc[path.stem]
        sections, spans = _sections(text, marked)
        article = Article(
            f"polnear-{number:04}",
            sections,
            outlet=outlets.get(row["publisher"], row["publisher"]),
            published=row["publication_date"],
            language="en",
        )
        articles.append(article)
        contents[article.text] = _outward(article.text, spans)
    return articles, contents


def counted(articles, contents, facts=None):
    """Totals with the column attributed: whether the words lie in a Content.

    Counts of whole sentences are in rows of their own, in which attributed is empty.
    """
    ordinary = totals(count(articles), facts)
    unread = set(ordinary.loc[ordinary["voice"].isna(), "article"])
    keys = list(KEYS)
    words = [name for name in ordinary if additive(ordinary, name)]
    words = [name for name in words if name not in (*SENTENCE_FACTS, *_IF_QUOTED)]
    with mock.patch.object(segments, "read_quotations", lambda text: _cut(text, contents[text])):
        inside = _inside(count(articles), unread)
    inside = ordinary[keys].merge(inside[[*keys, *words]], on=keys, how="left")[words]
    inside = inside.fillna(0).astype(ordinary[words].dtypes)
    # A cut may split a phrase, or make a capital doubtful: no part exceeds the whole.
    inside = inside.where(inside <= ordinary[words], ordinary[words])
    no_sentences = dict.fromkeys(SENTENCE_FACTS, 0)
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
    table = table[[*keys, "attributed", *(name for name in ordinary if name not in keys)]]
    table.attrs = ordinary.attrs
    return table


def _inside(cut, unread):
    """Totals of the stretches that lie in a Content, by our voices."""
    readable = ~cut["article"].isin(unread)
    quoted = cut["speaker"].isin([_LABELS[True, True], _LABELS[True, False]])
    voice = quoted.map({True: "quoted", False: "unquoted"}).where(readable)
    cut["voice"] = voice.astype(pd.CategoricalDtype(VOICES))
    voices = quoted.groupby([cut["article"], cut["sentence"]], sort=False).transform("nunique")
    cut["whole"] = (voices == 1) | ~readable
    return totals(cut[cut["speaker"].isin([_LABELS[True, True], _LABELS[False, True]])])


def _cut(text, contents):
    """Replaces `analysis.text.read_quotations`: a text cut at our quotations and at Contents."""
    marks, readable = read_quotations(text)
    marks = [(mark.start, mark.end) for mark in marks] if readable else []
    edges = sorted({edge for span in (*marks, *contents) for edge in span})
    stretches = []
    for low, high in pairwise(edges):
        if label := _LABELS.get((_in(marks, low), _in(contents, low))):
            stretches.append(Quotation(low, high, "speech", label))
    return stretches, True


def _in(spans, place):
    return any(low <= place < high for low, high in spans)


def _contents(path):
    """Spans of the Contents of a brat file."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    marked = [row[1].partition(" ") for row in rows if row[0].startswith("T")]
    return [
        tuple(map(int, pair.split()))
        for kind, _, offsets in marked
        if kind == "Content"
        for pair in offsets.split(";")
    ]


def _sections(text, contents):
    """Headline, deck and body of a text; and Contents, moved to the article's text."""
    sections, spans, offset, place, deck = [], [], 0, 0, False
    for block in text.split("\n\n"):
        start, place = place, place + len(block) + 2
        folded = fold(block)
        if folded in (_SUMMARY, _REST):
            deck = folded == _SUMMARY
        elif folded:
            kind = "headline" if not sections else "deck" if deck else "body"
            sections.append(Section(kind, block))
            for low, high in contents:
                low, high = max(low, start), min(high, start + len(block))
                if low < high:
                    moved = (len(fold(block[: edge - start])) + offset for edge in (low, high))
                    spans.append(tuple(moved))
            offset += len(folded) + 2
    return tuple(sections), spans


def _outward(text, spans):
    """Spans out to the white space around them, so that no word is cut; those that touch are one.

    A span may begin with white space, which is left out.
    """
    joined = []
    for low, high in sorted(spans):
        while low < high and text[low].isspace():
            low += 1
        while low and not text[low - 1].isspace():
            low -= 1
        while high < len(text) and not text[high].isspace():
            high += 1
        if joined and low <= joined[-1][1]:
            low, high = joined[-1][0], max(high, joined.pop()[1])
        joined.append((low, high))
    return joined
