"""A network for sequences in numpy: a gated convolution, maxima over sentences, and a BiLSTM.

What enters a matrix product is rounded to binary fractions so coarse that every sum is exact, in
any order: a result depends on no other sequence computed beside it, nor on the processor.
"""

import numpy as np
from threadpoolctl import ThreadpoolController

# Steps to which numbers are rounded: rows, weights, activations, scores.
ROW, WEIGHT, STEP, SCORE = 2.0**-5, 2.0**-10, 2.0**-8, 2.0**-6
LIMIT = 8  # of the numbers of a row
REACH = 2  # neighbours that the convolution sees on each side
_AT_ONCE, _BLOCK = 128, 1024  # windows; tokens of a convolution: few enough for the cache
_HALF = np.float32(0.5)
_END = np.float32(3.646)  # where the fraction of _tanh reaches 1


class Network:
    """One network, or the mean of several of the same size: their weights lie in stacks."""

    def __init__(self, weights):
        # The rows of the networks side by side; what is unknown has a row of zeros.
        rows = weights["rows"].astype("float32").transpose(1, 0, 2) * np.float32(ROW)
        self.rows = np.pad(rows.reshape(len(rows), -1), ((0, 1), (0, 0)))
        self.begin = weights["begin"]
        self.convolution, self.convolution_bias = _layer(weights, "convolution")
        self.context, self.context_bias = _layer(weights, "context")
        # By gate; the bias is the weight of an input that is always 1.
        lstm = np.concatenate(_layer(weights, "lstm")[::-1], axis=1)
        self.lstm = np.ascontiguousarray(np.stack(np.split(lstm, 4, axis=2), axis=1))
        self.labels, self.labels_bias = weights["labels"], weights["labels_bias"]

    def summed(self, names):
        """Rows of tokens from the numbers of what is known of each: (tokens, size of a row)."""
        rows = np.zeros((len(names), self.rows.shape[1]), dtype="float32")
        for column in names.T:
            rows += self.rows[column]
        return np.clip(rows, -LIMIT, LIMIT, out=rows)

    # Matrices are so small that threads of BLAS cost more than they save.
    @ThreadpoolController().wrap(limits=1, user_api="blas")
    def scores(self, rows, codes, sentence, window):
        """Scores of the labels, multiples of `SCORE`: (tokens, labels).

        ``codes`` say which of the rows each token has, ``sentence`` and ``window`` where it lies,
        numbered from 0. Windows do not see each other.
        """
        result = np.empty((len(codes), self.labels.shape[1]), dtype="float32")
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
        tokens, towers, width = len(rows), *self.begin.shape
        sentence, window = numbered(sentence), np.repeat(np.arange(len(sizes)), sizes)
        starts = starts_of(sentence)
        # Between windows lie as many rows of zeros as the convolution reaches.
        place = np.arange(tokens) + REACH * (window + 1)
        padded = np.zeros((towers, place[-1] + 1 + REACH, width), dtype="float32")
        padded[:, place] = rows.reshape(tokens, towers, width).transpose(1, 0, 2)
        padded[:, place[starts]] += self.begin[:, None]
        blocks = [
            self._convolved(padded[:, low : low + _BLOCK + 2 * REACH])
            for low in range(0, place[-1] + 1 - REACH, _BLOCK)
        ]
        seen = np.concatenate(blocks, axis=1)[:, place - REACH]
        # The sentence's maximum, and its neighbours' within the window.
        most = np.maximum.reduceat(seen, starts, axis=1)
        new = np.diff(window[starts]) > 0
        before, after = np.roll(most, 1, axis=1), np.roll(most, -1, axis=1)
        before[:, np.append(True, new)] = after[:, np.append(new, True)] = 0
        context = np.concatenate([before, most, after], axis=2) @ self.context
        context = _rounded(_tanh(context + self.context_bias))
        read = self._read(seen + context[:, sentence], sizes)
        scores = read.transpose(1, 0, 2).reshape(tokens, -1) @ self.labels + self.labels_bias
        return np.rint(scores / np.float32(SCORE)) * np.float32(SCORE)

    def _convolved(self, padded):
        """The gated convolution, without the tokens at the ends that lack neighbours."""
        towers, tokens, width = padded.shape
        reach, (far, near) = 2 * REACH + 1, padded.strides[:2]
        shape, strides = (towers, tokens - reach + 1, reach * width), (far, near, 4)
        windows = np.lib.stride_tricks.as_strided(padded, shape, strides)
        seen = np.ascontiguousarray(windows) @ self.convolution
        seen += self.convolution_bias
        _tanh(seen)
        return _rounded((seen[:, :, width:] + 1) * seen[:, :, :width] * _HALF)

    def _read(self, inputs, sizes):
        """What the LSTMs make of each token: (networks, tokens, both directions)."""
        towers, tokens, width = inputs.shape
        units = self.lstm.shape[-1]
        starts = np.cumsum(sizes) - sizes
        # Step by step through all windows at once; the shorter ones end earlier.
        counts = running(sizes)
        step = np.repeat(np.arange(len(counts)), counts)
        number = np.arange(tokens) - np.repeat(np.cumsum(counts) - counts, counts)
        forward, backward = starts[number] + step, starts[number] + sizes[number] - 1 - step
        packed = np.ones((towers, 2, tokens, 1 + width + units), dtype="float32")
        for way, places in enumerate((forward, backward)):
            packed[:, way, :, 1 : 1 + width] = inputs[:, places]
        packed = packed.reshape(2 * towers, 1, tokens, -1)
        state = np.zeros((2 * towers, counts[0], units), dtype="float32")
        output, results, low = state, np.empty_like(packed, shape=(2 * towers, tokens, units)), 0
        for count in counts.tolist():
            now = packed[:, :, low : low + count]
            now[:, 0, :, 1 + width :] = output[:, :count]
            # Gates in, forget and out are sigmoids: (1 + tanh(z / 2)) / 2, z halved in the weights.
            gates = _tanh(now @ self.lstm)
            gates[:, :3] += 1
            enter, forget, leave, new = gates.swapaxes(0, 1)
            state = (forget * state[:, :count] + enter * new) * _HALF
            output = _rounded(leave * _tanh(state.copy()) * _HALF)
            results[:, low : low + count] = output
            low += count
        both = np.empty((towers, tokens, 2 * units), dtype="float32")
        both[:, forward, :units], both[:, backward, units:] = results[::2], results[1::2]
        return both


def numbered(groups):
    """0 for the first group of equal numbers, 1 for the next, and so on."""
    return np.cumsum(np.diff(groups, prepend=groups[0]) != 0)


def starts_of(numbers):
    """Where each number begins in a row of 0, 0, 1, 2, 2, and so on."""
    return np.searchsorted(numbers, np.arange(numbers[-1] + 1))


def running(sizes):
    """How many of some sizes, the largest first, are above 0, 1, 2, and so on."""
    return np.searchsorted(-sizes, -np.arange(1, sizes[0] + 1), side="right")


def _layer(weights, name):
    # LSTMs have two directions; the stacks of both become one.
    layer, bias = weights[name], weights[f"{name}_bias"]
    return layer.reshape(-1, *layer.shape[-2:]), bias.reshape(-1, 1, bias.shape[-1])


def _tanh(z):
    """The hyperbolic tangent in place, to .0014: a fraction that is the same on every processor."""
    np.clip(z, -_END, _END, out=z)
    square = z * z
    below = square + 28
    below *= square
    below += 63
    square *= np.float32(77 / 15)
    square += np.float32(882 / 15)
    square /= below
    square += np.float32(1 / 15)
    z *= square
    return z


def _rounded(values):
    return np.rint(values * np.float32(1 / STEP)) * np.float32(STEP)
