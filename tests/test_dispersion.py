"""Dispersion over articles: published values, limits, properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import Article, Section
from analysis.context.keyness import deviation_of_proportions, dispersion
from analysis.counting.passages import count

# The corpus of Gries (2008, p. 406), five parts as in Gries (2020).
PARTS = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


@pytest.mark.parametrize(
    ("letter", "deviation", "norm"),
    [
        ("a", 0.18, 0.2195),
        ("b", 0.02, 0.024),
        ("i", 0.82, 1),
        ("q", 0.8, 0.976),
        ("x", 0.78, 0.951),
    ],
)
def test_the_example_of_gries(letter, deviation, norm):
    parts = [part.split() for part in PARTS]
    found = deviation_of_proportions([p.count(letter) for p in parts], [len(p) for p in parts])
    assert round(found[0], 3) == deviation
    assert round(found[1], len(str(norm)) - 2 if norm != 1 else 3) == norm


def test_the_example_of_lijffijt_and_gries():
    found = deviation_of_proportions([2, 1, 0], [100, 100, 100])
    assert found == (pytest.approx(1 / 3), pytest.approx(0.5))


counts_and_sizes = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 2000)), min_size=2, max_size=30
)


@given(counts_and_sizes)
def test_it_lies_between_its_limits_and_the_worst_case_is_1(parts):
    counts, sizes = np.array(parts).T
    deviation, norm = deviation_of_proportions(counts, sizes)
    if counts.sum() == 0:
        assert np.isnan(deviation) and np.isnan(norm)
    else:
        assert -1e-12 <= deviation <= norm <= 1 + 1e-12
    everything_in_the_smallest = np.arange(len(sizes)) == sizes.argmin()
    assert deviation_of_proportions(everything_in_the_smallest, sizes)[1] == pytest.approx(1)


@given(counts_and_sizes, st.integers(2, 9))
def test_only_shares_matter(parts, times):
    counts, sizes = np.array(parts).T
    one = deviation_of_proportions(counts, sizes)
    assert deviation_of_proportions(counts * times, sizes * times) == pytest.approx(
        one, nan_ok=True
    )


def articles(*texts):
    return [Article(f"{n}", (Section("body", t),), language="en") for n, t in enumerate(texts)]


def test_a_table_of_columns():
    table = count(articles("A betrayal, a betrayal.", "They ate bread there.", "A betrayal it is."))
    found = dispersion(table, ["loaded_betrayal", "words", "loaded_victory"])
    row = found.loc["loaded_betrayal"]
    assert row[["count", "articles", "articles_with"]].tolist() == [3, 3, 2]
    assert row["share_with"] == pytest.approx(2 / 3)
    expected = deviation_of_proportions([2, 0, 1], [4, 4, 4])
    assert (row["dp"], row["dp_norm"]) == expected
    assert found.loc["words", "dp"] == 0
    assert found.loc["loaded_victory", ["dp", "dp_norm"]].isna().all()
    assert found.loc["loaded_victory", "share_with"] == 0


def test_all_columns_of_the_list_and_one_article():
    found = dispersion(count(articles("A betrayal.")))
    assert "loaded_any" in found.index and all(n.startswith("loaded_") for n in found.index)
    assert found.loc["loaded_any", "dp"] == 0 and np.isnan(found.loc["loaded_any", "dp_norm"])


def test_an_article_whose_count_is_not_known_is_left_out():
    table = count(articles("“We won,” he said.", "He sang."))
    table.loc[table["article"] == "1", "quoted_words"] = None
    assert dispersion(table, "quoted_words").loc["quoted_words", "articles"] == 1


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="no counts named loaded_x; available: part, "):
        dispersion(count(articles("A betrayal.")), "loaded_x")
