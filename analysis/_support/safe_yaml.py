"""YAML without aliases, which fill the memory, deep nesting, and keys that occur twice."""

from pathlib import Path

import yaml

from .files import read

LONGEST = 1_000_000  # characters


class _Once:
    """Refuses a key that occurs twice: what the first holds would be lost."""

    def construct_mapping(self, node, deep=False):
        """A mapping's dict; see PyYAML."""
        keys = set()
        for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
            if not isinstance(key, yaml.ScalarNode):
                refuse("a name must be a word", key.start_mark)
            if key.value in keys:
                refuse(f"{key.value!r} occurs twice", key.start_mark)
            keys.add(key.value)
        return super().construct_mapping(node, deep)


class Texts(_Once, yaml.BaseLoader):
    """Reads every scalar as text: "no" is a word."""


class _Fast(_Once, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """In C where PyYAML has it."""


class _Slow(_Once, yaml.SafeLoader):
    """Python's own, which reads more and says best where a fault is."""


def safe_yaml(text, longest=LONGEST, deepest=10, loader=None):
    """What a YAML text holds. Raises yaml.YAMLError, and ValueError for a hostile text."""
    if len(text) > longest:
        raise ValueError(f"longer than {longest:,} characters")
    parser = _Fast
    try:
        _guard(text, parser, deepest)
    except (yaml.YAMLError, UnicodeEncodeError):
        parser = _Slow
        _guard(text, parser, deepest)
    try:
        return yaml.load(text, Loader=loader or parser)
    except (AttributeError, KeyError, IndexError):  # of a tag, as in !!bool maybe
        raise ValueError("a value does not fit its tag (!!…); leave the tag out") from None


def _guard(text, parser, deepest):
    """Refuse aliases and deep nesting as soon as they come."""
    depth = 0
    for event in yaml.parse(text, Loader=parser):
        if isinstance(event, yaml.AliasEvent):
            refuse("YAML aliases (*name) are not allowed", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > deepest:
            refuse(f"nested deeper than {deepest} levels", event.start_mark)


def read_yaml(path):
    """What a YAML file holds. Raises ValueError with one line, which begins with its name."""
    path = Path(path)
    try:
        return safe_yaml(read(path).decode("utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path.name}: {error.strerror}; check the path") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error).splitlines()[0]
        why += f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"{path.name}: not YAML ({why}); correct it") from None


def refuse(what, mark):
    """Raise an error that says where in the text it is."""
    raise yaml.MarkedYAMLError(problem=what, problem_mark=mark)
