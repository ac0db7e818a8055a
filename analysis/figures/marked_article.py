"""The text of an article with its loaded terms marked and its quotations shaded."""

import re
import warnings
from functools import lru_cache
from itertools import cycle, pairwise
from typing import NamedTuple

from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path

from analysis.text import words

from .captions import clean
from .drawing import GREY, SMALLEST, TWO_COLUMNS, fonts_for
from .inputs import corpus_about, loaded_stretches
from .saving import figure_files

_SHADE = "#e2e2e2"  # quoted words
# Okabe and Ito's colours, lighter where black text would be hard to read on them.
_COLORS = "#F4B183 #A9D4F0 #F5CF6B #8FD3BC #E3B7D0 #F5EE93 #8CB8E8 #C9C2F0".split()
# All in points: margin, a column and what is between two, a line and what is below a paragraph.
_MARGIN, _COLUMN, _BETWEEN, _LINE, _GAP = 6, 244, 18, 12, 5
_PAGE, _AROUND = 240 / 25.4 * 72, 66  # height of a page, and of title and key
_BOLD = {"weight": "bold"}
_STYLES = {"headline": {"size": 9, **_BOLD}, "subhead": _BOLD, "deck": {"style": "italic"}}


class _Piece(NamedTuple):
    text: str  # characters that look alike, on one line
    x: float
    width: float
    section: str
    quoted: bool
    category: str  # "" for none
    is_label: bool


def marked_article(corpus, passages, article, lexicon=None):
    """An article's text: loaded terms in the colour of their category, quoted words shaded.

    The category stands in brackets after each term. What does not fit on a page of 240 mm is left
    out, and the title says how many words are drawn. Called like `loaded_terms`.

    >>> from analysis import study
    >>> shipped = study("corpus")
    >>> marked_article(shipped.one, shipped.passages, shipped.id)
    Figure marked-article: 13 loaded terms: 1 in the headline, 2 in the deck, 10 in the body
    """
    lexicon, passages, marks = loaded_stretches(corpus, passages, article, lexicon)
    text, (left, right, end) = corpus[article].text, _columns(corpus[article], passages, marks)
    spans = zip(passages["start"], passages["end"].clip(upper=end), strict=True)
    columns = [*lexicon.columns[: len(lexicon.categories)], "loaded_any", "words", "quoted_words"]
    terms = f"{lexicon.name} {lexicon.version} {lexicon.fingerprint[:12]}"
    return figure_files(
        lambda figure, data: _draw(figure, data, (left, right)),
        "marked-article",
        marks[marks["end"] <= end].drop(columns="text"),
        size=(TWO_COLUMNS, (max(_height(left), _height(right)) + _AROUND) / 72),
        about=corpus_about(corpus, passages, (), columns, article, terms),
        texts=text,
        n_words=int(passages["words"].sum()),
        n_drawn=sum(len(words(text[low:high])) for low, high in spans if low < high),
        is_whole=end >= passages["end"].max(),
        unread=bool(passages["voice"].isna().any()),
        lexicon=lexicon,
    )


def _lines(article, passages, marks):
    """The text broken into lines of a column: (pieces, height, section, offset of the end)."""
    text, fonts = article.text, tuple(fonts_for(article.text)[0])
    quoted, category, labels = [False] * len(text), [""] * len(text), {}
    for row in passages[passages["voice"] == "quoted"].itertuples():
        quoted[row.start : row.end] = [True] * (row.end - row.start)
    for row in marks.itertuples():
        category[row.start : row.end] = [row.category] * (row.end - row.start)
        labels[row.end - 1] = f"\xa0[{', '.join(filter(None, (row.category, row.also)))}]"
    offset, lines = 0, []
    for section in article.sections:
        line, x, space = [], 0, _width(" ", section.kind, fonts=fonts)
        for word in re.finditer(r"\S{1,40}", section.text):
            runs, begin = [], offset + word.start()
            for place in range(begin, offset + word.end()):
                looks = section.kind, quoted[place], category[place], False
                if runs and runs[-1][1] == looks:
                    runs[-1] = runs[-1][0] + text[place], looks
                else:
                    runs.append((text[place], looks))
                if place in labels:
                    runs.append((labels[place], (section.kind, quoted[place], "", True)))
            widths = [_width(run, *looks, fonts=fonts) for run, looks in runs]
            if line and x + sum(widths) > _COLUMN:
                lines.append((line, _LINE, section.kind, begin))
                line, x = [], 0
            for (run, looks), width in zip(runs, widths, strict=True):
                line.append(_Piece(clean(run), x, width, *looks))
                x += width
            x += space
        offset += len(section.text) + 2
        lines.append((line, _LINE + _GAP, section.kind, offset - 2))
    return lines


def _font(section, category="", is_label=False):
    if is_label:
        return {"size": SMALLEST}
    return {"size": 7.5, **_STYLES.get(section, {}), **(_BOLD if category else {})}


@lru_cache(1 << 14)
def _width(text, section, quoted=False, category="", is_label=False, *, fonts):
    font = FontProperties(family=list(fonts), **_font(section, category, is_label))
    with warnings.catch_warnings(action="ignore"):  # the caption names characters without a font
        return text_to_path.get_text_width_height_descent(text, font, False)[0]


def _height(lines):
    return sum(height for _, height, _, _ in lines)


def _columns(article, passages, marks):
    """The lines of two columns of about one height, as far as a page holds, and where they end."""
    lines, left, right, page = _lines(article, passages, marks), [], [], _PAGE - _AROUND
    most = min(page, _height(lines) / 2 + _LINE)
    while lines and _height(left) + lines[0][1] <= most:
        left.append(lines.pop(0))
    while len(left) > 1 and left[-1][2] == "subhead":
        lines.insert(0, left.pop())
    while lines and _height(right) + lines[0][1] <= page:
        right.append(lines.pop(0))
    return left, right, (right or left)[-1][3]


def _draw(figure, data, columns):
    figure.set_layout_engine("none")
    width, height = (72 * inches for inches in figure.get_size_inches())
    axis = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axis.axis("off")
    colors = dict(zip(data["category"].unique(), cycle(_COLORS), strict=False))
    for number, lines in enumerate(columns):
        x, y = _MARGIN + number * (_COLUMN + _BETWEEN), 0.02 * height + 2.4 * _LINE
        for pieces, below, *_ in lines:
            for piece, following in pairwise([*pieces, None]):
                _draw_piece(axis, piece, following, x, y, colors)
            y += below
    key = "Underlined: a loaded term, its category in brackets. Grey: in quotation marks."
    axis.text(_MARGIN, height - 6, key, color=GREY)


def _draw_piece(axis, piece, following, x, y, colors):
    """A piece with its shade and mark, which reach to the following piece if that has them too."""
    begin = x + piece.x
    for name, color in (("quoted", _SHADE), ("category", colors.get(piece.category))):
        if not getattr(piece, name):
            continue
        goes_on = following and getattr(following, name) == getattr(piece, name)
        end = x + following.x if goes_on else begin + piece.width
        axis.add_patch(Rectangle((begin, y - 7.5), end - begin, 10, color=color, lw=0))
        if name == "category":
            axis.hlines(y + 1.8, begin, end, "black", lw=0.8)
    is_grey = piece.is_label or piece.section in ("kicker", "caption", "embed")
    looks = _font(piece.section, piece.category, piece.is_label)
    looks |= {"color": GREY} if is_grey else {}
    axis.text(begin, y, piece.text, va="baseline", **looks)
