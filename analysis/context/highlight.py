"""An article as a page with its sentiment, quotations and loaded terms marked."""

from itertools import pairwise

from analysis import lexicon as term_lists
from analysis._support import NO_ARTICLE, NothingToShow, template
from analysis.counting.passages import count, same_list

_BLUE, _ORANGE = "rgba(0,114,178,{})", "rgba(213,94,0,{})"  # for light and dark pages


class HighlightedArticle(str):
    """An article as escaped HTML; a notebook displays it."""

    _repr_html_ = str.__str__


def highlight(article, passages=None, lexicon=None):
    """Show an article: sentences tinted by sentiment, quotations shaded, loaded terms marked.

    ``passages`` (`analysis.count`) are counted if not given; ``lexicon`` (a Lexicon or path) is the
    shipped list if not given. Raises NothingToShow if the article is None, and ValueError if the
    term list cannot be used or the passages were counted with a different one.

    >>> from analysis.article import Article, Section
    >>> page = highlight(Article("a", (Section("body", "A <b> betrayal."),), language="en"))
    >>> "A &lt;b&gt; <b style" in page, "[betrayal]" in page
    (True, True)
    """
    if article is None:
        raise NothingToShow(NO_ARTICLE)
    lexicon = term_lists.as_lexicon(lexicon)
    passages = count([article], lexicon) if passages is None else passages
    same_list(passages, lexicon)
    return HighlightedArticle(page(article, passages, lexicon))


def page(article, passages, lexicon, links=None):
    """An article as HTML; ``links`` are, by sentence, numbers and names of figures that use it."""
    passages = passages[passages["article"] == article.id]
    sentences, offset, text = [], 0, article.text
    for number, rows in passages.groupby("sentence"):
        compound, before = float(rows["compound"].sum()), text[offset : rows["start"].min()]
        tint = "none" if abs(compound) < 0.05 else _BLUE if compound > 0 else _ORANGE
        tint = tint.format(round(0.08 + 0.3 * abs(compound), 2))
        score = f"{round(compound, 2) or 0:+.2f}".replace("-", "−").replace("+0.00", "0")
        # Stretches of one voice, with their hits.
        pieces = [(r.voice, _marked(text[r.start : r.end], lexicon)) for r in rows.itertuples()]
        facts = {"number": number, "before": before, "tint": tint, "score": score}
        sentences.append(facts | {"section": rows["section"].iloc[0], "pieces": pieces})
        offset = rows["end"].max()
    facts = {"sentences": sentences, "after": text[offset:], "links": links}
    unread = passages["voice"].isna().any()
    return template("context/highlight.html.j2").render(facts, unread=unread)


def _marked(text, lexicon):
    """A text as plain text, hit and categories, and so on; a hit within another is named too."""
    marks = []  # start, end, categories
    for low, high, category, _ in sorted(lexicon.find(text), key=lambda hit: (hit[0], -hit[1])):
        if marks and low < marks[-1][1]:
            start, end, names = marks.pop()
            name = category if (low, high) == (start, end) else f"{category}: {text[low:high]}"
            low, high, category = start, max(end, high), f"{names}, {name}"
        marks.append((low, high, category))
    pairs = pairwise([(0, 0, ""), *marks, (len(text), len(text), "")])
    return [(text[end:low], text[low:high], names) for (_, end, _), (low, high, names) in pairs]
