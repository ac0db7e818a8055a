"""A network for sequences in numpy: a gated convolution, maxima over sentences, and a BiLSTM.

The factors of matrix products are rounded to binary fractions so coarse that every sum is exact in
any order. A result therefore does not depend on other sequences computed with it or the processor.
"""

import numpy as np
from threadpoolctl import ThreadpoolController

# Steps to which numbers are rounded: rows, weights, activations, scores.
ROW, WEIGHT, STEP, SCORE = 2.0**-5, 2.0**-10, 2.0**-8, 2.0**-6
LIMIT = 8  # of the numbers of a row
REACH = 2  # neighbours that the convolution sees on each side
_AT_ONCE, _BLOCK = 256, 1024  # windows; tokens of a convolution: few enough for the cache
_END = 3.646  # where the fraction of _tanh reaches 1


class Network:
    """The weights, by name: ``codes`` number the features of a token, ``moves`` weigh labels."""

    def __init__(self, weights):
        names = weights["names"].tobytes().decode("utf-8").split("\n")
        self.codes = {name: number for number, name in enumerate(names)}
        # What is unknown has a row of zeros.
        self.rows = np.pad(weights["rows"].astype("float32") * ROW, ((0, 1), (0, 0)))
        # By gate; the bias is the weight of an input that is always 1.
        lstm = np.concatenate([weights["lstm_bias"][:, None], weights["lstm"]], axis=1)
        self.lstm = np.ascontiguousarray(np.stack(np.split(lstm, 4, axis=2), axis=1))
        self.weights, self.moves = weights, weights["moves"]

    def summed(self, names):
        """Rows of tokens from the features of each, as strings: (tokens, size of a row)."""
        rows = np.zeros((len(names), self.rows.shape[1]), dtype="float32")
        for column in zip(*names, strict=True):
            rows += self.rows[[self.codes.get(name, len(self.codes)) for name in column]]
        return np.clip(rows, -LIMIT, LIMIT, out=rows)

    # Matrices are so small that threads of BLAS cost more than they save.
    @ThreadpoolController().wrap(limits=1, user_api="blas")
    def scores(self, rows, codes, sentence, window):
        """Scores of the labels, multiples of `SCORE`: (tokens, labels).

        ``codes`` say which of the rows each token has, ``sentence`` and ``window`` where it lies,
        numbered from 0. Windows do not see each other.
        """
        result = np.empty((len(codes), len(self.moves)), dtype="float32")
        edges = np.append(starts_of(window), len(window))
        sizes = np.diff(edges)
        order = np.argsort(-sizes, kind="stable")
        for first in range(0, len(order), _AT_ONCE):
            group = order[first : first + _AT_ONCE]
            at = np.concatenate([np.arange(edges[number], edges[number + 1]) for number in group])
            result[at] = self._of_group(rows[codes[at]], sentence[at], sizes[group])
        return result

    def _of_group(self, rows, sentence, sizes):
        """Scores of windows one after the other, the longest first."""
        sentence, window = numbered(sentence), np.repeat(np.arange(len(sizes)), sizes)
        starts = starts_of(sentence)
        # Between windows lie as many rows of zeros as the convolution reaches.
        place = np.arange(len(rows)) + REACH * (window + 1)
        padded = np.zeros((place[-1] + 1 + REACH, rows.shape[1]), dtype="float32")
        padded[place] = rows
        padded[place[starts]] += self.weights["begin"]
        lows = range(0, len(padded) - 2 * REACH, _BLOCK)
        blocks = [self._convolved(padded[low : low + _BLOCK + 2 * REACH]) for low in lows]
        seen = np.concatenate(blocks)[place - REACH]
        # The sentence's maximum, and its neighbours' within the window.
        most, new = np.maximum.reduceat(seen, starts), np.diff(window[starts]) > 0
        before, after = np.roll(most, 1, axis=0), np.roll(most, -1, axis=0)
        before[np.append(True, new)] = after[np.append(new, True)] = 0
        context = self._layer("context", np.concatenate([before, most, after], axis=1))
        read = self._read(seen + _rounded(_tanh(context))[sentence], sizes)
        return _rounded(self._layer("labels", read), SCORE)

    def _layer(self, name, inputs):
        return inputs @ self.weights[name] + self.weights[f"{name}_bias"]

    def _convolved(self, padded):
        """The gated convolution of the tokens with all neighbours, distance by distance: faster."""
        n = len(padded) - 2 * REACH
        parts = enumerate(np.split(self.weights["convolution"], 2 * REACH + 1))
        both = sum(padded[low : low + n] @ part for low, part in parts)
        seen, gate = np.split(_tanh(both + self.weights["convolution_bias"]), 2, axis=1)
        return _rounded((gate + 1) * seen / 2)

    def _read(self, inputs, sizes):
        """What the LSTM makes of each token: (tokens, both directions)."""
        (tokens, width), units = inputs.shape, self.lstm.shape[-1]
        starts = np.cumsum(sizes) - sizes
        # Step by step through all windows at once; the shorter ones end earlier.
        counts = running(sizes)
        step = np.repeat(np.arange(len(counts)), counts)
        number = np.arange(tokens) - np.repeat(np.cumsum(counts) - counts, counts)
        places = np.stack([starts[number] + step, starts[number] + sizes[number] - 1 - step])
        state = output = np.zeros((2, counts[0], units), dtype="float32")
        now, low = np.ones((2, 1, counts[0], 1 + width + units), dtype="float32"), 0
        both = np.empty((tokens, 2 * units), dtype="float32")
        for count in counts.tolist():
            ahead, back = places[:, low : low + count]
            now = now[:, :, :count]
            now[:, 0, :, 1 : 1 + width] = inputs[places[:, low : low + count]]
            now[:, 0, :, 1 + width :] = output[:, :count]
            # Gates in, forget and out are sigmoids: (1 + tanh(z / 2)) / 2, z halved in the weights.
            gates = _tanh(now @ self.lstm)
            gates[:, :3] += 1
            enter, forget, leave, new = gates.swapaxes(0, 1)
            state = (forget * state[:, :count] + enter * new) / 2
            output = _rounded(leave * _tanh(state) / 2)
            both[ahead, :units], both[back, units:] = output
            low += count
        return both


def numbered(groups):
    """Groups of equal numbers, numbered: 0 for the first group, 1 for the next, and so on."""
    return np.cumsum(np.diff(groups, prepend=groups[0]) != 0)


def starts_of(numbers):
    """Where each number begins in a row of 0, 0, 1, 2, 2, and so on."""
    return np.searchsorted(numbers, np.arange(numbers[-1] + 1))


def running(sizes):
    """How many of some sizes, the largest first, are above 0, 1, 2, and so on."""
    return np.searchsorted(-sizes, -np.arange(1, sizes[0] + 1), side="right")


def _tanh(z):
    """The hyperbolic tangent to .0014: a fraction that is the same on every processor."""
    z = np.clip(z, -_END, _END)
    square = z * z
    return ((square * (77 / 15) + 882 / 15) / ((square + 28) * square + 63) + 1 / 15) * z


def _rounded(values, step=STEP):
    return np.rint(values / step) * step
