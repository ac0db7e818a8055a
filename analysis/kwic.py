"""Key words in context."""

import html

import pandas as pd

from analysis import lexicon as term_lists
from analysis.article import SECTIONS
from analysis.lexicon import Lexicon
from analysis.passages import count

_WIDTH = 60
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
        if not {"left", "hit", "right"} <= set(self.columns):
            return super()._repr_html_()
        beside = [name for name in self.columns if name not in ("left", "hit", "right")]
        heads = [*beside, "left", "hit", "right"]
        aligned = {"left": "right", "hit": "center"}
        rows = ["".join(f"<th scope='col'>{html.escape(str(name))}</th>" for name in heads)]
        for row in self[heads].head(self._SHOWN).itertuples(index=False):
            cells = []
            for name, value in zip(heads, row, strict=True):
                shown = html.escape("" if pd.isna(value) else str(value))
                shown = f"<b>{shown}</b>" if name == "hit" else shown
                side = aligned.get(name, "left")
                space = "pre" if name in ("left", "hit", "right") else "normal"
                cells.append(f"<td style='text-align:{side};white-space:{space}'>{shown}</td>")
            rows.append("".join(cells))
        more = len(self) - self._SHOWN
        said = f"<p>{more:,} more of {len(self):,}</p>" if more > 0 else ""
        return (
            "<div style='overflow-x:auto'><table>"
            + "".join(f"<tr>{row}</tr>" for row in rows)
            + f"</table></div>{said}"
        )


def _asked(terms):
    if terms is None or isinstance(terms, Lexicon):
        return term_lists.chosen(terms)
    if not isinstance(terms, str) and not isinstance(terms, list | tuple):
        return term_lists.read(terms)
    listed = [terms] if isinstance(terms, str) else list(terms)
    if len(listed) == 1 and listed[0].lower().endswith((".yml", ".yaml", ".dic", ".csv")):
        return term_lists.read(listed[0])
    return Lexicon("asked for", "", tuple(("asked", term) for term in listed))
