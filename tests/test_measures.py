"""What every measure and every word fact must keep, whoever adds it."""

import ast
import doctest
import inspect
import math
import re
import textwrap
import types
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import MEASURES, WORD_FACTS, applicable, facts_of, per_word
from analysis.measures import measure as registered

BIBLIOGRAPHY = Path(__file__).parents[1] / "analysis/proof/references.bib"
# Counts that are parts of the sentences; any other count is drawn as a part of the words.
OF_SENTENCES = {"positive", "negative"}

each_measure = pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
each_fact = pytest.mark.parametrize("fact", WORD_FACTS.values(), ids=WORD_FACTS)


def random_counts(measure, size=500):
    rng = np.random.default_rng(1)
    words = rng.integers(1, 5000, size)
    table = {"words": words, "sentences": rng.integers(1, words + 1)}
    if "quoted_hits" in measure.needs:
        table["loaded_any"] = rng.integers(0, words + 1)
        table["quoted_hits"] = rng.integers(0, table["loaded_any"] + 1)
    if "spoken_words" in measure.needs or "largest_words" in measure.needs:
        table["spoken_words"] = words
        table["named_words"] = rng.integers(1, words + 1)
        table["largest_words"] = rng.integers(0, table["named_words"] + 1)
    if twin := next((name for name in measure.needs if name.startswith("expected_")), None):
        part = {"expected_words": "quoted_words", "expected_loaded_any": "quoted_hits"}[twin]
        table.setdefault(part, rng.integers(0, words + 1))
        outside = table[twin.removeprefix("expected_")] - table[part]
        table[twin] = rng.integers(0, 1000 * outside + 1)
    for name in measure.needs:
        whole = table["sentences" if name in OF_SENTENCES else "words"]
        table.setdefault(name, rng.integers(0, whole + 1))
    if "compound" in measure.needs:
        table["compound"] = rng.uniform(-1, 1, size) * table["sentences"]
    return {name: table[name].astype(float) for name in measure.needs}


def examples_of(thing):
    finder = doctest.DocTestFinder(recurse=False)
    module = inspect.getmodule(inspect.unwrap(thing))
    return [test for test in finder.find(thing, module=module) if test.examples]


def formula(measure):
    """The docstring without its examples."""
    return measure.__doc__.split(">>>")[0]


def constants(measure):
    """Numbers in the code of a measure, apart from 0."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(measure)))
    body = ast.parse(source).body[0].body[1:]
    found = [node.value for part in body for node in ast.walk(part) if type(node) is ast.Constant]
    return {float(value) for value in found if type(value) in (int, float) and value}


def bibliography():
    """A small BibTeX reader: key → fields, for entries with one field a line."""
    entries = {}
    for entry in re.split(r"^@", BIBLIOGRAPHY.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, *lines = entry.rstrip().splitlines()
        kind, key = re.fullmatch(r"(\w+)\{(\w+),", head).groups()
        assert lines.pop() == "}", f"{key}: does not end in a brace of its own"
        assert key not in entries, f"{key}: is there twice"
        fields = [re.fullmatch(r"  (\w+) = \{(.+)\}(,?)", line) for line in lines]
        assert all(fields), f"{key}: a line is not a field"
        assert [bool(field[3]) for field in fields] == [True] * (len(fields) - 1) + [False], key
        entries[key] = {"kind": kind} | {field[1]: field[2] for field in fields}
    return entries


def test_measures_are_found():
    wanted = (
        "flesch_reading_ease flesch_kincaid_grade smog gunning_fog coleman_liau "
        "automated_readability dale_chall lix linsear_write words_per_sentence "
        "syllables_per_word yes_share comments_per_vote"
    )
    assert set(wanted.split()) <= set(MEASURES)


@each_measure
def test_says_what_it_is(measure):
    assert measure.unit.strip() and measure.direction.strip()
    assert measure.bounds[0] < measure.bounds[1]
    assert re.search(r"[×÷√+−]", formula(measure)), "no formula in the docstring"


@each_measure
def test_every_constant_of_the_code_is_in_the_formula(measure):
    text = formula(measure).replace("1,000", "1000")
    written = {float(number) for number in re.findall(r"\d*\.\d+|\d+", text)}
    assert constants(measure) <= written


@each_measure
def test_reference_is_in_the_bibliography(measure):
    assert measure.cite in bibliography()


@each_measure
def test_example_runs(measure):
    examples = examples_of(measure)
    assert any(f"{measure.__name__}(" in e.source for test in examples for e in test.examples)
    runner = doctest.DocTestRunner(verbose=False)
    assert [runner.run(test).failed for test in examples] == [0] * len(examples)


@each_measure
def test_keeps_its_bounds(measure):
    values = measure(**random_counts(measure))
    known = values[~np.isnan(values)]
    low, high = measure.bounds
    assert len(known) > 400
    assert known.min() >= low and known.max() <= high


@each_measure
def test_same_value_from_number_array_and_series(measure):
    counts = random_counts(measure, 40)
    index = [f"row {number}" for number in range(40)]
    array = measure(**counts)
    series = measure(**{name: pd.Series(value, index) for name, value in counts.items()})
    single = [measure(*(counts[name][row] for name in measure.needs)) for row in range(40)]
    assert type(array) is np.ndarray and all(type(value) is float for value in single)
    assert list(series.index) == index and series.dtype == "float64"
    np.testing.assert_array_equal(array, single)
    np.testing.assert_array_equal(array, series)


@each_measure
def test_undefined_is_nan(measure):
    """Without any counts there is no value, unless the measure is a plain total."""
    zeros = dict.fromkeys(measure.needs, 0)
    if is_total(measure):
        assert measure(**zeros) == 0.0
        return
    as_array = measure(**{name: np.zeros(3) for name in zeros})
    as_series = measure(**{name: pd.Series([0, 0], ["a", "b"]) for name in zeros})
    assert np.isnan(measure(**zeros))
    assert as_array.shape == (3,) and np.isnan(as_array).all()
    assert list(as_series.index) == ["a", "b"] and as_series.isna().all()


@each_measure
def test_unknown_and_zero_counts_are_never_infinite(measure):
    counts = random_counts(measure)
    for name in measure.needs:
        assert not np.isinf(measure(**counts | {name: np.zeros(500)})).any()
        for missing in (None, float("nan"), pd.NA):
            single = {need: values[0] for need, values in counts.items()} | {name: missing}
            assert np.isnan(measure(**single))


@pytest.mark.parametrize(
    "measure", [m for m in MEASURES.values() if m.interval], ids=lambda m: m.__name__
)
def test_interval_holds_the_value(measure):
    counts = random_counts(measure)
    low, high = measure.interval(**counts)
    value = measure(**counts)
    known = ~np.isnan(value)
    assert (measure.bounds[0] <= low[known]).all() and (high[known] <= measure.bounds[1]).all()
    assert (low[known] <= value[known] + 1e-12).all() and (
        value[known] <= high[known] + 1e-12
    ).all()


@each_measure
def test_applies_to_a_table_that_has_its_columns(measure):
    if measure.per_column:
        stem = measure.per_column.rstrip("*").rstrip("_")
        columns = [f"{stem}_any" if need == stem else need for need in measure.needs]
        name = measure.__name__.replace(stem, f"{stem}_any", 1)
    else:
        columns, name = list(measure.needs), measure.__name__
    assert name in applicable(columns)
    assert name not in applicable(columns[1:])


@each_fact
def test_fact_has_a_description_and_a_running_example(fact):
    examples = examples_of(fact)
    assert len(fact.__doc__.split(">>>")[0].split()) >= 3
    assert any(f"{fact.__name__}(" in e.source for test in examples for e in test.examples)
    runner = doctest.DocTestRunner(verbose=False)
    assert [runner.run(test).failed for test in examples] == [0] * len(examples)


AWKWARD = [
    "I",
    "U.S",
    "a.m",
    "don't",
    "O'Neill",
    "war-torn",
    "a-",
    "1.5bn",
    "18th",
    "https://a.b/c",
]
AWKWARD += ["naïve", "ÉTÉ", "новости", "新闻", "خبر", "x" * 3000, "hmm", "G20", "A&B", "it's", "2"]


def test_facts_are_whole_numbers():
    facts = facts_of(AWKWARD)
    assert list(facts) == list(WORD_FACTS)
    assert {values.dtype.kind for values in facts.values()} <= {"i", "b"}
    # Only a valence may be below 0.
    assert all((values >= 0).all() for name, values in facts.items() if name != "afinn")


def test_a_fact_may_name_other_facts():
    @per_word
    def long_feet(word, syllables, long_words):
        return (syllables > 1) * long_words * word.count("t")

    @per_word
    def twice(long_feet):
        return 2 * long_feet

    try:
        assert facts_of(["constitution", "it", "don't"])["twice"].tolist() == [6, 0, 0]
    finally:
        del WORD_FACTS["long_feet"], WORD_FACTS["twice"]
    with pytest.raises(ValueError, match="^thrice: unknown parameter long_feet; "):

        @per_word
        def thrice(long_feet):
            return 3 * long_feet


ABOUT = {"unit": "x", "direction": "y", "cite": "stone1966"}


@pytest.mark.parametrize(
    "name", "sentences quoted_words start voice loaded_x expected_x cluster outlet".split()
)
def test_a_fact_does_not_take_the_name_of_a_column(name):
    for taken in (name, "syllables", "words_per_sentence", "word"):
        fact = types.FunctionType((lambda word: 1).__code__, {"__name__": "__main__"}, taken)
        with pytest.raises(ValueError, match=f"^{taken}: this name is taken; give your function"):
            per_word(fact)


@pytest.mark.parametrize("name", "words words_per_sentence syllables loaded_any".split())
def test_a_measure_does_not_take_the_name_of_another_or_of_a_column(name):
    function = types.FunctionType((lambda letters: 1).__code__, {"__name__": "__main__"}, name)
    with pytest.raises(ValueError, match=f"^{name}: this name is taken; give your function"):
        registered(**ABOUT)(function)


def test_ones_own_measure_and_fact_may_be_written_again():
    try:
        for _ in range(2):

            @per_word
            def hums(word):
                return len(word)

            @registered(**ABOUT)
            def hums_per_word(hums, words):
                return 2 * hums / words

        assert MEASURES["hums_per_word"](hums=2, words=1) == 4
        with pytest.raises(ValueError, match="^hums: this name is taken"):

            @registered(**ABOUT)
            def hums(words):
                return words
    finally:
        MEASURES.pop("hums_per_word", None), WORD_FACTS.pop("hums", None)


@pytest.mark.parametrize("value", [0.75, "3", None, math.nan, math.inf, 10**30])
def test_a_fact_is_a_whole_number_or_an_error_that_names_it(value):
    def weight(word):
        return {"a": value, "b": 1}[word]

    def half(syllables):
        return syllables / 4

    for fact in (weight, half):
        try:
            with pytest.raises(ValueError, match=f"^{fact.__name__}: .* must return a whole"):
                per_word(fact) and facts_of(["b", "a"])
        finally:
            del WORD_FACTS[fact.__name__]
    try:
        per_word(lambda word: 2.0)
        assert facts_of(["b", "a"])["<lambda>"].tolist() == [2, 2]
    finally:
        del WORD_FACTS["<lambda>"]


def test_a_measure_that_gives_no_numbers_is_named():
    def nothing(words):
        return None

    def branches(words):
        return 1 if words > 10 else words

    for function in (nothing, branches):
        try:
            with pytest.raises(ValueError, match=f"^{function.__name__} must return numbers"):
                registered(**ABOUT)(function)(words=pd.Series([5, 20]))
            with pytest.raises(ValueError, match=rf"^{function.__name__}: bounds=\(5, 1\); give "):
                registered(**ABOUT, bounds=(5, 1))(function)
        finally:
            del MEASURES[function.__name__]


def test_a_parameter_with_a_default_is_no_column():
    with pytest.raises(ValueError, match="^of_mine: parameters are columns; n cannot have"):

        @registered(**ABOUT)
        def of_mine(words, n=3):
            return words / n


@settings(max_examples=200)
@given(st.text(min_size=1, max_size=12).filter(lambda word: word[0].isalnum()))
def test_facts_take_any_word(word):
    values = {name: int(value) for name, [value] in facts_of([word]).items()}
    assert min(value for name, value in values.items() if name != "afinn") >= 0
    assert values == {name: int(value) for name, [value] in facts_of([word]).items()}


def test_each_reference_has_author_title_and_year():
    entries = bibliography()
    assert len(entries) >= 20
    for key, fields in entries.items():
        assert {"author", "title", "year"} <= set(fields), key
        assert re.fullmatch(r"(19|20)\d\d", fields["year"]), key
        assert all(value.count("{") == value.count("}") for value in fields.values()), key
        assert re.fullmatch(r"10\.\d{4,9}/\S+", fields.get("doi", "10.1000/none")), key


def is_total(measure):
    one, two = random_counts(measure, 50), random_counts(measure, 100)
    two = {name: values[50:] for name, values in two.items()}
    both = measure(**{name: one[name] + two[name] for name in one})
    return np.allclose(both, measure(**one) + measure(**two))
