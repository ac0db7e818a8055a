"""How often the terms of a lexicon stand in a text."""

from analysis.measures import measure


@measure(
    unit="hits per 1,000 words",
    reads="higher is more loaded terms",
    cite="stone1966",
    bounds=(0, float("inf")),
    each="loaded_*",
)
def loaded_per_1000(loaded, words):
    """1,000 × hits ÷ words, for each category of the lexicon and for any of them.

    A phrase is one hit. ``loaded_any`` counts a stretch of text once, also where two categories
    hold it.

    >>> loaded_per_1000(loaded=4, words=500)
    8.0
    """
    return 1000 * loaded / words
