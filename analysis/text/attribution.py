"""Words attributed to a source without quotation marks, by a small network that runs in numpy.

A token is a chunk between white space; each quotation counts as one token. What a chunk says by
itself (word, ending, shape, punctuation) is a row of numbers. A convolution sees two neighbours on
each side, a maximum over the sentence and its neighbours goes to each of its tokens, and an LSTM
reads the article in both directions (docs/attribution.md).

The result for an article does not depend on the articles beside it, to the last bit: what enters a
matrix product is rounded to binary fractions so coarse that every sum is exact, in any order.
"""

import functools
import re
from importlib import resources

import numpy as np

WEIGHTS = "attribution.npz"
LABELS = ("other", "source", "cue", "attributed")
ATTRIBUTED = LABELS.index("attributed")
QUOTATION = "[quotation]"  # the chunk that stands for one
# Sizes of the steps to which numbers are rounded: rows, activations, and scores of the labels.
ROW, STEP, SCORE = 2.0**-5, 2.0**-8, 2.0**-6
REACH = 2  # neighbours that the convolution sees on each side
_AT_ONCE = 64  # articles
_LIMIT = np.float32(3.646)  # where the fraction below reaches 1
_PARTS = re.compile(r"(\W*)(.*?)((?:'s)?)(\W*)", re.DOTALL)
_DIGIT = re.compile(r"\d")


def features(chunk):
    """What the network knows of a chunk by itself, as strings."""
    before, word, possessive, after = _PARTS.fullmatch(chunk).groups()
    lower = _DIGIT.sub("0", word.lower())
    if word.islower():
        shape = "lower"
    elif word.isupper():
        shape = "upper" if len(word) > 1 else "capital"
    else:
        shape = "title" if word.istitle() else "mixed" if word else "none"
    return (
        f"word {lower}",
        f"ending {lower[-3:]}",
        f"ending {lower[-2:]}",
        f"shape {shape}",
        f"before {before[:2]}",
        f"after {possessive}{after[:2]}",
    )


def token_rows(chunks):
    """What the network knows of each chunk by itself: float32, (chunks, size of a row)."""
    table, codes = _weights()["rows"], _weights()["codes"]
    unknown = len(table) - 1  # a row of zeros
    numbers = [[codes.get(name, unknown) for name in features(chunk)] for chunk in chunks]
    numbers = np.array(numbers, dtype="int64").reshape(len(chunks), -1)
    rows = np.zeros((len(chunks), table.shape[1]), dtype="float32")
    for column in numbers.T:
        rows += table[column]
    return np.clip(rows, -8, 8, out=rows)


def attribute(rows, codes, sentence_starts, article_starts, quotation):
    """How probable it is that each token's words are attributed to a source; and labels.

    Parameters
    ----------
    rows : array
        As `token_rows` gives them.
    codes, quotation : arrays of int, (tokens,)
        In reading order: number of its row; and of the quotation that the token is in, or 0.
    sentence_starts, article_starts : arrays of int
        Where sentences and articles begin in ``codes``.

    Returns
    -------
    probability, label : arrays of uint16 and int8, (tokens,)
        Thousandths; and 0 other, 1 source, 2 cue, 3 attributed. Both are 0 in quotations.

    >>> chunks = "Officials said that the plan would fail. It rained.".split()
    >>> attribute(token_rows(chunks), range(9), [0, 7], [0], [0] * 9)[1].tolist()
    [1, 2, 3, 3, 3, 3, 3, 0, 0]
    """
    codes, quotation = np.asarray(codes, dtype="int64"), np.asarray(quotation)
    probability, label = np.zeros(len(codes), dtype="uint16"), np.zeros(len(codes), dtype="int8")
    if not len(codes):
        return probability, label
    edges = [np.zeros(len(codes), dtype="int64") for _ in range(2)]
    for edge, starts in zip(edges, (sentence_starts, article_starts), strict=True):
        edge[np.asarray(starts, dtype="int64")] = 1
    sentence, article = np.cumsum(edges, axis=1)
    sentence, article = sentence - sentence[0], article - article[0]
    # Of a quotation only the first token is kept, and it has a row of its own.
    same = (quotation[1:] == quotation[:-1]) & (article[1:] == article[:-1])
    kept = np.flatnonzero((quotation == 0) | ~np.append(False, same))
    rows = np.concatenate([rows, token_rows([QUOTATION])])
    codes = np.where(quotation, len(rows) - 1, codes)[kept]
    sentence, article = _numbered(sentence[kept]), _numbered(article[kept])
    bounds = np.searchsorted(article, np.arange(article[-1] + 2))
    order = np.argsort(-np.diff(bounds), kind="stable")
    scores = np.empty((len(kept), len(LABELS)), dtype="float32")
    for first in range(0, len(order), _AT_ONCE):
        group = order[first : first + _AT_ONCE]
        at = np.concatenate([np.arange(bounds[number], bounds[number + 1]) for number in group])
        sizes = bounds[group + 1] - bounds[group]
        scores[at] = _scores(rows[codes[at]], sentence[at], sizes)
    outside = quotation[kept] == 0
    probability[kept] = _thousandths(scores) * outside
    label[kept] = _best_labels(scores, np.searchsorted(sentence, np.unique(sentence))) * outside
    return probability, label


def _numbered(groups):
    """0 for the first group, 1 for the next, and so on."""
    return np.cumsum(np.diff(groups, prepend=groups[0]) != 0)


@functools.cache
def _weights():
    with resources.files("analysis.text").joinpath(WEIGHTS).open("rb") as file:
        stored = dict(np.load(file))
    names = stored.pop("names").tobytes().decode("utf-8").split("\n")
    rows = stored.pop("rows").astype("float32") * np.float32(ROW)
    weights = {name: np.ascontiguousarray(array, "float32") for name, array in stored.items()}
    weights["rows"] = np.concatenate([rows, np.zeros((1, rows.shape[1]), dtype="float32")])
    return weights | {"codes": {name: number for number, name in enumerate(names)}}


def _scores(rows, sentence, sizes):
    """Scores of the labels, of articles one after the other, the longest first."""
    weights = _weights()
    tokens, width = rows.shape
    # Between articles lie as many rows of zeros as the convolution reaches.
    place = np.arange(tokens) + REACH * np.repeat(np.arange(1, len(sizes) + 1), sizes)
    padded = np.zeros((tokens + REACH * (len(sizes) + 1), width), dtype="float32")
    padded[place] = rows
    shape = len(padded) - 2 * REACH, (2 * REACH + 1) * width
    window = np.lib.stride_tricks.as_strided(padded, shape, (4 * width, 4))
    seen = window @ weights["convolution"] + weights["convolution_bias"]
    seen = _tanh(seen[place - REACH])
    seen = _rounded((seen[:, width:] + 1) * seen[:, :width] * np.float32(0.5))
    # The sentence's maximum, and its neighbours' within the article.
    numbers, article = _numbered(sentence), np.repeat(np.arange(len(sizes)), sizes)
    starts = np.searchsorted(numbers, np.arange(numbers[-1] + 1))
    most = np.maximum.reduceat(seen, starts)
    of = article[starts]
    first = np.append(True, of[1:] != of[:-1])[:, None]
    last = np.append(of[1:] != of[:-1], True)[:, None]
    before = np.where(first, 0, np.roll(most, 1, axis=0))
    after = np.where(last, 0, np.roll(most, -1, axis=0))
    context = np.concatenate([before, most, after], axis=1) @ weights["context"]
    context = _rounded(_tanh(context + weights["context_bias"]))
    return _label_scores(_read(seen + context[numbers], sizes))


def _read(inputs, sizes):
    """What the LSTM makes of each token, in both directions."""
    weights = _weights()["lstm"]
    bias = _weights()["lstm_bias"][:, None]
    tokens, width = inputs.shape
    units = weights.shape[2] // 4
    starts = np.cumsum(sizes) - sizes
    # Step by step through all articles at once; the shorter ones end earlier.
    running = np.searchsorted(-sizes, -np.arange(1, sizes[0] + 1), side="right")
    step = np.repeat(np.arange(sizes[0]), running)
    number = np.arange(tokens) - np.repeat(np.cumsum(running) - running, running)
    places = starts[number] + step, starts[number] + sizes[number] - 1 - step
    packed = np.empty((2, tokens, width + units), dtype="float32")
    packed[0, :, :width], packed[1, :, :width] = inputs[places[0]], inputs[places[1]]
    state = np.zeros((2, running[0], units), dtype="float32")
    output = np.zeros((2, running[0], units), dtype="float32")
    results = np.empty((2, tokens, units), dtype="float32")
    low = 0
    for count in running.tolist():
        now = packed[:, low : low + count]
        now[:, :, width:] = output[:, :count]
        # Gates in, forget and out are sigmoids: (1 + tanh(z / 2)) / 2, z halved in the weights.
        gates = _tanh(now @ weights + bias)
        gates[:, :, : 3 * units] += 1
        enter, forget, leave, new = np.split(gates, 4, axis=2)
        state = (forget * state[:, :count] + enter * new) * np.float32(0.5)
        output = _rounded(leave * _tanh(state.copy()) * np.float32(0.5))
        results[:, low : low + count] = output
        low += count
    both = np.empty((tokens, 2 * units), dtype="float32")
    both[places[0], :units], both[places[1], units:] = results
    return both


def _label_scores(read):
    scores = read @ _weights()["labels"] + _weights()["labels_bias"]
    return np.rint(scores / np.float32(SCORE)) * np.float32(SCORE)


def _thousandths(scores):
    # Powers come from a table, so that equal scores give equal numbers.
    below = ((scores - scores.max(axis=1, keepdims=True)) / np.float32(SCORE)).astype("int64")
    powers = np.exp(np.arange(1024) * -SCORE)[np.minimum(-below, 1023)]
    total = powers[:, 0] + powers[:, 1] + powers[:, 2] + powers[:, 3]
    return np.rint(1000 * powers[:, ATTRIBUTED] / total).astype("uint16")


def _best_labels(scores, starts):
    """The best sequence of labels for each sentence (Viterbi)."""
    move = _weights()["moves"]
    sizes = np.diff(starts, append=len(scores))
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    running = np.searchsorted(-sizes, -np.arange(1, sizes[0] + 1), side="right").tolist()
    best, origins = scores[starts], []
    for step, count in enumerate(running[1:], 1):
        ways = best[:count, :, None] + move
        origins.append(ways.argmax(axis=1))
        best[:count] = ways.max(axis=1) + scores[starts[:count] + step]
    label, labels = best.argmax(axis=1), np.empty(len(scores), dtype="int8")
    for step in range(len(running) - 1, 0, -1):
        count = running[step]
        labels[starts[:count] + step] = label[:count]
        label[:count] = origins[step - 1][np.arange(count), label[:count]]
    labels[starts] = label
    return labels


def _tanh(z):
    """The hyperbolic tangent in place, to .0014: a fraction that is the same on every processor."""
    np.clip(z, -_LIMIT, _LIMIT, out=z)
    square = z * z
    z *= (square + 105) * square + 945
    z /= (square * 15 + 420) * square + 945
    return z


def _rounded(values):
    return np.rint(values * np.float32(1 / STEP)) * np.float32(STEP)
