"""The counting pass: hand counts on a small article, and that counts add up."""

import contextlib
import gc
import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path

import corpora
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article import Article, Section
from analysis.counting.batch import SENTENCE_FACTS
from analysis.counting.passages import count
from analysis.counting.voices import QUOTES, VOICES
from analysis.lexicon import Lexicon, default
from analysis.measures import MEASURES, WORD_FACTS, measure, per_word
from analysis.text import words

SMALL = Article(
    "small",
    (
        Section("headline", "A Betrayal? Maybe."),
        Section("body", 'The vote was good. "It is bad," Ann said.'),
        Section("subhead", "After the Vote"),
        Section("body", "Now the regime waits. “…”"),
    ),
    language="en",
)
FIXED = ["article", "section", "part", "paragraph", "sentence", "voice", "quote", "speaker"]
FIXED += ["person", "cue", "whole", "reporting", "start", "end"]


def test_hand_count():
    table = count([SMALL])
    shown = table[["section", "part", "paragraph", "sentence", "voice", "quote", "whole", "words"]]
    assert shown.astype(object).to_numpy().tolist() == [
        ["headline", 0, 0, 0, "unattributed", "none", True, 3],
        ["body", 0, 1, 1, "unattributed", "none", True, 4],
        ["body", 0, 1, 2, "quoted", "speech", False, 3],
        ["body", 0, 1, 2, "unattributed", "none", False, 2],
        ["subhead", 1, 2, 3, "unattributed", "none", True, 3],
        ["body", 1, 3, 4, "unattributed", "none", True, 4],
    ]
    assert table["sentences"].tolist() == [1, 1, 1, 0, 1, 1]
    assert table["speaker"].tolist() == ["", "", "Ann", "", "", ""]
    assert table["loaded_betrayal"].tolist() == [1, 0, 0, 0, 0, 0]
    assert table["loaded_contempt"].tolist() == [0, 0, 0, 0, 0, 1]
    # VADER's list: betrayal −2.8, good 1.9, bad −2.5.
    assert table["valence_up"].tolist() == [0, 1.9, 0, 0, 0, 0]
    assert table["valence_down"].tolist() == [2.8, 0, 2.5, 0, 0, 0]
    assert table["negative"].tolist() == [1, 0, 1, 0, 0, 0]


def test_columns_and_types():
    table = count([SMALL])
    assert table.columns[:14].tolist() == FIXED
    assert set(SENTENCE_FACTS) | set(WORD_FACTS) <= set(table.columns)
    assert tuple(table["voice"].cat.categories) == VOICES
    assert tuple(table["quote"].cat.categories) == QUOTES
    assert not table.isna().any().any()


def test_no_articles_give_an_empty_table_of_the_same_columns():
    empty, full = count([]), count([SMALL])
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_an_article_not_in_english_has_no_passages_and_is_named():
    french = Article("rue", (Section("body", "La rue est longue."),), language="fr")
    named = r"not counted .* English\): rue \(fr\), short \(language unknown\)"
    with pytest.warns(UserWarning, match=named):
        assert len(count([french, replace(french, id="short", language=None)])) == 0


bodies = st.lists(
    st.text(alphabet=st.sampled_from(list("aBé 9.!?'\"“”-,\u2028")), max_size=60), max_size=4
)
articles = st.lists(bodies, max_size=3).map(
    lambda texts: [
        Article(str(number), tuple(Section("body", text) for text in body), language="en")
        for number, body in enumerate(texts)
    ]
)


@settings(deadline=None)
@given(articles, articles)
def test_counts_add_up(first, second):
    second = [replace(article, id=f"second-{article.id}") for article in second]
    both = count([*first, *second])
    apart = pd.concat([count(first), count(second)], ignore_index=True)
    pd.testing.assert_frame_equal(both, apart)


@settings(deadline=None)
@given(articles)
def test_every_word_is_counted_once_and_rows_tile_their_sentence(items):
    table = count(items)
    for article in items:
        rows = table[table["article"] == article.id]
        assert rows["words"].sum() == len(words(article.text))
        assert (rows["words"] > 0).all()
        for _, sentence in rows.groupby("sentence"):
            assert sentence["sentences"].tolist() == [1] + [0] * (len(sentence) - 1)
            assert sentence["start"].tolist()[1:] == sentence["end"].tolist()[:-1]


def test_a_capital_is_no_name_where_any_word_would_have_one():
    unfamiliar = lambda *sections: int(  # noqa: E731
        count([Article("x", sections, language="en")])["complex_words"].sum()
    )
    # "Negotiations" has four syllables and is no name, wherever it stands.
    assert unfamiliar(Section("body", "Ann said: negotiations fell.")) == 1
    assert unfamiliar(Section("body", 'Ann said, "Negotiations fell."')) == 1
    assert unfamiliar(Section("body", "Negotiations fell.")) == 1
    assert unfamiliar(Section("headline", "Why Negotiations Fell")) == 1
    # A name stays one, also at the start of a sentence, if the text shows it.
    assert unfamiliar(Section("body", "Netanyahu left. They saw Netanyahu there.")) == 0
    # A headline's capitals are no sign of a name.
    headed = (Section("headline", "A Negotiations Fall"), Section("body", "Negotiations fell."))
    assert unfamiliar(*headed) == 2


def test_a_word_fact_written_after_a_count_is_counted():
    before = count([SMALL])

    @per_word
    def under_four_letters(word):
        return len(word) < 4

    try:
        after = count([SMALL])
    finally:
        del WORD_FACTS["under_four_letters"]
    assert after["under_four_letters"].tolist() == [1, 2, 3, 1, 1, 2]
    pd.testing.assert_frame_equal(after.drop(columns="under_four_letters"), before)
    pd.testing.assert_frame_equal(count([SMALL]), before)


def test_more_workers_give_the_same_table():
    many = [
        Article(
            str(n),
            (Section("body", f'It is {"very " * (n % 5)}bad. Ann said "no".'),),
            language="en",
        )
        for n in range(50)
    ]
    one = count(many)
    for workers in (2, 3):
        pd.testing.assert_frame_equal(one, count(many, workers=workers), check_exact=True)


@pytest.mark.parametrize(
    ("characters", "cores", "started"), [(1, 3, [3]), (1, 1, []), (999, 3, [])]
)
def test_a_large_corpus_is_counted_on_all_cores(monkeypatch, characters, cores, started):
    from analysis.counting import passages

    asked, pool = [], passages.pool
    monkeypatch.setattr(passages, "pool", lambda n, advice: asked.append(n) or pool(n, advice))
    monkeypatch.setattr(passages, "_LARGE", characters)
    monkeypatch.setattr(passages, "_START", "fork")
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    articles = [replace(SMALL, id=f"{n}") for n in range(4)]
    pd.testing.assert_frame_equal(count(articles), count(articles, workers=1), check_exact=True)
    assert asked == started


def test_every_column_is_in_the_data_dictionary():
    page = Path(__file__).parents[1].joinpath("docs/tables.md").read_text(encoding="utf-8")
    for column in count([SMALL]).columns:
        if column in WORD_FACTS:
            continue  # described by its docstring
        if "loaded_" in column and not column.endswith("loaded_any"):
            column = f"{column.partition('loaded_')[0]}loaded_CATEGORY"
        assert f"`{column}`" in page, column


def test_the_borders_of_batches_and_vocabularies_change_nothing(monkeypatch):
    from analysis.counting import passages, vocabulary

    texts = ["The regime fell. “It is a betrayal,” Ann Lee said.", "Rain came!", "Nobody “won” it."]
    articles = [
        Article(f"{n}", (Section("body", f"{texts[n % 3]} Word{n} was new."),), language="en")
        for n in range(40)
    ]
    whole = count(articles)
    monkeypatch.setattr(passages, "_BATCH", 7)
    monkeypatch.setattr(vocabulary, "LARGEST", 30)
    pd.testing.assert_frame_equal(count(articles), whole)


def _dies(word):
    os._exit(1)


def test_a_process_that_dies_ends_the_count_with_a_line():
    articles = [Article(f"{n}", (Section("body", "It rained."),), language="en") for n in range(4)]
    WORD_FACTS["dies"] = _dies
    try:
        with pytest.raises(RuntimeError, match="count with fewer workers"):
            count(articles, workers=2)
    finally:
        del WORD_FACTS["dies"]


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2"])
def test_workers_are_a_whole_number_from_1(workers):
    with pytest.raises(ValueError, match="give a whole number of 1 or more"):
        count([], workers=workers)


# Functions that a count calls, on the way in, in the middle and at the end.
STEPS = (
    "analysis.counting.vocabulary.straighten",
    "analysis.counting.voices.sentences_of_lines",
    "analysis.counting.voices.lay_out",
    "analysis.counting.vocabulary.form",
    "analysis.counting.vocabulary.Vocabulary.cut",
    "analysis.counting.vocabulary.Vocabulary.lowered",
    "analysis.counting.batch.csr_array",
    "analysis.counting.vocabulary.words",
    "analysis.counting.vocabulary.csr_array",
    "analysis.counting.vocabulary.normalise",
    "analysis.lexicon.model.Lexicon.count",
    "analysis.lexicon.model.Lexicon.roles",
    "analysis.lexicon.term.TermIndex.__missing__",
    "analysis.counting.vader.Tokens.extend",
    "analysis.counting.vader.Tokens.score",
    "analysis.counting.vader.valence_of",
    "analysis.counting.vader.token",
    "analysis.counting.vader.compound_of",
    "analysis.counting.batch.score",
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("call", [1, 2, 5])
def test_an_interrupted_count_leaves_the_next_one_right(monkeypatch, step, call):
    texts = ['It was "co-operation", a 3-day menace; never good!', "Anti-war: a bad, bad day 😁."]
    texts = [f"{texts[n % 2]} Odd{n} word{call}{step}." for n in range(6)]
    articles = [Article(text, (Section("body", text),), language="en") for text in texts]
    lexicon = Lexicon("x", f"{step}{call}", (("a", "menace*"), ("a", "bad day"), ("b", "anti-war")))
    module, name = step.rsplit(".", 1)
    owner = module.rsplit(".", 1)
    home = sys.modules.get(module) or getattr(sys.modules[owner[0]], owner[1])
    function, calls = getattr(home, name), []

    def interrupted(*arguments, **named):
        calls.append(1)
        if len(calls) == call:
            raise KeyboardInterrupt
        return function(*arguments, **named)

    monkeypatch.setattr(home, name, interrupted)
    with contextlib.suppress(KeyboardInterrupt):
        count(articles, lexicon)
    assert calls, "the count does not call this any more"
    monkeypatch.undo()
    again = count(articles, lexicon)
    assert gc.isenabled()
    fresh = count(articles, replace(lexicon, version="another, so that nothing is remembered"))
    pd.testing.assert_frame_equal(again, fresh, check_exact=True)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such timer")
def test_a_count_stopped_at_random_moments_leaves_the_next_one_right(monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    articles, moment = list(corpora.many(12, 120)), random.Random(1)
    monkeypatch.setattr("analysis.counting.passages._BATCH", 2_000)  # several batches
    lexicon = Lexicon("x", "1", (("a", "betrayal*"), ("b", "regime failed")))
    expected = count(articles, lexicon)
    before = signal.signal(signal.SIGALRM, stop)
    try:
        for _ in range(20):
            fresh = replace(lexicon, version=str(moment.random()))  # nothing is remembered
            with contextlib.suppress(KeyboardInterrupt):
                signal.setitimer(signal.ITIMER_REAL, moment.uniform(0.001, 0.1))
                count(articles, fresh)
                signal.setitimer(signal.ITIMER_REAL, 0)  # it rings once, here at the latest
            pd.testing.assert_frame_equal(count(articles, fresh), expected, check_exact=True)
            assert gc.isenabled()
    finally:
        signal.signal(signal.SIGALRM, before)


def test_a_process_remembers_a_bounded_number_of_chunks(monkeypatch):
    from analysis.counting import vocabulary

    count([SMALL])
    [before] = vocabulary.kept
    count([SMALL])
    assert vocabulary.kept == [before]
    monkeypatch.setattr(vocabulary, "LARGEST", 5)
    count([SMALL])
    assert vocabulary.kept != [before]


def test_the_codes_of_a_vocabulary_are_freed_without_the_garbage_collector():
    """Counting stops the collector, so a cycle would stay until it ends."""
    from analysis.counting.vocabulary import Vocabulary

    gc.disable()
    try:
        for _ in range(2):  # what the first one leaves is from elsewhere, such as imports
            gc.collect()
            vocabulary = Vocabulary(default())
            vocabulary.encode(["The vote was good."])
            del vocabulary
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize(("language", "applied"), [("de", False), (None, True)])
def test_what_is_for_another_language_is_not_applied(language, applied):
    home = {"LANGUAGE": language, "per_word": per_word, "measure": measure}
    code = """
@per_word
def umlauts(word): return sum(map(word.count, "äöü"))
@measure(unit="x", direction="y", cite="z")
def wiener(words, sentences): return words / sentences
"""
    try:
        exec(code, home)
        assert home["wiener"](6, 2) == 3
        assert ("umlauts" in WORD_FACTS, "wiener" in MEASURES) == (applied, applied)
        assert ("umlauts" in count([SMALL])) == applied
    finally:
        WORD_FACTS.pop("umlauts", None)
        MEASURES.pop("wiener", None)


@pytest.mark.parametrize(
    ("corpus", "says"),
    [("text", "str"), (5, "int"), ([SMALL, 5], "int"), (pd.DataFrame({"a": [1]}), "str")],
)
def test_what_is_no_corpus_is_refused_in_one_line(corpus, says):
    with pytest.raises(TypeError, match=f"^corpus must be articles, .*, not {says}$"):
        count(corpus)


def test_one_id_is_one_article():
    article = Article("same", (Section("body", "It rained."),), language="en")
    with pytest.raises(ValueError, match="two articles have the id 'same'"):
        count([article, article])


@pytest.mark.parametrize(
    "text", ["İzmir was calm today.", "Https://bbc.com/a is down.", "WWW.x.uk has it."]
)
def test_a_capital_at_the_start_changes_no_word(text):
    [row] = count([Article("a", (Section("body", text),), language="en")]).itertuples()
    assert row.words == len(words(text))
