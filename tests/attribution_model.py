"""The attribution network in torch, and its weights as `analysis.text.network` reads them."""

from collections import Counter

import numpy as np
import torch
from torch import nn

from analysis.text.attribution import LABELS, QUOTATION, features
from analysis.text.network import REACH, ROW, WEIGHT

WIDTH, UNITS, COMMON, OWN = 32, 32, 4_000, 8  # sizes; commonest words with numbers of their own
DROPPED = 0.2
UNSEEN = 0.2  # tokens that are trained as if only their word's vector were known
RAREST = 20  # occurrences of an ending or a mark that has a row


class Vocabulary:
    """Numbers of what `features` says, words with a vector first."""

    def __init__(self, articles, words):
        counts = Counter()
        for chunk, n in Counter(chunk for article in articles for chunk in article).items():
            for name in features(chunk)[1:]:
                counts[name] += n
        often = {name for name, n in counts.items() if n >= RAREST}
        others = sorted(often.union(features(QUOTATION)[1:]))
        self.words = len(words)
        self.names = [*words, *others]
        self.codes = {name: number for number, name in enumerate(self.names)}
        self.known = {}

    def encode(self, chunks):
        """Numbers of each chunk's features; the number of names for what is unknown."""
        for chunk in chunks:
            if chunk not in self.known:
                names = features(chunk)
                self.known[chunk] = [self.codes.get(name, len(self.names)) for name in names]
        return np.array([self.known[chunk] for chunk in chunks])


class Network(nn.Module):
    """As the run time computes it, with words' rows made of fixed vectors and eight own numbers."""

    def __init__(self, vocabulary, vectors, auxiliary=(), width=WIDTH, units=UNITS, drop=DROPPED):
        super().__init__()
        self.n_words, names = vocabulary.words, len(vocabulary.names)
        self.register_buffer("vectors", torch.tensor(np.vstack([vectors, 0 * vectors[:1]])))
        self.reduce = nn.Linear(vectors.shape[1], width, bias=False)
        self.own = nn.Embedding(COMMON + 1, OWN, padding_idx=COMMON)
        self.own_reduce = nn.Linear(OWN, width, bias=False)
        self.others = nn.Embedding(
            names + 1 - self.n_words, width, padding_idx=names - self.n_words
        )
        nn.init.normal_(self.others.weight, std=0.1)
        nn.init.normal_(self.own.weight, std=0.3)
        with torch.no_grad():
            self.others.weight[-1], self.own.weight[-1] = 0, 0
        self.begin = nn.Parameter(torch.zeros(width))
        self.convolution = nn.Conv1d(width, 2 * width, 2 * REACH + 1, padding=REACH)
        self.context = nn.Linear(3 * width, width)
        self.lstm = nn.ModuleList(nn.LSTM(width, units, batch_first=True) for _ in range(2))
        self.labels = nn.Linear(2 * units, len(LABELS))
        self.auxiliary = nn.ModuleList(nn.Linear(2 * units, n) for n in auxiliary)
        self.drop = nn.Dropout(drop)

    def rows(self, names):
        """Rows of chunks from the numbers of their features (the first is the word's)."""
        word, rest = names[..., 0], (names[..., 1:] - self.n_words).clamp(min=0)
        fixed = self.reduce(self.vectors[word.clamp(max=self.n_words)])
        own = self.own_reduce(self.own(word.clamp(max=COMMON)))
        learnt = own + self.others(rest).sum(dim=-2)
        if self.training:  # as for a word that was never seen
            learnt = learnt * (torch.rand(*word.shape, 1) > UNSEEN)
        return fixed + learnt

    def read(self, names, begins, sentence, lengths):
        """What the LSTM gives for each token of a batch of windows."""
        rows = self.rows(names) + begins[..., None] * self.begin
        real = (torch.arange(names.shape[1]) < lengths[:, None])[..., None]
        rows = self.drop(rows) * real
        one, two = self.convolution(rows.transpose(1, 2)).transpose(1, 2).chunk(2, dim=-1)
        seen = torch.tanh(one) * torch.sigmoid(two) * real
        # Sentences are numbered through the batch, with a free number between windows.
        flat, number = seen.flatten(0, 1), sentence.flatten()
        most = torch.full((int(number.max()) + 2, flat.shape[1]), -2.0)
        most = most.scatter_reduce(0, number[:, None].expand_as(flat), flat, "amax")
        most = torch.where(most < -1.5, 0.0, most)
        most[0] = 0
        beside = torch.cat([most.roll(1, 0), most, most.roll(-1, 0)], dim=1)
        context = nn.functional.embedding(sentence, torch.tanh(self.context(beside)))
        inputs = self.drop(seen + context)
        # Each window is turned round by itself, so that what fills it up stays at its end.
        place = torch.arange(names.shape[1])[None]
        turned = torch.where(real[..., 0], lengths[:, None] - 1 - place, place)[..., None]
        forward, _ = self.lstm[0](inputs)
        backward, _ = self.lstm[1](inputs.gather(1, turned.expand_as(inputs)))
        return self.drop(torch.cat([forward, backward.gather(1, turned.expand_as(backward))], -1))


def exported(network, vocabulary, moves, temperature=1.0):
    """Weights of a network as the run time wants them."""
    arrays = _arrays(network)
    for key in ("labels", "labels_bias"):
        arrays[key] = arrays[key] / temperature
    rows = np.clip(np.rint(arrays.pop("rows") / ROW), -127, 127).astype("int8")
    begin = (np.rint(arrays.pop("begin") / ROW) * ROW).astype("float32")
    arrays = {key: np.rint(value / WEIGHT) * WEIGHT for key, value in arrays.items()}
    arrays = {key: value.astype("float32") for key, value in arrays.items()}
    names = np.frombuffer("\n".join(vocabulary.names).encode(), dtype="uint8")
    return arrays | {"names": names, "rows": rows, "begin": begin, "moves": moves}


def _arrays(network):
    state = {key: value.detach().numpy() for key, value in network.state_dict().items()}
    words = state["vectors"][:-1] @ state["reduce.weight"].T
    own = state["own.weight"][:-1] @ state["own_reduce.weight"].T
    words[: len(own)] += own[: len(words)]
    halves = np.repeat([1, 0.5], len(state["begin"]))
    # Gates in, forget, out at half their size, and the new value last.
    gates = np.split(np.arange(state["lstm.0.bias_ih_l0"].size), 4)
    gates = np.concatenate([gates[0], gates[1], gates[3], gates[2]])
    size = np.repeat([0.5, 0.5, 0.5, 1], len(gates) // 4)
    lstm, bias = [], []
    for way in ("lstm.0", "lstm.1"):
        both = [state[f"{way}.weight_{of}_l0"][gates] * size[:, None] for of in ("ih", "hh")]
        lstm.append(np.concatenate(both, axis=1).T)
        bias.append((state[f"{way}.bias_ih_l0"] + state[f"{way}.bias_hh_l0"])[gates] * size)
    convolution = state["convolution.weight"].transpose(2, 1, 0).reshape(-1, len(halves))
    return {
        "rows": np.concatenate([words, state["others.weight"][:-1]]),
        "begin": state["begin"],
        "convolution": convolution * halves,
        "convolution_bias": state["convolution.bias"] * halves,
        "context": state["context.weight"].T,
        "context_bias": state["context.bias"],
        "lstm": np.stack(lstm),
        "lstm_bias": np.stack(bias),
        "labels": state["labels.weight"].T,
        "labels_bias": state["labels.bias"],
    }
