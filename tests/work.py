"""How much work a call is: the lines of Python that it runs, the same on every machine.

Work inside compiled code is not counted; `tests/shapes.py` measures that, by the clock.
"""

import sys


def lines(call):
    """The number of lines of Python that `call` runs."""
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
