"""The text of an article with its loaded terms marked and its voices shaded."""

import re
import warnings
from itertools import cycle, groupby

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from analysis.text import words

from .captions import clean
from .drawing import BLUE, GREY, SMALLEST, TWO_COLUMNS, fonts_for, tag
from .inputs import corpus_about, loaded_stretches
from .saving import figure_files

_SHADES = {"quoted": "#e2e2e2", "attributed": "#e3f0f7"}
# Okabe and Ito's colours, lighter where black text would be hard to read on them.
_COLORS = "#F4B183 #A9D4F0 #F5CF6B #8FD3BC #E3B7D0 #F5EE93 #8CB8E8 #C9C2F0".split()
# All in points: margin, a column and what is between two, a line and what is below a paragraph.
_MARGIN, _COLUMN, _BETWEEN, _LINE, _GAP = 6, 244, 18, 12, 5
_PAGE, _AROUND = 240 / 25.4 * 72, 66  # height of a page, and of title and key
_BOLD = {"weight": "bold"}
_STYLES = {"headline": {"size": 9, **_BOLD}, "subhead": _BOLD, "deck": {"style": "italic"}}


def marked_article(corpus, passages, article, lexicon=None):
    """The text of an article, with loaded terms coloured by category and sources' words shaded.

    Quoted words are grey, attributed ones pale blue above a dotted line. The category is in
    brackets after each term. Text that does not fit on a page of 240 mm is left out, and the title
    says how many words are drawn. The arguments are those of `loaded_terms`.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> marked_article(shipped.one, shipped.passages, shipped.id)
    Figure marked-article: 13 loaded terms: 1 in the headline, 2 in the deck, 10 in the body
    """
    lexicon, passages, marks = loaded_stretches(corpus, passages, article, lexicon)
    text, page = corpus[article].text, _PAGE - _AROUND
    with warnings.catch_warnings(action="ignore"):  # the caption names characters without a font
        lines = _lines(corpus[article], passages, marks)
    # Two columns of about one height, as far as a page holds; no subhead ends the first.
    bottoms = np.cumsum([height for _, height, _, _ in lines])
    n_left = np.searchsorted(bottoms, min(page, bottoms[-1] / 2 + _LINE), "right")
    while n_left > 1 and lines[n_left - 1][2] == "subhead":
        n_left -= 1
    left = bottoms[n_left - 1]
    n = np.searchsorted(bottoms, left + page, "right")
    height, end = max(left, bottoms[n - 1] - left), lines[n - 1][3]
    spans = zip(passages["start"], passages["end"].clip(upper=end), strict=True)
    used = [*lexicon.columns[: len(lexicon.categories)], "loaded_any", "words", "expected_words"]
    terms = f"{lexicon.name} {lexicon.version} {lexicon.fingerprint[:12]}"
    facts = {"about": corpus_about(corpus, passages, (), used, article, terms), "lexicon": lexicon}
    facts |= {"n_drawn": sum(len(words(text[low:high])) for low, high in spans if low < high)}
    facts |= {"n_words": int(passages["words"].sum()), "unread": passages["voice"].isna().any()}
    data = marks[marks["end"] <= end].drop(columns="text")
    size, columns = (TWO_COLUMNS, (height + _AROUND) / 72), (lines[:n_left], lines[n_left:n])
    return figure_files(lambda *of: _draw(*of, columns), data, size=size, texts=text, **facts)


def _lines(article, passages, marks):
    """The text broken into lines of a column: (pieces, height, section, offset of the end).

    A piece is x and width in points, text, voice if it is shaded, its mark, color and font.
    """
    text, family = article.text, fonts_for(article.text)[0]
    voices, hits, offset, lines = [None] * len(text), [None] * len(text), 0, []
    for row in passages[passages["voice"].isin(_SHADES)].itertuples():
        voices[row.start : row.end] = [row.voice] * (row.end - row.start)
    for space in re.finditer(r"\s", text):  # also between two sentences of one voice
        before, after = voices[space.start() - 1], voices[space.end()]
        voices[space.start()] = before if before == after else None
    for row in marks.itertuples():
        hits[row.start : row.end] = [row] * (row.end - row.start)
    for section in article.sections:
        line, x, font = [], 0, {"family": family, "size": 7.5, **_STYLES.get(section.kind, {})}
        color = GREY if section.kind in ("kicker", "caption", "embed") else "black"
        for word in re.finditer(r"\s?\S{1,40}", section.text):
            start, runs = offset + word.start(), []
            places = range(start, offset + word.end())
            for (voice, hit), run in groupby(places, lambda at: (voices[at], hits[at])):
                begin, *_, end = [*run] * 2
                looks = font | _BOLD if hit else font
                runs.append((text[begin : end + 1], voice, hit, color, looks))
                if hit and end + 1 == hit.end:
                    label = f"\xa0[{', '.join(filter(None, (hit.category, hit.also)))}]"
                    looks = {"family": family, "size": SMALLEST}
                    runs.append((label, voice, None, GREY, looks))
            if line and x + sum(_width(run, looks) for run, *_, looks in runs) > _COLUMN:
                lines.append((line, _LINE, section.kind, start))
                line, x = [], 0
            for run, *looks in runs:
                run = clean(run) if line else clean(run).lstrip()
                line.append((x, _width(run, looks[-1]), run, *looks))
                x += line[-1][1]
        offset += len(section.text) + 2
        lines.append((line, _LINE + _GAP, section.kind, offset - 2))
    return lines


def _width(text, font):
    return text_to_path.get_text_width_height_descent(text, FontProperties(**font), False)[0]


def _draw(figure, data, columns):
    figure.set_layout_engine("none")
    width, height = (72 * inches for inches in figure.get_size_inches())
    axis = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axis.axis("off")
    colors = dict(zip(data["category"].unique(), cycle(_COLORS), strict=False))
    for number, lines in enumerate(columns):
        margin, y = _MARGIN + number * (_COLUMN + _BETWEEN), 0.02 * height + 2.4 * _LINE
        for pieces, below, *_ in lines:
            for x, wide, text, voice, hit, color, font in pieces:
                corner = margin + x, y - 7.5
                if voice:
                    axis.add_patch(Rectangle(corner, wide, 10, color=_SHADES[voice], lw=0))
                if voice == "attributed":
                    looks = {"ls": (0, (1, 1.5)), "lw": 0.6}
                    axis.hlines(y + 2.6, corner[0], corner[0] + wide, BLUE, **looks)
                if hit:
                    box = Rectangle(corner, wide, 10, color=colors[hit.category], lw=0)
                    tag(axis.add_patch(box), f"at{x:.0f}_{y:.0f}", [hit.Index])
                    axis.hlines(y + 1.8, corner[0], corner[0] + wide, "black", lw=0.8)
                axis.text(corner[0], y, text, va="baseline", color=color, **font)
            y += below
    key = "Underlined: loaded terms, with category in brackets. Grey: in quotation marks. "
    key += "Pale blue, dotted: attributed, not quoted."
    axis.text(_MARGIN, height - 6, key, color=GREY)
