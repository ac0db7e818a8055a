"""Key words in context."""

import pandas as pd

from analysis import lexicon as term_lists
from analysis._support.html import table
from analysis.article import SECTIONS
from analysis.counting.passages import count
from analysis.lexicon import Lexicon

_WIDTH = 60
_ALIGNED = {
    name: f"text-align:{side};white-space:pre"
    for name, side in {"left": "right", "hit": "center", "right": "left"}.items()
}
COLUMNS = ["article", "outlet", "published", "section", "voice", "quote", "speaker"]
COLUMNS += ["category", "term", "left", "hit", "right", "start", "end"]


def concordance(corpus, terms=None, passages=None, section="body"):
    """Each hit of some terms with what stands to its left and right.

    Parameters
    ----------
    corpus : Corpus
    terms : str, list of str, Lexicon or path, optional
        A term such as ``"betray*"``, several of them, a term list, or the path of one's file
        (.yml, .dic, .csv); the shipped list if not given.
    passages : DataFrame, optional
        The corpus's passages (`analysis.count`), with any term list; counted if not given.
    section : str or None
        The section looked at; None for all.

    Returns
    -------
    Concordance
        A DataFrame with one row a hit and category, in reading order: article, outlet, published,
        section, voice, quote, speaker, category, term, left, hit, right, start, end (offsets in
        ``article.text``). Left and right are at most 60 characters and stay within the section.
        Sort and filter it as any table; a notebook shows the hits under one another.

    Raises
    ------
    LexiconError
        If a term or term list cannot be used.
    ValueError
        If there is no such section, or the passages are of another corpus.

    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", "He feared a betrayal, she said."),), language="en")
    >>> found = concordance([article], "betray*")
    >>> found[["left", "hit", "right"]].to_numpy().tolist()
    [['He feared a ', 'betrayal', ', she said.']]
    """
    lexicon = _asked(terms)
    passages = count(corpus) if passages is None else passages
    if section is not None:
        if section not in SECTIONS:
            raise ValueError(f"no section {section}; there are: {', '.join(SECTIONS)}")
        passages = passages[passages["section"] == section]
    articles = {article.id: article for article in corpus}
    if others := set(passages["article"]) - set(articles):
        raise ValueError(f"passages of {min(others)}, which is not in the corpus; count it again")
    rows = []
    for passage in passages.itertuples():
        article = articles[passage.article]
        text = article.text
        for low, high, category, term in lexicon.find(text[passage.start : passage.end]):
            low, high = low + passage.start, high + passage.start
            left = text[max(0, low - _WIDTH) : low].split("\n")[-1]
            right = text[high : high + _WIDTH].split("\n")[0]
            rows.append(
                (article.id, article.outlet, article.published, passage.section, passage.voice)
                + (passage.quote, passage.speaker, category, term, left, text[low:high], right)
                + (low, high)
            )
    return Concordance(rows, columns=COLUMNS)


class Concordance(pd.DataFrame):
    """A table of hits that a notebook shows with the hits under one another."""

    _SHOWN = 200

    @property
    def _constructor(self):
        return Concordance

    def _repr_html_(self):
        if not set(_ALIGNED) <= set(self.columns):
            return super()._repr_html_()
        shown = self.head(self._SHOWN)
        said = shown.astype(object).where(shown.notna(), "").astype(str)
        beside = [name for name in said if name not in _ALIGNED and said[name].any()]
        heads = [*_ALIGNED, *beside]
        rows = said[heads].itertuples(index=False, name=None)
        styles = dict.fromkeys(heads, "text-align:left;white-space:nowrap") | _ALIGNED
        return table(heads, rows, len(self), self._SHOWN, styles, strong=("hit",))


def _asked(terms):
    if terms is None or isinstance(terms, Lexicon):
        return term_lists.as_lexicon(terms)
    if not isinstance(terms, str) and not isinstance(terms, list | tuple):
        return term_lists.read(terms)
    listed = [terms] if isinstance(terms, str) else list(terms)
    if len(listed) == 1 and listed[0].lower().endswith((".yml", ".yaml", ".dic", ".csv")):
        return term_lists.read(listed[0])
    return Lexicon("asked for", "", tuple(("asked", term) for term in listed))
