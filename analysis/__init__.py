"""Readability, sentiment, loaded terms and reader engagement of news articles.

>>> import analysis
>>> analysis.MEASURES["flesch_kincaid_grade"](words=120, sentences=6, syllables=180)
9.91
"""

import importlib

_HOMES = {
    "load": "corpus",
    "add": "corpus",
    "check": "corpus",
    "audit": "corpus",
    "export": "corpus",
    "clusters": "duplicates",
    "choose": "duplicates",
    "wire_copy": "wire",
    "study": "studies",
    "shown": "nothing",
    "count": "passages",
    "tabulate": "table",
    "totals": "sums",
    "reference": "published",
    "interval": "uncertainty",
    "drivers": "sentiment_words",
    "concordance": "kwic",
    "annotated": "annotation",
    "dispersion": "spread",
    "keyness": "keywords",
    "sample": "coding",
    "agree": "agreement",
    "known_error": "validity",
    "cite": "provenance",
    "MEASURES": "measures",
    "family": "measures",
    "beside_textstat": "beside",
    "beside_splitters": "beside",
    "figures": None,
    "lexicon": None,
}
__all__ = list(_HOMES)


def __getattr__(name):
    # Names are imported when they are first used, so that `--help` answers at once.
    if name not in _HOMES:
        raise AttributeError(f"analysis has no {name!r}; it has {', '.join(_HOMES)}")
    if _HOMES[name] is None:
        return importlib.import_module(f"analysis.{name}")
    module = importlib.import_module(f"analysis.{_HOMES[name]}")
    if name == "MEASURES":
        module.discover()
    return getattr(module, name)


def __dir__():
    return sorted(_HOMES)
