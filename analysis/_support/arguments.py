"""Arguments of the wrong kind, refused in one line."""

import os
from pathlib import Path


def require(kinds, what, **argument):
    """Raise TypeError for an argument that is not of the kinds; ``what`` names them in words."""
    for name, value in argument.items():
        if not isinstance(value, kinds):
            raise TypeError(f"{name} must be {what}, not {type(value).__name__}")


def as_path(value, argument):
    """A caller's argument as a path. Raises TypeError, which names the argument."""
    require((str, os.PathLike), "the path of a file or folder", **{argument: value})
    return Path(value)
