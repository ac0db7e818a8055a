"""Words in context: matches of terms, and the words behind a sentiment score."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis._support import require
from analysis.counting import count, vader
from analysis.lexicon import Lexicon, as_lexicon, read
from analysis.tables import select
from analysis.text import straighten

_WIDTH = 60  # characters on each side
_LISTS = (".yml", ".yaml", ".dic", ".lc3", ".csv")
_COLUMNS = "article outlet published section voice quote speaker category term".split()
_COLUMNS += "left hit right start end".split()
_DRIVERS = "article sentence voice word lexicon valence compound start end text".split()


def concordance(corpus, terms=None, passages=None, section="body"):
    """List each match of the given terms with the text to its left and right.

    ``terms`` is a term such as ``"betray*"``, several terms, or a term list or its file (.yml,
    .dic, .lc3, .csv); the default is the shipped list. ``passages`` (`analysis.count`) are counted
    if not given; ``section=None`` means all. Returns a DataFrame with one row per match and
    category, in reading order: article, outlet, published, section, voice, quote, speaker,
    category, term, left, hit, right, start, end (offsets in ``article.text``). Left and right are
    at most 60 characters and stay within the section. ``attrs["n_articles"]`` is the number of
    articles searched. Raises ValueError if an argument cannot be used.

    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", "He feared a betrayal, she said."),), language="en")
    >>> hits = concordance([article], "betray*")
    >>> hits[["left", "hit", "right"]].to_numpy().tolist()
    [['He feared a ', 'betrayal', ', she said.']]
    """
    lexicon = _lexicon(terms)
    passages = select(count(corpus) if passages is None else passages, [], section)
    articles = {article.id: article for article in corpus}
    if others := set(passages["article"]) - set(articles):
        raise ValueError(f"passages include {min(others)}, which is not in the corpus; count again")
    rows = []
    for passage in passages.itertuples():
        article = articles[passage.article]
        text, about = article.text, (article.id, article.outlet, article.published)
        about += (passage.section, passage.voice, passage.quote, passage.speaker)
        for low, high, *found in lexicon.find(text[passage.start : passage.end]):
            start, end = low + passage.start, high + passage.start
            left = text[max(0, start - _WIDTH) : start].split("\n")[-1]
            right = text[end : end + _WIDTH].split("\n")[0]
            rows.append((*about, *found, left, text[start:end], right, start, end))
    hits = pd.DataFrame(rows, columns=_COLUMNS)
    hits.attrs["n_articles"] = passages["article"].nunique()
    return hits


def drivers(corpus, passages, section="body"):
    """List every word with a VADER valence, with its sentence and its contribution.

    ``passages`` are counted from the corpus (`analysis.count`); ``section=None`` means all.
    Returns a DataFrame with one row per word in reading order: article, sentence, voice, word,
    lexicon (its valence in VADER's list, −4 to 4), valence (after VADER's rules), compound (the
    sentence's score, from the sum of its valences and from "!" and "?"), start, end (offsets in
    ``article.text``), text (the sentence).

    >>> from analysis import count
    >>> from analysis.article import Article, Section
    >>> article = Article("a", (Section("body", 'It was "not good".'),), language="en")
    >>> words = drivers({"a": article}, count([article]))
    >>> words[["voice", "word", "lexicon", "valence"]].to_numpy().tolist()
    [['quoted', 'good', 1.9, -1.406]]
    """
    lexicon, rows = vader.analyzer().lexicon, []
    for (id, sentence), group in select(passages, [], section).groupby(["article", "sentence"]):
        first = group["start"].min()
        text = corpus[id].text[first : group["end"].max()]
        compound, valences = vader.score(straighten(text))
        for low, high, valence in valences:
            word, start = text[low:high], first + low
            voice = group.loc[group["start"] <= start, "voice"].iloc[-1]
            scores = lexicon.get(straighten(word).lower(), float("nan")), valence, compound
            rows.append((id, sentence, voice, word, *scores, start, first + high, text))
    return pd.DataFrame(rows, columns=_DRIVERS)


def _lexicon(terms):
    if terms is None or isinstance(terms, Lexicon | dict):
        return as_lexicon(terms)
    terms = [*terms] if isinstance(terms, Iterable) and not isinstance(terms, str) else [terms]
    for term in terms:
        require(str | Path, "a term, several terms or a term list", terms=term)
    if len(terms) == 1 and str(terms[0]).lower().endswith(_LISTS):
        return read(terms[0])
    if folder := next((term for term in terms if Path(term, "articles").is_dir()), None):
        raise ValueError(f"{folder} is a corpus, not a term; give it as the corpus to search")
    return Lexicon("terms", "", tuple(("term", str(term)) for term in terms))
