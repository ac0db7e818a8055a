"""Checks of arguments, and the error raised if there is nothing to show."""

import html
import os
from pathlib import Path

NO_ARTICLE = "no article in English is open (a folder of counts contains no texts)."
NOT_COUNTED = "no words were counted in the body of {}; is it in English?"


class NothingToShow(ValueError):
    """Raised if there is nothing to show; a notebook prints the reason as a sentence."""

    data = property(lambda error: error, doc="The error itself, instead of numbers.")

    def __repr__(self):
        return f"Not shown: {self}{'' if str(self).endswith(('.', '?')) else '.'}"

    def _repr_html_(self):
        return f"<p>{html.escape(repr(self))}</p>"


def require(kinds, what, **argument):
    """Raise TypeError for an argument that has none of these types; ``what`` describes them."""
    for name, value in argument.items():
        if not isinstance(value, kinds):
            raise TypeError(f"{name} must be {what}, not {type(value).__name__}")


def as_path(value, argument):
    """An argument as a path. Raises TypeError, which names the argument."""
    require((str, os.PathLike), "the path of a file or folder", **{argument: value})
    return Path(value)
