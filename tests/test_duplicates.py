"""Near-duplicates: as exact as comparing all with all, whatever the order; and what is chosen."""

import os
import random
import subprocess
import sys
import tracemalloc
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Article, Section
from analysis.corpus import (
    Corpus,
    clusters,
    deduplicate,
    duplicates,
    without_wire_copy,
)
from analysis.corpus.duplicates import jaccard, shingles


def article(id, words, **about):
    body = words if isinstance(words, str) else " ".join(words)
    return Article(id, (Section("headline", f"About {id}"), Section("body", body)), **about)


def corpus(*articles):
    return Corpus(tuple(sorted(articles, key=lambda a: a.id)), (), None)


def numbered(low, high):
    return [f"w{n}" for n in range(low, high)]


def test_shingles_by_hand():
    same = [
        article("a", "“It rained,” she said; it’s wet."),
        article("b", "it RAINED she said it's wet"),
    ]
    assert [shingles(a) for a in same] == [
        {"it rained she said it's", "rained she said it's wet"}
    ] * 2
    assert shingles(article("c", "only four words here")) == set()


@pytest.mark.parametrize(("shared", "together"), [(66, False), (67, True), (100, True)])
def test_half_of_the_shingles_is_enough_and_less_is_not(shared, together):
    # Two texts of 100 shingles each.
    one = numbered(0, 104)
    other = numbered(0, shared + 4) + numbered(1000, 1100 - shared)
    table = clusters(corpus(article("a", one), article("b", other)))
    assert len(shingles(article("b", other))) == 100
    assert table["size"].tolist() == ([2, 2] if together else [1, 1])
    assert table.loc["b", "jaccard"] == (pytest.approx(shared / (200 - shared)) if together else 1)


def test_the_earliest_leads_then_the_lowest_id_and_nothing_is_removed():
    text = numbered(0, 50)
    table = clusters(
        corpus(
            article("a", text),
            article("b", text, published="2026-02-26T10:00:00+02:00"),
            article("c", text, published="2026-02-26T08:00:00Z"),
            article("d", text, published="2026-02-26T08:00:01Z"),
            article("e", numbered(90, 99)),
            article("f", "too short"),
            article("g", "too short"),
        )
    )
    assert table["cluster"].tolist() == ["b", "b", "b", "b", "e", "f", "g"]
    assert table["size"].tolist() == [4, 4, 4, 4, 1, 1, 1]
    assert table.index[table["leads"]].tolist() == ["b", "e", "f", "g"]
    assert clusters(corpus()).empty


def test_a_chain_is_one_cluster_with_each_ones_likeness_to_its_leader():
    table = clusters(
        corpus(*(article(id, numbered(n, n + 104)) for id, n in (("a", 0), ("b", 30), ("c", 60))))
    )
    assert table["cluster"].tolist() == ["a"] * 3
    assert table["jaccard"].round(3).tolist() == [1.0, round(70 / 130, 3), round(40 / 160, 3)]


def brute(articles):
    """Clusters by comparing all with all."""
    groups = {a.id: {a.id} for a in articles}
    for one, other in combinations(articles, 2):
        if jaccard(shingles(one), shingles(other)) >= 0.5:
            both = groups[one.id] | groups[other.id]
            groups |= dict.fromkeys(both, both)
    return {frozenset(group) for group in groups.values()}


def some_articles(seed, number=12):
    """Texts that share runs of words with one another, by every amount."""
    random.seed(seed)
    stock = [[random.choice("abcdefghij") * 3 for _ in range(60)] for _ in range(3)]
    found = []
    for n in range(number):
        text = list(random.choice(stock))
        for _ in range(random.choice([0, 1, 2, 3, 5, 8])):
            text[random.randrange(len(text))] = f"new{random.randrange(9)}"
        found.append(article(f"id{n}", text[: random.choice([60, 60, 40, 30])]))
    return found


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.randoms())
def test_the_same_clusters_as_comparing_all_with_all_in_any_order(seed, shuffle):
    articles = some_articles(seed)
    shuffle.shuffle(articles)
    table = clusters(articles)
    found = {frozenset(group.index) for _, group in table.groupby("cluster")}
    assert found == brute(articles)
    assert table["cluster"].tolist() == [
        min(group) for id in table.index for group in found if id in group
    ]


def test_the_same_whatever_pythons_hashes_are():
    code = (
        "from test_duplicates import some_articles\n"
        "from analysis.corpus import clusters\n"
        "print(clusters(some_articles(5, 60)).to_csv())"
    )
    outs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outs[0] == outs[1] == clusters(some_articles(5, 60)).to_csv() + "\n"


def test_a_selection_says_what_it_is():
    text = numbered(0, 50)
    wired = article("c", ["PARIS", "(AFP)", "–", *numbered(60, 99)])
    found = corpus(article("a", text), article("b", text), wired, article("d", numbered(200, 250)))
    assert found.selection == "all articles"
    one = deduplicate(found)
    assert [a.id for a in one] == ["a", "c", "d"]
    assert one.selection == "without near-duplicates (1 left out)"
    both = deduplicate(without_wire_copy(found))
    assert [a.id for a in both] == ["a", "d"]
    assert both.selection == (
        "without wire copy (1 left out), without near-duplicates (1 left out)"
    )
    for function in (deduplicate, without_wire_copy, clusters):
        with pytest.raises(TypeError, match="corpus must be .*, not str"):
            function("corpus")


def test_wire_copy_is_left_out_first():
    text = numbered(0, 60)
    copy = article("a", ["PARIS", "(AFP)", "–", *text], published="2026-02-01")
    found = corpus(copy, article("b", [*text, "more"], published="2026-02-02", outlet="The Post"))
    left = deduplicate(without_wire_copy(found))
    assert [a.id for a in left] == ["b"]
    assert left.selection == "without wire copy (1 left out), without near-duplicates (0 left out)"
    with pytest.raises(ValueError, match="leave out wire copy before near-duplicates"):
        without_wire_copy(deduplicate(found))
    left = without_wire_copy(found.between("2026-02-01", "2026-02-28"))
    assert [a.id for a in left.where(outlet="The Post")] == ["b"]
    picked = deduplicate(found.select("a"))
    assert [a.id for a in picked] == ["a"]
    assert picked.selection == "chosen by id, without near-duplicates (0 left out)"


def test_texts_of_one_template_take_time_in_proportion():
    frame = numbered(0, 40)
    articles = [article(f"id{n}", [*frame, *(f"{n}x{k}" for k in range(80))]) for n in range(600)]
    assert jaccard(shingles(articles[0]), shingles(articles[1])) > 0.18
    before = duplicates.jaccard
    calls = []
    duplicates.jaccard = lambda one, other: calls.append(1) or before(one, other)
    try:
        assert clusters(articles)["size"].tolist() == [1] * 600
    finally:
        duplicates.jaccard = before
    assert len(calls) < 600  # of 180,000 pairs


def test_memory_is_a_few_kilobytes_an_article_for_any_number():
    random.seed(1)
    articles = [
        article(f"id{n}", [f"w{random.randrange(200)}" for _ in range(500)]) for n in range(450)
    ]
    # Runs that many share, none of which makes a near-duplicate.
    articles = [
        article(a.id, [*a.sections[1].text.split(), *numbered(300 + n % 50, 400 + n % 50)])
        for n, a in enumerate(articles)
    ]
    clusters(articles[:50])
    tracemalloc.start()
    try:
        assert clusters(articles)["size"].tolist() == [1] * 450
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 450 * 4_500
