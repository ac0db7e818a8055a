"""Progress of long work: in a notebook, on a terminal, or in a log."""

import os
import sys
import time

_DELAY, _EVERY = 2, 20  # seconds before a bar shows, and between two lines of a log


def progress(items, total=None, unit="article"):
    """The same items, with a bar in JupyterLab and on a terminal, and with lines in a log."""
    in_kernel = "ipykernel" in sys.modules
    if in_kernel and "JPY_SESSION_NAME" not in os.environ:  # nbconvert, not JupyterLab
        return items
    if not (in_kernel or sys.stderr.isatty()):
        return _lines(items, total or len(items), unit)
    from tqdm import tqdm

    file = sys.stdout if in_kernel else sys.stderr  # in a cell, errors look like warnings
    options = {"delay": _DELAY, "leave": False, "position": 0}  # below no bar that was interrupted
    return tqdm(items, total=total, unit=unit, file=file, **options)


def _lines(items, total, unit):
    last = time.monotonic()
    for done, item in enumerate(items):
        if time.monotonic() - last > _EVERY:
            print(f"{done:,} of {total:,} {unit}s", file=sys.stderr)
            last = time.monotonic()
        yield item
