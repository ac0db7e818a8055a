"""Patterns (Python's re) in YAML files, in which <name> stands for the part of that name."""

import re


def compiled(patterns, parts, end="", flags=re.IGNORECASE):
    """A pattern, or any of a list of them, compiled with its parts; these may be lists too."""
    text = _any(patterns) + end
    for name, part in reversed(parts.items()):  # a part may hold those above it
        text = text.replace(f"<{name}>", _any(part))
    return re.compile(text, flags)


def _any(patterns):
    return patterns if isinstance(patterns, str) else f"(?:{'|'.join(patterns)})"
