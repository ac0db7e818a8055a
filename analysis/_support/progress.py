"""Progress of long work: in a notebook, on a terminal, or in a log."""

import io
import os
import sys
import time

_DELAY, _EVERY = 2, 20  # seconds before a bar shows, and between two lines of a log


def progress(items, total=None, unit="article"):
    """The same items, with progress shown while they are used.

    In a live kernel and on a terminal it is a bar that disappears at the end; elsewhere, such as in
    a log, a line on standard error every 20 seconds. Notebooks run by nbconvert show nothing.
    """
    options = {"total": total, "unit": unit, "delay": _DELAY, "leave": False}
    if "ipykernel" in sys.modules:
        if "JPY_SESSION_NAME" not in os.environ:  # nbconvert, not JupyterLab
            return items
        return _cell_bar()(items, file=io.StringIO(), ascii=False, **options)
    if sys.stderr.isatty():
        from tqdm import tqdm

        return tqdm(items, **options)
    return _lines(items, total or len(items), unit)


def _lines(items, total, unit):
    last = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - last > _EVERY:
            print(f"{done:,} of {total:,} {unit}s", file=sys.stderr)
            last = time.monotonic()
        yield item


def _cell_bar():
    from IPython.display import display
    from tqdm import tqdm

    class CellBar(tqdm):
        """A bar that is an output of the cell, since standard error would look like a warning."""

        handle = None

        def display(self, msg=None, pos=None):
            text = {"text/plain": str(self) if msg is None else msg}
            if self.handle is None:
                self.handle = display(text, raw=True, display_id=True)
            else:
                self.handle.update(text, raw=True)

    return CellBar
