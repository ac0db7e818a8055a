"""The registry of measures and word facts.

Both are for English unless their module sets ``LANGUAGE``, for example to ``"de"`` or to ``None``
(any language). `analysis.count` reads English only, so those for other languages are ignored.
"""

import functools
import inspect

import numpy as np
import pandas as pd

from analysis._support import ROOT, read_yaml

MEASURES, WORD_FACTS = {}, {}
TAKEN = {"word", "articles", "coverage", "cluster", "outlet", "published"}  # by the package
FROM_0, SHARE, _PREFIXES = (0, np.inf), (0, 1), ("loaded_", "expected_")
HARDER = {"direction": "higher is harder"}
COUNTED = "en"  # the language of the articles that are counted
COLUMNS = read_yaml(ROOT / "analysis/measures/columns.yml")  # of passages, and what they mean


def measure(*, unit, direction, cite, bounds=(-np.inf, np.inf), interval=None, per_column=None):
    """Register a function of count columns as a measure and make it safe for any input.

    The function gets its arguments as float64 (scalars, arrays or Series, in any combination).
    A scalar result is a Python float, a Series keeps its index, and any value that is not finite
    becomes nan. Add or multiply the result of ``numpy.where``; returned alone, it lacks the index.

    ``unit`` is printed on axes; ``direction`` says what a higher value means; ``cite`` is the key
    of the method's reference in ``analysis/proof/references.bib``; ``bounds`` are the smallest and
    largest possible values; ``interval``, a function of the same parameters, returns (low, high).
    ``per_column`` is a pattern such as ``"loaded_*"``: each column that fits it gives one measure,
    in whose name and parameters the column replaces the stem (``loaded``).

    >>> @measure(unit="words", direction="higher means longer", cite="none")
    ... def words_per_line(words, lines):
    ...     return words / lines
    >>> words_per_line(words=10, lines=4), words_per_line(10, 0)
    (2.5, nan)
    >>> del MEASURES["words_per_line"]
    """

    def register(function):
        if (name := function.__name__) in TAKEN.union(WORD_FACTS):
            raise ValueError(f"{name}: this name is taken; give your function another name")
        parameters = inspect.signature(function).parameters
        if optional := [n for n, one in parameters.items() if one.default is not one.empty]:
            raise ValueError(f"{name}: parameters are columns; {optional[0]} cannot have a default")
        if not bounds[0] < bounds[1]:
            raise ValueError(f"{name}: bounds={bounds}; give the smaller one first")
        safe = _finite(function)
        safe.unit, safe.direction, safe.cite, safe.bounds = unit, direction, cite, bounds
        safe.interval = _finite(interval) if interval else None
        safe.per_column, safe.needs = per_column, tuple(parameters)
        if function.__globals__.get("LANGUAGE", COUNTED) in (None, COUNTED):
            MEASURES[name] = safe
        return safe

    return register


def per_word(function):
    """Register a function that gives a whole number for a word; it becomes a count column.

    Its parameters are ``word``, names of functions already registered, or both. A function without
    ``word``, such as ``def polysyllables(syllables)``, gets arrays; others are called word by word.
    The word has straight apostrophes and hyphens. A capital means a name: a word that begins a
    sentence or quotation, or is in a heading, is passed in lower case unless it is in capitals or
    the article shows that it is a name. The docstring's first line describes the column.
    """
    if function.__globals__.get("LANGUAGE", COUNTED) not in (None, COUNTED):
        return function
    if (name := function.__name__) in TAKEN.union(MEASURES) or name.startswith(_PREFIXES):
        raise ValueError(f"{name}: this name is taken; give your function another name")
    if unknown := {*inspect.signature(function).parameters} - {"word", *WORD_FACTS}:
        raise ValueError(f"{name}: unknown parameter {min(unknown)}; use `word` or word facts")
    WORD_FACTS[name] = function
    return function


def facts_of(words):
    """The word facts of several words: name → array.

    >>> facts_of(["betrayal", "trust"])["syllables"].tolist()
    [3, 1]
    """
    facts = {"word": words}
    for name, fact in WORD_FACTS.items():
        needs = inspect.signature(fact).parameters
        values = [facts[need] for need in needs]
        found = np.array([*map(fact, *values)] if "word" in needs else fact(*values))
        if found.shape != (len(words),) or found.dtype.kind not in "biuf" or (found % 1 != 0).any():
            raise ValueError(f"{name}: the function must return a whole number for each word")
        facts[name] = found.astype("int64")
    return {name: facts[name] for name in WORD_FACTS}


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
            raise ValueError(f"{function.__name__} must return numbers and not use `if`") from error

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
