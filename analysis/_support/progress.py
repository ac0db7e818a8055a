"""A bar for what takes long, in a notebook that a person looks at."""

import io
import os
import sys

_DELAY = 2  # seconds before it shows


def live():
    """Whether this is a kernel that JupyterLab started; none of nbconvert's, and no script."""
    return "JPY_SESSION_NAME" in os.environ and "ipykernel" in sys.modules


def progress(items, total=None, unit="article"):
    """The same items; in a live kernel, a line of text tells how far it is, and goes at the end.

    >>> list(progress([1, 2]))
    [1, 2]
    """
    if not live():
        return items
    options = {"total": total, "unit": unit, "delay": _DELAY, "leave": False, "ascii": False}
    return _line()(items, file=io.StringIO(), **options)


def _line():
    from IPython.display import display
    from tqdm import tqdm

    class Line(tqdm):
        """A bar that is an output of the cell, since standard error would look like a warning."""

        shown = None

        def display(self, msg=None, pos=None):
            text = {"text/plain": str(self) if msg is None else msg}
            if self.shown is None:
                self.shown = display(text, raw=True, display_id=True)
            else:
                self.shown.update(text, raw=True)

    return Line
