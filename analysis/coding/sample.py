"""Draw sentences for hand coding: a blind sheet for the coders, a key for the researcher."""

from pathlib import Path

import numpy as np
import pandas as pd

from analysis import lexicon as term_lists
from analysis._support.fingerprint import project_version
from analysis.counting.passages import same_list

from .error_rate import needed
from .sheet import digest, with_any, write

_NO_HIT = "no hit"


def sample(corpus, passages, out, lexicon=None, categories=None, n=200, seed=1, section="body"):
    """Draw sentences for hand coding, and write a sheet for the coders and a key for yourself.

    Half of the sentences are drawn where the list has no hit, half where it has one; where
    categories are named, that half is spread over them, a sentence that has several belonging to
    the rarest. The sheet (``out``, CSV) has a shuffled sentence a row and an empty column for each
    category, to be filled in with 0 or 1. It shows neither hits nor articles. The key (JSON, beside
    it) holds these, and stays with you.

    Parameters
    ----------
    corpus : Corpus
        The articles that were counted.
    passages : DataFrame
        Their passages (`analysis.count`), counted with ``lexicon``.
    out : path
        The sheet to write, ``NAME.csv``; the key is ``NAME.key.json``.
    lexicon : Lexicon or path, optional
        The shipped list if not given.
    categories : list of str, optional
        Categories to code; all of the list if not given.
    n : int
        Sentences to draw; fewer where there are not so many.
    seed : int
        Another seed draws other sentences.
    section : str or None
        The section drawn from; None for all.

    Returns
    -------
    DataFrame
        One row a category (and ``any`` of them): hits, others (sentences of the corpus with and
        without a hit), drawn_hits, drawn_others, needed_hits, needed_others (to know precision,
        and then recall, within ±.10: `analysis.error_rate.needed`).

    Raises
    ------
    ValueError
        If a file is there already, a category is not in the list, the passages were counted with
        another one or in another corpus, or there is no sentence.
    """
    lexicon = term_lists.as_lexicon(lexicon)
    same_list(passages, lexicon)
    out = Path(out)
    key_path = out.with_suffix(".key.json")
    if out.suffix != ".csv":
        raise ValueError(f"{out}: give a name that ends in .csv")
    for path in (out, key_path):
        if path.exists():
            raise ValueError(f"{path}: is there already, and is kept; give another name")
    named = list(dict.fromkeys(categories or ()))
    if missing := [name for name in named if name not in lexicon.categories]:
        known = ", ".join(lexicon.categories)
        raise ValueError(f"no category {', '.join(missing)} in {lexicon.name}; there are: {known}")
    coded = named or list(lexicon.categories)
    sentences, hits = _population(passages, coded, section)
    strata = _strata(hits, named)
    drawn = draw(strata, n, np.random.default_rng(seed))
    rows, texts = [], []
    for number in drawn.tolist():
        row = sentences.iloc[number]
        text = _text(corpus, row)
        texts.append(text)
        rows.append(
            {
                "sentence": "s" + digest(f"{seed} {row.article} {row.sentence}")[:12],
                "article": row.article,
                "number": int(row.sentence),
                "start": int(row.start),
                "end": int(row.end),
                "stratum": strata[number],
                "hits": hits.columns[hits.iloc[number]].tolist(),
                "sha256": digest(text),
            }
        )
    key = {
        "version": project_version(),
        "lexicon": {
            "name": lexicon.name,
            "version": lexicon.version,
            "fingerprint": lexicon.fingerprint,
        },
        "corpus": corpus.fingerprint,
        "section": section,
        "seed": seed,
        "categories": coded,
        "strata": {
            name: {"sentences": len(group), "hits": group.sum().astype(int).to_dict()}
            for name, group in hits.groupby(strata)
        },
        "rows": rows,
    }
    write(out, key_path, [row["sentence"] for row in rows], texts, key)
    return _plan(hits, drawn)


def draw(strata, n, random):
    """Places of ``n`` sentences, in random order: half without a hit, half spread over the rest.

    Where a stratum has too few sentences, the others give more.

    Parameters
    ----------
    strata : array of str
        The stratum of each sentence.
    n : int
    random : numpy Generator

    >>> strata = np.array(["no hit"] * 90 + ["threat"] * 8 + ["label"] * 2)
    >>> places = draw(strata, 20, np.random.default_rng(1))
    >>> np.unique(strata[places], return_counts=True)[1].tolist()
    [2, 12, 6]
    """
    names, sizes = np.unique(strata, return_counts=True)
    shares = np.where(names == _NO_HIT, max(len(names) - 1, 1), 1)
    left, of = min(n, len(strata)), shares.sum()
    chosen = []
    # Those that may have too few first, so that the others make up for them.
    for place in np.argsort(sizes / shares, kind="stable"):
        number = min(sizes[place], round(left * shares[place] / of))
        left, of = left - number, of - shares[place]
        members = np.flatnonzero(strata == names[place])
        chosen.append(random.choice(members, number, replace=False))
    return random.permutation(np.concatenate(chosen))


def _population(passages, coded, section):
    """The sentences, with their places; and whether each has a hit, by category."""
    columns = {name: f"loaded_{name.replace('.', '_')}" for name in coded}
    if section is not None:
        passages = passages[passages["section"] == section]
    if passages.empty:
        raise ValueError(f"no sentence in the section {section or 'chosen'}")
    groups = passages.groupby(["article", "sentence"], sort=True)
    sentences = groups.agg(start=("start", "min"), end=("end", "max")).reset_index()
    hits = (groups[list(columns.values())].sum() > 0).reset_index(drop=True)
    hits.columns = coded
    return sentences, with_any(hits)


def _strata(hits, named):
    """The stratum of each sentence: no hit; a hit; or the rarest of the named categories."""
    strata = np.where(hits.any(axis=1), "hit", _NO_HIT).astype(object)
    for name in hits[named].sum().sort_values(ascending=False, kind="stable").index:
        strata[hits[name]] = name
    return strata.astype(str)


def _text(corpus, row):
    try:
        text = corpus[row.article].text[row.start : row.end].strip()
    except KeyError:
        text = ""
    if not text:
        raise ValueError(f"{row.article}: its passages are not of this corpus; count it again")
    return text


def _plan(hits, drawn):
    """What was drawn and what is needed, for each category."""
    rows = {}
    for name in hits:
        having, inside = int(hits[name].sum()), int(hits[name].iloc[drawn].sum())
        others = len(hits) - having
        rows[name] = (having, others, inside, len(drawn) - inside, *needed(having, others))
    columns = ["hits", "others", "drawn_hits", "drawn_others", "needed_hits", "needed_others"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("category")
