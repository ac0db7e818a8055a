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

    Half of the sentences have no hit of the list, half have one. If categories are named, that half
    is divided among them; a sentence with several belongs to the rarest. The sheet (``out``, CSV)
    has one sentence per row, in random order, and an empty column for each category, to be filled
    in with 0 or 1. It shows neither hits nor articles. The key (JSON, beside it) has these, and
    is not for the coders.

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
        Sentences to draw; fewer if the corpus has fewer.
    seed : int
        Another seed draws other sentences.
    section : str or None
        The section sampled; None for all.

    Returns
    -------
    DataFrame
        One row per category (and ``any`` of them): hits, others (sentences of the corpus with and
        without a hit), drawn_hits, drawn_others, needed_hits, needed_others (to know precision,
        and then recall, within ±.10: `analysis.coding.error_rate.needed`).

    Raises
    ------
    ValueError
        If a file exists already, a category is not in the list, the passages were counted with
        another list or in another corpus, or there is no sentence.
    """
    lexicon = term_lists.chosen(lexicon)
    same_list(passages, lexicon)
    out = Path(out)
    key_path = out.with_suffix(".key.json")
    if out.suffix != ".csv":
        raise ValueError(f"{out}: give a name that ends in .csv")
    for path in (out, key_path):
        if path.exists():
            raise ValueError(f"{path}: exists already and is kept; give another name")
    named = list(dict.fromkeys(categories or ()))
    if missing := [name for name in named if name not in lexicon.categories]:
        existing = ", ".join(lexicon.categories)
        raise ValueError(f"no category {', '.join(missing)} in {lexicon.name}: {existing}")
    coded = named or list(lexicon.categories)
    sentences, hits = _sentences(passages, coded, section)
    strata = np.where(hits.any(axis=1), "hit", _NO_HIT).astype(object)
    for name in hits[named].sum().sort_values(ascending=False, kind="stable").index:
        strata[hits[name]] = name
    strata = strata.astype(str)
    drawn = draw(strata, n, np.random.default_rng(seed))
    rows = sentences.iloc[drawn].rename(columns={"sentence": "number"})
    texts = [_text(corpus, row) for row in rows.itertuples()]
    rows.insert(
        0,
        "sentence",
        [f"s{digest(f'{seed} {r.article} {r.number}')[:12]}" for r in rows.itertuples()],
    )
    rows["stratum"] = strata[drawn]
    rows["hits"] = [hits.columns[hit].tolist() for hit in hits.to_numpy()[drawn]]
    rows["sha256"] = [digest(text) for text in texts]
    key = {
        "version": project_version(),
        "lexicon": {name: getattr(lexicon, name) for name in ("name", "version", "fingerprint")},
        "corpus": corpus.fingerprint,
        "section": section,
        "seed": seed,
        "categories": coded,
        "strata": {
            name: {"sentences": len(group), "hits": group.sum().astype(int).to_dict()}
            for name, group in hits.groupby(strata)
        },
        "rows": rows.to_dict("records"),
    }
    write(out, key_path, rows["sentence"].tolist(), texts, key)
    plan = {"hits": hits.sum(), "others": (~hits).sum()}
    plan |= {"drawn_hits": hits.iloc[drawn].sum(), "drawn_others": (~hits).iloc[drawn].sum()}
    plan = pd.DataFrame(plan).rename_axis("category")
    sizes = zip(plan["hits"].tolist(), plan["others"].tolist(), strict=True)
    plan[["needed_hits", "needed_others"]] = [needed(*size) for size in sizes]
    return plan


def draw(strata, n, random):
    """Places of ``n`` sentences, in random order: half without a hit, half spread over the rest.

    If a stratum has too few sentences, more are drawn from the others.

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
    left, total = min(n, len(strata)), shares.sum()
    chosen = []
    # Those that may have too few first, so that the others make up for them.
    for place in np.argsort(sizes / shares, kind="stable"):
        number = min(sizes[place], round(left * shares[place] / total))
        left, total = left - number, total - shares[place]
        members = np.flatnonzero(strata == names[place])
        chosen.append(random.choice(members, number, replace=False))
    return random.permutation(np.concatenate(chosen))


def _sentences(passages, coded, section):
    """The sentences, with their places; and whether each has a hit, by category."""
    if section is not None:
        passages = passages[passages["section"] == section]
    if passages.empty:
        raise ValueError(f"no sentence in the section {section or 'chosen'}")
    groups = passages.groupby(["article", "sentence"], sort=True)
    sentences = groups.agg(start=("start", "min"), end=("end", "max")).reset_index()
    hits = groups[[f"loaded_{name.replace('.', '_')}" for name in coded]].sum() > 0
    return sentences, with_any(hits.reset_index(drop=True).set_axis(coded, axis=1))


def _text(corpus, row):
    try:
        text = corpus[row.article].text[row.start : row.end].strip()
    except KeyError:
        text = ""
    if not text:
        raise ValueError(f"{row.article}: its passages are not of this corpus; count it again")
    return text
