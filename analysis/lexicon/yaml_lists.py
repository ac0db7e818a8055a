"""Term lists in YAML, in our format and in quanteda's."""

import yaml

from analysis._support.safe_yaml import safe_yaml

from .model import LexiconError

_NOTES = ("source", "licence", "meant_to_catch", "not_meant_to_catch", "author", "language")
_FORM = "use the form categories: {name: {terms: [..]}}"


def read_yaml(text, path):
    """Each term as (category names, term, place), the list's head, and (category, rationale)."""
    try:
        tree = safe_yaml(text, len(text), deepest=20, loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        what = getattr(error, "problem", None) or "a character that YAML does not allow"
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1"
        raise LexiconError(f"{path}:{place}: invalid YAML: {what}; fix that line") from None
    if not isinstance(tree, dict):
        raise LexiconError(f"{path}: no categories; {_FORM}")
    if not {"name", "version", "categories"} & set(tree):
        return [_quanteda(tree, (), path)]
    if missing := [key for key in ("name", "version", "categories") if not tree.get(key)]:
        raise LexiconError(f"{path}: no {' or '.join(missing)}; add name, version and categories")
    head = {key: tree[key] for key in ("name", "version", "caution", *_NOTES) if key in tree}
    if odd := [key for key, value in head.items() if not isinstance(value, str)]:
        raise LexiconError(f"{path}: {odd[0]} is not text; write it as a single string")
    reasons = []
    located = list(_ours(tree["categories"], (), path, reasons))
    return located, {key: " ".join(value.split()) for key, value in head.items()}, reasons


def _ours(categories, names, path, reasons):
    """Terms of our categories; their rationales go into ``reasons``."""
    if not isinstance(categories, dict):
        raise LexiconError(f"{path}: categories must give each name its terms; {_FORM}")
    for name, entry in categories.items():
        inside = (*names, name)
        where = f"{path}:{name.place}: category {'.'.join(inside)}"
        keys = set(entry) if isinstance(entry, dict) else set()
        if not {"terms", "categories"} & keys or keys - {"terms", "rationale", "categories"}:
            what = "must have terms or categories and, besides these, only a rationale"
            has = ", ".join(sorted(keys)) or "no key"
            raise LexiconError(f"{where} {what} (it has {has}); {_FORM}")
        rationale, terms = entry.get("rationale", ""), entry.get("terms", [])
        texts = [rationale, *terms] if isinstance(terms, list) else [None]
        if not all(isinstance(text, str) for text in texts):
            raise LexiconError(f"{where}: terms must be a list of texts, and a rationale one text")
        if rationale:
            reasons.append((".".join(inside), " ".join(rationale.split())))
        yield from ((inside, term, f"{path}:{term.place}") for term in terms)
        yield from _ours(entry.get("categories", {}), inside, path, reasons)


def _quanteda(entry, names, path):
    if isinstance(entry, str):
        yield names, entry, f"{path}:{entry.place}"
    elif isinstance(entry, list):
        for item in entry:
            yield from _quanteda(item, names, path)
    else:
        for name, inner in entry.items():
            yield from _quanteda(inner, (*names, name), path)


class _Placed(str):
    """A text of a file; ``place`` is its line and column there."""


class _Loader(yaml.BaseLoader):
    """Reads every scalar as a text that knows its place: "no" is a word."""

    def construct_scalar(self, node):
        """The text of a scalar, with its place."""
        text, mark = _Placed(super().construct_scalar(node)), node.start_mark
        text.place = f"{mark.line + 1}:{mark.column + 1}"
        return text
