"""An article as a page with its sentiment, quotations and loaded terms marked."""

import html
from dataclasses import dataclass, field
from pathlib import Path

from analysis import lexicon as term_lists
from analysis._support import NO_ARTICLE, NothingToShow
from analysis.counting.passages import count, same_list

# Half transparent, for light and dark pages.
_BLUE, _ORANGE = "rgba(0,114,178,{})", "rgba(213,94,0,{})"
_SHADES = {
    "quoted": "background:rgba(128,128,128,.3)",
    "attributed": "border-bottom:2px dotted rgba(128,128,128,.9)",
}
_LEGEND = Path(__file__).with_name("legend.txt").read_text(encoding="utf-8")
_LEGEND = " ".join(_LEGEND.format(**_SHADES).split())
_STYLE = {"headline": "font-weight:bold;font-size:1.4em", "subhead": "font-weight:bold"}
_UNREAD = " <b>The quotation marks of this article cannot be read, so nothing is shaded.</b>"


@dataclass(frozen=True)
class HighlightedArticle:
    """An article as escaped HTML; a notebook displays it."""

    article: str
    html: str = field(repr=False)

    def _repr_html_(self):
        return self.html


def highlight(article, passages=None, lexicon=None):
    """Show an article: sentences tinted by sentiment, quotations shaded, loaded terms marked.

    ``passages`` (`analysis.count`) are counted if not given; ``lexicon`` (a Lexicon or path) is the
    shipped list if not given. Raises NothingToShow if the article is None, and ValueError if the
    term list cannot be used or the passages were counted with another.

    >>> from analysis.article import Article, Section
    >>> page = highlight(Article("a", (Section("body", "A <b> betrayal."),), language="en")).html
    >>> "A &lt;b&gt; <b style" in page, "[betrayal]" in page
    (True, True)
    """
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    lexicon = term_lists.as_lexicon(lexicon)
    passages = count([article], lexicon) if passages is None else passages
    same_list(passages, lexicon)
    passages = passages[passages["article"] == article.id]
    page, offset, text = "", 0, article.text
    for _, rows in passages.groupby("sentence"):
        page += html.escape(text[offset : rows["start"].min()]) + _sentence(text, rows, lexicon)
        offset = rows["end"].max()
    page = (page + html.escape(text[offset:])).replace("\n\n", "</p><p>")
    unread = _UNREAD if passages["voice"].isna().any() else ""
    legend = f"<p style='font-size:.85em;border-bottom:1px solid'>{_LEGEND}{unread}</p>"
    page = f"<div style='max-width:44em;line-height:1.6'>{legend}<p>{page}</p></div>"
    return HighlightedArticle(article.id, page)


def _sentence(text, rows, lexicon):
    """A sentence tinted by its score, which follows it."""
    inner, compound = "", float(rows["compound"].sum())
    for row in rows.itertuples():
        marked = _marked(text[row.start : row.end], lexicon)
        shade = _SHADES.get(row.voice)
        inner += f"<span style='{shade}'>{marked}</span>" if shade else marked
    tint = "none" if abs(compound) < 0.05 else _BLUE if compound > 0 else _ORANGE
    tint = tint.format(round(0.08 + 0.3 * abs(compound), 2))
    score = f"{compound:+.2f}".replace("-", "−").replace("+0.00", "0")
    number, section = rows[["sentence", "section"]].iloc[0]
    look = f"data-sentence='{number}' style='background:{tint};{_STYLE.get(section, '')}'"
    return f"<span {look}>{inner}</span><small style='opacity:.8'> {score}</small>"


def _marked(text, lexicon):
    """A text with its hits marked; a hit within another is named after it."""
    marks = []  # start, end, categories
    for low, high, category, _ in sorted(lexicon.find(text), key=lambda hit: (hit[0], -hit[1])):
        if marks and low < marks[-1][1]:
            start, end, names = marks.pop()
            name = category if (low, high) == (start, end) else f"{category}: {text[low:high]}"
            low, high, category = start, max(end, high), f"{names}, {name}"
        marks.append((low, high, category))
    inner, offset = "", 0
    for low, high, names in marks:
        before, hit, names = map(html.escape, (text[offset:low], text[low:high], names))
        inner += f"{before}<b style='text-decoration:underline'>{hit}</b><small> [{names}]</small>"
        offset = high
    return inner + html.escape(text[offset:])
