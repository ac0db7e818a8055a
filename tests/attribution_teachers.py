"""Larger networks, whose mean probabilities the small attribution network learns from.

The small network then learns on unlabelled articles too (knowledge distillation, Hinton, Vinyals
and Dean 2015).
"""

import numpy as np
import torch
from attribution_model import Network

from analysis.text.attribution import LABELS, WINDOW

TEACHERS, EPOCHS, RATE = 2, 10, 5e-3
SIZE = {"width": 48, "units": 64, "drop": 0.3}
UNLABELLED = 800  # articles
GOLD = 0.4  # weight of the annotators' labels against the teachers' probabilities
AT_ONCE = 20


def teachers(train, vocabulary, vectors, auxiliary, seed):
    """Networks that ``train(network, seed, epochs, rate)`` trains."""
    for number in range(seed, seed + TEACHERS):
        torch.manual_seed(number)
        network = Network(vocabulary, vectors, auxiliary, **SIZE)
        yield train(network, number, EPOCHS, RATE)


def mean_probabilities(networks, inputs, windows, collated):
    """Mean probabilities of labels for each token of each article, (tokens, labels)."""
    networks = list(networks)
    cut = [
        window
        for number, article in enumerate(inputs)
        for window in windows(
            article | {"article": np.full(len(article["begins"]), number)}, {}, WINDOW
        )
    ]
    found = [None] * len(cut)
    by_length = np.argsort([-len(window["names"]) for window in cut], kind="stable")
    for first in range(0, len(cut), AT_ONCE):
        some = by_length[first : first + AT_ONCE]
        sizes = [len(cut[number]["names"]) for number in some]
        batch = collated(
            [{key: cut[n][key] for key in ("names", "begins", "sentence")} for n in some]
        )
        with torch.no_grad():
            mean = sum(_probabilities(network, batch) for network in networks) / len(networks)
        for number, size, rows in zip(some, sizes, mean.numpy(), strict=True):
            found[number] = rows[:size]
    article = np.array([window["article"][0] for window in cut])
    return [
        np.concatenate([found[n] for n in np.flatnonzero(article == number)])
        for number in range(len(inputs))
    ]


def _probabilities(network, batch):
    read = network.read(batch["names"], batch["begins"], batch["sentence"], batch["lengths"])
    return network.labels(read).softmax(-1)


def soft_targets(probabilities, inputs, targets):
    """Targets of the small network: probabilities, with the annotators' labels where known."""
    for mean, article, target in zip(probabilities, inputs, targets, strict=True):
        gold = target.get("target label")
        soft = mean.astype("float32")
        if gold is not None:
            soft = GOLD * np.eye(len(LABELS), dtype="float32")[np.maximum(gold, 0)] + (
                (1 - GOLD) * soft
            )
        soft[article["quoted"]] = -1  # a quotation is given, not learnt
        others = {key: codes for key, codes in target.items() if key != "target label"}
        yield {"target soft": soft} | others
