"""Term lists for other programs."""

import yaml


def to_quanteda(lexicon):
    """A lexicon as the YAML text that quanteda's ``dictionary(file = …)`` reads.

    Inner categories become inner keys. quanteda matches terms of several words only if its tokens
    are compounded or looked up as phrases.

    >>> from analysis.lexicon import Lexicon
    >>> terms = (("label", "regime"), ("label.persons", "ayatollah*"))
    >>> print(to_quanteda(Lexicon("example", "1", terms)), end="")
    label:
    - regime
    - persons:
      - ayatollah*
    """
    tree = {}
    for category, term in lexicon.terms:
        place = tree
        for name in category.split("."):
            place = place.setdefault(name, {})
        place.setdefault("", []).append(term)
    return yaml.safe_dump(_listed(tree), sort_keys=False, allow_unicode=True)


def _listed(tree):
    """Each category as a list of its terms and its inner categories."""
    return {name: _entries(inside) for name, inside in tree.items()}


def _entries(inside):
    inner = {name: part for name, part in inside.items() if name}
    return inside.get("", []) + [{name: part} for name, part in _listed(inner).items()]
