"""Words attributed to a source without quotation marks, by a small network that runs in numpy.

A token is a chunk between white space; each quotation counts as one token. The features of a chunk
(word, ending, shape, punctuation) give a row of numbers; `analysis.text.network` reads the rows in
order (docs/attribution.md). The result for an article does not depend on the other articles, to the
last bit.
"""

import functools
from pathlib import Path

import numpy as np

from .boundaries import IS
from .network import SCORE, Network, numbered, running, starts_of

WEIGHTS = "attribution.npz"
LABELS = ("other", "source", "cue", "attributed")
SOURCE, CUE, ATTRIBUTED = 1, 2, 3
QUOTATION = '""'  # the chunk that stands for one
_STEPS = np.arange(0.5, 1001)  # thousandths; log odds are rounded as scores are
LOG_ODDS = (np.rint(np.log(_STEPS / _STEPS[::-1]) / SCORE) * SCORE).astype("float32")
WINDOW = 160  # tokens, about: articles are cut between sentences into windows of this size


def features(chunk):
    """The features of a chunk by itself, as strings."""
    before, word, possessive, after = IS.chunk.fullmatch(chunk).groups()
    lower = IS.digit.sub("0", word.lower())
    shape = "title" if word.istitle() else "mixed" if word else "none"
    if word.islower() or word.isupper():
        shape = "lower" if word.islower() else "upper" if len(word) > 1 else "capital"
    endings = f"ending {lower[-3:]}", f"ending {lower[-2:]}"
    marks = f"before {before[:2]}", f"after {possessive}{after[:2]}"
    return f"word {lower}", *endings, f"shape {shape}", *marks


def token_rows(chunks, network=None):
    """The row of numbers for each chunk by itself: float32, (chunks, size of a row)."""
    return (network or _shipped()).summed([features(chunk) for chunk in chunks])


def attribute(rows, codes, sentence, article, quotation, network=None):
    """For each token, its label and the probability (in thousandths) that it is attributed.

    ``codes`` gives each token's row in ``rows`` (`token_rows`), in reading order. ``sentence``,
    ``article`` and ``quotation`` give the number of the sentence, article and quotation that it is
    in (0: no quotation). A label is a position in `LABELS`. In quotations, both results are 0.

    >>> chunks = "Officials said that the plan would fail. It rained.".split()
    >>> attribute(token_rows(chunks), range(9), [0] * 7 + [1] * 2, [0] * 9, [0] * 9)[1].tolist()
    [1, 2, 3, 3, 3, 3, 3, 0, 0]
    """
    network = network or _shipped()
    codes, sentence, article, quotation = np.array([codes, sentence, article, quotation], "int64")
    probability, label = np.zeros(len(codes), "uint16"), np.zeros(len(codes), "int8")
    if not len(codes):
        return probability, label
    # Of a quotation only the first token is kept, and it has a row of its own.
    same = (quotation[1:] == quotation[:-1]) & (article[1:] == article[:-1])
    kept = np.flatnonzero((quotation == 0) | ~np.append(False, same))
    rows = np.concatenate([rows, token_rows([QUOTATION], network)])
    codes = np.where(quotation, len(rows) - 1, codes)[kept]
    sentence, article = numbered(sentence[kept]), numbered(article[kept])
    place = np.arange(len(kept)) - starts_of(sentence)[sentence]  # a table may be one long sentence
    sentence = numbered(sentence * len(kept) + place // WINDOW)
    starts = starts_of(sentence)
    place = starts - starts_of(article)[article[starts]]
    window = numbered(article * len(kept) + (place // WINDOW)[sentence])
    scores = network.scores(rows, codes, sentence, window)
    outside = quotation[kept] == 0
    probability[kept] = (expected := thousandths(scores)) * outside
    # Labels follow the probability: what speaks against "attributed" adds up.
    scores[:, ATTRIBUTED] = scores[:, :ATTRIBUTED].max(axis=1) + LOG_ODDS[expected]
    label[kept] = best_labels(scores, starts, network.moves) * outside
    return probability, label


def name_sources(label, starts, text):
    """After "according to", relabel attributed tokens as source, up to a punctuation mark."""
    for match in IS.according.finditer(text):
        part = label[slice(*np.searchsorted(starts, match.span(1)))]
        part[part == ATTRIBUTED] = SOURCE


@functools.cache
def _shipped():
    with np.load(Path(__file__).with_name(WEIGHTS)) as weights:
        return Network(dict(weights))


def thousandths(scores):
    """Probabilities of being attributed, from scores that are multiples of `SCORE`."""
    # Powers come from a table, so that equal scores give equal numbers.
    below = ((scores.max(axis=1, keepdims=True) - scores) / SCORE).astype("int64")
    powers = np.exp(np.arange(1024) * -SCORE)[np.minimum(below, 1023)]
    total = powers[:, 0] + powers[:, 1] + powers[:, 2] + powers[:, 3]
    return np.rint(1000 * powers[:, ATTRIBUTED] / total).astype("uint16")


def best_labels(scores, starts, moves):
    """The best sequence of labels for each sentence (Viterbi); ``moves``: from label to label."""
    sizes = np.diff(starts, append=len(scores))
    order = np.argsort(-sizes, kind="stable")
    starts, counts = starts[order], running(sizes[order]).tolist()
    best, moves = [scores[starts].T], moves[:, :, None]
    for step, count in enumerate(counts[1:], 1):
        ways = best[-1][:, None, :count] + moves
        best.append(ways.max(axis=0) + scores[starts[:count] + step].T)
    labels, label = np.empty(len(scores), dtype="int8"), starts[:0]
    for step, (count, ways) in reversed([*enumerate(zip(counts, best, strict=True))]):
        ways[:, : len(label)] += moves[:, label, 0]
        label = ways.argmax(axis=0)
        labels[starts[:count] + step] = label
    return labels
