"""The network that tells which words are attributed to a source."""

import re
from importlib import resources

import numpy as np
import pytest

from analysis.coding import voice_errors
from analysis.text import attribution, network
from analysis.text.attribution import LABELS, QUOTATION, attribute, features, token_rows

ARTICLES = [
    "Officials said that the plan would fail. It rained.",
    "The minister denied that he knew of the deal. The vote is on Monday. She believes it is lost.",
    "The bill passed on Tuesday. Two schools closed.",
    "He thinks the tax is too high. " * 40,
    "One.",
    "word " * 500,
]


def read(texts, quotations=None):
    """Probabilities and labels of each text, all read at once."""
    chunks = [text.split() for text in texts]
    known = sorted({chunk for of in chunks for chunk in of})
    codes = np.array([known.index(chunk) for of in chunks for chunk in of], dtype="int64")
    edges = np.cumsum([0, *map(len, chunks)])
    articles = np.repeat(range(len(texts)), np.diff(edges))
    begins = [n == 0 or of[n - 1].endswith(".") for of in chunks for n in range(len(of))]
    quotation = np.zeros(len(codes), dtype=int) if quotations is None else quotations
    results = attribute(token_rows(known), codes, np.cumsum(begins), articles, quotation)
    return list(zip(*(np.split(result, edges[1:-1]) for result in results), strict=True))


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_an_article_has_the_same_result_alone_in_a_batch_and_in_another_order():
    together = read(ARTICLES)
    assert all(same(read([text])[0], of) for text, of in zip(ARTICLES, together, strict=True))
    backwards = read(ARTICLES[::-1])[::-1]
    many = read(ARTICLES * 30)
    for number, of in enumerate(together):
        assert same(backwards[number], of)
        assert all(same(many[number + 6 * turn], of) for turn in range(30))


def test_without_transitions_labels_say_which_probabilities_are_above_one_half(monkeypatch):
    monkeypatch.setattr(attribution._shipped(), "moves", np.zeros((4, 4), dtype="float32"))
    probability, label = map(np.concatenate, zip(*read(ARTICLES), strict=True))
    # Log odds are in steps of 1/64: those of 499 to 501 are 0, and a tie is none.
    assert np.array_equal(label == attribution.ATTRIBUTED, probability > 501)
    assert (probability > 501).any() and (probability < 500).any()


def test_sums_are_exact_in_any_order():
    """The largest sum that a matrix product can reach has no more bits than a float32 keeps."""
    with resources.files("analysis.text").joinpath("attribution.npz").open("rb") as file:
        weights = dict(np.load(file))
    reach = {  # largest input and its step
        "convolution": (network.LIMIT + np.abs(weights["begin"]).max(), network.ROW),
        "context": (1, network.STEP),
        "lstm": (2, network.STEP),
        "labels": (1, network.STEP),
    }
    for name, (largest, step) in reach.items():
        for array in (weights[name], weights[f"{name}_bias"]):
            assert np.array_equal(array, np.rint(array / network.WEIGHT) * network.WEIGHT)
        total = np.abs(weights[name]).sum(axis=-2) * largest
        total += np.abs(weights[f"{name}_bias"]).reshape(*total.shape)
        assert total.max() / (step * network.WEIGHT) < 2**24, name


@pytest.mark.parametrize(
    ("text", "attributed"),
    [
        ("Officials said that the plan would fail.", "that the plan would fail."),
        ("It rained.", ""),
        ("The bill passed on Tuesday.", ""),
        ("The minister denied that he knew of the deal.", "that he knew of the deal."),
        ("Voters believe that taxes are too high.", "that taxes are too high."),
    ],
)
def test_words_attributed(text, attributed):
    [(probability, label)] = read([text])
    words = np.array(text.split())
    assert " ".join(words[label == LABELS.index("attributed")]) == attributed
    assert (probability[label == LABELS.index("attributed")] > 500).all()


def test_source_and_cue():
    [(_, label)] = read(["Officials said that the plan would fail."])
    assert [LABELS[number] for number in label[:2]] == ["source", "cue"]


def test_quotations_have_no_label_and_their_words_do_not_matter():
    texts = ["Officials said we will win today and that the plan would fail."]
    quotation = np.zeros(12, dtype=int)
    quotation[2:6] = 3
    [(probability, label)] = read(texts, quotation)
    assert not probability[2:6].any() and not label[2:6].any()
    assert label[:2].tolist() == [1, 2] and (label[7:] == 3).all()
    texts, quotation = (
        ["Officials said no and that the plan would fail."],
        np.array([0, 0, 3] + 6 * [0]),
    )
    [(shorter, _)] = read(texts, quotation)
    assert np.array_equal(shorter[3:], probability[6:])


def test_no_tokens():
    probability, label = attribute(token_rows([]), [], [], [], [])
    assert len(probability) == len(label) == 0
    assert probability.dtype == "uint16" and label.dtype == "int8"


def test_features_of_a_chunk():
    assert features("Trump’s".replace("’", "'"))[0] == "word trump"
    assert features("1,000")[0] == features("2,345")[0]
    assert features(QUOTATION) == features('""')
    assert re.fullmatch(r"\W*", features("—")[0].removeprefix("word "))


def test_sources_are_named_and_right_as_often_as_the_docs_promise():
    errors = voice_errors()["value"]
    assert errors["stretches_source_named"] >= 0.90
    assert errors["stretches_source_right"] >= 0.88
