"""A folder of counts that is damaged, or holds counts of several kinds, is refused by name."""

import shutil

import pandas as pd
import pytest

import analysis
from analysis.notebook.cache import counted_corpus


@pytest.fixture(scope="module")
def counts(tmp_path_factory):
    home = tmp_path_factory.mktemp("of parts")
    languages = {"a": ("en", "en"), "b": ("en", "de"), "c": ("de", "de")}
    for part, of in languages.items():
        rows = "".join(f"{part}{n},Storm,It rained.,{one}\n" for n, one in enumerate(of))
        (home / f"{part}.csv").write_text(f"id,headline,body,language\n{rows}")
    with pytest.warns(UserWarning, match="2 articles not counted"):
        analysis.count_parts(sorted(home.glob("*.csv")), home / "counts")
    return home / "counts"


def test_parts_without_an_english_article_do_no_harm(counts):
    assert len(list(counts.glob("*.parquet"))) == 3
    assert list(counted_corpus(counts).metadata.index) == ["a0", "a1", "b0"]


def halved(file):
    file.write_bytes(file.read_bytes()[:500])


def of_texts(file):
    pd.DataFrame({"id": ["a"], "body": ["It rained."]}).to_parquet(file)


def dates_as_text(file):
    table = pd.read_parquet(file)
    table.assign(published="2026-01-01").to_parquet(file)


def without_attribution(file):
    table = pd.read_parquet(file)
    table.drop(columns=["reporting", "expected_words"]).to_parquet(file)


def other_list(file):
    table = pd.read_parquet(file)
    table.attrs["lexicon"] = "another"
    table.to_parquet(file)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (halved, "not written by count_parts; delete this file"),
        (of_texts, "not written by count_parts; delete this file"),
        (dates_as_text, "not written by count_parts; delete this file"),
        (without_attribution, "counted with a different term list or version than a-"),
        (other_list, "counted with a different term list or version than a-"),
    ],
)
def test_the_file_at_fault_is_named(counts, tmp_path, spoil, fault):
    shutil.copytree(counts, tmp_path / "counts")
    [file] = (tmp_path / "counts").glob("b-*.parquet")
    spoil(file)
    with pytest.raises(ValueError, match=rf"{file.name}: {fault}"):
        analysis.study(tmp_path / "counts")


@pytest.mark.parametrize("name", ["loaded_any", "expected_words"])
def test_counts_without_what_is_expected_of_them_are_refused(counts, name):
    table = pd.concat(map(pd.read_parquet, counts.glob("*.parquet"))).drop(columns=name)
    with pytest.raises(ValueError, match=f"no column {name}; keep it"):
        analysis.tabulate(table, "voice")
    without = table[[name for name in table if not name.startswith("expected_")]]
    whole = analysis.tabulate(without, "voice", section=None)["words"]
    assert whole.sum() == table["words"].sum()
