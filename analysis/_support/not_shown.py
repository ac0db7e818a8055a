"""One sentence in place of a table, a page or a figure, where there is nothing to show."""

import functools
import html
from dataclasses import dataclass

NO_ARTICLE = "the corpus has no article in English."
NOT_COUNTED = "nothing was counted in the body of {}; is it in English?"


@dataclass(frozen=True)
class NotShown:
    """The reason why there is nothing to show; a notebook prints it as a sentence."""

    reason: str
    _what = "Not shown"

    def __repr__(self):
        stop = "" if self.reason.endswith((".", "?")) else "."
        return f"{self._what}: {self.reason}{stop}"

    def _repr_html_(self):
        return f"<p>{html.escape(repr(self))}</p>"


class NothingToShow(ValueError):
    """Raised where there is nothing to show; the message is the reason."""


def shown(table, otherwise):
    """A table as it is, or a sentence that says why it would be empty.

    Parameters
    ----------
    table : DataFrame
    otherwise : str
        The reason, should the table have no row or no column.

    Returns
    -------
    DataFrame or NotShown

    >>> import pandas as pd
    >>> polls = pd.DataFrame({"yes": [88], "no": [4]})
    >>> shown(polls[polls["no"] > 4], "no poll has more than four against.")
    Not shown: no poll has more than four against.
    """
    return NotShown(otherwise) if table.empty else table


def or_why(function, kind=NotShown):
    """A function that gives the reason, as a ``kind``, where it raises NothingToShow.

    >>> def compare(articles):
    ...     raise NothingToShow("no two groups to compare")
    >>> or_why(compare)([])
    Not shown: no two groups to compare.
    """

    @functools.wraps(function)
    def safe(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except NothingToShow as nothing:
            return kind(str(nothing))

    return safe
