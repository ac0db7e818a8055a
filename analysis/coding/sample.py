"""Draw sentences for blind hand coding; write a sheet and its key."""

import numpy as np
import pandas as pd

from analysis.tables import select

from .sheet import begin, with_any, write


def sample(
    corpus, passages, out, lexicon=None, categories=None, n=200, seed=1, section="body", by=None
):
    """Draw sentences for hand coding, and write a sheet for the coders and a key for yourself.

    Half of the sentences have a match in the categories to be coded. The sheet has one sentence per
    row, in random order, and a column for each category, to be filled in with 0 or 1. Only the key
    (JSON) has matches and articles; do not show it to the coders.

    ``passages`` are counted from the corpus with ``lexicon`` (the shipped list if not given);
    ``out`` is the sheet to write, ``NAME.csv``, and the key is ``NAME.key.json``; ``categories``
    are all of the list if not given; ``n`` sentences are drawn, or all if there are fewer;
    ``section=None`` means all. With ``by``, a column of the passages or of ``corpus.metadata`` such
    as "outlet" or "voice", the ``n`` are spread equally over the groups, and `agree` gives scores
    for each; a sentence in two voices is in the group "mixed". Returns a DataFrame with one row per
    category (and ``any`` of them): hits, others (sentences with and without a match), drawn_hits,
    drawn_others. Raises ValueError if a file exists already, a category is not in the list, the
    passages were counted with another list or from another corpus, or there is no sentence.
    """
    lexicon, files = begin(out, passages, lexicon)
    coded = list(dict.fromkeys(categories or lexicon.categories))
    if missing := ", ".join(name for name in coded if name not in lexicon.categories):
        known = ", ".join(lexicon.categories)
        raise ValueError(f"{lexicon.name} does not contain {missing}; its categories are {known}")
    passages = select(passages, [by] if by else [], section, corpus.metadata if by else None)
    if passages.empty:
        raise ValueError(f"no sentence in the {section or 'passages'}; check the section")
    groups = passages.groupby(["article", "sentence"])
    sentences = groups.agg(start=("start", "min"), end=("end", "max"))
    group = np.full(len(sentences), "", "object")
    if by:
        kinds = groups[by].agg(lambda of: of.iloc[0] if of.nunique() == 1 else "mixed")
        group = kinds.astype("str").to_numpy("object")
    hits = groups[[f"loaded_{name.replace('.', '_')}" for name in coded]].sum() > 0
    hits = with_any(hits.reset_index(drop=True).set_axis(coded, axis=1))
    hit, sentences = hits.any(axis=1).to_numpy(), sentences.reset_index()
    strata = (group + ": " if by else "") + np.where(hit, "hit", "no hit")
    names, random = sorted(set(group)), np.random.default_rng(seed)
    places = [np.flatnonzero(group == name) for name in names]
    parts = [of[draw(hit[of], *k, random)] for of, *k in zip(places, spread(n, names), strict=True)]
    drawn = random.permutation(np.concatenate(parts)) if by else parts[0]
    found = hits.iloc[drawn]
    rows = sentences.iloc[drawn].rename(columns={"sentence": "number"})
    rows["stratum"] = strata[drawn]
    rows["hits"] = [hits.columns[hit].tolist() for hit in found.to_numpy()]
    key = {"section": section, "seed": seed, "categories": coded, "groups": names if by else []}
    cells = hits.groupby(strata)
    key["strata"] = {n: {"sentences": len(of), "hits": of.sum().to_dict()} for n, of in cells}
    write(files, corpus, lexicon, rows, key)
    plan = {"hits": hits.sum(), "others": (~hits).sum()}
    plan |= {"drawn_hits": found.sum(), "drawn_others": (~found).sum()}
    return pd.DataFrame(plan).rename_axis("category")


def spread(n, names):
    """How many of ``n`` sentences are drawn from each of some groups."""
    return np.diff(np.round(np.linspace(0, n, len(names) + 1))).astype(int)


def draw(hit, n, random):
    """Positions of ``n`` sentences, in random order: half with a match if possible."""
    few, many = sorted((np.flatnonzero(hit), np.flatnonzero(~hit)), key=len)
    n_few = min(len(few), round(n / 2))
    chosen = random.choice(few, n_few, replace=False)
    others = random.choice(many, min(len(many), n - n_few), replace=False)
    return random.permutation(np.concatenate([chosen, others]))
