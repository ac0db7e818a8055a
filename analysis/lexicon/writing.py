"""Term lists for other programs."""

import yaml

from analysis._support.arguments import require

from .model import Lexicon


def to_quanteda(lexicon):
    """A lexicon as the YAML text that quanteda's ``dictionary(file = …)`` reads.

    Inner categories become inner keys. quanteda matches terms of several words only if its tokens
    are compounded or looked up as phrases.

    >>> terms = (("label", "regime"), ("label.persons", "ayatollah*"))
    >>> print(to_quanteda(Lexicon("example", "1", terms)), end="")
    label:
    - regime
    - persons:
      - ayatollah*
    """
    require(Lexicon, "a Lexicon", lexicon=lexicon)
    entries = {}
    for category in lexicon.categories:
        outer, _, name = category.rpartition(".")
        entries[category] = [term for home, term in lexicon.terms if home == category]
        if outer:
            entries[outer].append({name: entries[category]})
    top = {category: inside for category, inside in entries.items() if "." not in category}
    return yaml.safe_dump(top, sort_keys=False, allow_unicode=True)
