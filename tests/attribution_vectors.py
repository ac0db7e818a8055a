"""Word vectors from unlabelled news: positive PMI with the words beside, reduced by SVD."""

from collections import Counter

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.linalg import svds

from analysis.text.attribution import features

SIZE, RAREST, BESIDE = 100, 4, 5_000


def word_vectors(articles):
    """Words by frequency, and a float32 row of `SIZE` numbers for each, from lists of chunks."""
    known = {}
    for chunk in {chunk for article in articles for chunk in article}:
        known[chunk] = features(chunk)[0]
    texts = [[known[chunk] for chunk in article] for article in articles]
    counts = Counter(word for text in texts for word in text)
    words = sorted((w for w, n in counts.items() if n >= RAREST), key=lambda w: (-counts[w], w))
    codes = {word: code for code, word in enumerate(words)}
    # Articles are kept apart by words outside the vocabulary.
    line = np.array([codes.get(word, -1) for text in texts for word in [*text, "", ""]])
    blocks = []
    for distance in (1, 2):
        left, right = line[:-distance], line[distance:]
        for word, other in ((left, right), (right, left)):
            kept = (word >= 0) & (other >= 0) & (other < BESIDE)
            ones = np.ones(kept.sum(), dtype="float32")
            blocks.append(_ppmi(coo_array((ones, (word[kept], other[kept])), (len(words), BESIDE))))
    from scipy.sparse import hstack

    matrix = hstack(blocks).tocsr()
    start = np.random.default_rng(1).standard_normal(min(matrix.shape)).astype("float32")
    left, values, _ = svds(matrix, SIZE, v0=start)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-6
    return words, (vectors * np.sqrt(SIZE) / 2).astype("float32")


def _ppmi(pairs):
    pairs = pairs.tocsr()
    pairs.sum_duplicates()
    pairs = pairs.tocoo()
    of_word, of_other = pairs.sum(axis=1), pairs.sum(axis=0) ** 0.75
    row, column = pairs.coords
    pmi = np.log(pairs.data * of_other.sum() / (of_word[row] * of_other[column]))
    return coo_array((np.maximum(pmi, 0).astype("float32"), (row, column)), pairs.shape)
