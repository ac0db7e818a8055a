"""An article as a page with its sentiment, quotations and loaded terms marked."""

import html
from dataclasses import dataclass

from analysis import lexicon as term_lists
from analysis._support.not_shown import NO_ARTICLE, NothingToShow, or_why
from analysis.counting.passages import count, same_list

# Half clear, so that light and dark pages show through.
_TINT = {1: "rgba(0,114,178,{})", -1: "rgba(213,94,0,{})"}
_SHADE = "background:rgba(128,128,128,.3)"
_LEGEND = (
    "<b>How to read it.</b> A sentence tinted blue scores positive (VADER .05 or more), orange "
    "negative (−.05 or less), more so with a stronger score, which stands behind it. "
    f"<span style='{_SHADE}'>Shaded grey</span>: in quotation marks. "
    "<b style='text-decoration:underline'>Bold and underlined</b>: a loaded term, its category in "
    "brackets. VADER was made for social media; a hit says that the word is there, not that it is "
    "unfair; "
    "words in no marks are not all the outlet's own."
)
_UNREAD = " <b>The quotation marks of this article cannot be read: none is shaded.</b>"
_STYLE = {
    "kicker": "font-variant:small-caps",
    "headline": "font-size:1.4em;font-weight:bold",
    "deck": "font-style:italic",
    "subhead": "font-weight:bold",
    "caption": "font-size:.85em",
}


@dataclass(frozen=True)
class Annotated:
    """An article as HTML, which a notebook shows; all of its text is escaped."""

    article: str
    page: str

    def __repr__(self):
        return f"Annotated article {self.article}"

    def _repr_html_(self):
        return self.page


@or_why
def highlight(article, passages=None, lexicon=None):
    """An article as a page: sentences tinted by sentiment, quotations shaded, loaded terms marked.

    Parameters
    ----------
    article : Article or None
    passages : DataFrame, optional
        Passages that hold it (`analysis.count`); counted if not given.
    lexicon : Lexicon or path, optional
        The shipped list if not given.

    Returns
    -------
    Annotated
        Without an article `NotShown`, which says so.

    Raises
    ------
    LexiconError
        If the term list cannot be used.
    ValueError
        If the passages were counted with another list.

    >>> from analysis.article import Article, Section
    >>> made = highlight(Article("a", (Section("body", "A <b> betrayal."),), language="en"))
    >>> "A &lt;b&gt; <b style" in made.page, "[betrayal]" in made.page
    (True, True)
    """
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    lexicon = term_lists.as_lexicon(lexicon)
    if passages is None:
        passages = count([article], lexicon)
    same_list(passages, lexicon)
    passages = passages[passages["article"] == article.id]
    of_section = dict(tuple(passages.groupby("paragraph")))
    blocks, offset = [], 0
    for number, section in enumerate(article.sections):
        end = offset + len(section.text)
        rows = of_section.get(number)
        inner = html.escape(section.text)
        if rows is not None:
            inner = _sentences(article.text, rows, offset, end, lexicon)
        style = _STYLE.get(section.kind, "")
        blocks.append(f"<p style='margin:.5em 0;{style}'>{inner}</p>")
        offset = end + 2
    unread = _UNREAD if passages["voice"].isna().any() else ""
    page = (
        "<div style='max-width:44em;line-height:1.6'>"
        f"<p style='font-size:.85em;border-bottom:1px solid'>{_LEGEND}{unread}</p>"
        f"{''.join(blocks)}</div>"
    )
    return Annotated(article.id, page)


def _sentences(text, rows, start, end, lexicon):
    """A section's text with its sentences marked; what lies between them stays as it is."""
    pieces, place = [], start
    for _, sentence in rows.groupby("sentence", sort=True):
        compound = float(sentence["compound"].sum())
        low, high = sentence["start"].min(), sentence["end"].max()
        pieces.append(html.escape(text[place:low]))
        inner = "".join(
            _stretch(text[row.start : row.end], row.voice == "quoted", lexicon)
            for row in sentence.itertuples()
        )
        tint = _TINT.get((compound >= 0.05) - (compound <= -0.05))
        style = f"background:{tint.format(round(0.08 + 0.3 * abs(compound), 2))}" if tint else ""
        score = f"{compound:+.2f}".replace("-", "−").replace("+0.00", "0")
        pieces.append(
            f"<span style='{style}'>{inner}</span><small style='opacity:.8'> {score}</small>"
        )
        place = high
    return "".join([*pieces, html.escape(text[place:end])])


def _stretch(text, quoted, lexicon):
    """A stretch in one voice with its hits marked; categories of one place stand together."""
    marks = []  # of each stretch that is hit: start, end, what is said of it
    for low, high, category, _ in sorted(lexicon.find(text), key=lambda hit: (hit[0], -hit[1])):
        if marks and low < marks[-1][1]:
            # At the same place, within a longer hit, or running on from it.
            same = [low, high] == marks[-1][:2]
            marks[-1][2].append(category if same else f"{category}: {text[low:high]}")
            marks[-1][1] = max(marks[-1][1], high)
        else:
            marks.append([low, high, [category]])
    pieces, place = [], 0
    for low, high, names in marks:
        pieces.append(
            f"{html.escape(text[place:low])}<b style='text-decoration:underline'>"
            f"{html.escape(text[low:high])}</b><small> [{html.escape(', '.join(names))}]</small>"
        )
        place = high
    inner = "".join([*pieces, html.escape(text[place:])])
    return f"<span style='{_SHADE}'>{inner}</span>" if quoted else inner
