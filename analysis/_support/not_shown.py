"""One sentence in place of a table, a page or a figure, where there is nothing to show."""

import functools
import html
from dataclasses import dataclass

NO_ARTICLE = "the corpus has no article in English."
NOT_COUNTED = "nothing was counted in the body of {}; is it in English?"


@dataclass(frozen=True)
class NotShown:
    """The reason why there is nothing to show; a notebook prints it as a sentence.

    >>> NotShown("the article has no poll")
    Not shown: the article has no poll.
    """

    reason: str
    _what = "Not shown"

    def __repr__(self):
        stop = "" if self.reason.endswith((".", "?")) else "."
        return f"{self._what}: {self.reason}{stop}"

    def _repr_html_(self):
        return f"<p>{html.escape(repr(self))}</p>"


class NothingToShow(ValueError):
    """Raised where there is nothing to show; the message is the reason."""


def or_why(function, kind=NotShown):
    """A function that returns the reason, as a ``kind``, where it raises NothingToShow."""

    @functools.wraps(function)
    def safe(*arguments, **options):
        try:
            return function(*arguments, **options)
        except NothingToShow as nothing:
            return kind(str(nothing))

    return safe
