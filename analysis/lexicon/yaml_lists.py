"""Term lists in YAML: ours, and quanteda's."""

import yaml

from .model import LexiconError

_NOTES = ("source", "licence", "meant_to_catch", "not_meant_to_catch", "author", "language")
_DEEPEST = 20


def read_yaml(text, path):
    """What the file says of itself, why each category is there, and its terms.

    A dict, a dict by category, and a list of (names of the categories, term, place in the file).
    """
    try:
        _refuse_hostile(text, path)
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1"
        what = getattr(error, "problem", None) or "a character that YAML does not have"
        raise LexiconError(f"{path}:{place}: not YAML ({what}); mend that line") from None
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError(f"{path}: no categories; write categories: name: terms: [..]")
    keys = {key.value: value for key, value in _pairs(root, path, "the list")}
    if not {"name", "version", "categories"} & set(keys):
        return {}, {}, list(_quanteda(root, (), path))
    if "categories" not in keys:
        raise LexiconError(f"{path}: no categories; write categories: name: terms: [..]")
    head = {
        key: _text(keys[key], path, key)
        for key in ("name", "version", "caution", *_NOTES)
        if key in keys
    }
    if missing := [key for key in ("name", "version") if not head.get(key)]:
        raise LexiconError(
            f"{path}: no {' or '.join(missing)}; write both, so that it can be cited"
        )
    reasons = {}
    return head, reasons, list(_ours(keys["categories"], (), path, reasons))


def _refuse_hostile(text, path):
    """Aliases can make a short list fill the memory, nesting can exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise LexiconError(
                f"{path}:{_place(event)}: has YAML aliases (*name); write each term out"
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise LexiconError(
                f"{path}:{_place(event)}: nested deeper than {_DEEPEST} levels; make it flatter"
            )


def _ours(node, names, path, reasons):
    """Terms of our categories; why each is there goes into ``reasons``."""
    for name, entry in _pairs(node, path, "categories"):
        inside = (*names, name.value)
        parts = {key.value: value for key, value in _pairs(entry, path, name.value)}
        if unknown := set(parts) - {"terms", "rationale", "categories"}:
            key = next(k for k, _ in entry.value if k.value in unknown)
            raise LexiconError(
                f"{path}:{_place(key)}: {key.value!r} in category {name.value}; there are terms, "
                "rationale and categories"
            )
        if "rationale" in parts:
            reasons[".".join(inside)] = _text(parts["rationale"], path, "rationale")
        if "terms" not in parts and "categories" not in parts:
            raise LexiconError(f"{path}:{_place(name)}: category {name.value} has no terms")
        if "terms" in parts:
            yield from _listed(parts["terms"], inside, path)
        if "categories" in parts:
            yield from _ours(parts["categories"], inside, path, reasons)


def _quanteda(node, names, path):
    for name, entry in _pairs(node, path, "a key"):
        inside = (*names, name.value)
        if isinstance(entry, yaml.MappingNode):
            yield from _quanteda(entry, inside, path)
        elif isinstance(entry, yaml.ScalarNode):
            yield inside, entry.value, _place(entry)
        else:
            for item in entry.value:
                if isinstance(item, yaml.MappingNode):
                    yield from _quanteda(item, inside, path)
                else:
                    yield from _listed(yaml.SequenceNode("", [item], item.start_mark), inside, path)


def _listed(node, names, path):
    """The words of a YAML list, as they are written: "no" is a word and no truth value."""
    if not isinstance(node, yaml.SequenceNode):
        raise LexiconError(
            f"{path}:{_place(node)}: category {'.'.join(names)}: terms must be a list of words"
        )
    for item in node.value:
        if not isinstance(item, yaml.ScalarNode):
            raise LexiconError(f"{path}:{_place(item)}: a term must be a word or phrase")
        yield names, item.value, _place(item)


def _pairs(node, path, where):
    if not isinstance(node, yaml.MappingNode):
        raise LexiconError(f"{path}:{_place(node)}: {where}: write names, each with its terms")
    seen = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise LexiconError(f"{path}:{_place(key)}: a name must be a word; write one")
        if key.value in seen:
            raise LexiconError(f"{path}:{_place(key)}: {key.value!r} is there twice; join them")
        seen.add(key.value)
    return node.value


def _text(node, path, key):
    if not isinstance(node, yaml.ScalarNode):
        raise LexiconError(f"{path}:{_place(node)}: {key} is not text; write it as one text")
    return " ".join(node.value.split())


def _place(node):
    return f"{node.start_mark.line + 1}:{node.start_mark.column + 1}"
