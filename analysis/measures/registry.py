"""The registry of measures and word facts.

Both are for English unless their module sets ``LANGUAGE``: to ``"de"``, say, or to ``None`` for any
language. `analysis.count` reads English articles only, so those for others are not registered.
"""

import functools
import inspect
from contextlib import suppress
from itertools import compress
from pathlib import Path

import numpy as np
import pandas as pd

from analysis._support.safe_yaml import read_yaml

MEASURES = {}
WORD_FACTS = {}
FROM_0 = (0, np.inf)
SHARE = (0, 1)
HARDER = {"direction": "higher is harder"}
COUNTED = "en"  # the language of the articles that are counted
# What each column of the passages table means, in the order of the table.
COLUMNS = read_yaml(Path(__file__).with_name("columns.yml"))


def measure(*, unit, direction, cite, bounds=(-np.inf, np.inf), interval=None, per_column=None):
    """Register a function of count columns as a measure and make it safe for any input.

    The function gets its arguments as float64 (scalars, arrays or Series, mixed at will).
    A scalar result is a Python float, a Series keeps its index, and any value that is not finite
    becomes nan. ``numpy.where`` as the result itself would lose the index: add or multiply it.

    ``unit`` is printed on axes; ``direction`` says what a higher value means; ``cite`` is the key
    of the method's reference in ``analysis/proof/references.bib``; ``bounds`` are the smallest and
    largest possible values; ``interval``, a function of the same parameters, returns (low, high).
    ``per_column`` is a pattern such as ``"loaded_*"``: each column that fits it gives one measure,
    in which it replaces the stem (``loaded``) in the name and among the parameters.

    >>> @measure(unit="words", direction="higher means longer", cite="none")
    ... def words_per_line(words, lines):
    ...     return words / lines
    >>> words_per_line(words=10, lines=4), words_per_line(10, 0)
    (2.5, nan)
    >>> del MEASURES["words_per_line"]
    """

    def register(function):
        _check_name(function, MEASURES, WORD_FACTS)
        if not bounds[0] < bounds[1]:
            raise ValueError(f"{function.__name__}: bounds={bounds}; give the smaller one first")
        safe = _finite(function)
        safe.unit, safe.direction, safe.cite, safe.bounds = unit, direction, cite, bounds
        safe.interval = _finite(interval) if interval else None
        safe.per_column, safe.needs = per_column, tuple(inspect.signature(function).parameters)
        if _applies(function):
            MEASURES[function.__name__] = safe
        return safe

    return register


def per_word(function):
    """Register a function that gives a whole number for a word; it becomes a count column.

    Its parameters are ``word``, names of functions already registered, or both. A function without
    ``word``, such as ``def polysyllables(syllables)``, gets arrays; others are called word by word.
    The word has straight apostrophes and hyphens. A capital means a name: a word that begins a
    sentence or a quotation, or is in a heading, is passed in lower case unless it is all capitals
    or the article shows that it is a name. The docstring describes the column.
    """
    if not _applies(function):
        return function
    if unknown := {*inspect.signature(function).parameters} - {"word", *WORD_FACTS}:
        name = f"{function.__name__}: unknown parameter {min(unknown)}; parameters must be `word`"
        raise ValueError(f"{name} or functions already registered with @per_word")
    _check_name(function, WORD_FACTS, MEASURES, ("loaded_", "expected_"))
    WORD_FACTS[function.__name__] = function
    return function


def _check_name(function, alike, others, beginnings=()):
    """ValueError if the name of a user's function is taken by another than their own."""
    name, homes = function.__name__, [str(f.__module__) for f in (function, *alike.values())]
    is_ours, *of_alike = [home.startswith("analysis.") for home in homes]
    taken = {"word", "articles", "coverage", *COLUMNS, *others, *compress(alike, of_alike)}
    if not is_ours and (name in taken or name.startswith(beginnings)):
        raise ValueError(f"{name}: this name is taken; give your function another name")


def facts_of(words):
    """The word facts of several words: name → array.

    >>> facts_of(["betrayal", "trust"])["syllables"].tolist()
    [3, 1]
    """
    facts = {"word": words}
    for name, fact in WORD_FACTS.items():
        needs = inspect.signature(fact).parameters
        values = [facts[need] for need in needs]
        found = [*map(fact, *values)] if "word" in needs else fact(*values)
        facts[name] = _whole(name, found, len(words))
    return {name: facts[name] for name in WORD_FACTS}


def _whole(name, found, n):
    with suppress(ValueError), np.errstate(invalid="ignore"):  # lists of unequal lengths
        array = np.array(found)
        if array.shape == (n,) and array.dtype.kind in "biuf" and (array % 1 == 0).all():
            return array.astype("int64")
    raise ValueError(f"{name}: must return a whole number for each word")


def applicable(columns):
    """Measures that can be computed from these columns: name → (function, columns to use).

    >>> sorted(applicable(["loaded_any", "loaded_threat", "words"]))
    ['loaded_any_per_1000', 'loaded_threat_per_1000']
    """
    columns, measures = [*columns], {}
    for name, function in MEASURES.items():
        stem = (function.per_column or "").rstrip("*_")
        fitting = [column for column in columns if column.startswith(f"{stem}_")] if stem else [""]
        for column in fitting:
            needs = tuple(column if need == stem else need for need in function.needs)
            if {*needs} <= {*columns}:
                measures[name.replace(stem, column, 1)] = function, needs
    return measures


def _applies(function):
    return function.__globals__.get("LANGUAGE", COUNTED) in (None, COUNTED)


def _finite(function):
    signature = inspect.signature(function)

    @functools.wraps(function)
    def safe(*args, **kwargs):
        bound = signature.bind(*args, **kwargs)
        values = {name: _as_float(value, name) for name, value in bound.arguments.items()}
        try:
            with np.errstate(all="ignore"):
                return _only_finite(function(**values))
        except (TypeError, ValueError) as error:
            what = "must return numbers, made from whole columns, without `if`"
            raise ValueError(f"{function.__name__}: {what}") from error

    return safe


def _as_float(value, name):
    try:
        if isinstance(value, pd.Series):
            return value.astype("float64")
        return np.asarray(np.nan if value is pd.NA else value, dtype="float64")[()]
    except (TypeError, ValueError):
        raise TypeError(f"{name} must be numbers, not {value!r:.60}") from None


def _only_finite(result):
    if isinstance(result, tuple):
        return tuple(map(_only_finite, result))
    if isinstance(result, pd.Series):
        return result.where(np.isfinite(result))
    result = np.where(np.isfinite(result), result, np.nan)
    return float(result) if result.ndim == 0 else result
