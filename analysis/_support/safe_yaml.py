"""YAML without aliases, deep nesting or duplicate keys; and the patterns in such files."""

import re
from pathlib import Path
from types import SimpleNamespace

import yaml

from .files import read

LONGEST = 1_000_000  # characters
_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where PyYAML has it


def safe_yaml(text, longest=LONGEST, deepest=10, loader=None):
    """The content of a YAML text. Raises yaml.YAMLError, and ValueError for a hostile text."""
    if len(text) > longest:
        raise ValueError(f"longer than {longest:,} characters")
    parser = _PARSER
    try:
        _guard(text, parser, deepest)
    except (yaml.YAMLError, UnicodeEncodeError):  # Python's own reads more, and says best where
        parser = yaml.SafeLoader
        _guard(text, parser, deepest)
    try:
        return yaml.load(text, Loader=loader or parser)
    except (AttributeError, KeyError, IndexError):  # of a tag, as in !!bool maybe
        raise ValueError("a value does not fit its tag (!!…); delete the tag") from None


def _guard(text, parser, deepest):
    """Refuse aliases, deep nesting, and keys that occur twice or are lists, as they come."""
    outer = []  # of each open mapping its keys and whether one is next; of a list (None, False)
    for event in yaml.parse(text, Loader=parser):
        if isinstance(event, yaml.AliasEvent):
            refuse("YAML aliases (*name) are not allowed", event.start_mark)
        if isinstance(event, yaml.CollectionEndEvent):
            outer.pop()
        elif isinstance(event, yaml.NodeEvent):
            keys, is_key = outer[-1] if outer else (None, False)
            if is_key and not isinstance(event, yaml.ScalarEvent):
                refuse("a key must be text", event.start_mark)
            if is_key and event.value in keys:  # what stands under the first would be lost
                refuse(f"{event.value!r} occurs twice", event.start_mark)
            if keys is not None:
                keys |= {event.value} if is_key else set()
                outer[-1] = keys, not is_key
            if isinstance(event, yaml.CollectionStartEvent):
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                outer.append((set(), True) if is_mapping else (None, False))
        if len(outer) > deepest:
            refuse(f"nested deeper than {deepest} levels", event.start_mark)


def read_yaml(path, loader=None):
    """The content of a YAML file. Raises ValueError: one line that begins with the file's name."""
    path = Path(path)
    try:
        return safe_yaml(read(path).decode("utf-8-sig"), loader=loader)
    except OSError as error:
        raise ValueError(f"{path.name}: {error.strerror}; check the path") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or str(error).splitlines()[0]
        why += f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"{path.name}: invalid YAML ({why}); correct it") from None


def refuse(what, mark):
    """Raise an error that gives its place in the text."""
    raise yaml.MarkedYAMLError(problem=what, problem_mark=mark)


def compiled(patterns, parts, end="", flags=re.IGNORECASE):
    """Compile a pattern of a YAML file, or a list as alternatives; <name> inserts that part."""
    text = f"<>{end}"
    for name, part in reversed([*parts.items(), ("", patterns)]):  # one may hold those above it
        text = text.replace(f"<{name}>", part if isinstance(part, str) else f"(?:{'|'.join(part)})")
    return re.compile(text, flags)


def patterns(path, **parts):
    """The patterns of a YAML file, compiled, as attributes; <name> inserts a part or pattern."""
    parts |= read_yaml(path)
    return SimpleNamespace(**{name: compiled(parts[name], parts, flags=0) for name in parts})
