"""Measures and word facts, each a line or two of arithmetic, registered automatically.

A *measure* is a function of count columns: its parameter names are the columns that it needs.
A *word fact* is a whole number computed from one word or from its other facts. Write either in a
module of this package, and it appears in every table, the data dictionary and the contract test.
"""

import importlib
import pkgutil

from .registry import COLUMNS, MEASURES, TAKEN, WORD_FACTS, applicable, facts_of, measure, per_word

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
TAKEN.update(COLUMNS, MEASURES, WORD_FACTS)
