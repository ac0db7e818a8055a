"""How often the terms of a lexicon occur in a text."""

from .registry import FROM_0, SHARE, measure

LANGUAGE = None  # any
_NEWELL = {"cite": "newell2018", "bounds": SHARE}
_STONE = {"cite": "stone1966", "bounds": SHARE}
_CATEGORY = {"cite": "stone1966", "bounds": FROM_0, "per_column": "loaded_*"}


@measure(unit="matches per 1,000 words", direction="higher means more loaded terms", **_CATEGORY)
def loaded_per_1000(loaded, words):
    """1,000 × matches ÷ words, for each category of the term list and for all categories together.

    A phrase is one match. In ``loaded_any``, text that several categories match counts once.

    >>> loaded_per_1000(loaded=4, words=500)
    8.0
    """
    return 1000 * loaded / words


@measure(unit="share of words", direction="higher means more words in matches", **_STONE)
def covered_share(covered_words, words):
    """Words in matches ÷ words; a word in several matches is counted once.

    >>> covered_share(covered_words=6, words=120)
    0.05
    """
    return covered_words / words


@measure(unit="share of matches", direction="higher means more quoted matches", **_NEWELL)
def loaded_quoted_share(quoted_hits, loaded_any):
    """Matches in quotation marks ÷ matches.

    >>> loaded_quoted_share(quoted_hits=3, loaded_any=12)
    0.25
    """
    return quoted_hits / loaded_any


@measure(unit="share of unquoted matches", direction="higher means more attributed", **_NEWELL)
def loaded_attributed_share(expected_loaded_any, loaded_any, quoted_hits):
    """Expected attributed matches (``expected_loaded_any`` ÷ 1,000) ÷ unquoted matches.

    >>> loaded_attributed_share(expected_loaded_any=3600, loaded_any=12, quoted_hits=3)
    0.4
    """
    return expected_loaded_any / 1000 / (loaded_any - quoted_hits)
