"""Counting in parts: the same totals, nothing twice, and a stop that loses nothing."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from corpora import article, body, many

import analysis
from analysis.article import Section
from analysis.corpus import clusters, export, split
from analysis.corpus.model import Corpus
from analysis.measures import WORD_FACTS
from analysis.tables import count_parts, counting_key, tabulate_parts


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    articles = tuple(sorted(many(60, 60), key=lambda article: article.id))
    return Corpus(articles, (), tmp_path_factory.mktemp("mine"))


@pytest.fixture(scope="module")
def parts(corpus):
    return split(corpus, corpus.path / "parts", 20)


@pytest.fixture(scope="module")
def counted(corpus, tmp_path_factory):
    """Files of counts; one article has no body, one no outlet, one marks that cannot be read."""
    others = [article(70), article(71), body('He said?" no." Then a?" It" was so.')]
    sections = (*others[0].sections[:1], Section("body", "…"))  # no word of its body
    others[0] = replace(others[0], outlet="Paper X", sections=sections)
    others[1] = replace(others[1], outlet=None)
    corpus = Corpus((*corpus, *others), (), corpus.path)
    home = tmp_path_factory.mktemp("counted")
    with ThreadPoolExecutor(1) as one:
        return count_parts(split(corpus, home / "parts", 22), home / "counts", executor=one)


def whole(files):
    return pd.concat(map(pd.read_parquet, files), ignore_index=True)


def expected(corpus):
    about = corpus.metadata[["outlet", "published"]]
    return analysis.totals(analysis.count(corpus), about).astype({"article": "str"})


@pytest.mark.parametrize("executor", [nullcontext, ThreadPoolExecutor, ProcessPoolExecutor])
def test_parts_add_up_to_the_corpus_with_any_executor(corpus, parts, tmp_path, executor):
    with executor() as running:
        files = count_parts(parts, tmp_path, executor=running)
    pd.testing.assert_frame_equal(whole(files), expected(corpus), check_exact=True)


@pytest.mark.parametrize("by", [[], "outlet", ["voice", "outlet"], ["section"], "published"])
@pytest.mark.parametrize("section", ["body", "headline", None])
@pytest.mark.filterwarnings("ignore:1 of")
def test_parts_are_summed_one_at_a_time(counted, by, section):
    counted = counted[::-1]
    together = analysis.tabulate(whole(counted), by, section)
    one_by_one = tabulate_parts(counted, by, section)
    pd.testing.assert_frame_equal(one_by_one, together, check_exact=True, check_dtype=False)


def test_passages_are_kept_where_they_are_asked_for(corpus, parts, tmp_path):
    with ThreadPoolExecutor(1) as one:
        files = count_parts(parts, tmp_path / "counts", executor=one, passages=True)
        of_totals = count_parts(parts, tmp_path / "counts", executor=one)
    about = corpus.metadata[["outlet", "published"]]
    passages = analysis.count(corpus).join(about, on="article").astype({"article": "str"})
    pd.testing.assert_frame_equal(whole(files), passages.reset_index(drop=True))
    assert not {*files} & {*of_totals}
    by = ["outlet", "voice"]
    pd.testing.assert_frame_equal(tabulate_parts(files, by), tabulate_parts(of_totals, by))
    with pytest.raises(ValueError, match="cannot sum parts by speaker"):
        tabulate_parts(files, "speaker")


def test_near_duplicates_are_found_across_parts(corpus, parts, tmp_path):
    again = replace(next(iter(corpus)), id="twin")
    later = split(Corpus((again,), (), tmp_path), tmp_path / "later", 1)
    articles = [article for part in [*parts, *later] for article in analysis.load(part)]
    assert clusters(articles).loc["twin", "cluster"] == next(iter(corpus)).id


def test_what_was_counted_is_kept_until_part_or_list_changes(parts, tmp_path):
    with ThreadPoolExecutor(1) as one:
        first = count_parts(parts, tmp_path, executor=one)
        written = [file.stat().st_mtime_ns for file in first]
        assert count_parts(parts[::-1], tmp_path, executor=one) == first[::-1]
        assert [file.stat().st_mtime_ns for file in first] == written
        other = count_parts(parts, tmp_path, {"weather": ["rain*"]}, one)
        assert set(other).isdisjoint(first)
        first[1].unlink()
        (tmp_path / ".add-1-0.part").write_bytes(b"half")
        assert count_parts(parts, tmp_path, executor=one) == first
        for damaged in (b"", b"half", first[0].read_bytes()[:900]):
            first[2].write_bytes(damaged)
            count_parts(parts, tmp_path, executor=one)
            assert len(pd.read_parquet(first[2])) > 0
    assert first[1].exists() and first[0].stat().st_mtime_ns == written[0]


def test_an_id_in_two_parts_is_refused_by_name(corpus, parts, tmp_path):
    again = export(corpus.select("made-00003", "made-00005"), tmp_path / "again.parquet")
    says = "again.parquet and .*/part-0001.parquet share 2 ids, such as 'made-00003'"
    with pytest.raises(ValueError, match=says):
        count_parts([*parts, again], tmp_path / "out", executor=ThreadPoolExecutor(1))


def test_what_is_not_counted_is_said_also_of_parts_counted_before(tmp_path):
    part = tmp_path / "may.csv"
    part.write_text("id,headline,body,language\na,A storm,It rained.,en\nb,Le vent,Il pleut.,fr\n")
    for _ in range(2):
        with pytest.warns(UserWarning, match=r"^may.csv: 1 article not counted \(.*\): b \(fr\)$"):
            count_parts([part], tmp_path / "out", executor=ThreadPoolExecutor(1))


def test_a_word_fact_of_ones_own_is_part_of_what_is_kept(parts, tmp_path, monkeypatch):
    with ThreadPoolExecutor(1) as one:
        before = count_parts(parts[:1], tmp_path, executor=one)
        monkeypatch.setitem(WORD_FACTS, "es", lambda word: word.count("e"))
        first = count_parts(parts[:1], tmp_path, executor=one)
        monkeypatch.setitem(WORD_FACTS, "es", lambda word: 7 * word.count("e") + 1)
        second = count_parts(parts[:1], tmp_path, executor=one)
    assert len({*before, *first, *second}) == 3
    assert whole(second)["es"].sum() > whole(first)["es"].sum() > 0


def test_a_part_without_english_articles_has_a_warning_and_no_file(parts, tmp_path):
    french = tmp_path / "juin.csv"
    french.write_text("id,headline,body,language\nb,Le vent,Il pleut.,fr\n")
    (tmp_path / "empty").mkdir()
    with ThreadPoolExecutor(1) as one, pytest.warns(UserWarning) as caught:
        given = [french, parts[0], tmp_path / "empty"]
        [file] = count_parts(given, tmp_path / "out", executor=one)
    assert file.name.startswith("part-0001")
    said = [str(warning.message) for warning in caught]
    assert said[0].startswith("juin.csv: 1 article not counted")
    assert said[1].startswith("empty: no article")
    assert str(tmp_path) not in "".join(said)


@pytest.mark.parametrize("given", ["parts", Path("parts"), 3])
def test_parts_are_a_list(given, tmp_path):
    with pytest.raises(TypeError, match="^parts must be a list of paths"):
        count_parts(given, tmp_path)


@pytest.mark.parametrize("by", [(), "outlet"])
def test_a_file_is_not_counted_twice(counted, by):
    with pytest.raises(ValueError) as caught:
        tabulate_parts([*counted, counted[0]], by)
    said = f"{counted[0]} and another file share articles; leave out one"
    assert str(caught.value) == said
    with pytest.raises(ValueError, match="^no files; give the files that count_parts returned$"):
        tabulate_parts([], by)


def test_a_saved_count_is_of_the_values_that_a_fact_of_the_user_uses():
    scores = {"good": 1}
    keys = []
    WORD_FACTS["mine"] = lambda word: scores.get(word, 0)
    WORD_FACTS["mine"].__module__ = "notebook"
    try:
        for value in (1, 1, 5):
            scores["good"] = value
            keys.append(counting_key("x"))
    finally:
        del WORD_FACTS["mine"]
    assert keys[0] == keys[1] != keys[2]


LISTS = """
import functools, hashlib
from analysis.tables.parts import _behind
plain, frozen, nested = {"a", "b", "c"}, frozenset({"a", "b", "c"}), {"x": {"a", "b", "c"}}
def within(word): return sum(1 for letter in word if letter in plain)
def inner(word): return (lambda one: one in frozen)(word)
any_of = functools.partial(lambda lists, word: any(word in one for one in lists.values()), nested)
for n, fact in enumerate((within, inner, any_of)):
    print(hashlib.sha256(_behind(fact, [])).hexdigest())
    plain.add(n), nested["x"].add(n)
    frozen |= {n}
    print(hashlib.sha256(_behind(fact, [])).hexdigest())
"""


def test_the_key_of_a_fact_changes_with_its_lists_but_not_with_the_process_or_file():
    found = []
    for seed in "12":  # sets of texts have another order in each process
        code = "\n" * int(seed) + LISTS
        run = [sys.executable, "-c", f"exec(compile({code!r}, 'cell {seed}', 'exec'))"]
        env = os.environ | {"PYTHONHASHSEED": seed}
        found.append(subprocess.run(run, env=env, capture_output=True, text=True, check=True))
    one, other = (keys.stdout.split() for keys in found)
    assert one == other and all(a != b for a, b in zip(one[::2], one[1::2], strict=True))


def test_a_fact_of_the_user_may_use_itself_and_what_cannot_be_stored():
    def mine(word):
        return mine(word[1:]) + len(lock.name) if word else 0

    with open(__file__) as lock:
        mine.__module__ = "notebook"
        WORD_FACTS["mine"] = mine
        try:
            assert counting_key("x") == counting_key("x")
        finally:
            del WORD_FACTS["mine"]


def test_no_part_gives_no_file(tmp_path):
    assert count_parts([], tmp_path) == []


def test_parts_are_not_mixed_with_those_of_an_earlier_split(corpus, parts, tmp_path):
    with pytest.raises(ValueError, match="already contains parts"):
        split(corpus, parts[0].parent, 30)
    with pytest.raises(ValueError, match="^articles=0; give"):
        split(corpus, tmp_path / "other", 0)


def test_a_run_that_is_killed_goes_on_and_leaves_no_process(corpus, parts, tmp_path):
    script = tmp_path / "count.py"
    script.write_text(
        textwrap.dedent(f"""
        from analysis import counting
        from analysis.tables import count_parts, parts
        def slow(part, real=parts._count_part, **options):
            import time
            file = real(part, **options)
            time.sleep(600 if "part-0003" in part.name else 0)
            return file
        parts._count_part = slow
        if __name__ == "__main__":
            count_parts({list(map(str, parts))!r}, {str(tmp_path / "out")!r})
        """)
    )
    run = subprocess.Popen([sys.executable, script], start_new_session=True)
    out = tmp_path / "out"
    while not (out.exists() and len(list(out.glob("part-*"))) == 3):
        assert run.poll() is None
        time.sleep(0.05)
    run.kill()
    run.wait()
    while _alive(run.pid):  # the group ends with its last process
        time.sleep(0.1)
    files = count_parts(parts, out)
    assert len(list(out.iterdir())) == 3
    pd.testing.assert_frame_equal(whole(files), expected(corpus), check_exact=True)


def _alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_is_killed_is_one_line(parts, tmp_path, monkeypatch):
    def killed(part):
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr("analysis.tables.parts.digest", killed)
    with pytest.raises(RuntimeError, match="count again; counted parts are kept"):
        count_parts(parts, tmp_path)


def test_dask_counts_the_same(corpus, parts, tmp_path):
    from distributed import Client, LocalCluster  # not above: each process imports all tests

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        files = count_parts(parts, tmp_path, executor=client.get_executor())
    pd.testing.assert_frame_equal(whole(files), expected(corpus), check_exact=True)


def test_counts_by_different_lists_are_not_summed(parts, tmp_path):
    files = count_parts(parts[:1], tmp_path, {"x": ["attack*"]})
    files += count_parts(parts[1:], tmp_path, {"x": ["war"]})
    says = f"^{files[1]}: counted with a term list other than that of {files[0]}$"
    with pytest.raises(ValueError, match=says):
        tabulate_parts(files)
