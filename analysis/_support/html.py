"""HTML for notebooks from templates that escape text; it has no colours, so it fits any theme."""

import functools
from pathlib import Path


@functools.cache
def template(name):
    """A template by its path in the package; its values are escaped, and None prints nothing."""
    import jinja2  # not for `--help`

    loader, looks = jinja2.FileSystemLoader(Path(__file__).parents[1]), {"trim_blocks": True}
    looks |= {"lstrip_blocks": True, "finalize": lambda value: "" if value is None else value}
    return jinja2.Environment(loader=loader, autoescape=True, **looks).get_template(name)


def short(text, most=160):
    """A text, cut to ``most`` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
