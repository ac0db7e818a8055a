"""HTML that a notebook shows: escaped, and with no colours, ids or style sheet of its own.

So it can be read in a light and a dark theme, in an exported page, and where styles are taken out.
"""

import html
from itertools import islice

SHOWN = 10  # rows of a list that may be long


def table(heads, rows, total, shown=SHOWN, styles=None, strong=()):
    """A table with a header row; of more than ``shown`` rows it says how many are left out.

    ``rows`` may be an iterator, of which no more are taken than are shown; ``total`` is the number
    of all. ``styles`` maps a head to the CSS of its column, ``strong`` names columns in bold.

    >>> print(table(["a"], [["<b>"], [None]], 2, shown=1))
    <div style='overflow-x:auto'><table><thead><tr><th scope='col' style='text-align:left'>a</th>
    </tr></thead><tbody><tr><td style='text-align:left'>&lt;b&gt;</td></tr></tbody></table></div>
    <p>1 more of 2</p>
    """
    styles = {head: (styles or {}).get(head, "text-align:left") for head in heads}
    head = "".join(f"<th scope='col' style='{styles[name]}'>{escaped(name)}</th>" for name in heads)
    body = []
    for row in islice(rows, shown):
        cells = ((name, escaped(value)) for name, value in zip(heads, row, strict=True))
        cells = ((name, f"<b>{value}</b>" if name in strong else value) for name, value in cells)
        body.append("".join(f"<td style='{styles[name]}'>{value}</td>" for name, value in cells))
    lines = "".join(f"<tr>{row}</tr>" for row in body)
    more = f"\n<p>{total - shown:,} more of {total:,}</p>" if total > shown else ""
    return (
        f"<div style='overflow-x:auto'><table><thead><tr>{head}\n</tr></thead>"
        f"<tbody>{lines}</tbody></table></div>{more}"
    )


def facts(pairs):
    """A table of names and what is known of each.

    >>> facts([("Outlets", "A & B")])[:60]
    "<table><tbody><tr><th scope='row' style='text-align:left'>Ou"
    """
    rows = "".join(
        f"<tr><th scope='row' style='text-align:left'>{escaped(name)}</th>"
        f"<td style='text-align:left'>{escaped(value)}</td></tr>"
        for name, value in pairs
    )
    return f"<table><tbody>{rows}</tbody></table>"


def escaped(value):
    """A value as text in HTML; nothing for None."""
    return "" if value is None else html.escape(str(value))


def short(text, most=160):
    """A text, cut after ``most`` characters.

    >>> short("A long line", 6)
    'A lon…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"
