"""HTML for notebooks: escaped, without colours, ids or style sheets, so any theme can show it."""

import html
from itertools import islice

SHOWN = 10  # rows of a list that may be long


def table(heads, rows, total, shown=SHOWN, styles=None, strong=()):
    """A table of the first ``shown`` rows; ``styles`` is the CSS of columns, ``strong`` bold."""
    styles = dict.fromkeys(heads, "text-align:left") | (styles or {})
    head = "".join(f"<th scope='col' style='{styles[name]}'>{escaped(name)}</th>" for name in heads)
    body = ""
    for row in islice(rows, shown):
        body += "<tr>"
        for name, value in zip(heads, row, strict=True):
            text = f"<b>{escaped(value)}</b>" if name in strong else escaped(value)
            body += f"<td style='{styles[name]}'>{text}</td>"
        body += "</tr>"
    more = f"\n<p>{total - shown:,} more of {total:,}</p>" if total > shown else ""
    return (
        f"<div style='overflow-x:auto'><table><thead><tr>{head}\n</tr></thead>"
        f"<tbody>{body}</tbody></table></div>{more}"
    )


def facts(pairs):
    """A table of names and values, one pair per row."""
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
    """A text, cut to ``most`` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"
