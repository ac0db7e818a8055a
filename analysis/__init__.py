"""Readability, sentiment, loaded terms and reader engagement of news articles.

The names below are public; the others are in subpackages such as `analysis.figures`.
"""

import importlib

_NAMES = {"corpus": "load add check audit", "counting": "count"}
_NAMES |= {"tables": "count_parts tabulate totals reader_counts", "reference": "reference_corpus"}
_NAMES |= {"statistics": "interval summarise compare trend percentile", "context": "concordance"}
_NAMES |= {"notebook": "study", "figures": "figure", "proof": "cite", "measures": "MEASURES"}
_ROOM_OF = {name: room for room, names in _NAMES.items() for name in names.split()}
_ROOMS = "text article lexicon measures pages corpus counting tables reference context".split()
_ROOMS += "coding statistics proof figures notebook report".split()
__all__ = [*_ROOM_OF]


def __getattr__(name):
    # A room is imported when it is first used, so that `--help` answers at once.
    if name in _ROOMS:
        return importlib.import_module(f"analysis.{name}")
    if name not in _ROOM_OF:
        raise AttributeError(f"analysis has no {name!r}; it has: {', '.join([*_ROOM_OF, *_ROOMS])}")
    return getattr(importlib.import_module(f"analysis.{_ROOM_OF[name]}"), name)


def __dir__():
    return sorted([*_ROOM_OF, *_ROOMS])
