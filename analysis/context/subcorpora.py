"""Two parts of a corpus, and what stands in each of their articles."""

import warnings

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analysis.lexicon import normalise
from analysis.text import words


def masks(corpus, passages, a, b, by):
    """Two masks over the rows of passages."""
    if by is None:
        found = [pd.Series(np.asarray(part), passages.index) for part in (a, b)]
        if any(mask.dtype != bool for mask in found):
            raise ValueError("the parts are not masks: give True or False for each row, or `by`")
    else:
        values = passages[by] if by in passages else _of_article(corpus, passages, by)
        known = values.dropna().unique()
        for part in (a, b):
            if part not in known:
                there = ", ".join(map(str, known)) or "none"
                raise ValueError(f"no {by} {part!r}; there are: {there}")
        if by in ("voice", "quote", "speaker") and (unread := passages["voice"].isna()).any():
            articles = passages["article"]
            warnings.warn(
                f"{articles[unread].nunique()} of {articles.nunique()} articles left out: their "
                "quotation marks cannot be read",
                stacklevel=3,
            )
        found = [(values == part).fillna(False).astype(bool) for part in (a, b)]
    if shared := int((found[0] & found[1]).sum()):
        raise ValueError(f"the parts share {shared} passages: what stands in both shows nothing")
    return found


def _of_article(corpus, passages, by):
    if by not in corpus.metadata:
        known = [*passages.columns, *corpus.metadata.columns]
        raise ValueError(f"no column {by}; there are: {', '.join(known)}")
    return passages["article"].map(corpus.metadata[by])


def word_counts(corpus, rows, article, in_b):
    """Distinct folded words, and for each part a matrix articles × words."""
    codes, known, cells = {}, {}, []
    places = zip(rows["article"], rows["start"], rows["end"], strict=True)
    lengths = []
    for id, start, end in places:
        text = corpus[id].text[start:end]
        found = [text[low:high] for low, high in words(text)]
        for word in found:
            if word not in known:
                known[word] = codes.setdefault(normalise(word), len(codes))
        cells += map(known.__getitem__, found)
        lengths.append(len(found))
    cells, repeat = np.array(cells, dtype="int64"), np.repeat(np.arange(len(lengths)), lengths)
    shape = article.max(initial=-1) + 1, len(codes)
    return list(codes), [
        csr_array((np.ones(len(at)), (article[repeat[at]], cells[at])), shape=shape)
        for at in (np.flatnonzero(~in_b[repeat]), np.flatnonzero(in_b[repeat]))
    ]


def column_counts(rows, names, article, in_b):
    """For each part a matrix articles × columns."""
    numbers = rows.select_dtypes("number").columns
    if missing := [name for name in names if name not in numbers]:
        raise ValueError(f"no counts named {', '.join(missing)}; there are: {', '.join(numbers)}")
    values = rows[names].to_numpy("float64")
    if unknown := [name for name in names if rows[name].isna().any()]:
        raise ValueError(f"{', '.join(unknown)}: not known for every article; leave those out")
    matrices = []
    for part in (~in_b, in_b):
        sums = np.zeros((article.max(initial=-1) + 1, len(names)))
        np.add.at(sums, article[part], values[part])
        matrices.append(csr_array(sums))
    return matrices
