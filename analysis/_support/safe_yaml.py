"""YAML without what only hostile files hold: aliases, which fill the memory, and deep nesting."""

from pathlib import Path

import yaml

from .files import read

LONGEST = 1_000_000  # characters


class Guard:
    """A loader's base that raises yaml.MarkedYAMLError for an alias or for deep nesting."""

    depth, deepest = 0, 20

    def compose_node(self, parent, index):
        """The next node, if it is allowed."""
        mark = self.peek_event().start_mark
        if self.check_event(yaml.AliasEvent):
            refuse("YAML aliases (*name) are not allowed", mark)
        self.depth += 1
        if self.depth > self.deepest:
            refuse(f"nested deeper than {self.deepest} levels", mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


class _Loader(Guard, yaml.SafeLoader):
    deepest = 10


def safe_yaml(text, longest=LONGEST):
    """What a YAML text holds. Raises yaml.YAMLError, and ValueError for a hostile text."""
    if len(text) > longest:
        raise ValueError(f"longer than {longest:,} characters")
    return yaml.load(text, Loader=_Loader)


def read_yaml(path):
    """What a YAML file holds. Raises ValueError with one line, which begins with its name."""
    path = Path(path)
    try:
        return safe_yaml(read(path).decode("utf-8-sig"))
    except OSError as error:
        raise ValueError(f"{path.name}: {error.strerror}; check the path") from None
    except (yaml.YAMLError, ValueError) as error:
        why = str(error).splitlines()[0]
        raise ValueError(f"{path.name}: not YAML ({why}); correct it") from None


def refuse(what, mark):
    """Raise an error that says where in the text it is."""
    raise yaml.MarkedYAMLError(problem=what, problem_mark=mark)
